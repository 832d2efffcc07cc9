from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cluster.stream import stream

from onestory.article import Article
from onestory.cluster import StoryIndex, traces
from onestory.cluster.sequence import share_in_order
from onestory.cluster.terms import Hashes
from onestory.cluster.traces import MOST_LINES, WORDS, traces_of

REPORT = (
    "The ferry Osprey ran aground off Tarn Head on Monday with 210 passengers aboard, and rescue boats "
    "from Merrow harbour took them ashore within three hours. The hull was holed below the waterline "
    "and the engine room flooded while the tide fell. Divers are to look at the rudder once the swell "
    "drops, and a tug from Aldmere waits in the bay. The company has cancelled all crossings until "
    "Thursday and will pay for hotel rooms, a spokeswoman told reporters outside the terminal. Two "
    "children with cold hands were treated in a school gymnasium, where volunteers served soup."
)
OTHER = (
    "Three hours on a sloping deck ended for the passengers when lifeboats came alongside. Many had put "
    "on two coats. A teacher from Merrow counted heads by torchlight and said the crew had been calm. "
    "Why the ship left the marked channel is not known; the pilot had sailed there for eleven years. "
    "Insurers put the damage at four million crowns. The last accident of this kind near the headland "
    "was in 1987, when a coaster lost its cargo of timber and beaches were closed for a month."
)
QUOTE = (
    "“We saw the rock too late, the tide was lower than any table had promised, and when the hull "
    "touched bottom I ordered every passenger on deck, counted them twice, called the harbour and the "
    "lifeboats, shut the doors of the engine room and stayed on the bridge until everyone was safe, "
    "because a captain who leaves before the last passenger has no business at sea” "
)


def every_second(text: str, others: str, seed: int = 1) -> str:
    """The text with three words in ten cut and three in ten exchanged, spread evenly."""
    draw, foreign = random.Random(seed), others.split()
    words = [(word, draw.random()) for word in text.split()]
    return " ".join(
        draw.choice(foreign) if chance < 0.6 else word for word, chance in words if chance >= 0.3
    )


def placed(*texts: str) -> list[tuple[str, str]]:
    """Origin and reason of the last of a few articles under one headline, each of another outlet."""
    index = StoryIndex()
    found = [
        index.add(Article(id=str(n), title="Ferry Osprey aground", text=text, outlet=f"outlet {n}"))
        for n, text in enumerate(texts)
    ]
    return [(placement.origin, placement.reason) for placement in found]


def test_a_copy_with_every_second_word_another_is_found_by_the_order_of_the_rest() -> None:
    foreign = " ".join(article.text for article in stream(5))
    origin, reason = placed(REPORT, every_second(REPORT, foreign))[-1]
    assert origin == "0"
    assert "in the same order" in reason


def test_the_same_words_in_another_order_are_no_copy() -> None:
    words = REPORT.split()
    random.Random(3).shuffle(words)
    assert placed(REPORT, " ".join(words))[-1][0] == "1"


def test_two_reports_that_share_one_long_quotation_are_no_copies() -> None:
    assert placed(f"{QUOTE} the captain said. {OTHER}", f"He said: {QUOTE}. {REPORT}")[-1][0] == "1"


def test_a_teaser_whose_names_stand_in_a_report_in_its_order_is_no_copy() -> None:
    teaser = (
        "Osprey aground off Tarn Head Monday passengers from Merrow ashore, tide, divers, tug from "
        "Aldmere, company, crossings, Thursday, hotel, terminal, children, school, soup: what matters."
    )
    assert placed(f"{REPORT} {OTHER} {OTHER.upper()}", teaser)[-1][0] == "1"


def test_a_post_shown_in_both_articles_makes_no_copy() -> None:
    post = (
        "The hull is holed and our crew did all that seamen can do on a night like this, thank you to "
        "every volunteer of Merrow and to the lifeboats, crossings start again when divers say so "
        "— Osprey Lines (@ospreylines) March 9, 2026"
    )
    assert placed(f"{post}\n\n{REPORT}", f"{post}\n\n{OTHER}")[-1][0] == "1"


def test_a_phrase_that_many_use_makes_no_copy_of_a_short_text() -> None:
    """Seven runs of thirty are a fifth, and yet no more than names and titles."""
    phrase = "according to the captain of the ferry Osprey in Merrow harbour"
    one = f"Rain fell on the crowd that waited by the pier all night long, {phrase}."
    other = f"Nobody of the crew had slept when the tug came with pumps and soup, {phrase}."
    assert placed(one, other)[-1][0] == "1"


@pytest.mark.parametrize(
    "first, second, said",
    [
        (f"{REPORT} {OTHER}", REPORT, "of its words stand in an earlier article."),
        (REPORT, f"{REPORT} {OTHER}", "of the words of an earlier article stand in it."),
    ],
)
def test_the_share_told_is_of_the_article_that_is_named(first: str, second: str, said: str) -> None:
    origin, reason = placed(first, second)[-1]
    percent, _, words = reason.partition(" % ")
    assert (origin, words) == ("0", said)
    assert int(percent) >= 97  # a sample of the runs is counted


def test_a_copy_in_a_script_without_spaces_is_found_by_its_order() -> None:
    draw = random.Random(5)
    kana = [chr(code) for code in range(0x4E00, 0x4E00 + 900)]
    words = ["".join(draw.sample(kana, 4)) for _ in range(80)]
    edited = [draw.choice(kana) if n % 3 == 0 else word for n, word in enumerate(words)]
    origin, reason = placed("".join(words), "".join(edited))[-1]
    assert origin == "0" and "words" in reason


@given(st.lists(st.integers(0, 5), min_size=1), st.lists(st.integers(0, 5), min_size=1))
def test_the_share_in_order_is_that_of_the_longest_common_subsequence(
    first: list[int], second: list[int]
) -> None:
    row = [0] * (len(second) + 1)
    for one in first:
        before = row[:]
        for place, other in enumerate(second, 1):
            row[place] = (
                before[place - 1] + 1 if one == other else max(row[place - 1], before[place])
            )
    assert share_in_order(first, second) == row[-1] / min(len(first), len(second))


def test_runs_go_over_no_end_of_a_line_and_no_quotation() -> None:
    line = traces_of("alpha beta gamma delta").runs
    assert len(line) == 2
    assert not len(traces_of("alpha beta\ngamma delta").runs)
    assert not len(traces_of("alpha beta “gamma delta epsilon” zeta eta").runs)
    assert np.array_equal(traces_of("alpha beta gamma “x” \n beta gamma delta").runs, line)


def test_words_in_order_leave_out_function_words_and_mark_the_quoted() -> None:
    traces = traces_of("The ferry “left the harbour” on Monday with 210 people")
    told = traces_of("ferry left harbour 210")
    assert traces.words.tolist() == told.words.tolist()
    assert traces.quoted.tolist() == [False, True, True, False]
    assert len(traces_of("osprey " * 2 * WORDS).words) == WORDS


def test_independent_reports_of_one_event_are_no_copies() -> None:
    assert [origin for origin, _ in placed(REPORT, OTHER)] == ["0", "1"]
    events = stream(40)
    found = placed(*(article.text for article in events))
    assert all(one != other for (one, _), (other, _) in combinations(found, 2))


def test_of_a_text_of_nothing_but_lines_some_are_read_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []
    line = traces._line

    def counted(codes: Hashes, *rest: Any) -> Any:
        read.append(len(codes))
        return line(codes, *rest)

    monkeypatch.setattr(traces, "_line", counted)
    traces_of("港\n" * (MOST_LINES + 900))
    assert len(read) == MOST_LINES + 1
