"""What the hub made of the press's faults, and that a killed gather loses and doubles nothing."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.conftest import GatheredPress
from warcio.archiveiterator import ArchiveIterator

from onestory import config
from onestory.press import Press
from onestory.press.truth import expected_state
from onestory.web.demo import SETTINGS
from onestory.web.news.models import Article, Feed, Version

SETUP = """
import sys
from onestory.press import Press
from onestory.web.hub import open_hub
from pathlib import Path
open_hub(Path(sys.argv[1]))
from onestory.web.news.models import Feed, Outlet
for line in sys.stdin:
    name, url = line.split()
    outlet = Outlet.objects.create(name=name, slug=name, domain=f"{name}.localhost")
    Feed.objects.create(url=url, outlet=outlet)
"""


def test_every_page_ends_in_its_state(gathered: GatheredPress) -> None:
    rows = {a.url: a for a in Article.objects.all()}
    wrong = []
    for article in gathered.press.articles:
        row = rows.get(gathered.server.url(article))
        if row is None or row.state != expected_state(article):
            wrong.append((article.id, row and row.state, expected_state(article)))
    # Deleted or faulty pages may vanish from a feed before it is looked at: those have no row.
    assert [w for w in wrong if w[1] is not None] == []
    assert len([w for w in wrong if w[1] is None]) <= 2


def test_unread_pages_say_why(gathered: GatheredPress) -> None:
    for article in Article.objects.filter(state__in=["refused", "failed", "gone"]):
        assert article.problem, article.key
    assert Article.objects.filter(state="refused", problem__contains="robots.txt").exists()


def test_a_reservation_keeps_a_text_out_of_stories(gathered: GatheredPress) -> None:
    reserved = Article.objects.exclude(reserved="")
    for article in reserved:
        assert article.outlet.slug == "science-quarter"
        assert article.story is None


def test_only_changed_content_makes_a_version(gathered: GatheredPress) -> None:
    strays = []
    for article in gathered.press.articles:
        row = Article.objects.filter(url=gathered.server.url(article)).first()
        if row is None or article.fault:
            continue
        numbers = list(row.versions.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        if len(numbers) > len([v for v in article.versions if v.kind != "deleted"]):
            strays.append(article.id)
    # A page whose related links changed may be read with one of them in its text, and without.
    assert len(strays) <= 1, strays
    texts = Version.objects.values_list("article", "sha256")
    assert len(texts) == len(set(texts))


def test_the_press_was_asked_politely(gathered: GatheredPress) -> None:
    asked = gathered.asked
    assert any(r.status == 304 for r in asked)
    robots = [r.host for r in asked if r.path == "/robots.txt"]
    assert len(robots) == len(set(robots))
    forbidden = [r for r in asked if r.host == "capitol-notes.localhost" and r.path.count("/") > 2]
    assert all(r.path == "/.well-known/tdmrep.json" for r in forbidden)


def test_snapshots_are_read_by_standard_tools(gathered: GatheredPress) -> None:
    files = sorted((gathered.folder / "snapshots").glob("*.warc.gz"))
    assert files
    kinds = set()
    for file in files:
        with file.open("rb") as handle:
            kinds |= {record.rec_type for record in ArchiveIterator(handle)}
    assert "response" in kinds


def hub_on(folder: Path, press: Press, server: object) -> None:
    config.initialise(folder, SETTINGS.format(port=8000))
    lines = "".join(f"{o.id} {server.feed_url(o.id)}\n" for o in press.outlets)  # type: ignore[attr-defined]
    subprocess.run([sys.executable, "-c", SETUP, str(folder)], input=lines.encode(), check=True)


def gather(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "onestory.cli", "gather", "--once", "--data", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def holdings(folder: Path) -> tuple[set[tuple[str, str]], int]:
    """(address, state) of each article, and the number of versions."""
    with sqlite3.connect(folder / "onestory.sqlite3") as database:
        rows = database.execute("SELECT key, state FROM news_article").fetchall()
        versions = database.execute("SELECT article_id, number FROM news_version").fetchall()
    assert len(rows) == len({key for key, _ in rows})
    assert len(versions) == len(set(versions))
    return set(rows), len(versions)


def kill_and_compare(tmp_path: Path, kills: int) -> None:
    from datetime import UTC, datetime, timedelta

    now = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    press = Press(edition=2, anchor=now - timedelta(days=3))
    rng = random.Random(5)
    with press.serve() as server:
        server.clock = press.anchor + timedelta(days=2)
        for name in ("calm", "killed"):
            hub_on(tmp_path / name, press, server)
        assert gather(tmp_path / "calm").wait(timeout=300) == 0
        for _ in range(kills):
            process = gather(tmp_path / "killed")
            time.sleep(rng.uniform(0.8, 5.0))
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        for _ in range(2):  # the second pass shows that nothing is left to do
            assert gather(tmp_path / "killed").wait(timeout=300) == 0
    assert holdings(tmp_path / "killed") == holdings(tmp_path / "calm")
    for file in (tmp_path / "killed" / "snapshots").glob("*.warc.gz"):
        with file.open("rb") as handle:
            assert sum(1 for _ in ArchiveIterator(handle)) > 0


def test_killed_gathers_lose_and_double_nothing(tmp_path: Path) -> None:
    kill_and_compare(tmp_path, 3)


@pytest.mark.slow
def test_twenty_killed_gathers_lose_and_double_nothing(tmp_path: Path) -> None:
    kill_and_compare(tmp_path, 20)


def test_feeds_remember_their_looks(gathered: GatheredPress) -> None:
    for feed in Feed.objects.all():
        assert feed.polls == feed.looks.count() > 10
