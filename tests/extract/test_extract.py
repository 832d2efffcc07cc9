from __future__ import annotations

import json
import random
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onestory.extract import extract_article, extract_plain
from onestory.press import Press
from onestory.press.pages import FICTION
from onestory.press.server import PressServer
from onestory.press.truth import expected_state

FORMATS = Path(__file__).resolve().parents[2] / "docs" / "formats"


@pytest.fixture(scope="module")
def server() -> PressServer:
    """Answers without a socket."""
    press = Press()
    built = PressServer(press)
    built._http.server_close()
    return built


def read(server: PressServer, number: int):
    article = server.press.articles[number]
    answer = server.answer(article.outlet.host, article.path)
    return article, answer, extract_article(answer.body, server.url(article))


def test_pages_of_every_template_are_read(server: PressServer) -> None:
    schema = json.loads((FORMATS / "extract.schema.json").read_text("utf-8"))
    seen, titles, bodies, authors = set(), 0, 0, 0
    for number, article in enumerate(server.press.articles):
        if article.fault or article.versions[-1].kind == "deleted":
            continue
        _, _, found = read(server, number)
        version = article.versions[-1]
        seen.add(article.outlet.template)
        jsonschema.validate({"path": "x", **found.as_record()}, schema)
        titles += found.title == version.headline
        authors += list(found.authors) == list(article.byline)
        want, got = set(version.marked.text.split()), set(found.text.split())
        bodies += len(want & got) / max(len(want | got), 1) > 0.85
        assert FICTION not in found.text
        assert "newsletter and never miss" not in found.text
    total = sum(not a.fault and a.versions[-1].kind != "deleted" for a in server.press.articles)
    assert len(seen) >= 8
    assert titles / total > 0.95
    assert bodies / total > 0.9
    assert authors / total > 0.85


def test_states_of_faulty_pages(server: PressServer) -> None:
    for number, article in enumerate(server.press.articles):
        if article.fault in {"challenge", "consent", "soft404", "paywall", "empty"}:
            _, _, found = read(server, number)
            assert found.state == expected_state(article), article.id


@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 100, b"%PDF-1.4 binary \xff\xfe", b"<" * 5000, b"{}"]
)
def test_what_is_no_page_has_a_state(data: bytes) -> None:
    assert extract_article(data).state in {"empty", "article", "partial", "listing", "soft404"}
    extract_plain(data)


def test_deep_nesting_and_large_pages_end() -> None:
    extract_article(b"<div>" * 100_000 + b"deep")
    extract_article(b"<p>" + b"word " * 2_000_000)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_give_an_article(data: bytes) -> None:
    found = extract_article(data, "https://a.example/x")
    assert all(p in found.text for p in found.paragraphs)


def test_mutated_pages_give_an_article(server: PressServer) -> None:
    rng = random.Random(7)
    page = bytearray(read(server, 0)[1].body)
    for _ in range(60):
        mutant = bytearray(page)
        for _ in range(rng.randint(1, 30)):
            mutant[rng.randrange(len(mutant))] = rng.randrange(256)
        extract_article(bytes(mutant[: rng.randrange(1, len(mutant))]))


def test_plain_text_goes_through_the_same_decisions() -> None:
    text = (
        "Ferry aground off Tarnholm\nBy Ada Merrick\n9 March 2026, 06:40\n\n"
        "The ferry ran aground off Tarnholm on Monday with 210 people aboard, the coastguard said.\n\n"
        "All of them were taken ashore within three hours, and the hull will be looked at today."
    )
    found = extract_plain(text.encode())
    assert found.title == "Ferry aground off Tarnholm"
    assert found.authors == ("Ada Merrick",)
    assert found.text.startswith("The ferry ran aground")


def test_plain_text_loses_its_furniture_and_keeps_its_source() -> None:
    lines = [
        "Council report finds fewer buses",
        "Author: Ada Merrick",
        "Updated: 9 March 2026, 06:40",
        "HARBOUR",
        "The council runs fewer buses than it did in 2019, according to a report on Monday.",
        "Read more: The night bus that never came",
        "The report says that 31 of 120 lines were cut, and another 14 run only twice a day.",
        "It is at https://council.gov.example/reports/buses-2026.pdf.",
        "Sign up to our newsletter and never miss a story.",
        "© 2026 The Tarn Post",
        "Related stories",
        "A bridge for the valley: what the engineers say",
    ]
    found = extract_plain("\n".join(lines).encode())
    assert found.authors == ("Ada Merrick",)
    assert found.published is not None and found.published.hour == 6
    assert list(found.paragraphs) == [lines[4], lines[6], lines[7]]
    assert found.source_link == "https://council.gov.example/reports/buses-2026.pdf"
    assert found.warnings == ()


def test_plain_text_is_warned_of_like_a_page() -> None:
    found = extract_plain(
        b"Ferry aground\nAccording to a study the fog was thick. The master said that the ship had "
        b"left the\n"
        b"All are safe, and the hull will be looked at on Tuesday, when the fog will have lifted."
    )
    assert {w.kind for w in found.warnings} == {
        "no-date", "no-byline", "damaged-sentence", "missing-source-link",
    }  # fmt: skip


STORY = [
    "The ferry Osprey ran aground off Tarnholm on Monday, the coastguard said in the evening.",
    "All 210 people aboard were taken ashore within three hours, most of them in fishing boats.",
    "A first look at the hull is planned for Tuesday, when the fog is expected to have lifted.",
    "The harbour master, Ada Merrick, said that the ship had left its lane in thick fog by night.",
    "Two tugs from the mainland are on their way and should reach the ferry before the next tide.",
]


@pytest.mark.parametrize(
    "script",
    [
        '<script id="__NEXT_DATA__" type="application/json">{"props":{"article":{"title":"Ferry",'
        '"description":"' + "A ferry. " * 20 + '","blocks":['
        + ",".join(json.dumps({"type": "paragraph", "text": p}) for p in STORY)
        + ']}}}</script>',
        "<script>window.__STATE__ = "
        + json.dumps({"story": {"body": "".join(f"<p>{p}</p>" for p in STORY)}})
        + ";</script>",
    ],
)  # fmt: skip
def test_a_text_that_a_script_writes_is_read_from_its_data(script: str) -> None:
    html = f"<html><head><title>Ferry</title></head><body><div id=app></div>{script}</body></html>"
    found = extract_article(html.encode())
    assert list(found.paragraphs) == STORY
    assert found.state == "article"


@pytest.mark.parametrize(
    "script",
    [
        "<script type=application/json>{broken</script>",
        "<script type=application/json>" + "[" * 100_000 + "</script>",
        "<script>window.x = " + '{"a":' * 50_000 + "</script>",
        "<script>function f() { return {} }</script>",
    ],
)
def test_scripts_without_a_text_change_nothing(script: str) -> None:
    found = extract_article(f"<body><p>Short.</p>{script}</body>".encode())
    assert found.paragraphs in {(), ("Short.",)}


def test_a_page_that_is_text_already_is_read_as_its_bytes_are() -> None:
    page = "<html lang=sv><body><article><h1>Bron stängd</h1><p>“Vi vågade inte”, sade hon.</p>"
    assert extract_article(page, "https://a.example/1") == extract_article(
        page.encode(), "https://a.example/1"
    )
    assert extract_article("a\ud800b").state
