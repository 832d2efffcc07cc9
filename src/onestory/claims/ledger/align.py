"""The figures of articles in the shape in which they can be compared: what they count, in which state,
under which circumstances, and who says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TypeVar

from onestory.article import Article, Span
from onestory.claims.annotate import sentence_around
from onestory.claims.figures.numbers import find_numbers, is_telling
from onestory.claims.figures.units import UNITS
from onestory.claims.ledger.circumstances import (
    day_of,
    denial_of,
    is_final,
    is_part,
    is_whole,
    nearest_state,
    outlook_of,
    past_of,
    period_of,
    places_of,
)
from onestory.claims.lexicon.things import EMPTY, HARD_STATES, PERSONS, THING_OF, THINGS, state_of
from onestory.claims.lexicon.words import split
from onestory.claims.notes import is_note
from onestory.claims.sentences import LONGEST_SENTENCE
from onestory.claims.statements.speakers import shown
from onestory.claims.stems import stem, words_of
from onestory.claims.values import Annotations, DateMention, Figure, Speaker

Marked = TypeVar("Marked", Figure, DateMention)

# "put turnout at 71": what is counted stands after the verb, who counts before it.
PUTTING = split("put puts putting")
# "people with acute diarrhoea", "cases of cholera".
MARKED_BY = re.compile(r"\s(?:with|of|suffering from|ill with|infected with)((?:\s[a-zà-ÿ]+){1,4})")
# "57 percent said so", "46 per cent would oppose it": shares of those who were asked.
ASKED_OF = re.compile(
    r"\s(?:of (?:voters|respondents|those|people|adults|\w+s) )?(?:who|said|say|saying|support\w*|"
    r"oppos\w+|favou?r\w*|approv\w+|disapprov\w+|believ\w+|th(?:ink|ought)|agree\w*|disagree\w*|would|want\w*|"
    r"blam\w+|voted|back(?:ed)?)\b"
)
ASKED = "@asked"  # the thing that the shares of a poll count, beside what was answered
ASKED_REACH = 60  # characters after such a share in which its answer stands
# "Of 14 wells, 4 have failed": the second number counts something, but a part.
OF_WHOLE = re.compile(
    r"(?:of|out of|among|von|unter|sur|de|entre)\s+(?:the\s+)?[\d\w]+\s", re.IGNORECASE
)
# "put it at 90.", "puts it at 3, its counsel said"; not "65 per cent said yes".
ENDS_CLAUSE = re.compile(
    r"\s*(?:[.,;:!?)\]”\"'»]|(?:and|but|in all|when|if|once|because|where|while|und|aber|wenn|et|quand|"
    r"y|pero|cuando)\b|$)"
)
# How English names of people end: "villager", "tourist", "civilian"; not "hospital", "generation".
DOERS = ("er", "or", "ist", "ian", "ee", "ant", "ent", "man", "men", "other")
ELLIPSIS_REACH = 1  # sentences back to the figure that an elliptic one takes up
MOST_FIGURES = 500  # of one text that are compared: news puts first what matters


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
    outlook: str
    """Whether it is foreseen, still to come, or counted."""
    period: str
    """"last year", "each": numbers of two periods, or of one and all, are two things."""
    published: str
    """Day on which its article appeared; empty where that is not known."""
    minute: str
    """The same to the minute; empty where only the day is known."""
    elliptic: bool
    """Nothing says what it counts: what stood before is meant ("police put it at 40")."""

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


def facts_of(
    article: Article, read: Annotations, origin: str, order: int, version: int | None
) -> list[Fact]:
    """The comparable figures of one article or one earlier version of it."""
    starts = [s.start for s in read.sentences]
    whole, sentence = read, Span(0, 0)
    facts: list[Fact] = []
    for figure in whole.figures[:MOST_FIGURES]:
        around = sentence_around(whole.sentences, figure.span)
        if around.end - around.start > LONGEST_SENTENCE:
            continue
        if around != sentence:
            sentence, read = around, _within(whole, around)
        if is_note(sentence.of(article.text)):
            continue
        words = _counted(figure.counts.of(article.text)) if figure.counts else []
        words = [w for w in words if w not in UNITS]
        state = nearest_state(article.text, read, figure, sentence, article.language)
        things = frozenset(
            THING_OF.get(w) or stem(w) for w in words if not state_of(w, article.language)
        )
        elliptic = not things and not state
        if any(w in EMPTY for w in words) and not any(w in THING_OF for w in words):
            things, elliptic = frozenset(), True
        asked = _asked(article.text, figure, sentence)
        if asked:
            things, elliptic = asked, False
        denied, contradicted = denial_of(article.text, read, figure, sentence)
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
            speaker=_speaker(article.text, read, figure, article.language),
            things=things,
            state=state,
            marks=_marks(article.text, figure, sentence, things),
            context=_context(article.text, read, figure, sentence),
            day=day_of(read, sentence),
            part=is_part(article.text, figure, sentence),
            whole=is_whole(article.text, read, figure, sentence),
            denied=denied,
            contradicted=contradicted,
            period=period_of(sentence.of(article.text)),
            past=past_of(article, read, sentence),
            places=places_of(article, read, figure, sentence),
            final=is_final(article.text, sentence),
            outlook=outlook_of(article.text, figure, sentence),
            published=f"{article.published:%Y-%m-%d}" if article.published else "",
            minute=_minute(article),
            elliptic=elliptic,
        )
        facts.append(_completed(fact, facts))
    return facts


def _minute(article: Article) -> str:
    at = article.published
    if at is None or (at.hour, at.minute, at.second) == (0, 0, 0):
        return ""
    return f"{at.astimezone(UTC) if at.tzinfo else at:%Y-%m-%dT%H:%M}"


def _within(read: Annotations, sentence: Span) -> Annotations:
    """With the figures and dates of one sentence only: the others say nothing of its circumstances,
    and a long text has many."""
    return replace(
        read, figures=_inside(read.figures, sentence), dates=_inside(read.dates, sentence)
    )


def _inside(marked: tuple[Marked, ...], sentence: Span) -> tuple[Marked, ...]:
    """What a sentence has of things in the order of their place, one before it among them."""
    first = bisect_left(marked, sentence.start, key=lambda m: m.span.start)
    last = bisect_left(marked, sentence.end, key=lambda m: m.span.start)
    return marked[max(0, first - 1) : last]


def _asked(text: str, figure: Figure, sentence: Span) -> frozenset[str]:
    """What those said of whom a poll gives the share; empty where it is no such share."""
    if figure.unit != "%" or not ASKED_OF.match(text, figure.span.end, sentence.end):
        return frozenset()
    answer = text[figure.span.end : min(sentence.end, figure.span.end + ASKED_REACH)]
    words = [w for w in words_of(answer.split(",")[0]) if w not in {"who", "say", "saying"}]
    return frozenset([ASKED, *(stem(w) for w in words[:2])])


def _marks(text: str, figure: Figure, sentence: Span, things: frozenset[str]) -> frozenset[str]:
    marks = things - THINGS
    if figure.counts is not None and things & PERSONS:
        after = MARKED_BY.match(text, figure.counts.end, sentence.end)
        if after is not None:
            marks |= {stem(w) for w in words_of(after.group(1))}
    return marks


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
        if fact.state and fact.state != last.state:
            continue  # "dozens were trapped; he put the death toll at 21"
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
    words = words_of(" ".join([*plain, text[start : sentence.end]]))
    return frozenset(THING_OF.get(w) or stem(w) for w in words) | numbers


def _carrying(figure: Figure) -> Span:
    counts = figure.counts
    if counts is None or counts.start - figure.span.end > 60 or figure.span.start - counts.end > 60:
        return figure.span
    return Span(min(figure.span.start, counts.start), max(figure.span.end, counts.end))


def _speaker(text: str, read: Annotations, figure: Figure, language: str) -> Speaker | None:
    if figure.attribution is None:
        return None
    attribution = read.attributions[figure.attribution]
    if attribution.source is None or _is_count(text, read, attribution.source, language):
        return None
    return shown(text, attribution)


def _is_count(text: str, read: Annotations, source: Span, language: str) -> bool:
    """Whether it is a share of those asked, or a bare number, and so no person or body: "Two said",
    "57 percent of voters said"; not "two officials said"."""
    if any(source.covers(f.span) and f.unit == "%" for f in read.figures):
        return True
    written = source.of(text).strip()
    return any(n.span == Span(0, len(written)) for n in find_numbers(written, language))


def _counted(text: str) -> list[str]:
    """The words that name what is counted, without who puts it so."""
    words = words_of(text)
    for number, word in enumerate(words):
        if word in PUTTING and number + 1 < len(words):
            return words[number + 1 :]
    return words
