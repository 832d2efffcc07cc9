"""Who says what, sentence by sentence. All people and places are made up."""

from __future__ import annotations

import pytest

from onestory.article import Article
from onestory.claims import annotate

Said = list[tuple[str, str, str]]


def said(text: str) -> Said:
    found = annotate(Article(id="1", text=text)).attributions
    return [
        (a.source.of(text) if a.source else "", a.cue.of(text) if a.cue else "", a.content.of(text))
        for a in found
    ]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "“The bridge was never safe,” Ada Merrick barked.",
            ("Ada Merrick", "barked", "“The bridge was never safe,”"),
        ),
        (
            "“The bridge was never safe,” barked Ada Merrick.",
            ("Ada Merrick", "barked", "“The bridge was never safe,”"),
        ),
        (
            "“The bridge was never safe for lorries.” Merrick said.",
            ("Merrick", "said", "“The bridge was never safe for lorries.”"),
        ),
        (
            "Bo Lind, a mason from Osterby, said Monday's flood had washed out the mill.",
            ("Bo Lind, a mason from Osterby", "said", "Monday's flood had washed out the mill"),
        ),
        (
            "Bo Lind, the mason, said Ms. Merrick envisioned a bridge of oak.",
            ("Bo Lind, the mason", "said", "Ms. Merrick envisioned a bridge of oak"),
        ),
        (
            "Lind told the Osterby Post he’s already mended the dam with stones.",
            ("Lind", "told", "he’s already mended the dam with stones"),
        ),
        (
            "A month later, Merrick walked to Osterby and explained why the dam had burst.",
            ("Merrick", "explained", "why the dam had burst"),
        ),
        (
            "Merrick said she found the dam sound and called the mason's fears unfounded.",
            ("Merrick", "called", "the mason's fears unfounded"),
        ),
        (
            "The dam, Merrick said, has never been looked after by anyone.",
            ("Merrick", "said", "The dam, Merrick said, has never been looked after by anyone"),
        ),
        (
            "Repairs will take until spring, said Bo Lind, a mason who built half the town.",
            ("Bo Lind", "said", "Repairs will take until spring"),
        ),
        (
            "Mayor Ada Merrick Says Osterby Bridge Will Never Close",
            ("Mayor Ada Merrick", "Says", "Osterby Bridge Will Never Close"),
        ),
    ],
)
def test_a_statement_is_found_with_its_speaker(text: str, statement: tuple[str, str, str]) -> None:
    assert statement in said(text)


def test_a_listener_is_told_once() -> None:
    found = said("Merrick told the Post her masons never worked on the mill.")
    assert found == [("Merrick", "told", "her masons never worked on the mill")]


def test_what_somebody_is_said_to_want_is_part_of_the_statement() -> None:
    found = said("Merrick said the mason wanted to close the bridge before the winter.")
    assert [source for source, _, _ in found] == ["Merrick"]


def test_what_somebody_is_said_to_have_said_is_a_statement_of_its_own() -> None:
    found = said("Merrick said that the mason told reporters the bridge was closed.")
    assert {source for source, _, _ in found} == {"Merrick", "the mason"}


def test_a_main_clause_goes_on_behind_who_fears_what() -> None:
    found = said("Lind, who thinks the mill will flood, called the dam a disgrace.")
    assert ("who", "thinks", "the mill will flood") in found
    assert found[-1][1:] == ("called", "the dam a disgrace")


@pytest.mark.parametrize(
    "text",
    [
        "The mill hosts a fair called “Osterby in Bloom” each May.",
        "Mills like the one at Osterby hold a place in its history.",
    ],
)
def test_names_in_quotation_marks_and_likenesses_are_no_statements(text: str) -> None:
    assert not [s for s in said(text) if not s[0] or s[1] in {"like", "hold"}]


def test_an_interrupted_quotation_is_one_statement_of_the_record_and_figures_follow_it() -> None:
    text = (
        "“We counted 40 boats at the quay,” Merrick said. “Then 12 of the boats sank.” "
        "Lind said 9 boats were raised."
    )
    record = annotate(Article(id="1", text=text)).as_record()
    whole, last = record["attributions"]
    start, end = whole["content"]
    assert text[start:end] == text[: text.index(" Lind said")]
    assert text[slice(*last["content"])] == "9 boats were raised"
    assert [f["attribution"] for f in record["figures"]] == [0, 0, 1]


def test_a_quotation_goes_on_with_the_main_speaker() -> None:
    found = said("Merrick added that the mason likes oak. “It lasts longer than any stone.”")
    assert found[-1][0] == "Merrick"
    found = said("“It lasts,” said Lind, who wrote about oak. “It will outlive every one of us.”")
    assert {source for source, _, _ in found if source != "who"} == {"Lind"}


def test_a_new_paragraph_is_not_given_to_whoever_spoke_last() -> None:
    found = said(
        "Merrick said the dam was sound.\n\nA note at the mill read in full “we are all leaving now”."
    )
    assert found[0][0] == "Merrick" and "Merrick" not in {s for s, _, _ in found[1:]}
