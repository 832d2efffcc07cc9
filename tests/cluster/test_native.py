"""The native part and its twin in Python give the same: terms, traces, and every decision."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import pairwise
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
    ],
)
def test_columns_of_other_lengths_are_refused(call: object) -> None:
    with pytest.raises(ValueError, match=r"table|size|postings|text|filter|lengths|column"):
        call(compiled)  # type: ignore[operator]
