"""Snapshots: one WARC 1.1 file a day (ISO 28500), one gzip member a record, appended safely.

Each member carries its own length in the gzip header's extra field (RFC 1952, subfield "SL"), so a
file is walked without unpacking it: a tail torn by a crash is found on opening and cut off.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import struct
import threading
import uuid
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from onestory.errors import StorageError
from onestory.fetch.values import Response

LOCK_NAME = "writer.lock"
FILE_NAME = re.compile(r"\d{8}(-\d{1,3})?\.warc\.gz")  # 20260309.warc.gz, 20260309-1.warc.gz
MAX_RECORD_BYTES = 64_000_000  # the most one record may unpack to
MAX_SERIAL = 999  # files of one day; a second one only starts where the first is damaged

# magic, deflate, FEXTRA, no time, maximum compression, unknown system; XLEN 12, "SL", 8 bytes
_MEMBER_HEAD = struct.Struct("<4sIBBH2sHII")
_MAGIC = b"\x1f\x8b\x08\x04"
HTTP2 = b"HTTP/2"
_SOFTWARE = "software: onestory\r\nformat: WARC File Format 1.1\r\n"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where a page's bytes lie: a gzip member of a file of the store, and the body's hash."""

    file: str
    offset: int
    length: int
    sha256: str


class SnapshotStore:
    """The folder of snapshot files. One process writes, any number read."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self._mutex = threading.Lock()
        self._syncing = threading.Lock()
        self._written = self._synced = 0  # appends of this process, whatever the file
        self._lock: BinaryIO | None = None
        self._file: BinaryIO | None = None
        self._name = ""

    def __enter__(self) -> SnapshotStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files; the store may be used again."""
        with self._mutex:
            self._drop_file()
            if self._lock is not None:
                self._lock.close()
                self._lock = None

    def append(self, response: Response) -> Snapshot:
        """Store an answer; it is on the disk when this returns. Safe to call from threads.

        Raises StorageError when the folder cannot be written or another process writes to it.
        """
        moment = response.fetched.astimezone(UTC)
        digest = hashlib.sha256(response.body).hexdigest()
        answer, question = _records(response, moment, digest)
        with self._mutex:
            try:
                handle = self._open_for(moment)
                offset = handle.seek(0, os.SEEK_END)
                _write_all(handle, answer + question)
            except OSError as error:
                self._drop_file()
                raise StorageError(_cannot_write(self.folder, error)) from error
            self._written += 1
            place = Snapshot(self._name, offset, len(answer), digest)
            mine = self._written
        self._sync(mine)
        return place

    def _sync(self, mine: int) -> None:
        """Wait until the append of that number is on the disk; one call serves all who wait."""
        with self._syncing:
            if self._synced >= mine:
                return
            with self._mutex:
                written, handle = self._written, self._file
                descriptor = os.dup(handle.fileno()) if handle is not None else -1
            if descriptor < 0:  # closed meanwhile, and synced by whoever closed it
                return
            try:
                os.fsync(descriptor)
            except OSError as error:
                raise StorageError(_cannot_write(self.folder, error)) from error
            finally:
                os.close(descriptor)
            self._synced = written

    def read(self, snapshot: Snapshot) -> bytes:
        """The body as it was received. Raises StorageError when it is not there any more."""
        record = self._record(snapshot)
        head, separator, rest = record.partition(b"\r\n\r\n")
        size = re.search(rb"(?im)^content-length:\s*(\d{1,12})\s*$", head)
        if not separator or size is None:
            raise StorageError(_not_readable(snapshot))
        block = rest[: int(size.group(1))]
        _, separator, body = block.partition(b"\r\n\r\n")
        if not separator:
            raise StorageError(_not_readable(snapshot))
        return body

    def check(self, snapshot: Snapshot) -> bool:
        """Whether the stored body is still the one that was hashed."""
        try:
            return hashlib.sha256(self.read(snapshot)).hexdigest() == snapshot.sha256
        except StorageError:
            return False

    def _record(self, snapshot: Snapshot) -> bytes:
        if not FILE_NAME.fullmatch(snapshot.file) or snapshot.offset < 0:
            raise StorageError(_not_readable(snapshot))
        try:
            with (self.folder / snapshot.file).open("rb") as handle:
                handle.seek(snapshot.offset)
                member = handle.read(min(snapshot.length, MAX_RECORD_BYTES))
        except OSError as error:
            raise StorageError(_not_readable(snapshot)) from error
        record = _unpacked(member)
        if record is None:
            raise StorageError(_not_readable(snapshot))
        return record

    def _open_for(self, moment: datetime) -> BinaryIO:
        """The day's file, repaired when it is first opened."""
        day = moment.strftime("%Y%m%d")
        if self._file is not None and self._name.startswith(day):
            return self._file
        self._drop_file()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._take_lock()
        for serial in range(MAX_SERIAL + 1):
            name = f"{day}-{serial}.warc.gz" if serial else f"{day}.warc.gz"
            handle = (self.folder / name).open("a+b", buffering=0)
            end = sound_end(handle)
            if end is None:  # damaged in the middle: kept as it is, a new file begun
                handle.close()
                continue
            handle.truncate(end)
            self._file, self._name = handle, name
            if end == 0:
                _write_all(handle, _warcinfo(name, moment))
                os.fsync(handle.fileno())
                _sync_folder(self.folder)
            return self._file
        raise OSError("every file of the day is damaged")

    def _take_lock(self) -> None:
        if self._lock is not None:
            return
        handle = (self.folder / LOCK_NAME).open("ab")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            handle.close()
            raise StorageError(
                f"Another process is writing snapshots to {self.folder}: let only one gather."
            ) from error
        self._lock = handle

    def _drop_file(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # a full disk; whoever waits for it is told at the next append
                os.fsync(self._file.fileno())
            self._file.close()
        self._file, self._name = None, ""


def sound_end(handle: BinaryIO) -> int | None:
    """Where the last whole record of a file ends; None where something before it is damaged.

    Walks the members' lengths; only the last member is unpacked and checked.
    """
    size = handle.seek(0, os.SEEK_END)
    offset, last = 0, 0
    while offset < size:
        handle.seek(offset)
        length = _member_length(handle.read(_MEMBER_HEAD.size))
        if length is None:
            torn = size - offset < _MEMBER_HEAD.size
            return _proved(handle, last, offset) if torn else None
        if offset + length > size:
            return _proved(handle, last, offset)
        last, offset = offset, offset + length
    return _proved(handle, last, offset)


def _proved(handle: BinaryIO, start: int, end: int) -> int:
    """`end` when the member between the two unpacks, else `start`."""
    if start == end:
        return end
    handle.seek(start)
    return end if _unpacked(handle.read(end - start)) is not None else start


def _member_length(head: bytes) -> int | None:
    if len(head) < _MEMBER_HEAD.size:
        return None
    magic, _, _, _, extra, name, size, packed, _ = _MEMBER_HEAD.unpack(head)
    if (magic, extra, name, size) != (_MAGIC, 12, b"SL", 8) or packed <= _MEMBER_HEAD.size:
        return None
    return int(packed)


def _unpacked(member: bytes) -> bytes | None:
    packer = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        record = packer.decompress(member, MAX_RECORD_BYTES)
    except zlib.error:
        return None
    return record if packer.eof else None


def _member(record: bytes) -> bytes:
    """One gzip member that names its own length."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(record) + packer.flush()
    length = _MEMBER_HEAD.size + len(packed) + 8
    head = _MEMBER_HEAD.pack(_MAGIC, 0, 0, 255, 12, b"SL", 8, length, len(record))
    return head + packed + struct.pack("<II", zlib.crc32(record), len(record) & 0xFFFFFFFF)


def _records(response: Response, moment: datetime, digest: str) -> tuple[bytes, bytes]:
    """The answer and the question it answers, as two members."""
    answer_id, question_id = _record_id(), _record_id()
    common = {
        "WARC-Target-URI": response.final_url,
        "WARC-Date": moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }
    if response.response_head.startswith(HTTP2):
        common["WARC-Protocol"] = "h2"
    answer = _warc(
        {
            "WARC-Type": "response",
            "WARC-Record-ID": answer_id,
            **common,
            "WARC-Payload-Digest": f"sha256:{digest}",
            "Content-Type": "application/http;msgtype=response",
        },
        _stored_head(response) + b"\r\n" + response.body,
    )
    question = _warc(
        {
            "WARC-Type": "request",
            "WARC-Record-ID": question_id,
            **common,
            "WARC-Concurrent-To": answer_id,
            "Content-Type": "application/http;msgtype=request",
        },
        response.request_head + b"\r\n",
    )
    return _member(answer), _member(question)


# The body is stored unpacked and in one piece: these headers are kept under another name.
_REPLACED = (b"content-encoding", b"content-length", b"transfer-encoding")


def _stored_head(response: Response) -> bytes:
    """The status line and headers as received, made true of the unpacked body."""
    given = response.response_head or b"HTTP/1.1 %d \r\n" % response.status
    if given.startswith(HTTP2):  # WARC readers know the form of HTTP/1.1 only
        given = b"HTTP/1.1" + given.removeprefix(HTTP2)
    lines = []
    for number, line in enumerate(given.split(b"\r\n")[:-1]):
        name = line.partition(b":")[0].strip().lower()
        lines.append(b"X-Received-" + line if number and name in _REPLACED else line)
    lines.append(b"Content-Length: %d" % len(response.body))
    return b"".join(line + b"\r\n" for line in lines)


def _warcinfo(name: str, moment: datetime) -> bytes:
    return _member(
        _warc(
            {
                "WARC-Type": "warcinfo",
                "WARC-Record-ID": _record_id(),
                "WARC-Date": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "WARC-Filename": name,
                "Content-Type": "application/warc-fields",
            },
            _SOFTWARE.encode(),
        )
    )


def _warc(headers: dict[str, str], block: bytes) -> bytes:
    lines = "".join(f"{name}: {_one_line(value)}\r\n" for name, value in headers.items())
    head = f"WARC/1.1\r\n{lines}Content-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def _one_line(value: str) -> str:
    return "".join(c for c in value if c.isprintable())


def _record_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def _write_all(handle: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[handle.write(view) :]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cannot_write(folder: Path, error: OSError) -> str:
    return f"Snapshots cannot be written to {folder}: {error.strerror or error}. Make room there."


def _not_readable(snapshot: Snapshot) -> str:
    return (
        f"The snapshot at {snapshot.offset} in {snapshot.file} cannot be read: restore that file "
        "from a backup."
    )
