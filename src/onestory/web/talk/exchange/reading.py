"""Which system a file came from, and its comments."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin

from onestory.article import read_iso
from onestory.errors import InputError
from onestory.web.talk.exchange.foreign import ForeignComment, State, moment, plain
from onestory.web.talk.exchange.xmlfiles import read_disqus, read_wordpress

HEAD = 1 << 20
ISSO_STATES: dict[int, State] = {1: "published", 2: "held"}
STATES = frozenset({"published", "held", "spam", "removed"})


def read_comments(path: Path, site: str = "") -> Iterator[ForeignComment]:
    """The comments of a file: WordPress (WXR), Disqus, Isso, Remark42 or our own, also as .gz.

    `site` is the address that pages are relative to, where a file names only their paths (Isso).
    Raises InputError where it is none of these, or damaged.
    """
    head = _head(path)
    if head.startswith(b"\x1f\x8b"):
        yield from _unpacked(path, site)
    elif head.startswith(b"SQLite format 3\x00"):
        yield from _read_isso(path, site)
    elif b"<disqus" in head:
        yield from read_disqus(path)
    elif b"<rss" in head:
        yield from read_wordpress(path)
    elif head.lstrip().startswith(b"{"):
        yield from _read_lines(path)
    else:
        raise InputError(
            f"{path} is no export of WordPress (WXR), Disqus, Isso, Remark42 or Onestory."
        )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as handle:
            return handle.read(HEAD)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error


def _unpacked(path: Path, site: str) -> Iterator[ForeignComment]:
    with tempfile.TemporaryDirectory(prefix="onestory-") as folder:
        plainly = Path(folder, path.name.removesuffix(".gz"))
        try:
            with gzip.open(path) as packed, plainly.open("wb") as handle:
                shutil.copyfileobj(packed, handle)
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(f"{path} cannot be unpacked: {error}.") from error
        yield from read_comments(plainly, site)


def _read_isso(path: Path, site: str) -> Iterator[ForeignComment]:
    """Isso's own database; its texts are Markdown, near enough to the marks here."""
    query = (
        "SELECT c.id, c.parent, c.created, c.mode, c.text, c.author, c.email, c.website, t.uri "
        "FROM comments c JOIN threads t ON t.id = c.tid ORDER BY c.id"
    )
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            for (
                number,
                parent,
                created,
                mode,
                text,
                author,
                email,
                website,
                uri,
            ) in database.execute(query):
                yield ForeignComment(
                    source="isso",
                    id=f"{number} {(page := urljoin(site, str(uri)))}",
                    page=page,
                    text=str(text or "").strip(),
                    state=ISSO_STATES.get(mode, "removed"),
                    created=moment(created),
                    parent=f"{parent} {page}" if parent else "",
                    author=str(author or ""),
                    email=str(email or ""),
                    link=str(website or ""),
                )
    except sqlite3.Error as error:
        raise InputError(f"{path} is not a database of Isso, or damaged: {error}.") from error


def _read_lines(path: Path) -> Iterator[ForeignComment]:
    """A JSON object a line: Remark42 (whose first line tells of the site) or our own."""
    with path.open("rb") as handle:
        for number, line in enumerate(handle, 1):
            try:
                row = json.loads(line) if line.strip() else {"version": 0}
            except (ValueError, RecursionError) as error:
                raise InputError(
                    f"{path}, line {number} is no JSON object. The lines before it were read."
                ) from error
            if not isinstance(row, dict) or "version" in row:
                continue
            yield _remark42(row) if isinstance(row.get("locator"), dict) else _own(row)


def _remark42(row: dict[str, Any]) -> ForeignComment:
    user = row.get("user") if isinstance(row.get("user"), dict) else {}
    written = str(row.get("orig") or "").strip()
    return ForeignComment(
        source="remark42",
        id=str(row.get("id") or ""),
        page=str(row["locator"].get("url") or ""),
        text=written or plain(str(row.get("text") or "")),
        state="removed" if row.get("delete") else "published",
        created=read_iso(str(row.get("time") or "")),
        parent=str(row.get("pid") or ""),
        author=str(user.get("name") or ""),
    )


def _own(row: dict[str, Any]) -> ForeignComment:
    state = str(row.get("state") or "")
    return ForeignComment(
        source="onestory",
        id=str(row.get("id") or ""),
        # The article finds its story on any hub; the page only on the one that wrote the file.
        page=str(row.get("article") or row.get("page") or ""),
        text=str(row.get("text") or "").strip(),
        state=cast(State, state) if state in STATES else "held",
        created=read_iso(str(row.get("created") or "")),
        parent=str(row.get("parent") or ""),
        author=str(row.get("author") or ""),
        email=str(row.get("email") or ""),
        link=str(row.get("link") or ""),
    )
