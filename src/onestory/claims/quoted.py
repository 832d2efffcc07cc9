"""Quotations of different articles that are the same words: one quotation may be a shorter cut of
the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from onestory.article import Article, Span
from onestory.claims.annotate import sentence_around
from onestory.claims.lexicon.denial import is_negation
from onestory.claims.values import Annotations, Speaker

LEAST_WORDS = 5  # shorter quotations are phrases many people use
GRAM = 4  # words of a shingle
NEAR = 3  # words before a cut that may turn what follows
LEAST_SHARED = 0.6  # share of the shorter quotation's shingles that must be in the longer


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in its place, with its words folded into shingles."""

    article: str
    origin: str
    order: int
    version: int | None
    text: str
    span: Span
    sentence: Span
    speaker: Speaker | None
    hedged: bool
    shingles: frozenset[tuple[str, ...]]
    words: tuple[str, ...]


def quotes_of(
    article: Article, read: Annotations, origin: str, order: int, version: int | None
) -> list[Quoted]:
    """The direct quotations of one article that are long enough to compare."""
    found = []
    for attribution in read.attributions:
        if not attribution.direct:
            continue
        words = _words(attribution.content.of(article.text))
        if len(words) < LEAST_WORDS:
            continue
        source = attribution.source
        speaker = (
            Speaker(attribution.speaker or source.of(article.text), source) if source else None
        )
        found.append(
            Quoted(
                article=article.id,
                origin=origin,
                order=order,
                version=version,
                text=article.text,
                span=attribution.content,
                sentence=sentence_around(read.sentences, attribution.content),
                speaker=speaker,
                hedged=False,
                words=tuple(words),
                shingles=frozenset(zip(*(words[n:] for n in range(GRAM)), strict=False)),
            )
        )
    return found


def same_words(a: Quoted, b: Quoted) -> bool:
    """Whether one quotation is (nearly) contained in the other."""
    least = min(len(a.shingles), len(b.shingles))
    if not least or len(a.shingles & b.shingles) < LEAST_SHARED * least:
        return False
    return not _turned(a.words, b.words)


def _turned(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether what differs between two quotations denies or counts. Of a trimmed beginning only the
    last words matter ("I did not" cut from "... take it"), of a trimmed end none.
    """
    parts = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    if parts and parts[0][0] in {"delete", "insert"}:
        tag, a1, a2, b1, b2 = parts[0]
        parts[0] = (tag, max(a1, a2 - NEAR), a2, max(b1, b2 - NEAR), b2)
    if parts and parts[-1][0] in {"delete", "insert"}:
        parts = parts[:-1]
    changed = (
        word for tag, a1, a2, b1, b2 in parts if tag != "equal" for word in [*a[a1:a2], *b[b1:b2]]
    )
    return any(is_negation(word) or word == "t" or word[:1].isdigit() for word in changed)


def _words(text: str) -> list[str]:
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text):
        return re.findall(r"\w", text)
    return re.findall(r"[^\W_]+", text.lower())
