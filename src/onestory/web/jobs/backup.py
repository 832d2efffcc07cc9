"""The whole hub in one file: settings, secret, database rows and snapshots.

A backup is a gzip tar. The SQLite file is copied with its own online backup, PostgreSQL as Django's
JSON, so that either can be restored into the other.
"""

from __future__ import annotations

import gzip
import io
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from onestory.config import FILE_NAME, SECRET_NAME, Settings
from onestory.errors import InputError, StorageError

SQLITE_NAME = "onestory.sqlite3"
ROWS_NAME = "rows.json"
LEARNED = "spam"  # the folder of the comment filter's journals


def write_backup(settings: Settings, target: Path) -> dict[str, Any]:
    """Write a backup beside the running hub. Raises StorageError; a half-written file is removed."""
    if target.exists() and not _is_packed(target):
        raise StorageError(
            f"{target} exists and is no backup: name another file, or remove it first."
        )
    partial = target.with_name(target.name + ".part")
    try:
        partial.touch(mode=0o600)  # it holds the hub's secret
        partial.chmod(0o600)
        with tempfile.TemporaryDirectory() as scratch, tarfile.open(partial, "w:gz") as archive:
            for name in (FILE_NAME, SECRET_NAME):
                archive.add(settings.data / name, name)
            if settings.database:
                _add_rows(archive)
            else:
                copy = Path(scratch) / SQLITE_NAME
                with (
                    closing(sqlite3.connect(settings.sqlite_path)) as source,
                    closing(sqlite3.connect(copy)) as backup,
                ):
                    source.backup(backup)
                archive.add(copy, SQLITE_NAME)
            for folder in (settings.snapshots, settings.data / LEARNED):
                if folder.exists():
                    archive.add(folder, folder.name)
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        raise StorageError(f"The backup {target} could not be written: {error}.") from error
    return {"backup": str(target), "bytes": target.stat().st_size}


def _is_packed(file: Path) -> bool:
    """Whether it may be an earlier backup, which a new one replaces."""
    with suppress(OSError), file.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"
    return False


def read_backup(source: Path, folder: Path) -> dict[str, Any]:
    """Make `folder` from a backup. Raises InputError or StorageError and leaves no half folder."""
    if folder.exists() and any(folder.iterdir()):
        raise StorageError(f"{folder} is not empty: name a new folder with --data.")
    try:
        with tarfile.open(source, "r:gz") as archive:
            names = archive.getnames()
            if FILE_NAME not in names:
                raise InputError(f"{source} is not a backup of Onestory: it has no {FILE_NAME}.")
            folder.mkdir(parents=True, exist_ok=True)
            archive.extractall(folder, filter="data")
        _read_to_the_end(source)
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise InputError(f"{source} cannot be restored: {error}.") from error
    folder.chmod(0o700)
    rows = folder / ROWS_NAME
    if rows.exists():
        _load_rows(folder, rows)
    else:
        _check(folder / SQLITE_NAME)
    return {"restored": str(folder), "files": len(names)}


def _read_to_the_end(source: Path) -> None:
    """The checksum of a gzip file stands at its end, where reading a tar does not come."""
    with gzip.open(source) as stream:
        while stream.read(2**20):
            pass


def _check(database: Path) -> None:
    with closing(sqlite3.connect(database)) as opened:
        found = opened.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise InputError(f"The database in the backup is damaged: {found[:200]}.")


def _add_rows(archive: tarfile.TarFile) -> None:
    from django.core.management import call_command

    text = io.StringIO()
    call_command(
        "dumpdata", "--natural-foreign", exclude=["contenttypes", "auth.permission"], stdout=text
    )
    data = text.getvalue().encode()
    entry = tarfile.TarInfo(ROWS_NAME)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))


def _load_rows(folder: Path, rows: Path) -> None:
    from onestory.web.hub import open_hub

    open_hub(folder)
    from django.core.management import call_command
    from django.db.models import F

    from onestory.web.news.models import Outlet, Version, quotable
    from onestory.web.news.search import index_version

    if Outlet.objects.exists():
        raise StorageError(
            f"The database named in {folder / FILE_NAME} already holds a hub. Name an empty one there, "
            f"then run the restore again into a new folder."
        )
    call_command("loaddata", str(rows), verbosity=0)
    for version in Version.objects.filter(quotable("article__"), article__current=F("pk")):
        index_version(version)
    rows.unlink()
