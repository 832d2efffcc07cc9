"""The press on loopback: one HTTP server, one host name per outlet, one clock for all.

The Host header decides which outlet answers (`sentinel.localhost`; such names always lead to loopback,
RFC 6761). The clock decides which pages exist and which version is shown.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from onestory.press import walls
from onestory.press.feeds_out import Entry, feed_of
from onestory.press.material import PressArticle, PressOutlet
from onestory.press.pages import FICTION, Context, article_page

if TYPE_CHECKING:
    from onestory.press import Press

RECOVERS = timedelta(hours=30)  # a page that answered 500 is well again after this


@dataclass(frozen=True, slots=True)
class Request:
    """One line of the request log."""

    host: str
    path: str
    status: int
    at: float
    """Seconds of a monotonic clock."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


class PressServer:
    """Serves an edition. Set `clock` to move through the days; read `log` to see who asked."""

    def __init__(self, press: Press, port: int = 0) -> None:
        self.press = press
        self.clock: datetime = press.anchor + timedelta(days=4)
        self.log: list[Request] = []
        self._pages = {(a.outlet.host, a.path): a for a in press.articles}
        self._outlets = {o.host: o for o in press.outlets}
        self._http = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        return int(self._http.server_address[1])

    def home(self, outlet: str) -> str:
        return f"http://{outlet}.localhost:{self.port}/"

    def feed_url(self, outlet: str) -> str:
        return f"{self.home(outlet)}feed"

    def url(self, article: PressArticle) -> str:
        return f"http://{article.outlet.host}:{self.port}{article.path}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(timeout=5)

    def answer(self, host: str, path: str) -> Answer:
        """What the press answers at its present time."""
        outlet = self._outlets.get(host.partition(":")[0].lower())
        if outlet is None:
            return self._directory()
        fixed = self._fixed(outlet, path)
        if fixed is not None:
            return fixed
        article = self._pages.get((outlet.host, path.partition("?")[0]))
        if article is None or article.version_at(self.clock) is None:
            return _html(404, walls.plain(outlet, "Not found", "<p>Nothing here.</p>"))
        time.sleep(outlet.slow)
        return self._article(outlet, article)

    def _fixed(self, outlet: PressOutlet, path: str) -> Answer | None:
        base = self.home(outlet.id).rstrip("/")
        match path:
            case "/":
                links = [(base + a.path, self._title(a)) for a in self._shown(outlet)[:20]]
                return _html(200, walls.listing(outlet, links))
            case "/feed":
                body, kind = feed_of(outlet, base, [self._entry(a) for a in self._shown(outlet)])
                return Answer(200, body.encode(), (("Content-Type", f"{kind}; charset=utf-8"),))
            case "/robots.txt":
                rules = "Disallow: /\nAllow: /feed$\n" if outlet.robots else "Disallow: /staff\n"
                return _text(f"User-agent: *\n{rules}Sitemap: {base}/sitemap.xml\n")
            case "/.well-known/tdmrep.json":
                if not outlet.reservation:
                    return Answer(404, b"")
                rules = json.dumps([{"location": "/*", "tdm-reservation": 1}])
                return Answer(200, rules.encode(), (("Content-Type", "application/json"),))
            case "/about" | "/corrections" | "/staff":
                text = f"<p>{outlet.name} is published by {outlet.owner}. {FICTION}</p>"
                return _html(200, walls.plain(outlet, path[1:].title(), text))
            case "/trust.txt":
                return _text(f"# {FICTION}\ncontrolledby={outlet.owner}\ncontact={base}/about\n")
            case "/sitemap.xml":
                urls = "".join(f"<url><loc>{base}{a.path}</loc></url>" for a in self._shown(outlet))
                body = (
                    f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
                )
                return Answer(200, body.encode(), (("Content-Type", "application/xml"),))
        return None

    def _article(self, outlet: PressOutlet, article: PressArticle) -> Answer:
        version = article.version_at(self.clock)
        assert version is not None
        if version.kind == "deleted":
            return _html(410, walls.plain(outlet, "Gone", "<p>This article was removed.</p>"))
        match article.fault:
            case "challenge":
                return _html(403, walls.challenge())
            case "error404":
                return _html(404, walls.plain(outlet, "Not found", "<p>Nothing here.</p>"))
            case "error500" if self.clock < article.published + RECOVERS:
                return _html(500, walls.plain(outlet, "Error", "<p>Try again later.</p>"))
            case "redirect-loop":
                return Answer(302, b"", (("Location", article.path + "?again=1"),))
            case "consent":
                return _html(200, walls.consent(outlet))
            case "soft404":
                return _html(200, walls.soft404(outlet))
            case "empty":
                return _html(200, walls.empty(article))
        others = [a for a in self._shown(outlet) if a is not article][:6]
        base = self.home(outlet.id).rstrip("/")
        related = tuple((base + a.path, self._title(a)) for a in others)
        page = article_page(Context(article, version, base, related))
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Last-Modified", format_datetime(version.at.astimezone(UTC), usegmt=True)),
        ]
        if outlet.reservation:
            headers.append(("TDM-Reservation", "1"))
        return Answer(200, page.encode(outlet.charset, "xmlcharrefreplace"), tuple(headers))

    def _shown(self, outlet: PressOutlet) -> list[PressArticle]:
        """The outlet's pages that exist now, newest first."""
        shown = [
            a
            for a in self.press.articles
            if a.outlet is outlet and (v := a.version_at(self.clock)) and v.kind != "deleted"
        ]
        return shown[::-1]

    def _title(self, article: PressArticle) -> str:
        version = article.version_at(self.clock)
        return version.headline if version else ""

    def _entry(self, article: PressArticle) -> Entry:
        version = article.version_at(self.clock)
        assert version is not None
        teaser = version.marked.text.partition("\n\n")[0]
        return Entry(
            self.url(article),
            version.headline,
            teaser,
            article.published,
            version.at,
            article.byline,
            article.section,
        )

    def _directory(self) -> Answer:
        items = "".join(
            f'<li><a href="{self.home(o.id)}">{o.name}</a></li>' for o in self.press.outlets
        )
        return _html(
            200, f"<!doctype html><title>The press</title><p>{FICTION}</p><ul>{items}</ul>"
        )


def _html(status: int, page: str) -> Answer:
    return Answer(status, page.encode(), (("Content-Type", "text/html; charset=utf-8"),))


def _text(body: str) -> Answer:
    return Answer(200, body.encode(), (("Content-Type", "text/plain; charset=utf-8"),))


def _handler(server: PressServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = self.headers.get("Host", "")
            answer = server.answer(host, self.path)
            etag = f'"{hashlib.sha256(answer.body).hexdigest()[:20]}"'
            unchanged = answer.status == 200 and self.headers.get("If-None-Match") == etag
            status = 304 if unchanged else answer.status
            server.log.append(Request(host.partition(":")[0], self.path, status, time.monotonic()))
            body = b"" if unchanged else answer.body
            self.send_response(status)
            for name, value in answer.headers:
                self.send_header(name, value)
            if answer.status == 200:
                self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Requests are in `PressServer.log`, not on the terminal."""

    return Handler
