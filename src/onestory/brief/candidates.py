"""Which sentences of a story could stand in its brief, with all that the choice looks at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onestory.article import Article, Span
from onestory.brief.alone import begins_with_speaker, counts_unnamed, speaker_outside, tells_facts
from onestory.brief.leaning import stems
from onestory.brief.support import Support
from onestory.brief.usable import declares, is_usable, without_dateline, word_count
from onestory.claims.values import Annotations, Ledger
from onestory.cluster.small_words import FUNCTION_WORDS
from onestory.cluster.terms import UNSPACED, WORD

# Untuned round numbers: a fact agreed by origins is worth about three shared terms.
FACT_GAIN = {"agreed": 3.0, "compatible": 2.0, "disputed": 5.0, "added-later": 1.0}
SHARED_FACT = 2.0  # worth of facts from which on the ledger says that others report them
SUPPORT = 0.34  # share of a sentence's words that other origins use too, where there are several
SOFT_SUPPORT = 0.6  # the same of a sentence with no figure, day or speaker: scenery, mostly
OPENERS = 3  # sentences of an article, from its first, of which one may tell what happened

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

Told = tuple[str, str]
"""A claim's id and the value given for it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that makes sense without its article."""

    article: str
    origin: str
    span: Span
    position: int
    words: int
    terms: frozenset[str]
    text: str = ""
    stems: frozenset[str] = frozenset()
    support: float = 1.0
    """Share of its words that other origins use."""
    opening: frozenset[str] = frozenset()
    """The words that open its article: title and first sentences."""
    facts: tuple[tuple[Told, float], ...] = ()
    """Claims that it reports, each with the value it gives, and what that is worth."""
    soft: bool = False
    """Whether it has neither figure nor day nor speaker."""
    speaks: bool = False
    """Whether it begins with somebody who says something: "The prefecture said …"."""

    @property
    def told(self) -> frozenset[Told]:
        return frozenset(told for told, _ in self.facts)

    @property
    def has_shared_facts(self) -> bool:
        return sum(gain for _, gain in self.facts) >= SHARED_FACT

    @property
    def is_shared(self) -> bool:
        """Whether other origins tell what it tells."""
        if self.has_shared_facts:
            return True
        return self.support >= (SOFT_SUPPORT if self.soft else SUPPORT)


def candidates_of(
    articles: Sequence[Article],
    annotations: Mapping[str, Annotations],
    ledger: Ledger,
    support: Support,
) -> list[Candidate]:
    facts = _facts(ledger)
    found: list[Candidate] = []
    for article in articles:
        read = annotations.get(article.id, Annotations())
        opening = stems(
            " ".join([article.title, *(s.of(article.text) for s in read.sentences[:2])])
        )
        for position, whole in enumerate(read.sentences):
            span = without_dateline(article.text, whole)
            sentence = span.of(article.text)
            if not _stands_alone(article, span, read):
                continue
            terms, soft = terms_of(sentence), not tells_facts(span, read)
            if not terms or (soft and declares(sentence)):
                continue
            origin, words = article.origin or article.id, stems(sentence)
            inside = {told: gain for where, told, gain in facts[article.id] if span.covers(where)}
            found.append(
                Candidate(
                    article.id,
                    origin,
                    span,
                    position + (OPENERS if article.state == "live" else 0),
                    word_count(sentence),
                    terms,
                    sentence,
                    words,
                    support.by_origins(words, origin) if support.origins > 1 else 1.0,
                    opening,
                    tuple(inside.items()),
                    soft,
                    begins_with_speaker(span, read),
                )
            )
    return found


def _stands_alone(article: Article, span: Span, read: Annotations) -> bool:
    sentence = span.of(article.text)
    if not is_usable(sentence) or speaker_outside(span, read):
        return False
    return bool(UNSPACED.search(sentence)) or not counts_unnamed(span, read)


def _facts(ledger: Ledger) -> dict[str, list[tuple[Span, Told, float]]]:
    """By article: where a claim is reported, the claim with the value given, what that is worth."""
    facts: dict[str, list[tuple[Span, Told, float]]] = defaultdict(list)
    for claim in ledger.claims:
        for report in claim.reports:
            if report.version is None:
                told = (claim.id, _value(report.value))
                facts[report.article].append((report.span, told, FACT_GAIN.get(claim.status, 0.0)))
    return facts


def _value(written: str) -> str:
    """The number of a value, so that "5.1 percent" and "5.1 per cent" are one."""
    found = NUMBER.search(written)
    return found.group() if found else written.casefold()


def terms_of(sentence: str) -> frozenset[str]:
    """Content words and their pairs; pairs of characters where the script has no spaces."""
    found: set[str] = set()
    previous = ""
    for match in WORD.finditer(sentence):
        word = match.group().lower()
        if UNSPACED.match(word):
            found.update(a + b for a, b in pairwise(word))
            continue
        if word in FUNCTION_WORDS or len(word) < 2:
            previous = ""
            continue
        found.add(word)
        if previous:
            found.add(previous + " " + word)
        previous = word
    return frozenset(found)
