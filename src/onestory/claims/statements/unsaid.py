"""Statements for which the text names nobody: "is expected to", "seems to", "Asked whether …"."""

from __future__ import annotations

from collections.abc import Sequence

from onestory.article import Span
from onestory.claims.lexicon import Lexicon
from onestory.claims.statements.clauses import Range, skip_adverbial, subject_after, subject_before
from onestory.claims.statements.cues import Cue, find_auxiliaries
from onestory.claims.statements.drafts import Draft, content_span, trimmed
from onestory.claims.statements.words import Unit, Word
from onestory.claims.values import Found


def from_nobody(text: str, unit: Unit, number: int, lex: Lexicon) -> list[Draft]:
    """What is expected, seems so or was asked by nobody in particular."""
    words = unit.words
    drafts: list[Draft] = []
    for at, word in enumerate(words):
        if word.low in lex.seeming and at + 1 < len(words):
            content = _seeming(words, at, lex)
        elif word.low in lex.supposed and at + 1 < len(words):
            content = _supposed(words, at, lex)
        elif word.kind == "w" and word.low == lex.asked:
            drafts += _asked(text, words, at, number, lex)
            continue
        else:
            continue
        if content is None:
            continue
        span, direct = content_span(text, words, *content)
        if span is not None and not direct:
            drafts.append(Draft(None, Span(word.start, word.end), span, False, number, "nobody"))
    return drafts


def _seeming(words: Sequence[Word], at: int, lex: Lexicon) -> Range | None:
    if words[at + 1].kind == "p" or words[at + 1].low in lex.prepositions - {"to", "like", "as"}:
        return None
    return _clause(words, at, at, lex)


def _supposed(words: Sequence[Word], at: int, lex: Lexicon) -> Range | None:
    first, passive, _ = find_auxiliaries(words, at, lex, "past")
    if not passive or words[at + 1].low not in {lex.intention, "as", *lex.that}:
        return None
    return _clause(words, first, at, lex)


def _clause(words: Sequence[Word], first: int, verb: int, lex: Lexicon) -> Range | None:
    """The subject of a verb and all that follows up to a comma."""
    subject = subject_before(words, Cue(first, verb, verb, "say", "past", False, False), lex)
    if subject is None:
        return None
    end = verb + 1
    while end < len(words) and words[end].low not in {",", ";", "."}:
        end += 1
    return subject[0], end


def _asked(text: str, words: Sequence[Word], at: int, number: int, lex: Lexicon) -> list[Draft]:
    """ "Asked by Holt whether …, Lind said": a question, asked by nobody or behind the agent word."""
    opens = at == 0 or words[at - 1].low in lex.subordinators | lex.passive | {",", "and"}
    if not opens:
        return []
    source = None
    begin = at + 1
    if begin < len(words) and lex.agent and words[begin].low == lex.agent:
        asker = subject_after(words, begin + 1, lex)
        if asker is None:
            return []
        source = trimmed(text, words[asker[0]].start, words[asker[1] - 1].end)
        begin = asker[1]
    cue = Cue(at, at, at, "say", "past", False, False)
    begin = skip_adverbial(words, begin, lex, cue)
    if begin >= len(words) or not (
        words[begin].low in lex.that | lex.relatives or words[begin].low == lex.topic
    ):
        return []
    end = begin + 1
    while end < len(words) and words[end].low not in {",", ";", "."}:
        end += 1
    span, direct = content_span(text, words, begin, end)
    if span is None or direct:
        return []
    found: Found = "nobody" if source is None else "subject"
    return [Draft(source, Span(words[at].start, words[at].end), span, False, number, found)]
