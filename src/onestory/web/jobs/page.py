"""Everything a story page shows, made from its articles: ledger, brief, headline, section, rank."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from onestory.claims import Annotations
from onestory.claims.statements.speakers import named_at
from onestory.claims.values import Ledger
from onestory.config import Settings
from onestory.web.jobs.coverage import Watches
from onestory.web.jobs.hands import Hands, Job
from onestory.web.jobs.ranking import rank_of
from onestory.web.jobs.reading import as_read
from onestory.web.jobs.sectioning import country_of, section_of
from onestory.web.jobs.thinking import Reading, read_story
from onestory.web.news.models import (
    AS_TOLD,
    Article,
    Claim,
    Report,
    Story,
    Version,
    quotable,
)

MANY_STORIES = 40  # to rebuild at once: worth helping processes
MADE = (  # what of a story is made here; its place and its pin are others'
    "headline",
    "brief",
    "headline_checks",
    "outlets",
    "origins",
    "first_at",
    "last_at",
    "section",
    "section_reason",
    "country",
    "coverage",
    "rank",
    "rank_parts",
    "stale",
)


def refresh_stories(
    stories: Sequence[Story], now: datetime, settings: Settings, hands: Hands
) -> Iterator[Story]:
    """Rebuild ledger, brief and standing of each story from its articles as they are now."""
    watches, held = Watches(), deque[tuple[Story, list[Article]]]()

    def jobs() -> Iterator[Job[Reading]]:
        for story in stories:
            rows = _rows_of(story)
            held.append((story, rows))
            yield _job(rows, settings)

    for reading in hands.each(jobs(), many=len(stories) >= MANY_STORIES):
        story, rows = held.popleft()
        _store_reading(story, rows, reading, now, watches)
        yield story


@transaction.atomic
def _store_reading(
    story: Story, rows: list[Article], reading: Reading, now: datetime, watches: Watches
) -> None:
    # Whoever marks it stale from here on waits, and is heard.
    story = Story.objects.select_for_update().get(pk=story.pk)
    standing = list(_standing(story).values_list("pk", "current"))
    if standing != [(row.pk, row.current_id) for row in rows]:
        return  # taken down or read again meanwhile: still stale, so its turn comes again
    if not rows:
        _clear(story)
        return
    by_id = {str(row.pk): row for row in rows}
    ledger, brief, annotations = reading
    _store_warnings(by_id, annotations)
    _store_claims(story, ledger, by_id)
    story.headline = by_id[brief.headline.article].current if brief.headline else rows[0].current
    story.brief = _with_versions(brief.as_record(), by_id)
    story.headline_checks = [
        {**h.as_record(), "version": by_id[h.article].current_id} for h in ledger.headline_checks
    ]
    story.outlets = len({row.outlet_id for row in rows})
    story.origins = ledger.origins
    story.first_at = min(row.published for row in rows)
    story.last_at = max(row.published for row in rows)
    decision = section_of(rows)
    story.section, story.section_reason = decision.section, decision.reason
    story.country = country_of(rows)
    story.coverage = watches.of(story.first_at).coverage(story, rows, now)
    story.rank, story.rank_parts = rank_of(rows, story.origins)
    story.stale = False
    story.save(update_fields=MADE)


def _standing(story: Story) -> QuerySet[Article]:
    """The articles whose words make the story."""
    return story.articles.filter(quotable(), current__isnull=False).order_by(*AS_TOLD)


def _rows_of(story: Story) -> list[Article]:
    rows = _standing(story).select_related("outlet", "current")
    return list(rows.prefetch_related("versions"))


def _job(rows: list[Article], settings: Settings) -> Job[Reading]:
    articles = [as_read(row, with_versions=True) for row in rows]
    return read_story, (articles, settings.brief.words, settings.brief.per_article)


def differences(story: Story, settings: Settings) -> list[str]:
    """What of a stored story its articles, read again, do not give: parts changed by hand."""
    rows = _rows_of(story)
    if not rows:
        return ["articles"] if story.claims.exists() or story.headline_id else []
    function, arguments = _job(rows, settings)
    ledger, brief, _ = function(*arguments)
    stored = [
        (
            c.kind,
            c.status,
            c.origins,
            c.why,
            [(r.article_id, r.start, r.end) for r in c.reports.all()],
        )
        for c in story.claims.prefetch_related("reports").order_by("position")
    ]
    again = [
        (c.kind, c.status, c.origins, c.why[:400], [(int(r.article), *r.span) for r in c.reports])
        for c in ledger.claims
    ]
    told = {"claims": stored == again}
    told["brief"] = story.brief == _with_versions(brief.as_record(), {str(r.pk): r for r in rows})
    told["origins"] = story.origins == ledger.origins
    told["outlets"] = story.outlets == len({row.outlet_id for row in rows})
    told["rank"] = (story.rank, story.rank_parts) == rank_of(rows, ledger.origins)
    return [name for name, same in told.items() if not same]


def _clear(story: Story) -> None:
    """Nothing of the story may be shown any more: nothing of it stays."""
    story.claims.all().delete()
    story.headline, story.brief, story.headline_checks, story.coverage = None, {}, [], {}
    story.outlets = story.origins = 0
    story.stale = False
    story.save(update_fields=MADE)


def _store_warnings(rows: dict[str, Article], annotations: dict[str, Annotations]) -> None:
    for key, article in rows.items():
        _store_sentences(article, annotations[key])
        found = [w.as_record() for w in annotations[key].warnings]
        if found != article.warnings:
            article.warnings = found
            article.save(update_fields=["warnings"])


def _store_sentences(article: Article, notes: Annotations) -> None:
    """The pages show sentences; where they begin and end is a fact about the version's text."""
    version = article.current
    if version is not None and version.annotations is None:
        version.annotations = {"sentences": [list(s) for s in notes.sentences]}
        version.save(update_fields=["annotations"])


def _with_versions(brief: dict[str, object], rows: dict[str, Article]) -> dict[str, object]:
    """Name the version each pointer of a brief stands in."""
    for part in ("sentences", "timeline"):
        for item in brief[part]:
            item["version"] = rows[item["article"]].current_id
    return brief


def _store_claims(story: Story, ledger: Ledger, rows: dict[str, Article]) -> None:
    story.claims.all().delete()
    numbered: dict[int, dict[int, Version]] = defaultdict(dict)
    for row in rows.values():
        for version in row.versions.all():
            numbered[row.pk][version.number] = version
    claims, reports = [], []
    for position, claim in enumerate(ledger.claims):
        naming = claim.reports[claim.named_by]
        row = rows[naming.article]
        stored = Claim(
            story=story,
            position=position,
            kind=claim.kind,
            status=claim.status,
            origins=claim.origins,
            why=claim.why[:400],
            text_version=numbered[row.pk].get(naming.version or -1, row.current),
            text_start=claim.named_at.start,
            text_end=claim.named_at.end,
        )
        claims.append(stored)
        for report in claim.reports:
            row = rows[report.article]
            within = numbered[row.pk].get(report.version or -1, row.current)
            speaker = named_at(within.text, report.speaker)
            reports.append(
                Report(
                    claim=stored,
                    article=row,
                    version=within,
                    start=report.span.start,
                    end=report.span.end,
                    sentence_start=report.sentence.start,
                    sentence_end=report.sentence.end,
                    speaker_start=speaker.start if speaker else None,
                    speaker_end=speaker.end if speaker else None,
                    value=report.value[:200],
                    number=report.number,
                    comparator=report.comparator,
                    high=report.high,
                    hedged=report.hedged,
                )
            )
    Claim.objects.bulk_create(claims)
    Report.objects.bulk_create(reports)
