"""What speaks for two numbers being of one thing at one time, and what against it.

Two numbers under one word are mostly of two things. They are rivals only where enough speaks for one:
a state or noun that both count, words that both sentences have, sources of their own, numbers that
differ as slips and counts do. Each is weighed, and the sum must reach `ENOUGH`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from onestory.article import Span
from onestory.claims.figures.numbers import is_telling
from onestory.claims.figures.units import DURATIONS, one_kind
from onestory.claims.ledger.align import Fact
from onestory.claims.ledger.match import Matcher, of_one_crew
from onestory.claims.ledger.toldapart import CALENDAR, UNMARKED
from onestory.claims.lexicon.things import HARD_STATES, STATE_OF, THING_OF, THINGS
from onestory.claims.lexicon.words import split
from onestory.claims.stems import stem, words_of

# Set on two thirds of the development roundups, on stories found in background articles, on edition 1
# of the press and on the invented pairs.
ENOUGH = 2.25
# Where both are in no state, in sentences hardly alike, and not given by two who are named: set on
# undated stories made of background articles.
ENOUGH_UNTOLD = 2.5
SAME_STATE, SOFT_STATE = 1.5, 0.75  # both are killed, arrested; both destroyed, aboard
SAME_RATE = 0.5  # "litres a day" in both
SAME_MEASURE = 0.5  # metres, tonnes; money, shares and lengths of time stand everywhere
COMMON_UNIT = -0.5  # those, where the sentences have little else in common
SAME_NOUN, OTHER_NOUN = 0.75, -1.5  # "12 homes", "15 houses"; votes, voters
NOUN_BESIDE = 0.5  # what one counts is named beside the other
SAME_MEASURED = 0.25  # "448-page report", "488-page report"
# "Bound delegates" beside "free delegates", beside "delegates".
OTHER_WORDS, OWN_WORDS = -1.0, -0.25
ALIKE = ((0.55, 2.5), (0.4, 1.75), (0.28, 1.0), (0.2, 0.5))  # by the cosine of the sentences
BESIDE = ((4, 1.0), (2, 0.5))  # words that stand beside both numbers
SHARED_NUMBER = 1.0  # "818 products worth $34 billion", "888 products worth $34 billion"
VALUES = ((1.15, 0.75), (1.5, 0.25), (2.0, 0.0))  # how many times the lower the higher is
FAR_VALUES = -0.75
THOUSANDS = 1000
FEW = 10  # numbers below are near each other by chance
TWO_SOURCES, TWO_SPEAKERS = 1.0, 1.25  # the second where both are named, by other names
SET_RIGHT = 1.0  # "the real number was 471"
OTHER_PLACE = -1.0  # "in Tanta", "in Alexandria"
FEW_OF_MANY = -0.5  # two small numbers of things that are in no state
STRANGE_NAMES = -1.0  # names beside one number that the other article never has
MOST_STRANGE = 3  # such names on one side alone
ONLY_ONES, ONE_OF_MANY = 0.5, -0.75  # by the other numbers of their kind in the two texts
MANY = 3
# "All four states", "two states where", "22 people and companies", "if all vote", "four more strikes",
# "three of the victims", what is denied: of one only, or of both where nothing else is one.
ALL, WHICH, TOGETHER, IF, MORE, SOME_OF, DENIED = -1.0, -0.5, -1.0, -1.0, -1.0, -0.75, -0.75
REACH = 80  # characters beside a number
NAMES_REACH = 100

TIMES = "drill"
COMMON = frozenset(["%", "points"])
NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")
NO_NAME = re.compile(rf"{CALENDAR.pattern}|I|Mr|Ms|Mrs|Dr")
# "The county counts 44", "puts it at 44", "…, the ministry said": somebody counts, whoever it is.
COUNTING = re.compile(
    r"\b(?:counts?|counted|puts?|lists?|listed|registered|speaks? of|spoke of|estimates?|reckons?|"
    r"believes?|swear|confirm(?:s|ed)?|according to|says?|said|"
    r"laut|nach angaben|zähl\w+|sagte\w*|sprach\w*|nannte\w*|selon|d['’]après|"
    r"compte\w*|parle\w*|según|cuenta\w*|habla\w*)\b",
    re.IGNORECASE,
)
SAYING = re.compile(
    r",\s(?P<who>[^,;]{2,60}),?\s(?:said|says|announced|warned|reported|found|shows?|sagte\w*|dijo|dijeron)\b|"
    r"\s(?:according to|laut|selon|según)\s"
)
# One number is said to be right where another was given.
RIGHT = re.compile(
    r"\b(?:real|true|actual|correct)\s(?:number|figure|toll|count|total|sum|cost|size)\b|"
    r"\b(?:wahre|tatsächliche|wirkliche|richtige)\s(?:zahl|summe)\b|"
    r"\bvrai\s(?:chiffre|nombre|bilan)\b|\b(?:cifra|número)\s(?:real|verdader[ao])\b",
    re.IGNORECASE,
)
# What trails behind the noun in what is counted: "people were", "products worth", "nations including".
TRAILING = split(
    """
    were was are is had have has been being worth including more up left at who that them us of
    """
)
INSIDE = re.compile(
    r"\s(?:of|including|de|worth|in|on|at|from|off|near|by|for|with|to|without|as)\s"
)
WORD = re.compile(r"[^\W\d_]+")
# Words before a noun that make it no other kind of thing.
PLAIN = UNMARKED | frozenset(stem(w) for w in split("new other more additional about nearly local"))
ALL_BEFORE = re.compile(
    r"\b(?:all|both)\s(?:(?:of\s)?(?:the|its|their|these|those)\s)?$", re.IGNORECASE
)
WHICH_AFTER = re.compile(r"\s(?:where|who|whose|that|which)\b")
TOGETHER_AFTER = re.compile(r"\s(?:and|or)\s(?:[a-z]+\s)?[a-z]+s\b")
SOME_OF_AFTER = re.compile(r"\s+of\s(?:the|its|their|his|her|those|these|our)\s")
IF_BEFORE = re.compile(r"\b(?:[Ii]f|[Uu]nless|[Ww]hether)\b")


class _Reading(NamedTuple):
    """What a figure's words say of it, by itself."""

    noun: str
    modifiers: frozenset[str]
    measured: frozenset[str]
    beside: frozenset[str]
    names: frozenset[str]
    voiced: bool
    voice: frozenset[str]
    """The words that name who says it."""
    all: bool
    which: bool
    together: bool
    conditional: bool
    some_of: bool


def is_of_one_thing(a: Fact, b: Fact, matcher: Matcher) -> bool:
    """Whether enough speaks for two figures being of one thing at one time."""
    told = weights(a, b, matcher)
    told_so = told["state"] or told["alike"] >= ALIKE[2][1] or told["sources"] >= TWO_SPEAKERS
    return sum(told.values()) >= (ENOUGH if told_so else ENOUGH_UNTOLD)


def weights(a: Fact, b: Fact, matcher: Matcher) -> dict[str, float]:
    """What speaks for and against it, by name."""
    one, other = _reading(a), _reading(b)
    alike = matcher.alike(a, b)
    beside = one.beside & other.beside - a.things - b.things - {a.state}
    others = max(matcher.others(a), matcher.others(b))
    speakers = bool(a.speaker and b.speaker) and two_sources(a, b)
    noun, values = _noun(a, b, one, other), _values(a, b)
    sources = TWO_SPEAKERS if speakers else TWO_SOURCES * (one.voiced and other.voiced)
    return {
        "state": _state(a, b),
        "rate": SAME_RATE * bool(a.period and a.period == b.period),
        "unit": _unit(a, b, alike),
        "noun": noun,
        "alike": next((w for least, w in ALIKE if alike >= least), 0.0),
        "beside": next((w for least, w in BESIDE if len(beside) >= least), 0.0),
        "number": SHARED_NUMBER * any(w[0] == "#" for w in a.context & b.context),
        # Two sides that count one thing may be far apart.
        "values": max(values, 0.0) if speakers and noun > 0 else values,
        "sources": sources,
        "right": SET_RIGHT * any(RIGHT.search(f.sentence.of(f.text)) is not None for f in (a, b)),
        "few": FEW_OF_MANY * _are_few(a, b),
        "place": OTHER_PLACE * _elsewhere(a, b),
        "names": _names(a, b, one, other),
        "others": ONLY_ONES if not others else ONE_OF_MANY if others >= MANY else 0.0,
        "scope": _scope(a, b, one, other),
    }


def _state(a: Fact, b: Fact) -> float:
    if not a.state or a.state != b.state or a.figure.unit:
        return 0.0
    return SAME_STATE if a.state in HARD_STATES else SOFT_STATE


def _unit(a: Fact, b: Fact, alike: float) -> float:
    unit = a.figure.unit
    if not unit or unit != b.figure.unit:
        return 0.0
    if unit in DURATIONS or unit in COMMON or one_kind(unit, "USD"):
        return COMMON_UNIT if alike < ALIKE[-1][0] else 0.0
    return SAME_MEASURE


def _noun(a: Fact, b: Fact, one: _Reading, other: _Reading) -> float:
    """What is counted: one noun, two, or one with words of its own before it."""
    own, others = one.modifiers - other.modifiers - b.context, other.modifiers - one.modifiers
    others -= a.context
    marked = OTHER_WORDS if own and others else OWN_WORDS if own or others else 0.0
    if a.people and b.people:
        kinds = (a.things & THINGS, b.things & THINGS)
        same = (kinds[0] == kinds[1] and bool(kinds[0])) or bool(a.marks & b.marks)
        return (SAME_NOUN if same or of_one_crew(a, b) else 0.0) + marked
    if TIMES in one.noun and one.noun == other.noun and "times" in _counted_words(a):
        return 0.0  # "said it 20 times": of anything
    if not one.noun or not other.noun:
        return NOUN_BESIDE if one.noun in b.context or other.noun in a.context else 0.0
    if one.noun != other.noun:
        return NOUN_BESIDE if one.noun in b.things or other.noun in a.things else OTHER_NOUN
    if one.measured and other.measured:
        return SAME_NOUN + SAME_MEASURED if one.measured & other.measured else 0.0
    return SAME_NOUN + marked


def _counted_words(fact: Fact) -> str:
    return fact.figure.counts.of(fact.text).lower() if fact.figure.counts else ""


def _values(a: Fact, b: Fact) -> float:
    low, high = sorted((abs(a.figure.value), abs(b.figure.value)))
    if not low or (low != high and a.figure.unit != b.figure.unit):
        return 0.0
    if low == high:  # another unit, a bound, a "not"
        return VALUES[0][1] if is_telling(low) or low >= THOUSANDS else VALUES[1][1]
    weight = next((w for most, w in VALUES if high / low <= most), FAR_VALUES)
    return min(weight, 0.0) if high < FEW else weight


def _are_few(a: Fact, b: Fact) -> bool:
    if a.figure.unit or (a.state and a.state == b.state):
        return False
    return max(a.figure.value, b.figure.value) < FEW


def _elsewhere(a: Fact, b: Fact) -> bool:
    """Whether each names a place that the other's sentence does not."""
    one, other = (_words_of_sentence(f) for f in (a, b))
    return bool(a.places and b.places) and not (a.places & other or b.places & one)


def two_sources(a: Fact, b: Fact) -> bool:
    """Whether two give them whose names have no word in common."""
    one, other = _reading(a).voice, _reading(b).voice
    return bool(one and other) and not one & other


def _names(a: Fact, b: Fact, one: _Reading, other: _Reading) -> float:
    if "de" in {a.language, b.language} or a.language != b.language:
        return 0.0  # every noun has a capital there; names change from language to language
    own = sum(n not in _lower(b.text) for n in one.names)
    others = sum(n not in _lower(a.text) for n in other.names)
    return STRANGE_NAMES if (own and others) or max(own, others) >= MOST_STRANGE else 0.0


def _scope(a: Fact, b: Fact, one: _Reading, other: _Reading) -> float:
    """What bounds one number and not the other: other members may be counted."""
    weight = ALL * (one.all != other.all) + WHICH * (one.which != other.which)
    weight += TOGETHER * (one.together != other.together)
    weight += IF * (one.conditional != other.conditional)
    weight += MORE * (a.part and b.part and not a.figure.unit) + DENIED * (
        a.contradicted != b.contradicted
    )
    same = a.state == b.state and a.state in HARD_STATES
    return weight + SOME_OF * ((one.some_of or other.some_of) and not same)


@lru_cache(maxsize=2000)
def _reading(fact: Fact) -> _Reading:
    counts, text, (start, end) = fact.figure.counts, fact.text, fact.figure.span
    noun, modifiers = _noun_phrase(fact)
    behind = counts.end if counts is not None and counts.start >= end else end
    before = text[fact.sentence.start : start]
    measures = counts is not None and text[end : end + 1] == "-"
    after = text[behind : behind + 30].split(",")[0]
    said = SAYING.search(text, end, fact.sentence.end)
    who = fact.speaker.text if fact.speaker else said["who"] or "" if said else ""
    return _Reading(
        noun=noun,
        modifiers=modifiers,
        measured=frozenset(stem(w) for w in words_of(after)[:2]) if measures else frozenset(),
        beside=_beside(fact),
        names=_names_beside(fact),
        voiced=bool(fact.speaker or said or COUNTING.search(before)),
        voice=frozenset(WORD.findall(who.lower())) - {"the"},
        all=ALL_BEFORE.search(before) is not None,
        which=WHICH_AFTER.match(text, behind, fact.sentence.end) is not None,
        together=TOGETHER_AFTER.match(text, behind, fact.sentence.end) is not None,
        some_of=SOME_OF_AFTER.match(text, end, fact.sentence.end) is not None,
        conditional=IF_BEFORE.search(before) is not None,
    )


def _noun_phrase(fact: Fact) -> tuple[str, frozenset[str]]:
    """The noun of what is counted, and the words before it."""
    if fact.figure.counts is None:
        return "", frozenset()
    words = WORD.findall(INSIDE.split(fact.figure.counts.of(fact.text).lower())[0])
    while words and (words[-1] in TRAILING or words[-1] in STATE_OF or words[-1].endswith("ed")):
        words.pop()
    if not words:
        return "", frozenset()
    kept = frozenset(stem(w) for w in words[:-1] if w not in THING_OF and w not in STATE_OF)
    return THING_OF.get(words[-1]) or stem(words[-1]), kept - PLAIN


def _beside(fact: Fact) -> frozenset[str]:
    start = max(fact.sentence.start, fact.figure.span.start - REACH)
    end = min(fact.sentence.end, fact.figure.span.end + REACH)
    text = f"{fact.text[start : fact.figure.span.start]} {fact.text[fact.figure.span.end : end]}"
    return frozenset(STATE_OF.get(w) or THING_OF.get(w) or stem(w) for w in words_of(text))


def _names_beside(fact: Fact) -> frozenset[str]:
    """The names near it; who says it, and the days, are none."""
    start = max(fact.sentence.start, fact.figure.span.start - NAMES_REACH)
    end = min(fact.sentence.end, fact.figure.span.end + NAMES_REACH)
    speaker = (fact.speaker.span if fact.speaker else None) or Span(0, 0)
    return frozenset(
        re.sub(r"['’]s?$", "", m.group()).lower()
        for m in NAME.finditer(fact.text, start, end)
        if fact.text[fact.sentence.start : m.start()].strip("“\"‘' ")
        and not speaker.overlaps(Span(*m.span()))
        and not NO_NAME.fullmatch(m.group())
    )


def _words_of_sentence(fact: Fact) -> frozenset[str]:
    return frozenset(WORD.findall(fact.sentence.of(fact.text).lower()))


@lru_cache(maxsize=64)
def _lower(text: str) -> str:
    return text.lower()
