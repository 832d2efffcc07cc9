"""A real server on loopback whose routes write raw bytes, so that every fault can be played."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import socketserver
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from onestory.fetch.client import Client, FetchPolicy, Response

Route = Callable[["Exchange"], None]
TLS_HANDSHAKE = b"\x16"  # the first byte a TLS client sends
OPEN = ("127.0.0.1", "*.localhost")
QUICK = FetchPolicy(
    user_agent="Onestory/0.1 (+https://hub.example/about)",
    timeout_s=5.0,
    per_host_delay_s=0.0,
    allow_private=OPEN,
    retries=0,
    seed=1,
)


@dataclass(slots=True)
class Exchange:
    """One request as the server sees it, and the means to answer it byte by byte."""

    method: str
    path: str
    headers: dict[str, str]
    number: int
    """Which request to this path it is, from 1."""
    write: Callable[[bytes], Any]
    hang_up: Callable[[], None]
    wait: Callable[[float], bool]
    body: bytes = b""

    def answer(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        lines = {"content-length": str(len(body)), "connection": "close"}
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{n}: {v}\r\n" for n, v in lines.items() if v)
        self.write(f"HTTP/1.1 {status} X\r\n{head}\r\n".encode("latin-1") + body)


@dataclass(slots=True)
class Site:
    """The running server: its routes by path and the requests it saw."""

    port: int
    scheme: str = "http"
    routes: dict[str, Route] = field(default_factory=dict)
    seen: list[Exchange] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def route(self, path: str) -> Callable[[Route], Route]:
        def keep(function: Route) -> Route:
            self.routes[path] = function
            return function

        return keep

    def paths(self) -> list[str]:
        return [e.path for e in self.seen]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients of these tests hang up on purpose."""


@contextlib.contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve the routes added to the yielded site until the block ends."""
    stopped = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        def setup(self) -> None:
            if tls is not None:
                self.request = tls.wrap_socket(self.request, server_side=True)
            super().setup()

        def handle(self) -> None:
            if self.rfile.peek(1)[:1] == TLS_HANDSHAKE:  # type: ignore[attr-defined]
                self.wfile.write(b"HTTP/1.1 400 X\r\n\r\n")
                return
            first = self.rfile.readline().decode("latin-1").split(" ")
            if len(first) != 3:
                return
            headers = {}
            while (line := self.rfile.readline().decode("latin-1").strip()) != "":
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            number = sum(e.path == first[1] for e in here.seen) + 1
            length = headers.get("content-length", "")
            exchange = Exchange(
                first[0],
                first[1],
                headers,
                number,
                self.wfile.write,
                self._reset,
                stopped.wait,
                self.rfile.read(int(length)) if length.isdigit() else b"",
            )
            here.seen.append(exchange)
            with contextlib.suppress(OSError):
                here.routes.get(first[1], lambda e: e.answer(404))(exchange)

        def _reset(self) -> None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    with _Server(("127.0.0.1", 0), Handler) as server:
        here = Site(server.server_address[1], "https" if tls else "http")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield here
        stopped.set()
        server.shutdown()
        thread.join()


def get(url: str, policy: FetchPolicy = QUICK, **options: Any) -> Response:
    """One request with a client of its own."""

    async def run() -> Response:
        async with Client(policy) as client:
            return await client.get(url, **options)

    return asyncio.run(run())
