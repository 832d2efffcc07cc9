"""Statements around reporting verbs: who stands before or after one, and what of its unit is said."""

from __future__ import annotations

from collections.abc import Sequence

from onestory.article import Span
from onestory.claims.clauses import (
    Range,
    content_end,
    skip_adverbial,
    subject_after,
    subject_before,
)
from onestory.claims.cues import Cue, find_cues
from onestory.claims.drafts import Draft, content_span, draft_of, quote_start
from onestory.claims.lexicon import Lexicon
from onestory.claims.words import Unit, Word

LEAST_LEFT_WORDS = 4  # words a clause before "…, police said" must have
FRONTED_WORDS = 8  # words before the comma in "A month later, Holt said"


def from_verbs(
    text: str, unit: Unit, number: int, lex: Lexicon, previous: Unit | None
) -> list[Draft]:
    words = unit.words
    cues = find_cues(words, lex)
    drafts: list[Draft] = []
    used_until = main_until = 0
    last_source: Range | None = None
    for index, cue in enumerate(cues):
        if cue.passive:
            drafts += _passive(text, words, cue, lex, number)
            continue
        inverted = _inverted(words, cue, lex)
        source = inverted or _subject(words, cue, lex, last_source)
        if source is None:
            continue
        after = source[1] if inverted else cue.last + 1
        group = (min(cue.first, source[0]), max(after, cue.last + 1))
        pieces = _contents(words, cue, cues, index, group, after, lex, used_until)
        alone = group[0] == 0 and group[1] >= len(words) - 1
        if not pieces and (inverted is not None or alone) and previous is not None:
            pieces_span = _previous_quote(previous)
            if pieces_span is not None:
                drafts.append(draft_of(text, words, source, cue, pieces_span, True, number))
        for low, high in pieces:
            span, direct = content_span(text, words, low, high)
            if span is not None:
                drafts.append(draft_of(text, words, source, cue, span, direct, number))
        if pieces:
            used_until = max(used_until, group[1])
            if cue.first >= main_until:  # what is said inside a statement has a subject of its own
                last_source, main_until = source, pieces[-1][1]
    return drafts


def _inverted(words: Sequence[Word], cue: Cue, lex: Lexicon) -> Range | None:
    """ "…," said Lena Holt: the subject stands after the verb."""
    if cue.verb_class not in {"say", "tell", "show"} or cue.form == "ing" or cue.infinitive:
        return None
    before = words[cue.first - 1] if cue.first else None
    if before is not None and before.kind != "q" and before.low != ",":
        return None
    if before is None and cue.form != "past":
        return None
    if before is not None and before.low == ",":
        quoted = cue.first >= 2 and words[cue.first - 2].kind == "q"
        following = words[cue.last + 1] if cue.last + 1 < len(words) else None
        if following is None or following.low in lex.that or following.kind in "pq":
            return None
        found = subject_after(words, cue.last + 1, lex)
        if not quoted and subject_before(words, cue, lex) is not None:
            # "Holt, the mayor, said Mr. Lind had left": a subject of its own clause follows.
            if not following.cap or (found is not None and _goes_on(words, found, lex)):
                return None
        return found
    return subject_after(words, cue.last + 1, lex)


def _goes_on(words: Sequence[Word], subject: Range, lex: Lexicon) -> bool:
    """Whether a verb follows a noun phrase, or was taken to be part of it."""
    for word in words[subject[0] + 1 : subject[1] + 1]:
        if word.kind == "w" and not word.cap:
            known = word.low in lex.auxiliaries or word.low in lex.verbs
            if known or word.low.endswith(lex.past_endings):
                return True
    return False


def _subject(
    words: Sequence[Word], cue: Cue, lex: Lexicon, last_source: Range | None
) -> Range | None:
    if cue.form == "ing" or cue.infinitive:
        be = cue.first < cue.verb and words[cue.first].low in lex.auxiliaries
        if be and not cue.infinitive:
            return subject_before(words, cue, lex)
        return last_source or _opening_subject(words, cue, lex)
    before = words[cue.first - 1] if cue.first else None
    if before is not None and before.low in lex.conjunctions:
        return last_source or _opening_subject(words, cue, lex)
    return subject_before(words, cue, lex)


def _opening_subject(words: Sequence[Word], cue: Cue, lex: Lexicon) -> Range | None:
    """The subject a sentence starts with, for "… left the town and said"."""
    start = 0
    while start < cue.first and (words[start].kind == "p" or words[start].low in lex.conjunctions):
        start += 1
    start = _after_fronted(words, start, cue.first, lex)
    if start >= cue.first or words[start].low in lex.prepositions | lex.breakers:
        return None
    found = subject_after(words, start, lex)
    if found is None or found[1] > cue.first:
        return None
    head = words[found[0]]
    if not (head.cap or head.low in lex.pronouns):
        return None
    for at in range(found[0] + 1, found[1]):  # a verb that does not report: "Merrick walked"
        word = words[at]
        if words[at - 1].cap and not word.cap and word.low.endswith(lex.past_endings):
            return found[0], at
    return found


def _after_fronted(words: Sequence[Word], start: int, end: int, lex: Lexicon) -> int:
    """Where the clause begins behind "A month later," or "However,"."""
    for at in range(start + 1, min(end, start + FRONTED_WORDS)):
        if words[at].low != ",":
            continue
        first, last = words[start].low, words[at - 1].low
        opens = first in lex.adverbs or first in lex.prepositions or first.endswith("ly")
        return at + 1 if opens or last in lex.fronted else start
    return start


def _contents(
    words: Sequence[Word],
    cue: Cue,
    cues: Sequence[Cue],
    index: int,
    group: Range,
    after: int,
    lex: Lexicon,
    used_until: int,
) -> list[Range]:
    """What is said: left of the group, right of it, or both halves of an interrupted quotation."""
    left = group[0]
    comma = left > 0 and words[left - 1].low in {",", "–", "—"}
    quote_at = left - 2 if comma else left - 1
    if quote_at >= 0 and words[quote_at].kind == "q" and cue.verb_class in {"say", "tell", "show"}:
        pieces = [(quote_start(words, quote_at, used_until), quote_at + 1)]
        at = skip_adverbial(words, after, lex, cue)
        if at < len(words) and words[at].low in {",", ":", "."}:
            at += 1
        if at < len(words) and words[at].kind == "q":
            pieces.append((at, at + 1))
        return pieces
    at = skip_adverbial(words, after, lex, cue)
    if at < len(words) and words[at].low in {":", ","} and at + 1 < len(words):
        opens_quote = words[at + 1].kind == "q"
        if words[at].low == ":" or opens_quote:
            at += 1
    done = at >= len(words) or (words[at].kind == "p" and words[at].low not in "$€£#@(")
    if not done:
        relative = words[group[0]].low in lex.relatives
        end = content_end(words, at, cues, index, relative)
        return _right(words, cue, at, end, lex)
    if not comma or cue.verb_class not in {"say", "tell", "show"}:
        return []
    start = used_until
    while start < left and (words[start].kind == "p" or words[start].low in lex.conjunctions):
        start += 1
    inverted = after > cue.last + 1  # behind its subject a comma opens what the subject is
    if not inverted and at < len(words) and words[at].low == "," and start < left - 1:
        end = content_end(words, at, cues, index)
        if end - at >= LEAST_LEFT_WORDS:  # "The road, Holt said, is closed."
            return [(start, end)]
    return [(start, left - 1)] if left - 1 - start >= LEAST_LEFT_WORDS else []


def _right(words: Sequence[Word], cue: Cue, at: int, end: int, lex: Lexicon) -> list[Range]:
    low = words[at].low
    if cue.verb_class == "want":
        opens = low == lex.intention or low in lex.that or low in lex.determiners
        return [(at, end)] if opens else []
    if cue.verb_class == "judge" and low in lex.prepositions and cue.last == cue.verb:
        return []
    if cue.verb_class == "show" and low in lex.prepositions:
        return []
    if cue.verb_class == "say" and low in lex.prepositions and words[at].kind == "w":
        return [] if cue.form != "past" else [(at, end)]
    return [(at, end)] if end > at else []


def _passive(text: str, words: Sequence[Word], cue: Cue, lex: Lexicon, number: int) -> list[Draft]:
    """ "The plan was criticised by Holt": the speaker after the agent word, the subject said of."""
    if cue.verb_class not in {"judge", "say", "tell"} or not lex.agent:
        return []
    for at in range(cue.last + 1, min(len(words), cue.last + 6)):
        if words[at].low == lex.agent:
            source = subject_after(words, at + 1, lex)
            subject = subject_before(words, cue, lex)
            if source is None or subject is None:
                return []
            span, direct = content_span(text, words, *subject)
            if span is None:
                return []
            return [draft_of(text, words, source, cue, span, direct, number)]
        if words[at].kind in "pq":
            return []
    return []


def _previous_quote(previous: Unit) -> Span | None:
    last = previous.words[-1] if previous.words else None
    return last.quote.span if last is not None and last.quote is not None else None
