"""Statements around reporting verbs: who stands before or after one, and what of its unit is said."""

from __future__ import annotations

from collections.abc import Sequence

from onestory.article import Span
from onestory.claims.clauses import (
    Range,
    content_end,
    is_adverb,
    skip_adverbial,
    subject_after,
    subject_before,
)
from onestory.claims.cues import DAYS, Cue, find_cues
from onestory.claims.drafts import Draft, content_span, draft_of, quote_start
from onestory.claims.lexicon import Lexicon
from onestory.claims.subjects import shared_subject, with_own
from onestory.claims.values import Found
from onestory.claims.words import Unit, Word

LEAST_LEFT_WORDS = 4  # words a clause before "…, police said" must have


def from_verbs(
    text: str, unit: Unit, number: int, lex: Lexicon, previous: Unit | None
) -> list[Draft]:
    words = unit.words
    cues = find_cues(words, lex)
    drafts: list[Draft] = []
    closing = _closing(words, cues, lex)
    if closing is not None:
        speaker, last, comma, start = closing
        span, direct = content_span(text, words, start, comma)
        if span is not None:
            how: Found = "inverted" if speaker[0] > last.last else _way(words, speaker, last, lex)
            drafts.append(draft_of(text, words, speaker, last, span, direct, number, how))
        words = words[:comma]
        cues = [c for c in cues if c.last < comma]
    used_until = main_until = 0
    last_source: Range | None = None
    for index, cue in enumerate(cues):
        if cue.passive:
            drafts += _passive(text, words, cue, lex, number)
            continue
        if _is_participle(words, cue, lex):
            continue
        inverted = _inverted(words, cue, lex)
        source = inverted or _subject(words, cue, lex, last_source)
        if source is None:
            continue
        how = "inverted" if inverted else _way(words, source, cue, lex)
        after = source[1] if inverted else cue.last + 1
        first = cue.first if how == "shared" else min(cue.first, source[0])
        group = (first, max(after, cue.last + 1))
        pieces = _contents(words, cue, cues, index, group, after, lex, used_until)
        alone = group[0] == 0 and group[1] >= len(words) - 1
        if not pieces and (inverted is not None or alone) and previous is not None:
            pieces_span = _previous_quote(text, previous, unit)
            if pieces_span is not None:
                drafts.append(
                    draft_of(text, words, source, cue, pieces_span, True, number, "alone")
                )
        for low, high in pieces:
            span, direct = content_span(text, words, low, high)
            if span is not None:
                drafts.append(draft_of(text, words, source, cue, span, direct, number, how))
        if pieces:
            used_until = max(used_until, group[1])
            if cue.first >= main_until:  # what is said inside a statement has a subject of its own
                last_source, main_until = source, pieces[-1][1]
    return drafts


def _is_participle(words: Sequence[Word], cue: Cue, lex: Lexicon) -> bool:
    """ "measures added by the mayor": a past form that says what is done to the noun before it."""
    alone = bool(lex.agent) and cue.form == "past" and cue.first == cue.verb
    return alone and cue.last + 1 < len(words) and words[cue.last + 1].low == lex.agent


def _closing(
    words: Sequence[Word], cues: Sequence[Cue], lex: Lexicon
) -> tuple[Range, Cue, int, int] | None:
    """Who ends a sentence that is all theirs, "The dam will hold, Merrick said.": with the verb, the
    comma before them and where their words begin."""
    if not cues or cues[-1].verb_class not in {"say", "tell"} or cues[-1].passive:
        return None
    cue = cues[-1]
    if cue.form == "ing" or cue.infinitive:
        return None
    inverted = _inverted(words, cue, lex)
    source = inverted or subject_before(words, cue, lex)
    if source is None or (inverted is None and source[1] > cue.first):
        return None
    comma = min(source[0], cue.first) - 1
    if comma < LEAST_LEFT_WORDS or words[comma].low != "," or words[comma - 1].kind == "q":
        return None
    after = skip_adverbial(words, inverted[1] if inverted else cue.last + 1, lex, cue)
    ended = after >= len(words) or words[after].low in {".", "?", "!"}
    if not ended and not (inverted and _ends(words, after, lex) and words[after].kind == "w"):
        return None
    start = 0
    while start < comma and (words[start].kind == "p" or words[start].low in {"and", "but"}):
        start += 1
    if comma - start < LEAST_LEFT_WORDS or words[source[0]].low in lex.relatives:
        return None
    return source, cue, comma, start


def _way(words: Sequence[Word], source: Range, cue: Cue, lex: Lexicon) -> Found:
    """How a speaker before its verb was found."""
    if source[1] == cue.first:
        return "subject"
    if words[source[1]].kind == "p" and all(
        is_adverb(w, lex) for w in words[source[1] + 1 : cue.first]
    ):
        return "insert"
    return "shared"


def _inverted(words: Sequence[Word], cue: Cue, lex: Lexicon) -> Range | None:
    """ "…," said Lena Holt: the subject stands after the verb."""
    if cue.verb_class not in {"say", "tell", "show"} or cue.form == "ing" or cue.infinitive:
        return None
    before = words[cue.first - 1] if cue.first else None
    if before is not None and before.kind != "q" and before.low != ",":
        return None
    if before is None and cue.form != "past":
        return None
    found = subject_after(words, cue.last + 1, lex)
    if found is not None and words[found[1] - 1].kind == "q":
        return None  # `Holt, the mayor, said Osterby "has no oak"`
    if before is None or found is None:
        return found
    quoted = before.kind == "q" or (cue.first >= 2 and words[cue.first - 2].kind == "q")
    if before.kind != "q" and words[cue.last + 1].low in lex.that:
        return None
    if quoted:  # `Holt, citing "the wind," said the mayor had left` says what Holt said
        return None if _clause_follows(words, found[1], lex) else found
    if cue.verb_class == "tell" or words[found[0]].low in lex.pronouns:
        return None
    if subject_before(words, cue, lex) is None:
        return found
    # "Holt, the mayor, said Mr. Lind had left": a subject of its own clause follows.
    if _goes_on(words, found, lex) or not _ends(words, found[1], lex):
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
        if low in lex.auxiliaries or (lex.is_past(low) and not words[at].cap):
            return True
    return False


def _clause_follows(words: Sequence[Word], at: int, lex: Lexicon) -> bool:
    """Whether a verb stands behind what could be a speaker."""
    if at >= len(words) or words[at].cap:
        return False
    low = words[at].low
    return low in lex.auxiliaries or (low in lex.verbs and low not in lex.noun_like)


def _ends(words: Sequence[Word], at: int, lex: Lexicon) -> bool:
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


def _subject(
    words: Sequence[Word], cue: Cue, lex: Lexicon, last_source: Range | None
) -> Range | None:
    if cue.form == "ing" or cue.infinitive:
        be = cue.first < cue.verb and words[cue.first].low in lex.auxiliaries
        if be and not cue.infinitive:
            return subject_before(words, cue, lex)
        own = with_own(words, cue, lex) if cue.form == "ing" else None
        return own or shared_subject(words, cue, lex, last_source)
    before = words[cue.first - 1] if cue.first else None
    if before is not None and before.low in lex.conjunctions:
        return shared_subject(words, cue, lex, last_source)
    return subject_before(words, cue, lex)


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
        end = _clause_end(words, at, end, group[0], cue, lex)
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


def _clause_end(
    words: Sequence[Word], at: int, end: int, first: int, cue: Cue, lex: Lexicon
) -> int:
    """Where a clause within the sentence ends before its sentence does: "When Holt named her price,
    the town laughed"; "Lind, who likes the dam, left"; what is praised or blamed, at a comma."""
    opener = words[first - 1].low if first else ""
    fronted = opener in lex.subordinators and (first < 2 or words[first - 2].kind == "p")
    aside = opener == "," and words[first].low in lex.relatives
    if fronted or aside or cue.verb_class in {"judge", "want"}:
        for stop in range(at + 1, end):
            if words[stop].low == ",":
                return stop
    return end


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
            return [draft_of(text, words, source, cue, span, direct, number, "passive")]
        if words[at].kind in "pq":
            return []
    return []


def _previous_quote(text: str, previous: Unit, unit: Unit) -> Span | None:
    """The quotation that ends the sentence before, in the same paragraph."""
    last = previous.words[-1] if previous.words else None
    if last is None or last.quote is None or "\n" in text[last.end : unit.span.start]:
        return None
    return last.quote.span
