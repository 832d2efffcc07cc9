"""Feed reading beside feedparser: speed, agreement on real feeds, and feedparser's own assertions.

One command, `python benchmarks/feeds.py`; both readers run in this process on the same bytes.
"""

from __future__ import annotations

import ast
import gc
import io
import lzma
import re
import statistics
import sys
import time
import warnings
from calendar import timegm
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser

from _paths import shared
from onestory.article import Feed
from onestory.feeds import parse_feed
from onestory.feeds.tidy import title_text

SERVED = "http://127.0.0.1:8097/tests/wellformed/"  # where the assertions expect to lie
BASE = "https://feed.example/"
TRIES = 5  # of ours, the median counts; feedparser is timed once, it takes long enough
FIELDS = ("title", "link", "date")
# What an assertion may speak of to be counted: the fields a Feed has.
FEED_KEYS = {"title", "link"}
ENTRY_KEYS = {
    *("title", "link", "id", "guid", "summary", "description"),
    *("published_parsed", "updated_parsed", "date_parsed", "modified_parsed", "issued_parsed"),
}
EXPECT = re.compile(rb"Expect:\s*(.+?)\s*(?:-->|\n)")


def main() -> None:
    folder = shared("feeds")
    real(folder / "real")
    assertions(folder / "assertions")


def real(folder: Path) -> None:
    """Speed and agreement on real feeds; agreement is over entries both found at one place."""
    feeds = [lzma.decompress(p.read_bytes()) for p in sorted(folder.glob("*.xz"))]
    tries, peers, peer_seconds = [], [], 0.0
    for turn in range(TRIES):
        gc.collect()  # what the other reader left is not this one's to clear
        started = time.process_time()
        ours = [parse_feed(data, BASE) for data in feeds]
        tries.append(time.process_time() - started)
        # A part of the peer's work after each try: a machine that others use is slow for both.
        gc.collect()
        part = feeds[turn * len(feeds) // TRIES : (turn + 1) * len(feeds) // TRIES]
        started = time.process_time()
        peers += [_peer(data) for data in part]
        peer_seconds += time.process_time() - started
    our_seconds = statistics.median(tries)
    agree: Counter[str] = Counter()
    both = same = 0
    for mine, theirs in zip(ours, peers, strict=True):
        same += len(mine.entries) == len(theirs.entries)
        if len(mine.entries) != len(theirs.entries):
            continue
        for entry, other in zip(mine.entries, theirs.entries, strict=True):
            both += 1
            agree["title"] += _words(entry.title) == _words(other.get("title", ""))
            agree["link"] += entry.link == other.get("link", "")
            agree["date"] += _seconds(entry.published) == _peer_date(other)
    found, theirs_found = (sum(len(f.entries) for f in many) for many in (ours, peers))
    print(f"real feeds: {len(feeds)}, {sum(map(len, feeds)) / 1e6:.1f} MB")
    print(f"{'reader':12} {'feeds/CPU-s':>12} {'ratio':>8} {'entries':>8}")
    rows = (("onestory", our_seconds, found), ("feedparser", peer_seconds, theirs_found))
    for name, seconds, entries in rows:
        speed, ratio = len(feeds) / seconds, peer_seconds / seconds
        print(f"{name:12} {speed:12.1f} {ratio:7.1f}x {entries:8}")
    shares = ", ".join(f"{field} {agree[field] / max(both, 1):.4f}" for field in FIELDS)
    print(f"same number of entries: {same}/{len(feeds)}; agreement over {both} entries: {shares}")


def assertions(folder: Path) -> None:
    """feedparser's assertions on the fields a Feed has, that hold for ours and for feedparser."""
    totals: Counter[str] = Counter()
    by_folder: dict[str, Counter[str]] = {}
    failed = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        found = EXPECT.search(data)
        tree = _expectation(found.group(1)) if found else None
        if tree is None or b"Header:" in data[:1000]:
            continue
        relative = path.relative_to(folder).as_posix().removeprefix("wellformed/")
        group = "sanitising" if path.parent.name == "sanitize" else "reading"
        counts = by_folder.setdefault(group, Counter())
        counts["all"] += 1
        if _holds(tree, _adapted(parse_feed(data, SERVED + relative))):
            counts["ours"] += 1
        else:
            failed.append(path)
        counts["peer"] += _holds(tree, _peer(data, sanitize=True))
    print("\nfeedparser's own assertions on title, link, id, date, summary")
    print("(titles compared as text; ours leaves sanitising to whoever shows a summary):")
    for group, counts in by_folder.items():
        totals.update(counts)
        share = counts["ours"] / counts["all"]
        print(
            f"{group:12} ours {counts['ours']}/{counts['all']} = {share:.3f}, "
            f"feedparser {counts['peer']}/{counts['all']}"
        )
    for path in failed if "-v" in sys.argv else ():
        print(path.relative_to(folder), EXPECT.search(path.read_bytes()).group(1).decode()[:150])


def _peer(data: bytes, sanitize: bool = False) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if sanitize:
            return feedparser.parse(io.BytesIO(data))
        return feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-location": BASE},
        )


def _expectation(text: bytes) -> ast.Expression | None:
    """The assertion, or None where it speaks of something a Feed does not have."""
    try:
        tree = ast.parse(text.decode("utf-8", "replace").removeprefix("not bozo and "), mode="eval")
    except SyntaxError:
        return None
    keys: set[tuple[str, str]] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in {"feed", "entries", "len"}:
            return None
        match node:
            case ast.Subscript(value=owner, slice=ast.Constant(value=str(key))):
                keys.add(("feed" if ast.unparse(owner) == "feed" else "entry", key))
    for owner, key in keys:
        if key not in (FEED_KEYS if owner == "feed" else ENTRY_KEYS):
            return None
    return tree if keys else None


def _holds(tree: ast.Expression, parsed: Any) -> bool:
    names = {"feed": parsed["feed"], "entries": parsed["entries"], "len": len}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return bool(eval(compile(tree, "expect", "eval"), {"__builtins__": {}}, names))
    except (LookupError, TypeError, AttributeError):
        return False


def _adapted(feed: Feed) -> dict[str, Any]:
    """Our values under feedparser's names."""
    entries = []
    for entry in feed.entries:
        published = entry.published.utctimetuple() if entry.published else None
        updated = entry.updated.utctimetuple() if entry.updated else published
        entries.append(
            {
                "title": _Text(entry.title),
                "link": entry.link,
                "id": entry.id,
                "guid": entry.id,
                "summary": entry.summary,
                "description": entry.summary,
                "published_parsed": published,
                "issued_parsed": published,
                "updated_parsed": updated,
                "date_parsed": updated,
                "modified_parsed": updated,
            }
        )
    return {"feed": {"title": _Text(feed.title), "link": feed.link}, "entries": entries}


class _Text(str):
    """A title of ours: equal to an expected one when that, as text, is the same."""

    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and str(self) == title_text(other)


def _words(title: str) -> str:
    return " ".join(title.split())


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None


def _peer_date(entry: Any) -> int | None:
    parsed = entry.get("published_parsed") or dict.get(entry, "updated_parsed")
    return timegm(parsed) if parsed else None


if __name__ == "__main__":
    main()
