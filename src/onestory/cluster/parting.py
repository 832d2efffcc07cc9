"""Whether a story has turned out to tell two events, and who belongs to which.

Joining is decided one article at a time; what a story looks like with all its members is only seen
afterwards. The members are put together pair by pair, those most alike first (average linkage, Sokal
and Michener 1958). Where two groups that are each of one mind come together last, as strangers, the
story falls apart between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low

import numpy as np
from numpy.typing import NDArray

from onestory.cluster.decide import AGEING, FULL_TEXT, STRANGERS, STRANGERS_IN_PAIRS
from onestory.cluster.terms import Vector, Weights

FEWEST = 2  # members of a group: a single article is no second event yet
ENOUGH = 3  # members of a group, from which pairs tell how alike they are
MOST = 64  # members looked at together; a larger story is left as it is
JOINED = -9.0  # likeness of what is no group of its own any more: below any other

Likeness = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Parting:
    """Which members go with the first one, and the cosine of the two groups."""

    with_first: NDArray[np.bool_]
    similarity: float


def fallen_apart(members: list[Vector], days: Sequence[float]) -> Parting | None:
    """The two events that a story's members, oldest first, tell of; None where they tell one.
    `days`: when each was published.

    Bare headlines have too few words to tell: on them four splits in ten were wrong.
    """
    if not _full(members):
        return None
    rows = _matrix(members)
    likeness = _likeness(rows, days)
    found = min(_unions(likeness), key=lambda union: _strangeness(likeness, *union), default=None)
    if found is None or _strangeness(likeness, *found) >= 0:
        return None
    one, other = found
    side = likeness[:, one].mean(axis=1) >= likeness[:, other].mean(axis=1)
    side[one], side[other] = True, False
    similarity = float(_direction(rows[side]) @ _direction(rows[~side]))
    return Parting(side if side[0] else ~side, similarity)


def strangers(members: list[Vector], others: list[Vector], days: Sequence[float]) -> bool:
    """Whether the members of two stories are so unlike that these would fall apart again. `days`:
    of the members, then of the others."""
    together = [*members, *others]
    if min(len(members), len(others)) < FEWEST or len(together) > MOST or not _full(together):
        return False
    likeness = _likeness(_matrix(together), days)
    border = len(members)
    one, other = list(range(border)), list(range(border, len(together)))
    return _strangeness(likeness, one, other) < 0


def _full(members: list[Vector]) -> bool:
    return median_low(len(m.hashes) for m in members) >= FULL_TEXT


def _matrix(members: list[Vector]) -> Weights:
    """One row of unit length a member, one column a term."""
    found, place = np.unique(np.concatenate([m.hashes for m in members]), return_inverse=True)
    rows = np.zeros((len(members), len(found)), np.float32)
    row = np.repeat(np.arange(len(members)), [len(m.hashes) for m in members])
    rows[row, place] = np.concatenate([m.weights for m in members])
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    made: Weights = rows / lengths.astype(np.float32)
    return made


def _likeness(rows: Weights, days: Sequence[float]) -> Likeness:
    """Of each member with each: their cosine, less what the days between them take."""
    when = np.array(days)
    made: Likeness = rows @ rows.T - AGEING * np.abs(when[:, None] - when[None, :])
    return made


def _unions(likeness: Likeness) -> Iterator[tuple[list[int], list[int]]]:
    """Each two groups of more than one member that come together when members and groups are joined, the
    two most alike first."""
    links = likeness.copy()
    np.fill_diagonal(links, JOINED)
    groups = [[number] for number in range(len(links))]
    for _ in range(len(links) - 1):
        one, other = sorted(map(int, np.unravel_index(links.argmax(), links.shape)))
        if min(len(groups[one]), len(groups[other])) >= FEWEST:
            yield groups[one], groups[other]
        sizes = len(groups[one]), len(groups[other])
        links[one] = (sizes[0] * links[one] + sizes[1] * links[other]) / sum(sizes)
        links[:, one] = links[one]
        links[other] = links[:, other] = links[one, one] = JOINED
        groups[one] = groups[one] + groups[other]


def _strangeness(likeness: Likeness, one: list[int], other: list[int]) -> float:
    """How alike members are across two groups to how alike they are inside the looser of them, less
    the least of one event: below zero they tell two. Means over pairs, so that it is the same
    question of groups of any size; of a group with one pair it is asked more strictly."""
    across = float(_among(likeness, one, other).mean())
    inside = min(_cohesion(likeness, group) for group in (one, other))
    least = STRANGERS if min(len(one), len(other)) >= ENOUGH else STRANGERS_IN_PAIRS
    return across / max(inside, 1e-6) - least


def _cohesion(likeness: Likeness, group: list[int]) -> float:
    pairs = len(group) * (len(group) - 1)
    return (float(_among(likeness, group, group).sum()) - len(group)) / pairs


def _among(likeness: Likeness, one: list[int], other: list[int]) -> Likeness:
    return likeness.take(one, axis=0).take(other, axis=1)


def _direction(rows: Weights) -> Weights:
    total: Weights = rows.sum(axis=0)
    return total / np.float32(max(float(np.linalg.norm(total)), 1e-9))
