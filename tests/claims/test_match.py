"""Which figures of a story are compared, on small invented stories."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onestory.article import Article, Version
from onestory.claims import build_ledger, compare_versions, silent_correction
from onestory.claims.figures.numbers import read_digits
from onestory.claims.notes import is_note
from onestory.claims.values import Claim, Status


def story(*texts: str, languages: tuple[str, ...] = ()) -> list[Article]:
    return [
        Article(
            id=f"a{n}",
            title="Fire at the mill",
            text=text,
            outlet=f"Outlet {n}",
            language=(languages or ("en",) * len(texts))[n],
        )
        for n, text in enumerate(texts)
    ]


def figures(articles: list[Article]) -> list[Claim]:
    return [c for c in build_ledger(articles).claims if c.kind == "figure"]


def status_of(articles: list[Article], *values: str) -> Status:
    """The status of the one claim that has all these values."""
    found = [c for c in figures(articles) if set(values) <= {r.value.lower() for r in c.reports}]
    assert len(found) == 1, [
        (c.text, c.status, [r.value for r in c.reports]) for c in figures(articles)
    ]
    return found[0].status


@pytest.mark.parametrize(
    ("one", "other", "values", "status"),
    [
        ("The fire killed 31 people.", "31 people were killed.", ("31",), "agreed"),
        (
            "The fire killed 31 people.",
            "Police said 27 people were killed.",
            ("31", "27"),
            "disputed",
        ),
        (
            "The fire killed at least 20 people.",
            "The fire killed 31 people.",
            ("at least 20", "31"),
            "compatible",
        ),
        ("Some 260 homes burnt down.", "260 homes burnt down.", ("some 260", "260"), "agreed"),
        (
            "Five boats took people off the pier.",
            "Six vessels took people off the pier.",
            ("five", "six"),
            "disputed",
        ),
        (
            "Organisers said 66,000 people had come to the march.",
            "Organisers said 66,000 people had come to the march; police put the figure at 4,600.",
            ("66,000", "4,600"),
            "disputed",
        ),
        (
            "The ministry said 37 per cent of the barley crop was lost.",
            "62 per cent of the barley crop is lost, weighed by hand.",
            ("37 per cent", "62 per cent"),
            "disputed",
        ),
        (
            "Officials announced that turnout had reached 71 percent.",
            "The commission put turnout at 71 percent. The observers said turnout was 47 percent.",
            ("71 percent", "47 percent"),
            "disputed",
        ),
    ],
)
def test_what_is_compared(one: str, other: str, values: tuple[str, ...], status: Status) -> None:
    assert status_of(story(one, other), *values) == status


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The fire killed 31 people.", "The fire injured 27 people."),
        ("The plan costs 31 million euros.", "The plan needs 27 workers."),
        ("Of 31 wells in the camp, 27 are dry.", "Of 31 wells in the camp, 27 are dry."),
        ("Police arrested 31 people.", "The march drew 66,000 people."),
        ("The girl of six lost her 31 sheep.", "The fire killed 6 people."),
    ],
)
def test_what_is_not(one: str, other: str) -> None:
    assert not [c for c in figures(story(one, other)) if c.status == "disputed"]


def test_a_length_of_time_that_somebody_took_is_one_in_digits_and_in_words() -> None:
    one = (
        "An alarm in the engine room of the ferry Bright Tern rang for 12 minutes before the call."
    )
    other = "Twelve minutes of ringing stand on the recorder of the Bright Tern, read in Kesh."
    assert status_of(story(one, other), "12 minutes", "twelve minutes") == "agreed"
    round_one = other.replace("Twelve", "Ten")
    apart = figures(story(one.replace("12", "10"), round_one))
    assert all(len({r.article for r in c.reports}) == 1 for c in apart)


def test_languages_are_compared() -> None:
    articles = story(
        "The central bank kept its key rate at 3.1 percent.",
        "Die Notenbank lässt den Leitzins bei 3,1 Prozent.",
        languages=("en", "de"),
    )
    assert [c.status for c in figures(articles)] == ["agreed"]


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("Corrects the number of companies to 8 from 10.", True),
        ("Correction: 8 companies, not 10, are on the list.", True),
        ("An earlier version of this article said 10.", True),
        ("In einer früheren Version standen 10 Firmen.", True),
        ("The ministry corrected the toll to 12.", False),
        ("This report was handed to 12 ministers by the clerk.", False),
        ("Corrected for inflation, prices rose by 3 per cent.", False),
    ],
)
def test_notes_on_corrections_are_told_from_reports(sentence: str, note: bool) -> None:
    assert is_note(sentence) is note


@pytest.mark.parametrize("note", ["", "\n\nCorrects the number of companies to 8 from 10."])
def test_a_copy_that_still_carries_what_was_taken_back(note: str) -> None:
    """Also where the article that took it back says in a note what stood there."""
    text = "The council froze the assets of {} companies from the valley on Monday."
    meridian, courier, ledger = story(
        text.format(8) + note, text.format(10), "It hit 8 companies from the valley."
    )
    meridian = Article(
        id=meridian.id, title=meridian.title, text=meridian.text, outlet="A", language="en", origin="a0",
        versions=(Version(1, None, meridian.title, text.format(10)),),
    )  # fmt: skip
    courier = Article(
        id=courier.id,
        title=courier.title,
        text=courier.text,
        outlet="B",
        language="en",
        origin="a0",
    )
    claims = {c.status: c for c in figures([meridian, courier, ledger])}
    assert set(claims) == {"agreed", "withdrawn"}
    assert {r.article for r in claims["withdrawn"].reports} == {"a0", "a1"}
    assert {r.value for r in claims["agreed"].reports if "10" in r.value} == set()
    assert "still carry it: 1." in claims["withdrawn"].why


def test_what_still_stands_beside_its_rival_was_not_taken_back() -> None:
    text = (
        "The ministry said the camp has 59,000 residents. The agency said it has 86,000 residents."
    )
    meridian, courier, ledger = story(
        text, text, "The camp has 59,000 residents, the ministry said."
    )
    before = Version(1, None, meridian.title, text + " Holt went home.")
    meridian = replace(meridian, outlet="A", origin="a0", versions=(before,))
    courier = replace(courier, outlet="B", origin="a0")
    found = [c.status for c in figures([meridian, courier, ledger])]
    assert "withdrawn" not in found


@pytest.mark.parametrize(
    ("written", "language", "value"),
    [
        ("3,1", "de", 3.1),
        ("68,3", "es", 68.3),
        ("5.351", "es", 5351),
        ("1.200,5", "de", 1200.5),
        ("1,200.75", "en", 1200.75),
        ("1 200", "fr", 1200),
        ("1,234,567", "en", 1234567),
    ],
)
def test_numerals_of_four_languages(written: str, language: str, value: float) -> None:
    assert read_digits(written, language) == value


sentence = st.sampled_from(
    [
        "The fire killed 31 people.",
        "Police said 27 people were killed.",
        "At least 20 people died.",
        "The mill had 140 workers.",
        "The owner put it at 90.",
        "It burnt for three hours.",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(sentence, min_size=1, max_size=4), min_size=1, max_size=5), st.randoms())
def test_order_of_arrival_changes_nothing(texts: list[list[str]], random: object) -> None:
    articles = story(*(" ".join(t) for t in texts))
    shuffled = list(articles)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert build_ledger(articles).claims == build_ledger(shuffled).claims


@pytest.mark.parametrize(
    ("old", "new", "silent"),
    [
        ("The fire killed at least 7 people.", "The fire killed 9 people.", False),
        ("The fire killed 7 people.", "The fire killed 9 people.", True),
        ("The fire killed at least 7 people.", "The fire killed 5 people.", True),
        ("The fire killed 7 people.", "The fire killed 9 people. Corrects the toll.", False),
    ],
)
def test_a_toll_that_grows_is_no_correction(old: str, new: str, silent: bool) -> None:
    one, other = (Article(id="a", title="Fire", text=t, language="en") for t in (old, new))
    assert silent_correction(compare_versions(one, other), one, other) is silent


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Mayor Voss took bribes for the harbour contract.",
            "Mayor Voss denied he took bribes for the harbour contract.",
        ),
        (
            "Police arrested the harbour master on Monday night.",
            "Police did not arrest the harbour master on Monday night.",
        ),
        (
            "Valmere troops attacked Kesh before dawn with artillery.",
            "Kesh troops attacked Valmere before dawn with artillery.",
        ),
        (
            "The blast at the old mill killed 12 people.",
            "The blast at the old mill injured 12 people.",
        ),
        (
            "The blast at the old mill killed 12 people.",
            "The owner denied that the blast at the old mill killed 12 people.",
        ),
        (
            "“Our town will never surrender its harbour to them,” said Ann Voss.",
            "“Our town will surrender its harbour to them,” said Ann Voss.",
        ),
    ],
)
def test_opposites_never_agree(one: str, other: str) -> None:
    claims = build_ledger(story(one, other)).claims
    assert [(c.kind, c.text) for c in claims if c.status == "agreed"] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The crash killed 12 men.", "The crash killed 9 women."),
        ("The crash hurt 30 people.", "The crash hurt 9 children."),
        ("The yard cut 500 jobs this year.", "The yard cut 120 jobs last year."),
        ("Each of the buses carried 40 passengers.", "The buses carried 120 passengers."),
        ("The shelling killed 12 people on Monday.", "The shelling killed 30 people on Tuesday."),
    ],
)
def test_other_crowds_and_periods_are_no_dispute(one: str, other: str) -> None:
    assert not [c for c in figures(story(one, other)) if c.status == "disputed"]
