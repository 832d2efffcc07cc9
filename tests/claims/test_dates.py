"""Dates: found, and read against the day of publication and the tense of their clause."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestory.claims.dates import find_dates
from onestory.claims.dates.patterns import ANY, PATTERNS
from onestory.claims.dates.values import easter

THURSDAY = datetime(2026, 3, 12, 9, tzinfo=UTC)


def values(text: str, language: str = "en", day: datetime | None = THURSDAY) -> list[str]:
    return [d.value for d in find_dates(text, day, language)]


@pytest.mark.parametrize(
    "text, value",
    [
        ("The board met on Tuesday.", "2026-03-10"),
        ("The board will meet on Tuesday.", "2026-03-17"),
        ("The board meets on Tuesday.", "2026-03-17"),
        ("A protest is called for Saturday.", "2026-03-14"),
        ("On Tuesday the board voted.", "2026-03-10"),
        ("The pier is closed until Monday.", "2026-03-16"),
        ("They closed the pier until Monday.", "2026-03-16"),
        ("He said on Monday the pier would open on Friday.", "2026-03-13"),
        ("It has been shut since Friday.", "2026-03-06"),
        ("The board met on Thursday.", "2026-03-12"),
        ("The board met last Thursday.", "2026-03-05"),
        ("Storm hits coast Monday", "2026-03-09"),  # a title tells no tense
        ("Police came on Monday night.", "2026-03-09TNI"),
        ("It began last night.", "2026-03-11TNI"),
        ("It began this morning.", "2026-03-12TMO"),
        ("It began at noon.", "2026-03-12T12:00"),
        ("It left at 9.40 p.m.", "2026-03-12T21:40"),
        ("It was dry last summer.", "2025-SU"),
        ("It was dry last winter.", "2025-WI"),
        ("A filter will come in the autumn.", "2026-FA"),
        ("It fell in the autumn of 2023.", "2023-FA"),
        ("It was so in the 1990s.", "199X"),
        ("It was drawn in the 17th century.", "16XX"),
        ("The first half of 2025 was weak.", "2025-H1"),
        ("It will open in three weeks.", "2026-W14"),
        ("It was found two weeks ago.", "2026-W09"),
        ("It was found three days ago.", "2026-03-09"),
        ("It cost half as much a decade ago.", "2016"),
        ("It rained over the weekend.", "2026-W10-WE"),
        ("It shut at Christmas.", "2025-12-25"),
        ("It will open at Easter.", "2026-04-05"),
        ("It is due by the end of September.", "2026-09"),
        ("It rose in September.", "2025-09"),
        ("It will rise in September.", "2026-09"),
        ("It is held every day.", "XXXX-XX-XX"),
        ("It is held on Mondays.", "XXXX-WXX-1"),
    ],
)
def test_what_is_meant(text: str, value: str) -> None:
    assert values(text)[-1] == value


@pytest.mark.parametrize(
    "text, language, value",
    [
        ("Der Rat stimmt am Montag ab.", "de", "2026-03-16"),
        ("Der Rat stimmte am Montag ab.", "de", "2026-03-09"),
        ("Der Rat hat am Montag beraten.", "de", "2026-03-09"),
        ("Das war vor zwei Jahren.", "de", "2024"),
        ("C'était il y a un an.", "fr", "2025"),
        ("Le conseil se réunira lundi.", "fr", "2026-03-16"),
        ("Le conseil s'était réuni lundi.", "fr", "2026-03-09"),
        ("C'était il y a deux ans.", "fr", "2024"),
        ("El puerto cerrará el lunes.", "es", "2026-03-16"),
        ("El puerto cerró el lunes.", "es", "2026-03-09"),
        ("Fue en octubre de 2021.", "es", "2021-10"),
    ],
)
def test_other_languages_have_tenses_too(text: str, language: str, value: str) -> None:
    assert values(text, language)[-1] == value


@pytest.mark.parametrize(
    "text, value",
    [
        ("It opened on 3 May 2025 and closed the day before.", "2025-05-02"),
        ("It opened on 3 May 2025 and closed two days later.", "2025-05-05"),
        ("It opened in 2019 and closed the following year.", "2020"),
        ("It shut on the previous Monday.", "2026-03-09"),
    ],
)
def test_what_is_told_from_the_date_named_last(text: str, value: str) -> None:
    assert values(text)[-1] == value


@pytest.mark.parametrize(
    "text",
    [
        "Prices fall in the shops.",
        "In two years it doubled.",
        "Two days after the storm they left.",
        "They march to the square.",
        "The second half was better.",
        "Summer Smith spoke.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert values(text) == []


def test_without_a_day_of_publication_only_what_is_whole_is_told() -> None:
    text = "On Monday, last summer, on 3 May 2025, at the weekend, two weeks ago, at Easter."
    assert values(text, day=None) == ["XXXX-WXX-1", "2025-05-03", "XXXX-WXX-WE", "XXXX-WXX"]


WRITTEN = {
    "iso": "2026-03-09",
    "cjk": "2026年3月9日",
    "mdy": "March 9, 2026",
    "dmy": "9 March 2026",
    "my": "March 2026",
    "quarter": "third quarter of 2025",
    "set": "every Tuesday",
    "anchored": "the day before",
    "weekend": "last weekend",
    "part": "last night",
    "weekday": "last Tuesday evening",
    "relday": "yesterday",
    "ago": "two weeks ago",
    "within": "in two weeks",
    "period": "last week",
    "season": "the autumn of 2023",
    "decade": "1990s",
    "century": "17th century",
    "holiday": "Christmas Day",
    "clock": "10:30 p.m.",
    "month": "in March",
    "year": "2015",
}


def test_each_pattern_matches_what_it_is_made_for() -> None:
    assert list(WRITTEN) == [kind for kind, _ in PATTERNS]
    for kind, written in WRITTEN.items():
        match = ANY.search(written)
        assert match is not None and match.lastgroup == kind and match.group() == written


def test_easter() -> None:
    days = {2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2038: (4, 25), 2285: (3, 22)}
    assert {year: (easter(year).month, easter(year).day) for year in days} == days


WORDS = """the in two weeks later day before last next Monday night May 31 30 February 2024 1990s every
spring autumn of half first Christmas Easter noon 9.40 p.m. vor zwei Jahren il y a un an
ein einem Jahr hace años 17th century weekend 999 years ago decade previous following month . ,
will said"""


@given(
    st.one_of(
        st.text(max_size=200), st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join)
    )
)
def test_any_text_gives_dates_in_order(text: str) -> None:
    for day in (THURSDAY, None, datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)):
        for language in ("en", "de", "fr", "es", "xx"):
            found = find_dates(text, day, language)
            ends = [0, *(d.span.end for d in found)]
            assert all(
                end <= d.span.start < d.span.end for end, d in zip(ends, found, strict=False)
            )
            assert all(d.value for d in found)
