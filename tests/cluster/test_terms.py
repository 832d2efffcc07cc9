from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onestory.article import Article
from onestory.cluster.common_words import COMMON_WORDS
from onestory.cluster.decide import common_terms
from onestory.cluster.small_words import FUNCTION_WORDS
from onestory.cluster.terms import (
    LEAD_CHARACTERS,
    LEAD_WORDS,
    MOSTLY_ENOUGH,
    WORD,
    TermStatistics,
    Vector,
    name_of,
    terms_of,
    word_hash,
)

WORDS = st.sampled_from(
    ["Quake", "6.6", "5,351", "ferry’s", "the", "x", "Tarn-Head", "東京で", "—"]
)
SPACES = st.sampled_from([" ", "\n\n", "\u00a0", ", "])
TEXTS = st.lists(st.tuples(WORDS, SPACES), max_size=400).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)


@given(TEXTS, st.integers(0, 40))
def test_the_words_of_the_lead_are_those_of_the_whole_pattern(text: str, long: int) -> None:
    """Pieces between spaces are read one by one, and mostly a part of the lead is enough."""
    text = "w" * (long * 50) + " " + text
    found = terms_of(Article(id="1", text=text))
    words = WORD.findall(text[:LEAD_CHARACTERS])[:LEAD_WORDS]
    plain = {w for w in words if w.isascii() and len(w) > 1 and w.lower() not in FUNCTION_WORDS}
    numbers = {word_hash(w) for w in plain if w[0].isdigit()}
    assert numbers <= set(found.hashes.tolist())
    assert len(numbers) == len({word_hash(n) for n in ("6.6", "5,351") if n in words})
    counted = Counter(words)
    for number in numbers:
        word = "6.6" if number == word_hash("6.6") else "5,351"
        weight = found.weights[found.hashes.tolist().index(number)]
        assert weight == np.float32(1) + np.log(np.float32(counted[word]))


def test_a_word_behind_the_short_look_counts_where_there_are_few() -> None:
    text = "w" * (MOSTLY_ENOUGH - 3) + " Osprey"
    assert word_hash("osprey") in terms_of(Article(id="1", text=text)).hashes.tolist()


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=30, unique=True),
    st.lists(st.lists(st.integers(0, 60), min_size=6, max_size=6), min_size=1, max_size=5),
)
def test_terms_in_common_are_found_though_their_bits_fall_together(
    own: list[int], stories: list[list[int]]
) -> None:
    def spread(numbers: list[int]) -> list[int]:
        """Terms of which many have the same low 16 bits."""
        return [n and (n // 4 << 18) + n % 4 + 1 for n in numbers]

    weights = np.arange(1, len(own) + 1, dtype=np.float32)
    article = Vector(np.array(spread(own), np.uint32), weights)
    common = common_terms(article, np.array([spread(s) for s in stories], np.uint32))
    weight_of = dict(zip(own, weights.tolist(), strict=True))
    expected = [
        (row, column, weight_of[term])
        for row, terms in enumerate(stories)
        for column, term in enumerate(terms)
        if term in weight_of
    ]
    found = zip(common.story.tolist(), common.term.tolist(), common.own.tolist(), strict=True)
    assert list(found) == expected


def test_a_common_word_is_believed_to_be_common_and_each_of_the_list_counts() -> None:
    statistics = TermStatistics.of_no_stream()
    words = np.array([word_hash(w) for w in ("government", "osprey")], np.uint32)
    common, rare = statistics.idf(words).tolist()
    assert 0 < common < rare / 2
    assert statistics.idf(name_of(words)).tolist() == [common, rare]
    assert not COMMON_WORDS & FUNCTION_WORDS
