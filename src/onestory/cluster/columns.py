"""What is kept of live articles and stories, as flat columns: a million of each fit in memory.

An article's weights are a byte each: the square root of a weight in 255ths, since a light term needs
finer steps than a heavy one.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onestory.cluster.decide import ARTICLE_TERMS, STORY_TERMS
from onestory.cluster.postings import Postings
from onestory.cluster.terms import Hashes, Vector, Weights, word_hash
from onestory.cluster.told import Told, summed, told_by
from onestory.markup import compiled

NOBODY = -1
ALL = 1 << 31  # ids of one hash that are looked at: chance makes no more than two
FEWEST_MORE = 64  # rows by which a full column grows
STEPS = 255  # of a weight's square root
STEP_WEIGHTS = (np.arange(STEPS + 1, dtype=np.float32) / STEPS) ** 2


@dataclass(slots=True)
class Articles:
    """Live articles by number, in the order they came; `known` finds a number by the hash of its
    id, in an eighth of the memory of a dictionary."""

    ids: list[str] = field(default_factory=list)
    arrival: list[str] = field(default_factory=list)
    origin: list[str] = field(default_factory=list)
    outlet: array[int] = field(default_factory=lambda: array("I"))  # hash of its name
    story: array[int] = field(default_factory=lambda: array("i"))
    when: array[float] = field(default_factory=lambda: array("d"))  # seconds since the epoch
    reason: array[int] = field(default_factory=lambda: array("B"))  # number in `REASONS`
    percent: array[int] = field(default_factory=lambda: array("B"))
    next: array[int] = field(default_factory=lambda: array("i"))  # of the same story
    terms: Hashes = field(default_factory=lambda: np.zeros((64, ARTICLE_TERMS), np.uint32))
    weights: NDArray[np.uint8] = field(
        default_factory=lambda: np.zeros((64, ARTICLE_TERMS), np.uint8)
    )

    known: Postings = field(default_factory=lambda: Postings(ALL))

    def __len__(self) -> int:
        return len(self.ids)

    def number_of(self, identifier: str) -> int:
        """The number of a live article, or NOBODY."""
        for number in self.known.holders(word_hash(identifier)):
            if self.ids[number] == identifier:
                return number if self.story[number] != NOBODY else NOBODY
        return NOBODY

    def add(self, identifier: str, outlet: int, when: float, vector: Vector) -> int:
        """Enter an article that stands in no story yet; its number."""
        number = len(self.ids)
        if number == len(self.terms):
            self.terms = _grown(self.terms)
            self.weights = _grown(self.weights)
        self.terms[number, : len(vector.hashes)] = vector.hashes
        self.weights[number, : len(vector.hashes)] = np.rint(STEPS * np.sqrt(vector.weights))
        self.known.add(word_hash(identifier), number)
        self.ids.append(identifier)
        self.arrival.append(identifier)
        self.origin.append(identifier)
        self.outlet.append(outlet)
        self.story.append(NOBODY)
        self.when.append(when)
        self.reason.append(0)
        self.percent.append(0)
        self.next.append(NOBODY)
        return number

    def vector(self, number: int) -> Vector:
        steps = self.weights[number]
        kept = steps > 0
        return Vector(self.terms[number][kept], STEP_WEIGHTS[steps[kept]])

    def weights_of(self, numbers: NDArray[Any], terms: NDArray[Any]) -> Weights:
        """The weights of these terms, each by its place in its article."""
        weights: Weights = STEP_WEIGHTS[self.weights[numbers, terms]]
        return weights

    def without(
        self, kept: NDArray[np.bool_], numbers: NDArray[np.int32], stories: NDArray[np.int32]
    ) -> Articles:
        """The articles that are kept, with their new numbers and those of their stories."""
        made = Articles(
            ids=_chosen(self.ids, kept),
            arrival=_chosen(self.arrival, kept),
            origin=_chosen(self.origin, kept),
            outlet=_column(self.outlet, kept),
            story=_column(self.story, kept, stories),
            when=_column(self.when, kept),
            reason=_column(self.reason, kept),
            percent=_column(self.percent, kept),
            next=_column(self.next, kept, numbers),
        )
        used = np.flatnonzero(kept)
        made.terms = np.zeros((max(64, len(used)), ARTICLE_TERMS), np.uint32)
        made.weights = np.zeros((max(64, len(used)), ARTICLE_TERMS), np.uint8)
        made.terms[: len(used)], made.weights[: len(used)] = self.terms[used], self.weights[used]
        made.know_again()
        return made

    def know_again(self) -> None:
        """Make anew what finds a number by its id."""
        hashes = np.fromiter(map(word_hash, self.ids), np.uint32, len(self.ids))
        self.known = Postings.of(hashes, np.arange(len(hashes)), ALL)


@dataclass(slots=True)
class Stories:
    """Live stories by number. One with a single article has that article's terms for its own; one
    with more has a row of summed weights beside, with how many members have each term."""

    keys: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    first: array[float] = field(default_factory=lambda: array("d"))
    last: array[float] = field(default_factory=lambda: array("d"))
    touched: array[float] = field(default_factory=lambda: array("d"))  # the stream's clock
    size: array[int] = field(default_factory=lambda: array("i"))  # 0: gone
    looked: array[int] = field(default_factory=lambda: array("i"))  # its size at the last repair
    head: array[int] = field(default_factory=lambda: array("i"))  # its newest article
    row: array[int] = field(default_factory=lambda: array("i"))
    norm: array[float] = field(default_factory=lambda: array("f"))
    terms: Hashes = field(default_factory=lambda: np.zeros((16, STORY_TERMS), np.uint32))
    weights: Weights = field(default_factory=lambda: np.zeros((16, STORY_TERMS), np.float32))
    counts: NDArray[np.uint16] = field(
        default_factory=lambda: np.zeros((16, STORY_TERMS), np.uint16)
    )
    rows: int = 0
    free: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.keys)

    def add(self, key: str, line: str, when: float, clock: float) -> int:
        number = len(self.keys)
        self.keys.append(key)
        self.lines.append(line)
        self.first.append(when)
        self.last.append(when)
        self.touched.append(clock)
        self.size.append(0)
        self.looked.append(0)
        self.head.append(NOBODY)
        self.row.append(NOBODY)
        self.norm.append(1.0)
        return number

    def new_row(self) -> int:
        if self.free:
            return self.free.pop()
        if self.rows == len(self.terms):
            self.terms, self.weights = _grown(self.terms), _grown(self.weights)
            self.counts = _grown(self.counts)
        self.rows += 1
        return self.rows - 1

    def write(self, story: int, terms: Hashes, weights: Weights, counts: Weights) -> None:
        """Set what a story of several articles tells of: its heaviest terms are kept."""
        if self.row[story] == NOBODY:
            self.row[story] = self.new_row()
        row = self.row[story]
        order = np.lexsort((terms, -weights))[:STORY_TERMS]
        self.terms[row], self.weights[row], self.counts[row] = 0, 0, 0
        self.terms[row, : len(order)] = terms[order]
        self.weights[row, : len(order)] = weights[order]
        self.counts[row, : len(order)] = np.minimum(counts[order], 65_535)
        self.norm[story] = float(np.sqrt((weights[order] ** 2).sum()))

    def tell(self, story: int, told: Told, found: Vector) -> None:
        """Add what one more article tells of to what the story tells of already."""
        if compiled is None:
            self.write(story, *summed(told, told_by(found)))
            return
        if self.row[story] == NOBODY:
            self.write(story, *told)
        row = self.row[story]
        weights = self.weights[row]
        columns = self.terms[row], weights, self.counts[row]
        length = compiled.tell_more(*columns, found.hashes, found.weights)
        self.norm[story] = float(np.sqrt((weights[:length] ** 2).sum()))

    def drop(self, story: int) -> None:
        if self.row[story] != NOBODY:
            self.free.append(self.row[story])
        self.size[story], self.looked[story] = 0, 0
        self.row[story], self.head[story] = NOBODY, NOBODY

    def without(self, kept: NDArray[np.bool_], articles: NDArray[np.int32]) -> Stories:
        """The stories that are kept, with the new numbers of their articles."""
        made = Stories(
            keys=_chosen(self.keys, kept),
            lines=_chosen(self.lines, kept),
            first=_column(self.first, kept),
            last=_column(self.last, kept),
            touched=_column(self.touched, kept),
            size=_column(self.size, kept),
            looked=_column(self.looked, kept),
            head=_column(self.head, kept, articles),
            row=_column(self.row, kept),
            norm=_column(self.norm, kept),
        )
        rows = np.frombuffer(made.row, np.int32)
        used = rows[rows != NOBODY]
        for name in ("terms", "weights", "counts"):
            old = getattr(self, name)
            new = np.zeros((max(16, len(used)), STORY_TERMS), old.dtype)
            new[: len(used)] = old[used]
            setattr(made, name, new)
        rows = np.where(rows != NOBODY, np.cumsum(rows != NOBODY) - 1, NOBODY)
        made.row = array("i", rows.astype(np.int32).tobytes())
        made.rows = len(used)
        return made


def _chosen(values: list[str], kept: NDArray[np.bool_]) -> list[str]:
    return list(compress(values, kept.tolist()))


def _column(
    values: array[Any], kept: NDArray[np.bool_], numbers: NDArray[np.int32] | None = None
) -> array[Any]:
    """The kept values of a column, translated where they are numbers of something."""
    chosen = np.frombuffer(values, values.typecode)[kept]
    return array(values.typecode, (numbers[chosen] if numbers is not None else chosen).tobytes())


def _grown(column: NDArray[Any]) -> NDArray[Any]:
    """The column with room for an eighth more."""
    room = len(column) + max(FEWEST_MORE, len(column) // 8)
    larger = np.zeros((room, *column.shape[1:]), column.dtype)
    larger[: len(column)] = column
    return larger
