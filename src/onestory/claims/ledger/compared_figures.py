"""The figures of a story compared: groups about one quantity, each with its status and the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from onestory.claims.figures.units import DURATIONS
from onestory.claims.ledger.align import Fact
from onestory.claims.ledger.allowed import compatible
from onestory.claims.ledger.match import Matcher
from onestory.claims.ledger.rivals import disputing, goes_on, parted
from onestory.claims.phrases import phrase
from onestory.claims.values import Status

Item = TypeVar("Item")


class Compared(NamedTuple, Generic[Item]):
    """One claim; `origins` counts the independent ones that carry it."""

    group: Sequence[Item]
    status: Status
    why: str
    origins: int


class Placed(Protocol):
    """What a single report needs to be counted."""

    @property
    def article(self) -> str: ...


def compare_figures(
    current: Sequence[Fact],
    past: Mapping[int, Sequence[Fact]],
    first: Mapping[int, int],
    total: int,
) -> Iterator[Compared[Fact]]:
    """Claims on the figures of the current texts, then those that were taken back.

    `past` has the figures of earlier versions by the article's order, `first` the number of its first
    version; `total` is the story's number of origins.
    """
    matcher = Matcher(current)
    opened: dict[str, int] = {}
    for fact in current:
        opened[fact.outlet] = min(fact.order, opened.get(fact.outlet, fact.order))
    withdrawn = list(_withdrawn(current, past, matcher))
    stale = {id(fact) for claim in withdrawn for fact in claim.group}
    joined = []
    for facts in matcher.groups([f for f in current if id(f) not in stale]):
        replaced = {id(f): v for f in facts if (v := _replaced_in(f, facts, past)) is not None}
        withdrawn += _carried([f for f in facts if id(f) in replaced], replaced)
        joined.append([f for f in facts if id(f) not in replaced])
    for group in (part for facts in joined for part in _parts(facts, matcher)):
        origins = {f.origin for f in group}
        alone = len(origins) == 1 and len({f.figure.value for f in group}) == 1
        if alone and all(_means_nothing_alone(f) for f in group):
            continue
        status, why, count = _status(group, total, past, first, opened, matcher)
        yield Compared(group, status, why, count)
    yield from withdrawn


def _carried(facts: Sequence[Fact], version: Mapping[int, int]) -> list[Compared[Fact]]:
    """What copies still carry of a number that their origin has replaced: a claim for each number."""
    groups: dict[object, list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.origin, fact.figure.value, fact.figure.unit), []).append(fact)
    found = []
    for group in groups.values():
        articles = len({f.article for f in group})
        why = phrase("withdrawn-carried", version=version[id(group[0])], articles=articles)
        found.append(Compared(group, "withdrawn", why, 1))
    return found


def single(group: Sequence[Placed], total: int) -> str:
    """Why something stands alone."""
    if total == 1:
        return phrase("single-story")
    articles = len({f.article for f in group})
    if articles > 1:
        return phrase("single-source-copies", total=total, articles=articles)
    return phrase("single-source", total=total)


def _means_nothing_alone(fact: Fact) -> bool:
    unit = fact.figure.unit
    return (
        unit in DURATIONS
        or (fact.elliptic and not unit)
        or (fact.figure.counts is None and not unit)
    )


def _status(
    group: Sequence[Fact],
    total: int,
    past: Mapping[int, Sequence[Fact]],
    first: Mapping[int, int],
    opened: Mapping[str, int],
    matcher: Matcher,
) -> tuple[Status, str, int]:
    origins = len({f.origin for f in group})
    latest = _latest(group)
    clashing = disputing(latest, matcher)
    if clashing:
        values = len({f.figure.value for f in clashing})
        units = len({f.figure.unit for f in clashing})
        sides = len({f.origin for f in clashing})
        denying = {f.origin for f in clashing if f.contradicted}
        if sides > 1 and values == 1 and denying and len(denying) < sides:
            why = phrase("disputed-denial", origins=sides, deniers=len(denying))
            return "disputed", why, origins
        if sides > 1 and values == 1 and units > 1:
            return "disputed", phrase("disputed-unit", origins=sides, units=units), origins
        if sides > 1 and values == 1:
            return "disputed", phrase("disputed-bound", origins=sides), origins
        if sides > 1:
            return "disputed", phrase("disputed", origins=sides, values=values), origins
        speakers = len({f.speaker.text for f in clashing if f.speaker})
        if speakers > 1:
            why = phrase("disputed-speakers", speakers=speakers, values=values)
            return "disputed", why, origins
    grown = goes_on(latest, matcher) if origins > 1 else False
    if grown is not False:
        key = "compatible-grown" if grown else "compatible-running"
        values = len({f.figure.value for f in latest})
        return "compatible", phrase(key, origins=origins, values=values), origins
    if origins > 1:
        carriers: dict[object, set[str]] = {}
        for fact in latest:
            carriers.setdefault(_said(fact), set()).add(fact.origin)
        most = max(len(c) for c in carriers.values())
        if most == len({f.origin for f in latest}):
            return "agreed", phrase("agreed", origins=most), most
        if most > 1:
            return "compatible", phrase("compatible-most", most=most, origins=origins), origins
        return "compatible", phrase("compatible", origins=origins), origins
    added = _added_in(group, past, first)
    if added is not None:
        return "added-later", phrase("added-later", version=added), origins
    if total > 1 and all(_in_follow_up(f, opened) for f in group):
        return "added-later", phrase("added-later-article"), origins
    return "single-source", single(group, total), origins


def _parts(group: Sequence[Fact], matcher: Matcher) -> list[list[Fact]]:
    """A group without the numbers that turn out to be of something else; what an outlet said before
    stays with what it says now."""
    latest = _latest(group)
    parts = parted(latest, matcher)
    for fact in group:
        if not any(fact is f for f in latest):
            own = [p for p in parts if any(f.outlet == fact.outlet for f in p)]
            (own or parts)[0].append(fact)
    return parts


def _in_follow_up(fact: Fact, opened: Mapping[str, int]) -> bool:
    """Whether the outlet wrote about the story before, without this figure."""
    return opened.get(fact.outlet, fact.order) < fact.order


def _said(fact: Fact) -> object:
    """What a figure says: "260" and "some 260" the same, "at least 260" another thing."""
    figure = fact.figure
    bound = "" if figure.comparator in {"=", "~"} else figure.comparator
    return figure.value, bound, figure.high


def _latest(group: Sequence[Fact]) -> list[Fact]:
    """Of each outlet only what its latest article says, since an outlet may correct itself."""
    last = {f.outlet: max(g.order for g in group if g.outlet == f.outlet) for f in group}
    return [f for f in group if f.order == last[f.outlet]]


def _replaced_in(
    fact: Fact, group: Sequence[Fact], past: Mapping[int, Sequence[Fact]]
) -> int | None:
    """The version of another article of its origin that had a copy's number, which that one gives
    otherwise now."""
    for other in group:
        if other.origin != fact.origin or other.article == fact.article:
            continue
        if not any(f.article == other.article and _same_value(f, fact) for f in group):
            for before in past.get(other.order, ()):
                if _same_value(before, fact):
                    return before.version or 1
    return None


def _added_in(
    group: Sequence[Fact], past: Mapping[int, Sequence[Fact]], first: Mapping[int, int]
) -> int | None:
    """The version that brought a figure, where every article that has it lacked it at first."""
    numbers = []
    for fact in group:
        old = past.get(fact.order, ())
        if fact.order not in first:
            return None
        with_it = [f.version or 0 for f in old if _same_value(f, fact)]
        if first[fact.order] in with_it:
            return None
        known = {f.version or 0 for f in old} | {first[fact.order]}
        numbers.append(min(with_it) if with_it else max(known) + 1)
    return min(numbers) if numbers else None


def _same_value(a: Fact, b: Fact) -> bool:
    return a.figure.value == b.figure.value and a.figure.unit == b.figure.unit


def _cites(fact: Fact, outlet: str) -> bool:
    """Whether a figure is told as another outlet's: it falls with what that outlet took back."""
    return outlet.lower() in fact.sentence.of(fact.text).lower()


def _withdrawn(
    current: Sequence[Fact], past: Mapping[int, Sequence[Fact]], matcher: Matcher
) -> Iterator[Compared[Fact]]:
    """Figures of earlier versions that their article no longer has and no other origin carries.

    Copies that still carry one stand with it, and who cites the outlet for it. A figure that grew
    ("at least 20", then 31) was not taken back.
    """
    for order, facts in past.items():
        here = [f for f in current if f.order == order]
        told: set[tuple[float, str]] = set()
        for fact in sorted(facts, key=lambda f: (-(f.version or 0), f.span)):
            value = (fact.figure.value, fact.figure.unit)
            if value in told or _means_nothing_alone(fact):
                continue
            if any(
                _same_value(fact, f) or (compatible(fact, f) and matcher.same(fact, f))
                for f in here
            ):
                continue
            carried = [f for f in current if _same_value(fact, f) and matcher.same(fact, f)]
            if any(f.origin != fact.origin and not _cites(f, fact.outlet) for f in carried):
                continue
            told.add(value)
            version = fact.version or 1
            if carried:
                articles = len({f.article for f in carried})
                why = phrase("withdrawn-carried", version=version, articles=articles)
            else:
                why = phrase("withdrawn", version=version)
            yield Compared([fact, *carried], "withdrawn", why, 1)
