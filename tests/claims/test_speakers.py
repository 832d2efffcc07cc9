"""Who may be a speaker, and how a page names one. All people and places are made up."""

from __future__ import annotations

import pytest
from tests.claims.said import said

from onestory.article import Article
from onestory.claims import annotate, build_ledger
from onestory.claims.statements.speakers import named_at, shown


@pytest.mark.parametrize(
    "text",
    [
        "The mill has lost a challenge this year.",
        "The council is preparing an additional report that could close the mill.",
        "The town was very worried.",
        "That shows how small the town is.",
        "Nobody at the mill would let the masons know.",
        "A mayor like him says nothing.",
        "It is easy to blame the dam.",
        "There is no reason to assume that the dam leaks.",
        "Here’s a rather obvious question about the dam.",
        "He walked off his post without leave said the dam.",
        "The mayor has two scathing reports that the town paid.",
    ],
)
def test_a_piece_of_another_clause_says_nothing(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "speaker", "verb"),
    [
        (
            "Ada Merrick, a mason from Osterby, who built the mill, said the dam leaks.",
            "Ada Merrick, a mason from Osterby, who built the mill",
            "said",
        ),
        ("It was clear that Merrick would not praise the dam.", "Merrick", "would not praise"),
        ("It was a race in which Bo Lind called the dam a wreck.", "Bo Lind", "called"),
        ("It was one of the myths that masons said would never die.", "masons", "said"),
        ("In a room full of masons, most of them said the dam leaks.", "most of them", "said"),
        ("Few knew, but those around him said the dam leaks.", "those around him", "said"),
        ("A new poll shows Lind ahead of the mayor.", "A new poll", "shows"),
        ("The note, dated May 3, 1963, says the dam leaks.", "The note, dated May 3, 1963", "says"),
        ("The boats sank, according to a note seen by the Post.", "a note", "according to"),
        ("“The dam leaks badly,” says Lind shortly before noon.", "Lind", "says"),
        ("I'd say the dam leaks in three places.", "I", "say"),
        ("A bulletin lists 258 cases of fever.", "A bulletin", "lists"),
        ("Lind, the clerk, counted 40 boats on Monday.", "Lind, the clerk", "counted"),
        ("“The dam leaks,” May told the council.", "May", "told"),
    ],
)
def test_the_phrase_that_speaks_is_found_whole(text: str, speaker: str, verb: str) -> None:
    assert (speaker, verb) in {(s, v) for s, v, _ in said(text)}


def test_what_a_clause_hangs_on_is_part_of_who_says_it() -> None:
    text = "Lind met the mayor of Osterby, who said the dam leaks."
    (statement,) = annotate(Article(id="1", text=text)).attributions
    assert statement.source is not None
    assert statement.source.of(text) == "the mayor of Osterby, who"
    speaker = shown(text, statement)
    assert speaker is not None and speaker.span is not None
    assert speaker.span.of(text) == "the mayor of Osterby"


def test_a_page_names_nobody_by_who_alone() -> None:
    text = "Who said 40 boats sank?"
    for statement in annotate(Article(id="1", text=text)).attributions:
        assert shown(text, statement) is None


def test_the_ledger_shows_a_speaker_without_the_relative_behind_it() -> None:
    texts = [
        "Lind met the harbour master, who said 40 boats sank.",
        "Some 40 boats sank in Osterby.",
    ]
    ledger = build_ledger([Article(id=str(n), text=t) for n, t in enumerate(texts)])
    speakers = [
        r.speaker.span.of(texts[int(r.article)])
        for c in ledger.claims
        for r in c.reports
        if r.speaker and r.speaker.span
    ]
    assert speakers and set(speakers) == {"the harbour master"}


@pytest.mark.parametrize(
    "text",
    [
        "“The dam will hold,” Merrick said on Osterby TV’s “This Week.”",
        "Merrick wrote a book called “The Dam and the Sea,” which nobody read.",
        "On the programme “Good Morning Osterby,” Merrick walked to the dam.",
    ],
)
def test_nobody_says_what_something_is_called(text: str) -> None:
    contents = [content for _, _, content in said(text)]
    assert not [c for c in contents if c.startswith(("“This", "“The Dam", "“Good"))]


def test_a_quotation_with_capitals_that_nothing_calls_so_is_said() -> None:
    text = "“Nobody Leaves Osterby!” Merrick said."
    assert ("Merrick", "said", "“Nobody Leaves Osterby!”") in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "More: Town council pledges to mend the dam by May.",
        "Photo: The dam of Osterby in the first days of May.",
        "Bo Lind spoke in Osterby. Tuesday said the dam leaks.",
        "The masons want to know the dam.",
        "This year, the mill let the town know.",
    ],
)
def test_parts_of_a_page_and_days_say_nothing(text: str) -> None:
    assert not {s for s, _, _ in said(text)} & {"More", "Photo", "Tuesday", "want"}
    assert not [s for s, _, _ in said(text) if "let" in s]


@pytest.mark.parametrize(
    "text, name",
    [
        ("Ada Holm leads the harbour. She said 40 boats sank.", "Ada Holm"),
        ("“They are gone.” They said 40 boats sank.", None),
        ("The new forecast sees losses of 40 boats.", None),
        ("The harbour master said 40 boats sank.", "The harbour master"),
    ],
)
def test_a_page_says_a_name_for_a_pronoun_or_nothing(text: str, name: str | None) -> None:
    found = [
        named_at(text, shown(text, s)) for s in annotate(Article(id="1", text=text)).attributions
    ]
    assert {place.of(text) if place else None for place in found} <= {name}
