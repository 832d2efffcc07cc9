"""The sentences of a story compared: what several origins report, what one denies of another, and
their days where these differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from onestory.claims.ledger.compared_figures import Compared
from onestory.claims.ledger.groups import grouped
from onestory.claims.ledger.happenings import (
    DAY_SHARED,
    SAME,
    SAME_DATED,
    SAME_DENIED,
    Closeness,
    Happening,
    day_clause,
    deny,
    negates,
    opposed,
)
from onestory.claims.phrases import phrase
from onestory.claims.statements.cues import DAYS
from onestory.claims.values import ClaimKind

MOST_IN_BLOCK = 200


def compare_happenings(
    items: Sequence[Happening],
) -> Iterator[tuple[ClaimKind, Compared[Happening]]]:
    """Claims on happenings that two origins or more report, and on the days they give for them."""
    closeness = Closeness(items)

    def same(a: Happening, b: Happening) -> bool:
        if a.origin == b.origin or not _numbers_meet(a, b):
            return False
        near = closeness.of(a, b)
        return near >= SAME and not opposed(a, b, near)

    groups = grouped(items, closeness.keys, same, MOST_IN_BLOCK)
    disputed = set()
    for group, deniers in _denials(items, groups, closeness):
        disputed |= {id(h) for h in group}
        origins = _origins(group)
        why = phrase("disputed-denial", origins=origins, deniers=_origins(deniers))
        yield "event", Compared(group, "disputed", why, origins)
    for group in groups:
        origins = _origins(group)
        if origins < 2:
            continue
        if not any(id(h) in disputed for h in group) and not _numbers_part(group):
            yield "event", Compared(group, "agreed", phrase("agreed", origins=origins), origins)
        yield from _dated(group, closeness)


def _origins(group: Sequence[Happening]) -> int:
    return len({h.origin for h in group})


def _numbers_meet(a: Happening, b: Happening) -> bool:
    return not (a.numbers and b.numbers) or bool(a.numbers & b.numbers)


def _numbers_part(group: Sequence[Happening]) -> bool:
    """Whether two of the sentences give numbers that the other has not, each: then they do not say the
    same, whatever else they share."""
    return any(a.numbers - b.numbers and b.numbers - a.numbers for a, b in combinations(group, 2))


def _denials(
    items: Sequence[Happening], groups: Sequence[list[Happening]], closeness: Closeness
) -> Iterator[tuple[list[Happening], list[Happening]]]:
    """Reports of one happening together with those that deny it, and the latter once more."""
    home = {id(h): number for number, group in enumerate(groups) for h in group}
    edges = grouped(items, closeness.keys, _denier(closeness), MOST_IN_BLOCK)
    for linked in edges:
        if len(linked) < 2:
            continue
        homes = sorted({home[id(h)] for h in linked})
        group = [h for number in homes for h in groups[number]]
        deniers = [h for h in linked if any(negates(h, other, closeness) for other in linked)]
        yield group, deniers


def _denier(closeness: Closeness) -> Callable[[Happening, Happening], bool]:
    def denies(a: Happening, b: Happening) -> bool:
        if a.origin == b.origin or not (a.denials or b.denials):
            return False
        near = _numbers_meet(a, b) and closeness.of(a, b) >= SAME_DENIED
        return near and deny(a, b, closeness)

    return denies


def _dated(
    group: Sequence[Happening], closeness: Closeness
) -> Iterator[tuple[ClaimKind, Compared[Happening]]]:
    """The day of a happening, where two origins that tell it alike give one."""
    dated = [h for h in group if h.day and h.day_span]
    close = [
        h for h in dated if any(h is not o and closeness.of(h, o) >= SAME_DATED for o in dated)
    ]
    origins = _origins(close)
    if origins < 2:
        return
    days = {h.day for h in close}
    placed = [replace(h, span=h.day_span or h.span) for h in close]
    if len(days) == 1:
        yield "date", Compared(placed, "agreed", phrase("agreed", origins=origins), origins)
    elif not _written_alike(placed) and _of_one_clause(close, closeness):
        why = phrase("disputed-date", origins=origins, values=len(days))
        yield "date", Compared(placed, "disputed", why, origins)


def _of_one_clause(dated: Sequence[Happening], closeness: Closeness) -> bool:
    """Whether two give two days in a clause that both have: "…, who came on Monday, said" gives none of
    what he said."""

    def tells(a: Happening, b: Happening) -> bool:
        clause = day_clause(a)
        return not clause or closeness.share(clause, b.stems) >= DAY_SHARED

    return any(a.day != b.day and tells(a, b) and tells(b, a) for a, b in combinations(dated, 2))


def _written_alike(placed: Sequence[Happening]) -> bool:
    """Whether all name the day by one word: "Thursday" and "Thursday morning" of two reports were
    only counted from two days."""
    named = [{w for w in h.span.of(h.text).lower().split() if w in DAYS} for h in placed]
    return bool(set.intersection(*named))
