"""Loaded words: in the narrator's voice only, above the gate, and not where other reports use them."""

from __future__ import annotations

import pytest

from onestory.article import Article
from onestory.claims import annotate
from onestory.claims.lexicon.loaded import PAIRED_PHRASES, PAIRS, judging_words, leaning_words
from onestory.claims.statements.quotes import quote_regions
from onestory.claims.warnings.beside import beside_story
from onestory.claims.warnings.wording import loaded_words


def kinds(text: str) -> dict[str, str]:
    found = loaded_words(text, annotate(Article(id="x", text=text)), quote_regions(text))
    return {w.span.of(text): w.kind for w in found}


def shown(text: str, **rest: str) -> list[str]:
    notes = annotate(Article(id="x", text=text, **rest))  # type: ignore[arg-type]
    return [w.span.of(text) for w in notes.warnings if w.kind == "loaded-wording" and w.span]


def test_every_kind_is_found() -> None:
    text = (
        "The thugs on the council passed a ludicrous plan. The heroic mayor blasted it. "
        "Leftists indoctrinated the pupils. Of course nobody asked them."
    )
    assert kinds(text) == {
        "thugs": "insult",
        "ludicrous": "scorn",
        "heroic": "praise",
        "blasted": "saying",
        "Leftists": "label",
        "indoctrinated": "combat",
        "Of course": "aside",
    }


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said the thugs on the council had to go.",
        "“The thugs on the council have to go,” the mayor said.",
        "The old admiral woke up in a scarf and went home in the rain.",
        "Absurd Pictures opened a second cinema in the harbour on Monday.",
        "The council passed the plan by nine votes to four on Monday.",
    ],
)
def test_what_is_no_judgement_of_the_narrator(text: str) -> None:
    assert kinds(text) == {}


def test_only_kinds_above_the_gate_are_shown() -> None:
    assert shown("The council passed a ludicrous plan by nine votes to four.") == []
    assert shown("The thugs on the council passed the plan by nine votes to four.") == ["thugs"]
    heavy = "The council passed a ludicrous and shameful plan by nine votes to four."
    assert shown(heavy) == ["ludicrous", "shameful"]


def test_an_opinion_may_judge_and_other_languages_have_no_list() -> None:
    text = "The thugs on the council passed the plan by nine votes to four."
    assert shown(text, section="Opinion") == []
    assert shown(text, language="fr") == []


def test_what_other_reports_use_too_is_not_loaded() -> None:
    text = "The thugs on the council passed the plan by nine votes to four."
    one = Article(id="a", text=text, origin="a")
    copy = Article(id="b", text=text, origin="a")
    plain = Article(id="c", text="The council passed the plan on Monday.", origin="c")
    same = Article(id="d", text="On Monday the thugs voted for the plan.", origin="d")

    def warned(*articles: Article) -> int:
        read = beside_story(articles, {a.id: annotate(a) for a in articles})
        return sum(w.kind == "loaded-wording" for w in read["a"].warnings)

    assert warned(one, copy, plain) == 1  # a copy is the same voice
    assert warned(one, same) == 0


def test_both_sides_have_as_many_words() -> None:
    for left, right in PAIRS:
        assert len(left.split()) == len(right.split()), (left, right)
    assert all(left != right for left, right in PAIRED_PHRASES)
    assert not leaning_words() & set(judging_words())
