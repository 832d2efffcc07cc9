"""The headline against its body: what is listed without support, and what a reader is warned of."""

from __future__ import annotations

import pytest

from onestory.article import Article
from onestory.claims import annotate, build_ledger
from onestory.claims.headline import check_headline, is_mismatch
from onestory.claims.support import Body

BODY = (
    "The Pellan yard in Stavern will close in May, its owner said on Monday. Managing director Ada "
    "Merrick said 212 jobs would go. “We build good ships,” she said. The union wants a strike vote. "
    "The Tokiwan owner bought the yard in 2011 and has lost money in each year since. The cranes may "
    "be sold. A mayor, Otto Brandis, came to the gate in the rain and went away again."
)
GERMAN = (
    "Die Werft in Stavern schließt im Mai, teilte der Eigentümer am Montag mit. Geschäftsführerin Ada "
    "Merrick sagte, 212 Stellen fielen weg. Die Gewerkschaft will über einen Streik abstimmen. Der "
    "Bürgermeister kam ans Tor und ging wieder, es regnete den ganzen Tag über dem Hafen der Stadt."
)


def unsupported(title: str, text: str = BODY, language: str = "en") -> list[str]:
    article = Article(id="x", title=title, text=text, language=language)
    found = check_headline(article, annotate(article))
    return [c.span.of(title) for c in found if not c.supported]


@pytest.mark.parametrize(
    "title",
    [
        "Pellan yard in Stavern to close",
        "Stavern's Pellan yard to shed 212 jobs",
        "Pellan Yard To Shed Jobs As Owner Counts Losses",  # every word has a capital
        "Tokiwa owner to close Stavern shipyard",  # the text has "Tokiwan"
        "YARD CHAOS: owner to close Stavern docks",  # shouted, no names
        "Stavern yard to close in May, says Merrick",
    ],
)
def test_what_the_text_has_is_supported(title: str) -> None:
    assert unsupported(title) == []


@pytest.mark.parametrize(
    "title, missing",
    [
        ("Pellan yard in Brackwater to close", "Brackwater"),
        ("Brackwater's yard to close with loss of jobs", "Brackwater's"),  # at the beginning
        ("Osterlund Holdings to close Stavern yard", "Osterlund"),
        ("Pellan Yard in Brackwater Will Close With Loss of Jobs", "Brackwater"),
        ("Pellan yard to shed 340 jobs", "340"),
        ("Pellan yard to close in October", "in October"),
        ("Otto Brandis says the yard must stay open", "Otto Brandis"),  # he says nothing
        ("Cranes of Stavern yard sold", "sold"),  # they may be
        ("Late goal lifts bottom club out of relegation zone", None),  # another text's headline
    ],
)
def test_what_the_text_has_not_is_listed(title: str, missing: str | None) -> None:
    assert (missing or title) in unsupported(title)


def test_a_name_inside_another_word_is_not_that_name() -> None:
    body = Body("A woman was taken to hospital on Monday, the Leaksberg police said.")
    assert not body.has_name("Oman")
    assert body.has_name("Leaks")


def test_what_may_be_may_be_told_as_what_may_be() -> None:
    assert unsupported("Cranes of Stavern yard may be sold") == []


@pytest.mark.parametrize(
    "title, missing",
    [
        ("Ada Merrick schließt Werft in Stavern", []),
        ("Neue Regel für Werft in Stavern", []),  # every noun has a capital
        ("Vera Quillan schließt die Werft", ["Vera", "Quillan"]),
        ("Streik auf der Werft in Brackwater", ["Brackwater"]),
    ],
)
def test_german_titles(title: str, missing: list[str]) -> None:
    assert unsupported(title, GERMAN, "de") == missing


@pytest.mark.parametrize(
    "word, text",
    [
        ("Joburg", "The mayor of Johannesburg spoke."),
        ("French", "It was made in France."),
        ("Bill", "William Hardacre won."),
        ("VBS", "Valmere Broadcasting Service said so."),
        ("Merrowmen", "The isle of Merrow voted."),
    ],
)
def test_other_forms_of_a_name(word: str, text: str) -> None:
    assert Body(text).has_name(word)
    assert not Body("Nobody was there at noon.").has_name(word)


def test_a_text_that_only_leaves_a_number_out_is_no_ground_for_a_warning() -> None:
    # No number of the text could stand for it: listed, not warned of.
    article = Article(id="x", title="Stavern yard to close after 9,600 days", text=BODY)
    assert unsupported(article.title) == ["9,600"]
    assert not is_mismatch(article, annotate(article))
    swapped = Article(id="x", title="Stavern yard to shed 340 jobs", text=BODY)
    assert is_mismatch(swapped, annotate(swapped))


def test_a_name_that_other_reports_of_the_story_have() -> None:
    title = "Workers of Norhaven hear of the end of the Pellan yard"
    first = Article(id="a", title=title, text=BODY, outlet="a", language="en")
    told = "In Norhaven the end of the Pellan yard came over the radio. " * 5
    second = Article(id="b", title="The yard", text=told, outlet="b", language="en")
    assert unsupported(title) == ["Norhaven"]
    checks = build_ledger([first, second]).headline_checks
    assert all(c.supported for c in checks if c.article == "a")
    assert "other reports" in next(c.note for c in checks if c.span.of(title) == "Norhaven")


@pytest.mark.parametrize("title", ["", "?", "“", "A" * 5000, "7 7 7 7", "ＡＢＣ 全文 全文 全文"])
def test_any_title_is_read(title: str) -> None:
    article = Article(id="x", title=title, text=BODY)
    assert all(0 <= c.span.start < c.span.end for c in check_headline(article, annotate(article)))
