"""The planted figures of a story of the press, and which statuses their values bear out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from onestory.article import Article, Version
from onestory.claims.values import Claim
from onestory.press import PressStory
from onestory.press.markup import GoldFigure
from onestory.press.truth import is_comparable


class Row(NamedTuple):
    """A planted figure in one version of an article; `version` is None for the current one."""

    article: str
    origin: str
    version: int | None
    figure: GoldFigure


class Gold:
    """The articles of a story that the hub may compare, with their versions, and every figure planted
    in them."""

    def __init__(self, story: PressStory) -> None:
        self.articles: list[Article] = []
        self._rows: dict[tuple[str, int | None], list[Row]] = defaultdict(list)
        for told in story.articles:
            states = [v for v in told.versions if v.kind != "deleted"]
            if not is_comparable(told) or not states:
                continue
            earlier = tuple(
                Version(n, v.at, v.headline, v.marked.text) for n, v in enumerate(states[:-1], 1)
            )
            self.articles.append(
                Article(
                    id=told.id,
                    title=states[-1].headline,
                    text=states[-1].marked.text,
                    published=told.published,
                    outlet=told.outlet.name,
                    language=told.language,
                    origin=told.origin,
                    versions=earlier,
                )
            )
            for number, state in enumerate(states, 1):
                version = None if number == len(states) else number
                self._rows[told.id, version] = [
                    Row(told.id, told.origin, version, f) for f in state.marked.figures
                ]

    def behind(self, claim: Claim) -> list[Row]:
        """The planted figures that a claim's reports point at."""
        return [
            row
            for report in claim.reports
            for row in self._rows[report.article, report.version]
            if row.figure.span.overlaps(report.span)
        ]

    def bears_out(self, status: str, rows: Sequence[Row]) -> bool:
        """Whether a status is true of the planted values."""
        current = [r for r in rows if r.version is None]
        origins_of = defaultdict(set)
        for row in current:
            origins_of[_value(row)].add(row.origin)
        exact = {v[0] for v in origins_of if v[1] == "="}
        origins = {r.origin for r in current}
        if status == "agreed":
            return any(len(o) > 1 for o in origins_of.values())
        if status == "disputed":
            return len(origins) > 1 and len(exact) > 1
        if status == "compatible":
            return len(origins) > 1 and len(origins_of) > 1 and len(exact) < 2
        if status == "single-source":
            return all(len(self._origins_with(r)) <= 1 for r in rows)
        if status == "added-later":
            return any(not self._in_first(r) or self._in_later_article(r) for r in current)
        return any(not self._in_current(r) for r in (*rows, *self._copied(rows)) if r.version)

    def _copied(self, rows: Sequence[Row]) -> list[Row]:
        """The same values in earlier versions of the other articles of their origins, where only
        copies still carry what was taken back."""
        return [
            earlier
            for told in self._rows.values()
            for earlier in told
            if earlier.version is not None
            and any(
                r.article != earlier.article
                and r.origin == earlier.origin
                and r.figure.key == earlier.figure.key
                and _value(r) == _value(earlier)
                for r in rows
            )
        ]

    def _origins_with(self, row: Row) -> set[str]:
        """Origins whose articles now give the same value of the same thing."""
        return {
            r.origin
            for (_, version), rows in self._rows.items()
            for r in rows
            if version is None and r.figure.key == row.figure.key and _value(r) == _value(row)
        }

    def _in_first(self, row: Row) -> bool:
        first = self._rows.get((row.article, 1), self._rows[row.article, None])
        return any(r.figure.key == row.figure.key and _value(r) == _value(row) for r in first)

    def _in_later_article(self, row: Row) -> bool:
        """Whether the outlet's first article on the story lacks it."""
        own = next(a for a in self.articles if a.id == row.article)
        before = [a for a in self.articles if a.outlet == own.outlet and _is_before(a, own)]
        return bool(before) and not any(
            r.figure.key == row.figure.key and _value(r) == _value(row)
            for a in before
            for r in self._rows[a.id, None]
        )

    def _in_current(self, row: Row) -> bool:
        now = self._rows[row.article, None]
        return any(r.figure.key == row.figure.key and _value(r) == _value(row) for r in now)


def _value(row: Row) -> tuple[float, str, float | None]:
    return row.figure.value, row.figure.comparator, row.figure.high


def _is_before(one: Article, other: Article) -> bool:
    return (
        one.published is not None
        and other.published is not None
        and one.published < other.published
    )
