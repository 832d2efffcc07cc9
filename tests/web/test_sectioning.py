"""Stored articles → the section of their story, with a reason that may stand on the page."""

from __future__ import annotations

from onestory.sections.phrases import PHRASES
from onestory.web.fixed_wording import FixedWording
from onestory.web.jobs.sectioning import section_of
from onestory.web.news.models import Article, Version

GAME = (
    "Late goal wins the cup final",
    "The striker scored in extra time and the coach praised his team; the club has won the league.",
)
NUMBERS = iter(range(1, 1000))


def article(
    label: str = "", url: str = "https://a.example/x", origin: int | None = None, read=GAME
):
    made = Article(pk=next(NUMBERS), url=url, section_as_given=label, language="en")
    made.current = Version(title=read[0], text=read[1])
    made.origin_id = origin or made.pk
    return made


def test_a_label_that_names_a_topic_is_followed() -> None:
    decision = section_of([article("Business")])
    assert decision.section == "economy"
    assert "would have led to another" in decision.reason


def test_a_label_that_names_none_leaves_it_to_the_words() -> None:
    for label in ("", "News", "Top stories", "Region"):
        decision = section_of([article(label)])
        assert decision.section == "sport"
        assert decision.reason.startswith("No outlet names a section.")


def test_the_label_comes_before_the_folder() -> None:
    both = article("Culture", "https://a.example/business/2026/x")
    assert section_of([both]).section == "culture"


def test_copies_of_one_text_have_one_voice() -> None:
    first = article("Culture")
    copies = [article("Economy", origin=first.pk) for _ in range(5)]
    decision = section_of([first, *copies])
    assert decision.section == "culture"
    assert "1 of 1" in decision.reason


def test_every_reason_is_fixed_wording() -> None:
    known = FixedWording()
    for phrase in PHRASES.values():
        assert known.has_phrase(phrase.format(named=2, origins=3, percent=61))
    assert known.has_phrase(section_of([article("Sport"), article()]).reason)
