from __future__ import annotations

from pathlib import Path

import pytest
from tests.cluster.stream import stream

from onestory.article import Article
from onestory.cluster import Placement, StoryIndex, expiring, index, saved
from onestory.cluster.saved import load_index, save_index
from onestory.errors import StorageError

ARTICLES = stream(500, hours=24 * 40)  # long enough for stories to expire


def placed(stories: StoryIndex, articles: list[Article]) -> list[Placement]:
    found = []
    for number, article in enumerate(articles, 1):
        found.append(stories.add(article))
        if number % 50 == 0:
            found += stories.repair()
    return found


@pytest.mark.parametrize("stop", [0, 1, 120, 430])
def test_an_index_goes_on_after_a_restart_as_if_it_had_not_stopped(
    stop: int, tmp_path: Path
) -> None:
    straight = StoryIndex()
    expected = placed(straight, ARTICLES[:stop]) + placed(straight, ARTICLES[stop:])
    stopped = StoryIndex()
    found = placed(stopped, ARTICLES[:stop])
    save_index(stopped, tmp_path / "index")
    found += placed(load_index(tmp_path / "index"), ARTICLES[stop:])
    assert found == expected


def test_what_has_expired_is_let_go_and_nothing_is_decided_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index, "SWEEP_EVERY", 16)
    kept, compacted = StoryIndex(), StoryIndex()
    expected = placed(kept, ARTICLES)
    monkeypatch.setattr(expiring, "FEWEST_GONE", 10)
    assert placed(compacted, ARTICLES) == expected
    assert len(compacted) == len(kept) < len(ARTICLES)
    assert len(compacted._live.articles) < len(kept._live.articles)
    with pytest.raises(KeyError):
        compacted.placement(ARTICLES[0].id)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 not a whole archive", b"\x93NUMPY"])
def test_a_file_that_is_no_index_says_so(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "index").write_bytes(content)
    with pytest.raises(StorageError, match="index"):
        load_index(tmp_path / "index")


def test_a_file_of_another_version_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    save_index(StoryIndex(), tmp_path / "index")
    monkeypatch.setattr(saved, "FORMAT", saved.FORMAT + 1)
    with pytest.raises(StorageError, match="another version"):
        load_index(tmp_path / "index")


@pytest.mark.parametrize(
    ("whole", "damaged"),
    [
        (b"'shape': (0,), }", b"'shape': (0,(, }"),  # no bracket closes any more
        (b"PK\x01\x02-\x03-\0\0\0", b"PK\x01\x02-\x03-\0\1\0"),  # said to be encrypted
        (b"PK\x01\x02-\x03-\0\0\0\0", b"PK\x01\x02-\x03-\0\0\0\x63"),  # of an unknown method
    ],
    ids=["header", "encrypted", "method"],
)
def test_a_damaged_file_says_so(whole: bytes, damaged: bytes, tmp_path: Path) -> None:
    save_index(StoryIndex(), tmp_path / "index")
    content = (tmp_path / "index").read_bytes()
    assert whole in content
    (tmp_path / "index").write_bytes(content.replace(whole, damaged))
    with pytest.raises(StorageError, match="can be read"):
        load_index(tmp_path / "index")
