"""The figures of articles in the shape in which they can be compared: what they count, in which state,
on which day, who says so, and which values they allow ("over 300" allows 415).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onestory.article import Article, Span
from onestory.claims.annotate import sentence_around
from onestory.claims.lexicon.denial import DENIAL
from onestory.claims.lexicon.things import EMPTY, HARD_STATES, PERSONS, THING_OF, THINGS, state_of
from onestory.claims.lexicon.words import split
from onestory.claims.units import UNITS, one_kind, ratio
from onestory.claims.values import Annotations, Figure, Speaker

# A count that is only part of another one must not be compared with the whole.
PART = re.compile(
    r"\b(?:another|further|additional|including|among them|of whom|of them|of those|"
    r"weitere|davon|darunter|dont|autres|otros|otras|incluidos)\b",
    re.IGNORECASE,
)
# "28 people had not been arrested"; not "28 people who had not voted".
NOT_AFTER = re.compile(
    r"(?:\s[a-zà-ÿ]+){0,3}?\s(?:had|has|have|was|were|is|are|will|did|do|does)(?:\snot|n['’]t|\snever)\b",
)
# "denied reports that 12 people"; not "denied any part in the expulsion of 23 people".
DENIED_THAT = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)|dismiss(?:es|ed))\s(?:(?:the |any )?(?:reports?|claims?|"
    r"rumours?|accounts?)\s)?that\s[^,;:]{0,60}$",
    re.IGNORECASE,
)
ONE_OF = re.compile(r"\bof (?:the |all |its |their |those )?$")
PART_REACH = 24  # characters before a figure in which such a word makes it a part
PART_AFTER = re.compile(r"\s*(?:of (?:them|whom|those)|others?|more)\b")
# "last year", "next month", "each", "per day", "litres a day"; not "year".
PERIOD = re.compile(
    r"\b(?:(?:last|this|next|previous|coming)\s+(?:year|month|week|quarter|season)|each|every|"
    r"(?:per|(?<!in )(?<!of )(?<!for )(?<!within )(?<!half )(?<!over )(?<!than )(?<!about )"
    r"(?<!around )(?<!after )(?<!almost )(?<!nearly )\ban?)\s+"
    r"(?:day|week|month|year|head|hour)\b(?!\s+(?:ago|later|earlier|before|after|old))|(?:letztes|dieses|nächstes|voriges)\s+jahr|"
    r"l['’]an dernier|cette année|l['’]année prochaine|el año pasado|este año|el próximo año)\b",
    re.IGNORECASE,
)
RATE = re.compile(r"^(?:an?|per)\s+")
# "put turnout at 71": what is counted stands after the verb, who counts before it.
PUTTING = split("put puts putting")
# "were expected to have grown by 193,000", "a forecast of 3.7 per cent".
EXPECTED = re.compile(
    r"\b(?:expect(?:s|ed|ing|ations?)?|forecasts?|predict(?:s|ed|ions?)?|project(?:s|ed|ions?)|"
    r"anticipat(?:es?|ed)|target(?:s|ed)?|goal|erwarte\w*|prognos\w*|prév\w+|prevé\w*|pronóstic\w*)\b",
    re.IGNORECASE,
)
# "people with acute diarrhoea", "cases of cholera".
MARKED_BY = re.compile(r"\s(?:with|of|suffering from|ill with|infected with)((?:\s[a-zà-ÿ]+){1,4})")
# "the final count", "acta definitiva", "certified results"; not "the final match".
FINAL = re.compile(
    r"\b(?:final (?:count|tally|results?|figures?|toll|numbers?|totals?|sum)|certified|"
    r"after (?:the|a) recount|definitiv\w+|définiti\w+|endgültig\w*)\b",
    re.IGNORECASE,
)
# "he had 23 guns, and he was killed": another clause says what befell whom.
MAIN_CLAUSE = re.compile(r";|,\s(?:and|but|und|aber|et|mais|y|pero)\s(?!\d)|\s[—–]\s")
# "in Tanta", "near the St Mark cathedral": where, as far as a name tells.
WHERE = re.compile(
    r"\b(?:in|at|near|outside|around|from|bei|à|en)\s(?:the\s)?(?P<place>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)*)"
)
CLAUSE_END = re.compile(r"[,;:—–](?=\s)|\s(?:while|whereas|compared|against|but)\s")
# "57 percent said so", "46 per cent would oppose it": shares of those who were asked.
ASKED = re.compile(
    r"\s(?:of (?:voters|respondents|those|people|adults|\w+s) )?(?P<verb>who|said|say|saying|support\w*|"
    r"oppos\w+|favou?r\w*|approv\w+|disapprov\w+|believ\w+|th(?:ink|ought)|agree\w*|disagree\w*|would|"
    r"want\w*|blam\w+|voted|back(?:ed)?)\b(?:\s(?P<next>[a-z]+))?(?:\s(?P<last>[a-z]+))?"
)
SMALL_WORDS = split(
    """
    the a an of in on at by for with from to and or but as is are was were be been being has have
    had he she it they his her their its this that these those who which said says told not no more
    than least about around over up some after before during into out new also there would will
    could der die das ein eine und in im am zu mit von auf für den dem des le la les un une des et
    de du au en dans pour par el los las una y con que se ist sind war waren
    """
)
STEM_ENDINGS = ("ings", "ing", "edly", "ed", "es", "s", "en", "er")
LEAST_STEM = 4
TELLING_FROM = 21  # numbers below are too common to prove anything
STATE_BEFORE, STATE_AFTER = 60, 70  # characters round a figure in which its state stands
# "Of 14 wells, 4 have failed": the second number counts something, but a part.
OF_WHOLE = re.compile(
    r"(?:of|out of|among|von|unter|sur|de|entre)\s+(?:the\s+)?[\d\w]+\s", re.IGNORECASE
)
# "put it at 90.", "puts it at 3, its counsel said"; not "65 per cent said yes".
ENDS_CLAUSE = re.compile(
    r"\s*(?:[.,;:!?)\]”\"'»]|(?:and|but|in all|when|if|once|because|where|while|und|aber|wenn|et|quand|"
    r"y|pero|cuando)\b|$)"
)
SINCE = re.compile(r"\b(?:since|until|till|from|by|seit|bis|depuis|desde)\s$", re.IGNORECASE)
WHOLE = re.compile(r"^\W*(?:of|out of|among|von|sur|de)\s[^,;:]{0,40}$", re.IGNORECASE)
# How English names of people end: "villager", "tourist", "civilian"; not "hospital", "generation".
DOERS = ("er", "or", "ist", "ian", "ee", "ant", "ent", "man", "men", "other")
ELLIPSIS_REACH = 1  # sentences back to the figure that an elliptic one takes up
CONVERTED = 0.04  # share by which rounding may part 13 miles from 21 km
ABOUT = 0.12  # "about 300" covers 264 to 336


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in its place, with what decides comparability."""

    article: str
    origin: str
    outlet: str
    language: str
    order: int
    version: int | None
    figure: Figure
    text: str
    span: Span
    sentence: Span
    place: int
    """Number of its sentence in the article."""
    speaker: Speaker | None
    things: frozenset[str]
    """What it counts, by the names of `lexicon.things` where they have one, else stems."""
    state: str
    marks: frozenset[str]
    """What marks the people counted: "people with diarrhoea", "cases of diarrhoea"."""
    context: frozenset[str]
    """Stems of the sentence, or the names of `lexicon.things`, and its other numbers."""
    day: str
    part: bool
    whole: bool
    """Whether it is the whole of which the sentence tells a part: "of 14 wells, 4 have failed"."""
    denied: bool
    """Whether the words before it deny something ("rejected a plan for 12 wells")."""
    contradicted: bool
    """Whether they deny the figure itself ("denied that 12 people", "12 people were not")."""
    past: str
    """The year or month that the sentence names: what held then is no rival of what holds now."""
    places: frozenset[str]
    """Words of the places that its clause names."""
    final: bool
    """Whether it is called final: it replaces earlier ones, it does not contradict them."""
    expected: bool
    """Whether it was foreseen, not counted."""
    period: str
    """"last year", "each": numbers of two periods, or of one and all, are two things."""
    elliptic: bool
    """Nothing says what it counts: what stood before is meant ("police put it at 40")."""

    @property
    def interval(self) -> tuple[float, float]:
        return interval_of(self.figure)

    @property
    def people(self) -> bool:
        """Whether people are counted, of whatever kind."""
        known = self.things & THINGS
        if self.figure.unit:
            return False
        if known:
            return known <= PERSONS
        foreign = self.language not in {"en", ""}
        who = not self.things or foreign or any(t.endswith(DOERS) for t in self.things)
        return who and self.state in HARD_STATES


def interval_of(figure: Figure) -> tuple[float, float]:
    """The values a figure allows, closed at both ends as far as floats can tell."""
    value = figure.value
    if figure.near:
        beyond = value + math.copysign(ABOUT * abs(value), 1 if figure.comparator == ">" else -1)
        return min(value, beyond), max(value, beyond)
    if figure.comparator == ">":
        return math.nextafter(value, math.inf), math.inf
    if figure.comparator == ">=":
        return value, math.inf
    if figure.comparator == "<":
        return -math.inf, math.nextafter(value, -math.inf)
    if figure.comparator == "<=":
        return -math.inf, value
    if figure.comparator == "~":
        return value - ABOUT * abs(value), value + ABOUT * abs(value)
    if figure.comparator == "range":
        return value, figure.high if figure.high is not None else value
    return value, value


def facts_of(
    article: Article, read: Annotations, origin: str, order: int, version: int | None
) -> list[Fact]:
    """The comparable figures of one article or one earlier version of it."""
    starts = [s.start for s in read.sentences]
    facts: list[Fact] = []
    for figure in read.figures:
        sentence = sentence_around(read.sentences, figure.span)
        words = _counted(figure.counts.of(article.text)) if figure.counts else []
        words = [w for w in words if w not in UNITS]
        state = _state(article.text, figure, sentence, article.language)
        things = frozenset(
            THING_OF.get(w) or stem(w) for w in words if not state_of(w, article.language)
        )
        elliptic = not things and not state
        if any(w in EMPTY for w in words) and not any(w in THING_OF for w in words):
            things, elliptic = frozenset(), True
        asked = ASKED.match(article.text, figure.span.end, sentence.end)
        if figure.unit == "%" and asked is not None:
            said = [w for w in asked.groups() if w and w not in SMALL_WORDS]
            things, elliptic = frozenset(["@asked", *(stem(w) for w in said)]), False
        before = article.text[
            max(sentence.start, figure.span.start - PART_REACH) : figure.span.start
        ]
        after = article.text[figure.span.end : figure.span.end + 16]
        denied, contradicted = _denied(article.text, read, figure, sentence)
        fact = Fact(
            article=article.id,
            origin=origin,
            outlet=article.outlet or article.id,
            language=article.language[:2],
            order=order,
            version=version,
            figure=figure,
            text=article.text,
            span=figure.span if elliptic else _carrying(figure),
            sentence=sentence,
            place=bisect_right(starts, figure.span.start),
            speaker=_speaker(article.text, read, figure),
            things=things,
            state=state,
            marks=_marks(article.text, figure, sentence, things),
            context=_context(article.text, read, figure, sentence),
            day=_day(read, sentence),
            part=bool(PART.search(before) or PART_AFTER.match(after)),
            whole=_whole(article.text, read, figure, sentence),
            denied=denied,
            contradicted=contradicted,
            period=_period(sentence.of(article.text)),
            past=_past(article, read, sentence),
            places=_places(article, read, figure, sentence),
            final=FINAL.search(sentence.of(article.text)) is not None,
            expected=EXPECTED.search(article.text, *_clause(article.text, figure.span, sentence))
            is not None,
            elliptic=elliptic,
        )
        facts.append(_completed(fact, facts))
    return facts


def _denied(text: str, read: Annotations, figure: Figure, sentence: Span) -> tuple[bool, bool]:
    """Whether something before a figure is denied, and whether that is surely the figure."""
    lead = _lead_in(text, read, figure, sentence)
    if not ONE_OF.search(lead) and NOT_AFTER.match(text, figure.span.end, sentence.end):
        return True, True  # not "one of the 22 crew did not answer"
    return DENIAL.search(lead) is not None, DENIED_THAT.search(lead) is not None


def _marks(text: str, figure: Figure, sentence: Span, things: frozenset[str]) -> frozenset[str]:
    marks = things - THINGS
    if figure.counts is not None and things & PERSONS:
        after = MARKED_BY.match(text, figure.counts.end, sentence.end)
        if after is not None:
            marks |= {stem(w) for w in _words(after.group(1))}
    return marks


def _lead_in(text: str, read: Annotations, figure: Figure, sentence: Span) -> str:
    """The words of the sentence since the figure before this one."""
    before = [f.span.end for f in read.figures if sentence.start <= f.span.end <= figure.span.start]
    return text[max([sentence.start, *before]) : figure.span.start]


def _period(sentence: str) -> str:
    """The period or rate a sentence names; empty where it names none, or several."""
    found = {" ".join(m.group().lower().split()) for m in PERIOD.finditer(sentence)}
    found = {RATE.sub("per ", name) for name in found}
    if len(found) > 1:
        found.discard("each")  # "each a day" is a rate by the day
    return found.pop() if len(found) == 1 else ""


def _past(article: Article, read: Annotations, sentence: Span) -> str:
    if article.published is None:
        return ""
    now = f"{article.published:%Y-%m}"
    told = {
        d.value
        for d in read.dates
        if sentence.covers(d.span)
        and d.precision in {"month", "year", "decade"}
        and d.value < now[: len(d.value)]
        and not SINCE.search(article.text, sentence.start, d.span.start)
    }
    return told.pop() if len(told) == 1 else ""


def _whole(text: str, read: Annotations, figure: Figure, sentence: Span) -> bool:
    """Whether the sentence opens with it as a whole: "Of 14 wells, 4 have failed"."""
    others = [f.span for f in read.figures if f is not figure and sentence.covers(f.span)]
    if not others or any(o.start < figure.span.start for o in others):
        return False
    return WHOLE.search(text[sentence.start : figure.span.start]) is not None


def _places(article: Article, read: Annotations, figure: Figure, sentence: Span) -> frozenset[str]:
    days = [d.span for d in read.dates if sentence.covers(d.span)]
    found = WHERE.finditer(article.text, *_clause(article.text, figure.span, sentence))
    named = [m.span("place") for m in found if not any(d.overlaps(Span(*m.span())) for d in days)]
    return frozenset(w for a, b in named for w in article.text[a:b].lower().split())


def _clause(text: str, span: Span, sentence: Span) -> tuple[int, int]:
    """The part of the sentence round a figure up to the next comma, semicolon or "while"."""
    before = [m.end() for m in CLAUSE_END.finditer(text, sentence.start, span.start)]
    after = CLAUSE_END.search(text, span.end, sentence.end)
    return max([sentence.start, *before]), after.start() if after else sentence.end


def _completed(fact: Fact, earlier: Sequence[Fact]) -> Fact:
    """An elliptic figure takes what it counts from the figure before it, if that is near."""
    after = fact.text[fact.figure.span.end : fact.figure.span.end + 8]
    if (
        not fact.elliptic
        or not ENDS_CLAUSE.match(after)
        or OF_WHOLE.match(fact.sentence.of(fact.text))
    ):
        return fact
    for last in reversed(earlier):
        if fact.place - last.place > ELLIPSIS_REACH:
            break
        if fact.figure.unit not in {"", last.figure.unit} or not (last.things or last.figure.unit):
            continue
        figure = replace(fact.figure, unit=last.figure.unit)
        period = fact.period or last.period
        return replace(fact, figure=figure, things=last.things, state=last.state, period=period)
    return fact


def _context(text: str, read: Annotations, figure: Figure, sentence: Span) -> frozenset[str]:
    others = (f for f in read.figures if f is not figure and sentence.covers(f.span))
    numbers = {f"#{f.value:g}" for f in others if is_telling(f.value)}
    plain, start = [], sentence.start
    for other in read.figures:  # "per cent" in both sentences says nothing
        if sentence.covers(other.span) and other.span.start >= start:
            plain.append(text[start : other.span.start])
            start = other.span.end
    words = _words(" ".join([*plain, text[start : sentence.end]]))
    return frozenset(THING_OF.get(w) or stem(w) for w in words) | numbers


def _carrying(figure: Figure) -> Span:
    counts = figure.counts
    if counts is None or counts.start - figure.span.end > 60 or figure.span.start - counts.end > 60:
        return figure.span
    return Span(min(figure.span.start, counts.start), max(figure.span.end, counts.end))


def _speaker(text: str, read: Annotations, figure: Figure) -> Speaker | None:
    if figure.attribution is None:
        return None
    attribution = read.attributions[figure.attribution]
    if attribution.source is None:
        return None
    return Speaker(attribution.speaker or attribution.source.of(text), attribution.source)


def _state(text: str, figure: Figure, sentence: Span, language: str) -> str:
    """The state word closest to the figure, and rather after it than before, in its main clause."""
    low = max(sentence.start, figure.span.start - STATE_BEFORE)
    high = min(sentence.end, figure.span.end + STATE_AFTER)
    low = max([low, *(m.end() for m in MAIN_CLAUSE.finditer(text, low, figure.span.start))])
    next_clause = MAIN_CLAUSE.search(text, figure.span.end, high)
    high = next_clause.start() if next_clause else high
    best, distance = "", 10_000
    for match in re.finditer(r"[^\W\d_]+", text[low:high]):
        state = state_of(match.group().lower(), language)
        if not state:
            continue
        at = low + match.start()
        away = at - figure.span.end if at >= figure.span.end else figure.span.start - at + 12
        if away < distance:
            best, distance = state, away
    return best


def _day(read: Annotations, sentence: Span) -> str:
    days = {
        d.value[:10]
        for d in read.dates
        if sentence.covers(d.span) and d.precision in {"day", "time"}
    }
    return days.pop() if len(days) == 1 else ""


def stem(word: str) -> str:
    """A word without its ending: enough to match "passenger" and "passengers"."""
    if word.endswith("ies") and len(word) > LEAST_STEM:
        return word[:-3] + "y"
    for ending in STEM_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word[: -len(ending)]
    return word


def _counted(text: str) -> list[str]:
    """The words that name what is counted, without who puts it so."""
    words = _words(text)
    for number, word in enumerate(words):
        if word in PUTTING and number + 1 < len(words):
            return words[number + 1 :]
    return words


def _words(text: str) -> list[str]:
    return [w for w in re.findall(r"[^\W\d_]+", text.lower()) if w not in SMALL_WORDS]


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]{2,}", text.lower())
    return frozenset(stem(w) for w in words if w not in SMALL_WORDS)


def content_stems(text: str) -> frozenset[str]:
    """The stems of a stretch of text without its small words."""
    return _stems(text)


def is_telling(value: float) -> bool:
    """Whether a number is unlikely to turn up twice by chance.

    >>> [is_telling(v) for v in (381, 14200, 7.8, 68.3, 27)]
    [True, True, True, True, True]
    >>> [is_telling(v) for v in (12, 20, 100, 3000, 2.5)]
    [False, False, False, False, False]
    """
    digits = f"{value:g}".replace(".", "").strip("0").lstrip("-")
    return len(digits) >= 2 and (value >= TELLING_FROM or (value % 1 != 0 and value > 5))


def is_round(value: float) -> bool:
    """Whether a number has been rounded, as far as one can see.

    >>> [is_round(v) for v in (300, 45, 1.25e6, 14200)]
    [True, True, True, True]
    >>> [is_round(v) for v in (381, 12, 1287, 3.7)]
    [False, False, False, False]
    """
    digits = f"{value:.10g}".replace(".", "").strip("0")
    return len(digits) <= 3 if value >= 5000 else value % 5 == 0


def compatible(a: Fact, b: Fact) -> bool:
    """Whether both figures can be true."""
    one, two = a.figure, b.figure
    if a.contradicted != b.contradicted:
        return False
    if one.value == two.value and one.unit == two.unit and is_round(one.value):
        # Who writes "more than 300" rounds as who writes "300" does; "more than 381" says no 381.
        if {one.comparator, two.comparator} in ({"=", ">"}, {"=", "<"}):
            return True
    if one.value == two.value and {one.unit, two.unit} == {"mile", "nmi"}:
        return True  # at sea "miles" are nautical ones
    low, high = a.interval
    other_low, other_high = b.interval
    if one.unit != two.unit and one.unit and two.unit and one_kind(one.unit, two.unit):
        factor = ratio(two.unit, one.unit)
        if factor is None:
            return False
        spread = CONVERTED * abs(two.value * factor)
        other_low, other_high = other_low * factor - spread, other_high * factor + spread
    return low <= other_high and other_low <= high


def converted(a: Fact, b: Fact) -> bool:
    """Whether two units are given for one length, area, mass or time: 13 miles and 21 km."""
    factor = ratio(b.figure.unit, a.figure.unit)
    if factor is None or a.figure.unit == b.figure.unit:
        return False
    one, two = a.figure.value, b.figure.value * factor
    return abs(one - two) <= CONVERTED * max(abs(one), abs(two))
