"""Quotations that carry on without a verb: whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from onestory.article import Span
from onestory.claims.lexicon import Lexicon
from onestory.claims.statements.drafts import Draft, trimmed
from onestory.claims.statements.subjects import introducer, presenter
from onestory.claims.statements.words import Unit, Word
from onestory.claims.values import MOST_BETWEEN, MOST_RESUMED

MOST_TOLD = 100  # characters from "Holt said" to a quotation that surely resumes hers
# What opens a clause of its own behind "Holt said": matches ", and her"; not " and her".
OWN_CLAUSE = re.compile(r",\s(?:and|but|und|aber|et|mais|y|pero)\s")
LEAST_QUOTE_WORDS = 4  # a quotation without a verb is a statement from this length on
LEAST_UNSPOKEN_WORDS = (
    10  # the same where nobody is found who says it: shorter ones are titles, terms
)


@dataclass(slots=True)
class _Turn:
    """Who has the word where a unit ends: `last` made the last statement, `voice` is whoever was
    quoted last, where that unit has a quotation."""

    unit: int = -9
    last: Draft | None = None
    voice: Draft | None = None


def carry_over(
    text: str, all_units: Sequence[Unit], drafts: list[Draft], lex: Lexicon, names: Set[Span]
) -> list[Draft]:
    """Quotations without a verb go to the speaker of the statement before them; what is only
    parted by blanks from that statement's own quotation joins it. `names` are no quotations."""
    drafts.sort(key=lambda d: (d.unit, d.content.start))
    result: list[Draft] = []
    by_unit: dict[int, list[Draft]] = {}
    nobodys = [d for d in drafts if d.found == "nobody"]  # what nobody says takes no turn
    for draft in drafts:
        if draft.found == "nobody":
            continue
        by_unit.setdefault(draft.unit, []).append(draft)
    turn = _Turn()
    for number, unit in enumerate(all_units):
        own = by_unit.get(number, [])
        spoken_for = [d.content for d in (*own, *result[-3:])]
        for word in unit.words:
            if word.quote is None or word.quote.span in names:
                continue
            if any(c.overlaps(word.quote.span) for c in spoken_for):
                continue
            given = _introduced(text, all_units, number, word, own, turn, lex) or _given(
                text, word, unit, number, turn, alone=not own
            )
            if given is not None:
                own.append(given)
        for draft in own:
            _append(text, result, draft)
        speaking = _speaking(text, own, lex)
        if speaking is not None:
            turn = _Turn(number, speaking, _voice(own))
    return result + nobodys


def _introduced(
    text: str,
    all_units: Sequence[Unit],
    number: int,
    word: Word,
    own: Sequence[Draft],
    turn: _Turn,
    lex: Lexicon,
) -> Draft | None:
    """A quotation behind a colon: whoever speaks, or does something, in the words before it."""
    words = all_units[number].words
    at = words.index(word)
    said: Draft | None
    if at == 0:
        words = all_units[number - 1].words if number else []
        at = len(words)
        said = turn.last if turn.unit == number - 1 else None
    else:
        said = _speaking(text, [d for d in own if d.content.start < word.start], lex)
    if at < 2 or words[at - 1].low != ":":
        return None
    colon = Span(words[at - 1].start, words[at - 1].end)
    draft = Draft(None, colon, Span(word.start, word.end), True, number, "introduced")
    if said is not None:
        draft.source = said.source
        return draft
    subject = presenter(words, at - 1, lex)
    if subject is not None:
        draft.found = "presented"
    subject = subject or introducer(words, at - 1, lex)
    if subject is None:
        return None
    draft.source = trimmed(text, words[subject[0]].start, words[subject[1] - 1].end)
    return draft


def _given(
    text: str, word: Word, unit: Unit, number: int, turn: _Turn, alone: bool
) -> Draft | None:
    """A quotation without a verb as a statement; None where it is too short to be one."""
    assert word.quote is not None
    count = _word_count(text, word.quote.inner)
    if count < LEAST_QUOTE_WORDS:
        return None
    near = alone and number - turn.unit <= 1
    draft = Draft(None, None, Span(word.start, word.end), True, number, "carried")
    if near and turn.voice is not None and word.start == unit.span.start:
        if _carries(text, turn.voice, word, unit, MOST_RESUMED):
            draft.source, draft.cue = turn.voice.source, turn.voice.cue
            draft.found = "reopened" if _is_parted(text, turn.voice, word) else "resumed"
            return draft
    if near and turn.last is not None and _carries(text, turn.last, word, unit, MOST_BETWEEN):
        draft.source, draft.cue = turn.last.source, turn.last.cue
        if turn.last.direct and not text[turn.last.content.end : word.start].strip():
            draft.found = "adjoining"
        return draft
    return draft if count >= LEAST_UNSPOKEN_WORDS else None


def _is_parted(text: str, voice: Draft, word: Word) -> bool:
    """Whether somebody else may go on: a paragraph ends between a quotation and the one it resumes,
    or inside it, much is told between them, or a clause of its own stands there ("…, Holt said, and
    her husband cut in.")."""
    assert word.quote is not None
    spans = [s for s in (voice.content, voice.cue, voice.source) if s is not None]
    between = text[max(s.end for s in spans if s.end <= word.start) : word.start]
    told = len(between) > MOST_TOLD or OWN_CLAUSE.search(between) is not None
    return word.quote.runs_on or "\n" in between or told


def _append(text: str, result: list[Draft], draft: Draft) -> None:
    last = result[-1] if result else None
    if (
        last is not None
        and draft.found in {"adjoining", "resumed"}
        and last.direct
        and last.source == draft.source
        and draft.source is not None
        and not text[last.content.end : draft.content.start].strip()
    ):
        result[-1] = replace(last, content=Span(last.content.start, draft.content.end))
    else:
        result.append(draft)


def _voice(drafts: Sequence[Draft]) -> Draft | None:
    """Whose quotation a unit has last, or whose words it ends with ("…, Holt said"), where they are
    not told inside another's."""
    voice = None
    for draft in drafts:
        inside = any(d is not draft and d.content.overlaps(draft.content) for d in drafts)
        closes = draft.cue is not None and draft.cue.start >= draft.content.end
        if (draft.direct or closes) and draft.source is not None and not inside:
            voice = draft
    return voice


def _carries(text: str, last: Draft, word: Word, unit: Unit, most: int) -> bool:
    """Whether a quotation goes on what was said last: close behind it, and in another paragraph
    only where both are nothing but quotation."""
    end = max(last.content.end, last.cue.end if last.cue else 0)
    between = text[end : word.start]
    if len(between) > most:
        return False
    return "\n" not in between or (last.direct and word.start == unit.span.start)


def _speaking(text: str, drafts: Sequence[Draft], lex: Lexicon) -> Draft | None:
    """Who speaks at the end of a unit: not whose words are told inside another's, and no "who"."""
    speaking = None
    for draft in drafts:
        if draft.source is None:
            return None
        inside = any(d is not draft and d.content.overlaps(draft.source) for d in drafts)
        if not inside and draft.source.of(text).split()[-1].lower() not in lex.relatives:
            speaking = draft
    return speaking


def _word_count(text: str, span: Span) -> int:
    piece = span.of(text)
    return len(piece) // 2 if piece and piece[0] >= "\u3040" else piece.count(" ") + 1
