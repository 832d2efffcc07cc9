"""Whether the words before a reporting verb name somebody who may say something, and not a piece of
another clause: "walked off his post", "expressed", "very"."""

from __future__ import annotations

from collections.abc import Sequence

from onestory.claims.lexicon import Lexicon
from onestory.claims.lexicon.words import split
from onestory.claims.statements.clauses import OBJECTS, Range, is_adverb
from onestory.claims.statements.cues import DAYS, Cue
from onestory.claims.statements.words import Word

SHORT = 3  # words up to which "hacked documents", "leading experts" may be a phrase of its own
# Lower-case words that stand alone before a verb and are nobody.
NOBODYS = split(
    """
    please far hard very almost well much more less fewer enough quite nearly up off out home last
    next new including there here so too away down over back either
    """
)

# Days and months that are nothing else with a capital ("Holt spoke Tuesday").
DATES = DAYS | split("january february july september october november december")
OFF = split("off out up down away over back")  # "off criticism of the dam"
OTHERS = frozenset({"there", "that", "this", "it"})  # subjects that say nothing
SEVERAL = split("two three four five several many few these those both dozens hundreds thousands")
LETS = frozenset({"let", "lets", "letting"})


def is_expletive(word: Word) -> bool:
    """ "It is easy to say", "There's", "That's"."""
    return word.low.partition("'")[0] in OTHERS


def may_say(words: Sequence[Word], source: Range, cue: Cue, lex: Lexicon) -> bool:
    """Whether a phrase may be who says something with the verb of `cue`."""
    first = words[source[0]]
    alone = source[1] - source[0] == 1
    if first.low == lex.thing_that or (alone and first.low in OBJECTS and not cue.infinitive):
        return False  # "a town like them says"
    if any(w.low in LETS for w in words[source[0] : source[1]]):
        return False  # "Holt let the masons know"
    if first.low in lex.oblique or (alone and first.low in DATES):
        return False  # "Den Schaden bezifferte"
    if cue.form == "third" and words[cue.verb].low in lex.noun_like and first.low in SEVERAL:
        return False  # "two reports that allege"
    if first.cap or first.kind != "w":
        return True
    if alone:
        return not _is_nobody(first, lex)
    return first.low not in OFF and not _opens_as_verb(words, source, lex)


def _is_nobody(word: Word, lex: Lexicon) -> bool:
    if word.low in lex.pronouns or word.low in lex.relatives or word.low in lex.determiners:
        return False
    verbal = lex.is_past(word.low) or word.low.endswith("ing") or word.low.endswith("ly")
    return verbal or "-" in word.low or word.low in NOBODYS or word.low in lex.adverbs


def _opens_as_verb(words: Sequence[Word], source: Range, lex: Lexicon) -> bool:
    """ "he | used his State of the Union | address": a verb and its object before what only looks
    like another verb."""
    start = source[0]
    while start < source[1] - 1 and is_adverb(words[start], lex):
        start += 1
    first, before = words[start], words[start - 1].low if start else ""
    known = lex.verbs.get(first.low)
    if known is not None and known[1] == "base" and first.low not in lex.noun_like:
        return not first.cap  # "want to know"
    gerund = first.low.endswith("ing") and first.low not in lex.prepositions
    if not (gerund or lex.is_past(first.low)):
        return False
    if before in lex.auxiliaries or before in lex.pronouns or before in lex.relatives:
        return True
    after = words[start + 1]
    opens = after.low in lex.determiners or after.low in lex.prepositions
    return opens or (source[1] - start > SHORT and not after.cap)
