"""Snapshots: written once, read for ever, whole after a crash, readable by others."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from onestory.errors import StorageError
from onestory.fetch.snapshot import Snapshot, SnapshotStore
from onestory.fetch.values import Response

DAY = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)


def response(body: bytes, moment: datetime = DAY, url: str = "https://ridge.example/1") -> Response:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
    return Response(
        url=url,
        final_url=url,
        status=200,
        body=body,
        fetched=moment,
        request_head=b"GET /1 HTTP/1.1\r\nHost: ridge.example\r\n",
        response_head=head + b"Content-Length: 5\r\n",
    )


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    bodies = [b"", b"one", bytes(range(256)) * 4000, b"\r\n\r\nsplit\r\n\r\n"]
    with SnapshotStore(tmp_path) as store:
        kept = [store.append(response(body)) for body in bodies]
        assert [store.read(s) for s in kept] == bodies
    reader = SnapshotStore(tmp_path)  # reading needs no lock and no writer
    assert [reader.read(s) for s in kept] == bodies
    assert all(reader.check(s) for s in kept)
    assert kept[1].sha256 == hashlib.sha256(b"one").hexdigest()
    assert {s.file for s in kept} == {"20260309.warc.gz"}


def test_a_day_has_a_file(tmp_path: Path) -> None:
    with SnapshotStore(tmp_path) as store:
        first = store.append(response(b"a"))
        second = store.append(response(b"b", DAY + timedelta(hours=1)))
        third = store.append(response(b"c"))
    assert [s.file for s in (first, second, third)] == [
        "20260309.warc.gz",
        "20260310.warc.gz",
        "20260309.warc.gz",
    ]
    assert SnapshotStore(tmp_path).read(third) == b"c"


def test_others_read_it(tmp_path: Path) -> None:
    with SnapshotStore(tmp_path) as store:
        kept = store.append(response("Ä tide".encode()))
    with (tmp_path / kept.file).open("rb") as handle:
        found = []
        for record in ArchiveIterator(handle, check_digests="raise"):
            found.append((record.rec_type, record.content_stream().read()))
            if record.rec_type == "response":
                assert record.rec_headers["WARC-Target-URI"] == "https://ridge.example/1"
                assert record.rec_headers["WARC-Date"] == "2026-03-09T23:30:00.000000Z"
                assert record.http_headers.get_header("Content-Encoding") is None
                assert record.http_headers.get_header("X-Received-Content-Encoding") == "gzip"
                assert record.http_headers.get_header("Content-Length") == "7"
    assert [kind for kind, _ in found] == ["warcinfo", "response", "request"]
    assert found[1][1] == "Ä tide".encode()


def test_an_answer_over_http2_is_readable_as_http1(tmp_path: Path) -> None:
    answer = replace(response(b"tide"), response_head=b"HTTP/2 200 \r\ncontent-type: text/html\r\n")
    with SnapshotStore(tmp_path) as store:
        kept = store.append(answer)
    with (tmp_path / kept.file).open("rb") as handle:
        records = {r.rec_type: r for r in ArchiveIterator(handle) if r.content_stream().read() or 1}
    found = records["response"]
    assert found.http_headers.statusline.strip() == "200"
    assert found.http_headers.protocol == "HTTP/1.1"
    assert found.rec_headers["WARC-Protocol"] == "h2"


@pytest.mark.parametrize("cut", [1, 7, 30, 200])
def test_a_torn_tail_is_cut_off(tmp_path: Path, cut: int) -> None:
    with SnapshotStore(tmp_path) as store:
        kept = [store.append(response(f"body {n}".encode() * 50)) for n in range(3)]
    path = tmp_path / kept[0].file
    whole = path.read_bytes()
    path.write_bytes(whole + whole[kept[0].offset :][:cut])
    with SnapshotStore(tmp_path) as store:
        after = store.append(response(b"after"))
    assert after.offset == len(whole)
    assert after.file == kept[0].file
    assert all(SnapshotStore(tmp_path).check(s) for s in [*kept, after])
    with path.open("rb") as handle:
        assert sum(1 for _ in ArchiveIterator(handle)) == 9


def test_a_last_record_of_the_right_length_and_wrong_bytes_is_torn(tmp_path: Path) -> None:
    with SnapshotStore(tmp_path) as store:
        kept = [store.append(response(b"x" * 500)) for _ in range(2)]
    path = tmp_path / kept[0].file
    data = bytearray(path.read_bytes())
    data[-40:] = bytes(40)  # blocks the disk never got
    path.write_bytes(data)
    with SnapshotStore(tmp_path) as store:
        store.append(response(b"next"))
        assert store.check(kept[0])
        assert store.check(kept[1])  # only its request was torn


def test_damage_in_the_middle_is_left_alone(tmp_path: Path) -> None:
    with SnapshotStore(tmp_path) as store:
        kept = [store.append(response(f"{n}".encode() * 90)) for n in range(3)]
    path = tmp_path / kept[0].file
    data = bytearray(path.read_bytes())
    data[kept[1].offset : kept[1].offset + 4] = b"\0\0\0\0"
    path.write_bytes(data)
    with SnapshotStore(tmp_path) as store:
        after = store.append(response(b"after"))
        assert after.file == "20260309-1.warc.gz"
        assert path.read_bytes() == bytes(data)
        assert [store.check(s) for s in [*kept, after]] == [True, False, True, True]


def test_two_writers_are_kept_apart(tmp_path: Path) -> None:
    with SnapshotStore(tmp_path) as store:
        store.append(response(b"a"))
        with SnapshotStore(tmp_path) as other, pytest.raises(StorageError, match="Another process"):
            other.append(response(b"b"))
    with SnapshotStore(tmp_path) as store:
        store.append(response(b"c"))


def test_threads_may_append(tmp_path: Path) -> None:
    bodies = [f"page {n}".encode() * n for n in range(60)]
    with SnapshotStore(tmp_path) as store, ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda b: store.append(response(b)), bodies))
        assert [store.read(s) for s in kept] == bodies


@pytest.mark.parametrize(
    "pointer",
    [
        Snapshot("../../etc/passwd", 0, 100, ""),
        Snapshot("20260309.warc.gz", 3, 100, ""),
        Snapshot("20260309.warc.gz", 10**9, 100, ""),
        Snapshot("20260309.warc.gz", -1, 100, ""),
        Snapshot("20991231.warc.gz", 0, 100, ""),
    ],
)
def test_bad_pointers_are_one_sentence(tmp_path: Path, pointer: Snapshot) -> None:
    with SnapshotStore(tmp_path) as store:
        store.append(response(b"a"))
        with pytest.raises(StorageError, match="cannot be read"):
            store.read(pointer)
        assert not store.check(pointer)


def test_a_changed_body_is_noticed(tmp_path: Path) -> None:
    with SnapshotStore(tmp_path) as store:
        first = store.append(response(b"true"))
        second = store.append(response(b"false"))
        mixed = Snapshot(first.file, first.offset, first.length, second.sha256)
        assert not store.check(mixed)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="cannot be written"):
        SnapshotStore(tmp_path / "file").append(response(b"a"))
