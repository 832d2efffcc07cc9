"""Which numbers are figures, and what is read of them."""

from __future__ import annotations

import pytest

from onestory.article import Article
from onestory.claims import annotate
from onestory.claims.ledger.allowed import interval_of
from onestory.claims.values import Figure


def figures(text: str, language: str = "en") -> list[Figure]:
    return list(annotate(Article(id="a", title="", text=text, language=language)).figures)


@pytest.mark.parametrize(
    "text",
    [
        "The doors opened at eight.",
        "The blockade ended at ten past four, with a blast.",
        "At ten to five the bell rang.",
        "The youngest of them was a girl of six.",
        "I have not been ill since I was thirty, because there is nobody else.",
        "It came down in the eighty-eighth minute.",
        "A child was born on page nineteen. She drinks too.",
        "The satellite Shigure-3 stayed where it was.",
        "A lorry ran into the market two winters ago.",
        "The two said they would sell.",
        "Door 4, where he was found, was open.",
        "She ate half a loaf.",
    ],
)
def test_numbers_that_are_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "language", "value", "comparator", "unit", "counts"),
    [
        ("A quake of magnitude 6.3 struck the valley.", "en", 6.3, "=", "", "magnitude"),
        ("A magnitude 6.1 earthquake shook homes.", "en", 6.1, "=", "", "magnitude"),
        ("Un sismo de magnitud 5,8 sacudió el valle.", "es", 5.8, "=", "", "magnitud"),
        ("Ein Beben der Stärke 6,3 traf das Tal.", "de", 6.3, "=", "", "Stärke"),
        ("Nine were killed.", "en", 9, "=", "", "were killed"),
        ("There were 181 on board.", "en", 181, "=", "", "on board"),
        ("Seven times in that year the crew drilled.", "en", 7, "=", "", "times"),
        ("The coast is to lose hundreds of jobs.", "en", 200, ">=", "", "jobs"),
        ("It killed three “armed smugglers” at the bridge.", "en", 3, "=", "", "armed smugglers"),
        ("A family of four rooms or more is rare.", "en", 4, ">=", "", "rooms"),
        ("Almost 41 million people live there.", "en", 41e6, "<", "", "people"),
        ("Turnout was just over 68 percent.", "en", 68, ">", "%", "Turnout"),
        ("It took a little over two hours.", "en", 2, ">", "hour", None),
        ("The jobs are to go over two years.", "en", 2, "=", "year", None),
        ("The file had been there for half a year.", "en", 0.5, "=", "year", None),
        ("The belt is 13 nautical miles wide.", "en", 13, "=", "nmi", None),
        ("It asked for a nine-seat council.", "en", 9, "=", "", "seat"),
        (
            "The storm is over. 11 whales were saved that day.",
            "en",
            11,
            "=",
            "",
            "whales were saved",
        ),
        ("The dead number 34, and the search goes on.", "en", 34, "=", "", None),
        ("Das Amt hat laut Küstenrat 17 Personen benannt.", "de", 17, "=", "", "Personen benannt"),
        ("La marche a duré deux heures et demie.", "fr", 2.5, "=", "hour", None),
        ("La mina debe 379 millones de pesos.", "es", 379e6, "=", "peso", None),
        ("投資額は3060億円となる。", "ja", 3060e8, "=", "JPY", None),
        ("約300人が集まった。", "ja", 300, "~", "", None),
    ],
)
def test_what_is_read_of_a_figure(
    text: str, language: str, value: float, comparator: str, unit: str, counts: str | None
) -> None:
    found = figures(text, language)
    assert [(f.value, f.comparator, f.unit) for f in found] == [(value, comparator, unit)]
    if counts is not None:
        assert found[0].counts is not None and found[0].counts.of(text) == counts


@pytest.mark.parametrize(
    ("written", "allowed", "excluded"),
    [
        ("almost 300 people", 290, 310),
        ("almost 300 people", 290, 100),
        ("just over 300 people", 310, 500),
        ("more than 300 people", 500, 299),
    ],
)
def test_a_near_bound_allows_little(written: str, allowed: float, excluded: float) -> None:
    low, high = interval_of(figures(f"It drew {written}.")[0])
    assert low <= allowed <= high
    assert not low <= excluded <= high
