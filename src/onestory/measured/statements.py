"""When a found statement is a marked one: their contents overlap by .3 of both together, each counted
once, best overlap first; and when their sources agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

OVERLAP = 0.3  # share of both contents together


@dataclass(frozen=True, slots=True)
class Statement:
    """The places of a statement's characters; no source is an empty set."""

    source: frozenset[int]
    content: frozenset[int]
    direct: bool

    @classmethod
    def of(
        cls, source: Iterable[Sequence[int]], content: Iterable[Sequence[int]], direct: bool
    ) -> Statement:
        return cls(_places(source), _places(content), direct)


Found = TypeVar("Found", bound=Statement)


def matched(ours: Sequence[Found], theirs: Sequence[Found]) -> list[tuple[Found, Found]]:
    """Pairs of the same statement, best overlap first, each statement once."""
    overlaps = sorted(
        (-share, a, b)
        for a, one in enumerate(ours)
        for b, other in enumerate(theirs)
        if (share := overlap(one.content, other.content)) >= OVERLAP
    )
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, a, b in overlaps:
        if a not in used[0] and b not in used[1]:
            used[0].add(a)
            used[1].add(b)
            pairs.append((ours[a], theirs[b]))
    return pairs


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def same_source(ours: Statement, theirs: Statement) -> bool:
    return bool(ours.source & theirs.source) or not (ours.source or theirs.source)


def _places(spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(place for start, end in spans for place in range(start, end))
