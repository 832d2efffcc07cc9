"""Who says what: statements with their speaker, the words that mark them, and their content.

Rules over units of words with folded quotations, in four passes: verbs and their clauses, "according
to", colon speakers, quotations that carry on without a verb (after the syntactic rules of the
GenderGapTracker and Citron papers, without a parser).
"""

from __future__ import annotations

from collections.abc import Sequence

from onestory.article import Span
from onestory.claims.lexicon import Lexicon
from onestory.claims.statements.according import from_according, from_beside, from_colon
from onestory.claims.statements.carried import carry_over
from onestory.claims.statements.certainty import is_sure
from onestory.claims.statements.drafts import Draft
from onestory.claims.statements.figured import from_figures
from onestory.claims.statements.quotes import Quote
from onestory.claims.statements.reported import from_verbs
from onestory.claims.statements.titles import is_name
from onestory.claims.statements.unsaid import from_nobody
from onestory.claims.statements.words import Unit
from onestory.claims.values import Attribution

LONGEST_CONTRACTION = 8  # characters: "they've"
# Words that stand before a verb and name no speaker of a quotation.
NOBODY = frozenset({"that", "this", "you", "i", "who", "which"})


def statements(
    text: str, all_units: Sequence[Unit], quotes: Sequence[Quote], lex: Lexicon
) -> list[Attribution]:
    """All statements of a text in order of their content; speakers not yet resolved."""
    return [_named(text, d, lex) for d in found_statements(text, all_units, quotes, lex)]


def found_statements(
    text: str, all_units: Sequence[Unit], quotes: Sequence[Quote], lex: Lexicon
) -> list[Draft]:
    """The same with every speaker that was found, sure or not."""
    drafts: list[Draft] = []
    for number, unit in enumerate(all_units):
        previous = all_units[number - 1] if number else None
        found = from_verbs(text, unit, number, lex, previous)
        found += from_according(text, unit, number, lex)
        found += from_colon(text, unit, number, lex, found)
        found += from_nobody(text, unit, number, lex)
        found += from_figures(text, unit, number, lex, found)
        drafts.extend(found)
    names = frozenset(q.span for q in quotes if is_name(text, q, lex))
    drafts = [d for d in drafts if d.content not in names]
    by_unit: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_unit.setdefault(draft.unit, []).append(draft)
    for number, unit in enumerate(all_units):
        drafts += from_beside(text, unit, number, lex, by_unit.get(number, ()))
    drafts = carry_over(text, all_units, [d for d in drafts if d.content not in names], lex, names)
    drafts = _without_hearsay(text, drafts, lex)
    drafts.sort(key=lambda d: (d.content.start, d.content.end))
    return drafts


def _named(text: str, draft: Draft, lex: Lexicon) -> Attribution:
    """A statement with its speaker; a quotation only with one that is sure."""
    source, cue = _uncontracted(text, draft.source, lex), draft.cue
    if draft.direct:
        source = _speaker(text, source, lex) if is_sure(draft.found) else None
        cue = None if draft.found in {"carried", "reopened"} else cue
    return Attribution(source, cue, draft.content, draft.direct, found=draft.found)


def _uncontracted(text: str, source: Span | None, lex: Lexicon) -> Span | None:
    """The pronoun of "I'd"."""
    if source is None or source.end - source.start > LONGEST_CONTRACTION:
        return source
    head, mark, _ = source.of(text).replace("’", "'").partition("'")
    return (
        Span(source.start, source.start + len(head))
        if mark and head.lower() in lex.pronouns
        else source
    )


def _speaker(text: str, source: Span | None, lex: Lexicon) -> Span | None:
    """The speaker of a quotation, or nobody where what was found is no name, person or group."""
    if source is None:
        return None
    found = source.of(text)
    last = found.split()[-1].lower().replace("’", "'").partition("'")[0]
    if last in lex.relatives or (" " not in found and last in NOBODY):
        return None
    first, _, rest = found.partition(" ")
    # "walked in" is no speaker; "retired Colonel Holt" is one.
    verbal = first[:1].islower() and (first.endswith("ly") or lex.is_past(first))
    return None if verbal and not rest[:1].isupper() else source


def _without_hearsay(text: str, drafts: Sequence[Draft], lex: Lexicon) -> list[Draft]:
    """What somebody is said to want, like or think is part of the statement that says so. Only what
    somebody is said to have *said* is a statement of its own."""
    indirect = [d.content for d in drafts if not d.direct]
    return [
        d
        for d in drafts
        if d.cue is None
        or d.cue.of(text).split()[-1].lower() in lex.plain
        or not any(
            c.start <= d.content.start and d.content.end <= c.end and c != d.content
            for c in indirect
        )
    ]
