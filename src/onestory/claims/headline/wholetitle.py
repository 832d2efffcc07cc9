"""A headline over a text about something else: hardly a word of it stands there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onestory.article import Span
from onestory.claims.headline.support import WORD, Body
from onestory.claims.lexicon import Lexicon

LEAST_WORDS = 2  # words of a title below which nothing is said
LEAST_LETTERS = 4  # of a word that counts
NAME_WEIGHT = 2.0  # of a name or number against any other word
LATE = 0.5  # what a word is worth that stands only behind the opening of the text
LEAST_PAIRS = 6  # pairs of letters of a title written without blanks
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def share_held(
    title: str, body: Body, names: Sequence[Span], held: Sequence[Span], lex: Lexicon
) -> float:
    """The share of a title's words that stands in the text, 0 to 1; 1 where it has too few words to
    tell. `names` are its names, `held` the names, numbers and dates that the text supports."""
    if len(UNSPACED.findall(title)) > len(title) // 2:
        return _by_pairs(title, body)
    opening = body.opening
    there = total = NAME_WEIGHT * sum(h not in names for h in held)
    words = 0
    for match in WORD.finditer(title):
        span, word = Span(*match.span()), match.group()
        low = word.lower()
        named = any(span.overlaps(n) for n in names)
        if not named and (len(word) < LEAST_LETTERS or _is_function(low, lex)):
            continue
        weight = NAME_WEIGHT if named else 1.0
        words += 1
        total += weight
        if body.has_name(word) if named else body.has_word(word):
            there += weight if opening.has_word(word) else LATE * weight
    return there / total if words >= LEAST_WORDS else 1.0


def _is_function(low: str, lex: Lexicon) -> bool:
    return (
        low in lex.determiners
        or low in lex.prepositions
        or low in lex.breakers
        or low in lex.conjunctions
        or low in lex.pronouns
        or low in lex.auxiliaries
        or low in lex.adverbs
        or low in lex.relatives
    )


def _by_pairs(title: str, body: Body) -> float:
    pairs = {title[n : n + 2] for n in range(len(title) - 1) if title[n : n + 2].isalpha()}
    if len(pairs) < LEAST_PAIRS:
        return 1.0
    return sum(body.has(p) for p in pairs) / len(pairs)
