"""Which figures of a story are about the same quantity.

Every pair is scored: what is counted, in which state, unit, the words around it by their rarity in the
story, the values, the day. Pairs are joined from the best down. Different values are joined only where
each is the other's best match between the two articles, and never where that would make one voice give
two numbers for one thing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from onestory.claims.figures.numbers import is_telling
from onestory.claims.figures.units import DURATIONS, one_kind
from onestory.claims.ledger.align import ASKED, Fact
from onestory.claims.ledger.allowed import compatible, converted
from onestory.claims.lexicon.things import FORCES, HARD_STATES, PARTS, PEOPLE, ROLES, THINGS
from onestory.claims.stems import stem, words_of

# Weights and threshold were set on the bundled press, edition 1, stories a to d.
JOIN = 1.0  # score from which two figures are about one quantity
SAME_THING, OTHER_THING = 1.0, -1.2
SAME_PEOPLE, KIND_OF_PEOPLE = 0.5, 0.2
SAME_STATE, ONE_STATE, SOFT_STATE = 0.9, -0.6, -0.1
SAME_UNIT = 0.3
CONTEXT = 2.5  # by the cosine of the sentences, rare words first
TELLING_VALUE, SAME_VALUE = 1.6, 0.5
OTHER_VALUE, FAR_VALUE = -0.1, -0.8  # the second for values LARGEST_RATIO apart
COMPATIBLE_VALUE = 0.25
OTHER_DAY = -0.8
OTHER_PLACE = -0.8
BOTH_LEAD = 0.25
ONLY_ONE = 0.3  # the one number of dead, of injured that either text has
SAME_RATE = 0.5  # "litres a day" in both
OTHER_VOICE = 0.15  # two speakers name one thing
FOREIGN = 0.5  # words of two languages cannot be compared: equal values count for more
RIVAL_VOICES = 0.4  # one noun, two speakers, side by side
LEAD = 3  # sentences
LARGEST_RATIO = 15.0  # two numbers further apart are hardly rival counts of one thing
RIVALS_REACH = 2  # sentences between two voices that give rival numbers
# Between two numbers it says that the second is another's: "had come; police put the figure at".
RIVAL = re.compile(
    r"\b(?:says?|said|claims?|puts?|counts?|lists?|speaks?|spoke|accepts?|gives?|gave|given|declared|estimates?|"
    r"estimated|reckons?|insists?|disputes?|arrives?|reads?|something else|figure|"
    r"not|against|stands? by|nennt|nannte|sprach|spricht|"
    r"zählt|beharrt|parle|parlent|avance|évoque|compte|mantiene|mantienen|sostiene|sostuvo|cifra|habla)\b",
    re.IGNORECASE,
)
RATIO = re.compile(r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten))\s(?:out )?of\s$")
RATIO_REACH = 16
MOST_IN_BLOCK = 240
LEAST_TWO_UNITS = 0.4  # cosine from which one number with two units is one measure
CLOCKED, SHORTEST_CLOCKED, ROUND_CLOCKED = frozenset(["minute", "second"]), 7, 5
LEAST_DURATION = 0.3  # cosine from which lengths of time are compared at all

_Text = tuple[str, int | None]  # article and version


class Matcher:
    """Scores pairs of one story's figures and groups them."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        texts: dict[str, set[str]] = {}
        for fact in facts:
            texts.setdefault(fact.origin, set()).update(fact.context)
        seen = Counter(word for words in texts.values() for word in words)
        self._weights = {w: 1.0 / math.sqrt(1 + n) for w, n in seen.items()}
        self._in_state: dict[tuple[_Text, str], set[float]] = {}
        for fact in facts:
            self._in_state.setdefault((_text_of(fact), fact.state), set()).add(fact.figure.value)
        self._of_origin: dict[tuple[str, float, str], list[Fact]] = {}
        for fact in facts:
            key = (fact.origin, fact.figure.value, fact.figure.unit)
            self._of_origin.setdefault(key, []).append(fact)
        self._of_kind: dict[tuple[_Text, str, str], set[float]] = {}
        for fact in facts:
            for kind in _kinds(fact):
                values = self._of_kind.setdefault((_text_of(fact), fact.figure.unit, kind), set())
                values.add(fact.figure.value)

    def score(self, a: Fact, b: Fact) -> float:
        """How likely two figures are about one quantity; -inf where they cannot be."""
        unit = a.figure.unit
        foreign = a.language != b.language
        same = a.figure.value == b.figure.value
        context = self._cosine(a.context, b.context)
        if unit != b.figure.unit and not (
            (foreign and same and _unit_unread(a, b)) or _two_units(a, b, context)
        ):
            return -math.inf
        if not unit and a.state and b.state and a.state != b.state:
            return -math.inf
        if same and not a.things & b.things and is_out_of(a) != is_out_of(b):
            return -math.inf
        if a.denied != b.denied and not (same and (a.contradicted or b.contradicted)):
            return -math.inf
        if not same and apart(a, b):
            return -math.inf
        if (
            not unit
            and not (a.things or a.state or b.things or b.state)
            and not is_telling(a.figure.value)
        ):
            return -math.inf
        if unit in DURATIONS and context < LEAST_DURATION and not a.things & b.things:
            if not (same and _is_telling_length(a) and _share_words(a, b)):
                return -math.inf
        total = CONTEXT * context + _things(a, b) + (SAME_UNIT if unit else 0.0)
        if not unit:
            total += _states(a, b, same or foreign)
        if a.day and b.day and a.day != b.day:
            total += OTHER_DAY
        if not same and a.places and b.places and not a.places & b.places:
            total += OTHER_PLACE
        if a.place <= LEAD and b.place <= LEAD:
            total += BOTH_LEAD
        if not unit and a.state in HARD_STATES and self._only(a) and self._only(b):
            total += ONLY_ONE
        if a.period and a.period == b.period and _shares(a):
            total += SAME_RATE
        if a.speaker and b.speaker and two_voices(a, b) and _one_known_thing(a, b):
            total += OTHER_VOICE
        return total + _values(a, b) + (FOREIGN if foreign and same else 0.0)

    def _only(self, fact: Fact) -> bool:
        """Whether no other number of its text is in its state."""
        return len(self._in_state.get((_text_of(fact), fact.state), ())) == 1

    def gives(self, origin: str, number: Fact) -> bool:
        """Whether an origin has a number of the value and kind of another one's."""
        of = self._of_origin.get((origin, number.figure.value, number.figure.unit), ())
        kinds = _kinds(number)
        return any(_kinds(f) & kinds for f in of)

    def alike(self, a: Fact, b: Fact) -> float:
        """How alike the words of two figures' sentences are."""
        return self._cosine(a.context, b.context)

    def others(self, fact: Fact) -> int:
        """How many other numbers of its kind its text has."""
        text, unit = _text_of(fact), fact.figure.unit
        values: set[float] = set()
        for kind in _kinds(fact):
            values |= self._of_kind.get((text, unit, kind), set())
        return len(values - {fact.figure.value})

    def same(self, a: Fact, b: Fact) -> bool:
        """Whether two figures, by themselves, are about one quantity."""
        return self.score(a, b) >= JOIN

    def groups(self, facts: Sequence[Fact]) -> list[list[Fact]]:
        """Groups of figures about one quantity, in order of their first member."""
        pairs: list[tuple[float, int, int]] = []
        for one, other in _candidates(facts):
            a, b = facts[one], facts[other]
            score = self._within(a, b) if _text_of(a) == _text_of(b) else self.score(a, b)
            if score >= JOIN:
                pairs.append((score, one, other))
        equals: dict[tuple[int, _Text], int] = {}
        for _, one, other in pairs:
            if facts[one].figure.value == facts[other].figure.value:
                equals.setdefault((one, _text_of(facts[other])), other)
                equals.setdefault((other, _text_of(facts[one])), one)
        rivals: dict[tuple[int, _Text], float] = {}
        for score, one, other in pairs:
            sides = ((one, other), (other, one))
            if facts[one].figure.value == facts[other].figure.value or any(
                self._has_own(facts, equals, number, mate) for number, mate in sides
            ):
                continue
            for number, mate in sides:
                key = (number, _text_of(facts[mate]))
                rivals[key] = max(score, rivals.get(key, score))
        pairs.sort(key=lambda p: (-p[0], p[1], p[2]))
        union = _Groups(facts, self._rivals(facts, pairs))
        for score, one, other in pairs:
            a, b = facts[one], facts[other]
            if a.figure.value != b.figure.value and _text_of(a) != _text_of(b):
                sides = ((one, other), (other, one))
                mates = [equals.get((n, _text_of(facts[mate]))) for n, mate in sides]
                if all(m is not None for m in mates):
                    continue  # both articles have both numbers: two things, or rivals beside each other
                if any(self._has_own(facts, equals, number, mate) for number, mate in sides):
                    continue
                if any(rivals[number, _text_of(facts[mate])] > score for number, mate in sides):
                    continue
            union.join(one, other)
        return union.found()

    def _has_own(
        self,
        facts: Sequence[Fact],
        equals: dict[tuple[int, _Text], int],
        number: int,
        mate: int,
    ) -> bool:
        """Whether the mate's article has the number itself, and says the mate of something else."""
        own = equals.get((number, _text_of(facts[mate])))
        return own is not None and not two_voices(facts[own], facts[mate])

    def _rivals(
        self, facts: Sequence[Fact], pairs: Sequence[tuple[float, int, int]]
    ) -> set[frozenset[float]]:
        """Pairs of values that one text sets against each other: where another has both, it does too."""
        return {
            frozenset((facts[a].figure.value, facts[b].figure.value))
            for _, a, b in pairs
            if _text_of(facts[a]) == _text_of(facts[b])
        }

    def _within(self, a: Fact, b: Fact) -> float:
        """The same inside one article: a number repeated, or two voices beside each other."""
        if a.figure.value == b.figure.value:
            return self.score(a, b)
        if not two_voices(a, b) or abs(a.place - b.place) > RIVALS_REACH:
            return -math.inf
        if ASKED in a.things & b.things:
            return -math.inf  # two answers to one question
        if a.things != b.things or (a.state != b.state and HARD_STATES & {a.state, b.state}):
            return self.score(a, b)
        later = a if a.figure.span > b.figure.span else b
        bonus = JOIN if later.elliptic else RIVAL_VOICES if a.things or a.state else 0.0
        return self.score(a, b) + bonus

    def _cosine(self, a: frozenset[str], b: frozenset[str]) -> float:
        weight = self._weights
        # Exact sums: words come out of a set in no order.
        shared = math.fsum(weight.get(w, 1.0) ** 2 for w in a & b)
        if not shared:
            return 0.0
        one = math.fsum(weight.get(w, 1.0) ** 2 for w in a)
        other = math.fsum(weight.get(w, 1.0) ** 2 for w in b)
        return shared / math.sqrt(one * other)


def apart(a: Fact, b: Fact) -> bool:
    """Whether two numbers belong to two days, periods, crowds, or to a whole and a part of it."""
    if (a.things & PARTS) != (b.things & PARTS) and not of_one_crew(a, b):
        return True
    if a.whole != b.whole or (a.things & FORCES) != (b.things & FORCES):
        return True
    if a.part != b.part or (a.day and b.day and a.day != b.day):
        return True
    if {a.outlook, b.outlook} == {"foreseen", ""}:
        return True
    if a.past != b.past or a.final != b.final:
        return True
    return a.period != b.period and (bool(a.period and b.period) or _shares(a) != _shares(b))


def is_out_of(fact: Fact) -> bool:
    """Whether it is the whole of a ratio: "made 10 of 22 passes"."""
    start = fact.figure.span.start
    return RATIO.search(fact.text[max(0, start - RATIO_REACH) : start]) is not None


def _one_known_thing(a: Fact, b: Fact) -> bool:
    return bool(a.things & b.things & THINGS) or of_one_crew(a, b)


def of_one_crew(a: Fact, b: Fact) -> bool:
    """Whether one counts men and the other those who are men by their role."""
    return _crew(a, b) or _crew(b, a)


def _crew(a: Fact, b: Fact) -> bool:
    return a.things & PARTS == {"man"} and bool(b.things & ROLES) and not b.things & PARTS


def _shares(fact: Fact) -> bool:
    return fact.period.startswith(("each", "every", "per "))


def _states(a: Fact, b: Fact, lenient: bool) -> float:
    if a.state == b.state:
        return SAME_STATE if a.state else 0.0
    if (a.state or b.state) in HARD_STATES:
        return ONE_STATE / 2 if lenient else ONE_STATE
    return SOFT_STATE


def _things(a: Fact, b: Fact) -> float:
    """What both count: the same, one of them unsaid, or two things."""
    if a.people and b.people:
        one, two = a.things & THINGS, b.things & THINGS
        named = one == two and one and PEOPLE not in one and (a.state or not one <= PARTS)
        if a.marks & b.marks or named:
            return SAME_THING
        if one == two or not (one and two) or PEOPLE in one | two:
            return SAME_PEOPLE if one == two else KIND_OF_PEOPLE
        if of_one_crew(a, b):
            return SAME_PEOPLE
        return SAME_THING if one & two else _other(a, b)
    if not a.things or not b.things:
        return 0.0
    both = a.things & b.things
    shared = len(both) / min(len(a.things), len(b.things))
    if shared > 0.5 or (shared == 0.5 and both & THINGS):
        return SAME_THING
    known = a.things & THINGS and b.things & THINGS  # those have one name in every language
    return 0.0 if a.language != b.language and not known else _other(a, b)


def _other(a: Fact, b: Fact) -> float:
    """Two nouns; one value with a unit, or an unlikely one, says they may be two words for one thing."""
    if a.figure.value != b.figure.value:
        return OTHER_THING
    known = a.things & THINGS and b.things & THINGS and not (a.people and b.people)
    loose = a.figure.unit or is_telling(a.figure.value)
    return OTHER_THING / 2 if loose and not known else OTHER_THING


def _values(a: Fact, b: Fact) -> float:
    one, two = a.figure.value, b.figure.value
    if one == two or converted(a, b):
        bound = a.figure.comparator != b.figure.comparator and ">=" in {
            a.figure.comparator,
            b.figure.comparator,
        }
        telling = is_telling(one) or (_is_telling_length(a) and _share_words(a, b))
        return TELLING_VALUE if telling and not bound else SAME_VALUE
    low, high = sorted((abs(one), abs(two)))
    if low <= 0 or high / low > LARGEST_RATIO:
        return -math.inf
    far = math.log(high / low) / math.log(LARGEST_RATIO)
    return OTHER_VALUE + FAR_VALUE * far + (COMPATIBLE_VALUE if compatible(a, b) else 0.0)


def _is_telling_length(fact: Fact) -> bool:
    """Whether a length of time is one that somebody took: "12 minutes", not "ten", "a quarter"."""
    figure = fact.figure
    return (
        figure.unit in CLOCKED
        and figure.comparator == "="
        and figure.value >= SHORTEST_CLOCKED
        and figure.value % ROUND_CLOCKED != 0
    )


def _share_words(a: Fact, b: Fact) -> bool:
    """Whether two sentences have a word in common that names nobody who speaks."""
    spoken = {stem(w) for f in (a, b) if f.speaker for w in words_of(f.speaker.text)}
    return any(w[0] != "#" for w in (a.context & b.context) - spoken)


def _unit_unread(a: Fact, b: Fact) -> bool:
    """Whether only one has a unit, and one that another language may hide."""
    one, two = a.figure.unit, b.figure.unit
    return (not one or not two) and not DURATIONS & {one, two}


def _two_units(a: Fact, b: Fact, context: float) -> bool:
    """Whether one measure is given in two units: converted, or the number kept and the unit changed."""
    if converted(a, b):
        return True
    same = a.figure.value == b.figure.value and one_kind(a.figure.unit, b.figure.unit)
    return same and context >= LEAST_TWO_UNITS


def two_voices(a: Fact, b: Fact) -> bool:
    """Whether two speakers give the numbers, or one stands in a statement beside the text's own."""
    if a.speaker is not None and b.speaker is not None:
        return a.speaker.text != b.speaker.text
    early, late = (a, b) if a.figure.span < b.figure.span else (b, a)
    if late.elliptic:
        return RIVAL.search(late.text, early.figure.span.end, late.figure.span.start) is not None
    if (a.speaker or b.speaker) is None:
        return False
    crowd = a.things == {PEOPLE} and not a.state  # "people": of any two crowds
    return (bool(a.things) and a.things == b.things and not crowd) or (
        a.people and b.people and a.state == b.state and a.state in HARD_STATES
    )


def _candidates(facts: Sequence[Fact]) -> Iterable[tuple[int, int]]:
    """Pairs that share a thing, a state, a unit or a value; blocks are capped to keep this linear."""
    blocks: dict[object, list[int]] = {}
    for number, fact in enumerate(facts):
        unit = fact.figure.unit
        keys: list[object] = [("value", fact.figure.value)]
        if unit:
            keys.append(("unit", unit))
        if fact.state:
            keys.append(("state", fact.state))
        if fact.people:
            keys.append((PEOPLE,))
        keys += [("thing", thing) for thing in fact.things]
        for key in keys:
            blocks.setdefault(key, []).append(number)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        pairs.update(combinations(members[:MOST_IN_BLOCK], 2))
    return sorted(pairs)


class _Groups:
    """Union-find that refuses a union where one voice would give two numbers for one thing."""

    def __init__(self, facts: Sequence[Fact], rivals: set[frozenset[float]]) -> None:
        self._facts = facts
        self._rivals = rivals
        self._of = list(range(len(facts)))
        self._members = {n: {_text_of(fact): [n]} for n, fact in enumerate(facts)}

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self._of[one], self._of[other]))
        if low == high or self._clash(low, high):
            return
        for text, numbers in self._members.pop(high).items():
            self._members[low].setdefault(text, []).extend(numbers)
            for number in numbers:
                self._of[number] = low

    def _clash(self, low: int, high: int) -> bool:
        few, many = sorted((self._members[low], self._members[high]), key=len)
        for text, numbers in few.items():
            for one in numbers:
                for other in many.get(text, ()):
                    a, b = self._facts[one], self._facts[other]
                    if compatible(a, b) or two_voices(a, b):
                        continue
                    if frozenset((a.figure.value, b.figure.value)) not in self._rivals:
                        return True
        return False

    def found(self) -> list[list[Fact]]:
        groups: dict[int, list[Fact]] = {}
        for number, fact in enumerate(self._facts):
            groups.setdefault(self._of[number], []).append(fact)
        return [groups[key] for key in sorted(groups)]


def _kinds(fact: Fact) -> frozenset[str]:
    """What makes two numbers of one text be of a kind: a noun, a state; of shares any two are."""
    if fact.figure.unit in {"%", "points"}:
        return frozenset([""])
    if fact.state in HARD_STATES and not fact.figure.unit:
        return frozenset([fact.state])
    return fact.things or frozenset([fact.state])


def _text_of(fact: Fact) -> _Text:
    return fact.article, fact.version
