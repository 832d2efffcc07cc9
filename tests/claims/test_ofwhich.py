"""Numbers of two events, players, polls or places are no rivals; of one they still are."""

from __future__ import annotations

import pytest

from onestory.article import Article
from onestory.claims import build_ledger
from onestory.claims.ledger.ofwhich import PAYER, POLLSTER, POSSESSOR


def statuses(one: str, other: str) -> set[str]:
    pair = [
        Article(id="1", text=one, outlet="a", language="en"),
        Article(id="2", text=other, outlet="b", language="en"),
    ]
    claims = [c for c in build_ledger(pair).claims if c.kind in {"figure", "event"}]
    return {c.status for c in claims if len({r.article for r in c.reports}) == 2}


APART = [
    (
        "Two explosions at the bridge in Tarnholm killed many, among them a boy aged eight.",
        "The attack at the bridge in Tarnholm killed three, among them a boy aged eight.",
    ),
    (
        "The latest Norpress poll put Holt at 12 percent after the party conference.",
        "A Meridian poll put Holt at 19 percent after the party conference.",
    ),
    (
        "Some areas of Kesh county have had 24 inches of rain since the storm came.",
        "Some areas of Kesh county have had 30 inches of rain since the storm came.",
    ),
    (
        "Police made six arrests at the harbour, compared with 47 arrests on Tuesday night.",
        "Police made 38 arrests at the harbour on Tuesday.",
    ),
    (
        "The first quake damaged 140 houses in Kesh, the agency said.",
        "The quake on Wednesday damaged 190 houses in Kesh, the agency said.",
    ),
    (
        "Brask scored six touchdowns for Tarnholm this season.",
        "He scored nine touchdowns for Tarnholm this season.",
    ),
    (
        "The plan promises savings in ten years of $800 billion from tax reform, aides said.",
        "The plan promises savings in ten years of $350 billion from hospitals, aides said.",
    ),
    (
        "The wave killed 170,000 people in the province and tens of thousands more in countries around.",
        "The wave killed 230,000 people.",
    ),
    (
        "Ravn's plants at the lake in Kesh employ 240 workers.",
        "Holm's plants at the lake in Kesh employ 310 workers.",
    ),
    (
        "At 5 p.m. the centre of Hurricane Orla was near latitude 15.7 north.",
        "At 5 p.m. Teva's centre was near latitude 25.6 north.",
    ),
    (
        "Tarnholm is among the bottom 10 states on these measures.",
        "Tarnholm is among the bottom five states on these measures.",
    ),
    (
        "Pensioners would pay 50 percent of the costs of their medicine.",
        "The fund would pay 90 percent of the costs of their medicine.",
    ),
    (
        "Two bombs fell inside the camp at Yessa, an aid worker said.",
        "Four bombs fell outside the camp at Yessa, an aid worker said.",
    ),
    (
        "Two mass shootings in cities of the south left 31 people dead at the weekend.",
        "The man who drove 600 miles to kill 22 people in Tarnholm at the weekend is in court.",
    ),
    (
        "The storm Orla weakened to winds of 100 mph when it crossed the Tarnholm bridge.",
        "The storm Orla has winds of 120 mph near the Tarnholm bridge but gains strength.",
    ),
    (
        "In the latest Norpress poll 62 percent of voters in Tarnholm support the harbour tax.",
        "In the latest Norpress poll 37 percent of voters in Tarnholm oppose the harbour tax.",
    ),
    (
        "JUST WATCHED No sign of a deal on the harbour tax Replay More Videos ...",
        "JUST WATCHED Signs of a deal on the harbour tax Replay More Videos ...",
    ),
]
RIVALS = [
    (
        "A gunman opened fire in a club, killing 50 people and wounding at least 53 more in the city.",
        "Relatives of the 49 people killed in the club spoke to the minister.",
    ),
    (
        "Police made 47 arrests at the harbour on Tuesday night.",
        "Police made 38 arrests at the harbour on Tuesday night.",
    ),
    (
        "The first quake damaged 140 houses in Kesh, the agency said.",
        "The first quake damaged 190 houses in Kesh, the mayor said.",
    ),
    (
        "Brask scored six touchdowns for Tarnholm this season.",
        "Brask scored nine touchdowns for Tarnholm this season.",
    ),
    (
        "Mending the gates at the weir costs 85 million crowns, the ministry told members.",
        "According to a paper of the ministry, mending the weir will cost 60 million crowns.",
    ),
    (
        "Marches took place in 8 other towns of the south on Sunday.",
        "Marches took place in 12 other towns of the south on Sunday.",
    ),
    (
        "The first round of tariffs on 818 products worth $34 billion begins on Friday.",
        "The list of tariffs has 888 products worth $34 billion.",
    ),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_numbers_of_two_things_are_no_rivals(one: str, other: str) -> None:
    assert "disputed" not in statuses(one, other)


@pytest.mark.parametrize(("one", "other"), RIVALS)
def test_numbers_of_one_thing_still_are(one: str, other: str) -> None:
    assert "disputed" in statuses(one, other)


def test_long_words_cost_no_more_than_short_ones() -> None:
    """Patterns that are asked of every pair of numbers begin at words, of bounded length."""
    for pattern in (POLLSTER, PAYER, POSSESSOR):
        assert pattern.search("A" * 200_000) is None
        assert pattern.search("A " * 100_000) is None
