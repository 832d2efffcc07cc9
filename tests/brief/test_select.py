"""The choice of sentences, by itself."""

from __future__ import annotations

import random

from onestory.article import Span
from onestory.brief.select import Candidate, _opening, _score


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


def test_what_one_origin_alone_tells_does_not_open_where_another_sentence_is_shared() -> None:
    alone = Candidate("1", "1", Span(0, 9), 0, 12, frozenset({"honey", "barrels"}), 0.0)
    shared = Candidate("2", "2", Span(0, 9), 0, 12, frozenset({"harbour", "storm"}), 0.0)
    weights = {"honey": 0.15, "barrels": 0.15, "harbour": 1.0, "storm": 0.15}
    assert _opening([alone, shared], weights, origins=2) == [shared]
    assert _opening([shared, alone], weights, origins=2) == [shared]
    assert _opening([alone, shared], weights, origins=1) == [alone]
    assert not _opening([], weights, origins=2)
