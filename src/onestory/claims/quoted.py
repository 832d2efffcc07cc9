"""Quotations of different articles that are the same words: one quotation may be a shorter cut of
the other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onestory.article import Article, Span
from onestory.claims.annotate import sentence_around
from onestory.claims.values import Annotations, Speaker

LEAST_WORDS = 5  # shorter quotations are phrases many people use
GRAM = 4  # words of a shingle
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
                shingles=frozenset(zip(*(words[n:] for n in range(GRAM)), strict=False)),
            )
        )
    return found


def same_words(a: Quoted, b: Quoted) -> bool:
    """Whether one quotation is (nearly) contained in the other."""
    least = min(len(a.shingles), len(b.shingles))
    return least > 0 and len(a.shingles & b.shingles) >= LEAST_SHARED * least


def _words(text: str) -> list[str]:
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text):
        return re.findall(r"\w", text)
    return re.findall(r"[^\W_]+", text.lower())
