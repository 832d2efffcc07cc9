"""Which figures of one group really contradict each other.

Two numbers that cannot both be true may still count two things: a part, another place, another hour.
A dispute is said only where nothing in the two sentences tells them apart, and inside one article
only where it sets two voices against each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onestory.claims.align import ASKED, Fact
from onestory.claims.allowed import compatible
from onestory.claims.circumstances import WHERE
from onestory.claims.lexicon.things import HARD_STATES, PEOPLE, THINGS
from onestory.claims.match import RIVAL, RIVALS_REACH, apart, of_one_crew, two_voices

MOST_TIMES = 4.0  # two outlets' counts of one thing are hardly further apart
OPENING = 400  # characters in which an article says where its story is set
FEWEST = 2  # words in common of two sentences whose sums may be one
BEFORE = 40  # characters before a figure that say what kind of number it is
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
    r"(?P<length>[\w-]+\s(?:hours?|days?|weeks?|months?|years?|decades?))\b",
    re.IGNORECASE,
)
# "leads by 59,000 votes", "would need 20,000 more", "a majority of 12"; not "rose by 12".
MARGIN = re.compile(
    r"\b(?:(?:leads?|led|leading|trail\w*|won|wins?|lost|passed|beat\w*|ahead|behind|defeated)\b[^,;:]*\sby|"
    r"(?:gap|margin|lead|deficit|advantage|majority) of|needs?|needed|to gain|short of)\s"
    r"(?:(?:just|only|about|around|nearly|almost|some|at least|more than|over|fewer than|to \w+)\s)*$",
    re.IGNORECASE,
)
MARGIN_AFTER = re.compile(r"(?:\s[a-z]+){0,2}?\s(?:ahead|behind|apart|short)\b")
# "could exceed 50", "feared that more than 100", "should be 4"; not "in May 100".
POSSIBLE = re.compile(
    r"\b(?:could|might|may|should|ought|fear(?:s|ed|ing)?|potentially|possibly)\b"
)
# "part of a bigger group of 43", "out of 9", "the original 102".
OF_GROUP = re.compile(
    r"\b(?:group|total|list|crew|panel|team|out|original|initial)\s(?:list\s)?of\s(?:the\s|about\s)?$|"
    r"\boriginal(?:ly)?\s$",
    re.IGNORECASE,
)
# "12 goods worth about 16 million": it measures what was counted before.
WORTH = re.compile(r"\b(?:worth|valued at)\s(?:about |around |nearly |some |roughly )?$")
MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
CALENDAR = re.compile(
    rf"{MONTH.pattern}|(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
WORD = re.compile(r"[^\W\d_]+")
# "separate impacts", "a total of 12 shots": no other kind of thing.
UNMARKED = frozenset(["separate", "different", "individual", "distinct", "single", "total"])


def parted(latest: Sequence[Fact]) -> list[list[Fact]]:
    """A group in the parts whose members may be about one quantity after all."""
    part_of = list(range(len(latest)))
    for one, a in enumerate(latest):
        for other in range(one):
            joined = part_of[one] == part_of[other]
            if not joined and (compatible(a, latest[other]) or rival(a, latest[other], latest)):
                old, new = part_of[one], part_of[other]
                part_of = [new if p == old else p for p in part_of]
    parts: dict[int, list[Fact]] = {}
    for part, fact in zip(part_of, latest, strict=True):
        parts.setdefault(part, []).append(fact)
    return list(parts.values())


def disputing(latest: Sequence[Fact]) -> list[Fact]:
    """Those members of a group that stand on one side of a dispute."""
    pairs = [(a, b) for n, a in enumerate(latest) for b in latest[:n] if rival(a, b, latest)]
    return [f for f in latest if any(compatible(f, a) != compatible(f, b) for a, b in pairs)]


def rival(a: Fact, b: Fact, group: Sequence[Fact]) -> bool:
    """Whether two figures of one group contradict each other."""
    if compatible(a, b):
        return False
    if a.article == b.article:
        return _contrasted(a, b) and not apart(a, b)
    return not (_has_both(a, b, group) or _told_apart(a, b))


def _has_both(a: Fact, b: Fact, group: Sequence[Fact]) -> bool:
    """Whether the origin of one, or a third, gives both numbers: they are of two things. Where it sets
    them against each other, the dispute is seen there."""
    as_a = [f for f in group if f is not b and compatible(f, a)]
    as_b = [f for f in group if f is not a and compatible(f, b)]
    if a.origin in {f.origin for f in as_b} or b.origin in {f.origin for f in as_a}:
        return True
    return any(
        f.article == g.article and not compatible(f, g) and not two_voices(f, g)
        for f in as_a
        for g in as_b
    )


def _contrasted(a: Fact, b: Fact) -> bool:
    """Whether one article sets two numbers against each other, each by a voice of its own."""
    early, late = (a, b) if a.figure.span < b.figure.span else (b, a)
    if not two_voices(a, b) or ASKED in a.things | b.things:
        return False
    told = a.speaker and b.speaker and a.state == b.state and a.state in HARD_STATES
    if not told and not _answers(late, early):
        return False
    if _matches(POSSIBLE, a) != _matches(POSSIBLE, b):
        return False
    if late.things and a.things - UNMARKED != b.things - UNMARKED:
        return False
    if 1 in (a.figure.value, b.figure.value) or _takes_up(late) or _is_foreseen(a, b):
        return False  # "one officer" is any officer
    return late.elliptic or not _told_apart(a, b)


def _answers(late: Fact, early: Fact) -> bool:
    """Whether the later number is near, and somebody gives it against the earlier one."""
    if late.place - early.place > RIVALS_REACH:
        return False
    own = late.speaker.span if late.speaker else None
    if own and own.start >= early.figure.span.end and (late.things & THINGS or late.state):
        return True
    between = early.figure.span.end
    if late.elliptic and not late.things:
        between = max(between, late.sentence.start)
    end = late.figure.span.start if late.elliptic else late.sentence.end
    return RIVAL.search(late.text, between, end) is not None


def _takes_up(fact: Fact) -> bool:
    """Whether it takes up a number told before: "the 19 who died"."""
    before = _before(fact).lower()
    after = fact.text[fact.figure.span.end : fact.figure.span.end + 6]
    known = before.endswith("the ") and after.startswith((" who", " that"))
    return known or WORTH.search(before) is not None


def _is_foreseen(a: Fact, b: Fact) -> bool:
    """Whether one of them alone is a forecast."""
    return (a.outlook == "foreseen") != (b.outlook == "foreseen")


def _told_apart(a: Fact, b: Fact) -> bool:
    """Whether the sentences tell two numbers apart: by their time, place, size or kind."""
    if _far(a, b) or _at_other_times(a, b):
        return True
    if a.figure.value == b.figure.value:  # another unit, a bound, a "not"
        return False
    return (
        _nothing_shared(a, b)
        or _kind_of(a) != _kind_of(b)
        or _elsewhere(a, b)
        or _elsewhere(b, a)
        or _other_marks(a, b)
        or _other_kinds(a, b)
        or _grew(a, b)
    )


def _nothing_shared(a: Fact, b: Fact) -> bool:
    """Whether two sums, or two shares, name nothing that is the same."""
    if not a.figure.unit or a.things & b.things or (a.period and a.period == b.period):
        return False
    return len(a.context & b.context) < FEWEST


def _far(a: Fact, b: Fact) -> bool:
    low, high = sorted((abs(a.figure.value), abs(b.figure.value)))
    return a.figure.unit == b.figure.unit and (not low or high / low > MOST_TIMES)


def _at_other_times(a: Fact, b: Fact) -> bool:
    """Whether they are of two hours, or counted over two lengths of time."""
    one, two = _moments(a), _moments(b)
    if one and two and not one & two:
        return True
    if one != two and _is_reading(a) != _is_reading(b):
        return True
    pairs = [(_stretches(a), _stretches(b)), (_months(a), _months(b))]
    return any(one and two and not one & two for one, two in pairs)


def _months(fact: Fact) -> set[str]:
    return set(MONTH.findall(_sentence(fact)))


def _moments(fact: Fact) -> set[str]:
    found = MOMENT.finditer(_sentence(fact))
    return {(m["part"] or m["hour"] + m["half"]).lower() for m in found}


def _is_reading(fact: Fact) -> bool:
    return READING.search(_sentence(fact)) is not None


def _stretches(fact: Fact) -> set[str]:
    return {m["length"].lower() for m in STRETCH.finditer(_sentence(fact))}


def _kind_of(fact: Fact) -> tuple[bool, ...]:
    """Whether it is a margin, a number that may be, the size of a group, a measure ("60-vote rule")."""
    measures = fact.text[fact.figure.span.end : fact.figure.span.end + 1] == "-"
    return _is_margin(fact), _matches(POSSIBLE, fact), _matches(OF_GROUP, fact), measures


def _is_margin(fact: Fact) -> bool:
    if fact.figure.unit == "%":
        return False  # "ahead by 20 percent" may be growth
    after = fact.text[fact.figure.span.end : fact.sentence.end]
    return _matches(MARGIN, fact) or MARGIN_AFTER.match(after) is not None


def _matches(kind: re.Pattern[str], fact: Fact) -> bool:
    return kind.search(_before(fact)) is not None


def _elsewhere(a: Fact, b: Fact) -> bool:
    """Whether the first is of a place that neither the other's sentence nor its opening names."""
    speaker = a.speaker.span if a.speaker else None
    asked = set(WORD.findall(speaker.of(a.text).lower())) if speaker else set()
    before = a.text[a.sentence.start : a.figure.span.start]
    named = [m["place"] for m in WHERE.finditer(before) if not CALENDAR.match(m["place"])]
    places = (a.places | {w for name in named for w in name.lower().split()}) - asked
    opening = b.text[: max(OPENING, b.text.find(" ", OPENING))]
    return not places <= set(WORD.findall(f"{_sentence(b)} {opening}".lower()))


def _other_marks(a: Fact, b: Fact) -> bool:
    """Whether each has a word of its own for what it counts ("provisional ballots", "ignored ballots"),
    and nothing else in their sentences is the same."""
    one, two = a.things - THINGS - UNMARKED, b.things - THINGS - UNMARKED
    return bool(one - two and two - one) and not (a.context & b.context) - a.things - b.things


def _other_kinds(a: Fact, b: Fact) -> bool:
    """Whether they count two things that have names: passengers and drivers, a tax and its rate."""
    one, two = a.things & THINGS, b.things & THINGS
    if not (one and two) or one == two or of_one_crew(a, b):
        return False
    if a.people and b.people:
        return PEOPLE not in one | two and not a.marks & b.marks
    return not (a.state and a.state == b.state)


def _grew(a: Fact, b: Fact) -> bool:
    """Whether a later report has the higher toll: counts of the dead and hurt go on."""
    if a.figure.unit or a.state not in HARD_STATES or b.state not in HARD_STATES:
        return False
    if not (a.published and b.published) or a.published == b.published:
        return False
    early, late = sorted((a, b), key=lambda f: f.published)
    return late.figure.value > early.figure.value


def _sentence(fact: Fact) -> str:
    return fact.sentence.of(fact.text)


def _before(fact: Fact) -> str:
    start = max(fact.sentence.start, fact.figure.span.start - BEFORE)
    return fact.text[start : fact.figure.span.start]
