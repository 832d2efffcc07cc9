"""Warnings of an article: each kind with a case that has it and one that has not."""

from __future__ import annotations

import pytest

from onestory.article import Article
from onestory.claims import annotate
from onestory.claims.warnings.beside import beside_story


def warned(kind: str, text: str, language: str = "en") -> list[str]:
    notes = annotate(Article(id="x", text=text, language=language))
    return [w.span.of(text) for w in notes.warnings if w.kind == kind and w.span]


@pytest.mark.parametrize(
    "notice",
    [
        "Sign up to our newsletter and never miss a story.",
        "Got flood pictures?",
        "Send them to our news desk and you could win a day out.",
        "Call our newsdesk.",
        "We pay for stories and pictures.",
        "Your gift keeps a family on its land.",
        "Donate today.",
        "Join from 40 crowns a month.",
        "Get the Courier's alerts on your phone.",
        "Follow Harbour News for good news from our towns.",
    ],
)
def test_notices_of_the_outlet(notice: str) -> None:
    assert warned("boilerplate", f"The bridge was closed on Monday.\n\n{notice}") == [notice]


@pytest.mark.parametrize(
    "sentence",
    [
        "The charity asked people to donate blankets and food.",
        "He signed up for the navy when he was seventeen.",
        "Police followed the car for an hour on the coast road.",
        "She had sent her pictures to the newspaper in March.",
    ],
)
def test_reports_that_look_like_notices(sentence: str) -> None:
    assert warned("boilerplate", sentence) == []


@pytest.mark.parametrize(
    "paragraph, language",
    [
        ("The line suspended the captain, who has commanded the ship since", "en"),
        ("The two clubs meet again in the spring, when the away end will be", "en"),
        ("Había pedido por escrito una respuesta del ministerio, con fecha de", "es"),
        ("The council the the plan was passed by nine votes to four.", "en"),
    ],
)
def test_sentences_cut_off_or_garbled(paragraph: str, language: str) -> None:
    text = f"{paragraph}\n\nThe bridge was closed."
    assert warned("damaged-sentence", text, language) == [paragraph]


@pytest.mark.parametrize(
    "paragraph, language",
    [
        ("Beyond the headlines many of the shops are barely scraping by", "en"),
        ("Unter dem neuen Minister stieg die Zahl der Mitglieder deutlich an", "de"),
        ("Recognising the traders of the old market as contributors; and", "en"),
    ],
)
def test_headings_and_items_are_whole(paragraph: str, language: str) -> None:
    assert warned("damaged-sentence", f"{paragraph}\n\nThe bridge was closed.", language) == []


def test_a_name_off_by_a_letter_or_with_an_ending_more() -> None:
    first = "Colonel Damir Hardacre spoke in the harbour on Monday and left by boat."
    assert warned("possible-name-error", f"{first} Hardocre did not come back.") == ["Hardocre"]
    assert warned("possible-name-error", f"{first} Hardacreo did not come back.") == ["Hardacreo"]
    assert warned("possible-name-error", f"{first} Hardacres did not come back.") == []
    # Another given name is another person.
    assert warned("possible-name-error", f"{first} Ada Hardocre said so at noon.") == []


def test_german_endings_are_no_slips() -> None:
    text = (
        "Die Magdeburger Verkehrsbetriebe haben neue Bahnen. Bei den Magdeburger Verkehrsbetrieben "
        "fahren sie seit Montag, sagte Ada Eichhorst. Eichhorstin nannte sie niemand."
    )
    assert warned("possible-name-error", text, "de") == []


def test_a_name_that_the_other_reports_spell_otherwise() -> None:
    def told(identifier: str, name: str) -> Article:
        text = f"The ship ran aground. Captain {name} said the light was out. Nobody was hurt."
        return Article(id=identifier, text=text, language="en")

    def slips(*articles: Article) -> dict[str, int]:
        read = beside_story(articles, {a.id: annotate(a) for a in articles})
        return {
            k: sum(w.kind == "possible-name-error" for w in n.warnings) for k, n in read.items()
        }

    right = [told("a", "Freja Ulvestad"), told("b", "Freja Ulvestad")]
    assert slips(*right, told("c", "Ulvestaden")) == {"a": 0, "b": 0, "c": 1}
    assert slips(*right, told("c", "Ulla Ulvestaden")) == {"a": 0, "b": 0, "c": 0}
    assert slips(right[0], told("c", "Ulvestaden")) == {"a": 0, "c": 0}  # which of two is wrong?


def test_counts_that_may_hold_the_same_cases_twice() -> None:
    again = (
        "Our clinics saw 679 patients. With the 167 patients at the hospital, to which we refer the "
        "worst cases, the total is 846."
    )
    assert warned("possible-double-count", again) == ["846"]
    apart = "The court heard 12 men and 8 women, 20 witnesses in all."
    assert warned("possible-double-count", apart) == []


@pytest.mark.parametrize("speaker", ["Officials", "A source", "An official"])
def test_speakers_without_a_name(speaker: str) -> None:
    text = f"{speaker} said the matter would be settled within the week."
    assert warned("unnamed-speaker", text) == [speaker]
    named = "Ada Merrick said the matter would be settled within the week."
    assert warned("unnamed-speaker", named) == []


def test_figures_without_a_source() -> None:
    alone = "The place drew 340 visitors on its last open day."
    assert len(warned("unattributed-figure", alone)) == 1
    said = "The owner said the place drew 340 visitors on its last open day."
    assert warned("unattributed-figure", said) == []
