"""A story's rows → what its page shows, in the order it is shown. Decides nothing; looks things up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from onestory.web.jobs.ranking import Growth, growth_of
from onestory.web.news import lists
from onestory.web.news.labels import OBSERVED
from onestory.web.news.models import (
    AS_TOLD,
    Article,
    Outlet,
    Report,
    Story,
    Version,
    quotable,
)
from onestory.web.news.pointing import Pointer

NEIGHBOURS = 3  # events shown of a storyline before a story, and after it


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Articles that share one first text; the first leads."""

    lead: Article
    copies: tuple[Article, ...] = ()


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
    cited = [Pointer(version, start, end) for start, end in sorted(ranges)]
    return list({p.anchor: p for p in reversed(cited)}.values())[::-1]


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
