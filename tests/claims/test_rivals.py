"""Which numbers that cannot both be true are called disputed, and which stand apart. All invented."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onestory.article import Article
from onestory.claims import build_ledger
from onestory.claims.values import Claim


def claims(*texts: str, days: tuple[int, ...] = (9, 9, 9)) -> list[Claim]:
    articles = [
        Article(
            id=f"a{n}",
            title="",
            text=text,
            outlet=f"Outlet {n}",
            language="en",
            published=datetime(2026, 6, day, tzinfo=UTC),
        )
        for n, (text, day) in enumerate(zip(texts, days, strict=False))
    ]
    return list(build_ledger(articles).claims)


def disputed(*texts: str, days: tuple[int, ...] = (9, 9, 9)) -> list[set[str]]:
    """The values of each disputed figure, or the words of each disputed quotation or day."""
    return [
        {r.value.lower() for r in c.reports}
        for c in claims(*texts, days=days)
        if c.status == "disputed"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A toll that one outlet gives higher on the same day.
        ("The fire killed 31 people.", "The fire killed 27 people."),
        # "The real number was": a voice against the text's own number.
        (
            "The company will cut 380 jobs. The union said the real number was 471 jobs.",
            "The company will cut 380 jobs.",
        ),
        ("The 448-page report on the mill came out.", "The 488-page report on the mill came out."),
    ],
)
def test_rival_numbers_are_disputed(one: str, other: str) -> None:
    assert len(disputed(one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Another hour, a reading of one moment.
        (
            "The storm Ada had winds of 125 mph, the centre said at 2 p.m. on Wednesday.",
            "The storm Ada had winds of 110 mph on Wednesday night, the centre said.",
        ),
        # A part in another place.
        (
            "The storm left 56 people missing, the minister said.",
            "In Corvane 38 people died, and 37 people are missing, the police said.",
        ),
        # One outlet has both numbers.
        (
            "The plan takes 8 billion dollars for the wall. About 5 billion dollars for the wall "
            "come from the army.",
            "The plan takes 5 billion dollars for the wall from the army.",
        ),
        # A margin and a count.
        (
            "Holt leads Merrick by 20,000 votes.",
            "Merrick has 31,000 votes that nobody counted, her campaign said.",
        ),
        # Two stretches of time.
        (
            "Guards made 17 checks of the cells over the next two days.",
            "Guards made 26 checks of the cells during those six days.",
        ),
        # Exact and rounded.
        ("Holt won 55.5 percent of the vote.", "Holt won 55 percent of the vote."),
        (
            "The ministry released 2,891 documents on the dam.",
            "The ministry released 2,800 documents on the dam.",
        ),
    ],
)
def test_numbers_told_apart_are_not_disputed(one: str, other: str) -> None:
    assert not disputed(one, other)
    assert not disputed(other, one)


def test_a_toll_that_grew_by_the_next_day_is_not_disputed() -> None:
    texts = ("The fire killed 27 people.", "The fire killed 31 people.")
    assert not disputed(*texts, days=(9, 10))
    assert disputed(*texts, days=(10, 9))


def test_one_article_is_in_dispute_only_where_a_voice_answers_another() -> None:
    alone = (
        "The company keeps 1,000 jobs in Carrow after telling workers it would close a plant at the "
        "cost of 1,400 jobs."
    )
    assert not disputed(alone, "Holt visited the plant in Carrow.")


@pytest.mark.parametrize("who", ["Two", "57 percent of voters"])
def test_a_share_or_a_bare_number_is_no_speaker_of_a_figure(who: str) -> None:
    found = claims(f"{who} said that 12 wells had failed.", "Holt said that 12 wells had failed.")
    agreed = next(c for c in found if "12" in {r.value for r in c.reports})
    assert [r.speaker.text if r.speaker else None for r in agreed.reports] == [None, "Holt"]


def test_what_was_not_somebodys_idea_is_not_denied() -> None:
    assert not disputed(
        "The judge gave the swimmer a six-month sentence for the assault.",
        "The six-month sentence for the assault wasn't Holt's idea, a clerk said.",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The editor's brackets are no words of the speaker.
        (
            "“[Group-13 has] turned quiet parks and good streets into killing fields,” Holt said.",
            "“They have turned quiet parks and good streets into killing fields,” Holt said.",
        ),
        # Cut where the words only deny once more.
        (
            "“We will never let them open the dam again, not now, not ever,” Holt said.",
            "“We will never let them open the dam again,” Holt said.",
        ),
        # One name with and without its accent.
        (
            "“I ask your office to end its review of the dam,” Ana Peña wrote.",
            "“I ask your office to end its review of the dam,” Ana Pena wrote.",
        ),
        # Two sentences that share a phrase.
        (
            "“I hope this is the last time we have to take to the streets,” said Ada Merrick.",
            "“We have to remain in the streets now,” said Lena Holt.",
        ),
    ],
)
def test_quotations_that_only_look_turned_are_not_disputed(one: str, other: str) -> None:
    assert not disputed(one, other)


def test_a_quotation_that_lost_a_denial_is_disputed() -> None:
    assert disputed(
        "“It is now clear that the dam will hold the water,” Holt said.",
        "“It is not clear that the dam will hold the water,” Holt said.",
    )
