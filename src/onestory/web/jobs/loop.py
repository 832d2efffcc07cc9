"""The gather loop as a command: until it is told to stop, or one pass with its progress shown."""

from __future__ import annotations

import asyncio
import sys
import threading

from django.conf import settings
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from onestory.config import Settings
from onestory.web.jobs.gather import GatherSummary, gather_forever, gather_once
from onestory.web.jobs.lock import GatherLock


def gather_until(hub: Settings, stop: threading.Event) -> None:
    """Pass after pass until `stop` is set. Raises StorageError where another process gathers."""

    async def work() -> None:
        ended = asyncio.Event()

        async def watch() -> None:
            await asyncio.to_thread(stop.wait)
            ended.set()

        watcher = asyncio.create_task(watch())
        try:
            with GatherLock(hub):
                await gather_forever(hub, ended)
        finally:
            stop.set()  # or the watching thread would hold the loop for ever
            await watcher

    asyncio.run(work())


def gather_command(once: bool) -> None:
    """`onestory gather`: with a progress bar on stderr; interrupting loses nothing."""
    try:
        with GatherLock(settings.ONESTORY):
            if once:
                tell(asyncio.run(gather_with_progress()))
                return
            asyncio.run(gather_forever(settings.ONESTORY, asyncio.Event()))
    except KeyboardInterrupt:
        print("Stopped. The next run goes on here.", file=sys.stderr)


async def gather_with_progress() -> GatherSummary:
    columns = (
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def progress(stage: str, done: int, total: int, note: str = "") -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total, note="")
            bar.update(tasks[stage], completed=done, total=total, note=note[:60])

        return await gather_once(settings.ONESTORY, progress=progress)


def tell(summary: GatherSummary) -> None:
    states = ", ".join(f"{n} {state}" for state, n in sorted(summary.pages.items()))
    print(
        f"{summary.feeds} feeds ({summary.feed_failures} failed), {summary.entries} new entries, "
        f"pages: {states or 'none'}; {summary.versions} new versions, "
        f"{summary.stories_touched} stories brought up to date.",
        file=sys.stderr,
    )
