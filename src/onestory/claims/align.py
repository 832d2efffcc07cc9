"""Which figures of different articles are about the same quantity, and whether they can both be true.

A figure is compared only when what it counts, in which state, in which unit and when all match; then
comparators make intervals ("over 300" and 415 are compatible, 415 and 290 are not).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from onestory.article import Article, Span
from onestory.claims.annotate import sentence_around
from onestory.claims.lexicon.words import split
from onestory.claims.units import DURATIONS
from onestory.claims.values import Annotations, Figure, Speaker

# States that mean the same for a count of people or things.
STATE_GROUPS = {
    "dead": "dead died die deaths death killed kill killing killings perished toll fatalities "
    "drowned bodies tote toten getötet morts mort tués muertos",
    "injured": "injured injuring injuries hurt wounded wounding casualties verletzt verletzte blessés "
    "heridos",
    "missing": "missing unaccounted vermisst vermisste disparus desaparecidos",
    "arrested": "arrested arrests detained detentions custody held festgenommen arrêtés detenidos",
    "rescued": "rescued saved gerettet secourus rescatados",
    "moved": "evacuated evacuees displaced relocated evakuiert évacués evacuados",
    "hospital": "hospital hospitalised hospitalized admitted hospitals",
    "jobs": "jobs posts positions arbeitsplätze stellen emplois empleos",
}
STATE_OF = {word: state for state, words in STATE_GROUPS.items() for word in words.split()}
PEOPLE = split(
    """
    people persons person men women residents passengers victims menschen personen personnes
    personas others
    """
)
# A count that is only part of another one must not be compared with the whole.
PART = re.compile(
    r"\b(?:another|others?|further|additional|including|among them|of whom|of them|of those|more|"
    r"weitere|davon|darunter|dont|autres|otros|otras|incluidos)\b",
    re.IGNORECASE,
)
PART_REACH = 24  # characters before a figure in which such a word makes it a part
SMALL_WORDS = split(
    """
    the a an of in on at by for with from to and or but as is are was were be been being has have
    had he she it they his her their its this that these those who which said says told not no more
    than least about around over up some after before during into out new also there would will
    could der die das ein eine und in im am zu mit von auf für den dem des le la les un une des et
    de du au en dans pour par el los las una y con que se ist sind war waren
    """
)
STEM_ENDINGS = ("ings", "ing", "edly", "ies", "ed", "es", "s", "en", "er")
LEAST_STEM = 4
CONTEXT_SAME = 0.12  # share of context words two figures of one quantity have in common at least
CONTEXT_DISPUTED = 0.12  # and more where the values differ: a wrong dispute is worse than none
COUNTS_SAME = 0.5
MOST_EXTRA = 2  # words that one names beside what both count: "ballot boxes", "suspect boxes"
# Beyond this ratio two numbers are hardly rival counts of one thing.
LARGEST_RATIO = 12.0
TELLING_FROM = 21  # numbers below are too common to prove anything
ABOUT = 0.12  # "about 300" covers 264 to 336


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in its place, with what decides comparability."""

    article: str
    origin: str
    outlet: str
    order: int
    version: int | None
    figure: Figure
    text: str
    span: Span
    sentence: Span
    speaker: Speaker | None
    counts: frozenset[str]
    state: str
    context: frozenset[str]
    day: str
    part: bool

    @property
    def interval(self) -> tuple[float, float]:
        return interval_of(self.figure)


def interval_of(figure: Figure) -> tuple[float, float]:
    """The values a figure allows, closed at both ends as far as floats can tell."""
    value = figure.value
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
    facts = []
    for figure in read.figures:
        if figure.unit in DURATIONS or (figure.counts is None and not figure.unit):
            continue
        sentence = sentence_around(read.sentences, figure.span)
        counts = _stems(figure.counts.of(article.text)) if figure.counts else frozenset()
        near = Span(
            max(sentence.start, figure.span.start - 60), min(sentence.end, figure.span.end + 70)
        )
        before = article.text[
            max(sentence.start, figure.span.start - PART_REACH) : figure.span.start
        ]
        after = article.text[figure.span.end : figure.span.end + 16]
        facts.append(
            Fact(
                article=article.id,
                origin=origin,
                outlet=article.outlet or article.id,
                order=order,
                version=version,
                figure=figure,
                text=article.text,
                span=_carrying(figure),
                sentence=sentence,
                speaker=_speaker(article.text, read, figure),
                counts=counts - {""},
                state=_state(article.text, figure, near),
                context=_stems(sentence.of(article.text)) - counts,
                day=_day(read, sentence),
                part=bool(
                    PART.search(before)
                    or re.match(r"\s*(?:of (?:them|whom|those)|others?|more)\b", after)
                ),
            )
        )
    return facts


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


def _state(text: str, figure: Figure, near: Span) -> str:
    """The state word closest to the figure."""
    best, distance = "", 10_000
    for match in re.finditer(r"[^\W\d_]+", text[near.start : near.end]):
        state = STATE_OF.get(match.group().lower())
        if state is None:
            continue
        at = near.start + match.start()
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
    for ending in STEM_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word[: -len(ending)]
    return word


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]{2,}", text.lower())
    return frozenset(stem(w) for w in words if w not in SMALL_WORDS)


def content_stems(text: str) -> frozenset[str]:
    """The stems of a stretch of text without its small words."""
    return _stems(text)


def same_quantity(a: Fact, b: Fact) -> bool:
    """Whether two figures are about the same thing, at the same time."""
    if a.figure.unit != b.figure.unit or a.part != b.part:
        return False
    if a.state and b.state and a.state != b.state:
        return False
    if a.day and b.day and a.day != b.day:
        return False
    shared = _overlap(a.context, b.context)
    if a.figure.value == b.figure.value:
        return _same_value(a, b, shared)
    if a.article == b.article and a.version == b.version and not _two_speakers(a, b):
        return False  # one voice gives one number for one thing
    if (a.state or b.state) and a.state != b.state:
        return False
    low, high = sorted((abs(a.figure.value), abs(b.figure.value)))
    if low <= 0 or high / low > LARGEST_RATIO or not _counts_match(a, b):
        return False
    if a.state and _people(a) and _people(b):
        return shared >= CONTEXT_SAME / 2
    return shared >= CONTEXT_DISPUTED or (len(a.counts & b.counts) > 1 and shared >= CONTEXT_SAME)


def _same_value(a: Fact, b: Fact, shared: float) -> bool:
    """Equal numbers: a telling one (14,200; 381) hardly stands for two things in one story."""
    if is_telling(a.figure.value):
        return True
    if _counts_match(a, b):
        return shared >= CONTEXT_SAME / 2 or bool(a.state) or len(a.counts & b.counts) > 1
    return _people(a) and _people(b) and bool(a.counts) and bool(b.counts) and shared > 0


def is_telling(value: float) -> bool:
    """Whether a number is unlikely to turn up twice by chance.

    >>> [is_telling(v) for v in (381, 14200, 7.8, 68.3, 27)]
    [True, True, True, True, True]
    >>> [is_telling(v) for v in (12, 20, 100, 3000, 2.5)]
    [False, False, False, False, False]
    """
    digits = f"{value:g}".replace(".", "").strip("0").lstrip("-")
    return len(digits) >= 2 and (value >= TELLING_FROM or (value % 1 != 0 and value > 5))


def _two_speakers(a: Fact, b: Fact) -> bool:
    return bool(a.speaker and b.speaker and a.speaker.text != b.speaker.text)


def _people(fact: Fact) -> bool:
    return not fact.counts or any(w in PEOPLE or w in _PEOPLE_STEMS for w in fact.counts)


_PEOPLE_STEMS = frozenset(stem(w) for w in PEOPLE)


def _counts_match(a: Fact, b: Fact) -> bool:
    one = a.counts - _STATE_STEMS
    two = b.counts - _STATE_STEMS
    if a.state and (not one or one <= _PEOPLE_STEMS) and (not two or two <= _PEOPLE_STEMS):
        return True
    if not one or not two:
        return False
    return len(one & two) / min(len(one), len(two)) > COUNTS_SAME - 0.01 and (
        _extra(one, two) <= MOST_EXTRA or len(one & two) >= 2
    )


_STATE_STEMS = frozenset(stem(w) for w in STATE_OF)


def _extra(one: frozenset[str], two: frozenset[str]) -> int:
    return len(one ^ two)


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def compatible(a: Fact, b: Fact) -> bool:
    """Whether both figures can be true."""
    low, high = a.interval
    other_low, other_high = b.interval
    return low <= other_high and other_low <= high
