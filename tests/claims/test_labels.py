"""What a claim is called: a noun phrase of a source, or its sentence."""

from __future__ import annotations

import pytest

from onestory.article import Article
from onestory.claims import build_ledger


def label(text: str) -> str:
    """The name of the one figure that two outlets give."""
    articles = [Article(id=n, title="", text=text, outlet=n, language="en") for n in "ab"]
    claims = [c for c in build_ledger(articles).claims if c.kind == "figure"]
    assert len(claims) == 1
    return claims[0].text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Kesh 27 people were killed on Monday.", "people were killed"),
        ("He said in evidence that the bilge alarm ran 12 minutes that night.", "bilge alarm"),
        ("It was announced after midnight that turnout had reached 71 percent.", "turnout"),
        ("The county counts 1,200 homes flooded by the river.", "homes"),
        ("The council asked 17 senior port officials for their papers.",
         "senior port officials"),
        ("The board of Kesh passed two bills Thursday.", "bills"),
        ("In the poll 76 percent of the villagers favor the dam.", "villagers"),
        ("By six the Wyle stood at 7.6 metres on the gauge of the town.", "Wyle"),
        ("He reckoned that 232 loaves had been handed out of the window.", "loaves"),
    ],
)  # fmt: skip
def test_a_claim_is_called_by_what_is_counted(text: str, name: str) -> None:
    assert label(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "The school says 42 of them, all from Kesh, have signed the list.",
        "The mayor set a deadline for the ministry to turn over 16 years of papers to the court.",
        "The stock in the bay has shrunk by 14 percent since the gates were built.",
        "The food cards of the aid group in the camp say 86,000 this week.",
        "A crowd of about 1,000 broke through the gate of the yard.",
        "The rule lets 14 young and old members vote.",
        "The utility said that 300 Harbour Gas & Water customers had no light.",
        "The picture was sold by Corvane Images for 45,000 crowns.",
        "The Snapchat plan costs $9.99 a month in Kesh.",
        "The mayor earned $10.6 million last year with his ferries.",
        "The hall was booked for 90 crowns ahead of time by the union.",
        "A ferry with 181 people on board struck the wall of Kesh.",
        "The water of Kesh may rise three feet above the record of last year.",
        "In Kesh 27 bandits were killed on Monday.",
    ],
)
def test_where_nothing_names_it_its_sentence_stands(text: str) -> None:
    assert label(text) == text


@pytest.mark.parametrize(
    "text, value",
    [
        ("Officials said 12 people had reached the clinic of Kesh.", "12 people"),
        ("The report says that 496 files read so far gave no sign.", "496 files"),
        ("In Kesh 27 people were killed on Monday.", "27 people were killed"),
        ("The institute puts inflation at 5.1 percent in Kesh.", "inflation at 5.1 percent"),
        ("The council kept the price of money at 3.1 percent.", "price of money at 3.1 percent"),
        ('The border service says 3 "armed smugglers" were shot.', '3 "armed smugglers"'),
    ],
)  # fmt: skip
def test_a_value_is_shown_with_what_it_counts_and_no_half_sentence(text: str, value: str) -> None:
    articles = [Article(id=n, title="", text=text, outlet=n, language="en") for n in "ab"]
    claim = next(c for c in build_ledger(articles).claims if c.kind == "figure")
    assert claim.reports[0].span.of(text).startswith(value)


def test_a_claim_is_called_in_the_language_of_most_outlets() -> None:
    texts = {
        "a": ("de", "Nach Angaben des Amtes verlieren 132 Städte Geld."),
        "b": ("en", "The office says 132 towns will lose money."),
        "c": ("en", "The new count means that 132 towns will lose money."),
    }
    articles = [
        Article(id=n, title="", text=text, outlet=n, language=language)
        for n, (language, text) in texts.items()
    ]
    claim = next(c for c in build_ledger(articles).claims if len(c.reports) == 3)
    assert claim.text == "towns"


def test_two_claims_of_one_sentence_are_called_by_plainer_ones() -> None:
    both = "The country has 41 million people, and 27 per cent of them live alone."
    texts = {
        "a": both,
        "b": "Ostmark has 41 million people.",
        "c": "Of all, 27 per cent live alone.",
    }
    articles = [
        Article(id=n, title="", text=text, outlet=n, language="en") for n, text in texts.items()
    ]
    claims = [c for c in build_ledger(articles).claims if len(c.reports) > 1]
    assert claims and both not in {c.text for c in claims}
