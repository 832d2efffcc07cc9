"""Which words of a story several origins use, and which several articles: what a brief stands on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from onestory.article import Article
from onestory.brief.leaning import stems
from onestory.claims.values import Annotations

COMMON = 0.6  # share of the articles
MANY = 8  # articles: of fewer most have the words of their event
LONGEST_READ = 20_000  # characters of a text whose words count


class Support:
    """Who uses which word in title and text."""

    def __init__(
        self, articles: Sequence[Article], annotations: Mapping[str, Annotations] | None = None
    ) -> None:
        self._told = articles
        self._read = annotations or {}
        self._origins: dict[str, set[str]] = defaultdict(set)
        self._copies = Counter(a.origin or a.id for a in articles)
        self._articles: Counter[str] = Counter()
        self.origins = len(self._copies)
        for article in articles:
            for stem in stems(f"{article.title}\n{article.text[:LONGEST_READ]}"):
                self._origins[stem].add(article.origin or article.id)
                self._articles[stem] += 1

    def by_origins(self, words: frozenset[str], origin: str) -> float:
        """Share of the words that another origin uses too."""
        return _share(sum(bool(self._origins.get(w, set()) - {origin}) for w in words), words)

    def users(self, stem: str) -> int:
        """How many origins use a word."""
        return len(self._origins.get(stem, ()))

    def common(self) -> frozenset[str]:
        """Words of most of many articles: where a story mixes two events, what both have."""
        if len(self._told) < MANY:
            return frozenset()
        return frozenset(w for w, n in self._articles.items() if n > COMMON * len(self._told))

    def copies(self, origin: str) -> int:
        """How many articles share an origin."""
        return self._copies[origin]

    def twin(self, words: frozenset[str], article: str, origin: str) -> float:
        """Share of the words that one sentence of another article of this origin has together."""
        return _most_of(words, (w for a, w in self._sentences[origin] if a != article))

    def counterpart(self, words: frozenset[str], origin: str) -> float:
        """Share of the words that one sentence or title of another origin has together."""
        others = (told for o, told in self._sentences.items() if o != origin)
        return _most_of(words, (w for told in others for _, w in told))

    @cached_property
    def _sentences(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        """By origin: article and words of each title and sentence."""
        found: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for article in self._told:
            spans = self._read.get(article.id, Annotations()).sentences
            texts = (article.title, *(s.of(article.text) for s in spans))
            found[article.origin or article.id] += [(article.id, stems(t)) for t in texts]
        return found


def _most_of(words: frozenset[str], told: Iterable[frozenset[str]]) -> float:
    return _share(max((len(words & other) for other in told), default=0), words)


def _share(found: int, words: frozenset[str]) -> float:
    return found / len(words) if words else 0.0


def common_language(articles: Sequence[Article]) -> str:
    """The language that most origins write, of equals the one of most articles: a brief is read in
    one piece."""
    origins: dict[str, set[str]] = defaultdict(set)
    count: dict[str, int] = defaultdict(int)
    for article in articles:
        origins[article.language[:2]].add(article.origin or article.id)
        count[article.language[:2]] += 1
    return max(sorted(origins), key=lambda code: (len(origins[code]), count[code]), default="")
