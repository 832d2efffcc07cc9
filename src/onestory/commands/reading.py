"""Reading what the commands are given: files, packed or not, JSON Lines, articles."""

from __future__ import annotations

import gzip
import json
import lzma
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from onestory.article import Article
from onestory.errors import InputError

_ADDRESS = re.compile(r"https?:/")  # a Path keeps one slash of two
SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: no output can carry it


def say(sentence: str) -> None:
    """Tell the user, on stderr."""
    typer.echo(sentence, err=True)


def read_bytes(path: Path) -> bytes:
    """A file's bytes, unpacked when .gz or .xz. Raises InputError naming the file."""
    try:
        if str(path) == "-":
            return sys.stdin.buffer.read()
        if _ADDRESS.match(str(path)):
            address = str(path).replace(":/", "://")
            raise InputError(
                f"{address} is an address, and this command reads files only. Save the page first, "
                "or let the hub fetch it: `onestory sources add`."
            )
        data = path.read_bytes()
        if path.suffix == ".gz":
            return gzip.decompress(data)
        if path.suffix == ".xz":
            return lzma.decompress(data)
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path} cannot be read: {reason}.") from error
    return data


def read_json_lines(path: Path | None, failed: list[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Objects of a JSON Lines file with their line numbers; bad lines are named and counted."""
    assert path is not None
    for number, line in enumerate(read_bytes(path).split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            record = legible_json(line)
            if not isinstance(record, dict):
                raise ValueError("not an object")
        except (ValueError, RecursionError) as error:
            say(f"{path}, line {number}: not a JSON object ({error}). Mend or remove the line.")
            failed.append(number)
            continue
        yield number, record


def articles_of(path: Path, failed: list[int]) -> Iterator[tuple[int, Article]]:
    """Articles with their line numbers; bad lines and second uses of an id are named and counted."""
    seen: set[str] = set()
    for number, record in read_json_lines(path, failed):
        try:
            article = Article.from_record(
                record if record.get("id") not in (None, "") else {**record, "id": str(number)}
            )
            if article.id in seen:
                raise ValueError(f"the id {article.id!r} was used before")
        except (ValueError, TypeError) as error:
            say(f"{path}, line {number}: {error}.")
            failed.append(number)
            continue
        seen.add(article.id)
        yield number, article


def article_file(path: Path) -> Article:
    """The article of a JSON file. Raises InputError naming the file."""
    try:
        return Article.from_record(legible_json(read_bytes(path)))
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{path} is not an article in JSON: {error}.") from error


def legible_json(data: bytes) -> Any:
    """A JSON value with halves of characters replaced one for one. Raises ValueError."""
    return _without_surrogates(json.loads(data))


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {SURROGATE.sub("\ufffd", k): _without_surrogates(v) for k, v in value.items()}
    return value
