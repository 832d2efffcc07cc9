"""Texts written to cost a reader much time or memory: what is looked at in them is bounded."""

from __future__ import annotations

import pytest

from onestory.article import Article, Span
from onestory.claims import annotate, build_ledger
from onestory.claims.figures.find import MOST
from onestory.claims.headline.asserted import _numbers_of
from onestory.claims.headline.check import MOST_RIVALS, is_mismatch
from onestory.claims.headline.support import LONGEST_STEM, Body
from onestory.claims.ledger.align import MOST_FIGURES, facts_of
from onestory.claims.ledger.quoted import MOST_WORDS, quotes_of
from onestory.claims.values import Annotations


def article(text: str, title: str = "", id: str = "a") -> Article:
    return Article(id=id, title=title, text=text, outlet=id, language="en", origin=id)


def test_a_word_without_end_has_few_stems() -> None:
    body = Body("a" * 50_000)
    assert len(body._stems) < LONGEST_STEM
    assert body.has_name("a" * 60)


def test_of_a_text_of_nothing_but_figures_the_first_are_compared() -> None:
    told = article("There were 12 men. " * (MOST_FIGURES + 50))
    assert len(facts_of(told, annotate(told), "a", 0, None)) == MOST_FIGURES


def test_of_a_sentence_of_nothing_but_figures_the_first_are_read() -> None:
    told = annotate(article("$1" * 10_000))
    assert len(told.figures) == MOST


def test_a_table_is_not_compared() -> None:
    told = article("The port has 12 cranes. " + "12 men died and 14 women left, " * 100)
    read = annotate(told)
    assert len(read.figures) > 100
    assert [f.sentence for f in facts_of(told, read, "a", 0, None)] == [read.sentences[0]]


def test_the_circumstances_of_a_figure_are_those_of_its_sentence() -> None:
    told = article(
        "In 2019 the fire killed 31 people. The fire killed 27 people on Monday. In 2011 it was 14."
    )
    first, second, *_ = facts_of(told, annotate(told), "a", 0, None)
    assert "#31" not in second.context
    assert (first.figure.value, second.figure.value) == (31, 27)


def test_of_a_speech_the_opening_is_compared() -> None:
    speech = "“" + "We will " * 100 + "go.”\n\n"
    told = article("Lena Holt said: " + speech * 9)
    found = quotes_of(told, annotate(told), "a", 0, None)
    assert found
    assert max(len(q.words) for q in found) <= MOST_WORDS
    other = article(told.text, id="b")
    quotes = [c for c in build_ledger([told, other]).claims if c.kind == "quote"]
    assert {c.status for c in quotes} == {"agreed"}


def test_a_number_of_the_title_is_held_against_the_first_numbers_of_the_text() -> None:
    title = "Fire kills 300 people"
    early = "The fire killed 31 people in the harbour. " + "It was dark. " * 20
    assert is_mismatch(*_read(title, early))
    late = "At 5 it was dark here. " * (MOST_RIVALS + 1) + "The fire killed 31 people."
    assert not is_mismatch(*_read(title, late))


def _read(title: str, text: str) -> tuple[Article, Annotations]:
    told = article(text, title)
    return told, annotate(told)


@pytest.mark.parametrize(
    ("places", "found"),
    [([0, 3, 7, 12], [0, 1]), ([], []), ([5, 30], []), ([12, 13], [1])],
)
def test_each_sentence_is_looked_at_once(places: list[int], found: list[int]) -> None:
    assert _numbers_of([Span(0, 5), Span(7, 14)], places) == found
