"""The online model: logistic regression with per-weight rates (AdaGrad, Duchi et al. 2011) plus a
word naive Bayes, learning one comment at a time from the owner's decisions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from onestory.spam.features import BUCKETS

RATE = 0.8  # fixed before any stream was looked at; from published experience with AdaGrad on text
BAYES_WEIGHT = 0.3
EPSILON = 1e-6


class OnlineModel:
    """Scores are log odds of spam; 0 is even."""

    def __init__(self) -> None:
        self.seen = 0
        self._weights: npt.NDArray[np.float32] = np.zeros(BUCKETS, np.float32)
        self._squares: npt.NDArray[np.float32] = np.zeros(BUCKETS, np.float32)
        self._bias = 0.0
        self._bias_square = 0.0
        self._words: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._documents = [0, 0]

    def score(self, features: list[int], words: Iterable[str]) -> float:
        """Log odds that the comment is spam."""
        return self._linear(features) + BAYES_WEIGHT * self._bayes(words)

    def learn(self, features: list[int], words: Iterable[str], is_spam: bool) -> None:
        """Move the weights towards a human's decision."""
        index = np.asarray(features, np.int64)
        scale = 1 / math.sqrt(len(features) or 1)
        error = _squash(self._linear(features)) - is_spam
        gradient = error * scale
        self._squares[index] += np.float32(gradient * gradient)
        steps = RATE * gradient / (np.sqrt(self._squares[index]) + EPSILON)
        self._weights[index] -= steps.astype(np.float32)
        self._bias_square += error * error
        self._bias -= RATE * 0.5 * error / (math.sqrt(self._bias_square) + EPSILON)
        self._words[is_spam].update(words)
        self._documents[is_spam] += 1
        self.seen += 1

    def _linear(self, features: list[int]) -> float:
        if not features:
            return self._bias
        total = float(self._weights[np.asarray(features, np.int64)].sum())
        return self._bias + total / math.sqrt(len(features))

    def _bayes(self, words: Iterable[str]) -> float:
        """Mean log ratio of the most telling words, so that length does not decide."""
        ham, spam = self._documents
        if not ham or not spam:
            return 0.0
        ratios = sorted(
            (
                math.log(
                    (self._words[1][w] + 0.4)
                    / (spam + 0.8)
                    * (ham + 0.8)
                    / (self._words[0][w] + 0.4)
                )
                for w in words
            ),
            key=abs,
            reverse=True,
        )[:20]
        return sum(ratios) / math.sqrt(len(ratios)) if ratios else 0.0


def _squash(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
