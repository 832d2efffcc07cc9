"""The filter's journal: one JSON object a line, written only at its end, but for what is erased.

A row is a decision (`spam`, `text`, `author`, `url`, `date`, `story`, and `id` where the site names
its comments), the same `assumed` without a human or said by a `reporter`, a retraction (`retract`: an
`id`), or the names of those whose reports count no more (`distrust`). Of the decisions of one `id` the
last one counts; a retraction takes back all rows of its `id` before it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
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

    def append(self, *rows: dict[str, Any]) -> None:
        if rows:
            with self._locked():
                _add_line(self._path, "".join(map(_line, rows)))

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
        """The rows that count, in order."""
        return standing(_rows(self._text()))

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


class Unwritten:
    """A journal in memory, for a filter that nobody will ask again."""

    def __init__(self) -> None:
        self._kept: list[dict[str, Any]] = []

    def append(self, *rows: dict[str, Any]) -> None:
        self._kept.extend(rows)

    def standing(self) -> Iterator[dict[str, Any]]:
        return standing(self._kept)


def standing(given: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows that count, in order."""
    rows = list(given)
    retracted: dict[str, int] = {}
    decided: dict[str, int] = {}
    for number, row in enumerate(rows):
        if "retract" in row:
            retracted[_identifier(row)] = number
        elif not row.get("assumed") and "reporter" not in row:
            decided[_identifier(row)] = number
    for number, row in enumerate(rows):
        identifier = _identifier(row)
        if "retract" in row or (identifier and number < retracted.get(identifier, -1)):
            continue
        is_decision = not row.get("assumed") and "reporter" not in row
        if not identifier or not is_decision or decided[identifier] == number:
            yield row


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
