"""Quotations that carry on without a verb: whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onestory.article import Span
from onestory.claims.drafts import Draft
from onestory.claims.lexicon import Lexicon
from onestory.claims.values import MOST_BETWEEN
from onestory.claims.words import Unit, Word

LEAST_QUOTE_WORDS = 4  # a quotation without a verb is a statement from this length on
LEAST_UNSPOKEN_WORDS = (
    10  # the same where nobody is found who says it: shorter ones are titles, terms
)


def carry_over(
    text: str, all_units: Sequence[Unit], drafts: list[Draft], lex: Lexicon
) -> list[Draft]:
    """Quotations without a verb go to the speaker of the statement before them; what is only
    parted by blanks from that statement's own quotation joins it."""
    drafts.sort(key=lambda d: (d.unit, d.content.start))
    result: list[Draft] = []
    by_unit: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_unit.setdefault(draft.unit, []).append(draft)
    last: Draft | None = None
    last_unit = -9
    for number, unit in enumerate(all_units):
        own = by_unit.get(number, [])
        covered = [d.content for d in own]
        for word in unit.words:
            if word.quote is None or any(c.overlaps(word.quote.span) for c in covered):
                continue
            if _word_count(text, word.quote.inner) < LEAST_QUOTE_WORDS:
                continue
            if any(d.content.overlaps(word.quote.span) for d in result[-3:]):
                continue
            span = Span(word.start, word.end)
            near = (
                last is not None
                and number - last_unit <= 1
                and not own
                and _carries(text, last, word, unit)
            )
            if not near and _word_count(text, word.quote.inner) < LEAST_UNSPOKEN_WORDS:
                continue
            own.append(
                Draft(
                    last.source if near and last else None,
                    last.cue if near and last else None,
                    span,
                    True,
                    number,
                    carried=True,
                )
            )
        for draft in own:
            if (
                result
                and draft.carried
                and result[-1].direct
                and result[-1].source == draft.source
                and draft.source is not None
                and not text[result[-1].content.end : draft.content.start].strip()
            ):
                joined = Span(result[-1].content.start, draft.content.end)
                result[-1] = replace(result[-1], content=joined)
            else:
                result.append(draft)
        speaking = _speaking(text, own, lex)
        if speaking is not None:
            last, last_unit = speaking, number
    return result


def _carries(text: str, last: Draft, word: Word, unit: Unit) -> bool:
    """Whether a quotation goes on what was said last: close behind it, and in another paragraph
    only where both are nothing but quotation."""
    end = max(last.content.end, last.cue.end if last.cue else 0)
    between = text[end : word.start]
    if len(between) > MOST_BETWEEN:
        return False
    return "\n" not in between or (last.direct and word.start == unit.span.start)


def _speaking(text: str, drafts: Sequence[Draft], lex: Lexicon) -> Draft | None:
    """Who speaks at the end of a unit: not whose words are told inside another's, and no "who"."""
    speaking = None
    for draft in drafts:
        if draft.source is None:
            return None
        inside = any(d is not draft and d.content.overlaps(draft.source) for d in drafts)
        if not inside and draft.source.of(text).lower() not in lex.relatives:
            speaking = draft
    return speaking


def _word_count(text: str, span: Span) -> int:
    piece = span.of(text)
    return len(piece) // 2 if piece and piece[0] >= "\u3040" else piece.count(" ") + 1
