"""Who says what, sentence by sentence. All people and places are made up."""

from __future__ import annotations

from typing import get_args

import pytest

from onestory.article import Article
from onestory.claims import annotate
from onestory.claims.statements.certainty import LEAST_SURE, RIGHT_SHARE, is_sure
from onestory.claims.values import Found

Said = list[tuple[str, str, str]]


def said(text: str, language: str = "") -> Said:
    found = annotate(Article(id="1", text=text, language=language)).attributions
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
            ("who", "said", "the dam was safe"),
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
    found = said("“It lasts,” said Lind, who wrote about oak. “It will outlive every one of us.”")
    assert {source for source, _, _ in found if source != "who"} == {"Lind"}


def test_a_new_paragraph_is_not_given_to_whoever_spoke_last() -> None:
    found = said(
        "Merrick said the dam was sound.\n\nA note at the mill read in full “we are all leaving now”."
    )
    assert found[0][0] == "Merrick" and "Merrick" not in {s for s, _, _ in found[1:]}


def test_what_was_done_by_somebody_is_no_statement_of_what_was_done() -> None:
    found = said("The town counted the measures added by the masons to the “old dam” plan.")
    assert not [s for s in found if s[1] == "added"]


def test_a_term_in_quotation_marks_is_not_said_by_who_comes_next() -> None:
    found = said("He wrote a book for the “forgotten masons,” Merrick walked to the mill.")
    assert ("Merrick", "walked", "“forgotten masons,”") not in found


def test_an_interrupted_quotation_beside_any_verb_keeps_both_halves() -> None:
    found = said("“I looked at it closely,” she barked, “and the oak is as good as new.”")
    assert [s for s in found if s[0] == "she" and s[1] == "barked"] == [
        ("she", "barked", "“I looked at it closely,”"),
        ("she", "barked", "“and the oak is as good as new.”"),
    ]


def test_a_quotation_resumes_behind_what_is_told_of_its_speaker() -> None:
    text = (
        "“The dam will hold,” said Ada Merrick, who built the mill, referring to the old wall. "
        "“It is made of the best oak.”"
    )
    (whole,) = [
        a for a in annotate(Article(id="1", text=text)).as_record()["attributions"] if a["direct"]
    ]
    assert text[slice(*whole["source"])] == "Ada Merrick"
    assert text[slice(*whole["content"])] == text


@pytest.mark.parametrize(
    "text",
    [
        # Carried over from a statement that is no quotation.
        "Merrick added that the mason likes oak. “It lasts longer than any stone.”",
        # Handed over by somebody who does something else.
        "Bo Lind left a note for the masons: “The dam is safe until the spring comes.”",
        # Said by whoever did what stands before: either of two.
        "Bo Lind saw the mayor, who left, saying, “The dam is safe until the spring comes.”",
    ],
)
def test_a_quotation_is_kept_without_a_name_where_its_speaker_is_not_certain(text: str) -> None:
    (quoted,) = [a for a in annotate(Article(id="1", text=text)).attributions if a.direct]
    assert quoted.source is None and not quoted.speaker
    assert not is_sure(quoted.found)


def test_every_way_a_speaker_is_found_has_its_certainty() -> None:
    assert set(RIGHT_SHARE) == set(get_args(Found)) - {"nobody", ""}
    assert all(is_sure(way) == (share >= LEAST_SURE) for way, share in RIGHT_SHARE.items())
    assert not is_sure("nobody")


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


def test_what_a_language_has_no_word_for_is_no_quotation() -> None:
    text = "Lena Holt sagte „Der Damm wird halten, solange wir ihn pflegen“."
    read = annotate(Article(id="1", text=text, language="de"))
    assert [a.source.of(text) for a in read.attributions if a.source] == ["Lena Holt"]


def test_commas_end_what_is_told_in_between() -> None:
    found = said("Bo Lind, who admires the old dam, left the mill for the town in May.")
    assert ("who", "admires", "the old dam") in found


@pytest.mark.parametrize(
    ("text", "speaker", "way"),
    [
        ("Bo Lind left the mill, saying, “The dam is safe until spring.”", "Bo Lind", "lone"),
        ("Asked about the dam, Bo Lind shot back: “It is safe.”", "Bo Lind", "presented"),
    ],
)
def test_the_only_one_who_may_have_spoken_is_named(text: str, speaker: str, way: str) -> None:
    (quoted,) = [a for a in annotate(Article(id="1", text=text)).attributions if a.direct]
    assert (quoted.source and quoted.source.of(text), quoted.found) == (speaker, way)


def test_a_quotation_resumes_a_sentence_that_its_speaker_ends() -> None:
    text = "The dam is “a gem of its kind,” Merrick said. “It will last for a hundred years.”"
    (quoted,) = [a for a in annotate(Article(id="1", text=text)).attributions if a.direct]
    assert quoted.source is not None and quoted.source.of(text) == "Merrick"


@pytest.mark.parametrize(
    "text",
    [
        # Somebody else may go on: behind a paragraph's end, in the next one, after a clause.
        "“The dam is safe,” Merrick said on Monday.\n\n“It was never safe at all.”",
        "“The dam is safe,” Merrick said. “It was never mended.\n\n“Ask the masons,” said Lind.",
        "“The dam is safe,” Merrick said, and her mason cut in. “It was never safe at all.”",
    ],
)
def test_a_quotation_that_is_parted_from_the_one_before_is_not_given_to_its_speaker(
    text: str,
) -> None:
    read = annotate(Article(id="1", text=text))
    (parted,) = [a for a in read.attributions if a.content.of(text).startswith("“It was never")]
    assert parted.found == "reopened" and parted.source is None and parted.cue is None


@pytest.mark.parametrize(
    "text",
    [
        "“It leaks!” he tweeted. “The best dams are ours!” Ada Merrick broke it down: “He lied.”",
        "“The dam will hold,” which Merrick thinks will calm the town.",
        "No wonder the mayor left, and I quote, “the dam behind the mill to its fate.”",
    ],
)
def test_a_quotation_is_not_given_to_who_stands_beside_it_by_chance(text: str) -> None:
    quoted = [a for a in annotate(Article(id="1", text=text)).attributions if a.direct]
    assert not {a.source.of(text) for a in quoted if a.source} - {"he"}


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


@pytest.mark.parametrize(
    ("language", "text", "statement"),
    [
        (
            "de",
            "Laut einem Bericht der Zeitung kamen 12 Menschen ums Leben.",
            ("einem Bericht der Zeitung", "Laut", "kamen 12 Menschen ums Leben"),
        ),
        (
            "de",
            "Nach Angaben des Veranstalters kamen 3000 Besucher in den Ort.",
            ("Veranstalters", "Nach Angaben des", "kamen 3000 Besucher in den Ort"),
        ),
        (
            "de",
            "Zwölf Menschen kamen in den Ort, teilte die Polizei mit.",
            ("die Polizei", "teilte", "Zwölf Menschen kamen in den Ort"),
        ),
        (
            "de",
            "Die Polizei teilte mit, dass der Damm hält.",
            ("Die Polizei", "teilte", "dass der Damm hält"),
        ),
        ("de", "Der Damm halte, so Lena Holt.", ("Lena Holt", "so", "Der Damm halte")),
        (
            "de",
            "Das Feuer ist laut einem Sprecher der Feuerwehr gelöscht.",
            (
                "einem Sprecher der Feuerwehr",
                "laut",
                "Das Feuer ist laut einem Sprecher der Feuerwehr gelöscht",
            ),
        ),
        (
            "de",
            "Wie die Polizei mitteilte, wurden 40 Menschen verletzt.",
            ("die Polizei", "mitteilte", "wurden 40 Menschen verletzt"),
        ),
        (
            "de",
            "Die Polizei bezifferte den Schaden auf 3 Millionen Euro.",
            ("Die Polizei", "bezifferte", "den Schaden auf 3 Millionen Euro"),
        ),
        (
            "es",
            "La policía cifró los heridos en 40.",
            ("La policía", "cifró", "los heridos en 40"),
        ),
        (
            "es",
            "La alcaldesa les dijo que faltan 12 barcos.",
            ("La alcaldesa", "dijo", "que faltan 12 barcos"),
        ),
        (
            "fr",
            "Le préfet chiffre les dégâts à 3 millions d'euros.",
            ("Le préfet", "chiffre", "les dégâts à 3 millions d'euros"),
        ),
    ],
)
def test_other_languages_name_their_speakers(
    language: str, text: str, statement: tuple[str, str, str]
) -> None:
    assert statement in said(text, language)


def test_what_is_said_is_no_speaker_in_spanish() -> None:
    assert said("Lo del pan lo dijo el panadero Juan Ríos.", "es") == []


@pytest.mark.parametrize(
    "text",
    [
        "Lind fired back: “As a guardian of the dam,” he wrote.",
        "She warned, “The dam will burst in spring,” Lind told the Post.",
    ],
)
def test_a_quotation_between_two_speakers_is_not_given_to_one(text: str) -> None:
    (quoted,) = [a for a in annotate(Article(id="1", text=text)).attributions if a.direct]
    assert quoted.source is None


def test_a_quotation_inside_anothers_is_not_given_to_who_stands_beside_it() -> None:
    text = "“The dam will hold through the winter,” Merrick said."
    (alone,) = [a for a in annotate(Article(id="1", text=text)).attributions if a.direct]
    (told,) = [a for a in annotate(Article(id="1", text=text + '"')).attributions if a.direct]
    assert alone.source is not None and told.source is None


def test_a_quotation_is_not_resumed_over_a_long_tale() -> None:
    tale = (
        ", who built the mill when the last flood had taken the old one down the river to the sea"
    )
    quoted = "“The dam will hold,” said Ada Merrick{}. “It is made of the best oak.”"
    near, far = (
        annotate(Article(id="1", text=quoted.format(between))).attributions
        for between in ("", tale + " and the boats with it")
    )
    assert [a.found for a in near if a.direct] == ["inverted", "resumed"]
    assert [a.found for a in far if a.direct] == ["inverted", "reopened"]


def test_how_often_something_happens_is_no_part_of_who_does_it() -> None:
    assert said("Once a week the court publishes its list.") == [
        ("the court", "publishes", "its list")
    ]
