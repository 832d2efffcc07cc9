"""Which of the outlets' headlines stands over a story."""

from __future__ import annotations

import pytest

from onestory.article import Article
from onestory.brief.headline import choose_headline
from onestory.claims.values import Ledger

TEXT = "The harbour wall of Brindle broke on Monday in a storm, and 60 homes were flooded."
PLAIN = "Harbour wall of Brindle breaks in storm"


def chosen(*titles: str, text: str = TEXT) -> str:
    articles = [
        Article(id=str(n), title=t, text=text, language="en", origin=str(n))
        for n, t in enumerate(titles)
    ]
    found = choose_headline(articles, Ledger())
    return found.text if found else ""


@pytest.mark.parametrize(
    "loud",
    [
        "DROWNED: harbour wall of Brindle breaks in storm",
        "“The harbour wall of Brindle is gone”: storm breaks homes",
        "Why the harbour wall of Brindle broke in the storm",
        "What the harbour wall of Brindle tells of storms",
        "Greedy harbour wall of Brindle breaks in storm",
        "Harbour wall of Brindle breaks in storm!",
    ],
)
def test_a_plain_headline_stands_before_a_loud_one(loud: str) -> None:
    assert chosen(loud, PLAIN) == PLAIN


def test_an_ordinary_word_in_capitals_alone_is_loud() -> None:
    """Any word of four letters once counted as shouting, so that nothing did."""
    plain, shouted = "Storm breaks wall of Brindle", "STORM breaks wall of Brindle"
    assert chosen(plain, shouted) == plain
    assert chosen(shouted, plain) == plain


def test_a_headline_that_tells_the_event_stands_before_a_short_one() -> None:
    assert chosen("Brindle in the dark", PLAIN) == PLAIN


def test_nothing_where_no_article_has_a_title() -> None:
    assert chosen("") == ""
