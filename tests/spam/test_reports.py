"""What strangers report, and how much of it is believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from onestory.spam import CommentText, SpamFilter
from onestory.spam.reports import FEWEST_RIGHT, MOST_A_DAY, MOST_OF_A_TEXT, Reports

DAY = datetime(2026, 3, 9, tzinfo=UTC)
GOOD = "The second paragraph says the council voted twice, so the number {n} cannot be right."
BAD = "Cheap watches and pills, visit http://best-deals-{n}.example now and earn money fast"
ODD = CommentText("Has anybody tried the new ferry from the north pier?", date=DAY)


def taught(path: Path | None = None, count: int = 40) -> SpamFilter:
    spam_filter = SpamFilter(path)
    for n in range(count):
        spam_filter.learn(CommentText(GOOD.format(n=n)), False)
        spam_filter.learn(CommentText(BAD.format(n=n)), True)
    return spam_filter


def test_one_stranger_is_not_believed_and_two_are() -> None:
    spam_filter = taught()
    before = spam_filter.check(ODD).score
    for _ in range(5):
        spam_filter.report(ODD, True, "one")
    assert spam_filter.check(ODD).score == before
    spam_filter.report(ODD, True, "two")
    assert spam_filter.check(ODD).score > before


def test_many_false_reports_from_one_source_change_nothing() -> None:
    spam_filter = taught()
    question = CommentText(BAD.format(n=999))
    before = spam_filter.check(question)
    for n in range(400):
        spam_filter.report(CommentText(BAD.format(n=n), date=DAY), False, "one")
    assert spam_filter.check(question) == before


def test_who_was_right_is_believed_alone_but_not_against_a_sure_judgement() -> None:
    reports = Reports()
    for n in range(FEWEST_RIGHT):
        assert not reports.believe("ann", f"text {n}", "", True, None)
        reports.confirm(f"text {n}", True)
    assert reports.believe("ann", "another", "", True, None)
    assert not reports.believe("ann", "a good one", "", True, False)
    assert reports.believe("bob", "a good one", "", True, False)  # now two say so
    for n in range(FEWEST_RIGHT):
        reports.believe("ann", f"wrong {n}", "2", True, None)
        reports.confirm(f"wrong {n}", False)
    assert not reports.believe("ann", "one more", "3", True, None)


def test_reports_count_so_often_a_day() -> None:
    reports = Reports()
    for n in range(FEWEST_RIGHT):
        reports.believe("ann", f"text {n}", "1", True, None)
        reports.confirm(f"text {n}", True)
    believed = [reports.believe("ann", f"more {n}", "2", True, None) for n in range(100)]
    assert believed == [True] * MOST_A_DAY + [False] * (100 - MOST_A_DAY)
    assert reports.believe("ann", "tomorrow", "3", True, None)
    same = [reports.believe(f"r{n}", "one text", "3", True, None) for n in range(10)]
    assert sum(same) == MOST_OF_A_TEXT


def test_who_made_it_worse_is_undone_and_believed_no_more(tmp_path: Path) -> None:
    spam_filter = taught(tmp_path)
    question = CommentText(GOOD.format(n=999))
    before = spam_filter.check(question)
    for n in range(60):
        comment = CommentText(f"{n} {n * 7}", date=DAY + timedelta(days=n))
        for reporter in ("one", "two"):
            spam_filter.report(comment, n % 2 == 0, reporter)
    # What the council said is reported as spam by both, until the moderators' decisions turn wrong.
    for n in range(400):
        comment = CommentText(GOOD.format(n=n), date=DAY + timedelta(days=100 + n // 4))
        for reporter in ("one", "two"):
            spam_filter.report(comment, True, reporter)
    after = spam_filter.check(question)
    assert after.score < 0
    assert abs(after.score - before.score) < abs(before.score) / 4
    assert '{"distrust": ["one", "two"]}' in (tmp_path / "journal.jsonl").read_text("utf-8")
    assert SpamFilter(tmp_path).check(question) == after


def test_the_journal_gives_the_same_filter_with_reports_and_assumptions(tmp_path: Path) -> None:
    spam_filter = taught(tmp_path)
    sure = CommentText(GOOD.format(n=77))
    spam_filter.assume(sure, spam_filter.check(sure), "7")
    for reporter in ("one", "two", "three"):
        spam_filter.report(ODD, True, reporter, "8")
    spam_filter.learn(
        CommentText("Where is the pier?", story="Ferry\nThe pier is new."), False, "9"
    )
    questions = (sure, ODD, CommentText(BAD.format(n=5), story="Ferry\nThe pier is new."))
    again = SpamFilter(tmp_path)
    assert [again.check(q) for q in questions] == [spam_filter.check(q) for q in questions]
