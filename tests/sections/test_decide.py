"""Labels and words together: who wins, and what readers are told."""

from __future__ import annotations

import pytest

from onestory.sections import SECTIONS, Guess, Voice, decide


def fits(section: str, chance: float) -> Guess:
    rest = (1 - chance) / (len(SECTIONS) - 1)
    chances = {s: chance if s == section else rest for s in SECTIONS}
    return Guess(section if chance >= 0.5 else "", chance, chances)


def label(section: str, guess: Guess | None = None) -> Voice:
    return Voice(section, True, guess or Guess())


def test_nothing_settles_nothing() -> None:
    for voices in ([], [Voice()], [Voice(guess=fits("sport", 0.55))]):
        decision = decide(voices)
        assert decision.section == ""
        assert decision.reason.startswith("No outlet names a section, and the words")


def test_words_decide_where_nobody_names_a_section() -> None:
    decision = decide([Voice(guess=fits("health", 0.8)), Voice()])
    assert decision.section == "health"
    assert "69 % as reckoned" in decision.reason


def test_a_label_alone_is_believed() -> None:
    decision = decide([label("culture"), Voice()])
    assert decision.section == "culture"
    assert decision.reason == "Origins that put it in this section: 1 of 2."


def test_label_and_words_agree() -> None:
    decision = decide([label("sport", fits("sport", 0.9))])
    assert decision.section == "sport"
    assert decision.reason.endswith("the words of the texts fit it too.")


def test_a_label_outweighs_words_that_lean_elsewhere() -> None:
    decision = decide([label("labour", fits("economy", 0.7))])
    assert decision.section == "labour"
    assert "would have led to another" in decision.reason


def test_words_that_are_clear_outweigh_one_folder_of_an_address() -> None:
    decision = decide([Voice("society", False, fits("sport", 0.985))])
    assert decision.section == "sport"
    assert "better than the one that outlets name" in decision.reason
    assert decide([label("society", fits("sport", 0.985))]).section == "society"


def test_more_origins_outweigh_one() -> None:
    voices = [label("politics"), label("economy"), label("economy")]
    assert decide(voices).section == "economy"
    assert decide(voices[::-1]) == decide(voices)


@pytest.mark.parametrize("times", [1, 50])
def test_further_labels_add_less_and_less(times: int) -> None:
    against = [label("crime-justice")] * times
    assert decide([*against, label("sport"), label("sport")]).section == (
        "sport" if times == 1 else "crime-justice"
    )
