"""Names in a title: told from other words by their capitals, by what stands around them, and, where
every word has a capital, by the text below and a list of ordinary words."""

from __future__ import annotations

import re
from typing import NamedTuple

from onestory.article import Span
from onestory.claims.headline.support import Body
from onestory.claims.lexicon import Lexicon
from onestory.claims.lexicon.namelike import may_be_name
from onestory.claims.lexicon.ordinary import is_ordinary
from onestory.claims.lexicon.words import split
from onestory.claims.names import COMMON, TITLES

TITLE_CASE_SHARE = 0.6  # of the words behind the first; above it capitals say nothing
LONGEST_ACRONYM = 4  # letters; longer words in capitals are shouted
LEAST_NAME = 3  # letters
TITLE_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’-](?=[^\W_]))*")
# What a sentence begins after: matches the colon in "Cup: Holt scores", the dash in "– Late goal".
OPENING = re.compile(r"(?:^|[:–—|“”„«»‘\"?!.…>]|\s['-])\s*$")
GERMAN_BEFORE = split("in aus bei")
# "in Gefahr", "aus Angst": German nouns that stand behind a preposition without an article.
GERMAN_BARE = split(
    """
    gefahr kraft not haft sicht betrieb rente führung serie höhe arbeit ordnung frage zukunft eile
    angst sorge protest wut trauer liebe spannung stellung verdacht kontakt form folge fahrt krise
    anspruch zahlen grenzen schwierigkeiten wahrheit öffentlichkeit kürze teilen ruhe panik brand
    """
)
GERMAN_NOUN_ENDINGS = ("ung", "heit", "keit", "schaft", "ion", "tät", "en", "nis", "tum")
ADJECTIVE_ENDINGS = ("e", "er", "es", "en", "em")
# Bytes of UTF-8 read as something else: "Donâ€™t", "DonÃ¢t"; not "SÃO PAULO".
GARBLED = re.compile(r"â€|Ëœ|[^\W\d_A-ZÀ-Ý][ÃÂ]|Ã¢")
# "Aren't", "You're", "MPs", not "Holt's".
SHORTENED = re.compile(r"n['’]t$|['’](?:re|ve|ll|d|m)$|^[A-ZÀ-Þ]{2,}s$")
# Who wrote it stands behind a title: " - Ann Holt and Otto Lind", " : NPR", " | The Courier".
TAIL = re.compile(
    r"\s+(?:[-–|]|(?<=\s):)\s+(?=[A-ZÀ-Þ])(?:(?:[A-ZÀ-Þ][\w’'.]*|and|of|the|&)(?:,?\s+|$)){1,7}$"
)
AT_PLACE = split("in at of near from off above around outside across to nach en à au")


class TitleName(NamedTuple):
    """A word of a name. `place` where the words around it speak of a place; `partial` where another
    word of the same name stands in the text."""

    span: Span
    place: bool
    partial: bool = False


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    opens: bool

    @property
    def low(self) -> str:
        return self.text.lower().replace("’", "'").removesuffix("'s")

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def names_in_title(title: str, language: str, body: Body, lex: Lexicon) -> list[TitleName]:
    """The words of names in a title, in order; a word that may be ordinary is left out."""
    if GARBLED.search(title):
        return []
    tail = TAIL.search(title)
    words = [
        _Word(*m.span(), m.group(), OPENING.search(title, 0, m.start()) is not None)
        for m in TITLE_WORD.finditer(title, 0, tail.start() if tail else len(title))
    ]
    every = _title_case(words)
    german = language[:2] == "de"
    found = []
    for at, word in enumerate(words):
        if not word.capital or len(word.low) < LEAST_NAME or _is_small(word.low, lex):
            continue
        if _is_shouted(words, at) or SHORTENED.search(word.text):
            continue
        if german:
            named = _german_name(words, at)
        elif word.opens or every:
            named = _stands_out(words, at, every, body, lex)
        else:
            named = not is_ordinary(word.low)
        if named:
            before = words[at - 1].low if at else ""
            partial = any(_is_partner(words, at, n, every, body, lex) for n in (at - 1, at + 1))
            found.append(TitleName(Span(word.start, word.end), before in AT_PLACE, partial))
    return found


def _is_partner(
    words: list[_Word], at: int, beside: int, every: bool, body: Body, lex: Lexicon
) -> bool:
    """Whether a word right beside a name belongs to it and stands in the text: "Hill" of "Capitol
    Hill"; not the title of a person."""
    if not 0 <= beside < len(words):
        return False
    first, second = sorted((words[at], words[beside]))
    other = words[beside]
    return (
        second.start == first.end + 1
        and other.capital
        and not _is_small(other.low, lex)
        and (not every or may_be_name(other.low))
        and body.names(other.low)
    )


def _is_shouted(words: list[_Word], at: int) -> bool:
    """ "RAIL CHAOS", "BUDGET:" are shouted, "VBS" is not; a label before all else is no name."""
    word = words[at]
    if not word.text.isupper() or len(word.text) < 2:
        return False
    beside = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
    return (
        len(word.low) > LONGEST_ACRONYM
        or at == 0
        or any(w.text.isupper() and len(w.text) > 2 for w in beside)
    )


def _title_case(words: list[_Word]) -> bool:
    long = [w for w in words[1:] if len(w.text) > 3 and not w.text.isupper()]
    return bool(long) and sum(w.capital for w in long) / len(long) > TITLE_CASE_SHARE


def _is_small(low: str, lex: Lexicon) -> bool:
    return (
        low in lex.verbs
        or low in lex.determiners
        or low in lex.prepositions
        or low in lex.breakers
        or low in lex.pronouns
        or low in lex.auxiliaries
        or low in lex.adverbs
        or low in lex.conjunctions
        or low in COMMON
        or low in TITLES
    )


def _stands_out(words: list[_Word], at: int, every: bool, body: Body, lex: Lexicon) -> bool:
    """Whether a word that would have its capital anyway is a name all the same."""
    word = words[at]
    if "-" in word.text or not may_be_name(word.low) or body.writes_small(word.low):
        return False
    if every:
        return True
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None:
        return False
    # "Hoshino Devices", "Brackwater's", "Brackwater says".
    if word.text.endswith(("'s", "’s")) or (after.capital and not after.opens):
        return True
    if after.low in lex.auxiliaries:
        return not word.low.endswith("s")  # "Rockets have": things in the plural open titles too
    known = lex.verbs.get(after.low)
    return known is not None and known[1] in {"third", "past"} and not word.low.endswith("s")


def _german_name(words: list[_Word], at: int) -> bool:
    """German writes every noun with a capital: two in a row, or one behind a bare preposition."""
    word = words[at]
    if "-" in word.text or word.low.endswith(GERMAN_NOUN_ENDINGS):
        return False
    after = words[at + 1] if at + 1 < len(words) else None
    before = words[at - 1] if at else None
    if after is not None and after.capital and not after.opens and after.start == word.end + 1:
        return not word.low.endswith(ADJECTIVE_ENDINGS) and "-" not in after.text
    if before is not None and before.capital and not word.opens and word.start == before.end + 1:
        return not before.low.endswith(ADJECTIVE_ENDINGS) and "-" not in before.text
    if before is not None and before.low in GERMAN_BEFORE and not word.opens:
        return word.low not in GERMAN_BARE
    return False
