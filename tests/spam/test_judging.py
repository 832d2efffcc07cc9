"""Features, nearness to the story, thresholds, and what is learned without a human."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onestory.spam import CommentText, SpamFilter
from onestory.spam.features import LONGEST_TEXT, features_of, looked_at, runs_of, shape_of
from onestory.spam.filter import JOURNAL, MOST_ASSUMED
from onestory.spam.measures import steps_of
from onestory.spam.model import OnlineModel
from onestory.spam.thresholds import FEWEST, FEWEST_HAM, Thresholds, Told, upper_limit
from onestory.spam.topic import Stories

FERRY = "A new ferry for the island\nThe ferry will leave from the north pier twice a day from May."
FIELD = (
    "Farmers fear a dry spring\nThe wells of the valley are low and the wheat is late this year."
)
GOOD = "The second paragraph says the council voted twice, so the number {n} cannot be right."
BAD = "Cheap watches and pills, visit http://best-deals-{n}.example now and earn money fast"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=40))
def test_features_are_sorted_sets_and_depend_on_nothing_else(text: str, author: str) -> None:
    comment = CommentText(text, author=author)
    once, twice = (features_of(comment, shape_of(comment)) for _ in range(2))
    for name in ("letters", "words", "pairs", "author", "shape", "measures", "tokens"):
        found = list(getattr(once, name))
        assert found == sorted(set(found)) == list(getattr(twice, name))
    assert len({len(run) for run in once.runs}) == 1


def test_equal_runs_have_equal_hashes_wherever_they_stand() -> None:
    runs = runs_of("abcab")
    assert runs[1][1] == runs[1][4]  # "ab"
    assert runs[0][0] == runs[0][3]  # "a"
    assert len({int(h) for h in runs[2][2:]}) == 3  # "abc", "bca", "cab"


def test_the_end_of_a_very_long_comment_is_looked_at() -> None:
    text = "fine words " * 2_000 + "http://pills.example"
    assert len(looked_at(text)) == LONGEST_TEXT + 1
    assert shape_of(CommentText(text)).domains == ("pills.example",)


def test_steps_bring_the_lower_ones_with_them() -> None:
    few, many = set(steps_of("no! no!", 0)), set(steps_of("no! no! no! 12345", 3))
    assert {"! 1", "! 2"} <= few
    assert "! 3" in many - few
    assert {"links 1", "links 2", "links 3", "longest number 5"} <= many
    assert "links none" in few


def test_a_comment_is_nearest_to_its_own_story() -> None:
    stories = Stories()
    for text, story in (("x", FERRY), ("y", FIELD)):
        stories.learn(CommentText(text, story=story))
    at_home = stories.nearness(CommentText("When does the ferry leave the pier?", story=FERRY))
    astray = stories.nearness(CommentText("When does the ferry leave the pier?", story=FIELD))
    assert at_home and astray
    assert at_home.own > at_home.others and at_home.rank == 0
    assert astray.own < astray.others and astray.rank == 1
    assert stories.nearness(CommentText("no story")) is None


def test_what_is_copied_from_the_story_is_seen() -> None:
    copy = "the ferry will leave from the north pier twice a day, visit us"
    nearness = Stories().nearness(CommentText(copy, story=FERRY))
    assert nearness and nearness.copied and nearness.names() == ["copied"]
    own = "i think that a ferry which leaves twice a day from may is not enough"
    told = Stories().nearness(CommentText(own, story=FERRY))
    assert told and not told.copied


def test_the_model_fits_in_twenty_megabytes() -> None:
    assert OnlineModel().size <= 20_000_000


@pytest.mark.parametrize("wrong, of, limit", [(0, 60, 0.043), (0, 1000, 0.0027), (5, 100, 0.098)])
def test_upper_limits(wrong: int, of: int, limit: float) -> None:
    assert upper_limit(wrong, of) == pytest.approx(limit, rel=0.03)


def test_sure_judgements_that_were_wrong_raise_the_bar() -> None:
    thresholds = Thresholds()
    for _ in range(FEWEST):
        thresholds.add(Told(5.0, 0.4, True))
    assert thresholds.is_sure(5.0, 0.4)
    for _ in range(FEWEST // 4):
        thresholds.add(Told(5.0, 0.4, False))
    assert not thresholds.is_sure(5.0, 0.4)
    assert thresholds.is_sure(5.0, 1.6)
    assert thresholds.is_sure(-5.0, 0.4)  # the other side has its own record


def test_nothing_is_discarded_that_is_not_far_above_all_good_comments() -> None:
    thresholds = Thresholds()
    assert not thresholds.discards(11.9)
    for n in range(FEWEST_HAM):
        thresholds.add(Told(-3.0, 1.0, False))
        assert n + 1 == FEWEST_HAM or not thresholds.discards(11.9)
    assert thresholds.discards(9.0)
    thresholds.add(Told(8.0, 0.5, False))
    assert not thresholds.discards(9.0)
    assert thresholds.discards(10.5)


def test_a_judgement_of_its_own_moves_the_filter_only_when_it_was_sure() -> None:
    spam_filter, draw = SpamFilter(), random.Random(1)
    unsure = CommentText("something else entirely")
    spam_filter.assume(unsure, spam_filter.check(unsure))
    assert spam_filter.check(unsure).score == 0
    for n in range(40):
        spam_filter.learn(CommentText(GOOD.format(n=n)), False)
        spam_filter.learn(CommentText(BAD.format(n=n)), True)
    before = spam_filter.check(CommentText("harbour seals"))
    for _ in range(20):
        text = f"{GOOD.format(n=draw.randrange(99))} And the harbour seals are back."
        comment = CommentText(text)
        verdict = spam_filter.check(comment)
        assert not verdict.asked
        spam_filter.assume(comment, verdict)
    assert spam_filter.check(CommentText("harbour seals")).score < before.score


def test_a_flood_does_not_fill_the_journal(tmp_path: Path) -> None:
    spam_filter = SpamFilter(tmp_path)
    for n in range(40):
        spam_filter.learn(CommentText(GOOD.format(n=n)), False)
        spam_filter.learn(CommentText(BAD.format(n=n)), True)
    for day in (1, 2):
        for n in range(MOST_ASSUMED + 50):
            comment = CommentText(BAD.format(n=n), date=datetime(2026, 3, day, tzinfo=UTC))
            spam_filter.assume(comment, spam_filter.check(comment))
    rows = (tmp_path / JOURNAL).read_text("utf-8").count('"assumed": true')
    assert rows == 2 * MOST_ASSUMED
    question = CommentText(BAD.format(n=999))
    assert SpamFilter(tmp_path).check(question) == spam_filter.check(question)
