"""Who says what, sentence by sentence. All people and places are made up."""

from __future__ import annotations

import pytest
from tests.claims.said import said

from onestory.article import Article
from onestory.claims import annotate


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
            "“The dam will hold,” Ada Merrick, a mason, told the Osterby Post.",
            ("Ada Merrick, a mason", "told", "“The dam will hold,”"),
        ),
        (
            "Ada Merrick, a mason who likes oak, said Osterby “has no better wood anywhere.”",
            (
                "Ada Merrick, a mason who likes oak",
                "said",
                "Osterby “has no better wood anywhere.”",
            ),
        ),
        (
            "The dam will hold, but it will need oak, said a mason who helped to build it.",
            ("a mason", "said", "The dam will hold, but it will need oak"),
        ),
        (
            "While the mill could show a profit, the dam will cost more, Professor Merrick said.",
            (
                "Professor Merrick",
                "said",
                "While the mill could show a profit, the dam will cost more",
            ),
        ),
        (
            "Bo Lind, the mason, forcefully rejected the plan.",
            ("Bo Lind, the mason", "rejected", "the plan"),
        ),
        (
            "Masons left the mill, with Bo Lind saying the dam would never hold.",
            ("Bo Lind", "saying", "the dam would never hold"),
        ),
        (
            "When I asked Lind about the dam, he laughed and said the mill was safe.",
            ("he", "said", "the mill was safe"),
        ),
        (
            "“It will hold,” she said, adding that the mason chose oak for the dam.",
            ("she", "adding", "that the mason chose oak for the dam"),
        ),
        (
            "Merrick endorsed the new dam, a wall of oak that no mason would build.",
            ("Merrick", "endorsed", "the new dam"),
        ),
        (
            "When Merrick announced her plan, the whole town stood up in the hall.",
            ("Merrick", "announced", "her plan"),
        ),
        (
            "But according to the masons, the dam was never built of oak.",
            ("the masons", "according to", "the dam was never built of oak"),
        ),
        (
            "Merrick: Dam at Osterby will hold for years.\n\nThe mayor spoke in the mill.",
            ("Merrick", ":", "Dam at Osterby will hold for years"),
        ),
        (
            "Lind came late.\n\nLIND: Nobody has looked after the dam.",
            ("LIND", ":", "Nobody has looked after the dam"),
        ),
        (
            "The dam is expected to hold until spring.",
            ("", "expected", "The dam is expected to hold until spring"),
        ),
        (
            "The mill seemed certain to close, so they left.",
            ("", "seemed", "The mill seemed certain to close"),
        ),
        (
            "Asked whether the dam would hold, Merrick laughed.",
            ("", "Asked", "whether the dam would hold"),
        ),
        (
            "Asked by a mason whether the dam would hold, Merrick laughed.",
            ("a mason", "Asked", "whether the dam would hold"),
        ),
        (
            "“I fundamentally disagree,” said retired Colonel Bo Lind.",
            ("retired Colonel Bo Lind", "said", "“I fundamentally disagree,”"),
        ),
        (
            "Mayor Ada Merrick Says Osterby Bridge Will Never Close",
            ("Mayor Ada Merrick", "Says", "Osterby Bridge Will Never Close"),
        ),
        (
            "The mayor told reporters 40 masons were missing.",
            ("The mayor", "told", "40 masons were missing"),
        ),
        (
            "Officials put the number of masons hurt at 40 on Monday.",
            ("Officials", "put", "the number of masons hurt at 40 on Monday"),
        ),
        (
            "The council put the cost at between $3 million and $4 million.",
            ("The council", "put", "the cost at between $3 million and $4 million"),
        ),
        (
            "As the mayor said, the dam is safe.",
            ("the mayor", "said", "the dam is safe"),
        ),
        (
            "Warning that the dam would leak, Merrick left the mill.",
            ("Merrick", "Warning", "that the dam would leak"),
        ),
        (
            "The flood led some masons to worry about the wall of the dam.",
            ("some masons", "to worry about", "the wall of the dam"),
        ),
        (
            "Lind spoke to a mason who left the mill and said the dam was safe.",
            ("a mason who", "said", "the dam was safe"),
        ),
        (
            "Merrick promised to mend the dam if nobody found a “better” wall.",
            ("Merrick", "promised", "to mend the dam if nobody found a “better” wall"),
        ),
        (
            "The old dam leaks in three places, Merrick said at the time.",
            ("Merrick", "said", "The old dam leaks in three places"),
        ),
        (
            "Ada Merrick (Osterby), the mayor, said the dam was safe.",
            ("Ada Merrick (Osterby), the mayor", "said", "the dam was safe"),
        ),
        (
            "Lind has freed a mason to mend the wall and on Monday announced the dam was safe.",
            ("Lind", "announced", "the dam was safe"),
        ),
        (
            "On “Morning Post,” Ada Merrick asked Lind how he would mend the dam.",
            ("Ada Merrick", "asked", "how he would mend the dam"),
        ),
        (
            "In the hall Mrs. Oakly praised the new dam.",
            ("Mrs. Oakly", "praised", "the new dam"),
        ),
        (
            "Merrick pushed for a new dam of oak.",
            ("Merrick", "pushed for", "a new dam of oak"),
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
    assert ("Lind, who", "thinks", "the mill will flood") in found
    assert found[-1][1:] == ("called", "the dam a disgrace")


def test_what_was_done_by_somebody_is_no_statement_of_what_was_done() -> None:
    found = said("The town counted the measures added by the masons to the “old dam” plan.")
    assert not [s for s in found if s[1] == "added"]


def test_what_nobody_says_takes_no_turn_and_no_figures() -> None:
    text = (
        "“We counted 40 boats,” Merrick said. The mill is expected to cost 300 crowns. "
        "Merrick said the dam seems to need 90 masons."
    )
    read = annotate(Article(id="1", text=text))
    by = {
        text[f.span.start : f.span.end]: f.attribution
        for f in read.figures
        if f.span.start > text.index("The mill")
    }
    assert by["300 crowns" if "300 crowns" in by else "300"] is None
    named = by["90"]
    assert named is not None and read.attributions[named].source is not None


def test_commas_end_what_is_told_in_between() -> None:
    found = said("Bo Lind, who admires the old dam, left the mill for the town in May.")
    assert ("Bo Lind, who", "admires", "the old dam") in found


def test_two_verbs_that_say_one_thing_are_one_statement() -> None:
    found = said("Merrick declined to say whether the dam was safe.")
    assert found == [("Merrick", "declined", "to say whether the dam was safe")]


@pytest.mark.parametrize(
    "text",
    [
        "Residents put the blame on the mayor.",
        "He put the book at the door.",
        "They put it at last.",
    ],
)
def test_what_is_put_somewhere_is_no_figure(text: str) -> None:
    assert said(text) == []


def test_how_often_something_happens_is_no_part_of_who_does_it() -> None:
    assert said("Once a week the court publishes its list.") == [
        ("the court", "publishes", "its list")
    ]
