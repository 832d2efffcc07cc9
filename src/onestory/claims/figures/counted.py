"""What a number counts: the noun phrase after it with the state it is in ("people were injured"),
or the subject before it ("the death toll rose to")."""

from __future__ import annotations

import re

from onestory.article import Span
from onestory.claims.figures.units import DURATIONS
from onestory.claims.lexicon import Lexicon
from onestory.claims.lexicon.words import split
from onestory.claims.statements.words import Word, plain_words

LONGEST = 5  # words of a counted noun phrase
REACH = 90  # characters looked at on either side
STATE_AUXILIARIES = split("was were is are been be have has had being remain remained")
STATES = split(
    """
    dead missing injured hurt wounded killed homeless stranded trapped ill sick unaccounted arrested
    rescued evacuated displaced detained infected hospitalised hospitalized died drowned aboard
    released freed charged
    """
)
# "a nine-seat council", "an 80-page file".
COMPOUND = re.compile(r"-([a-z]{3,})\b")
# "an earthquake of magnitude 6.3 struck the valley": the scale, whatever follows.
SCALE = re.compile(
    r"\b(magnitude|magnitud|stärke|intensity|category|kategorie)\s(?:of\s|de\s|von\s)?$",
    re.IGNORECASE,
)
OPENING = split("\" “ „ « ‘ '")
TOLD = split("died fled came went took got gave told voted live work")
THEM = split("them us those these whom")
# "4 times as many", "three times the size": a ratio counts nothing.
RATIO = split("as more higher larger bigger the that its their his her what")
LINKS = split(
    """
    rose fell reached stood was is were are to at of by from grew climbed dropped totalled totaled
    numbered hit exceeded increased decreased up down jumped slipped as had has been now risen fallen
    about around over nearly least at only just than more will would be
    """
)
# "the applause lasted 13 minutes", "the alarm rang for 12 minutes".
LASTING = LINKS | split(
    """
    lasted lasts lasting took takes ran runs rang went goes on for continued dauerte dauert duré dure
    pendant durante duró dura numbered
    """
)
# Transitive verbs whose object is people when nothing follows: "killing 12", "injured 9".
HARM = split(
    """
    killed killing injured injuring wounded wounding left leaving arrested arresting
    """
)
PLAIN_VERBS = split(
    """
    left died fled lost came went took made got gave said told voted live work
    """
)


def counted_span(
    text: str, start: int, end: int, unit: str, sentence: Span, lex: Lexicon
) -> Span | None:
    """The span of what is counted; None where the sentence does not say it."""
    compound = COMPOUND.match(text, end)
    if compound is not None and not unit:
        return Span(*compound.span(1))
    if not unit and (scale := SCALE.search(text, max(sentence.start, start - REACH), start)):
        return Span(*scale.span(1))
    after = plain_words(text, end, min(sentence.end, end + REACH))
    right = _phrase_right(after, lex)
    if unit and unit not in DURATIONS:
        if after and after[0].low in {"of", "der", "des", "de"}:
            named = 1
            while named < len(after) and after[named].low in lex.determiners:
                named += 1
            right = _phrase_right(after[named:], lex)
            if right is not None:
                return right
        left = _subject_left(text, start, sentence, lex, LINKS)
        return left or (right if unit not in {"%", "points"} else None)
    if unit in DURATIONS:
        return _subject_left(text, start, sentence, lex, LASTING) or right
    if right is not None:
        return right
    left = _subject_left(text, start, sentence, lex, LINKS)
    return left or _harmed(text, start, sentence)


def _phrase_right(words: list[Word], lex: Lexicon) -> Span | None:
    if not words:
        return None
    at = 1 if words[0].low in OPENING else 0
    if words[0].low in {"of", "de"} and len(words) > 1:
        if words[1].low in THEM:
            return Span(words[0].start, words[1].end)
        determined = words[1].low in lex.determiners
        if not determined or words[0].low == "of":
            at = 2 if determined else 1
    begin = at
    if _pointing(words[at:], lex):
        return None
    if words[at : at + 1] and words[at].low == "times":
        ratio = len(words) > at + 1 and words[at + 1].low in RATIO
        return None if ratio else Span(words[at].start, words[at].end)
    while at < len(words) and at - begin < LONGEST:
        word = words[at]
        if word.kind != "w" or word.low in lex.auxiliaries or word.low in lex.breakers:
            break
        if word.low in lex.determiners and word.low not in {"other", "another"}:
            break
        if word.low in lex.pronouns or word.low in lex.relatives or word.low in lex.conjunctions:
            break
        if word.low in lex.prepositions and not (word.low in {"of", "de"} and at > begin):
            break
        if at > begin and (word.low in PLAIN_VERBS or word.low in STATES or _verbal(word)):
            break
        if word.low in lex.adverbs or word.low in {"times", "ago", "later"}:
            break
        at += 1
    while at > begin and words[at - 1].low in {"of", "de"}:
        at -= 1
    if at == begin:
        return _in_state(words)
    return Span(words[begin].start, words[_state(words, at) - 1].end)


def _pointing(words: list[Word], lex: Lexicon) -> bool:
    """Whether a verb follows at once: "the two said", "six went". Most others may be participles
    before a noun ("three reported cases")."""
    if not words:
        return True
    return words[0].low in (TOLD | lex.plain)


def _in_state(words: list[Word]) -> Span | None:
    """ "Nine were killed", "181 on board": the state stands for those who are in it."""
    if [w.low for w in words[:2]] == ["on", "board"]:
        return Span(words[0].start, words[1].end)
    stop = _state(words, 0)
    return (
        Span(words[0].start, words[stop - 1].end)
        if stop and words[stop - 1].low in STATES
        else None
    )


def _verbal(word: Word) -> bool:
    return not word.cap and (word.low.endswith("ed") and len(word.low) > 4)


def _state(words: list[Word], at: int) -> int:
    """Take "were injured" and "dead" into the span when they follow at once."""
    stop = at
    while stop < len(words) and stop - at < 3 and words[stop].low in STATE_AUXILIARIES:
        stop += 1
    if stop < len(words) and (words[stop].low in STATES or _verbal(words[stop])):
        return stop + 1
    return at


def _subject_left(
    text: str, start: int, sentence: Span, lex: Lexicon, links: frozenset[str]
) -> Span | None:
    words = plain_words(text, max(sentence.start, start - REACH), start)
    at = len(words)
    linked = False
    while at and words[at - 1].low in links:
        linked = True
        at -= 1
    if not linked or not at:
        return None
    end = at
    while at and end - at < 7:
        word = words[at - 1]
        if word.kind != "w" or word.low in lex.auxiliaries or word.low in lex.breakers:
            break
        if (word.low in lex.verbs and word.low not in lex.noun_like) or word.low in lex.pronouns:
            break
        if word.low in lex.conjunctions:
            break
        at -= 1
    while at < end and words[at].low in lex.determiners | lex.prepositions | lex.adverbs:
        at += 1
    return Span(words[at].start, words[end - 1].end) if at < end else None


def _harmed(text: str, start: int, sentence: Span) -> Span | None:
    before = re.search(r"([^\W\d_]+)\s+$", text[max(sentence.start, start - 24) : start])
    if before is None or before.group(1).lower() not in HARM:
        return None
    offset = max(sentence.start, start - 24)
    return Span(offset + before.start(1), offset + before.end(1))
