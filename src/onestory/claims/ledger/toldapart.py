"""What tells two numbers of two articles apart: their time, place, size or kind."""

from __future__ import annotations

import re

from onestory.claims.figures.numbers import find_numbers
from onestory.claims.figures.units import DURATIONS, one_kind
from onestory.claims.ledger.align import Fact
from onestory.claims.ledger.circumstances import WHERE, clause_of
from onestory.claims.ledger.match import is_out_of, of_one_crew
from onestory.claims.ledger.moments import MONTH, at_other_times, is_one_of_many, of_a_market
from onestory.claims.lexicon.things import HARD_STATES, PEOPLE, THINGS
from onestory.claims.stems import stem, words_of

MOST_TIMES = 4.0  # two outlets' counts of one thing are hardly further apart
OPENING = 400  # characters in which an article says where its story is set
FEWEST = 2  # words in common of two sentences whose sums may be one
BEFORE = 40  # characters before a figure that say what kind of number it is
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
CALENDAR = re.compile(
    rf"{MONTH.pattern}|(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
# "nine days before the vote", "two years ago"; "a scoring record of 2,116".
OFFSET = re.compile(r"\s(?:before|after|ago|later|earlier|into|prior|from now)\b")
RECORD = re.compile(r"\brecord\b[^,;:]{0,20}$")
EARNING = re.compile(r"\b(?:earn\w*|mak(?:e|es|ing)|made|incomes?|wages?|salar\w+)\b[^,;]{0,20}$")
DENIED_BOUND = re.compile(r"(?:\b(?:not|cannot|never|nor)|n['’]t)\b[^,;]{0,30}$")
THE_KNOWN = re.compile(r"\bthe\b")  # "far above the 12 percent": no bound of it
# "it rose from 12", "prices from 125 to 300 dollars": what was, or an end of a range; not "cut to 888".
RANGE = re.compile(
    r"\b(?:from|between)\s(?:[^\s,;]+\s){0,6}$|"
    r"\b(?:priced|rang(?:es?|ed|ing)|var(?:y|ies|ied)|anywhere)\s(?:from\s)?[^,;]{0,30}\sto\s[$€£]?$"
)
# "11 of the fatalities", "three of the dead": a part of a toll; not "11 of its candidates".
SOME_OF = re.compile(
    r"\sof\s(?:the|its|their|those|these)\s(?:\w+\s)?(?:fatalities|victims|dead|deaths|killed|casualties|"
    r"injured|wounded|missing|bodies|arrests|arrested|detained|evacuees|infections|cases)\b"
)
# "men who took the drug", "states where the law holds": which of them.
WHICH = re.compile(r"\s(?:who|whose|that|which|where)\s(?P<what>[^,;:.]{3,40})")
# "61 are still in hospital": some of those who were hurt.
REMAINING = re.compile(r"\b(?:still|remain(?:s|ed|ing)?)\b")
# What is done with a sum of money: "raised 2 million", "1.7 million on hand".
ENDS = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for name, words in {
        "got": r"rais(?:e|es|ed|ing)|collect(?:s|ed)?|took in|brought in|receiv(?:e|es|ed)|donat\w+",
        "spent": r"spen[dt]|spending|paid|pays?|paying|payments?|costs?|costing|bought",
        "kept": r"on hand|in cash|in the bank|left over|reserves?",
        "owed": r"ow(?:e|es|ed|ing)|debts?|loans?|borrow(?:s|ed|ing)?",
        "asked": r"ask(?:s|ed|ing)?|sought|seeks?|wants?|wanted|demand(?:s|ed|ing)?|request(?:s|ed)?",
        "offered": r"offer(?:s|ed|ing)?|pledg(?:e|es|ed|ing)|promis(?:e|es|ed|ing)",
        "lost": r"los(?:e|es|t|ses|s)|damages?",
        "earned": r"earn(?:s|ed|ings?)?|profits?|net income",
    }.items()
}
# "30 miles west of Kesh", "50 km (31 miles) from the region's main city of Carrow".
DISTANCE = re.compile(
    r"[\s,]{0,2}(?:[\w()-]+\s){0,4}(?:of|from)\s(?:the\s)?(?:[a-z’']+\s){0,4}[A-ZÀ-Þ]"
)
# "excluding cars", "overall": a whole with and without some of it.
WITHOUT = re.compile(
    r"\b(?:excluding|except for|apart from|not counting|not including|aside from)\b", re.IGNORECASE
)
# "his first 17 passes", "29 of 34": a part of them, and the whole.
FIRST_OF = re.compile(r"\b(?:first|last|final|opening)\s$", re.IGNORECASE)
ALONE = re.compile(r"\balone\b")  # "170,000 in Sumatra alone"
# "4 minutes 48 seconds": more than it says.
GOES_ON = re.compile(r"\s(?:and\s)?\d+\s(?:seconds?|minutes?|hours?|days?|months?)\b")
MOST_WHICH = 0.5  # share of such words that both have
WORD = re.compile(r"[^\W\d_]+")
# "separate impacts", "a total of 12 shots": no other kind of thing.
UNMARKED = frozenset(["separate", "different", "individual", "distinct", "single", "total"])


def told_apart(a: Fact, b: Fact) -> bool:
    """Whether the sentences tell two numbers apart: by their time, place, size or kind."""
    if _far(a, b) or at_other_times(a, b) or of_a_market(a, b):
        return True
    if any(map(is_one_of_many, (a, b))) or (_is_distance(a) and _is_distance(b)):
        return True
    if a.figure.value == b.figure.value:  # another unit, a bound, a "not"
        return _is_threshold(a) or _is_threshold(b)
    return (
        _nothing_shared(a, b)
        or _kind_of(a) != _kind_of(b)
        or _elsewhere(a, b)
        or _elsewhere(b, a)
        or _of_others(a, b)
        or _to_other_ends(a, b)
        or _other_marks(a, b)
        or _other_kinds(a, b)
        or _went_on(a, b)
        or _adds_up(a, b)
        or _adds_up(b, a)
    )


def _went_on(a: Fact, b: Fact) -> bool:
    """Whether an article of a later day has the higher number: votes, inches of rain and sums go on.
    How long a report is does not."""
    if not (a.published and b.published) or a.published == b.published or _is_measure(a):
        return False
    if a.state and a.state == b.state and a.state in HARD_STATES:
        return False  # a toll is told as one that goes on
    early, late = sorted((a, b), key=lambda f: f.published)
    return late.figure.value > early.figure.value


def _is_measure(fact: Fact) -> bool:
    """Whether it measures a thing: "the 448-page report"."""
    return fact.text[fact.figure.span.end : fact.figure.span.end + 1] == "-"


def _adds_up(whole: Fact, part: Fact) -> bool:
    """Whether the sentence of one has another part that makes the two the whole: "65 passengers and
    six crew" beside "71 people"."""
    rest = whole.figure.value - part.figure.value
    if rest <= 0:
        return False
    own = part.figure.span.start - part.sentence.start
    numbers = find_numbers(_sentence(part), part.language)
    return any(n.value == rest and not n.span.start <= own < n.span.end for n in numbers)


def _is_threshold(fact: Fact) -> bool:
    """Whether it parts two kinds ("couples earning more than $250,000"), or its bound is denied
    ("cannot lose more than two votes")."""
    if fact.figure.comparator not in {"<", ">", "<=", ">="}:
        return False
    known = THE_KNOWN.search(fact.figure.span.of(fact.text)) is not None
    return known or matches(EARNING, fact) or matches(DENIED_BOUND, fact)


def _nothing_shared(a: Fact, b: Fact) -> bool:
    """Whether two sums, or two shares, name nothing that is the same."""
    if not a.figure.unit or a.things & b.things or (a.period and a.period == b.period):
        return False
    return len(a.context & b.context) < FEWEST


def _far(a: Fact, b: Fact) -> bool:
    low, high = sorted((abs(a.figure.value), abs(b.figure.value)))
    return a.figure.unit == b.figure.unit and (not low or high / low > MOST_TIMES)


def _kind_of(fact: Fact) -> tuple[bool, ...]:
    """Whether it is a margin, a number that may be, the size of a group, a measure ("60-vote rule"),
    what remains, a record, how long before or after something."""
    after = fact.text[fact.figure.span.end : fact.sentence.end]
    remains = REMAINING.search(fact.text, *clause_of(fact.text, fact.figure.span, fact.sentence))
    return (
        _is_margin(fact),
        matches(POSSIBLE, fact),
        matches(OF_GROUP, fact),
        _is_measure(fact),
        remains is not None and fact.state != "missing",
        matches(RECORD, fact),
        matches(RANGE, fact),
        matches(FIRST_OF, fact),
        is_out_of(fact),
        ALONE.search(fact.text, *clause_of(fact.text, fact.figure.span, fact.sentence)) is not None,
        GOES_ON.match(after) is not None,
        WITHOUT.search(fact.text, *fact.sentence) is not None,
        SOME_OF.match(after) is not None,
        fact.figure.unit in DURATIONS and OFFSET.match(after) is not None,
    )


def _is_margin(fact: Fact) -> bool:
    if fact.figure.unit == "%":
        return False  # "ahead by 20 percent" may be growth
    after = fact.text[fact.figure.span.end : fact.sentence.end]
    return matches(MARGIN, fact) or MARGIN_AFTER.match(after) is not None


def matches(kind: re.Pattern[str], fact: Fact) -> bool:
    return kind.search(before_of(fact)) is not None


def _of_others(a: Fact, b: Fact) -> bool:
    """Whether each says of which members it tells ("men who drank", "men whose fathers did"), in other
    words."""
    one, two = _which(a), _which(b)
    own = bool(one - two and two - one)
    return own and len(one & two) <= MOST_WHICH * min(len(one), len(two))


def _to_other_ends(a: Fact, b: Fact) -> bool:
    """Whether two sums are for two ends: raised, spent, owed, asked for, on hand."""
    one, two = _ends(a), _ends(b)
    return one_kind(a.figure.unit, "USD") and bool(one and two) and not one & two


def _is_distance(fact: Fact) -> bool:
    """Whether it says how far a place is: storms move, quakes come again, and all of it is rounded."""
    if not one_kind(fact.figure.unit, "km"):
        return False
    return DISTANCE.match(fact.text, fact.figure.span.end, fact.sentence.end) is not None


def _ends(fact: Fact) -> frozenset[str]:
    clause = fact.text[slice(*clause_of(fact.text, fact.figure.span, fact.sentence))]
    return frozenset(name for name, words in ENDS.items() if words.search(clause))


def _which(fact: Fact) -> frozenset[str]:
    counts = fact.figure.counts
    behind = max(fact.figure.span.end, counts.end if counts else 0)
    found = WHICH.match(fact.text, behind, fact.sentence.end)
    return frozenset(stem(w) for w in words_of(found["what"])) if found else frozenset()


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


def _sentence(fact: Fact) -> str:
    return fact.sentence.of(fact.text)


def before_of(fact: Fact) -> str:
    start = max(fact.sentence.start, fact.figure.span.start - BEFORE)
    return fact.text[start : fact.figure.span.start]
