"""Whether a sentence, read by itself, says what it says in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onestory.article import Article, Span
from onestory.claims import Annotations, annotate
from onestory.claims.values import Figure


def reads_alike(article: Article, sentence: Span, read: Annotations) -> bool:
    """Whether the figures, bounds and hedges of the sentence are the same without the rest of its
    article. Costs a reading of the sentence."""
    alone = replace(article, title="", text=sentence.of(article.text), versions=())
    here = [f for f in read.figures if sentence.covers(f.span)]
    return _told(here) == _told(annotate(alone).figures)


def speaker_outside(sentence: Span, read: Annotations) -> bool:
    """Whether somebody says this sentence who is named in another: alone it would be the outlet's."""
    return any(
        said.source is not None
        and said.content.covers(sentence)
        and not sentence.overlaps(said.source)
        for said in read.attributions
    )


def begins_with_speaker(sentence: Span, read: Annotations) -> bool:
    """Whether its first words are somebody who says something."""
    return any(
        said.source is not None and said.source.start == sentence.start
        for said in read.attributions
    )


def counts_unnamed(sentence: Span, read: Annotations) -> bool:
    """Whether it counts what another sentence names: "The ministry counts 59,000."."""
    return any(f.counts is None and not f.unit for f in read.figures if sentence.covers(f.span))


def tells_facts(sentence: Span, read: Annotations) -> bool:
    """Whether it has a figure, a day or somebody who says something; "Grown men wept." has none."""
    marks = (
        *(f.span for f in read.figures),
        *(d.span for d in read.dates),
        *(a.content for a in read.attributions),
    )
    return any(sentence.overlaps(mark) for mark in marks)


def _told(figures: Sequence[Figure]) -> Counter[tuple[object, ...]]:
    return Counter((f.value, f.high, f.comparator, f.unit, f.hedged) for f in figures)
