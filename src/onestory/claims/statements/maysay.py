"""Whether the words before a reporting verb name somebody who may say something, and not a piece of
another clause: "walked off his post", "expressed", "very"."""

from __future__ import annotations

from collections.abc import Sequence

from onestory.claims.lexicon import Lexicon
from onestory.claims.lexicon.words import split
from onestory.claims.statements.clauses import Range
from onestory.claims.statements.words import Word

SHORT = 3  # words up to which "hacked documents", "leading experts" may be a phrase of its own
# Lower-case words that stand alone before a verb and are nobody.
NOBODYS = split(
    """
    please far hard very almost well much more less fewer enough quite nearly up off out home last
    next new including there here so too away down over back either
    """
)


def may_say(words: Sequence[Word], source: Range, lex: Lexicon) -> bool:
    """Whether a phrase may be who says something."""
    first = words[source[0]]
    if first.low == lex.thing_that:
        return False
    if first.cap or first.kind != "w":
        return True
    if source[1] - source[0] == 1:
        return not _is_nobody(first, lex)
    return not _opens_as_verb(words, source, lex)


def _is_nobody(word: Word, lex: Lexicon) -> bool:
    if word.low in lex.pronouns or word.low in lex.relatives or word.low in lex.determiners:
        return False
    verbal = lex.is_past(word.low) or word.low.endswith("ing") or word.low.endswith("ly")
    return verbal or "-" in word.low or word.low in NOBODYS or word.low in lex.adverbs


def _opens_as_verb(words: Sequence[Word], source: Range, lex: Lexicon) -> bool:
    """ "he | used his State of the Union | address": a verb and its object before what only looks
    like another verb."""
    first, before = words[source[0]], words[source[0] - 1].low if source[0] else ""
    gerund = first.low.endswith("ing") and first.low not in lex.prepositions
    if not (gerund or lex.is_past(first.low)):
        return False
    if before in lex.auxiliaries or before in lex.pronouns or before in lex.relatives:
        return True
    after = words[source[0] + 1]
    opens = after.low in lex.determiners or after.low in lex.prepositions
    return opens or source[1] - source[0] > SHORT and not after.cap
