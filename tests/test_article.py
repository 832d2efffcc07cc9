from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestory.article import Article, Span


def test_a_record_comes_back_as_it_went_out() -> None:
    article = Article.from_record(
        {
            "id": 7,
            "title": "T",
            "text": "One.\n\nTwo.",
            "published": "2026-03-09T06:40:00+01:00",
            "authors": ["A", "B"],
            "state": "partial",
            "unknown": {"ignored": True},
        }
    )
    assert article.id == "7"
    assert article.paragraphs == ("One.", "Two.")
    record = article.as_record()
    assert record["published"] == "2026-03-09T06:40:00+01:00"
    assert Article.from_record(record).text == article.text


@pytest.mark.parametrize(
    "record, names",
    [
        ({"title": 3}, "title"),
        ({"published": "yesterday"}, "published"),
        ({"authors": 5}, "authors"),
        ({"state": "lost"}, "state"),
    ],
)
def test_a_wrong_field_is_named(record: dict[str, object], names: str) -> None:
    with pytest.raises(ValueError, match=names):
        Article.from_record(record)


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_a_span_is_what_slicing_says(text: str, start: int, end: int) -> None:
    assert Span(start, end).of(text) == text[start:end]
