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
    ],
)
def test_where_nothing_names_it_its_sentence_stands(text: str) -> None:
    assert label(text) == text
