"""One gather loop at a time per hub: two would poll each feed twice."""

from __future__ import annotations

import os
from types import TracebackType
from typing import IO, Self

from onestory.config import Settings
from onestory.errors import StorageError

try:
    import fcntl
except ImportError:  # not a POSIX system: the lock is only advisory there
    fcntl = None  # type: ignore[assignment]


class GatherLock:
    """A lock on a file of the data folder, freed by the system when the process dies."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.data / "gather.lock"
        self._handle: IO[str] | None = None

    def __enter__(self) -> Self:
        try:
            self._handle = self._path.open("a+", encoding="ascii")
            if fcntl:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StorageError(
                f"Another process is gathering into {self._path.parent}. Stop it first, or leave it "
                "to its work."
            ) from error
        except OSError as error:
            raise StorageError(f"Cannot write to {self._path}: {error.strerror}.") from error
        self._handle.seek(0)
        self._handle.truncate()
        self._handle.write(f"{os.getpid()}\n")
        self._handle.flush()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._handle:
            self._handle.close()
