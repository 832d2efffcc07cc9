from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onestory.spam import CommentText, SpamFilter
from onestory.spam.features import fold, shape_of
from onestory.spam.phrases import PHRASES
from onestory.spam.replay import replay

GOOD = "The second paragraph says the council voted twice, so the number {n} cannot be right."
BAD = "Cheap watches and pills, visit http://best-deals-{n}.example now and earn money fast"


def taught(count: int = 40) -> SpamFilter:
    spam_filter = SpamFilter()
    for n in range(count):
        spam_filter.learn(CommentText(GOOD.format(n=n)), False)
        spam_filter.learn(CommentText(BAD.format(n=n)), True)
    return spam_filter


def test_an_empty_filter_holds_everything_and_says_so() -> None:
    verdict = SpamFilter().check(CommentText("Hello there"))
    assert verdict.decision == "hold"
    assert verdict.asked
    assert PHRASES["young"] in verdict.reasons


def test_what_was_taught_is_told_apart() -> None:
    spam_filter = taught()
    good = spam_filter.check(CommentText(GOOD.format(n=99)))
    bad = spam_filter.check(CommentText(BAD.format(n=99)))
    assert good.score < 0 < bad.score
    assert good.decision == "publish"
    assert bad.decision in {"spam", "discard"}
    assert PHRASES["like_spam"] in bad.reasons


def test_the_journal_rebuilds_the_model_bit_for_bit(tmp_path: Path) -> None:
    first = SpamFilter(tmp_path)
    for n in range(30):
        first.learn(CommentText(GOOD.format(n=n), author="Ann"), False)
        first.learn(CommentText(BAD.format(n=n), author="Bob"), True)
    again = SpamFilter(tmp_path)
    for text in (GOOD, BAD, "something else entirely"):
        comment = CommentText(text.format(n=500))
        assert again.check(comment) == first.check(comment)


def test_a_torn_last_line_of_the_journal_is_passed_over(tmp_path: Path) -> None:
    SpamFilter(tmp_path).learn(CommentText("fine"), False)
    journal = tmp_path / "journal.jsonl"
    journal.write_text(journal.read_text("utf-8") + '{"spam": tr', "utf-8")
    SpamFilter(tmp_path).check(CommentText("fine"))


@pytest.mark.parametrize(
    "text, folded",
    [("ＦＲＥＥ", "free"), ("fr\u200bee", "free"), ("𝗳𝗿𝗲𝗲", "free"), ("Café", "cafe")],
)
def test_disguises_fold_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text, name, value",
    [
        ("see http://a.example/x and www.b.example", "links", 2),
        ("no link here.", "links", 0),
        ("hid\u200bden", "hidden", True),
        ("раypal account", "decorated", True),
        ("Привет всем", "decorated", False),
    ],
)
def test_shape(text: str, name: str, value: object) -> None:
    assert getattr(shape_of(CommentText(text)), name) == value


def test_replay_sees_no_label_before_its_verdict() -> None:
    rows = [{"text": BAD.format(n=n), "label": "spam" if n % 2 else "ham"} for n in range(60)]
    flipped = [{**r, "label": "ham" if r["label"] == "spam" else "spam"} for r in rows]
    first, second = next(replay(rows, [], False)), next(replay(flipped, [], False))
    assert first == second
    assert len(list(replay(rows, [], True))) == 60


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=500), st.text(max_size=50), st.text(max_size=60))
def test_any_comment_gets_a_verdict(text: str, author: str, url: str) -> None:
    comment = CommentText(text, author=author, url=url)
    spam_filter = SpamFilter()
    spam_filter.learn(comment, True)
    verdict = spam_filter.check(comment)
    assert verdict.decision in {"publish", "hold", "spam", "discard"}
    assert verdict.reasons
