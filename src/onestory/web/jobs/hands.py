"""Helping processes for what the engine has to think about: pages to read, articles to compare.

In the process that serves and stores, that thinking would hold up both. A small hub never starts
one: they come when work has piled up for a while, and stay for the next time.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any, TypeVar

from onestory.errors import OnestoryError

T = TypeVar("T")
Job = tuple[Callable[..., T], tuple[Any, ...]]
PILE = 8  # jobs at a time that are more than this process should do
PATIENCE = 100  # jobs in a row that met a pile; a passing one is worth no process
AHEAD = 4  # jobs handed to each process before the first answer is awaited
YIELD = 5  # niceness: the site goes first


class HelperDiedError(OnestoryError):
    """A helping process died over its work, or over another's."""


class Hands:
    """`await hands(function, *arguments)`: a pure function's result, from here or from a helper.

    The function and what it takes and gives must be known to other processes by name.
    """

    def __init__(self, processes: int) -> None:
        self._processes = min(processes, cores())
        self._pool: ProcessPoolExecutor | None = None
        self._waiting = self._piled = 0

    async def __call__(self, function: Callable[..., T], *arguments: Any) -> T:
        """Raises what the function raises, and HelperDiedError."""
        self._waiting += 1
        self._piled = self._piled + 1 if self._waiting >= PILE else 0
        pool = self._helpers(self._piled >= PATIENCE)
        try:
            if pool is None:
                return await asyncio.to_thread(function, *arguments)
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(pool, function, *arguments)
        except BrokenProcessPool as error:
            self._give_up(pool)
            raise HelperDiedError(
                "A process that reads pages died: one page may need more memory than there is."
            ) from error
        finally:
            self._waiting -= 1

    def each(self, jobs: Iterable[Job[T]], many: bool) -> Iterator[T]:
        """The result of each job, in order; `many` says that helpers are worth starting."""
        pool = self._helpers(many)
        if pool is None:
            for function, arguments in jobs:
                yield function(*arguments)
            return
        flying: deque[tuple[Future[T], Job[T]]] = deque()
        for job in jobs:
            flying.append((_submit(pool, job), job))
            if len(flying) >= AHEAD * self._processes:
                yield self._landed(pool, *flying.popleft())
        while flying:
            yield self._landed(pool, *flying.popleft())

    def _landed(self, pool: ProcessPoolExecutor, future: Future[T], job: Job[T]) -> T:
        try:
            return future.result()
        except BrokenProcessPool:
            self._give_up(pool)
            function, arguments = job
            return function(*arguments)

    def _helpers(self, wanted: bool) -> ProcessPoolExecutor | None:
        if self._pool is None and wanted and self._processes > 0:
            # Spawned, not forked: threads run here, and what they hold would stay locked.
            self._pool = ProcessPoolExecutor(
                self._processes, multiprocessing.get_context("spawn"), _begin
            )
        return self._pool

    def _give_up(self, pool: ProcessPoolExecutor | None) -> None:
        """Let go of helpers that died: the next ones are started when they are needed."""
        if self._pool is pool:
            self.close()

    def close(self) -> None:
        """Send the helpers home."""
        pool, self._pool = self._pool, None
        self._piled = 0
        if pool is not None:
            pool.shutdown()


def cores() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _submit(pool: ProcessPoolExecutor, job: Job[T]) -> Future[T]:
    function, arguments = job
    try:
        return pool.submit(function, *arguments)
    except (BrokenProcessPool, RuntimeError) as error:  # broken, or closed since
        failed: Future[T] = Future()
        failed.set_exception(BrokenProcessPool(str(error)))
        return failed


def _begin() -> None:
    """In a helper: end with the hub, even one that was killed, and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(YIELD)
    hub = multiprocessing.parent_process()
    assert hub is not None

    def watch() -> None:
        wait([hub.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
