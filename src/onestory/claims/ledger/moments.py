"""Numbers that are true of one moment or period only: a reading of the afternoon, the price of a share,
the sales of a quarter. Two of other moments contradict nobody. What tells them is read in
English only.
"""

from __future__ import annotations

import re

from onestory.claims.ledger.align import Fact
from onestory.claims.ledger.circumstances import clause_of
from onestory.claims.lexicon.things import HARD_STATES

# "as of 2 p.m.", "by Wednesday night", "in the early afternoon": what is measured goes on changing.
MOMENT = re.compile(
    r"\b(?:(?P<hour>\d{1,2})(?::\d\d)?\s?(?P<half>[ap])\.?m\b|(?P<part>morning|noon|midday|afternoon|"
    r"evening|night|midnight|overnight)\b)",
    re.IGNORECASE,
)
# "as of 11 p.m.", "so far": a reading of that moment.
READING = re.compile(r"\b(?:as of|so far|to date|up to now|by then|at the time)\b", re.IGNORECASE)
# "over the next two days", "during those six days", "within the first 24 hours".
STRETCH = re.compile(
    r"\b(?:over|during|in|within|for|since|after)\s(?:the\s|those\s|these\s|its\s)?"
    r"(?:(?:first|next|last|past|previous|final|following)\s)?"
    r"(?P<length>[\w-]+\s(?:hours?|days?|nights?|weeks?|months?|years?|decades?))\b",
    re.IGNORECASE,
)
# "over four nights of protest": more than what one night brought.
SEVERAL = re.compile(
    r"\b(?:over|across)\s(?:the\s)?(?:(?:last|past)\s)?(?:two|three|four|five|six|seven|several|\d+)\s"
    r"(?:days|nights|weeks|months)\b",
    re.IGNORECASE,
)
MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
# "in the second fiscal quarter", "in the third round".
NUMBERED = re.compile(
    r"\b(?P<which>first|second|third|fourth|fifth|final|opening|1st|2nd|3rd|4th)[\s-](?:fiscal\s)?"
    r"(?P<what>quarter|half|round|period|inning|set|game|day|night|week|month|stage|phase|season)\b",
    re.IGNORECASE,
)
QUARTER = re.compile(r"\bquarter", re.IGNORECASE)
# "in the year-ago quarter", "the same period last year", "compared with a year earlier".
BEFORE_THAT = re.compile(
    r"\b(?:year[\s-](?:ago|earlier)|a year (?:ago|earlier|before)|"
    r"same (?:period|quarter|month|time|day)|(?:previous|prior|preceding|last) "
    r"(?:quarter|year|month|season)|previously|formerly|used to)\b",
    re.IGNORECASE,
)
# What is traded, and how it moves: "the shares fell 3 percent", "the index was up 12 points".
TRADED = re.compile(
    r"\b(?:shares?|stocks?|index|indexes|indices|futures|crude|yields?|yielding|"
    r"the (?:\w+ )?(?:dollar|euro|yen|franc|pound|peso|rouble|ruble)|sterling|bonds?|"
    r"year note|percent note|treasuries|treasury (?:notes?|bonds?|yields?)|spot gold|brent|barrel|"
    r"ounce|gallon|nasdaq|dow|nyse|ftse|nikkei|dax|standard & poor|blue[\s-]chips?|industrial average|"
    r"basis points|bitcoin|stock exchange|market (?:cap\w*|value)|greenback)\b",
    re.IGNORECASE,
)
MOVES = re.compile(
    r"\b(?:rose|fell|up|down|off|gain(?:s|ed|ing)?|los[te]|losing|dropp(?:ed|ing)|drops?|climb(?:s|ed|ing)|"
    r"jump(?:s|ed|ing)|slid|sliding|eas(?:ed|ing)|slipp(?:ed|ing)|declin(?:ed|ing)|dipp(?:ed|ing)|"
    r"advanc(?:ed|ing)|add(?:ed|ing)|edg(?:ed|ing)|inched|clos(?:ed|ing)|end(?:ed|ing)|finished|trad(?:ed|ing)|"
    r"quoted|standing|shed|surg(?:ed|ing)|soar(?:ed|ing)|plung(?:ed|ing)|tumbl(?:ed|ing)|sank|shot|tacked|"
    r"firmed|increased|rising|falling|hit|fetching|changed hands|last|priced|risen|rocketed|"
    r"bounced|rallied|barrell?ed|rebounded|settled)\b",
    re.IGNORECASE,
)
# "dropped $2.21, or 5.8 percent, to $36.14", "rose 57 cents to $37.70".
PRICED = re.compile(r"(?:\bcents|%|per\s?cent|[$€£]\d[\d.,]*)\W{1,2}(?:to|at)\s[A-Z]{0,2}[$€£]\d")
# "closed at $16.93", "a yield of 4.91", "to 9,117": how high it stands.
LEVEL = re.compile(
    r"\b(?:to|at|(?:level|yield) of)\s(?:[A-Z]{0,3}[$€£])?\d[\d,]*(?:\.\d+)?(?!\s?(?:%|per))"
)
# "forecast by analysts", "a margin of error of 3 points": one of many, each of its own.
OF_MANY = re.compile(
    r"\b(?:analysts?|consensus|margin of (?:sampling )?error|error margin|tracking poll|exit polls?)\b",
    re.IGNORECASE,
)


def at_other_times(a: Fact, b: Fact) -> bool:
    """Whether they are of two hours or periods, or counted over two lengths of time."""
    one, two = _moments(a), _moments(b)
    if one and two and not one & two:
        return True
    if one != two and _is_reading(a) != _is_reading(b):
        return True
    pairs = [
        (_stretches(a), _stretches(b)),
        (_months(a), _months(b)),
        (_numbered(a), _numbered(b)),
    ]
    if any(one and two and not one & two for one, two in pairs):
        return True
    if (SEVERAL.search(_sentence(a)) is None) != (SEVERAL.search(_sentence(b)) is None):
        return True
    if _numbered(a) != _numbered(b) and all(QUARTER.search(_sentence(f)) for f in (a, b)):
        return True  # "in the first quarter", "in the quarter that ended in June"
    return _is_of_before(a) != _is_of_before(b)


def of_a_market(a: Fact, b: Fact) -> bool:
    """Whether both are read off a market, and not of one whole day."""
    whole_day = (
        a.day
        and a.day == b.day
        and not any(_moments(f) or LEVEL.search(_sentence(f)) for f in (a, b))
    )
    return not whole_day and _is_market_reading(a) and _is_market_reading(b)


def _is_market_reading(fact: Fact) -> bool:
    """Whether it is a price, a rate or an index, or how much one moved: true of the minute."""
    sentence = _sentence(fact)
    if fact.state in HARD_STATES or not (MOVES.search(sentence) or LEVEL.search(sentence)):
        return False
    return TRADED.search(sentence) is not None or PRICED.search(sentence) is not None


def is_one_of_many(fact: Fact) -> bool:
    """Whether it is a forecast of an analyst or the margin of a poll, of which there are many."""
    return OF_MANY.search(_sentence(fact)) is not None


def _months(fact: Fact) -> set[str]:
    return set(MONTH.findall(_sentence(fact)))


def _moments(fact: Fact) -> set[str]:
    found = MOMENT.finditer(_sentence(fact))
    return {(m["part"] or m["hour"] + m["half"]).lower() for m in found}


def _is_reading(fact: Fact) -> bool:
    return READING.search(_sentence(fact)) is not None


def _stretches(fact: Fact) -> set[str]:
    return {m["length"].lower() for m in STRETCH.finditer(_sentence(fact))}


def _numbered(fact: Fact) -> set[str]:
    """The quarters, rounds and days that a sentence names by their number."""
    return {f"{m['which']} {m['what']}".lower() for m in NUMBERED.finditer(_sentence(fact))}


def _is_of_before(fact: Fact) -> bool:
    """Whether its clause tells what was so before: "up from 22 in the year-ago quarter"."""
    clause = clause_of(fact.text, fact.figure.span, fact.sentence)
    return BEFORE_THAT.search(fact.text, *clause) is not None


def _sentence(fact: Fact) -> str:
    return fact.sentence.of(fact.text)
