"""Article → hashed terms with weights: words, names, and pairs of words; any script.

A weight is log term frequency times an inverse *story* frequency learned from the stream itself: a
word is common when many events have it, not when one event has many reports. A stream that has told
little yet is helped by a belief about a few hundred words (`common_words.py`).
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from onestory.article import Article
from onestory.cluster.common_words import COMMON_WORDS
from onestory.cluster.small_words import FUNCTION_WORDS, SHORT
from onestory.markup import compiled

# The vowel signs of India's scripts, from Devanagari to Sinhala, are no letters to `re`: "किताब" is one
# word with two of them, not three words.
_SIGNS = "".join(c for c in map(chr, range(0x0900, 0x0E00)) if category(c).startswith("M"))
# Words, and numbers with their separators: "5,351" and "6.6" are one term each.
WORD = re.compile(rf"\d+(?:[.,]\d+)+|[^\W_]+(?:[{_SIGNS}]+[^\W_]*)*(?:['’][^\W_]+)?")
# Scripts without spaces: overlapping pairs of characters serve as words.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+")

SHORTEST = 2  # characters; a lone digit tells no event from another
LEAD_WORDS = 150  # words of the text that count; the event is told in the lead
LEAD_CHARACTERS = 2_000  # a bound for texts whose words have no end
MOSTLY_ENOUGH = 1_100  # characters that hold as many words in most languages with spaces
TITLE_WEIGHT = 3
NAME_WEIGHT = 1.4  # names and numbers tell twin events apart
PAIR_WEIGHT = 0.7  # two words side by side are no news of their own when both already count
YOUNG = 100  # stories of prior belief: a term never seen before starts near log(YOUNG)
BELIEVED = 20  # of these, how many have a common word
SLOTS = 1 << 21  # counters in each of two rows; terms share them once there are more terms

Hashes = NDArray[np.uint32]
Weights = NDArray[np.float32]

_NAME, _PAIR, _BITS = 0x5BD1E995, 0x9E3779B1, 0xFFFFFFFF
_IS_NAME = 1 << 32  # above the bits of a term
_BREAK = 0

Code = int | str
_SECOND = np.uint32(0x85EBCA6B)  # the second row spreads terms otherwise than the first


@dataclass(frozen=True, slots=True)
class Terms:
    """The distinct terms of an article and their weights before any statistics."""

    hashes: Hashes
    weights: Weights
    unknown_language: bool = False


@dataclass(frozen=True, slots=True)
class Vector:
    """Unit-length vector of the heaviest terms, heaviest first; ties by hash."""

    hashes: Hashes
    weights: Weights


@dataclass(slots=True)
class TermStatistics:
    """In how many stories of the stream a term was found, within a memory that does not grow.

    A term has a counter in each of two rows and the lower one counts, since terms that share a
    counter can only raise it (count-min sketch, Cormode and Muthukrishnan 2005). Each time that as
    many terms came as there are counters in a row, all lose one (lossy counting, Manku and Motwani
    2002): what is rare is forgotten, and a term forgotten is as rare as one never seen.
    """

    stories: int = 0
    counts: NDArray[np.uint32] = field(default_factory=lambda: np.zeros((2, SLOTS), np.uint32))
    learned: int = 0
    """Terms counted since the counters last lost one."""

    @classmethod
    def of_no_stream(cls) -> TermStatistics:
        """What is believed before any article has come."""
        made = cls()
        words = {
            code & _BITS for code in map(_code, COMMON_WORDS) if isinstance(code, int) and code
        }
        words |= {(word ^ _NAME) or 1 for word in words}  # a sentence may begin with it
        believed = np.array(sorted(words), np.uint32)
        for row, slots in zip(made.counts, made._slots(believed), strict=True):
            row[slots] = BELIEVED
        return made

    def learn(self, hashes: Hashes) -> None:
        """Count terms that are new to their story."""
        if compiled is not None:
            compiled.learn_terms(self.counts, hashes)
        else:
            self._learn_plainly(hashes)
        self.learned += len(hashes)
        if self.learned >= self.counts.shape[1]:
            self.learned = 0
            self.counts -= self.counts > 0

    def _learn_plainly(self, hashes: Hashes) -> None:
        for row, slots in zip(self.counts, self._slots(hashes), strict=True):
            row[slots] += 1

    def found(self, hashes: Hashes) -> NDArray[np.uint32]:
        """In how many stories each term was found."""
        if compiled is not None:
            return np.frombuffer(compiled.stories_with(self.counts, hashes), np.uint32)
        return self.found_plainly(hashes)

    def found_plainly(self, hashes: Hashes) -> NDArray[np.uint32]:
        first, second = self._slots(hashes)
        counted: NDArray[np.uint32] = np.minimum(self.counts[0][first], self.counts[1][second])
        return counted

    def idf(self, hashes: Hashes) -> Weights:
        """log((YOUNG + stories) / (1 + stories with the term)), never below zero."""
        idf = math.log(YOUNG + self.stories) - np.log1p(self.found(hashes), dtype=np.float32)
        return np.maximum(idf, np.float32(0))

    def _slots(self, hashes: Hashes) -> tuple[Hashes, Hashes]:
        size = self.counts.shape[1]
        second = (hashes * _SECOND) >> np.uint32(33 - size.bit_length())
        return hashes & np.uint32(size - 1), second


def terms_of(article: Article) -> Terms:
    """The terms of title and lead. Title words count `TITLE_WEIGHT` times."""
    lead = article.text[:LEAD_CHARACTERS]
    found = (
        compiled.count_terms(
            article.title, lead, TITLE_WEIGHT, LEAD_WORDS, MOSTLY_ENOUGH, _codes_of
        )
        if compiled is not None
        else None
    )
    if found is None:
        return terms_plainly(article)
    hashes, counts, words, named = found
    return _weighted(
        np.frombuffer(hashes, np.uint32), np.frombuffer(counts, np.float32), words, named
    )


def terms_plainly(article: Article) -> Terms:
    codes, unspaced = _coded(_codes_in(article.title))
    codes, unspaced = [*codes, _BREAK] * TITLE_WEIGHT, unspaced * TITLE_WEIGHT
    more, unspaced_more = _coded(_lead(article.text))
    codes += more
    words = Counter([code & _BITS for code in codes if code] + unspaced + unspaced_more)
    names = Counter([((code & _BITS) ^ _NAME) or 1 for code in codes if code & _IS_NAME])
    pairs = Counter(
        [((one * _PAIR + next_) & _BITS) or 1 for one, next_ in pairwise(codes) if one and next_]
    )
    hashes = np.array([*words, *names, *pairs], np.uint32)
    counts = np.array([*words.values(), *names.values(), *pairs.values()], np.float32)
    return _weighted(hashes, counts, len(words), len(words) + len(names))


def _weighted(hashes: Hashes, counts: Weights, words: int, named: int) -> Terms:
    """Words come first, then to `named` the names, then pairs of words."""
    weights = 1 + np.log(counts)
    weights[words:named] *= NAME_WEIGHT
    weights[named:] *= PAIR_WEIGHT
    return Terms(hashes, weights)


def in_unknown_language(terms: Terms, article: Article) -> Terms:
    """The terms without the short words, which in most languages are the small ones."""
    words = WORD.findall(f"{article.title} {article.text[:MOSTLY_ENOUGH]}")
    short = {word_hash(word) for word in words if len(word) <= SHORT and word.islower()}
    told = np.array([term not in short for term in terms.hashes.tolist()], np.bool_)
    return Terms(terms.hashes[told], terms.weights[told], unknown_language=True)


def vector(terms: Terms, statistics: TermStatistics, most: int) -> Vector:
    """The `most` heaviest terms under the statistics."""
    weights = terms.weights * statistics.idf(terms.hashes)
    hashes, weights = heaviest(terms.hashes, weights, most)
    length = math.sqrt(float(weights @ weights))
    return Vector(hashes, weights / np.float32(length) if length else weights)


def heaviest(hashes: Hashes, weights: Weights, most: int) -> tuple[Hashes, Weights]:
    """The heaviest terms that weigh something, heaviest first; of two alike the lower."""
    if compiled is not None:
        terms, theirs = compiled.heaviest(hashes, weights, most)
        return np.frombuffer(terms, np.uint32), np.frombuffer(theirs, np.float32)
    order = np.lexsort((hashes, -weights))[:most]
    hashes, weights = hashes[order], weights[order]
    return hashes[weights > 0], weights[weights > 0]


def word_hash(word: str) -> int:
    """A word as a number of 32 bits that is the same in every process; never 0."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) or 1


def name_of(hashes: Hashes) -> Hashes:
    """The names written with these words, and the words that these names are written with."""
    return hashes ^ np.uint32(_NAME)


def pairs_of(first: Hashes, second: Hashes) -> Hashes:
    """The terms of words side by side."""
    return first * np.uint32(_PAIR) + second


def _lead(text: str) -> list[Code]:
    """The codes of the first words of a text. Where the cut of a short look falls into a word, that
    is a later one."""
    found = _codes_in(text[:MOSTLY_ENOUGH])
    if len(found) <= LEAD_WORDS and len(text) > MOSTLY_ENOUGH:
        found = _codes_in(text[:LEAD_CHARACTERS])
    return found[:LEAD_WORDS]


def _codes_in(text: str) -> list[Code]:
    return list(chain.from_iterable(map(_codes_of, text.split())))


def _coded(codes: list[Code]) -> tuple[list[int], list[int]]:
    """The codes of words in order, and the terms of those that are written without spaces: their
    pairs of characters."""
    unspaced = [code for code in codes if isinstance(code, str)]
    if not unspaced:
        return codes, []  # type: ignore[return-value]
    terms = [word_hash(left + right) for word in unspaced for left, right in pairwise(word)]
    return [code for code in codes if not isinstance(code, str)], terms


@lru_cache(maxsize=1 << 16)  # what stands between two spaces comes again and again
def _codes_of(piece: str) -> tuple[Code, ...]:
    return tuple(map(_code, WORD.findall(piece)))


def _code(word: str) -> Code:
    """The term of a word, with `_IS_NAME` where it is written as a name or number; `_BREAK` for a
    word that tells nothing; a word in a script without spaces as it is."""
    if UNSPACED.match(word):
        return word
    low = word.lower().replace("’", "'").removesuffix("'s")
    if low in FUNCTION_WORDS or len(low) < SHORTEST:
        return _BREAK
    term = word_hash(_stem(low))
    return term | _IS_NAME if word[0].isupper() or word[0].isdigit() else term


def _stem(word: str) -> str:
    """Fold plural and verb endings of English; harmless elsewhere."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


if compiled is not None:
    compiled.configure_terms(sorted(FUNCTION_WORDS))
