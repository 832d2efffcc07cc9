"""`onestory sources`: outlets and feeds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from onestory.commands.output import DEFAULT_DATA, Data, emit, finish
from onestory.commands.reading import read_bytes, say

app = typer.Typer(help="Outlets and feeds.", no_args_is_help=True)


@app.command("add")
def add(
    urls: Annotated[
        list[str], typer.Argument(metavar="URL…", help="Feeds, sitemaps or home pages.")
    ],
    data: Data = DEFAULT_DATA,
) -> None:
    """Add feeds and sitemaps, or find those of home pages."""
    _sources(data).add(urls, emit, say, finish)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.opml")], data: Data = DEFAULT_DATA
) -> None:
    """Add the feeds of an OPML file."""
    _sources(data).import_opml(read_bytes(file), emit, say, finish)


@app.command("export")
def export(data: Data = DEFAULT_DATA) -> None:
    """Print all feeds as OPML."""
    sys.stdout.write(_sources(data).export_opml())


@app.command("list")
def list_(data: Data = DEFAULT_DATA) -> None:
    """Print all feeds with their state."""
    for record in _sources(data).list_feeds():
        emit(record)


@app.command("health")
def health(data: Data = DEFAULT_DATA) -> None:
    """Print how well each outlet can be read, those in most trouble first."""
    for record in _sources(data).health():
        emit(record)


@app.command("check")
def check(data: Data = DEFAULT_DATA) -> None:
    """Look at every feed once, without storing, and say what is wrong."""
    _sources(data).check(emit, say, finish)


def _sources(data: Path) -> Any:
    from onestory.web import hub

    hub.open_hub(data)
    from onestory.web.jobs import sources as module

    return module
