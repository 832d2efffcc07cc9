"""The index of stories over a restart: kept, or made anew, the same stories come of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Max
from tests.conftest import GatheredPress

from onestory.cluster import StoryIndex
from onestory.web.desk import decisions
from onestory.web.jobs import remembered
from onestory.web.jobs.remembered import FILE
from onestory.web.jobs.stories import FORGET_DAYS, StoryKeeper
from onestory.web.news.models import Article, Story


@pytest.fixture
def now(gathered: GatheredPress, rows: None) -> datetime:
    return Article.objects.aggregate(at=Max("published"))["at"]


@pytest.fixture
def restored(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The articles that were read and entered again."""
    again: list[str] = []
    restore = StoryIndex.restore

    def counted(self: StoryIndex, article, placement, settled=False) -> None:
        again.append(article.id)
        restore(self, article, placement, settled)

    monkeypatch.setattr(StoryIndex, "restore", counted)
    return again


def started(folder: Path, now: datetime, keeps: bool = True) -> StoryKeeper:
    """A process that has just started, after its first pass."""
    keeper = StoryKeeper(replace(settings.ONESTORY, data=folder), lambda: now, keeps=keeps)
    keeper.bring_up_to_date(lambda *_: None)
    return keeper


def withdraw(number: int) -> list[int]:
    """Take the newest articles out of their stories: they are to be placed again."""
    newest = Article.objects.filter(story__isnull=False).order_by("-published", "-pk")
    chosen = list(newest.values_list("pk", flat=True)[:number])
    Article.objects.filter(pk__in=chosen).update(story=None, origin=None, origin_reason="")
    return chosen


def where(articles: list[int]) -> dict[int, tuple[str, int]]:
    rows = Article.objects.filter(pk__in=articles).values_list("pk", "story__key", "origin")
    return {pk: (key, origin) for pk, key, origin in rows}


def test_a_start_reads_nothing_again(tmp_path: Path, now: datetime, restored: list[str]) -> None:
    first = started(tmp_path, now)
    assert restored
    restored.clear()
    second = started(tmp_path, now)
    assert restored == []
    assert second._index.standing() == first._index.standing()


def test_the_same_stories_come_of_either(tmp_path: Path, now: datetime) -> None:
    late = withdraw(40)
    before = now - timedelta(days=1)
    Article.objects.filter(pk__in=late).update(taken_down=True)
    started(tmp_path, before)
    found = []
    for keeps in (True, False):
        Article.objects.filter(pk__in=late).update(
            taken_down=False, story=None, origin=None, origin_reason=""
        )
        started(tmp_path, now, keeps)
        found.append(where(late))
    assert found[0] == found[1]


def test_what_was_placed_after_the_file_is_entered(
    tmp_path: Path, now: datetime, restored: list[str]
) -> None:
    """As after a kill: the database is ahead of the file."""
    late = withdraw(3)
    Article.objects.filter(pk__in=late).update(taken_down=True)
    started(tmp_path, now)
    Article.objects.filter(pk__in=late).update(taken_down=False)
    started(tmp_path, now, keeps=False)
    restored.clear()
    keeper = started(tmp_path, now)
    assert sorted(map(int, restored)) == sorted(late)
    assert (
        keeper._index.standing().items() >= {str(p): w[0] for p, w in where(late).items()}.items()
    )


@pytest.mark.parametrize("harm", ["cut", "bytes", "empty", "text", "half"])
def test_a_damaged_file_is_no_error(
    tmp_path: Path, now: datetime, restored: list[str], harm: str
) -> None:
    started(tmp_path, now)
    path, whole = tmp_path / FILE, len(restored)
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(
        {
            "cut": data[:middle],
            "bytes": data[:middle] + bytes(64) + data[middle + 64 :],
            "empty": b"",
            "text": b"no index",
            "half": data,
        }[harm]
    )
    if harm == "half":  # killed while it wrote the next one
        (tmp_path / f"{FILE}.part").write_bytes(data[:middle])
    restored.clear()
    again = started(tmp_path, now)
    assert len(restored) == (0 if harm == "half" else whole)
    restored.clear()
    assert started(tmp_path, now)._index.standing() == again._index.standing()
    assert restored == []


@pytest.mark.parametrize("change", ["code", "decision", "takedown", "story", "address", "age"])
def test_a_file_that_no_longer_fits_is_not_believed(
    tmp_path: Path,
    now: datetime,
    restored: list[str],
    monkeypatch: pytest.MonkeyPatch,
    change: str,
) -> None:
    keeper = started(tmp_path, now)
    restored.clear()
    article = Article.objects.filter(pk__in=keeper._index.standing()).first()
    if change == "code":
        monkeypatch.setattr(remembered, "_code", lambda: "other")
    elif change == "decision":
        editor = get_user_model().objects.create_user("editor", password="pw", is_staff=True)
        decisions.pin(article.story, True, "matters", editor, now)
    elif change == "takedown":
        Article.objects.filter(pk=article.pk).update(taken_down=True)
    elif change == "story":
        Article.objects.filter(pk=article.pk).update(
            story=Story.objects.exclude(pk=article.story_id).first()
        )
    elif change == "address":
        Article.objects.filter(pk=article.pk).update(key="https://elsewhere.example/1")
    else:
        now += timedelta(days=FORGET_DAYS)
    standing = started(tmp_path, now)._index.standing()
    assert sorted(restored) == sorted(standing)
    assert (str(article.pk) in standing) == (change not in {"takedown", "age"})


def test_a_folder_that_cannot_be_written_ends_no_pass(
    tmp_path: Path, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "onestory.gather"):
        started(tmp_path / "gone", now)
    assert "not kept for the next start" in caplog.text


def test_an_index_that_another_native_part_made_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its decisions come from there, too: the digest had been of the Python files alone."""
    digests = set()
    for content in (b"one", b"other"):
        native = ModuleType("_markup")
        native.__file__ = str(tmp_path / "_markup.so")
        Path(native.__file__).write_bytes(content)
        monkeypatch.setattr(remembered, "compiled", native)
        digests.add(remembered._code.__wrapped__())
    assert len(digests) == 2
