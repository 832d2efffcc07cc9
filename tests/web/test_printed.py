"""What the template tags print: moments, periods, marked parts, reasons, languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from onestory.cluster.phrases import PHRASES
from onestory.web.news.models import Version
from onestory.web.news.pointing import Pointer
from onestory.web.news.templatetags.names import foreign, plain_date, uncredited
from onestory.web.news.templatetags.proof import (
    format_moment,
    marked_all,
    marked_title,
    with_words,
)

MORNING = datetime(2026, 3, 9, 6, 30, tzinfo=UTC)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def marks(html: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(html).css("mark")]


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        (MORNING.replace(second=40), "9 March 2026, 06:30"),
        (MORNING.replace(hour=14), "9 March 2026, 06:30 to 14:30"),
        (MORNING.replace(day=11), "9 March, 06:30 to 11 March 2026, 06:30"),
        (MORNING.replace(year=2027), "9 March 2026, 06:30 to 9 March 2027, 06:30"),
    ],
)
def test_a_period_says_once_what_its_ends_share(last: datetime, shown: str) -> None:
    page = Template("{% load proof %}{% period first last %}")
    assert words(page.render(Context({"first": MORNING, "last": last}))) == shown


def test_the_year_stands_in_lists_only_where_it_is_another() -> None:
    this = timezone.localtime().replace(month=3, day=9, hour=6, minute=30)
    assert format_moment(this, "short") == "9 Mar, 06:30"
    before = this.replace(year=this.year - 1)
    assert format_moment(before, "short") == f"9 Mar {this.year - 1}, 06:30"
    assert words(str(plain_date("2026-03-09", "weekday"))) == "Monday, 9 March"


def test_a_title_is_shown_whole_with_the_part_that_is_meant_marked() -> None:
    version = Version(pk=4, title="Mine closes after 64 years", text="")
    html = marked_title(version, 18, 20)
    assert words(html) == version.title
    assert marks(html) == ["64"]
    assert marks(marked_title(version, 0, len(version.title))) == []


def test_words_found_by_a_search_are_marked_wherever_they_stand() -> None:
    text = "Rain. The ferry sank; no ferry-man drowned."
    version = Version(pk=4, title="", text=text)
    html = with_words(Pointer(version, 6, len(text)), "FERRY drowned rain")
    assert words(html) == text[6:]
    assert marks(html) == ["ferry", "ferry", "drowned"]


def test_parts_that_leave_the_sentence_or_overlap_are_not_marked() -> None:
    version = Version(pk=4, title="", text="Two ships with 30 decks sank.")
    whole = Pointer(version, 0, 29)
    parts = [Pointer(version, 15, 23), Pointer(version, 0, 9), Pointer(version, 4, 12)]
    html = marked_all(whole, [*parts, Pointer(version, 24, 40)])
    assert words(html) == version.text
    assert marks(html) == ["Two ships", "30 decks"]


def test_whom_a_copy_credits_is_said_once() -> None:
    for key, template in PHRASES.items():
        if key.endswith("_credited"):
            shown = uncredited(template.format(percent=86))
            assert shown == PHRASES[key.removesuffix("_credited")].format(percent=86)


def test_a_headline_in_another_language_is_called_so() -> None:
    assert foreign(Version(record={"language": "ja"})) == "Japanese"
    assert foreign(Version(record={"language": "en-GB"})) == ""
    assert foreign(Version(record={})) == ""
