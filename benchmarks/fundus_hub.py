"""Real news pages through a whole hub: served on loopback with a feed per publisher, gathered into an
empty hub, compared with trafilatura reading the same bytes in the same run."""

from __future__ import annotations

import asyncio
import os
import tempfile
import threading
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from _paths import shared
from extraction import READERS, Read, _measures, fundus_pages
from onestory import config

SETTINGS = """
[fetch]
per_host_delay = 0.0
allow_private = ["*.localhost"]
[gather]
page_age_days = 36500
"""


def main() -> None:
    folder = shared("extraction") / "fundus"
    gold, pages = fundus_pages(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(gold, pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as data:
        config.initialise(Path(data), SETTINGS)
        started = time.perf_counter()
        summary, found = gather(Path(data), gold, server.server_address[1])
        seconds = time.perf_counter() - started
    server.shutdown()
    states = Counter(state for state, _ in found.values())
    print(f"pages {len(gold)}, article rows with a state {len(found)}, states {dict(states)}")
    print(
        f"gathered in {seconds:.1f} s, {len(gold) / seconds:.1f} pages a second, "
        f"{summary.stories_touched} stories"
    )
    readers = {
        "hub": {key: read for key, (_, read) in found.items()},
        "trafilatura": {g["id"]: READERS["precision"](pages[g["id"]], g["url"]) for g in gold},
    }
    for name, reads in readers.items():
        row = _measures([g for g in gold if g["id"] in reads], reads)
        print(
            f"{name:12} body F1 {row['f1']:.4f}  title {row['title']:.1%}  "
            f"author {row['author']:.1%}  date {row['date']:.1%} (minute {row['minute']:.1%})"
        )


def gather(
    data: Path, gold: list[dict[str, Any]], port: int
) -> tuple[Any, dict[str, tuple[str, Read]]]:
    """Run the real pipeline; what the hub holds by page."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from onestory.web.hub import open_hub

    settings = open_hub(data)
    from onestory.web.jobs.gather import gather_once
    from onestory.web.news.models import Article, Feed, Outlet

    for publisher in sorted({g["publisher"] for g in gold}):
        host = host_of(publisher)
        outlet = Outlet.objects.create(name=publisher, slug=publisher.lower(), domain=host)
        Feed.objects.create(url=f"http://{host}:{port}/feed", outlet=outlet)
    summary = asyncio.run(gather_once(settings))
    found = {}
    for row in Article.objects.select_related("current").prefetch_related("authors"):
        current = row.current
        given = row.published_as_given
        found[row.url.rpartition("/")[2]] = (
            row.state,
            Read(
                current.text if current else "",
                current.title if current else "",
                tuple(current.byline) if current else (),
                datetime.fromisoformat(given) if given else None,
            ),
        )
    return summary, found


def host_of(publisher: str) -> str:
    return "".join(c for c in publisher.lower() if c.isalnum()) + ".localhost"


def handler(gold: list[dict[str, Any]], pages: dict[str, bytes]) -> type[BaseHTTPRequestHandler]:
    by_host: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for g in gold:
        by_host[host_of(g["publisher"])].append(g)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.headers.get("Host", "")
            name = self.path.rpartition("/")[2]
            status, body, kind = 404, b"", "text/plain"
            if self.path == "/feed":
                status, kind = 200, "application/rss+xml"
                body = feed(host, by_host[host.partition(":")[0]]).encode()
            elif name in pages:
                status, body, kind = 200, pages[name], "text/html"
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Not on the terminal."""

    return Handler


def feed(host: str, rows: list[dict[str, Any]]) -> str:
    now = format_datetime(datetime.now(UTC))
    items = "".join(
        f"<item><title>{escape(g['title'])}</title><link>http://{host}/page/{g['id']}</link>"
        f"<pubDate>{now}</pubDate></item>"
        for g in rows
    )
    return f'<rss version="2.0"><channel><title>{escape(host)}</title>{items}</channel></rss>'


if __name__ == "__main__":
    main()
