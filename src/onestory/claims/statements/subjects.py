"""Subjects that do not stand beside their verb: shared with an earlier verb, of the clause around it, or
of the sentence that hands over to a quotation."""

from __future__ import annotations

from collections.abc import Sequence

from onestory.claims.lexicon import Lexicon
from onestory.claims.statements.clauses import Range, phrase_before, subject_after, subject_before
from onestory.claims.statements.cues import Cue
from onestory.claims.statements.words import Word

OWNERS = frozenset({"his", "her", "their", "its"})
BELONGING = frozenset({"of", "from", "in", "at", "for", "across"})  # "a mason from Osterby who"
LONGEST_OBJECT = 7  # words from "led" to "to worry"
BEHIND_VERB = 2  # words from a verb to the colon behind it: "shot back:"
FRONTED_WORDS = 8  # words before the comma in "A month later, Holt said"


def shared_subject(
    words: Sequence[Word], cue: Cue, lex: Lexicon, last_source: Range | None
) -> Range | None:
    """Who also said what stood before, or did it: "Holt left the town and said"."""
    nearer = (_object(words, cue, lex) if cue.infinitive else None) or _relative(
        words, last_source[1] if last_source else 0, cue, lex
    )
    if nearer is not None:
        return nearer
    if last_source is None:
        return clause_subject(words, 0, cue.first, lex) or opening_subject(words, cue.first, lex)
    opens = words[last_source[0] - 1].low if last_source[0] else ""
    if opens in lex.subordinators:  # "When I asked him if he would, he laughed and said"
        return clause_subject(words, last_source[1], cue.first, lex) or last_source
    return last_source


def following_subject(words: Sequence[Word], cue: Cue, lex: Lexicon) -> Range | None:
    """ "Warning that the dam leaks, Holt left": the subject behind the comma of what a sentence opens
    with."""
    for at in range(cue.last + 1, len(words) - 1):
        if words[at].kind == "q":
            continue
        if words[at].low != ",":
            continue
        found = subject_after(words, at + 1, lex)
        if found is None:
            continue
        head = words[found[0]]
        if not (head.cap or head.low in lex.pronouns or head.low in lex.determiners):
            continue
        verb = _verb_of(words, found, len(words), lex)
        if verb is not None:
            return found[0], verb
    return None


def _object(words: Sequence[Word], cue: Cue, lex: Lexicon) -> Range | None:
    """ "led some allies to worry", "for the mayor to answer": who is made to say it."""
    at = cue.first - 1
    while at > 0 and cue.first - at < LONGEST_OBJECT and words[at].kind == "w":
        low = words[at].low
        if low in lex.makers:
            return (at + 1, cue.first) if at + 1 < cue.first else None
        if low in lex.auxiliaries or low in lex.relatives or low in lex.breakers:
            return None
        if lex.is_past(low):
            return None
        at -= 1
    return None


def _relative(words: Sequence[Word], start: int, cue: Cue, lex: Lexicon) -> Range | None:
    """ "Lind, who left the mill and said": the relative clause a verb stands in."""
    for at in range(cue.first - 1, start - 1, -1):
        if words[at].kind == "p" and words[at].low not in "'’-$%":
            return None
        if words[at].low in lex.persons_that:
            return at, at + 1
    return None


def with_antecedent(words: Sequence[Word], source: Range, lex: Lexicon) -> Range:
    """ "a mason who", where only "who" stands before the verb."""
    at = source[0]
    if source[1] - at != 1 or words[at].low not in lex.relatives:
        return source
    found = phrase_before(words, at - 1 if at and words[at - 1].low == "," else at, lex)
    if found is None:
        return source
    start = found[0]
    for place in range(*found):
        word = words[place]
        parted = not word.cap and (
            word.low in lex.prepositions - BELONGING or lex.is_past(word.low)
        )
        start = place + 1 if parted or (place == start and word.low in BELONGING) else start
    return (start, source[1]) if start < found[1] else source


def with_own(words: Sequence[Word], cue: Cue, lex: Lexicon) -> Range | None:
    """ "…, with Holt saying": a speaker of the participle's own."""
    for at in range(cue.first - 1, max(0, cue.first - FRONTED_WORDS), -1):
        if words[at].kind in "pq":
            return None
        if words[at].low == lex.company:
            found = subject_after(words, at + 1, lex)
            return (at + 1, cue.first) if found is not None and found[1] >= cue.first else None
    return None


def presenter(words: Sequence[Word], end: int, lex: Lexicon) -> Range | None:
    """Who does what stands right before the colon at `end`: "Holt shot back:"."""
    for verb in range(end - 1, max(0, end - 1 - BEHIND_VERB), -1):
        word = words[verb]
        if word.kind != "w" or word.cap:
            return None
        if not (word.low in lex.verbs or lex.is_past(word.low)):
            continue
        known = lex.verbs.get(word.low)
        if word.low in lex.noun_like and known is not None and known[1] == "base":
            return None  # "from her Facebook post:"
        cue = Cue(verb, verb, verb, "say", "past", False, False)
        found = subject_before(words, cue, lex)
        if found is None or found[1] != verb:
            return None
        head = words[found[0]]
        if head.low in OWNERS:
            return None  # "his voice"
        named = head.cap or head.low in lex.determiners
        does = _verb_of(words, found, end, lex)  # "Holt left a note saying:"
        found = (found[0], does) if does is not None else found
        return found if named or lex.pronouns.get(head.low, "") in {"m", "f", "p"} else None
    return None


def introducer(words: Sequence[Word], end: int, lex: Lexicon) -> Range | None:
    """Who hands over to a quotation behind the colon at `end`: a name alone, the subject of the last
    verb, or the subject of the sentence."""
    start = end
    while start > 0 and words[start - 1].kind == "w" and end - start < FRONTED_WORDS:
        if not (words[start - 1].cap or words[start - 1].low in lex.conjunctions):
            break
        start -= 1
    bare = start > 0 and words[start - 1].low in {"-", "–", "—", "from"}
    if start < end and bare and words[start].cap:
        return start, end
    if end >= 2 and not words[end - 1].cap and words[end - 1].low.endswith(("s", "ed")):
        name = end - 1
        while name > 0 and words[name - 1].cap:
            name -= 1
        if name < end - 1 or words[end - 2].low in lex.pronouns:
            return min(name, end - 2), end - 1
    nearest = clause_subject(words, 0, end, lex)
    found = nearest or opening_subject(words, end, lex)
    if found is None or words[found[1]].kind == "p" or _verb_of(words, found, end, lex) is None:
        return None
    head = words[found[0]]
    return None if lex.pronouns.get(head.low, "") in {"n", "1", "2"} else found


def clause_subject(words: Sequence[Word], start: int, end: int, lex: Lexicon) -> Range | None:
    """The subject of the last clause that opens with "," or "when" before a verb."""
    for at in range(end - 2, start - 1, -1):
        if words[at].low not in lex.subordinators and not _is_comma(words[at]):
            continue
        found = subject_after(words, at + 1, lex)
        if found is None or found[0] >= end:
            continue
        head = words[found[0]]
        if not (head.cap or head.low in lex.pronouns or head.low in lex.determiners):
            continue
        verb = _verb_of(words, found, end, lex)
        if verb is not None:
            return found[0], verb
    return None


def _is_comma(word: Word) -> bool:
    """A comma, or a quotation, which often has one inside its marks."""
    return word.low == "," or word.kind == "q"


def opening_subject(words: Sequence[Word], end: int, lex: Lexicon) -> Range | None:
    """The subject a sentence starts with, for "… left the town and said"."""
    start = 0
    while start < end and (
        words[start].kind == "p"
        or words[start].low in lex.conjunctions
        or words[start].low in lex.adverbs
    ):
        start += 1
    start = _after_fronted(words, start, end, lex)
    if start >= end or words[start].low in lex.prepositions | lex.breakers:
        return None
    if words[start].low.endswith("ing") or lex.is_past(words[start].low):
        return None
    found = subject_after(words, start, lex)
    if found is None or found[1] > end:
        return None
    head = words[found[0]]
    if not (head.cap or head.low in lex.pronouns or head.low in lex.determiners):
        return None
    verb = _verb_of(words, found, end, lex)  # one that does not report: "Merrick walked"
    return found if verb is None else (found[0], verb)


def _verb_of(words: Sequence[Word], subject: Range, end: int, lex: Lexicon) -> int | None:
    """Where the verb of a subject stands, in it or right behind it."""
    for at in range(subject[0] + 1, min(subject[1] + 1, end)):
        word = words[at]
        if word.kind != "w" or word.cap or words[at - 1].low in lex.determiners:
            continue
        if word.low in lex.auxiliaries or lex.is_past(word.low):
            return at
    return None


def _after_fronted(words: Sequence[Word], start: int, end: int, lex: Lexicon) -> int:
    """Where the clause begins behind "A month later," or "However,"."""
    for at in range(start + 1, min(end, start + FRONTED_WORDS)):
        if words[at].low != ",":
            continue
        first, last = words[start].low, words[at - 1].low
        opens = first in lex.adverbs or first in lex.prepositions or first.endswith("ly")
        return at + 1 if opens or last in lex.fronted else start
    return start
