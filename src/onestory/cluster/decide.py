"""The decision: does an article belong to a story? Every threshold of the room, and what it saw.

Found on the development half of the labelled sets named in benchmarks/stories.py (stories are split
by a hash of their name; the measured half chose nothing) and rounded. One setting for long articles,
snippets and bare headlines. No feature knows how many articles a story has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onestory.cluster.terms import Hashes, Vector, Weights, name_of, pairs_of
from onestory.markup import compiled

# Joining
JOIN = 0.07  # score from which an article joins; below it, it opens a story
UNDATED = 0.13  # more that an article without a date must show: time says nothing for it
DECAY_PER_DAY = 0.23  # score lost per day between an article and a story
COMMON_NAME = 0.05  # share of stories from which a name in common is no evidence of its own
FULL_TEXT = 40  # terms; a headline has fewer, and often nothing but names
EVENT_DAYS = 2.0  # a story takes no article further from its first than this
EXPLAINED = 0.3  # weight of the explained share beside the cosine
COPY_DAYS = 7.0  # a reprint may come later than any report
COPY_JOINS = 0.3  # share of its words from which a copy stands in the story of its origin
ONCE = 0.25  # a term that only one member has told of explains 1 / (1 + ONCE) of itself

# Repair
MERGE = 0.25  # cosine of two stories, less the decay, from which they are one
GROWN = 1.5  # times the articles a story had at the last look, from which it is looked at again
STRANGERS = 0.7  # likeness across two groups to that inside them, under which they are two
STRANGERS_IN_PAIRS = 0.25  # the same where one of the groups is a pair
AGEING = 0.17  # likeness of two articles of a story lost per day between them
SECOND_LOOK = 0.015  # more than JOIN that an article which stands alone must show to leave its page

# Storylines
STORYLINE = 0.13  # cosine, less the excess of one name, from which an event continues a storyline
STORYLINE_DAYS = 14.0

# Sizes of what is kept
ARTICLE_TERMS = 64
STORY_TERMS = 128
INDEXED_TERMS = 24  # the heaviest terms of an article, under which its story is found
NEWEST = 16  # holders looked at for one term: a term with more tells little
CANDIDATES = 24  # stories compared in full
BITS = tuple(map(np.uint32, (0, 8, 16)))  # where 16 bits are taken from a term


@dataclass(frozen=True, slots=True)
class Common:
    """The terms that an article has in common with some stories: which story, which term of it, and
    the article's weight."""

    story: NDArray[np.intp]
    term: NDArray[np.intp]
    own: Weights


def common_terms(article: Vector, terms: Hashes) -> Common:
    """`terms`: (n, m), those of n stories."""
    place = _places(article.hashes, terms)
    story, term = np.nonzero(place)
    at = place[story, term] - 1
    same = article.hashes[at] == terms[story, term]
    return Common(story[same], term[same], article.weights[at[same]])


def _places(hashes: Hashes, terms: Hashes) -> NDArray[Any]:
    """Of each term the one place among these, from 1 on, where it may stand; 0 where it does not.

    Nearly no term of a story is the article's. A table of 16 bits of a term rules them out at once;
    where two of the article's own terms fall together in it, other bits are taken.
    """
    numbers = np.arange(1, len(hashes) + 1, dtype=np.uint8)
    for shift in BITS:
        table = np.zeros(1 << 16, np.uint8)
        bits = (hashes >> shift).astype(np.uint16)
        table[bits] = numbers
        if (table[bits] == numbers).all():
            places: NDArray[np.uint8] = table[(terms >> shift).astype(np.uint16)]
            return places
    order = np.argsort(hashes, kind="stable")  # of two alike the first counts
    return order[np.minimum(np.searchsorted(hashes, terms, sorter=order), len(order) - 1)] + 1


def similarities(
    common: Common, weights: Weights, counts: Weights, norms: Weights
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cosine and score (before time) of an article with each of n stories.

    `weights`, `counts`: of each term in common, what it sums up to in the story and how many members
    have it; `norms`: (n,). The explained share is the part of the article's squared length that lies
    on terms the story has told of: a short headline is explained by a story long before its cosine
    with the centroid is high.
    """
    size = len(norms)
    products = np.bincount(common.story, common.own * weights, size)
    cosine = products / np.maximum(norms, np.float32(1e-9))
    told = common.own**2 * (counts / (counts + np.float32(ONCE)))
    explained = np.bincount(common.story, told, size)
    return cosine, (1 - EXPLAINED) * cosine + EXPLAINED * explained


def strongest_name(
    found: Vector, hashes: Hashes, weights: Weights, norm: float
) -> tuple[int, float, float]:
    """The name that brings most of the cosine of an article with a story: its term, what it brings,
    and what all else brings.

    Two articles may have nothing but a place or a person in common. A name is one word, or two side
    by side; the pairs that it makes with other words are its own. Without a name: 0, 0 and the whole.
    """
    if compiled is not None:
        brings: tuple[int, float, float] = compiled.strongest_name(
            found.hashes, found.weights, hashes, weights, norm
        )
        return brings
    weight_of = dict(zip(hashes.tolist(), weights.tolist(), strict=True))
    theirs = np.array([weight_of.get(term, 0.0) for term in found.hashes.tolist()], np.float32)
    return strongest_shared_name(found, found.weights * theirs / np.float32(norm))


def strongest_shared_name(found: Vector, shared: Weights) -> tuple[int, float, float]:
    """`shared`: the product of article and story, per term of the article."""
    terms = found.hashes
    order = np.argsort(terms, kind="stable")

    def at(wanted: Hashes) -> NDArray[np.intp]:
        """Where these terms stand in the article, -1 for those that it has not."""
        place = order[np.minimum(np.searchsorted(terms, wanted, sorter=order), len(terms) - 1)]
        return np.where(terms[place] == wanted, place, -1)

    names = at(name_of(terms))
    both = np.where(names >= 0, shared + shared[names], np.float32(0))
    total, strongest = _total(shared), int(both.argmax())
    if not both[strongest]:
        return 0, 0.0, total
    told = np.array([strongest, names[strongest]])
    pairs = at(_neighbours(terms[told], terms))
    weights = np.where(pairs >= 0, shared[pairs], np.float32(-1)).max(axis=1)
    own = [told, pairs.ravel()]
    if weights.max() >= 0:
        partner = len(weights) - 1 - int(weights[::-1].argmax())
        second = np.array([partner, names[partner]])
        own += [second, at(_neighbours(terms[second[second >= 0]], terms)).ravel()]
    others = np.ones(len(terms) + 1, np.bool_)  # the last place takes the -1 of what is not there
    others[np.concatenate(own)] = False
    rest = _total(shared[others[:-1]])
    return int(terms[strongest]), total - rest, rest


def _total(weights: Weights) -> float:
    """The sum, one after the other: the same on every machine."""
    return float(np.cumsum(weights, dtype=np.float64)[-1]) if len(weights) else 0.0


def _neighbours(told: Hashes, terms: Hashes) -> Hashes:
    """(n, m): per term of an article, the pairs it would make with the words of a name."""
    before = pairs_of(told[None, :], terms[:, None])
    after = pairs_of(terms[:, None], told[None, :])
    return np.hstack((before, after))


def days_apart(when: float, first: float, last: float) -> float:
    """Days between a moment and a span, all in seconds; 0 inside it."""
    return max(0.0, when - last, first - when) / 86400
