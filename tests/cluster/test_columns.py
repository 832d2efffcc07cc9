from __future__ import annotations

import numpy as np

from onestory.cluster.columns import NOBODY, Articles
from onestory.cluster.terms import Vector, word_hash

TERMS = Vector(np.array([3, 1, 2], np.uint32), np.array([0.9, 0.3, 0.05], np.float32))


def test_weights_of_a_byte_are_within_two_in_a_hundred() -> None:
    articles = Articles()
    number = articles.add("1", 0, 0.0, TERMS)
    kept = articles.vector(number)
    assert kept.hashes.tolist() == TERMS.hashes.tolist()
    assert np.allclose(kept.weights, TERMS.weights, rtol=0.02)


def test_a_number_is_found_by_its_id_though_another_has_the_same_hash() -> None:
    assert word_hash("plumless") == word_hash("buckeroo")
    articles = Articles()
    for place, identifier in enumerate(("plumless", "buckeroo", "3")):
        number = articles.add(identifier, 0, 0.0, TERMS)
        articles.story[number] = place
    assert [articles.number_of(i) for i in ("plumless", "buckeroo", "3", "4")] == [0, 1, 2, NOBODY]


def test_an_article_that_is_gone_is_not_found_and_may_come_again() -> None:
    articles = Articles()
    articles.add("1", 0, 0.0, TERMS)
    assert articles.number_of("1") == NOBODY
    again = articles.add("1", 0, 0.0, TERMS)
    articles.story[again] = 0
    assert articles.number_of("1") == again
