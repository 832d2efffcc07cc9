"""The one writer of a gather pass: what waits to be stored is stored together, in one transaction.

A commit costs more than a row. Each job keeps its own savepoint, so one that fails takes no other
with it; killed between two commits, a pass has lost what was under way and nothing else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from asgiref.sync import sync_to_async
from django.db import transaction

T = TypeVar("T")
TOGETHER = 64  # jobs in one transaction


@dataclass(slots=True)
class Writer:
    """`async with Writer() as writer: result = await writer(store_page, pk, outcome, settings)`"""

    _jobs: asyncio.Queue[tuple[Callable[[], Any], asyncio.Future[Any]]] = field(
        default_factory=asyncio.Queue
    )
    _task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._work())
        return self

    async def __aexit__(self, *trouble: object) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def __call__(self, function: Callable[..., T], *arguments: Any) -> T:
        """Run a database function with the next batch. Raises what it raises."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put_nowait((lambda: function(*arguments), future))
        return await future

    async def _work(self) -> None:
        while True:
            batch = [await self._jobs.get()]
            while len(batch) < TOGETHER and not self._jobs.empty():
                batch.append(self._jobs.get_nowait())
            try:
                results = await in_database(_together)([job for job, _ in batch])
            except Exception as error:  # the commit itself: nobody's job was stored
                results = [error] * len(batch)
            for (_, future), result in zip(batch, results, strict=True):
                if future.cancelled():
                    continue
                if isinstance(result, Exception):
                    future.set_exception(result)
                else:
                    future.set_result(result)


def in_database(function: Callable[..., T]) -> Callable[..., Any]:
    """Run a database function on the one thread that writes."""
    return sync_to_async(function, thread_sensitive=True)


@transaction.atomic
def _together(jobs: list[Callable[[], Any]]) -> list[Any]:
    results: list[Any] = []
    for job in jobs:
        try:
            with transaction.atomic():
                results.append(job())
        except Exception as error:
            results.append(error)
    return results
