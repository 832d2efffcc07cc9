"""Two numbers that one article sets against each other, each by a voice of its own.

Inside one article two numbers of a kind are nearly always of two things. They are rivals where the
later one is given as somebody's number for what the earlier one counts ("police put it at 40"), is
denied, or stands in another sentence that says the same by another speaker.
"""

from __future__ import annotations

import re

from onestory.claims.figures.units import one_kind
from onestory.claims.ledger.align import ASKED, Fact
from onestory.claims.ledger.evidence import MANY, is_of_one_thing, two_sources
from onestory.claims.ledger.match import RIVALS_REACH, Matcher, two_voices
from onestory.claims.ledger.toldapart import POSSIBLE, UNMARKED, before_of, matches, told_apart

# "12 goods worth about 16 million": it measures what was counted before.
WORTH = re.compile(r"\b(?:worth|valued at)\s(?:about |around |nearly |some |roughly )?$")
# Somebody gives the number right before it: "put the figure at 40", "the real number was 471", "speaks
# of 239", "not 18"; not "the campaign said it ended May with 107", "the $1,100 figure".
ASCRIBED = re.compile(
    r"(?:\b(?:puts?|gives?|gave|given|speaks?|spoke|counts?|counted|lists?|listed|claims?|claimed|"
    r"accepts?|stands? by|stood by|arrives?|arrived|reckons?|reckoned|estimates?|estimated|names?|named|"
    r"sees?|declared|reads?|read|nennt|nannte|sprach|spricht|zählt|zählte|kommen|beharrt|parlent|parle|"
    r"avance|évoque|compte|mantiene|mantienen|sostiene|sostuvo|cifra|habla|hablan)\b(?:\s[^\s,;:()]+){0,5}:?|"
    r"\b(?:says?|said|insists?|insisted|reports?|reported|reporting)"
    r"(?:(?:\s[^\s,;:()]+){0,4}\s(?:was|were|is|are|be|been|at|of|that))?|"
    r"\b(?:figure|number|toll|total|count|estimate) (?:was|is|stood at|stands at|of|at)|"
    r"\b(?:und |and )?(?:not|nicht|non|no)|\bsomething else[^,;:]*:)"
    r"\s(?:(?:only|just|about|around|nearly|at least|more than|over|some|up to|between|almost)\s)*"
    r"[$€£]?$"
)
SAID = re.compile(r"\b(?:says?|said|insist(?:s|ed)|report(?:s|ed|ing)?)\W+$")
SHARES = frozenset(["%", "points"])
TIMES = "drill"  # "said three times": nobody's number


def contrasted(a: Fact, b: Fact, matcher: Matcher) -> bool:
    """Whether one article sets two numbers against each other, each by a voice of its own."""
    early, late = (a, b) if a.figure.span < b.figure.span else (b, a)
    if a.speaker and b.speaker and not two_sources(a, b):
        return False  # "Ada Vale of the agency", "Vale"
    if not two_voices(a, b) or ASKED in a.things | b.things:
        return False
    if matches(POSSIBLE, a) != matches(POSSIBLE, b) or _is_foreseen(a, b):
        return False
    if late.things and a.things - UNMARKED != b.things - UNMARKED:
        return False
    if 1 in (a.figure.value, b.figure.value) or _takes_up(late):
        return False  # "one officer" is any officer
    if _answers(late, early, matcher):
        return late.elliptic or not told_apart(a, b)
    other_speaker = a.speaker and b.speaker and a.sentence != b.sentence and bool(a.things)
    if one_kind(a.figure.unit, "USD"):
        return False  # sums of money are many, of many things
    if not other_speaker and a.contradicted == b.contradicted:
        return False
    return is_of_one_thing(a, b, matcher) and not told_apart(a, b)


def _answers(late: Fact, early: Fact, matcher: Matcher) -> bool:
    """Whether the later number is near, and given as somebody's number."""
    if late.place - early.place > RIVALS_REACH or TIMES in late.things:
        return False
    if late.figure.unit in SHARES and max(matcher.others(late), matcher.others(early)) >= MANY:
        return False
    start = late.sentence.start
    if early.sentence == late.sentence:
        start = early.figure.span.end
    given = ASCRIBED.search(late.text[start : late.figure.span.start])
    if given is None:
        return False
    # "Holt reported $12,061", "the board said $1.6 billion was its limit": a sum of their own.
    return not (one_kind(late.figure.unit, "USD") and SAID.search(given.group()))


def _takes_up(fact: Fact) -> bool:
    """Whether it takes up a number told before: "the 19 who died", "the $1,100 figure"."""
    before = before_of(fact)
    after = fact.text[fact.figure.span.end : fact.figure.span.end + 8]
    known = before.lower().endswith("the ") and after.startswith((" who", " that", " figure"))
    return known or WORTH.search(before) is not None


def _is_foreseen(a: Fact, b: Fact) -> bool:
    """Whether one of them alone is a forecast."""
    return (a.outlook == "foreseen") != (b.outlook == "foreseen")
