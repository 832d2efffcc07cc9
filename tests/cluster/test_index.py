from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onestory.article import Article
from onestory.cluster import StoryIndex

START = datetime(2026, 3, 9, 6, tzinfo=UTC)

FERRY = (
    "The ferry Osprey ran aground off Tarn Head on Monday with 210 passengers aboard. Rescue boats "
    "from Merrow harbour took them ashore within three hours, the coastguard said. The hull was "
    "holed below the waterline and the engine room flooded while the tide fell."
)
FERRY_AGAIN = (
    "Passengers of the Osprey spent three hours on a sloping deck after the ferry struck rocks at "
    "Tarn Head. Lifeboats from Merrow brought all of them to the harbour, coastguard officers said, "
    "and divers will look at the flooded engine room when the tide turns."
)
BUDGET = (
    "Parliament in Aldmere passed the budget by eleven votes after a night of debate. The finance "
    "minister promised lower duties on fuel and a new fund for rural schools, while the opposition "
    "called the borrowing reckless and asked for a vote of confidence."
)


def article(identifier: str, title: str, text: str, hours: float = 0, **rest: str) -> Article:
    return Article(
        id=identifier, title=title, text=text, published=START + timedelta(hours=hours), **rest
    )


def test_two_reports_of_one_event_share_a_story_and_another_event_does_not() -> None:
    index = StoryIndex()
    first = index.add(article("1", "Ferry Osprey aground off Tarn Head", FERRY))
    other = index.add(article("2", "Budget passes by eleven votes", BUDGET, 1))
    second = index.add(article("3", "Three hours on the Osprey's sloping deck", FERRY_AGAIN, 2))
    assert second.story == first.story == "1"
    assert other.story == "2"
    assert {first.origin, second.origin} == {"1", "3"}  # independent reports


def test_a_copy_shares_its_origin_and_the_reason_says_how_much() -> None:
    index = StoryIndex()
    index.add(article("wire", "Ferry aground", FERRY))
    cut = FERRY.partition(" The hull")[0] + " More is expected later today from our own reporter."
    copy = index.add(article("copy", "Osprey runs aground", cut, 1))
    assert copy.origin == "wire"
    assert "% of its words" in copy.reason


def test_a_shared_quotation_alone_makes_no_copy() -> None:
    quote = "“" + " ".join(f"word{n}" for n in range(60)) + "”"
    index = StoryIndex()
    index.add(article("1", "A", f"{quote} said the captain of the Osprey in the harbour. {BUDGET}"))
    second = index.add(article("2", "B", f"The skipper told us {quote} last night. {FERRY}", 1))
    assert second.origin == "2"


@pytest.mark.parametrize("days, joins", [(1, True), (4, False)])
def test_a_story_takes_no_article_after_its_days(days: int, joins: bool) -> None:
    index = StoryIndex()
    index.add(article("1", "Ferry Osprey aground off Tarn Head", FERRY))
    late = index.add(article("2", "Osprey aground off Tarn Head", FERRY_AGAIN, 24 * days))
    assert (late.story == "1") is joins


def test_renaming_outlets_changes_nothing() -> None:
    texts = [FERRY, BUDGET, FERRY_AGAIN]
    placed = []
    for names in (("A", "B", "C"), ("C", "A", "B")):
        index = StoryIndex()
        placed.append(
            [
                index.add(article(str(n), t[:40], t, n, outlet=name))
                for n, (t, name) in enumerate(zip(texts, names, strict=True))
            ]
        )
    assert placed[0] == placed[1]


def test_restored_articles_stand_where_they_stood() -> None:
    first, again = StoryIndex(), StoryIndex()
    articles = [article("1", "Ferry", FERRY), article("2", "Budget", BUDGET, 1)]
    placements = [first.add(a) for a in articles]
    for a, placement in zip(articles, placements, strict=True):
        again.restore(a, placement)
    newcomer = article("3", "Osprey passengers", FERRY_AGAIN, 2)
    assert again.add(newcomer).story == first.add(newcomer).story == "1"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=8))
def test_any_text_is_placed_and_placed_the_same_twice(texts: list[str]) -> None:
    def place() -> list[str]:
        index = StoryIndex()
        for number, text in enumerate(texts):
            index.add(Article(id=str(number), title=text[:20], text=text))
        index.repair()
        return [index.placement(str(n)).story for n in range(len(texts))]

    assert place() == place()


def test_undated_and_empty_articles_open_stories_of_their_own() -> None:
    index = StoryIndex()
    assert index.add(Article(id="1")).story == "1"
    assert index.add(Article(id="2")).story == "2"
