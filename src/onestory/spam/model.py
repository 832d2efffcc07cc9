"""Four online models that look at a comment in different ways, and their sum.

Each learns one comment at a time from a moderator's decision; none keeps a word, only hashed counts
and weights. They err on different comments: on streams of four kinds their sum makes a third fewer
ranking errors than the best of them (`benchmarks/comments.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onestory.spam.features import NONE, Features, Hashes, Indices

Floats = npt.NDArray[np.float32]
Counts = npt.NDArray[np.uint16]
Blocks = tuple[Indices, Floats]

RATE = 0.4
TOPIC = 2.0  # the weight of nearness to the story beside the other families
FIRST_SQUARE = 3e-4  # so that a feature's first step is as small as its error
BIAS_SHARE = 0.5  # of the rate
ALPHA = 0.4  # added to the count of each word
BAYES_POWER = 0.7  # of the number of words: 1 would be their mean, 0 their sum
LETTER_BUCKETS = 1 << 19
TOKEN_BUCKETS = 1 << 18
WORD_BUCKETS = 1 << 18
RUN_BUCKETS = 1 << 20
LONGEST_RUN = 4
MOST_COUNTED = 65_535
CHARACTERS = 256  # as likely as each other before any was seen
FIRST_ESCAPE = 64.0  # letters that may be new, before any was seen
# Scores at which each model is taken to be as sure as the others.
SCALES = {"letters": 4.0, "tokens": 4.0, "words": 1.2, "runs": 0.6}
MOST_SURE = 3.0  # scales: beyond it a model's score counts no more, so that none decides alone
YOUNG = 5.0  # decisions at which the sum counts half


@dataclass(frozen=True, slots=True)
class Told:
    """`score` is 0 where nothing is known and grows with spam; twelve is the most. `agreement` is how
    far at least three of the four models lean to its side; negative where they do not."""

    score: float
    agreement: float


class OnlineModel:
    """The four models and their sum."""

    def __init__(self) -> None:
        self.seen = 0
        self._letters = Linear(LETTER_BUCKETS)
        self._tokens = Linear(TOKEN_BUCKETS)
        self._words = WordBayes()
        self._runs = RunModel()

    def tell(self, features: Features) -> Told:
        found = {
            "letters": self._letters.score(_letter_blocks(features)),
            "tokens": self._tokens.score(_token_blocks(features)),
            "words": self._words.score(_bayes_words(features)),
            "runs": self._runs.score(features.runs),
        }
        parts = [
            MOST_SURE * math.tanh(score / SCALES[name] / MOST_SURE) for name, score in found.items()
        ]
        total = sum(parts)
        side = 1 if total > 0 else -1
        return Told(
            score=total * self.seen / (self.seen + YOUNG),
            agreement=sorted(side * part for part in parts)[1],
        )

    def count(self, features: Features, is_spam: bool) -> None:
        """Take a judgement of its own for true in the two models that only count."""
        self._words.learn(_bayes_words(features), is_spam)
        self._runs.learn(features.runs, is_spam)

    def learn(self, features: Features, is_spam: bool) -> None:
        """Move every model towards a human's decision."""
        self._letters.learn(_letter_blocks(features), is_spam)
        self._tokens.learn(_token_blocks(features), is_spam)
        self.count(features, is_spam)
        self.seen += 1

    @property
    def size(self) -> int:
        """Bytes of all counts and weights."""
        return sum(part.nbytes for part in self._arrays())

    def _arrays(self) -> Iterator[Floats | Counts]:
        for linear in (self._letters, self._tokens):
            yield linear.weights
            yield linear.squares
        yield self._words.counts
        yield self._runs.counts
        yield self._runs.followers


class Linear:
    """Logistic regression with a rate for each weight (AdaGrad: Duchi, Hazan, Singer 2011)."""

    def __init__(self, buckets: int) -> None:
        self._mask = buckets - 1
        self.weights: Floats = np.zeros(buckets, np.float32)
        self.squares: Floats = np.full(buckets, FIRST_SQUARE, np.float32)
        self._bias = 0.0
        self._bias_square = 1e-9

    def score(self, blocks: Blocks) -> float:
        """Log odds."""
        index, values = blocks
        return self._bias + float(self.weights[index & self._mask] @ values)

    def learn(self, blocks: Blocks, is_spam: bool) -> None:
        index, values = blocks
        index = index & self._mask
        error = _squash(self.score(blocks)) - is_spam
        gradient = np.float32(error) * values
        self.squares[index] += gradient * gradient
        self.weights[index] -= np.float32(RATE) * gradient / np.sqrt(self.squares[index])
        self._bias_square += error * error
        self._bias -= RATE * BIAS_SHARE * error / math.sqrt(self._bias_square)


class WordBayes:
    """Naive Bayes over the words and pairs that were seen before, damped by their number."""

    def __init__(self) -> None:
        self.counts: Floats = np.zeros((2, WORD_BUCKETS), np.float32)
        self._documents = [0, 0]

    def score(self, words: Indices) -> float:
        ham, spam = self._documents
        index = words & (WORD_BUCKETS - 1)
        index = index[self.counts[:, index].sum(axis=0) > 0]
        if not ham or not spam or not len(index):
            return 0.0
        in_ham, in_spam = self.counts[0, index] + ALPHA, self.counts[1, index] + ALPHA
        prior = math.log((ham + 2 * ALPHA) / (spam + 2 * ALPHA))
        total = float(np.log(in_spam / in_ham).sum()) + prior * len(index)
        return total / math.pow(len(index), BAYES_POWER)

    def learn(self, words: Indices, is_spam: bool) -> None:
        self.counts[int(is_spam), np.unique(words & (WORD_BUCKETS - 1))] += 1
        self._documents[is_spam] += 1


class RunModel:
    """How well spam foretells the next letter, against how well ham does: two models of letters.

    Each blends runs of one to four letters by Witten and Bell (1991), method C. Compression of this
    kind finds spam in short texts: Bratko, Cormack, Filipič, Lynam, Zupan (2006).
    """

    def __init__(self) -> None:
        self.counts: Counts = np.zeros((2, RUN_BUCKETS), np.uint16)
        self.followers: Counts = np.zeros((2, RUN_BUCKETS), np.uint16)
        self._letters = [0, 0]

    def score(self, runs: tuple[Hashes, ...]) -> float:
        """Mean gain in natural logarithms for each letter."""
        if not all(self._letters) or not len(runs[0]):
            return 0.0
        index = self._index(runs)
        return float(np.mean(self._log_odds(index, 1) - self._log_odds(index, 0)))

    def learn(self, runs: tuple[Hashes, ...], is_spam: bool) -> None:
        side = int(is_spam)
        index = self._index(runs)
        for length, ends in enumerate(index):
            if length:
                new = self.counts[side, ends[1:]] == 0
                _count(self.followers[side], index[length - 1][:-1][new])
            _count(self.counts[side], ends)
        self._letters[side] += len(index[0])

    def _index(self, runs: tuple[Hashes, ...]) -> list[Indices]:
        # Not the bits that choose the buckets of the linear models: two that meet there part here.
        high = np.uint64(40)
        return [(r >> high).astype(np.int64) & (RUN_BUCKETS - 1) for r in runs[:LONGEST_RUN]]

    def _log_odds(self, index: list[Indices], side: int) -> npt.NDArray[np.float64]:
        places = len(index[0])
        likely = np.full(places, 1 / CHARACTERS)
        before = np.full(places, float(self._letters[side]))
        escapes = np.full(places, FIRST_ESCAPE)
        for length, ends in enumerate(index):
            if length:
                context = index[length - 1][:-1]
                before = np.concatenate(([0.0], self.counts[side, context]))
                escapes = np.concatenate(([1.0], self.followers[side, context]))
            weight = before + escapes
            blended = (self.counts[side, ends] + escapes * likely) / np.maximum(weight, 1e-9)
            likely = np.clip(np.where(weight > 0, blended, likely), 1e-9, 1.0)
        logarithms: npt.NDArray[np.float64] = np.log(likely)
        return logarithms


def _letter_blocks(features: Features) -> Blocks:
    return _blocks(
        features.letters,
        np.concatenate((features.words, features.pairs)),
        np.concatenate((features.measures, features.shape)),
        features.author,
        topic=features.topic,
    )


def _token_blocks(features: Features) -> Blocks:
    return _blocks(
        features.words,
        features.measures,
        features.tokens,
        features.author,
        topic=features.topic,
    )


def _blocks(*families: Indices, topic: Indices) -> Blocks:
    """All features, each family of the same length whatever its number, so that none drowns another."""
    weighed = [(f, 1.0) for f in families if len(f)]
    if len(topic):
        weighed.append((topic, TOPIC))
    if not weighed:
        return NONE, np.zeros(0, np.float32)
    values = [np.full(len(f), weight / math.sqrt(len(f)), np.float32) for f, weight in weighed]
    return np.concatenate([f for f, _ in weighed]), np.concatenate(values)


def _bayes_words(features: Features) -> Indices:
    return np.concatenate((features.words, features.pairs, features.author, features.shape))


def _count(row: Counts, index: Indices) -> None:
    places, times = np.unique(index, return_counts=True)
    row[places] = np.minimum(row[places] + times, MOST_COUNTED).astype(np.uint16)


def _squash(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
