"""Versions → what they changed, each change in its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from onestory.web.news.models import Story, Version, quotable
from onestory.web.news.pointing import Pointer


@dataclass(frozen=True, slots=True)
class ChangeRow:
    kind: str
    old: Pointer | None
    new: Pointer | None
    before: Pointer | None = None
    """Its sentence or title up to the change: as it is now, or as it was where words only went."""
    after: Pointer | None = None

    @property
    def field(self) -> str:
        return "title" if self.kind == "headline" else "text"

    @property
    def label(self) -> str:
        """Its kind; of text also whether it came or went."""
        if self.kind != "text" or (self.old and self.new):
            return self.kind
        return "text-added" if self.new else "text-removed"


@dataclass(frozen=True, slots=True)
class VersionChange:
    version: Version
    rows: tuple[ChangeRow, ...]


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
        _row(
            row["class"],
            Pointer(before, *row["old"]) if row["old"] and before else None,
            Pointer(version, *row["new"]) if row["new"] else None,
        )
        for row in version.changes
        if (cosmetic or row["class"] != "cosmetic") and not (facts and row["class"] == "text")
    ]
    return VersionChange(version, tuple(rows))


def _row(kind: str, old: Pointer | None, new: Pointer | None) -> ChangeRow:
    here = new or old
    if here is None:
        return ChangeRow(kind, old, new)
    version = here.version
    ranges = (version.annotations or {}).get("sentences", ())
    if kind == "headline":
        ranges = [(0, len(version.title))]
    for start, end in ranges:
        if start <= here.start and here.end <= end:
            before = Pointer(version, start, here.start) if start < here.start else None
            after = Pointer(version, here.end, end) if here.end < end else None
            return ChangeRow(kind, old, new, before, after)
    return ChangeRow(kind, old, new)
