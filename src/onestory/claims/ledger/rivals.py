"""Which figures of one group really contradict each other.

Two numbers that cannot both be true may still count two things: a part, another place, another hour.
A dispute is said only where nothing in the two sentences tells them apart, and inside one article
only where it sets two voices against each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from onestory.claims.ledger.align import Fact
from onestory.claims.ledger.allowed import compatible
from onestory.claims.ledger.contrasted import contrasted
from onestory.claims.ledger.evidence import is_of_one_thing, two_sources
from onestory.claims.ledger.match import Matcher, apart, two_voices
from onestory.claims.ledger.ofwhich import of_others
from onestory.claims.ledger.toldapart import told_apart
from onestory.claims.lexicon.things import HARD_STATES

SAME_WORDS = 0.5  # cosine of sentences that hardly count anew


def parted(latest: Sequence[Fact], matcher: Matcher) -> list[list[Fact]]:
    """A group in the parts whose members may be about one quantity after all."""
    part_of = list(range(len(latest)))
    for one, a in enumerate(latest):
        for other in range(one):
            b = latest[other]
            if part_of[one] == part_of[other]:
                continue
            if compatible(a, b) or differ(a, b, latest, matcher):
                old, new = part_of[one], part_of[other]
                part_of = [new if p == old else p for p in part_of]
    parts: dict[int, list[Fact]] = {}
    for part, fact in zip(part_of, latest, strict=True):
        parts.setdefault(part, []).append(fact)
    return [piece for part in parts.values() for piece in _pieces(part, latest, matcher)]


def _pieces(part: list[Fact], latest: Sequence[Fact], matcher: Matcher) -> list[list[Fact]]:
    """A part in pieces without two numbers that cannot both be true and are no rivals: what "over 40"
    ties together, 49 and 50, is said of two things or of nothing sure."""

    pairs = list(combinations(part, 2))
    side = {_said(f): number for number, f in enumerate(part)}
    for a, b in pairs:
        old, new = side[_said(a)], side[_said(b)]
        if old != new and differ(a, b, latest, matcher):
            side = {said: new if of == old else of for said, of in side.items()}

    def go_together(a: Fact, b: Fact) -> bool:
        return compatible(a, b) or side[_said(a)] == side[_said(b)]

    if all(go_together(a, b) for a, b in pairs):
        return [part]
    carried = Counter(f.figure.value for f in part if f.figure.comparator == "=")
    sides: dict[int, list[Fact]] = {}
    for fact in part:
        sides.setdefault(side[_said(fact)], []).append(fact)
    pieces: list[list[Fact]] = []
    for facts in sorted(sides.values(), key=lambda fs: -max(carried[f.figure.value] for f in fs)):
        home = next((p for p in pieces if all(compatible(a, b) for a in p for b in facts)), None)
        if home is None:
            pieces.append(facts)
        else:
            home += facts
    return pieces


def _said(fact: Fact) -> tuple[float, str, bool]:
    return fact.figure.value, fact.figure.unit, fact.contradicted


def disputing(latest: Sequence[Fact], matcher: Matcher) -> list[Fact]:
    """Those members of a group that stand on one side of a dispute."""
    pairs = [
        (a, b) for n, a in enumerate(latest) for b in latest[:n] if rival(a, b, latest, matcher)
    ]
    return [f for f in latest if any(compatible(f, a) != compatible(f, b) for a, b in pairs)]


def rival(a: Fact, b: Fact, group: Sequence[Fact], matcher: Matcher) -> bool:
    """Whether two figures of one group contradict each other."""
    return differ(a, b, group, matcher) and not updated(a, b, matcher)


def goes_on(latest: Sequence[Fact], matcher: Matcher) -> bool | None:
    """Whether a group gives one count at several times: True where the later articles have the higher
    numbers, None where the hours are not known."""
    pairs = [
        (a, b)
        for a, b in combinations(latest, 2)
        if updated(a, b, matcher) and differ(a, b, latest, matcher)
    ]
    if not pairs:
        return False
    return True if all(_is_later(a, b) for a, b in pairs) else None


def updated(a: Fact, b: Fact, matcher: Matcher) -> bool:
    """Whether they may be one count that went on: of two articles the later has the higher number, or
    the hours of one day are not known. Two sources of one day are two counts, and who tells it in the
    same words took the same one."""
    if a.article == b.article or compatible(a, b) or a.figure.unit:
        return False
    if a.state != b.state or a.state not in HARD_STATES:
        return False
    if not (a.published and b.published):
        return False
    same_day = a.published == b.published
    if same_day and not (a.minute and b.minute):
        return matcher.alike(a, b) < SAME_WORDS
    if same_day and two_sources(a, b):
        return False
    return _is_later(a, b)


def _is_later(a: Fact, b: Fact) -> bool:
    """Whether the article with the higher number is known to be the later one."""
    low, high = sorted((a, b), key=lambda f: f.figure.value)
    if low.published != high.published:
        return low.published < high.published
    return bool(low.minute and high.minute) and low.minute < high.minute


def differ(a: Fact, b: Fact, group: Sequence[Fact], matcher: Matcher) -> bool:
    """Whether two figures of one group cannot both be true of one thing at one time."""
    if compatible(a, b):
        return False
    if a.article == b.article:
        return contrasted(a, b, matcher) and not apart(a, b) and not of_others(a, b)
    if _has_both(a, b, group, matcher) or told_apart(a, b) or of_others(a, b):
        return False
    return is_of_one_thing(a, b, matcher)


def _has_both(a: Fact, b: Fact, group: Sequence[Fact], matcher: Matcher) -> bool:
    """Whether the origin of one, or a third, gives both numbers: they are of two things. Where it sets
    them against each other, the dispute is seen there."""
    two_values = a.figure.value != b.figure.value
    if two_values and (matcher.gives(a.origin, b) or matcher.gives(b.origin, a)):
        return True
    as_a = [f for f in group if f is not b and compatible(f, a)]
    as_b = [f for f in group if f is not a and compatible(f, b)]
    if a.origin in {f.origin for f in as_b} or b.origin in {f.origin for f in as_a}:
        return True
    return any(
        f.article == g.article and not compatible(f, g) and not two_voices(f, g)
        for f in as_a
        for g in as_b
    )
