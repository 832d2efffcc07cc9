from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onestory.spam import CommentText, SpamFilter
from onestory.spam.features import fold, shape_of
from onestory.spam.journal import Journal
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


QUESTIONS = tuple(CommentText(text) for text in (GOOD, BAD, "something else entirely"))


def scores(path: Path) -> list[float]:
    return [SpamFilter(path).check(comment).score for comment in QUESTIONS]


def test_what_is_retracted_was_never_learned(tmp_path: Path) -> None:
    once, twice = SpamFilter(tmp_path / "once"), SpamFilter(tmp_path / "twice")
    for spam_filter in (once, twice):
        spam_filter.learn(CommentText(GOOD), False, "1")
        spam_filter.learn(CommentText(BAD), True, "3")
    before = scores(tmp_path / "once")
    twice.learn(CommentText(BAD + "!"), True, "2")
    twice.retract("2")
    assert [twice.check(comment).score for comment in QUESTIONS] == before
    assert scores(tmp_path / "twice") == before
    for spam_filter in (once, twice):  # spam, undo, spam is spam
        spam_filter.learn(CommentText(BAD + "!"), True, "2")
    assert scores(tmp_path / "twice") == scores(tmp_path / "once") != before


def test_a_retraction_of_nothing_leaves_no_trace(tmp_path: Path) -> None:
    SpamFilter(tmp_path).retract("1")
    assert not (tmp_path / "journal.jsonl").exists()
    alone = SpamFilter()
    alone.learn(CommentText(BAD), True, "1")
    alone.learn(CommentText(BAD), True, "1")
    assert alone.check(CommentText(BAD)).score > 0


def test_another_decision_about_a_comment_replaces_the_first(tmp_path: Path) -> None:
    fixed, right = SpamFilter(tmp_path / "fixed"), SpamFilter(tmp_path / "right")
    fixed.learn(CommentText(GOOD), True, "1")
    fixed.learn(CommentText(GOOD), False, "1")
    right.learn(CommentText(GOOD), False, "1")
    assert scores(tmp_path / "fixed") == scores(tmp_path / "right")
    assert fixed.check(QUESTIONS[0]) == right.check(QUESTIONS[0])


def test_what_is_erased_leaves_no_word_behind(tmp_path: Path) -> None:
    spam_filter = SpamFilter(tmp_path)
    spam_filter.learn(CommentText("keep this"), False, "12")
    before = scores(tmp_path)
    spam_filter.learn(CommentText("my secret", author="Ann"), True, "1")
    spam_filter.retract("1")
    spam_filter.learn(CommentText("my secret", author="Ann"), False, "1")
    journal = tmp_path / "journal.jsonl"
    with journal.open("a", encoding="utf-8") as handle:
        handle.write('{"id": "1", "text": "my sec')  # torn by a crash
    Journal(journal).erase("1")
    left = journal.read_text("utf-8")
    assert "sec" not in left and "Ann" not in left and "keep this" in left
    assert scores(tmp_path) == before
    assert not list(tmp_path.glob("*.part"))


def test_rows_added_while_others_are_erased_stay(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    for n in range(40):
        journal.append({"id": f"old{n}", "spam": True, "text": "x"})

    def add(n: int) -> None:
        Journal(tmp_path / "journal.jsonl").append({"id": f"new{n}", "spam": True, "text": "x"})

    with ThreadPoolExecutor(4) as pool:
        erased = [pool.submit(journal.erase, f"old{n}") for n in range(40)]
        added = [pool.submit(add, n) for n in range(40)]
    for task in (*erased, *added):
        task.result()
    assert {row["id"] for row in journal.standing()} == {f"new{n}" for n in range(40)}


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
