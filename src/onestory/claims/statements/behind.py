"""Speakers behind their verb: `"…," said Lena Holt`, "The dam will hold, said the mayor"."""

from __future__ import annotations

from collections.abc import Sequence

from onestory.claims.lexicon import Lexicon
from onestory.claims.statements.clauses import Range, is_adverb, subject_after, subject_before
from onestory.claims.statements.cues import DAYS, Cue
from onestory.claims.statements.words import Word


def speaker_behind(words: Sequence[Word], cue: Cue, lex: Lexicon) -> Range | None:
    """ "…," said Lena Holt: the subject stands after the verb."""
    if cue.verb_class not in {"say", "tell", "show"} or cue.form == "ing" or cue.infinitive:
        return None
    before = words[cue.first - 1] if cue.first else None
    if before is not None and before.kind != "q" and before.low != ",":
        return None
    if before is None and cue.form != "past":
        return None
    found = subject_after(words, cue.last + 1, lex)
    if found is not None and (words[found[0]].low in DAYS or is_adverb(words[found[0]], lex)):
        return None  # "Holt tweeted Sunday", "Holt said matter-of-factly"
    if found is not None and words[found[1] - 1].kind == "q":
        return None  # `Holt, the mayor, said Osterby "has no oak"`
    if before is None or found is None:
        return found
    quoted = before.kind == "q" or (cue.first >= 2 and words[cue.first - 2].kind == "q")
    if words[cue.last + 1].low in lex.that:
        return None  # `… for long." Recall that Holt`
    if quoted:  # `Holt, citing "the wind," said the mayor had left` says what Holt said
        return None if _clause_follows(words, found[1], lex) else found
    if cue.verb_class == "tell" or words[found[0]].low in lex.pronouns:
        return None
    if subject_before(words, cue, lex) is None:
        return found
    # "Holt, the mayor, said Mr. Lind had left": a subject of its own clause follows.
    if _goes_on(words, found, lex) or not ends_speaker(words, found[1], lex):
        return None
    if words[found[0]].cap:
        return found
    said = _has_verb(words, 0, cue.first - 1, lex)
    return found if said and not _has_verb(words, found[1], len(words), lex) else None


def _has_verb(words: Sequence[Word], start: int, end: int, lex: Lexicon) -> bool:
    """Whether a stretch has a verb of its own before anything relative."""
    for at in range(start, end):
        low = words[at].low
        if low in lex.relatives:
            return False
        if words[at].cap and at > start:
            continue  # "May"
        inserted = at > start and words[at - 1].low == ","  # "The note, dated May 3, says"
        if low in lex.auxiliaries or (lex.is_past(low) and not inserted):
            return True
    return False


def _clause_follows(words: Sequence[Word], at: int, lex: Lexicon) -> bool:
    """Whether a verb stands behind what could be a speaker."""
    if at >= len(words) or words[at].cap:
        return False
    low = words[at].low
    return low in lex.auxiliaries or (low in lex.verbs and low not in lex.noun_like)


def ends_speaker(words: Sequence[Word], at: int, lex: Lexicon) -> bool:
    """Whether nothing but an apposition or an adverbial follows a speaker behind its verb."""
    if at >= len(words) or words[at].kind == "p":
        return True
    low = words[at].low
    return low in lex.prepositions | lex.subordinators | lex.relatives | lex.conjunctions | DAYS


def _goes_on(words: Sequence[Word], subject: Range, lex: Lexicon) -> bool:
    """Whether a verb follows a noun phrase, or was taken to be part of it."""
    for word in words[subject[0] + 1 : subject[1] + 1]:
        if word.kind == "w" and not word.cap:
            known = word.low in lex.auxiliaries or word.low in lex.verbs
            if known or lex.is_past(word.low):
                return True
    return False
