"""Gathering at size: a press of loopback hosts through the real pipeline, while the site is read.

One command, `python benchmarks/gather.py [--feeds 5000] [--pages 50000] [--delay 0]`. The press is
another process, its texts invented from a seeded word list. Printed: items and pages a second, p95
from a feed item to its stored article, CPU seconds and peak memory of the hub, p99 of its pages.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import random
import re
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from onestory import config

SETTINGS = """
[fetch]
per_host_delay = {delay}
concurrency = {workers}
allow_private = ["*.localhost"]
"""
WORDS_OF_TEXT = 380
SHOWN = 20  # outlets gathered beforehand, with their stories
FILLER = 120  # links of a page's navigation and lists, as pages have them
BETWEEN_LOOKS = 0.25  # seconds between two readers of the site
STORY = re.compile(r'href="(/story/[^"/]+/)"')
CONSONANTS, VOWELS = "bdfgklmnrst", "aeo"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--feeds", type=int, default=5000)
    arguments.add_argument("--pages", type=int, default=50_000)
    arguments.add_argument(
        "--delay", type=float, default=0.0, help="seconds between requests to a host"
    )
    arguments.add_argument("--workers", type=int, default=64)
    asked = arguments.parse_args()
    ready = multiprocessing.get_context("spawn").Queue()
    press = multiprocessing.get_context("spawn").Process(
        target=serve_press, args=(asked.feeds, asked.pages // asked.feeds, ready), daemon=True
    )
    press.start()
    port = ready.get()
    with tempfile.TemporaryDirectory() as data:
        config.initialise(Path(data), SETTINGS.format(delay=asked.delay, workers=asked.workers))
        measure(Path(data), asked.feeds, port)
    press.terminate()


def measure(data: Path, feeds: int, port: int) -> None:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from onestory.web.hub import open_hub

    settings = open_hub(data)
    from onestory.web.jobs.gather import Gatherer, GatherSummary, gather_once
    from onestory.web.news.models import Article, Feed, Outlet, Story

    def add(numbers: range) -> None:
        for number in numbers:
            host = host_of(number)
            outlet = Outlet.objects.create(name=host, slug=f"outlet-{number}", domain=host)
            Feed.objects.create(url=f"http://{host}:{port}/feed", outlet=outlet)

    add(range(SHOWN))  # so that the site has stories to show
    asyncio.run(gather_once(settings))
    known = Article.objects.count()
    add(range(SHOWN, feeds))
    summary = GatherSummary()

    async def gather() -> None:
        async with Gatherer(settings) as gatherer:
            while await gatherer.collect(summary, progress):
                pass

    looks: list[float] = []
    ended = threading.Event()

    def progress(stage: str, done: int, total: int, note: str = "") -> None:
        if done % 2_000 == 0:
            print(
                f"  {stage} {done}/{total}, {time.perf_counter() - started:.0f} s", file=sys.stderr
            )

    with site_beside(data) as site:
        reader = threading.Thread(target=read_site, args=(site, looks, ended), daemon=True)
        reader.start()
        started, used = time.perf_counter(), cpu_seconds()
        asyncio.run(gather())
        seconds, used = time.perf_counter() - started, cpu_seconds() - used
        ended.set()
        reader.join()
    stored = Article.objects.filter(current__isnull=False).order_by("pk")[known:]
    waits = sorted(
        (fetched - seen).total_seconds()
        for fetched, seen in stored.values_list("current__fetched", "first_seen")
    )
    pages = len(waits)
    print(
        f"feeds {summary.feeds} ({summary.feed_failures} failed), pages stored {pages}, "
        f"states {dict(summary.pages)}, stories {Story.objects.count()}"
    )
    print(
        f"gathering {seconds:.0f} s: {summary.entries / seconds:.1f} items/s, "
        f"{pages / seconds:.1f} pages/s, {used:.0f} CPU-s, {1000 * used / max(pages, 1):.1f} ms a page"
    )
    print(
        f"from feed item to stored article: median {waits[pages // 2]:.1f} s, "
        f"p95 {waits[int(pages * 0.95)]:.1f} s"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory: peak {peak:.0f} MB")
    if looks:
        looks.sort()
        print(
            f"site meanwhile: {len(looks)} pages read, "
            f"median {1000 * statistics.median(looks):.0f} ms, "
            f"p99 {1000 * looks[int(len(looks) * 0.99)]:.0f} ms"
        )


def cpu_seconds() -> float:
    """Of this process and the ones it started and waited for."""
    return sum(
        r.ru_utime + r.ru_stime
        for r in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


@contextmanager
def site_beside(data: Path) -> Iterator[str]:
    """The site in a process of its own, as `onestory run` has it: its address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "onestory.cli", "run", "--site-only", "--data", str(data)]
    site = subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        site.terminate()
        site.wait()


def read_site(site: str, looks: list[float], ended: threading.Event) -> None:
    """Read the front page and what it leads to, again and again."""
    path = "/"
    while not ended.wait(BETWEEN_LOOKS):
        started = time.perf_counter()
        with urllib.request.urlopen(site + path, timeout=60) as answer:
            page = answer.read().decode()
        looks.append(time.perf_counter() - started)
        stories = STORY.findall(page)
        path = random.choice(stories) if path == "/" and stories else "/"


def host_of(number: int) -> str:
    return f"o{number}.localhost"


def serve_press(feeds: int, per_feed: int, ready: multiprocessing.Queue[int]) -> None:
    """The press: one asyncio server for all hosts, told apart by the Host header."""
    now = datetime.now(UTC)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                path = request.split(b" ", 2)[1].decode()
                host = request.lower().split(b"host: ", 1)[1].split(b"\r\n", 1)[0].decode()
                status, kind, body = page_at(host, path, per_feed, now)
                head = f"{status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
                writer.write(f"HTTP/1.1 {head}\r\n\r\n".encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def work() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=1024)
        ready.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(work())


def page_at(host: str, path: str, per_feed: int, now: datetime) -> tuple[str, str, bytes]:
    outlet = int(host.split(".")[0][1:])
    if path == "/feed":
        return "200 OK", "application/rss+xml", feed(outlet, host, per_feed, now).encode()
    if path.startswith("/story/"):
        return "200 OK", "text/html", article(outlet, int(path.rpartition("/")[2]), now).encode()
    return "404 Not Found", "text/plain", b"no such page"


def feed(outlet: int, host: str, per_feed: int, now: datetime) -> str:
    items = "".join(
        f"<item><title>{headline(outlet, n)}</title><link>http://{host}/story/{n}</link>"
        f"<guid>{host}-{n}</guid><pubDate>{format_datetime(now - timedelta(minutes=n))}</pubDate></item>"
        for n in range(per_feed)
    )
    return f'<rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'


def event_of(outlet: int, number: int) -> int:
    """Which invented event an article tells of: a few outlets tell of the same."""
    return (outlet // 4) * 1_000 + number


def words(seed: str, count: int) -> list[str]:
    draw = random.Random(seed)

    def word() -> str:
        return "".join(
            draw.choice(CONSONANTS) + draw.choice(VOWELS) for _ in range(draw.randint(1, 4))
        )

    return [word() for _ in range(count)]


def headline(outlet: int, number: int) -> str:
    return " ".join(words(f"h{event_of(outlet, number)}", 8)).capitalize()


def article(outlet: int, number: int, now: datetime) -> str:
    """A page of an invented outlet: its event's words, its own words, a site's furniture."""
    shared = words(f"e{event_of(outlet, number)}", WORDS_OF_TEXT)
    own = words(f"o{outlet}-{number}", WORDS_OF_TEXT)
    draw = random.Random(f"{outlet}-{number}")
    text = [draw.choice(pair) for pair in zip(shared, own, strict=True)]
    paragraphs = "".join(
        f"<p>{' '.join(text[i : i + 38]).capitalize()}, {draw.randint(2, 900)} people said.</p>\n"
        for i in range(0, WORDS_OF_TEXT, 38)
    )
    links = "".join(
        f'<li class="item"><a href="/story/{n}">{" ".join(words(f"l{n}", 5))}</a></li>\n'
        for n in range(FILLER)
    )
    published = (now - timedelta(minutes=number)).isoformat()
    title = headline(outlet, number)
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>'
        f'<meta property="article:published_time" content="{published}">'
        f'<meta property="og:title" content="{title}"></head><body><nav><ul>{links}</ul></nav>'
        f"<main><article><h1>{title}</h1>{paragraphs}</article></main>"
        f"<footer><ul>{links}</ul></footer></body></html>"
    )


if __name__ == "__main__":
    main()
