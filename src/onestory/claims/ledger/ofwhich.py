"""Of which of several events, players, polls or places two numbers are.

What is counted must be marked alike on both sides: "the first quake" is not "the quake on Wednesday",
his touchdowns are not those of another player. Where one side alone is marked nobody knows, and what
nobody knows is no dispute. Read in English only.

Long, since each kind of thing (events, polls, players, owners, nights, sums) is one pattern and one
question beside it; no question leans on another.
"""

from __future__ import annotations

import re

from onestory.claims.figures.units import one_kind
from onestory.claims.ledger.align import Fact
from onestory.claims.ledger.circumstances import clause_of
from onestory.claims.ledger.moments import MOMENT
from onestory.claims.ledger.toldapart import CALENDAR
from onestory.claims.lexicon.things import HARD_STATES
from onestory.claims.lexicon.words import split
from onestory.claims.stems import stem, words_of

EVENTS = (
    r"(?P<event>(?:earth)?quake|tremor|aftershock|temblor|storm|hurricane|typhoon|cyclone|tornado|flood|"
    r"avalanche|landslide|(?:air ?)?strike|attack|assault|blast|explosion|bomb(?:ing)?|shooting|raid|"
    r"clash|crash|collision|fire|blaze|riot|protest|march|rally|vote|ballot|round|game|match|race|test|flight|"
    r"launch|poll|survey|debate|trial|incident|accident|case|offer|bid|wave|victim|shot)(?:e?s)?\b"
)
EVENT = re.compile(rf"\b{EVENTS}", re.IGNORECASE)
# "the first quake", "a second round of attacks"; not "for the first time".
WHICH_OF = re.compile(
    r"\b(?P<which>first|second|third|fourth|fifth|last|latest|earlier|previous|initial|another|other|"
    rf"separate|both)\s(?:[\w.-]+\s){{0,2}}?{EVENTS}",
    re.IGNORECASE,
)
# "in that assault", "those temblors": the one told of before, where "the" would be this one.
THAT_ONE = re.compile(
    rf"\b(?:that|those)\s(?:[\w-]+\s)?{EVENTS}(?!\s(?:\w+ed|had|was|were)\b)", re.IGNORECASE
)
# "the latest Fox News poll", "an NBC/Journal survey of voters".
POLL = re.compile(r"\b(?:polls?|surveys?|polling)\b")
POLLSTER = re.compile(
    r"\b(?P<who>(?:[A-Z][\w&.]{0,30}[\s/–-]{1,3}){1,6})(?:[a-z]{1,30}\s){0,2}(?:poll|survey)s?\b"
)
# What is answered: "62 percent back the plan", "37 percent oppose it".
ANSWERS = {
    "yes": re.compile(
        r"\b(?:yes|for|favou?r\w*|support\w*|back(?:s|ed|ing)?|approv\w+|agree[ds]?)\b"
    ),
    "no": re.compile(r"\b(?:no|against|oppos\w+|reject\w*|disapprov\w+|disagree[ds]?)\b"),
    "open": re.compile(r"\b(?:undecided|unsure|not sure|no opinion|did not know|don['’]t know)\b"),
}
# "in some areas", "parts of the coast", "in one store": a place that nobody names.
SOMEWHERE = re.compile(
    r"\b(?:some|many|several|certain|isolated|various|one|most|few|parts of (?:the\s)?)\s?"
    r"(?:[a-z]+\s|[A-Z][\w-]+\s)?(?:areas?|parts|places?|spots?|locations?|towns?|cities|districts?|"
    r"counties|county|neighbou?rhoods?|regions?|stores?|shops?|schools?|villages?)\b|"
    r"\bparts of\b|\bin places\b",
    re.IGNORECASE,
)
OUTSIDE = re.compile(r"\boutside\b")
# "170,000 in the province and tens of thousands more in countries around": a part, told as one.
AND_MORE = re.compile(
    r"[^.;:]{0,40}\band\s(?:(?:tens|hundreds|many|several|dozens|scores)\s(?:of\s)?)*"
    r"(?:thousands|hundreds|dozens|scores|many|several|\d[\d,]*)\smore\s(?:\w+\s)?"
    r"(?:in|across|elsewhere|around)\b"
)
WIND = re.compile(r"\b(?:winds?|gusts?|gusting|blew|blowing)\b", re.IGNORECASE)
# How far a count reaches: "in the province", "across Asia", "in 13 countries", "worldwide".
EXTENT = re.compile(
    r"\b(?:in|across|throughout|around|over)\s(?:the\s(?:whole\s|entire\s)?|\d+\s)?(?P<over>province|country|"
    r"nation|state|city|capital|region|world|county|district|town|village|island|continent|"
    r"Asia|Europe|Africa|America|Americas|countries)\b|\b(?P<wide>nation|world|country|state|city)wide\b",
    re.IGNORECASE,
)
ANY_NAME = frozenset(["nation", "country"])
# What one player or side scores; "6 points" of an index are none of these.
SCORED = frozenset(
    stem(w)
    for w in split(
        """
        touchdowns yards goals assists rebounds hits runs catches passes carries tackles interceptions
        homers strikeouts wickets tries saves wins losses points TDs receptions sacks birdies bogeys
        strokes aces laps games starts
        """.lower()
    )
)
NAME = re.compile(r"\b[A-Z][\w’'-]+")
# What has a capital only because it opens a sentence.
NO_NAMES = frozenset(
    split(
        """
        He She It They We You The An In On At By As But And So If For From With After Before Since When
        While Although His Her Their Its Our This That These Those There Then Now Also Some All About
        Nearly More Most Over Under Out Of To Two Three Police Officials Mr Mrs Ms Dr Both Last
        """
    )
)
# "Ford's 12 plants", "the union’s 300 members".
POSSESSOR = re.compile(r"\b(?P<who>[\w-]{1,40})(?:['’]s|s['’])\s(?:[\w-]+\s){0,2}$")
TIMELY = re.compile(
    r"^(?:(?:to|yester)day|week|month|year|night|morning|summer|winter|spring|fall|it)$"
)
# "six arrests, compared with 47": of two times, both of them.
COMPARED = re.compile(r"\b(?:compared (?:with|to)|versus|against)\s(?:[a-z]+\s){0,2}$")
COMPARING = re.compile(r"[\s,]+(?:[\w-]+\s){0,3}?compared (?:with|to)\s(?=(?:[a-z]+\s){0,2}\d)")
# Arrests come night by night: "46 were arrested Wednesday night".
DAY_OF_WEEK = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
NIGHT = re.compile(r"\b(?:tonight|overnight|nights?)\b")
# "including $350 billion from Medicare", "$800 billion from tax reform": taken from, put to.
FOR_WHAT = re.compile(
    r"\s(?:(?:is|was|were|are)\s)?(?:[a-z]+ed\s)?(?P<prep>from|for)\s(?P<what>(?:[\w’'-]+\s?){1,4})"
)
INCLUDING = re.compile(r"\bincluding\s(?:[a-z]+\s){0,2}[$€£]?$")
# "among the top 10 states": as many as somebody chose to list.
LISTED = re.compile(r"\b(?:top|bottom)\s$")
# "Seniors would have to pay 50 percent", "Medicare would pay 90 percent".
PAYER = re.compile(
    r"\b(?P<who>[A-Za-z]{1,30})\s(?:(?:would|will|must|should|could|can|may|then|also|only|still|"
    r"have to|has to)\s){0,6}pays?\s"
)
# "explosions at the bridge killed many"; not "hostages killed by the guards".
DID_IT = re.compile(
    r"[^,;:.]{0,40}\b(?:killed|wounded|injured|hurt|took|claimed)\s"
    r"(?!(?:in|by|on|at|when|after|during|and|as|near)\b)"
)
LONGEST_WORD = 3  # letters of a word that says nothing of what a sum is for


def of_others(a: Fact, b: Fact) -> bool:
    """Whether two numbers are of two events, players, polls or places, or nobody knows that they are
    of one."""
    return (
        _of_two_answers(a, b)
        or _of_two_events(a, b)
        or _of_two_polls(a, b)
        or any(SOMEWHERE.search(_clause(f)) is not None for f in (a, b))
        or _over_two_extents(a, b)
        or _of_several_events(a, b)
        or _of_other_winds(a, b)
        or _of_two_players(a, b)
        or _of_two_owners(a, b)
        or _of_two_names(a, b)
        or _compared(a) != _compared(b)
        or _of_two_nights(a, b)
        or _for_two_ends(a, b)
        or any(LISTED.search(_before(f)) is not None for f in (a, b))
        or _by_two_payers(a, b)
        or _is_agent(a) != _is_agent(b)
    )


def _of_two_answers(a: Fact, b: Fact) -> bool:
    """Whether two shares are of those who said yes and of those who said no."""
    if a.figure.unit != "%" or b.figure.unit != "%":
        return False
    one, two = (
        {name for name, words in ANSWERS.items() if words.search(_clause(f))} for f in (a, b)
    )
    return bool(one and two) and not one & two


def _of_two_events(a: Fact, b: Fact) -> bool:
    one, two = _which_of(_sentence(a)), _which_of(_sentence(b))
    if one and two and one != two:
        return True
    # "The first quake", where the other speaks of "the quake": nobody knows which.
    own, other = _which_of(_clause(a)), _which_of(_clause(b))
    if own != other and _events(own) <= _named(b) and _events(other) <= _named(a):
        return True
    return (THAT_ONE.search(_clause(a)) is None) != (THAT_ONE.search(_clause(b)) is None)


def _which_of(text: str) -> set[tuple[str, str]]:
    return {(m["which"].lower(), m["event"].lower()) for m in WHICH_OF.finditer(text)}


def _events(told: set[tuple[str, str]]) -> set[str]:
    return {event for _, event in told}


def _named(fact: Fact) -> set[str]:
    return {m["event"].lower() for m in EVENT.finditer(_sentence(fact))}


def _of_two_polls(a: Fact, b: Fact) -> bool:
    if not all(POLL.search(_sentence(f)) for f in (a, b)):
        return False
    one, two = _pollsters(a), _pollsters(b)
    return bool(one or two) and not one & two


def _pollsters(fact: Fact) -> set[str]:
    found = POLLSTER.finditer(_sentence(fact))
    return {w for m in found for w in re.split(r"[\s/–-]+", m["who"]) if len(w) > 1}


def _over_two_extents(a: Fact, b: Fact) -> bool:
    """Whether one counts in a province and the other across a continent."""
    one, two = _extents(a), _extents(b)
    for fact, other in ((a, b), (b, a)):
        if OUTSIDE.search(_clause(fact)) and not OUTSIDE.search(_sentence(other)):
            return True
        more = AND_MORE.match(fact.text, fact.figure.span.end, fact.sentence.end)
        if more and not AND_MORE.match(other.text, other.figure.span.end, other.sentence.end):
            return True
    return bool(one and two) and not one & two


def _extents(fact: Fact) -> set[str]:
    clause = _clause(fact)
    found = {(m["over"] or m["wide"]).lower() for m in EXTENT.finditer(clause)}
    return {"country" if name in ANY_NAME else name for name in found}


def _of_several_events(a: Fact, b: Fact) -> bool:
    """Whether a toll is of "shootings" in two cities, and another one of a place that it names."""
    if not (a.people and b.people and a.state in HARD_STATES):
        return False
    several, one = sorted((a, b), key=_counts_several, reverse=True)
    if not _counts_several(several) or _counts_several(one) or a.figure.value == b.figure.value:
        return False
    return bool(one.places) and several.places != one.places


def _counts_several(fact: Fact) -> bool:
    return any(m.group().lower().endswith("s") for m in EVENT.finditer(_sentence(fact)))


def _of_other_winds(a: Fact, b: Fact) -> bool:
    """Whether both say how fast a storm blows: that is true of an hour, and one of them has none."""
    if not all(one_kind(f.figure.unit, "km/h") and WIND.search(_sentence(f)) for f in (a, b)):
        return False
    one, two = (_hours(f) for f in (a, b))
    return not one & two


def _hours(fact: Fact) -> set[str]:
    found = {m.group().lower() for m in MOMENT.finditer(_sentence(fact))}
    return found | ({fact.day} if fact.day else set())


def _of_two_players(a: Fact, b: Fact) -> bool:
    """Whether two scores are not known to be of one player: the same name stands before both."""
    if a.figure.unit or not (a.things | b.things) & SCORED:
        return False
    one, two = (set(NAME.findall(_sentence_before(f))) - NO_NAMES for f in (a, b))
    return not one & two


def _of_two_names(a: Fact, b: Fact) -> bool:
    """Whether each stands behind a name that the other article never has: "Fabian's centre", "Grace's".
    Who was killed or hurt is told under many names, and names change with the language."""
    if a.state in HARD_STATES or {a.language, b.language} - {"en", ""}:
        return False
    one, two = _names(a), _names(b)
    told = [_names(f, with_speaker=True) for f in (a, b)]
    return (
        not told[0] & told[1]
        and any(re.search(rf"\b{re.escape(n)}\b", b.text) is None for n in one)
        and any(re.search(rf"\b{re.escape(n)}\b", a.text) is None for n in two)
    )


def _names(fact: Fact, with_speaker: bool = False) -> set[str]:
    """The names before a number, without those of places, and who says it where that is asked for."""
    speaker = fact.speaker.text if fact.speaker and not with_speaker else ""
    before = _sentence_before(fact)
    # The first word has a capital in any case: a name only as an owner ("Ravn's plants").
    given = [
        m.group() for m in NAME.finditer(before) if m.start() or m.group().endswith(("'s", "’s"))
    ]
    found = {re.sub(r"['’]s?$", "", n) for n in given}
    return {
        n
        for n in found - NO_NAMES
        if n not in speaker and n.lower() not in fact.places and not CALENDAR.match(n)
    }


def _of_two_owners(a: Fact, b: Fact) -> bool:
    one, two = _owner(a), _owner(b)
    return bool(one and two) and one != two


def _owner(fact: Fact) -> str:
    found = POSSESSOR.search(_before(fact))
    return found["who"].lower() if found and not TIMELY.match(found["who"].lower()) else ""


def _compared(fact: Fact) -> str:
    """Which side of a comparison a number is: "six arrests, compared with 47"."""
    if COMPARED.search(_before(fact)):
        return "then"
    return "now" if COMPARING.match(fact.text, fact.figure.span.end, fact.sentence.end) else ""


def _of_two_nights(a: Fact, b: Fact) -> bool:
    """Whether two counts of arrests are not of the same days."""
    if a.state != "arrested" or b.state != "arrested":
        return False
    one, two = (set(DAY_OF_WEEK.findall(_sentence(f))) for f in (a, b))
    if one and two and not one & two:
        return True
    return set(NIGHT.findall(_sentence(a))) != set(NIGHT.findall(_sentence(b)))


def _for_two_ends(a: Fact, b: Fact) -> bool:
    """Whether two sums are taken from, or put to, two things."""
    if not one_kind(a.figure.unit, "USD"):
        return False
    if (INCLUDING.search(_before(a)) is None) != (INCLUDING.search(_before(b)) is None):
        return True
    one, two = _ends(a), _ends(b)
    return one is not None and two is not None and one[0] == two[0] and not one[1] & two[1]


def _ends(fact: Fact) -> tuple[str, frozenset[str]] | None:
    found = FOR_WHAT.match(fact.text, fact.figure.span.end, fact.sentence.end)
    if found is None:
        return None
    words = frozenset(stem(w) for w in words_of(found["what"]) if len(w) > LONGEST_WORD)
    return (found["prep"], words) if words else None


def _by_two_payers(a: Fact, b: Fact) -> bool:
    one, two = (
        {m["who"].lower() for m in PAYER.finditer(f.text, f.sentence.start, f.figure.span.start)}
        for f in (a, b)
    )
    return bool(one and two) and not one & two


def _is_agent(fact: Fact) -> bool:
    """Whether what is counted did it: "two explosions wounded dozens"."""
    counts = fact.figure.counts
    if fact.state not in HARD_STATES or fact.people or counts is None:
        return False
    return DID_IT.match(fact.text, counts.end, fact.sentence.end) is not None


def _clause(fact: Fact) -> str:
    return fact.text[slice(*clause_of(fact.text, fact.figure.span, fact.sentence))]


def _before(fact: Fact) -> str:
    return fact.text[max(fact.sentence.start, fact.figure.span.start - 40) : fact.figure.span.start]


def _sentence_before(fact: Fact) -> str:
    return fact.text[fact.sentence.start : fact.figure.span.start]


def _sentence(fact: Fact) -> str:
    return fact.sentence.of(fact.text)
