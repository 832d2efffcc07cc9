"""How near a comment is to the story it was left under, and to other stories beside it.

The ancestor of the idea is Mishne, Carmel, Lempel (2005): spam speaks another language than the page
it stands on. It is one feature among others: short good comments share no word with their story.
"""

from __future__ import annotations

import math
import zlib
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onestory.spam.features import WORD, fold
from onestory.spam.values import CommentText

BUCKETS = 1 << 17
OTHERS = 16  # stories that the comment might as well stand under
KEPT = 64  # stories whose words are kept at hand
TITLE = 3.0  # the weight of a word of the title
NEAR = (0.001, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3)
LENGTHS = (60, 150, 400)  # characters: of short comments nearness tells little
COPIED = 0.6  # of the comment's runs of five words
RUN = 5
FEWEST_WORDS = 8  # before a text can be a copy


@dataclass(frozen=True, slots=True)
class Nearness:
    """`own` and `others` are cosines from 0 to 1, `others` that of the nearest other story."""

    own: float
    rank: int
    """Other stories that are at least as near."""
    others: float
    copied: bool
    length: int
    """Of the comment, in characters."""

    def names(self) -> list[str]:
        """What the models are told."""
        if self.copied:
            return ["copied"]
        size = sum(self.length >= limit for limit in LENGTHS)
        found = [f"{size} near {step}" for step in NEAR if self.own >= step] or [f"{size} far"]
        found.append(f"{size} rank {min(self.rank, 4)}")
        return [*found, f"{size} {'nearest' if self.own > self.others else 'as near elsewhere'}"]


@dataclass(frozen=True, slots=True)
class _Story:
    weights: dict[str, float]
    text: str


class Stories:
    """The stories that were commented on: how frequent words are, and the last few of them."""

    def __init__(self) -> None:
        self._frequency: npt.NDArray[np.uint16] = np.zeros(BUCKETS, np.uint16)
        self._number = 0
        self._last: OrderedDict[int, _Story] = OrderedDict()
        self._read: OrderedDict[int, _Story] = OrderedDict()
        self._met: set[int] = set()
        self._where: dict[str, dict[int, float]] = {}
        """Word → weight in each of the last stories that have it."""

    def nearness(self, comment: CommentText) -> Nearness | None:
        """None where the comment has no story."""
        if not comment.story:
            return None
        key = zlib.crc32(comment.story.encode("utf-8", "surrogatepass"))
        story = self._story(key, comment.story)
        words = WORD.findall(fold(comment.text))
        squares = {word: self._rarity(word) ** 2 for word in words}
        length = math.sqrt(sum(squares.values()))
        weights = story.weights
        own = self._cosine(
            sum(sq * weights[w] for w, sq in squares.items() if w in weights), length, story
        )
        products = dict.fromkeys(self._last, 0.0)
        for word, square in squares.items():
            for number, weight in self._where.get(word, {}).items():
                products[number] += square * weight
        others = [self._cosine(products[k], length, s) for k, s in self._last.items() if k != key]
        return Nearness(
            own=own,
            rank=sum(other >= own for other in others),
            others=max(others, default=0.0),
            copied=_is_copied(words, story.text),
            length=len(comment.text),
        )

    def learn(self, comment: CommentText) -> None:
        """Remember the story of a comment that was decided about."""
        if not comment.story:
            return
        key = zlib.crc32(comment.story.encode("utf-8", "surrogatepass"))
        if key not in self._met:
            self._met.add(key)
            self._number += 1
            story = self._story(key, comment.story)
            index = np.unique([_bucket(word) for word in story.weights] or [0])
            self._frequency[index] = np.minimum(self._frequency[index], 65_534) + 1
        if key not in self._last:
            story = self._last[key] = self._story(key, comment.story)
            for word, weight in story.weights.items():
                self._where.setdefault(word, {})[key] = weight
        self._last.move_to_end(key)
        if len(self._last) > OTHERS + 1:
            gone, story = self._last.popitem(last=False)
            for word in story.weights:
                del self._where[word][gone]
                if not self._where[word]:
                    del self._where[word]

    def _story(self, key: int, text: str) -> _Story:
        if key not in self._read:
            folded = " ".join(WORD.findall(fold(text)))
            weights = dict.fromkeys(folded.split(), 1.0)
            weights |= dict.fromkeys(WORD.findall(fold(text.partition("\n")[0])), TITLE)
            self._read[key] = _Story(weights, f" {folded} ")
            if len(self._read) > KEPT:
                self._read.popitem(last=False)
        return self._read[key]

    def _cosine(self, product: float, length: float, story: _Story) -> float:
        if not product:
            return 0.0
        # Its own length is told by its number of words: their rarity changes with every story.
        return product / (length * math.sqrt(len(story.weights)) * math.log(self._number + 2))

    def _rarity(self, word: str) -> float:
        return math.log((self._number + 2) / (float(self._frequency[_bucket(word)]) + 0.5))


def _bucket(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) % BUCKETS


def _is_copied(words: list[str], story: str) -> bool:
    if len(words) < FEWEST_WORDS:
        return False
    runs = [f" {' '.join(words[i : i + RUN])} " for i in range(len(words) - RUN + 1)]
    return sum(run in story for run in runs) > COPIED * len(runs)
