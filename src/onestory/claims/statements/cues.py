"""Where a unit says that somebody says something: reporting verbs and what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onestory.claims.lexicon import Lexicon, VerbClass
from onestory.claims.lexicon.words import split
from onestory.claims.statements.words import Word

DAYS = split(
    """
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag
    freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes
    miércoles jueves viernes sábado domingo today yesterday tonight
    """
)
LITTLE = 4  # letters up to which a word may be small in a headline
FEWEST_OF_HEADLINE = 3  # longer words
MOST_IN_COMPANY = 5  # words from "with" to the participle of "with Lena Holt saying"
BEFORE_PARTICIPLE = split("by without after before in as and while when")
SUBJECT_DETERMINERS = split("that this some many most others both all die der")
TITLED = 0.9  # of them with a capital


class Cue(NamedTuple):
    """Words `first` to `last` (inclusive) of a unit that report; the verb is at `verb`."""

    first: int
    verb: int
    last: int
    verb_class: VerbClass
    form: str
    passive: bool
    infinitive: bool


def find_cues(words: Sequence[Word], lex: Lexicon) -> list[Cue]:
    """All reporting verbs of a unit, in order, outside quotations."""
    cues: list[Cue] = []
    titled = _is_titled(words)
    for at, word in enumerate(words):
        if word.kind != "w":
            continue
        following = words[at + 1].low if at + 1 < len(words) else ""
        paired = lex.particles.get((word.low, following))
        known = paired or lex.verbs.get(word.low)
        if known is None:
            continue
        verb_class, form = known
        first, passive, infinitive = find_auxiliaries(words, at, lex, form)
        helped = _is_helped(words, first, at, lex, form)
        if not helped and not _is_verb(words, at, first, lex, form, following, titled):
            continue
        last = at + 1 if paired and verb_class != "say" else at
        if paired and following in {"out", "back"}:
            last = at + 1
        cue = Cue(first, at, last, verb_class, form, passive, infinitive)
        if cues and _is_one(cues[-1], cue) and words[min(last + 1, len(words) - 1)].kind != "q":
            continue
        cues.append(cue)
    return cues


def _is_helped(words: Sequence[Word], first: int, at: int, lex: Lexicon, form: str) -> bool:
    """Whether what stands from `first` to a form makes it a verb: "has", "to"; "strongly disputing"."""
    if form == "ing":
        return first < at
    return any(w.low in lex.auxiliaries or w.low == lex.intention for w in words[first:at])


def _is_one(before: Cue, cue: Cue) -> bool:
    """ "declined to say", "continues to insist": two verbs that report once."""
    follows = cue.infinitive and before.last == cue.first - 1 and not before.passive
    takes = before.verb_class in {"want", "say"}
    return follows and takes and cue.verb_class in {"say", "tell", "show"}


def find_auxiliaries(
    words: Sequence[Word], at: int, lex: Lexicon, form: str
) -> tuple[int, bool, bool]:
    first = at
    be = infinitive = False
    while first > 0:
        low = words[first - 1].low
        if low in lex.modals and words[first - 1].cap and form == "past" and not be:
            break  # "May told"
        if low in lex.auxiliaries:
            be = be or low in lex.passive
        elif low == lex.intention and form == "base":
            infinitive = True
        elif (
            not (low in lex.adverbs or (low.endswith("ly") and len(low) > 4))
            or (words[first - 1].cap and not words[at].cap and low not in lex.adverbs)  # a name
            or first - 1 == 0
            or words[first - 2].kind == "p"
        ):
            break
        first -= 1
    return first, be and form == "past", infinitive


def _is_titled(words: Sequence[Word]) -> bool:
    """Whether These Words Are Written Like a Headline, verbs and all."""
    long = [word.cap for word in words if word.kind == "w" and word.end - word.start > LITTLE]
    return len(long) >= FEWEST_OF_HEADLINE and sum(long) >= TITLED * len(long)


def _is_verb(
    words: Sequence[Word],
    at: int,
    first: int,
    lex: Lexicon,
    form: str,
    following: str,
    titled: bool,
) -> bool:
    """Whether a form that could be a noun or adjective is the verb here. `first`: of the adverbs
    before it, or itself."""
    word = words[at]
    before = words[first - 1] if first else None
    if before is None:
        return form == "ing" or (form == "past" and not word.cap)
    if word.cap and before.cap:
        return titled and form in {"third", "past"} and word.low not in lex.noun_like
    low = before.low
    if before.kind == "w" and (low in lex.determiners or low.endswith(("'s", "s'"))):
        pointing = low in {"that", "this"}  # "this report as"
        return low in SUBJECT_DETERMINERS and not (pointing and word.low in lex.noun_like)
    if form == "ing":
        if before.kind in "pq" or low in BEFORE_PARTICIPLE:
            return True
        near = words[max(0, first - MOST_IN_COMPANY) : first - 1]
        return before.cap and any(w.kind == "w" and w.low == lex.company for w in near)
    if low in lex.pronouns or low in lex.relatives:
        return True
    if low in lex.prepositions:
        return False
    if word.low in lex.noun_like:
        opens = following in lex.that or following in lex.determiners or following in lex.pronouns
        opens = opens or following == lex.intention
        if form == "third" and low in lex.documents:
            return True  # "a new poll shows Holt ahead"
        if before.kind == "w" and not before.cap and form == "third" and not opens:
            return False
        if before.kind == "p":
            return opens and before.low == ","
        many = low.endswith("s") and not low.endswith(("ss", "us"))
        return (before.cap and form != "base") or opens or (form == "base" and many)
    return True
