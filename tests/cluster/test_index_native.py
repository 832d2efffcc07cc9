"""The native part and its twin in Python give the same: terms, traces, and every decision."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.cluster.stream import stream

from onestory.article import Article
from onestory.cluster import Placement, StoryIndex, traces
from onestory.cluster.terms import LEAD_WORDS, MOSTLY_ENOUGH, Terms, terms_of, terms_plainly
from onestory.cluster.traces import Traces, traces_of
from onestory.markup import compiled

pytestmark = pytest.mark.skipif(
    compiled is None, reason="the native part is not built: no compiler"
)

WORDS = (
    *(
        "Osprey",
        "don’t",
        "it's",
        "IT'S",
        "rock'n'roll",
        "5,351",
        "6.6.",
        "1,2.3abc",
        "3rd",
        "a",
        "_b_",
    ),
    *(
        "running",
        "aged",
        "buses",
        "xes",
        "ing",
        "œuvre",
        "Éire",
        "für",
        "ÀÉ",
        "straße",
        "Österreichs",
    ),
    *(
        "“quoted”",
        "«so»",
        "naïve—yes",
        "İstanbul",
        "Вести",
        "東京都",
        "ไทย",
        "किताबें",
        "এবং",
        "मy’ि",
        "²",
        "x²",
        "e\u0301",
        "'s",
    ),
    *("\u00a0", "\u2028", "\ud800", "ΑΣ", "a’s", "’s", "the", "The", "THE'S", "über", "w" * 600),
)
LINES = st.lists(
    st.one_of(
        st.sampled_from((*WORDS, "\n", '"', "„", "”", "— A (@b) on March 9, 2026")), st.text()
    ),
    max_size=60,
).map(" ".join)


@contextmanager
def plainly() -> Iterator[None]:
    """Every module of the room without the native part."""
    rooms = [room for name, room in sys.modules.items() if name.startswith("onestory.cluster.")]
    with ExitStack() as stack:
        for room in rooms:
            if hasattr(room, "compiled"):
                stack.enter_context(patch.object(room, "compiled", None))
        yield


def counted(terms: Terms) -> list[tuple[int, float]]:
    return list(zip(terms.hashes.tolist(), terms.weights.tolist(), strict=True))


@given(LINES, LINES, st.integers(0, 3))
@example("", "", 0)
@example("The 5,351 of Österreich", "’" * MOSTLY_ENOUGH + "tail of it", 0)
@example("", "ab " * LEAD_WORDS + "cd", 0)
def test_terms_are_counted_alike(title: str, text: str, more: int) -> None:
    article = Article(id="1", title=title, text=text * (1 + 40 * more))
    assert counted(terms_of(article)) == counted(terms_plainly(article))


def parts(found: Traces) -> list[list[int]]:
    return [found.runs.tolist(), found.words.tolist(), found.quoted.tolist()]


@given(LINES, st.integers(1, 9))
@example("one two three\nfour five", 1)
@example('one "two three four" five six seven', 1)
def test_traces_are_alike(text: str, times: int) -> None:
    natively = parts(traces_of(text * times))
    with patch.object(traces, "compiled", None):
        assert natively == parts(traces_of(text * times))


def placed(articles: list[Article]) -> list[Placement]:
    index, found = StoryIndex(), []
    for number, article in enumerate(articles, 1):
        found.append(index.add(article))
        if number % 50 == 0:
            found += index.repair()
    return found


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 40), st.lists(LINES, max_size=8))
def test_stories_and_origins_are_alike(seed: int, days: int, texts: list[str]) -> None:
    articles = stream(150, seed, hours=24 * days)
    copies = [
        replace(a, id=f"c{a.id}", text=f"{b.text[:200]} {a.text}", credit="AP" * (n % 2))
        for n, (a, b) in enumerate(pairwise(articles[40:81]))
    ]
    odd = [Article(id=f"o{n}", title=text[:40], text=text) for n, text in enumerate(texts)]
    mixed = [*articles[:90], *copies, *odd, *articles[90:]]
    natively = placed(mixed)
    with plainly():
        assert placed(mixed) == natively


def compare_with(part: Any, row: int, head: int) -> object:
    """An article compared with one story, which lies at these numbers."""
    one, weights = np.ones(1, np.uint32), np.ones(1, np.float32)
    rows, heads = np.array([row], np.int32), np.array([head], np.int32)
    told, steps = (one, weights, np.ones(1, np.uint16)), (one, np.ones(1, np.uint8))
    squares = np.zeros(256, np.float32)
    return part.compare(
        one, weights, [0], rows, heads, weights, told, steps, squares, 1, 1, 0.2, 0.3
    )


def test_a_column_may_be_empty() -> None:
    assert compiled is not None
    assert compiled.besides(array("I"), array("I")) == compiled.besides(b"", array("I")) == b""


def test_a_row_that_was_damaged_holds_no_term_of_none() -> None:
    """0 marks a free place, so that a row with it would be read where nothing was written."""
    terms, weights = np.array([0, 5, 0], np.uint32), np.array([3, 2, 0], np.float32)
    counts = np.array([4, 1, 0], np.uint16)
    more = np.array([7, 5], np.uint32), np.array([0.5, 1], np.float32)
    assert compiled is not None
    assert compiled.tell_more(terms, weights, counts, *more) == 2
    assert terms.tolist() == [5, 7, 0]
    assert weights.tolist() == [3, 0.5, 0]
    assert counts.tolist() == [2, 1, 0]


def test_a_chain_that_leads_to_itself_ends() -> None:
    """Postings are older the further they are followed: where they are not, the table is damaged."""
    assert compiled is not None
    key, heads, bits = np.array([9], np.uint32), np.array([2], np.uint32), bytearray(4)
    around = np.array(
        [0, 0, 9, 2, 4, 1, 9, 3], np.uint32
    )  # the second leads to the first, which leads back
    assert compiled.held(around, heads, 9, 9) == [0]
    assert compiled.lay_anew(around, heads, b"", None, 9) == 2
    assert compiled.most_shared(around, heads, b"\xff", key, 64, 9) == [0]
    assert compiled.candidates(around, heads, key, np.ones(1, np.float32), 9, key, 9) == [0]
    compiled.filter_postings(around, heads, bits)
    assert int.from_bytes(bits, "little") == 1 << 9 | 1 << 4


@pytest.mark.parametrize(
    "call",
    [
        lambda part: part.candidates(b"", b"", b"", b"", 1, b"", 1),
        lambda part: part.candidates(bytes(8), bytes(12), b"", b"", 1, b"", 1),
        lambda part: part.held(bytes(8), bytes(3), 1, 1),
        lambda part: part.add_postings(bytes(8), bytes(4), bytearray(), 1, bytes(4), bytes(4)),
        lambda part: part.met(b"", bytes(2), np.array([9], np.uint32), [0]),
        lambda part: part.met(b"", bytes(2), np.array([1], np.uint32), [1]),
        lambda part: part.most_shared(bytes(8), bytes(4), b"", bytes(4), 1, 1),
        lambda part: part.traces(bytes(4), bytes(4), bytes(1), bytes(1), b"", 2, 9),
        lambda part: part.heaviest(np.ones(2, np.int64), np.ones(4, np.float32), 4),
        lambda part: part.besides(np.frombuffer(bytes(9), np.uint8)[1:], array("I")),
        lambda part: compare_with(part, row=-1, head=2**31 - 1),
        lambda part: compare_with(part, row=2**31 - 1, head=-1),
    ],
)
def test_columns_of_other_lengths_are_refused(call: object) -> None:
    with pytest.raises(ValueError, match=r"table|size|postings|text|filter|lengths|column|story"):
        call(compiled)  # type: ignore[operator]
