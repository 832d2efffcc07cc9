"""Whether a story has turned out to tell two events, and who belongs to which.

Joining is decided one article at a time; what a story looks like with all its members is only seen
afterwards. The members are put together pair by pair, those most alike first (average linkage, Sokal
and Michener 1958). Where two groups that are each of one mind come together last, as strangers, the
story falls apart between them. The twin of what is done here is `native/parting.h`; both count in
whole numbers, whose sums are the same in any order, and then one number after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, isfinite, sqrt
from statistics import median_low

import numpy as np
from numpy.typing import NDArray

from onestory.cluster.columns import Articles
from onestory.cluster.decide import (
    AGEING,
    ARTICLE_TERMS,
    FULL_TEXT,
    STRANGERS,
    STRANGERS_IN_PAIRS,
)
from onestory.cluster.live import DAY
from onestory.markup import compiled

FEWEST = 2  # members of a group: a single article is no second event yet
ENOUGH = 3  # members of a group, from which pairs tell how alike they are
MOST = 64  # members looked at together; a larger story is left as it is
JOINED = -inf  # likeness of what is no group of its own any more: below any other
RULE = (STRANGERS, STRANGERS_IN_PAIRS, AGEING, FEWEST, ENOUGH, FULL_TEXT)

Likeness = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Parting:
    """Which members go with the first one, and the cosine of the two groups."""

    with_first: NDArray[np.bool_]
    similarity: float


def fallen_apart(articles: Articles, members: list[int]) -> Parting | None:
    """The two events that a story's members, oldest first and no more than `MOST`, tell of; None where
    they tell one.

    Bare headlines have too few words to tell: on them four splits in ten were wrong.
    """
    if compiled is None:
        return fallen_apart_plainly(articles, members)
    columns = articles.terms, articles.weights, articles.when
    found = compiled.fallen_apart(columns, members, ARTICLE_TERMS, DAY, RULE)
    return found and Parting(np.frombuffer(found[0], np.bool_), found[1])


def fallen_apart_plainly(articles: Articles, members: list[int]) -> Parting | None:
    if not _full(articles, members):
        return None
    cosines = _cosines(articles, members)
    likeness = cosines - _ageing(articles, members)
    found = min(_unions(likeness), key=lambda union: _strangeness(likeness, *union), default=None)
    if found is None or _strangeness(likeness, *found) >= 0:
        return None
    one, other = found
    side = np.zeros(len(members), np.bool_)
    for member in range(len(members)):
        nearer = _among(likeness, [member], one) / len(one)
        side[member] = nearer >= _among(likeness, [member], other) / len(other)
    side[one], side[other] = True, False
    with_first = side if side[0] else ~side
    return Parting(with_first, _cosine_of_groups(cosines, with_first))


def strangers(articles: Articles, members: list[int], others: list[int]) -> bool:
    """Whether the members of two stories are so unlike that these would fall apart again."""
    if min(len(members), len(others)) < FEWEST or len(members) + len(others) > MOST:
        return False
    if compiled is None:
        return strangers_plainly(articles, members, others)
    columns = articles.terms, articles.weights, articles.when
    both = [*members, *others]
    apart: bool = compiled.strangers(columns, both, len(members), ARTICLE_TERMS, DAY, RULE)
    return apart


def strangers_plainly(articles: Articles, members: list[int], others: list[int]) -> bool:
    together = [*members, *others]
    if not _full(articles, together):
        return False
    likeness = _cosines(articles, together) - _ageing(articles, together)
    border = len(members)
    one, other = list(range(border)), list(range(border, len(together)))
    return _strangeness(likeness, one, other) < 0


def _full(articles: Articles, members: list[int]) -> bool:
    """Whether they tell enough, and each when it was."""
    terms = (articles.weights[members] > 0).sum(axis=1).tolist()
    dated = all(isfinite(articles.when[number]) for number in members)
    return dated and bool(terms) and median_low(terms) >= FULL_TEXT


def _cosines(articles: Articles, members: list[int]) -> Likeness:
    """Of each member with each. A weight is the square of whole steps."""
    terms, steps = articles.terms[members], articles.weights[members]
    kept = (terms > 0) & (steps > 0)
    found, place = np.unique(terms[kept], return_inverse=True)
    rows = np.zeros((len(members), len(found)))
    rows[np.nonzero(kept)[0], place] = steps[kept].astype(np.float64) ** 2
    products = rows @ rows.T
    norms = np.sqrt(np.maximum(np.diagonal(products), 1.0))
    cosines: Likeness = products / (norms[:, None] * norms[None, :])
    return cosines


def _ageing(articles: Articles, members: list[int]) -> Likeness:
    """What the days between two members take of their likeness."""
    when = np.array([articles.when[number] / DAY for number in members])
    taken: Likeness = AGEING * np.abs(when[:, None] - when[None, :])
    return taken


def _unions(likeness: Likeness) -> Iterator[tuple[list[int], list[int]]]:
    """Each two groups of more than one member that come together when members and groups are joined, the
    two most alike first."""
    links = likeness.copy()
    np.fill_diagonal(links, JOINED)
    groups = [[number] for number in range(len(links))]
    for _ in range(len(links) - 1):
        one, other = sorted(map(int, np.unravel_index(links.argmax(), links.shape)))
        if one == other:
            break  # no two are alike at all: they are ages apart
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
    across = _among(likeness, one, other) / (len(one) * len(other))
    inside = min(_cohesion(likeness, group) for group in (one, other))
    least = STRANGERS if min(len(one), len(other)) >= ENOUGH else STRANGERS_IN_PAIRS
    return across / max(inside, 1e-6) - least


def _cohesion(likeness: Likeness, group: list[int]) -> float:
    return (_among(likeness, group, group) - len(group)) / (len(group) * (len(group) - 1))


def _among(values: Likeness, one: list[int], other: list[int]) -> float:
    """The sum over pairs, one after the other."""
    total = 0.0
    for value in values.take(one, axis=0).take(other, axis=1).ravel().tolist():
        total += value  # sum() keeps what rounding loses, from Python 3.12 on
    return total


def _cosine_of_groups(cosines: Likeness, with_first: NDArray[np.bool_]) -> float:
    """The cosine of the sums of two groups of unit vectors."""
    one, other = np.flatnonzero(with_first).tolist(), np.flatnonzero(~with_first).tolist()
    inside = _among(cosines, one, one) * _among(cosines, other, other)
    return _among(cosines, one, other) / sqrt(inside) if inside > 0 else 0.0
