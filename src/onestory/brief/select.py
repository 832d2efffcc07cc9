"""Choice of source sentences: one that opens the brief, then what most independent origins report, said
once.

Weight of a term is the number of origins that use it (Gillick and Favre 2009 chose concepts by
document frequency; counting origins keeps ten copies of one text from voting ten times). Sentences
that carry a fact of the ledger and stand early gain. Each article gives at most `per_article` words.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onestory.article import Article
from onestory.brief.alone import reads_alike
from onestory.brief.candidates import Candidate, Told, candidates_of
from onestory.brief.leaning import DEFINITE, follows, stems
from onestory.brief.opening import openers
from onestory.brief.order import in_order
from onestory.brief.support import Support, common_language
from onestory.brief.values import BriefSentence
from onestory.claims.values import Annotations, Ledger

# For the first sentence of an article, halving with each one after: so much for each origin, since
# what shared terms are worth grows with their number. Seen when set: five clusters of ten articles
# (.4 to 1.0 do alike) and the press, whose stories of three or four it changes little.
POSITION_GAIN = 0.8
CENTRALITY = 0.5
MOST_FACTS = 6.0  # what the facts of one sentence may be worth
REPEAT = 0.5  # share of a sentence's terms that may already be covered
# Share of the shorter one's words by which two sentences tell the same: where all facts were told,
# where there are none, and where there is a new one.
RETOLD, REPEATED, NEW_FACT = 0.3, 0.6, 0.8
FEWEST_WORDS_EACH = 24  # a brief has room for one sentence in so many words: five in 120
MOST_READ = 60  # sentences read by themselves for one brief; nearly every one is taken at once
HEADLINE_GAIN = 6.0  # for a first sentence that has all words of the headline
ORIGINAL_GAIN = 1.0  # of twins, the one of the first text is corrected first
# Words that the opening of an article shares with what is told before it goes on: such as not most
# articles have, or any.
KIN, AKIN = 2, 6


class _Chosen:
    """What is chosen so far, and what it tells."""

    def __init__(self, headline: str, common: frozenset[str] = frozenset()) -> None:
        self.common = common
        self.sentences: list[Candidate] = []
        self.covered: set[str] = set()
        self.told: set[Told] = set()
        self.known = stems(headline)
        self.spent: Counter[str] = Counter()

    def add(self, candidate: Candidate) -> None:
        self.sentences.append(candidate)
        self.covered |= candidate.terms
        self.told |= candidate.told
        self.known |= candidate.stems
        self.spent[candidate.article] += candidate.words

    def takes(self, candidate: Candidate) -> bool:
        """Whether a sentence can follow: it says something new about what is known by then."""
        return self._is_kin(candidate) and self._follows(candidate) and not self._repeats(candidate)

    def _is_kin(self, candidate: Candidate) -> bool:
        """Whether its article tells this event, or the sentence opens it and says what it tells. In a
        small story another value of a claim is of this event too."""
        if not candidate.position or (not self.common and self._rivals(candidate)):
            return True
        shared = candidate.opening & self.known
        return len(shared - self.common) >= KIN or len(shared) >= AKIN

    def _follows(self, candidate: Candidate) -> bool:
        """Whether what it speaks of is known, or is a fact that others report too."""
        known = follows(candidate.text, self.known, candidate.speaks)
        return known or (candidate.has_shared_facts and not DEFINITE.match(candidate.text))

    def _rivals(self, candidate: Candidate) -> bool:
        """Whether it gives another value for a claim that was told."""
        claims = {claim for claim, _ in self.told}
        return any(claim in claims for claim, _ in candidate.told - self.told)

    def _repeats(self, candidate: Candidate) -> bool:
        """Whether a chosen sentence tells much the same, or the same facts in similar words. Another
        value for a claim that was told is no repetition, however like the words."""
        if self._rivals(candidate):
            return False
        bound = REPEATED
        if candidate.told:
            bound = RETOLD if candidate.told <= self.told else NEW_FACT
        return any(
            len(candidate.stems & earlier.stems)
            >= bound * min(len(candidate.stems), len(earlier.stems))
            for earlier in self.sentences
        )


def choose(
    articles: Sequence[Article],
    annotations: Mapping[str, Annotations],
    ledger: Ledger,
    words: int,
    per_article: int,
    headline: str = "",
) -> list[BriefSentence]:
    """Choose sentences of at most `words` words in all and `per_article` from one article.

    Each makes sense after the headline and the ones before it.
    """
    language = common_language(articles)
    told = [a for a in articles if a.language[:2] == language]
    texts = {a.id: a for a in told}
    support = Support(told, annotations)
    candidates = candidates_of(told, annotations, ledger, support)
    weights = _term_weights(candidates)
    worth = _Worth(weights, POSITION_GAIN * len({c.origin for c in candidates}), stems(headline))
    chosen = _Chosen(headline, support.common())
    for _ in range(MOST_READ):
        if len(chosen.sentences) >= max(1, words // FEWEST_WORDS_EACH):
            break
        left = words - sum(chosen.spent.values())
        room = [
            c
            for c in candidates
            if c.words <= left and chosen.spent[c.article] + c.words <= per_article
        ]
        follow = [c for c in room if chosen.sentences and c.is_shared and chosen.takes(c)]
        fit = follow if chosen.sentences else openers(room, support, worth.headline)
        scored = [(worth.of(c, chosen), c) for c in fit]
        best_score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or best_score <= 0:
            break
        candidates.remove(best)
        if reads_alike(texts[best.article], best.span, annotations[best.article]):
            chosen.add(best)
    return [BriefSentence(c.article, c.span, c.text) for c in in_order(chosen.sentences)]


def _term_weights(candidates: Sequence[Candidate]) -> dict[str, float]:
    """How many origins use a term; a term of one origin alone weighs little."""
    origins: dict[str, set[str]] = defaultdict(set)
    for candidate in candidates:
        for term in candidate.terms:
            origins[term].add(candidate.origin)
    total = len({c.origin for c in candidates})
    floor = 1.0 if total == 1 else 0.15
    return {t: (len(o) - 1) or floor for t, o in origins.items()}


@dataclass(frozen=True, slots=True)
class _Worth:
    """What a sentence adds to what is told."""

    weights: Mapping[str, float]
    first: float
    """Gained by a sentence that opens its article, halving with each one after."""
    headline: frozenset[str]

    def of(self, candidate: Candidate, chosen: _Chosen) -> float:
        repeated = len(candidate.terms & chosen.covered) / len(candidate.terms)
        if chosen.sentences and repeated > REPEAT:
            return 0.0
        # Exact sums: terms come out of a set in no order, and a last bit must not decide between two.
        fresh = math.fsum(self.weights[t] for t in candidate.terms - chosen.covered)
        mean = math.fsum(self.weights[t] for t in candidate.terms) / len(candidate.terms)
        gain = fresh / math.sqrt(candidate.words) + CENTRALITY * mean
        facts = math.fsum(worth for told, worth in candidate.facts if told not in chosen.told)
        gain += min(facts, MOST_FACTS) * (1 - repeated)
        return gain + self._place(candidate, opens=not chosen.sentences)

    def _place(self, candidate: Candidate, opens: bool) -> float:
        """What its place in its article is worth; of what opens, also what it has of the headline."""
        gain = self.first * candidate.support * 0.5**candidate.position
        if opens and self.headline:
            gain += HEADLINE_GAIN * len(candidate.stems & self.headline) / len(self.headline)
        return gain + ORIGINAL_GAIN * (candidate.article == candidate.origin)
