"""What every command shares: where its data goes, how it ends, the options it has in common."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from onestory.commands.reading import say

DEFAULT_DATA = Path("onestory-data")
Data = Annotated[Path, typer.Option("--data", metavar="DIR", help="The hub's data folder.")]
Paths = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files; - is standard input.")]
Lines = Annotated[
    Path, typer.Argument(metavar="FILE.jsonl", help="JSON Lines; - is standard input.")
]


def fail(sentence: str, status: int = 1) -> None:
    """Say what is wrong and end the program."""
    say(sentence)
    sys.exit(status)


def emit(record: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


def finish(failures: int) -> None:
    sys.stdout.flush()
    if failures:
        raise typer.Exit(1)
