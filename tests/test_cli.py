"""The commands as users run them: real processes, real files."""

from __future__ import annotations

import gzip
import json
import lzma
import socket
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from onestory.press import Press

ROOT = Path(__file__).resolve().parents[1]
FORMATS = ROOT / "docs" / "formats"


def run(*arguments: str, stdin: bytes = b"") -> tuple[int, list[dict[str, object]], str]:
    """Exit status, objects on stdout, stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "onestory.cli", *arguments],
        input=stdin,
        capture_output=True,
        timeout=120,
    )
    lines = done.stdout.decode().splitlines()
    rows = [json.loads(line) for line in lines if line.startswith("{")]
    error = done.stderr.decode()
    assert "Traceback" not in error, error
    return done.returncode, rows, error


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "onestory", "--version"], capture_output=True, timeout=120
    )
    assert done.returncode == 0
    assert done.stdout.startswith(b"onestory ")


@pytest.fixture(scope="module")
def press_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("press") / "press.jsonl"
    path.write_text("\n".join(Press().articles_jsonl().splitlines()[:12]) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("command", ["cluster", "annotate", "ledger", "brief"])
def test_engine_commands_answer_in_their_format(press_file: Path, command: str) -> None:
    status, rows, _ = run(command, str(press_file))
    schema = json.loads((FORMATS / f"{command}.schema.json").read_text("utf-8"))
    assert status == 0
    assert len(rows) == (12 if command in {"cluster", "annotate"} else 1)
    for row in rows:
        jsonschema.validate(row, schema)
    if command in {"cluster", "annotate"}:
        given = [json.loads(line)["id"] for line in press_file.read_text("utf-8").splitlines()]
        assert [row["id"] for row in rows] == given


def test_extract_and_feed_and_diff(tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    page.write_text("<title>T</title><h1>T</h1><p>" + "Some words of text. " * 40 + "</p>", "utf-8")
    status, rows, _ = run(
        "extract", "--url", "https://a.example/x", str(page), str(tmp_path / "none")
    )
    assert status == 1
    jsonschema.validate(rows[0], json.loads((FORMATS / "extract.schema.json").read_text("utf-8")))
    feed = tmp_path / "f.xml"
    feed.write_text(
        '<rss version="2.0"><channel><title>F</title><item><title>One</title>'
        "<link>https://a.example/1</link></item></channel></rss>",
        "utf-8",
    )
    status, rows, _ = run("feed", str(feed))
    assert (status, rows[0]["entries"][0]["title"]) == (0, "One")  # type: ignore[index]
    jsonschema.validate(rows[0], json.loads((FORMATS / "feed.schema.json").read_text("utf-8")))
    for name, text in (("old", "12 people were hurt."), ("new", "15 people were hurt.")):
        (tmp_path / name).write_text(json.dumps({"title": "T", "text": text}), "utf-8")
    status, rows, _ = run("diff", str(tmp_path / "old"), str(tmp_path / "new"))
    jsonschema.validate(rows[0], json.loads((FORMATS / "diff.schema.json").read_text("utf-8")))
    assert rows[0]["silent_correction"] is True


def test_comments_replay(tmp_path: Path) -> None:
    stream = tmp_path / "c.jsonl"
    rows = [{"text": f"comment {n}", "label": "spam" if n % 3 else "ham"} for n in range(9)]
    stream.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    status, found, _ = run("comments", "replay", str(stream), "--feedback", "asked")
    schema = json.loads((FORMATS / "comments-replay.schema.json").read_text("utf-8"))
    assert status == 0 and len(found) == 9
    for row in found:
        jsonschema.validate(row, schema)
    assert run("comments", "replay", str(stream), "--feedback", "some")[0] == 2


def test_a_bad_line_is_named_and_the_others_go_on() -> None:
    lines = (
        b'{"id": "a", "text": "x"}\nnot json\n{"id": "a"}\n{"id": "b", "title": 3}\n{"id": "c"}\n'
    )
    status, rows, error = run("annotate", "-", stdin=lines)
    assert status == 1
    assert [row["id"] for row in rows] == ["a", "c"]
    for number in (2, 3, 4):
        assert f"line {number}" in error


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("extract",), ("verify", "--data", "x")])
def test_wrong_use_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


@pytest.mark.parametrize("arguments", [("cluster", "none.jsonl"), ("run", "--data", "none")])
def test_what_is_missing_is_said_in_one_line(arguments: tuple[str, ...]) -> None:
    status, _, error = run(*arguments)
    assert status == 1
    assert len(error.strip().splitlines()) == 1


def test_an_address_is_no_file() -> None:
    status, _, error = run("extract", "https://paper.example/a")
    assert status == 1
    assert "https://paper.example/a is an address" in error and "sources add" in error


def test_a_web_page_is_no_feed() -> None:
    status, rows, error = run("feed", "-", stdin=b"<html><body><p>Hello</p></body></html>")
    assert status == 1
    assert rows[0]["entries"] == []  # type: ignore[index]
    assert "web page" in error


def test_a_hub_from_nothing(tmp_path: Path) -> None:
    hub = str(tmp_path / "hub")
    assert run("init", hub)[0] == 0
    status, rows, _ = run("sources", "list", "--data", hub)
    assert status == 0 and len(rows) >= 60
    line = json.dumps(
        {"title": "T", "text": "A text.", "url": "https://a.example/1", "outlet": "A"}
    )
    bad = json.dumps({"title": "T", "url": "ftp://a.example/1"})
    status, rows, error = run(
        "import", "-", "--data", hub, stdin=f"{line}\n{bad}\n{line}\n".encode()
    )
    assert status == 1 and "line 2" in error
    assert rows[0] | {"stories": 1} == {"imported": 1, "known": 1, "failed": 1, "stories": 1}
    status, rows, _ = run("verify", "--all", "--data", hub)
    assert status == 0
    assert rows[-1]["summary"]["failures"] == 0  # type: ignore[index]
    assert run("backup", str(tmp_path / "b.tgz"), "--data", hub)[0] == 0
    kept = tmp_path / "letters.txt"
    kept.write_text("no backup")
    status, _, error = run("backup", str(kept), "--data", hub)
    assert status == 1 and "is no backup" in error
    assert kept.read_text() == "no backup"
    assert run("backup", str(tmp_path / "b.tgz"), "--data", hub)[0] == 0
    assert run("restore", str(tmp_path / "b.tgz"), "--data", str(tmp_path / "again"))[0] == 0
    assert run("restore", str(tmp_path / "b.tgz"), "--data", hub)[0] == 1
    assert len(run("sources", "list", "--data", str(tmp_path / "again"))[1]) >= 60


def test_init_takes_its_folder_either_way(tmp_path: Path) -> None:
    first, second = str(tmp_path / "a"), str(tmp_path / "b")
    assert run("init", "--data", first)[0] == 0
    assert (tmp_path / "a" / "onestory.toml").exists()
    assert run("init", first, "--data", first)[0] == 0
    assert run("init", first, "--data", second)[0] == 2
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("ending", [".gz", ".xz"])
def test_a_damaged_file_is_named_and_the_others_go_on(tmp_path: Path, ending: str) -> None:
    pack = {".gz": gzip.compress, ".xz": lzma.compress}[ending]
    packed = bytearray(pack(b"<p>" + bytes(range(256)) * 40))
    good, bad = tmp_path / f"good.html{ending}", tmp_path / f"bad.html{ending}"
    good.write_bytes(packed)
    packed[10:30] = bytes(20)
    bad.write_bytes(packed)
    status, rows, error = run("extract", str(good), str(bad), str(good))
    assert (status, len(rows)) == (1, 2)
    assert str(bad) in error and len(error.strip().splitlines()) == 1


@pytest.mark.parametrize("command", ["cluster", "annotate", "ledger", "brief", "comments replay"])
@pytest.mark.parametrize("half", ["\\ud800", "\\uDFFF"])
def test_half_a_character_in_the_input_is_replaced(command: str, half: str) -> None:
    text = f"The mayor of Arlen said on Monday that 12 people{half} were hurt."
    row = f'{{"id": "a{half}", "title": "T{half}", "text": "{text}", "outlet{half}": ["{half}"]}}'
    status, rows, _ = run(*command.split(), "-", stdin=row.encode())
    assert (status, len(rows)) == (0, 1)
    if "id" in rows[0]:
        assert rows[0]["id"] == "a\ufffd"


def test_half_a_character_in_a_version_or_an_import_is_replaced(tmp_path: Path) -> None:
    for name, text in (("old", "12 people were hurt."), ("new", "15 people were hurt.")):
        (tmp_path / name).write_bytes(b'{"text": "\\ud800 \xed\xa0\x80 %s"}' % text.encode())
    assert run("diff", str(tmp_path / "old"), str(tmp_path / "new"))[0] == 0
    hub = str(tmp_path / "hub")
    run("init", hub)
    line = rb'{"title": "T\ud800", "text": "A.", "url": "https://a.example/1", "outlet": "A"}'
    status, rows, _ = run("import", "-", "--data", hub, stdin=line)
    assert (status, rows[0]["imported"]) == (0, 1)


def test_a_broken_setting_and_a_taken_port_are_one_sentence(tmp_path: Path) -> None:
    hub = tmp_path / "hub"
    run("init", "--data", str(hub))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        status, _, error = run("run", "--data", str(hub), "--port", port)
    assert status == 1 and "--port" in error
    (hub / "onestory.toml").write_text("[site\n", "utf-8")
    status, _, error = run("gather", "--once", "--data", str(hub))
    assert status == 1 and "onestory.toml" in error
