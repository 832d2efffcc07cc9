from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cluster.stream import stream

from onestory.article import Article
from onestory.cluster import Placement, StoryIndex, terms

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


@pytest.mark.parametrize("year", [1970, 2099])
def test_one_wrong_date_moves_nothing_but_its_own_article(year: int) -> None:
    index = StoryIndex()
    index.add(article("1", "Ferry Osprey aground off Tarn Head", FERRY))
    lost = Article(id="2", title="Budget", text=BUDGET, published=START.replace(year=year))
    index.add(lost)
    for number in range(300):  # enough for what has expired to be looked for
        index.add(Article(id=f"x{number}", title=f"word{number}", published=START))
    third = index.add(article("3", "Three hours on the Osprey's sloping deck", FERRY_AGAIN, 2))
    assert third.story == "1"


def test_a_story_goes_on_when_the_stream_was_silent_for_a_month() -> None:
    index = StoryIndex()
    for number in range(20):
        index.add(article(f"a{number}", f"word{number}", "", 0))
    later = 24 * 30
    first = index.add(article("1", "Ferry Osprey aground off Tarn Head", FERRY, later))
    second = index.add(article("2", "Hours on the Osprey's deck", FERRY_AGAIN, later + 2))
    assert first.story == second.story == "1"


def test_a_flood_of_near_copies_is_one_origin_and_leaves_other_stories_alone() -> None:
    index = StoryIndex()
    index.add(article("budget", "Budget passes by eleven votes", BUDGET))
    index.add(article("ferry", "Ferry Osprey aground off Tarn Head", FERRY))
    flood = [
        index.add(article(f"f{n}", f"Osprey aground {n}", f"{FERRY} Seen {n} times.", n / 1000))
        for n in range(1500)
    ]
    assert {(p.story, p.origin) for p in flood} == {("ferry", "ferry")}
    after = index.add(article("b2", "Budget passed", BUDGET.replace("eleven", "11"), 2))
    assert after.story == "budget"
    own = index.add(article("f-own", "Three hours on the Osprey's sloping deck", FERRY_AGAIN, 2))
    assert (own.story, own.origin) == ("ferry", "f-own")


def test_two_events_with_the_same_names_stay_two() -> None:
    """A place that many stories have is no evidence; what is left must speak for itself."""
    index = StoryIndex()
    for number, other in enumerate(stream(120, hours=3)):
        place = " In Aldmere, officials spoke." if number % 3 == 0 else ""
        index.add(replace(other, text=other.text + place))
    index.add(article("budget", "Aldmere passes budget by eleven votes", BUDGET, 1))
    robbery = (
        "Three masked men robbed a jeweller in Aldmere on Monday and fled on a stolen scooter with "
        "watches worth 40,000 crowns. Detectives in Aldmere searched canals for the weapon while "
        "the shopkeeper, bruised but lucky, gave interviews on the pavement outside her broken door."
    )
    second = index.add(article("robbery", "Aldmere jeweller robbed", robbery, 2))
    assert second.story == "robbery"


def test_an_article_that_stood_alone_is_looked_at_again_when_others_have_come() -> None:
    index = StoryIndex()
    alone = index.add(article("1", "Osprey passengers ashore", FERRY[:60]))
    index.add(article("2", "Ferry Osprey aground off Tarn Head", FERRY, 1))
    index.add(article("3", "Three hours on the Osprey's sloping deck", FERRY_AGAIN, 2))
    changed = {p.id: p for p in index.repair()}
    placements = [index.placement(i) for i in ("1", "2", "3")]
    assert len({p.story for p in placements}) == 1
    assert alone.arrival_story == "1"
    assert all(p == index.placement(i) and p.reason for i, p in changed.items())


@pytest.mark.parametrize(
    ("stands_in", "moved"), [("1 2 2", {"1"}), ("1 1 3", {"3"}), ("1 2 1", {"2"})]
)
def test_stories_are_joined_under_the_address_of_the_larger(
    stands_in: str, moved: set[str]
) -> None:
    index = StoryIndex()
    reports = (
        ("Ferry Osprey aground off Tarn Head", FERRY),
        ("Three hours on the Osprey's sloping deck", FERRY_AGAIN),
        ("Osprey's passengers ashore in Merrow", FERRY_AGAIN),
    )
    for number, ((title, text), story) in enumerate(zip(reports, stands_in.split(), strict=True)):
        report = article(str(number + 1), title, text, number)
        index.restore(report, Placement(report.id, story, story, "line", report.id))
    changed = index.repair()
    assert {p.id for p in changed} == moved
    assert len(set(index.standing().values())) == 1


BUDGET_AGAIN = (
    "Eleven votes carried the Aldmere budget after a debate that lasted until dawn. Duties on fuel "
    "fall and rural schools get a new fund, the finance minister said; opposition members, who call "
    "the borrowing reckless, lost their vote of confidence in parliament an hour later."
)
MIXED = (
    ("2", "Ferry Osprey aground off Tarn Head", FERRY, 0),
    ("3", "Aldmere budget passes by eleven votes", BUDGET, 1),
    ("1", "Three hours on the Osprey's sloping deck", FERRY_AGAIN, 2),
    ("4", "Dawn vote carries Aldmere's budget", BUDGET_AGAIN, 3),
)


def mixed(story: str) -> StoryIndex:
    """Two events in one story."""
    index = StoryIndex()
    for identifier, title, text, hours in MIXED:
        placement = Placement(identifier, story, story, "line", identifier)
        index.restore(article(identifier, title, text, hours), placement)
    return index


@pytest.mark.parametrize("opener", ["1", "2", "3", "4"])
def test_a_story_that_tells_two_events_is_parted(opener: str) -> None:
    """The address stays with the article that opened it."""
    index = mixed(opener)
    changed = index.repair()
    event = {"1", "2"} if opener in {"1", "2"} else {"3", "4"}
    stands = index.standing()
    assert {i for i, story in stands.items() if story == opener} == event
    assert {p.id for p in changed} == {"1", "2", "3", "4"} - event
    assert {p.story for p in changed} < set(stands) - event
    assert all("two events" in p.reason and p.storyline == "line" for p in changed)
    assert not index.repair()
    later = index.add(article("5", "Budget: what the eleven votes mean", BUDGET_AGAIN, 4))
    assert later.story == stands["3"]


def test_a_story_is_left_whole_where_that_is_refused() -> None:
    index = mixed("2")
    asked: list[tuple[list[str], str, str]] = []

    def refuse(articles: Sequence[str], old: str, new: str) -> bool:
        asked.append((list(articles), old, new))
        return False

    assert not index.repair(refuse)
    assert asked == [(["3", "4"], "2", "3")]
    assert set(index.standing().values()) == {"2"}


def test_what_repair_has_looked_at_is_not_looked_at_again() -> None:
    index = StoryIndex()
    for identifier, title, text, hours in MIXED:
        placement = Placement(identifier, "2", "2", "line", identifier)
        index.restore(article(identifier, title, text, hours), placement, settled=True)
    assert not index.repair()


def test_a_story_is_looked_at_again_once_it_has_grown_by_half() -> None:
    index = StoryIndex()
    for identifier, title, text, hours in MIXED:
        placement = Placement(identifier, "2", "2", "line", identifier)
        index.restore(article(identifier, title, text, hours), placement, settled=True)
    for number, parted in ((5, False), (6, True)):
        late = article(str(number), f"Osprey crew {number}", FERRY_AGAIN, number)
        index.restore(late, Placement(late.id, "2", "2", "line", late.id))
        assert bool(index.repair()) is parted


def test_a_text_of_the_same_outlet_says_so() -> None:
    index = StoryIndex()
    index.add(article("1", "Ferry Osprey aground", FERRY, outlet="Post"))
    cross = index.add(article("2", "Ferry Osprey aground", FERRY, 1, outlet="Post"))
    assert cross.origin == "1" and "same outlet" in cross.reason


def test_words_of_every_day_join_nothing_in_a_hub_that_has_just_begun() -> None:
    index = StoryIndex()
    strike = (
        "Tram drivers walked out at five depots before dawn over unpaid overtime, and commuters cycled "
        "or shared taxis. The company expected the decision, officials said this week."
    )
    outage = (
        "A burnt transformer left half of Merrow dark until lunch; bakeries threw away dough and lifts "
        "stuck between floors. The company found the cause, officials said this week."
    )
    index.add(article("strike", "Company expected drivers' walkout", strike))
    other = index.add(article("outage", "Company found burnt transformer", outage, 1))
    assert other.story == "outage"


def test_what_is_rare_is_forgotten_and_what_is_common_kept() -> None:
    statistics = terms.TermStatistics(counts=np.zeros((2, 1024), np.uint32))
    rounds = 3_000
    for number in range(rounds):
        statistics.learn(np.array([7, number % 60 + 1000, number + 5000], np.uint32))
    common, seldom, once = statistics.found(np.array([7, 1003, 5001], np.uint32)).tolist()
    assert 0.98 * rounds <= common <= 1.02 * rounds
    assert abs(seldom - rounds / 60) < 10
    assert once < 10


def test_a_term_never_seen_is_none_and_no_count_is_too_low() -> None:
    statistics = terms.TermStatistics()
    statistics.learn(np.array([1, 2, 3], np.uint32))
    statistics.learn(np.array([2], np.uint32))
    assert statistics.found(np.array([1, 2, 3, 4], np.uint32)).tolist() == [1, 2, 1, 0]


def test_the_next_event_of_a_storyline_continues_it_and_another_of_the_place_does_not() -> None:
    index = StoryIndex()
    for number, other in enumerate(stream(120, hours=3)):
        place = " In Merrow, officials spoke." if number % 3 == 0 else ""
        index.add(replace(other, text=other.text + place))
    index.add(article("ferry", "Ferry Osprey aground off Tarn Head", FERRY, 4))
    inquiry = (
        "The inquiry into the grounding of the ferry Osprey off Tarn Head opened in Merrow. Counsel "
        "read the pilot's log, and the first witness, an engineer of the Osprey, described how water "
        "came into the engine room. The hearing lasts a week and will call lifeboat crews later."
    )
    later = index.add(article("inquiry", "Osprey inquiry hears of pilot's log", inquiry, 24 * 4))
    assert (later.story, later.storyline) == ("inquiry", "ferry")
    budget = BUDGET.replace("Aldmere", "Merrow")
    other = index.add(article("budget", "Merrow passes its budget", budget, 24 * 4))
    assert other.storyline == other.story == "budget"
