"""Any bytes give an article: soon, in little memory, with a state and nothing illegible."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.hostile import ADDRESS, mutant, seeds, troubles_of

from onestory.extract import extract_article
from onestory.extract.dates import read_date
from onestory.extract.head import web_address
from onestory.extract.warnings import MAX_DAMAGED

FAST, ALL = 80, 10_000


def test_a_sample_of_mutated_pages() -> None:
    assert troubles_of("pages", 0, FAST) == []


@pytest.mark.slow
def test_pages_known_to_be_slow() -> None:
    assert troubles_of("pages", -1_000, 1_000) == []


@pytest.mark.slow
def test_mutated_pages() -> None:
    assert troubles_of("pages", FAST, ALL - FAST) == []


def test_the_command_says_one_sentence_a_file(tmp_path: Path) -> None:
    given = seeds("pages")
    pages = [mutant(given, n) for n in range(10)] + [b"", b"\x00" * 9, b"<div>" * 50_000]
    for number, page in enumerate(pages):
        (tmp_path / f"{number}.html").write_bytes(page)
    (tmp_path / "torn.html.gz").write_bytes(b"\x1f\x8b\x08\x00torn")
    (tmp_path / "torn.html.xz").write_bytes(b"\xfd7zXZ\x00torn")
    (tmp_path / "bad.txt").write_bytes(pages[0])
    (tmp_path / "folder.html").mkdir()
    paths = [str(p) for p in sorted(tmp_path.iterdir())]
    run = subprocess.run(
        [sys.executable, "-m", "onestory.cli", "extract", *paths], capture_output=True
    )
    assert run.returncode == 1
    assert len(run.stdout.splitlines()) == len(pages) + 1
    said = run.stderr.decode().splitlines()
    assert len(said) == 3
    assert all(line.endswith(".") and str(tmp_path) in line for line in said)


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a b", "https://a.example/a%20b"),
        ("http://b.example/x\ny", "http://b.example/xy"),
        ("http://b\ufffe.example/", ""),
        ("http://b.example/\x01", ""),
        ("http://b.example\\@c.example/", ""),
        ("http://b.example<title>", ""),
        ("http://b c.example/", ""),
        ("http://b.example:99999/", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("http://b.example/" + "x" * 3_000, ""),
    ],
)
def test_addresses_that_could_harm_are_none(link: str, address: str) -> None:
    assert web_address(link, "https://a.example/") == address


@pytest.mark.parametrize(
    "text", ["2099-01-01", "Apr 28 19:20:36 CEST 9023", "4102444800", "1.1.2098"]
)
def test_dates_far_ahead_are_none(text: str) -> None:
    assert read_date(text) is None


def test_each_garbled_sentence_is_told_once() -> None:
    text = "The ferry is {{late}} and {{late}} again. All is well here. " * 30
    article = extract_article(f"<h1>Ferry</h1><article><p>{text}".encode(), ADDRESS)
    spans = [w.span for w in article.warnings if w.kind == "damaged-sentence"]
    assert len(spans) == MAX_DAMAGED
    assert {s.of(article.text) for s in spans if s} == {"The ferry is {{late}} and {{late}} again."}


def test_text_without_end_is_cut() -> None:
    article = extract_article(b"<h1>Log</h1><article>" + b"<p>The log goes on, it says. " * 90_000)
    assert 900_000 < len(article.text) < 1_200_000
    assert article.text == "\n\n".join(article.paragraphs)
