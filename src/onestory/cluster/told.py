"""What a story tells of: its terms, their summed weights, and how many members have each."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from onestory.cluster.terms import Hashes, Vector, Weights
from onestory.markup import compiled

Told = tuple[Hashes, Weights, Weights]


def told_by(found: Vector) -> Told:
    """What one article tells of."""
    return found.hashes, found.weights, np.ones(len(found.hashes), np.float32)


def told_by_all(found: Iterable[Vector]) -> Told:
    """What several articles tell of, added up in their order."""
    vectors = list(found)
    terms, place = np.unique(np.concatenate([v.hashes for v in vectors]), return_inverse=True)
    weights = np.zeros(len(terms), np.float32)
    np.add.at(weights, place, np.concatenate([v.weights for v in vectors]))
    return terms, weights, np.bincount(place, minlength=len(terms)).astype(np.float32)


def summed(left: Told, right: Told) -> Told:
    """Terms of both, rising, with weights and counts added up."""
    terms = np.concatenate((left[0], right[0]))
    if not len(terms):
        return left
    order = np.argsort(terms, kind="stable")
    terms = terms[order]
    starts = np.flatnonzero(np.r_[True, terms[1:] != terms[:-1]])
    weights = np.concatenate((left[1], right[1]))[order]
    counts = np.concatenate((left[2], right[2]))[order]
    return terms[starts], np.add.reduceat(weights, starts), np.add.reduceat(counts, starts)


def besides(terms: Hashes, others: Hashes) -> Hashes:
    """The terms that are not among others."""
    if compiled is not None:
        return np.frombuffer(compiled.besides(terms, others), np.uint32)
    return besides_plainly(terms, others)


def besides_plainly(terms: Hashes, others: Hashes) -> Hashes:
    """For a hundred of each a set is faster than sorting."""
    known = set(others.tolist())
    return np.array([term for term in terms.tolist() if term not in known], np.uint32)
