"""A story's rows → what its page shows, in the order it is shown. Decides nothing; looks things up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from onestory.article import Span
from onestory.claims.quotes import quote_regions
from onestory.web.jobs.ranking import Growth, growth_of
from onestory.web.news import lists
from onestory.web.news.labels import OBSERVED
from onestory.web.news.models import (
    AS_TOLD,
    Article,
    Claim,
    Outlet,
    Report,
    Story,
    Version,
    quotable,
)
from onestory.web.news.pointing import at_outlet, in_store

CHART_WIDTH = 120  # user units of the value strip
SHORT_HEADING = 3  # words
NEIGHBOURS = 3  # events shown of a storyline before a story, and after it


@dataclass(frozen=True, slots=True)
class Pointer:
    """A stored sentence with both its links."""

    version: Version
    start: int
    end: int
    cuts: tuple[tuple[int, int], ...] = ()

    @property
    def article(self) -> Article:
        return self.version.article

    @property
    def words(self) -> list[str]:
        return self.version.text[self.start : self.end].split()

    @property
    def outlet_url(self) -> str:
        return at_outlet(self.article.url, self.version.text[self.start : self.end])

    @property
    def store_url(self) -> str:
        return in_store(self.version, self.start, self.end)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One outlet's cell of a claim: the value, the sentence it stands in, who says it."""

    report: Report
    value: Pointer
    sentence: Pointer
    speaker: Pointer | None
    unsure: bool = False
    """It stands between quotation marks, and who says it is not certain."""
    position: float | None = None
    """Where the value stands on the claim's strip, 0 to CHART_WIDTH."""
    copies: int = 0
    """How many more articles of the same origin carry it."""


@dataclass(frozen=True, slots=True)
class ClaimBlock:
    claim: Claim
    text: Pointer | None
    rows: tuple[ReportRow, ...]

    @property
    def lead(self) -> Pointer | None:
        """The first report's whole sentence, where what is counted says too little by itself."""
        short = self.text is None or len(self.text.words) <= SHORT_HEADING
        return (
            self.rows[0].sentence if short and self.rows and self.claim.kind == "figure" else None
        )

    @property
    def has_strip(self) -> bool:
        return sum(r.position is not None for r in self.rows) > 1


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Articles that share one first text; the first leads."""

    lead: Article
    copies: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeRow:
    kind: str
    old: Pointer | None
    new: Pointer | None


@dataclass(frozen=True, slots=True)
class VersionChange:
    version: Version
    rows: tuple[ChangeRow, ...]


@dataclass(slots=True)
class Coverage:
    left_out: list[tuple[Outlet, int]] = field(default_factory=list)
    not_seen: list[Outlet] = field(default_factory=list)
    could_not_look: list[Outlet] = field(default_factory=list)


def brief_of(story: Story) -> list[Pointer]:
    """The brief's sentences; a pointer whose version is gone is left out."""
    return _pointers(story.brief.get("sentences", ()))


def timeline_of(story: Story) -> list[tuple[str, Pointer]]:
    rows = story.brief.get("timeline", ())
    found = _versions(rows)
    return [
        (row["date"], Pointer(found[row["version"]], *row["span"]))
        for row in rows
        if row["version"] in found
    ]


def _pointers(rows: Sequence[dict[str, Any]]) -> list[Pointer]:
    found = _versions(rows)
    return [
        Pointer(
            found[row["version"]], *row["span"], cuts=tuple(tuple(c) for c in row.get("cuts", ()))
        )
        for row in rows
        if row["version"] in found
    ]


def _versions(rows: Sequence[dict[str, Any]]) -> dict[int, Version]:
    keys = {row["version"] for row in rows}
    shown = Version.objects.filter(quotable("article__"))
    return shown.select_related("article__outlet").in_bulk(keys)


def claims_of(story: Story, statuses: Sequence[str] = (), limit: int = 0) -> list[ClaimBlock]:
    """The ledger's blocks, in its order."""
    claims = story.claims.prefetch_related(
        "reports__version__article__outlet", "reports__article"
    ).select_related("text_version__article__outlet")
    if statuses:
        claims = claims.filter(status__in=statuses)
    blocks = [claim_block(claim) for claim in (claims[:limit] if limit else claims)]
    return [block for block in blocks if block.rows]


def claim_block(claim: Claim) -> ClaimBlock:
    rows = []
    seen: dict[tuple[int | None, str], int] = {}
    for report in claim.reports.all():
        if not report.version.article.is_quotable:
            continue
        key = (report.article.origin_id, report.value)
        if claim.kind != "figure" and key in seen:
            continue
        seen[key] = report.pk
        version = report.version
        speaker = None
        if report.speaker_start is not None and report.speaker_end is not None:
            speaker = Pointer(version, report.speaker_start, report.speaker_end)
        rows.append(
            ReportRow(
                report,
                Pointer(version, report.start, report.end),
                Pointer(version, report.sentence_start, report.sentence_end),
                speaker,
                speaker is None and (claim.kind == "quote" or _is_quoted(report)),
            )
        )
    text = None
    named = claim.text_version
    if named and named.article.is_quotable and claim.text_end > claim.text_start:
        text = Pointer(claim.text_version, claim.text_start, claim.text_end)
    return ClaimBlock(claim, text, tuple(_placed(claim, rows)))


def _is_quoted(report: Report) -> bool:
    """Whether what a report gives stands between quotation marks in its sentence."""
    start = report.sentence_start
    sentence = report.version.text[start : report.sentence_end]
    given = Span(report.start - start, report.end - start)
    return any(quote.span.covers(given) for quote in quote_regions(sentence))


def _placed(claim: Claim, rows: list[ReportRow]) -> list[ReportRow]:
    """Give each figure its place on a common strip from the lowest to the highest value."""
    if claim.kind != "figure":
        return rows
    numbers = [r.report.number for r in rows]
    known = [n for n in numbers if n is not None]
    if len(set(known)) < 2:
        return rows
    low, high = min(known), max(known)
    return [
        ReportRow(
            r.report,
            r.value,
            r.sentence,
            r.speaker,
            r.unsure,
            None if n is None else round(6 + (n - low) / (high - low) * (CHART_WIDTH - 12), 1),
        )
        for r, n in zip(rows, numbers, strict=True)
    ]


def origins_of(story: Story) -> list[OriginGroup]:
    """All coverage grouped by origin, the largest groups first, then by time."""
    articles = list(
        story.articles.filter(taken_down=False, outlet__taken_down=False)
        .select_related("outlet", "current")
        .prefetch_related("versions", "authors")
        .order_by(*AS_TOLD)
    )
    groups: dict[int, list[Article]] = defaultdict(list)
    for article in articles:
        groups[article.origin_id or article.pk].append(article)
    found = [OriginGroup(g[0], tuple(g[1:])) for g in groups.values()]
    return sorted(found, key=lambda g: (-len(g.copies), g.lead.published))


def growth_shown(groups: Sequence[OriginGroup]) -> Growth | None:
    """What the story's place says of its growth, counted again from what may be shown."""
    articles = [a for g in groups for a in (g.lead, *g.copies) if a.is_quotable and a.current]
    return growth_of(articles) if articles else None


def neighbours_of(story: Story) -> tuple[list[Story], list[Story]]:
    """The events of the same storyline next before and next after, both as they came."""
    if story.storyline is None or story.first_at is None:
        return [], []
    events = lists.storyline_stories(story.storyline).exclude(pk=story.pk)
    at = Q(first_at=story.first_at)
    before = events.filter(Q(first_at__lt=story.first_at) | at & Q(pk__lt=story.pk))
    after = events.filter(Q(first_at__gt=story.first_at) | at & Q(pk__gt=story.pk))
    return list(before.reverse()[:NEIGHBOURS])[::-1], list(after[:NEIGHBOURS])


def changes_of(story: Story) -> list[VersionChange]:
    """Later versions of the story's articles that changed more than looks, newest first."""
    versions = (
        Version.objects.filter(quotable("article__"), article__story=story, number__gt=1)
        .select_related("article__outlet")
        .order_by("-fetched", "-pk")
    )
    return [change for v in versions if (change := version_change(v)).rows]


def version_change(version: Version, cosmetic: bool = False, facts: bool = False) -> VersionChange:
    """What a version changed against the one before; with `facts` only changes of substance."""
    before = (
        Version.objects.select_related("article__outlet")
        .filter(article=version.article_id, number=version.number - 1)
        .first()
    )
    rows = [
        ChangeRow(
            row["class"],
            Pointer(before, *row["old"]) if row["old"] and before else None,
            Pointer(version, *row["new"]) if row["new"] else None,
        )
        for row in version.changes
        if (cosmetic or row["class"] != "cosmetic") and not (facts and row["class"] == "text")
    ]
    return VersionChange(version, tuple(rows))


def coverage_of(story: Story) -> Coverage:
    stored = story.coverage or {}
    keys = [k for name in ("left_out", "not_seen", "could_not_look") for k in stored.get(name, ())]
    outlets = Outlet.objects.in_bulk(keys)
    looks = stored.get("looks", {})
    return Coverage(
        [
            (outlets[k], looks.get(str(k), [0, 0])[0])
            for k in stored.get("left_out", ())
            if k in outlets
        ],
        [outlets[k] for k in stored.get("not_seen", ()) if k in outlets],
        [outlets[k] for k in stored.get("could_not_look", ()) if k in outlets],
    )


def paragraphs_of(version: Version) -> list[list[tuple[int, int]]]:
    """A version's text as paragraphs of sentence ranges, covering every character that shows."""
    sentences = [tuple(s) for s in (version.annotations or {}).get("sentences", ())]
    found: list[list[tuple[int, int]]] = []
    position = 0
    for paragraph in version.text.split("\n\n"):
        start, end = position, position + len(paragraph)
        position = end + 2
        inside = [(s, e) for s, e in sentences if start <= s and e <= end]
        if paragraph.strip():
            found.append(_covering(start, end, inside))
    return found


def _covering(start: int, end: int, inside: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentence ranges with the gaps between them filled, so that no character is lost."""
    parts, position = [], start
    for s, e in sorted(inside):
        if s > position:
            parts.append((position, s))
        parts.append((s, e))
        position = e
    if position < end:
        parts.append((position, end))
    return parts


def cited_sentences(version: Version) -> list[Pointer]:
    """The sentences of a version that the hub's own pages cite: what may be quoted."""
    if not version.article.is_quotable:
        return []
    reports = Report.objects.filter(version=version)
    ranges = set(reports.values_list("sentence_start", "sentence_end"))
    if version.article.story:
        for name in ("sentences", "timeline"):
            for row in version.article.story.brief.get(name, ()):
                if row["version"] == version.pk:
                    ranges.add(tuple(row["span"]))
    return [Pointer(version, start, end) for start, end in sorted(ranges)]


def warnings_of(article: Article) -> list[tuple[str, Pointer | None]]:
    """What a reader should know about the article, with the words concerned."""
    version = article.current
    if version is None or not article.is_quotable:
        return []
    return [
        (
            w["kind"],
            Pointer(version, *w["span"])
            if w.get("span") and w["kind"] != "headline-mismatch"
            else None,
        )
        for w in article.warnings
    ]


def observed(outlet: Outlet) -> list[tuple[str, int, int]]:
    """What was counted of an outlet: (what, how many, of how many). No score is made of it."""
    read = Article.objects.filter(outlet=outlet, current__isnull=False)
    total = read.count()
    versions = Version.objects.filter(article__outlet=outlet, number__gt=1)
    return [
        (OBSERVED["bylines"], read.filter(authors__isnull=False).distinct().count(), total),
        (OBSERVED["credits"], read.exclude(credit="").count(), total),
        (OBSERVED["copies"], read.exclude(origin_reason="").count(), total),
        (OBSERVED["documents"], read.exclude(source_link="").count(), total),
        (OBSERVED["silent"], versions.filter(silent_correction=True).count(), versions.count()),
    ]
