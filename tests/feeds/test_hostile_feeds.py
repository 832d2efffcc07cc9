"""Any bytes give a feed: soon, in little memory, with a warning and nothing illegible."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.hostile import ADDRESS, ITEM, OPEN_FEED, mutant, seeds, troubles_of

from onestory.feeds import parse_feed
from onestory.feeds.parse import MAX_CAREFUL_TAGS, MAX_JSON_BYTES
from onestory.feeds.phrases import say
from onestory.feeds.sniff import MAX_MARKS

FAST, ALL = 150, 10_000


def test_a_sample_of_mutated_feeds() -> None:
    assert troubles_of("feeds", 0, FAST) == []


@pytest.mark.slow
def test_feeds_known_to_be_slow() -> None:
    assert troubles_of("feeds", -1_000, 1_000) == []


@pytest.mark.slow
def test_mutated_feeds() -> None:
    assert troubles_of("feeds", FAST, ALL - FAST) == []


def test_the_command_says_one_sentence_a_file(tmp_path: Path) -> None:
    given = seeds("feeds")
    feeds = [mutant(given, n) for n in range(20)] + [b"", b"\x00" * 9, b"[" * 100_000]
    for number, feed in enumerate(feeds):
        (tmp_path / f"{number}.xml").write_bytes(feed)
    (tmp_path / "torn.xml.xz").write_bytes(b"\xfd7zXZ\x00torn")
    paths = [str(p) for p in sorted(tmp_path.iterdir())]
    run = subprocess.run(
        [sys.executable, "-m", "onestory.cli", "feed", *paths], capture_output=True
    )
    assert run.returncode == 1
    assert len(run.stdout.splitlines()) == len(feeds)
    said = run.stderr.decode().splitlines()
    assert 4 <= len(said) <= len(paths)
    assert all(line.startswith(str(tmp_path)) and line.endswith(".") for line in said)


def test_of_a_long_damaged_feed_the_first_entries_are_read() -> None:
    feed = parse_feed(
        OPEN_FEED + b"<b>" + ITEM * MAX_CAREFUL_TAGS + b"<title type='xhtml'><i>x</title>"
    )
    assert len(feed.entries) > 1_000
    feed = parse_feed(OPEN_FEED + ITEM * (MAX_MARKS // 8))
    assert feed.entries[0].title == "x & y"
    assert say("cut") in feed.warnings


def test_a_json_feed_without_end_is_refused() -> None:
    feed = parse_feed(b'{"items":[' + b"[]," * (MAX_JSON_BYTES // 3))
    assert feed.warnings == (say("too-large", limit=MAX_JSON_BYTES),)


def test_nothing_illegible_is_kept() -> None:
    item = {
        "id": "a\ud800" + "b" * 5_000,
        "url": "http://a.example/\ud800",
        "title": "\x85\ufffe",
        "attachments": [{"url": "/a", "mime_type": "a\x00/b", "size_in_bytes": 2**70}],
    }
    feed = parse_feed(json.dumps({"title": "\udfff", "items": [item]}).encode(), ADDRESS)
    (entry,) = feed.entries
    assert entry.id.startswith("sha256:")
    assert (feed.title, entry.title, entry.link) == ("\ufffd", "\ufffd", "")
    (enclosure,) = entry.enclosures
    assert (enclosure["type"], enclosure["length"]) == ("a\ufffd/b", None)
