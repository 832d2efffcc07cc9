"""Who gives a figure: "officials put the toll at 40", "cifró los heridos en 40", "the county counts
1,200 homes"."""

from __future__ import annotations

from collections.abc import Sequence

from onestory.claims.lexicon import Lexicon
from onestory.claims.statements.clauses import subject_after, subject_before
from onestory.claims.statements.cues import Cue, find_auxiliaries
from onestory.claims.statements.drafts import Draft, content_span, draft_of
from onestory.claims.statements.words import Unit, Word

MOST_COUNTED = 12  # words from "put" to "at": "the number of people hurt in the fire"
MOST_BOUNDED = 4  # words from "at" to the number: "at between $3 million"
ENDS = frozenset({",", ";", ".", "while"})


def from_figures(
    text: str, unit: Unit, number: int, lex: Lexicon, found: Sequence[Draft]
) -> list[Draft]:
    """What is said to be so many, and by whom. `found`: the unit's statements so far; a verb that
    reports in them already is left alone."""
    words = unit.words
    cues = [d.cue for d in found if d.cue is not None]
    drafts = []
    for at, word in enumerate(words):
        before = lex.figuring.get(word.low)
        counts = word.low in lex.counting and at + 1 < len(words) and words[at + 1].kind == "n"
        if (before is None and not counts) or any(c.start <= word.start < c.end for c in cues):
            continue
        end = _clause_end(words, at + 2) if counts else _figure_end(words, at + 1, before or "")
        if end is None:
            continue
        first, passive, infinitive = find_auxiliaries(words, at, lex, "past")
        cue = Cue(first, at, at, "say", "past", passive, infinitive)
        source = None if passive or infinitive else subject_before(words, cue, lex)
        start = at + 1
        if source is not None and words[source[0]].low in lex.oblique:
            source = subject_after(words, at + 1, lex)  # "Den Schaden bezifferte Holt auf"
            start = source[1] if source is not None else start
        span, direct = content_span(text, words, start, end)
        beside = source is not None and (
            source[0] == at + 1 or all(w.kind == "p" for w in words[source[1] : first])
        )
        if source is not None and beside and span is not None:
            drafts.append(draft_of(text, words, source, cue, span, direct, number, "subject"))
    return drafts


def _figure_end(words: Sequence[Word], start: int, before: str) -> int | None:
    """Where "the toll at 40 on Monday" ends; None where no number stands behind "at"."""
    for at in range(start + 1, min(len(words), start + MOST_COUNTED)):
        if words[at].kind in "pq" or words[at].low != before:
            continue
        if not any(w.kind == "n" for w in words[at + 1 : at + 1 + MOST_BOUNDED]):
            continue
        return _clause_end(words, at + 1)
    return None


def _clause_end(words: Sequence[Word], end: int) -> int:
    while end < len(words) and words[end].low not in ENDS:
        end += 1
    return end
