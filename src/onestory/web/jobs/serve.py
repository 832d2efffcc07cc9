"""The site as a command, alone or with the gather loop beside it."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from types import FrameType

import waitress
from django.conf import settings

from onestory.errors import OnestoryError
from onestory.web.jobs.beside import gathering
from onestory.web.wsgi import application

THREADS = 8  # of the site
POLL = 1.0  # seconds after which an idle loop looks up
ANSWERS_END = 5  # seconds for answers under way when the site stops


class PortInUseError(OnestoryError):
    """The address to listen on is taken."""


def serve(host: str, port: int, gather: bool) -> None:
    """Serve the site until interrupted; with `gather`, the gather loop runs in a process beside it."""
    server = make_server(host, port)
    with gathering(settings.ONESTORY.data) if gather else nullcontext():
        address = f"http://{host}:{server.effective_port}/"
        print(f"Onestory is at {address}  (Ctrl-C stops)", file=sys.stderr)
        _run_until_stopped(server)


def make_server(host: str, port: int) -> waitress.server.BaseWSGIServer:
    """Bind the site's address. Raises PortInUseError with a remedy."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortInUseError(
            f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --port."
        ) from error
    return waitress.create_server(
        application,
        sockets=[listener],
        threads=THREADS,
        ident="onestory",
        max_request_body_size=2**20,
        clear_untrusted_proxy_headers=False,  # site.trusted_proxies says whose are believed
    )


@contextmanager
def in_thread(server: waitress.server.BaseWSGIServer) -> Iterator[threading.Thread]:
    """Run a server beside the block, and end it after the answers under way are given.

    Its sockets are closed by the loop that polls them: closed from here, that loop, or a thread
    that still answers, would find them gone.
    """
    ended = threading.Event()
    thread = threading.Thread(target=_poll_until, args=(server, ended), daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        server.task_dispatcher.shutdown(timeout=ANSWERS_END)
        ended.set()
        with suppress(OSError):  # it only wakes the loop, which wakes by itself soon
            server.pull_trigger()
        thread.join(timeout=ANSWERS_END)


def _poll_until(server: waitress.server.BaseWSGIServer, ended: threading.Event) -> None:
    try:
        while server._map and not ended.is_set():
            server.asyncore.loop(timeout=POLL, map=server._map, count=1)
    finally:
        server.asyncore.close_all(server._map, ignore_all=True)


@contextmanager
def local_site() -> Iterator[str]:
    """The site on a free loopback port, for as long as the block runs: its address."""
    server = make_server("127.0.0.1", 0)
    with in_thread(server):
        yield f"http://127.0.0.1:{server.effective_port}"


def _run_until_stopped(server: waitress.server.BaseWSGIServer) -> None:
    def end(signum: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    try:
        server.run()
    except KeyboardInterrupt:
        print("Stopping.", file=sys.stderr)
    finally:
        server.task_dispatcher.shutdown(timeout=ANSWERS_END)
        server.close()
