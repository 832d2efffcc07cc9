"""Who is quoted, and when nobody is named under a quotation. All people and places are made up."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.claims.said import said

from onestory.article import Article
from onestory.claims import annotate
from onestory.claims.statements.certainty import LEAST_SURE, RIGHT_SHARE, is_sure
from onestory.claims.values import Found


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
    assert {source for source, _, _ in found} == {"Lind", "Lind, who"}


def test_a_new_paragraph_is_not_given_to_whoever_spoke_last() -> None:
    found = said(
        "Merrick said the dam was sound.\n\nA note at the mill read in full “we are all leaving now”."
    )
    assert found[0][0] == "Merrick" and "Merrick" not in {s for s, _, _ in found[1:]}


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


@pytest.mark.parametrize(
    "text",
    [
        # A piece of what the speaker's sentence tells: no comma or colon opens it.
        "Lind told the council on Monday that the dam was “a danger to every mason here”.",
        "Lind said in the hall of the mill “a danger to every mason here” was the dam.",
        # A verb that judges.
        "Lind, the mayor, blasted: “They sold the dam down the river and now the town.”",
        # What somebody thinks of another's words.
        "“The dam is a danger to every mason here,” according to her account.",
        # Somebody else may be meant by the participle.
        "Lind was met at the mill by masons, some chanting, “We will not leave the dam.”",
        "Lind urged the masons of the town to say, “We will not leave the dam.”",
    ],
)
def test_a_piece_of_a_sentence_is_not_given_to_its_subject(text: str) -> None:
    quoted = [a for a in annotate(Article(id="1", text=text)).attributions if a.direct]
    assert [a for a in quoted if a.source is not None] == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Lind said on Monday, “The dam is a danger to every mason here.”", "Lind"),
        ("Lind left the hall, saying: “The dam is a danger to every mason.”", "Lind"),
        ("Lind laughed and said, “The dam is a danger to every mason here.”", "Lind"),
        ("He went on to say: “The dam is a danger to every mason here.”", "He"),
        ("Lind answered: “The dam is a danger to every mason here.”", "Lind"),
    ],
)
def test_a_quotation_that_a_comma_or_colon_opens_keeps_its_speaker(text: str, speaker: str) -> None:
    (quoted,) = [a for a in annotate(Article(id="1", text=text)).attributions if a.direct]
    assert quoted.source is not None and quoted.source.of(text) == speaker


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Bo Lind: “The dam is a danger to us.”", "Bo Lind"),
        ("Bo Lind, the mayor: “The dam is a danger to us.”", "Bo Lind, the mayor"),
        ("Lind’s answer: “The dam is a danger to us.”", "Lind’s answer"),
        ("On the dam: “It is a danger to us.”", ""),
        ("First things first: “It is a danger to us.”", ""),
        ("Then the bad news really begins: “It is a danger to us.”", ""),
        ("SEE ALSO Lind: “The dam is a danger to us.”", ""),
        ("Experts: “Treason” was never meant.", ""),
    ],
)
def test_a_label_before_a_colon_names_somebody(text: str, label: str) -> None:
    labels = [a for a in annotate(Article(id="1", text=text)).attributions if a.found == "label"]
    named = [a.source.of(text) for a in labels if a.direct and a.source is not None]
    assert named == ([label] if label else [])


@pytest.mark.parametrize(
    "text",
    [
        "“The council had this in May,” a report summary states.",
        "“The council had this in May,” the Post quoted Bo Lind.",
        "Lind stood under a banner that read “Victory in Osterby,” Merrick laughed at him.",
        "“Making Change,” a page devoted to the dam, has readers.",
    ],
)
def test_what_only_looks_like_a_verb_beside_a_quotation_names_nobody(text: str) -> None:
    read = annotate(Article(id="1", text=text))
    assert [a for a in read.attributions if a.found == "beside"] == []


def test_an_attribute_left_in_a_text_is_no_quotation() -> None:
    text = 'poster="https://osterby.example/dam.jpg?id=1155968404" Lind concedes the dam leaks.'
    assert [a.content.of(text) for a in annotate(Article(id="1", text=text)).attributions] == [
        "the dam leaks"
    ]
