"""Dated statements in their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onestory.article import Article, Version
from onestory.brief.timeline import build_timeline
from onestory.claims import annotate

FIRST = "Brindle, 27 November (Agency) - The harbour wall of Brindle broke on Friday in a storm."
LATER = "On Sunday engineers closed the harbour of Brindle to all ferries."


def timeline(*articles: Article) -> list[tuple[str, str]]:
    read = {a.id: annotate(a) for a in articles}
    texts = {a.id: a.text for a in articles}
    return [(i.date, i.span.of(texts[i.article])) for i in build_timeline(articles, read)]


def article(text: str, **given: object) -> Article:
    return Article(
        id="1",
        text=text,
        language="en",
        published=datetime(2026, 11, 27, 9, tzinfo=UTC),
        **given,  # type: ignore[arg-type]
    )


def test_what_was_added_later_is_dated_by_when_it_was_added() -> None:
    old = Version(1, datetime(2026, 11, 27, 9, tzinfo=UTC), "", FIRST)
    shown = article(
        f"{FIRST}\n\n{LATER}", versions=(old,), modified=datetime(2026, 11, 29, 18, tzinfo=UTC)
    )
    assert timeline(shown) == [
        ("2026-11-27", "The harbour wall of Brindle broke on Friday in a storm."),
        ("2026-11-29", LATER),
    ]


def test_one_day_is_no_line() -> None:
    assert timeline(article(FIRST)) == []


HARBOUR = "On Wednesday the harbour wall of Brindle got its first deep crack."


def days_of(sentence: str) -> list[str]:
    """The days under which a sentence stands beside one of Wednesday."""
    return [day for day, said in timeline(article(f"{HARBOUR} {sentence}")) if said == sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Engineers are still looking for the cause of Thursday's flood in the town.",
        "Engineers are still looking for the cause of the Thursday flood in the town.",
        "The Christmas market of the town has been closed after the flood.",
        "The town of Brindle counts its losses following the flood on Sunday.",
    ],
)
def test_a_thing_that_is_called_by_its_day_or_a_day_to_come_is_no_item(sentence: str) -> None:
    assert days_of(sentence) == []


@pytest.mark.parametrize(
    "sentence, day",
    [
        ("The town was flooded on Thursday, and ferries stayed in the harbour.", "2026-11-26"),
        ("The council of the town will meet on Sunday in the school.", "2026-11-29"),
    ],
)
def test_what_happened_on_a_day_is_an_item(sentence: str, day: str) -> None:
    assert days_of(sentence) == [day]


def test_what_two_articles_tell_alike_stands_once() -> None:
    again = "The harbour wall of Brindle got its first deep crack on Wednesday, engineers say."
    other = article(f"{again} On Thursday the whole town was under water.", outlet="B")
    other = replace(other, id="2")
    shown = timeline(article(HARBOUR, outlet="A"), other)
    assert len([said for _, said in shown if "crack" in said]) <= 1
