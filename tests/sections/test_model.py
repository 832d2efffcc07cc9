"""The section model: right on plain cases, silent where it knows nothing, the same every time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.sections import train

from onestory.sections.model import SECTIONS, SURE, WEIGHTS, guess_section
from onestory.sections.words import language_of, seeds, words_of
from onestory.web.news.sections import TOPICS

PLAIN = (
    ("en", "sport", "Captain scores twice as the home team wins the cup final", "The striker's"
     " late goal and a saved penalty gave the club its first league title under the new coach."),
    ("en", "economy", "Shares fall after profit warning", "The retailer cut its forecast for the"
     " quarter and investors sold the stock; analysts expect lower earnings and a smaller dividend."),
    ("en", "politics", "Parliament votes on the bill", "The prime minister's coalition lost its"
     " majority and the opposition called for an early election, lawmakers said."),
    ("en", "conflict", "Rebels shell town", "Soldiers and insurgents fought for a second day;"
     " mortar fire killed civilians, the army said, and thousands of refugees fled the fighting."),
    ("en", "science-technology", "Probe enters orbit around the moon", "Engineers at the space"
     " agency said the spacecraft's instruments and software work and that it sends first data."),
    ("de", "sport", "Bundesliga: Später Sieg im Stadion", "Der Stürmer traf in der Nachspielzeit,"
     " der Trainer lobte die Mannschaft nach dem letzten Spieltag der Saison."),
    ("fr", "economy", "La banque centrale relève ses taux", "Les marchés et les investisseurs"
     " craignent l'inflation, la croissance ralentit et la bourse recule."),
    ("es", "politics", "El congreso aprueba la ley", "El gobierno y la oposición votaron; los"
     " diputados del partido del presidente piden elecciones."),
)  # fmt: skip


@pytest.mark.parametrize(("language", "section", "title", "text"), PLAIN)
def test_a_plain_report_is_sorted_in_each_language(
    language: str, section: str, title: str, text: str
) -> None:
    guess = guess_section(title, text, language)
    assert guess.section == section
    assert guess.chance >= SURE
    assert sum(guess.chances.values()) == pytest.approx(1, abs=1e-4)
    assert guess_section(title, text) == guess  # the language is told from the words


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("", "", ""),
        ("", "", "en"),
        ("the of and to", "for that with from", "en"),
        ("Blorft quazzle", "Snib wexly dramt fooble grintz plonter vashmig urdle " * 9, "en"),
        ("首相が国会を解散", "選挙は来月行われる見通しだ。", "ja"),
        ("首相が国会を解散", "選挙は来月行われる見通しだ。", ""),
        ("Рада ухвалила закон", "Депутати голосували за бюджет.", "uk"),
        ("Parlamentti äänesti laista", "Hallitus ja oppositio kiistelivät.", "fi"),
        ("aaaa", "goal " * 200_000, "en"),
        ("12 345 6.7", "8 9 10 1,000", "en"),
    ],
)
def test_nothing_is_said_where_nothing_is_known(title: str, text: str, language: str) -> None:
    assert guess_section(title, text, language).section == ""


def test_mixed_scripts_are_read_by_what_is_known_of_them() -> None:
    title, text = PLAIN[0][2], PLAIN[0][3]
    mixed = f"首相が国会を解散 {text} Рада ухвалила закон"
    assert guess_section(title, mixed, "en").section in {"sport", ""}


def test_the_same_words_told_twice_are_no_surer() -> None:
    for language, _, title, text in PLAIN:
        if language == "en":
            once, twice = (guess_section(f"{title} " * n, f"{text} " * n, "en") for n in (1, 2))
            for section in SECTIONS:
                assert twice.chances[section] == pytest.approx(once.chances[section], abs=0.02)


def test_neither_agencies_nor_figures_nor_remains_of_markup_tell_a_section() -> None:
    _, _, title, text = PLAIN[1]
    bare = guess_section(title, text, "en")
    dressed = guess_section(
        f"{title} (Reuters)", f"AFP - &quot;{text}&quot; 2004 &lt;br&gt; 40", "en"
    )
    assert dressed == bare


@given(st.text(max_size=300), st.text(max_size=3000), st.sampled_from(["", "en", "de", "xx"]))
def test_no_text_is_too_strange(title: str, text: str, language: str) -> None:
    guess = guess_section(title, text, language)
    assert guess == guess_section(title, text, language)
    assert guess.section in {"", *SECTIONS}
    assert 0 <= guess.chance <= 1.0001


def test_the_language_is_given_or_told_from_its_commonest_words() -> None:
    assert language_of([], "en-GB") == "en"
    assert language_of(words_of("der Rat und die Stadt werden nicht mit dem Land")) == "de"
    assert language_of(words_of("Zug hält")) == ""


def test_the_sections_are_those_of_the_hub_in_its_order() -> None:
    assert tuple(topic.slug for topic in TOPICS) == SECTIONS
    assert {language for _, language in seeds()} == {"en", "de", "fr", "es"}
    assert len(seeds()) == 4 * len(SECTIONS)


def test_the_weights_were_made_from_the_texts_beside_the_script() -> None:
    """After a change of texts, seed words or script: run `tools/sections/train.py` again."""
    with np.load(WEIGHTS) as stored:
        assert stored["made_from"].tobytes().decode() == train.fingerprint()
    assert WEIGHTS.stat().st_size < 1_000_000


def test_the_texts_it_learned_from_come_out_right() -> None:
    right = [guess_section(line, "", "en").section in {"", s} for line, s in train.texts()]
    assert sum(right) > 0.97 * len(right)
