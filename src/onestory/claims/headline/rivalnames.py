"""Whether a text has another name where its title has one that the text lacks.

A title may name what its text only describes ("the shipyard"), so a missing name alone is no fault. It
is one where another name stands in its place: beside the same name ("Lena Vance" over "Lena Holt"),
again and again in the text, or in a sentence that says what the title does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onestory.article import Span
from onestory.claims.headline.places import WORD
from onestory.claims.headline.support import Body
from onestory.claims.headline.titlenames import AT_PLACE, TitleName
from onestory.claims.lexicon import Lexicon
from onestory.claims.names import COMMON, TITLES
from onestory.claims.values import Annotations, NameMention

OFTEN = 2  # times a text has a name that belongs into its title
LEAST_SHARED = 0.4  # of the title's other words, in the sentence where the rival stands
LEAST_LETTERS = 4  # of such a word
OPENING = 300  # characters in which a place is told
LEAST_SMALL = 0.15  # share of small words in a text of the language we read it in
SAMPLE = 600  # characters that is looked for in
NAME_WORD = re.compile(r"[^\W\d_]{3,}")
# One run of capitals: matches "Falkenkasse" and "Ostmark" in "Falkenkasse of Ostmark".
RUN = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?:\s[A-ZÀ-ÖØ-Þ][\w’'-]*)*")
CAPITAL_BEFORE = re.compile(r"([A-ZÀ-ÖØ-Þ][\w’'-]+)\s$")
CAPITAL_AFTER = re.compile(r"(?:[’']s)?\s([A-ZÀ-ÖØ-Þ][\w’'-]+)")
# Whose column it is: matches "Ann Holt: " and "Ann Holt - ", not "Cup final: ".
LABEL = re.compile(r"\s*(?:[A-ZÀ-ÖØ-Þ][\w’'-]+\s){0,2}[A-ZÀ-ÖØ-Þ][\w’'-]+(?::|\s[-–])\s")
POSSESSIVE = re.compile(r"[’']s?$")
WORD_BEFORE = re.compile(r"(\w+)[’']?\s?$")
SMALL_AFTER = re.compile(r"\s[^\W\d_A-ZÀ-ÖØ-Þ]\w*")


def is_understood(text: str, lex: Lexicon) -> bool:
    """Whether a text is written in the language whose small words we know."""
    words = [m.group().lower() for m in WORD.finditer(text[:SAMPLE])]
    small = lex.determiners | lex.prepositions | lex.auxiliaries | lex.conjunctions
    return sum(w in small for w in words) >= LEAST_SMALL * len(words)


def has_rival(
    title: str, name: TitleName, text: str, notes: Annotations, lex: Lexicon, understood: bool
) -> bool:
    """Whether the text names another where the title has this name. A word of a name whose other word
    stands in the text has a rival only beside that one; so has the name of a column."""
    if _beside_partner(title, name.span, text, lex):
        return True
    label = LABEL.match(title)
    if name.partial or (label is not None and name.span.start < label.end()):
        return False
    return understood and any(
        _stands_for(title, name, text, rival, notes.sentences, lex)
        for rival in _others(title, name, text, notes.names, lex)
    )


def _beside_partner(title: str, span: Span, text: str, lex: Lexicon) -> bool:
    """ "Lena Vance" over a text with "Lena Holt", not "Otto Lind" over one with "Senator Lind"."""
    before = CAPITAL_BEFORE.search(title, 0, span.start)
    after = CAPITAL_AFTER.match(title, span.end)
    if before and re.search(rf"\b{re.escape(before[1])}\s[A-ZÀ-ÖØ-Þ]\w", text):
        return True
    if after is None:
        return False
    partner = re.escape(POSSESSIVE.sub("", after[1]))
    beside = re.finditer(rf"\b([A-ZÀ-ÖØ-Þ][\w’'-]+)\s{partner}\b", text)
    return any(not _is_no_partner(m[1].lower(), lex) for m in beside)


def _is_no_partner(low: str, lex: Lexicon) -> bool:
    return (
        low in TITLES
        or low in COMMON
        or low in lex.determiners
        or low in lex.prepositions
        or low in lex.conjunctions
        or low in lex.breakers
        or low in lex.adverbs
    )


def _others(
    title: str, name: TitleName, text: str, names: Sequence[NameMention], lex: Lexicon
) -> Iterator[Span]:
    """The names of a text that its title has not, of the kind of one that it has."""
    shown = Body(title)
    before = _word_before(title, name.span.start)
    thing = name.place or before in lex.determiners  # "the Wyle" is no person
    for mention in names:
        for match in RUN.finditer(mention.span.of(text)):
            words = NAME_WORD.findall(match.group())
            if not words or any(shown.has_name(word) for word in words):
                continue
            if thing and mention.type == "person" and len(words) > 1:
                continue
            if name.place and (mention.type == "organisation" or "&" in mention.span.of(text)):
                continue
            start = mention.span.start + match.start()
            yield Span(start, start + len(match.group()))


def _stands_for(
    title: str,
    name: TitleName,
    text: str,
    rival: Span,
    sentences: Sequence[Span],
    lex: Lexicon,
) -> bool:
    words = NAME_WORD.findall(rival.of(text))
    before = _word_before(text, rival.start)
    if before in lex.determiners and SMALL_AFTER.match(text, rival.end):
        return False  # "the Valmere coast"
    if name.place and before == "at" and len(words) > 1:
        return False  # "at Brackett Pell": a firm or a house, no town
    if any(len(re.findall(rf"\b{re.escape(word)}", text)) >= OFTEN for word in words):
        return True
    if len(words) == 1 and CAPITAL_AFTER.match(title, name.span.end):
        return False  # "Ridge United" is not called "Vexford"
    if name.place and before in AT_PLACE and rival.start < OPENING:
        return True
    around = next((s for s in sentences if s.start <= rival.start < s.end), None)
    return around is not None and _shared(title, name.span, around.of(text), lex) >= LEAST_SHARED


def _shared(title: str, name: Span, sentence: str, lex: Lexicon) -> float:
    """The share of a title's other words that a sentence has."""
    small = lex.determiners | lex.prepositions | lex.auxiliaries | lex.adverbs | lex.breakers
    words = [
        m.group()
        for m in WORD.finditer(title)
        if len(m.group()) >= LEAST_LETTERS
        and not Span(*m.span()).overlaps(name)
        and m.group().lower() not in small
        and m.group().lower() not in lex.pronouns
    ]
    there = Body(sentence)
    return sum(there.has_word(w) for w in words) / len(words) if words else 0.0


def _word_before(text: str, at: int) -> str:
    found = WORD_BEFORE.search(text, max(0, at - 30), at)
    return found[1].lower() if found else ""
