"""`onestory demo`: the bundled, fictional press on loopback, and a hub that gathers it.

The press has a clock of its own. The demo steps it through four days, gathering at each step, so that
the hub sees articles appear, change and vanish as it would in life.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from onestory.config import Settings
from onestory.errors import StorageError
from onestory.press import Press
from onestory.web import hub

if TYPE_CHECKING:
    from onestory.press.server import PressServer

SETTINGS = """\
# The demo: a hub on the bundled, fictional press. Everything it shows is invented.
demo = true

[site]
title = "Onestory"
base_url = "http://127.0.0.1:{port}"
country = "XV"
country_name = "Valmere"
operator = "The Onestory demo"
show_texts = true

[fetch]
per_host_delay = 0.0
timeout = 8.0
allow_private = ["*.localhost"]
retries = 0
concurrency = 8

[mail]
server = "file:outbox"
sender = "hub@demo.example"
moderators = ["desk@demo.example"]

[gather]
poll_minutes = 1
reread_hours = [1, 3, 6, 12, 24, 36, 48, 72]
"""
MARK = ".onestory-demo"  # a folder with this file may be emptied by the next demo


def run_demo(folder: Path, port: int, once: bool, edition: int) -> None:
    """Make the demo hub anew, gather the press, print a summary; then serve unless `once`."""
    _empty(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("A demo made this folder and the next one empties it.\n", "utf-8")
    hub.initialise(folder, SETTINGS.format(port=port), starters=False)
    from django.conf import settings

    from onestory.web.jobs.serve import make_server

    site = None if once else make_server("127.0.0.1", port)
    press = Press(edition=edition, anchor=_anchor())
    print("Gathering four days of the fictional press: a minute or two.", file=sys.stderr)
    with press.serve() as server:
        subscribe(press, server)
        asyncio.run(play(press, server, settings.ONESTORY))
        _add_comments()
        print(json.dumps(summary(), ensure_ascii=False))
        if site is not None:
            _serve(site)


def _anchor() -> datetime:
    """Midnight of day 0, so that the press's last day is today."""
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=3)


def _empty(folder: Path) -> None:
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / MARK).exists():
        raise StorageError(f"{folder} is not a demo's folder: name another with --data.")
    shutil.rmtree(folder)


def subscribe(press: Press, server: PressServer) -> None:
    """Enter the press's outlets and feeds, as an operator would."""
    from onestory.web.news.addresses import free_slug
    from onestory.web.news.models import Evidence, Feed, Outlet

    for outlet in press.outlets:
        row = Outlet.objects.create(
            name=outlet.name,
            slug=free_slug(outlet.id),
            domain=f"{outlet.id}.localhost",
            country=outlet.country,
            language=outlet.language,
            kind=outlet.kind,
            owner=outlet.owner,
            home=server.home(outlet.id),
        )
        Feed.objects.create(url=server.feed_url(outlet.id), outlet=row)
        for criterion, finding in (
            ("identity", "Invented for the demo."),
            ("ownership", outlet.owner),
            ("feed", "Offers a feed."),
        ):
            Evidence.objects.create(
                outlet=row,
                criterion=criterion,
                finding=finding,
                source="The bundled press",
                checked=press.anchor.date(),
            )


async def play(press: Press, server: PressServer, settings: Settings, quiet: bool = False) -> None:
    """Step the press's clock and gather after each step; the hub's clock follows it."""
    from onestory.web.jobs.gather import Gatherer

    ticks = press.ticks()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True, quiet=quiet)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Four days of the fictional press", total=len(ticks))
        async with Gatherer(settings, clock=lambda: server.clock) as gatherer:
            for tick in ticks:
                server.clock = tick
                await gatherer.once()
                bar.advance(task)


def summary() -> dict[str, Any]:
    """What the hub holds: the line `onestory demo --once` prints."""
    from onestory.web.news.models import Article, Claim, Outlet, Story, Version

    states = Counter(Article.objects.values_list("state", flat=True))
    claims = Counter(Claim.objects.values_list("status", flat=True))
    readable = Article.objects.filter(story__isnull=False)
    return {
        "outlets": Outlet.objects.count(),
        "articles": sum(states.values()),
        "states": dict(sorted(states.items())),
        "versions": Version.objects.count(),
        "silent_corrections": Version.objects.filter(silent_correction=True).count(),
        "stories": Story.objects.filter(merged_into__isnull=True, outlets__gt=0).count(),
        "origins": readable.values("origin").distinct().count(),
        "claims": dict(sorted(claims.items())),
    }


def _add_comments() -> None:
    """A few readers' comments, so that the section is not bare. Invented like all the rest."""
    from django.utils import timezone

    from onestory.web.news.models import Story
    from onestory.web.talk.markup import to_html
    from onestory.web.talk.models import Comment

    story = Story.objects.filter(headline__isnull=False).order_by("-rank").first()
    if story is None:
        return
    said = (
        ("A reader", "Three outlets, three numbers. I would not have noticed.", None),
        ("Another reader", "The table shows who each of them asked. *That* is the difference.", 0),
        ("A third reader", "> Three outlets, three numbers.\n\nTwo of them name a source.", 0),
    )
    made: list[Comment] = []
    for author, text, parent in said:
        made.append(
            Comment.objects.create(
                story=story,
                parent=made[parent] if parent is not None else None,
                author=author,
                text=text,
                body=to_html(text),
                state="published",
                created=timezone.now(),
            )
        )


def _serve(site: Any) -> None:
    from django.conf import settings

    from onestory.web.jobs.post import send_waiting
    from onestory.web.jobs.serve import in_thread

    print(
        f"\nOnestory is at http://127.0.0.1:{site.effective_port}/\n"
        "Its press is invented and runs beside it. Ctrl-C stops both; the next start begins anew.\n"
        f"Its mail is written to {settings.EMAIL_FILE_PATH}. For the desk at /desk/, make an account: "
        f"{sys.argv[0]} manage createsuperuser --data {settings.ONESTORY.data}",
        file=sys.stderr,
    )
    with in_thread(site) as thread:
        try:
            while thread.is_alive():
                thread.join(timeout=2)
                send_waiting()
        except KeyboardInterrupt:
            print("Stopped.", file=sys.stderr)
