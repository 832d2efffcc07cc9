"""Names in quotation marks, which nobody says: programmes, books, songs, events."""

from __future__ import annotations

import re

from onestory.claims.lexicon import Lexicon
from onestory.claims.lexicon.words import split
from onestory.claims.statements.quotes import Quote

LONGEST_NAME = 60  # characters
WORD = re.compile(r"[^\W_][\w’']*")
# Nouns and participles that a name stands behind.
CALLS = split(
    """
    called titled entitled dubbed named nicknamed program programme show book song film movie series
    documentary album novel magazine column podcast play essay site exposition exhibition network's
    """
)
BEHIND_NAME = split("on in of from for to and")


def is_name(text: str, quote: Quote, lex: Lexicon) -> bool:
    """Whether a quotation is the name of something: every word has a capital, and what stands before
    it leads up to a name."""
    inner = quote.inner.of(text).strip()
    if not WORD.search(inner) or len(inner) > LONGEST_NAME or inner[-1] == "?" or "!" in inner:
        return False
    before = text[max(0, quote.span.start - LONGEST_NAME) : quote.span.start].split()
    if not before or before[-1][-1] in ".,:;?!" or not is_titled(inner, lex):
        return False
    last = before[-1].lower().replace("’", "'")
    if last in CALLS:
        return True
    owner = last.endswith(("'s", "s'")) and before[-1][0].isupper()
    return " " in inner and (owner or last in BEHIND_NAME)


def is_titled(inner: str, lex: Lexicon) -> bool:
    """Whether every word has a capital but the small ones."""
    first, *others = [m.group() for m in WORD.finditer(inner)] or [""]
    small = lex.determiners | lex.prepositions | lex.conjunctions | lex.auxiliaries
    return not first[:1].islower() and all(not w[0].islower() or w in small for w in others)
