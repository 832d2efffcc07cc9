"""Article → weighted terms. Words and pairs of words, names doubled, title tripled, any script.

Weights are log term frequency times an inverse document frequency that is learned from the stream
itself (nothing is shipped); a short list of function words stands in while the stream is young.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from onestory.article import Article

# Words, and numbers with their separators: "5,351" and "6.6" are one term each.
WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)?")
# Scripts without spaces: overlapping pairs of characters serve as words.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+")

SHORTEST = 2  # characters; a lone digit tells no event from another
LEAD_WORDS = 150  # words of the text that count; the event is told in the lead
TITLE_WEIGHT = 3
NAME_WEIGHT = 1.4  # names and numbers tell twin events apart
MOST_TERMS = 96  # terms kept of one article, by weight
YOUNG = 100  # documents of prior belief: idf of a term never seen before starts near log(YOUNG)

FUNCTION_WORDS = frozenset(
    """
    a an and are as at be been but by for from had has have he her his i if in into is it its new
    no not of on or our over said say says she so than that the their them there they this to up
    us was we were what when which who will with would after about also can could did do more most
    my one out some then these those two under until while you your before between because during
    against through told according year years day days people der die das den dem des ein eine
    einer eines und oder ist sind war waren im in am an auf aus bei mit nach von vor zu zum zur
    für über unter nicht auch als wie dass sich es er sie wir ihr hat haben wird werden sagte le
    la les un une des du de et ou est sont était dans sur sous avec pour par pas plus que qui ne
    se ce cette ces il elle ils elles nous vous au aux en y son sa ses leur leurs dit el los las
    unos unas del al y o es son fue fueron con sin por para no más que quien se su sus lo como
    este esta estos estas pero ya dijo
    """.split()  # noqa: SIM905 - a list of 200 quoted words is harder to read
)


@dataclass(slots=True)
class TermStatistics:
    """How many articles of the stream had a term; forgets nothing, costs one integer a term."""

    documents: int = 0
    frequency: Counter[str] = field(default_factory=Counter)

    def learn(self, counts: dict[str, float]) -> None:
        self.documents += 1
        self.frequency.update(counts.keys())

    def idf(self, term: str) -> float:
        return math.log((YOUNG + self.documents) / (1 + self.frequency[term]))


def term_counts(article: Article) -> dict[str, float]:
    """Weighted counts of an article's terms, before any statistics."""
    counts: Counter[str] = Counter()
    _count(article.title, TITLE_WEIGHT, counts)
    _count(_lead(article.text), 1, counts)
    return {term: 1 + math.log(n) if n > 1 else n for term, n in counts.items()}


def vector(counts: dict[str, float], statistics: TermStatistics) -> dict[str, float]:
    """Unit-length vector of the article's heaviest terms."""
    weighted = {
        term: count * statistics.idf(term) * (NAME_WEIGHT if term[0] == "^" else 1)
        for term, count in counts.items()
    }
    heavy = sorted(weighted.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
    length = math.sqrt(sum(w * w for _, w in heavy))
    return {term: w / length for term, w in heavy} if length else {}


def _lead(text: str) -> str:
    position = 0
    for number, match in enumerate(WORD.finditer(text)):
        position = match.end()
        if number >= LEAD_WORDS:
            break
    return text[: max(position, 0)]


def _count(text: str, weight: int, counts: Counter[str]) -> None:
    previous = ""
    for match in WORD.finditer(text):
        word = match.group()
        if UNSPACED.match(word):
            for left, right in pairwise(word):
                counts[left + right] += weight
            continue
        low = word.lower().replace("’", "'").removesuffix("'s")
        if low in FUNCTION_WORDS or len(low) < SHORTEST:
            previous = ""
            continue
        low = _stem(low)
        counts[low] += weight
        if word[0].isupper() or word[0].isdigit():
            counts["^" + low] += weight
        if previous:
            counts[previous + " " + low] += weight
        previous = low


def _stem(word: str) -> str:
    """Fold plural and verb endings of English; harmless elsewhere."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
