"""The filter's journal: one JSON object a line, written only at its end, but for what is erased.

A row is a decision (`spam`, `text`, `author`, `url`, `date`, `story`, and `id` where the site names
its comments) or a retraction (`retract`: an `id`). Of the rows of one `id` the last one counts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from onestory.errors import StorageError

try:
    import fcntl
except ImportError:  # not a POSIX system: there one process must write alone
    fcntl = None  # type: ignore[assignment]


class Journal:
    """Raises StorageError when the file cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, row: dict[str, Any]) -> None:
        with self._locked():
            _add_line(self._path, _line(row))

    def erase(self, identifier: str) -> None:
        """Remove every row of an `id` for good."""
        with self._locked():
            text = self._text()
            if json.dumps(identifier, ensure_ascii=False) not in text:
                return
            partial = self._path.with_name(self._path.name + ".part")
            partial.unlink(missing_ok=True)
            kept = (row for row in _rows(text) if _identifier(row) != identifier)
            _add_line(partial, "".join(map(_line, kept)))
            partial.replace(self._path)

    def standing(self) -> Iterator[dict[str, Any]]:
        """The decisions that count, in order."""
        rows = list(_rows(self._text()))
        last = {_identifier(row): number for number, row in enumerate(rows)}
        for number, row in enumerate(rows):
            identifier = _identifier(row)
            if "retract" not in row and (not identifier or last[identifier] == number):
                yield row

    def _text(self) -> str:
        try:
            return self._path.read_text("utf-8", "replace")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise StorageError(f"{self._path} cannot be read: {error.strerror}.") from error

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One writer at a time: a row added while others are erased would be lost."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.with_name("journal.lock").open("a") as handle:
                if fcntl:
                    fcntl.flock(handle, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise StorageError(f"{self._path} cannot be written: {error.strerror}.") from error


def _rows(text: str) -> Iterator[dict[str, Any]]:
    for line in text.split("\n"):
        try:
            row = json.loads(line)
        except ValueError:
            continue  # a line torn by a crash: its decision was never acknowledged
        if isinstance(row, dict):
            yield row


def _identifier(row: dict[str, Any]) -> str:
    return str(row.get("id") or row.get("retract") or "")


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _add_line(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
