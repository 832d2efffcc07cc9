"""The choice of sentences, by itself."""

from __future__ import annotations

import random

from onestory.article import Span
from onestory.brief.select import Candidate, _score


def test_two_sentences_of_equal_worth_are_equal_to_the_last_bit() -> None:
    """Or which of two twins is chosen would hang on the order of a set, another in each process, and a
    story built by one would not be what another reads."""
    draw = random.Random(3)
    for _ in range(200):
        words = [f"word{draw.random()}" for _ in range(draw.randint(3, 30))]
        weights = {w: draw.choice((0.15, 1.0, 2.0, 3.0)) for w in words}
        # As many twins, with other words of the same weights: their sets have another order.
        twins = {w: f"twin{draw.random()}" for w in words}
        weights |= {twins[w]: weights[w] for w in words}
        scores = {
            _score(
                Candidate("1", "1", Span(0, 9), 1, 12, frozenset(terms), 0.0), weights, set(), 2.0
            )
            for terms in (words, words[::-1], [twins[w] for w in words])
        }
        assert len(scores) == 1
