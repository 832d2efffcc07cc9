"""Whether a story has turned out to tell two events, and who belongs to which.

Joining is decided one article at a time; what a story looks like with all its members is only seen
afterwards. The two groups are those of 2-means on the sphere (Dhillon and Modha 2001), begun with the
two members that are least alike; a story falls apart where the groups have next to nothing in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low

import numpy as np
from numpy.typing import NDArray

from onestory.cluster.decide import FULL_TEXT, SPLIT, STRANGERS
from onestory.cluster.terms import Vector, Weights

FEWEST = 2  # members on either side: a single article is no second event yet
ENOUGH = 4  # members on either side, from which pairs tell how alike they are
MOST = 64  # members looked at together; a larger story is left as it is
ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Parting:
    """Which members go with the first one, and the cosine of the two groups."""

    with_first: NDArray[np.bool_]
    similarity: float


def fallen_apart(members: list[Vector]) -> Parting | None:
    """The two events that a story's members, oldest first, tell of; None where they tell one.

    Bare headlines have too few words to tell: on them four splits in ten were wrong.
    """
    if not 2 * FEWEST <= len(members) <= MOST:
        return None
    if median_low(len(m.hashes) for m in members) < FULL_TEXT:
        return None
    rows = _matrix(members)
    side = _two_groups(rows)
    if min(side.sum(), len(side) - side.sum()) < FEWEST:
        return None
    similarity = float(_direction(rows[side]) @ _direction(rows[~side]))
    if similarity >= SPLIT and not _strangers(rows, side):
        return None
    return Parting(side if side[0] else ~side, similarity)


def strangers(members: list[Vector], others: list[Vector]) -> bool:
    """Whether the members of two stories are so unlike that these would fall apart again."""
    together = [*members, *others]
    if median_low(len(m.hashes) for m in together) < FULL_TEXT or len(together) > MOST:
        return False
    return _strangers(_matrix(together), np.arange(len(together)) < len(members))


def _matrix(members: list[Vector]) -> Weights:
    """One row of unit length a member, one column a term."""
    terms = np.unique(np.concatenate([m.hashes for m in members]))
    rows = np.zeros((len(members), len(terms)), np.float32)
    for row, member in zip(rows, members, strict=True):
        row[np.searchsorted(terms, member.hashes)] = member.weights
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    made: Weights = rows / lengths.astype(np.float32)
    return made


def _two_groups(rows: Weights) -> NDArray[np.bool_]:
    """Which rows are in the first group. A member never speaks for its own group."""
    likeness = rows @ rows.T
    one, other = np.unravel_index(likeness.argmin(), likeness.shape)
    side: NDArray[np.bool_] = likeness[one] >= likeness[other]
    for _ in range(ROUNDS):
        if side.all() or not side.any():
            break
        first, second = rows[side].sum(axis=0), rows[~side].sum(axis=0)
        to_first = (rows @ first - side) / max(float(np.linalg.norm(first)), 1e-9)
        to_second = (rows @ second - ~side) / max(float(np.linalg.norm(second)), 1e-9)
        moved = to_first >= to_second
        if (moved == side).all():
            break
        side = moved
    return side


def _strangers(rows: Weights, side: NDArray[np.bool_]) -> bool:
    """Whether members are far less alike across two groups than inside each: means over pairs, so
    that it is the same question of groups of any size."""
    likeness = rows @ rows.T
    sizes = int(side.sum()), int((~side).sum())
    if min(sizes) < ENOUGH:
        return False
    across = float(likeness[side][:, ~side].mean())
    inside = [
        (float(likeness[chosen][:, chosen].sum()) - size) / (size * (size - 1))
        for chosen, size in zip((side, ~side), sizes, strict=True)
    ]
    return across < STRANGERS * min(inside)


def _direction(rows: Weights) -> Weights:
    total: Weights = rows.sum(axis=0)
    return total / np.float32(max(float(np.linalg.norm(total)), 1e-9))
