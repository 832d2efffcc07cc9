"""Greedy choice of source sentences: what most independent origins report, said once.

Weight of a term is the number of origins that use it (Gillick and Favre 2009 chose concepts by
document frequency; counting origins keeps ten copies of one text from voting ten times). Sentences
that carry a fact of the ledger and stand early gain. Each article gives at most `per_article` words.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onestory.article import Article, Span
from onestory.brief.usable import is_usable, word_count
from onestory.brief.values import BriefSentence
from onestory.claims.values import Annotations, Ledger
from onestory.cluster.terms import FUNCTION_WORDS, UNSPACED, WORD

# Untuned round numbers: a fact agreed by origins is worth about three shared terms.
FACT_GAIN = {"agreed": 3.0, "compatible": 2.0, "disputed": 3.0, "added-later": 1.0}
# For the first sentence of an article, halving with each one after: so much for each origin, since
# what shared terms are worth grows with their number. Seen when set: five clusters of ten articles
# (.4 to 1.0 do alike) and the press, whose stories of three or four it changes little.
POSITION_GAIN = 0.8
CENTRALITY = 0.5
REPEAT = 0.5  # share of a sentence's terms that may already be covered
FEWEST_WORDS_EACH = 24  # a brief has room for one sentence in so many words: five in 120
SUPPORT = 0.34  # share of a sentence's terms that other origins use too, where there are several
FEW_ORIGINS = 3  # with fewer there is nothing to compare with

# "Tarnholm, 9 March (Norpress) - " opens an agency's text and is no part of the sentence.
DATELINE = re.compile(r"[^.!?\n()]{2,70}\([^()\n]{2,40}\)\s*[-–—]\s+")


@dataclass(frozen=True, slots=True)
class Candidate:
    article: str
    origin: str
    span: Span
    position: int
    words: int
    terms: frozenset[str]
    facts: float


def choose(
    articles: Sequence[Article],
    annotations: Mapping[str, Annotations],
    ledger: Ledger,
    words: int,
    per_article: int,
) -> list[BriefSentence]:
    """Choose sentences of at most `words` words in all and `per_article` from one article."""
    candidates = _candidates(_in_one_language(articles), annotations, ledger)
    weights = _term_weights(candidates)
    origins = len({c.origin for c in candidates})
    if origins >= FEW_ORIGINS:
        candidates = [c for c in candidates if _support(c, weights) >= SUPPORT]
    chosen: list[Candidate] = []
    covered: set[str] = set()
    spent: Counter[str] = Counter()
    while len(chosen) < max(1, words // FEWEST_WORDS_EACH):
        left = words - sum(spent.values())
        best, best_score = None, 0.0
        for candidate in candidates:
            if candidate.words > left or spent[candidate.article] + candidate.words > per_article:
                continue
            score = _score(candidate, weights, covered, POSITION_GAIN * origins)
            if score > best_score:
                best, best_score = candidate, score
        if best is None:
            break
        chosen.append(best)
        covered |= best.terms
        spent[best.article] += best.words
        candidates.remove(best)
    texts = {a.id: a.text for a in articles}
    order = {a.id: n for n, a in enumerate(articles)}
    first = _opening(chosen, weights, origins)
    rest = sorted(
        (c for c in chosen if c not in first),
        key=lambda c: (c.position > 3, order[c.article], c.span.start),
    )
    return [BriefSentence(c.article, c.span, c.span.of(texts[c.article])) for c in (*first, *rest)]


def _opening(
    chosen: Sequence[Candidate], weights: dict[str, float], origins: int
) -> Sequence[Candidate]:
    """The sentence that opens the brief: the best one, unless what it tells is one origin's alone and
    another chosen one has more support. The rest follow in time."""
    if origins < 2 or not chosen or _support(chosen[0], weights) >= SUPPORT:
        return chosen[:1]
    return [max(chosen, key=lambda c: _support(c, weights))]


def _candidates(
    articles: Sequence[Article], annotations: Mapping[str, Annotations], ledger: Ledger
) -> list[Candidate]:
    facts: dict[str, list[tuple[Span, float]]] = defaultdict(list)
    for claim in ledger.claims:
        gain = FACT_GAIN.get(claim.status, 0.0)
        for report in claim.reports:
            if gain and report.version is None:
                facts[report.article].append((report.span, gain))
    found: list[Candidate] = []
    for article in articles:
        read = annotations.get(article.id, Annotations())
        for position, whole in enumerate(read.sentences):
            span = _without_dateline(article.text, whole)
            sentence = span.of(article.text)
            if not is_usable(sentence) or _speaker_outside(span, read):
                continue
            terms = terms_of(sentence)
            if not terms:
                continue
            gain = sum(g for where, g in facts[article.id] if span.covers(where))
            found.append(
                Candidate(
                    article.id,
                    article.origin or article.id,
                    span,
                    position,
                    word_count(sentence),
                    terms,
                    min(gain, 6.0),
                )
            )
    return found


def _speaker_outside(sentence: Span, read: Annotations) -> bool:
    """Whether somebody says this sentence who is named in another: alone it would be the outlet's."""
    return any(
        said.source is not None
        and said.content.covers(sentence)
        and not sentence.overlaps(said.source)
        for said in read.attributions
    )


def _in_one_language(articles: Sequence[Article]) -> Sequence[Article]:
    """The articles in the language that most origins write: a brief is read in one piece."""
    origins: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        origins[article.language[:2]].add(article.origin or article.id)
    if not origins:
        return articles
    most = max(origins, key=lambda language: (len(origins[language]), language))
    return [a for a in articles if a.language[:2] == most]


def _without_dateline(text: str, sentence: Span) -> Span:
    opening = DATELINE.match(text, sentence.start, sentence.end)
    return Span(opening.end(), sentence.end) if opening else sentence


def _term_weights(candidates: Sequence[Candidate]) -> dict[str, float]:
    """How many origins use a term; a term of one origin alone weighs little."""
    origins: dict[str, set[str]] = defaultdict(set)
    for candidate in candidates:
        for term in candidate.terms:
            origins[term].add(candidate.origin)
    total = len({c.origin for c in candidates})
    floor = 1.0 if total == 1 else 0.15
    return {t: (len(o) - 1) or floor for t, o in origins.items()}


def _support(candidate: Candidate, weights: dict[str, float]) -> float:
    """Share of the terms that another origin uses: what one outlet alone says does not lead."""
    return sum(weights[t] >= 1 for t in candidate.terms) / len(candidate.terms)


def _score(
    candidate: Candidate, weights: dict[str, float], covered: set[str], first: float
) -> float:
    """What a sentence adds; `first` is what it gains where it opens its article."""
    repeated = len(candidate.terms & covered) / len(candidate.terms)
    if covered and repeated > REPEAT:
        return 0.0
    # Exact sums: terms come out of a set in no order, and a last bit must not decide between two.
    fresh = math.fsum(weights[t] for t in candidate.terms - covered)
    mean = math.fsum(weights[t] for t in candidate.terms) / len(candidate.terms)
    gain = fresh / math.sqrt(candidate.words) + CENTRALITY * mean + candidate.facts * (1 - repeated)
    return gain + first * 0.5**candidate.position


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
