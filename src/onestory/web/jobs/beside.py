"""The gather loop in a process of its own, beside the site's, so that no page waits for it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from onestory.web.jobs.hands import YIELD

GATHERING_DIED = "The process that gathers has died; the site goes on with what it has"
STOPS_IN = 10  # seconds it has to end its work once it is told


@contextmanager
def gathering(data: Path) -> Iterator[None]:
    """Gather into a hub while the block runs. The other process ends with this one, however that ends:
    then the pipe between them is closed.
    """
    context = multiprocessing.get_context("spawn")
    heard, told = context.Pipe(duplex=False)
    loop = context.Process(target=_gather, args=(data, heard), name="onestory gather")
    loop.start()
    heard.close()
    stopping = threading.Event()
    threading.Thread(target=_watch, args=(loop, stopping), daemon=True).start()
    try:
        yield
    finally:
        stopping.set()
        told.close()
        loop.join(timeout=STOPS_IN)
        if loop.is_alive():
            loop.kill()  # the work in flight is lost, and done again after a start


def _watch(loop: SpawnProcess, stopping: threading.Event) -> None:
    """The site goes on without the loop; whoever runs it must hear that no news comes any more."""
    wait([loop.sentinel])  # closed a moment before the exit code is there
    if stopping.is_set():
        return
    loop.join()
    if loop.exitcode:
        print(f"{GATHERING_DIED} (exit code {loop.exitcode}). Start again.", file=sys.stderr)


def _gather(data: Path, heard: Connection) -> None:
    # Ctrl-C reaches both processes: the site's tells this one when to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        os.nice(YIELD)
    from onestory.errors import OnestoryError
    from onestory.web.hub import open_hub

    try:
        settings = open_hub(data, create_tables=False)
        from onestory.web.jobs.loop import gather_until

        stop = threading.Event()
        # A service manager tells every process of the group: the pass under way is ended, not cut.
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        threading.Thread(target=_listen, args=(heard, stop), daemon=True).start()
        gather_until(settings, stop)
    except OnestoryError as error:
        print(f"Not gathering: {error}", file=sys.stderr)


def _listen(heard: Connection, stop: threading.Event) -> None:
    with suppress(EOFError, OSError):
        heard.recv()
    stop.set()
