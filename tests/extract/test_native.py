"""The native part and its twin in Python give the same, byte by byte and page by page."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from tests.hostile import written

from onestory.extract import names, native
from onestory.extract.encoding import is_utf8
from onestory.extract.furniture import CALL, WALL
from onestory.extract.lines import one_line
from onestory.extract.walk import flatten
from onestory.markup import (
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    MAX_TAGS,
    NOT_NESTING,
    RAW_TEXT,
    compiled,
    nested_length,
    sane_length,
)

pytestmark = pytest.mark.skipif(
    compiled is None, reason="the native part is not built: no compiler"
)

PIECES = (
    "<",
    ">",
    "/",
    "=",
    '"',
    "'",
    " ",
    "\n",
    "a",
    "B",
    "div",
    "!--",
    "-->",
    ' a="b"' * 30,
    " b" * 260,
)
SOUP = st.lists(
    st.sampled_from((*PIECES, "<p a='", "\0", "é", "text " * 70, "</p>")), max_size=60
).map(lambda pieces: "".join(pieces).encode())


def test_the_installed_parser_is_walked() -> None:
    assert native.WALKS


@given(SOUP)
@example(b"<<a" + b" b" * 260 + b">")
@example(b"<a" + b' b="' * 260)
@example(b"x" * 400 + b"<")
def test_tags_of_too_many_attributes_are_found_alike(text: bytes) -> None:
    assert compiled is not None
    assert compiled.sane_length(text, MAX_ATTRIBUTES) == sane_length(text)
    assert compiled.count_marks(text, b"<") == text.count(b"<")
    assert compiled.count_marks(text, b"<a") == text.count(b"<") + text.count(b"a")


NAMES = (*sorted(NOT_NESTING | RAW_TEXT), b"svg", b"math", b"div", b"optgroups", b"x" * 60)
TAGS = st.lists(
    st.sampled_from(
        (
            *(b"<%b>" % n for n in NAMES),
            *(b"</%b>" % n.upper() for n in NAMES),
            *(piece.encode() for piece in (*PIECES, "--!>", "<!-", "</", "\0", "é")),
            b"<div>" * 300,
            b"<x><Y>" * 200,
            b"</div>" * 100,
        )
    ),
    max_size=60,
).map(b"".join)


@given(TAGS)
@example(b"<div>" * (MAX_DEPTH + 1))
@example(b"<p>x" * (MAX_TAGS + 1))
@example(b"<svg><style>" + b"<div>" * (MAX_DEPTH + 1))
@example(b"<style><div>" * (MAX_DEPTH + 1))
def test_the_bounds_of_markup_are_found_alike(text: bytes) -> None:
    assert compiled is not None
    found = compiled.nested_length(text, MAX_ATTRIBUTES, MAX_TAGS, MAX_DEPTH)
    assert found == nested_length(text)


@given(
    st.one_of(
        st.binary(max_size=80), st.text(max_size=80).map(lambda t: t.encode("utf-8", "replace"))
    )
)
@example(b"a" * 64 + b"\xed\xa0\x80")
@example(b"\xf4\x90\x80\x80")
@example("ё".encode() * 40 + b"\xd1")
def test_utf8_is_told_alike(data: bytes) -> None:
    assert compiled is not None
    assert compiled.is_utf8(data) == is_utf8(data)


@given(st.one_of(st.text(max_size=300), st.text("abXY-_ é", max_size=300)))
@example("XLImage")
@example("A" * 300)
def test_names_are_parted_alike(name: str) -> None:
    assert compiled is not None
    assert compiled.name_parts(name) == names.split(name)


@given(
    st.lists(st.one_of(st.text(max_size=9), st.sampled_from(WALL.signs + CALL.signs)), max_size=9)
)
def test_signs_are_found_alike(parts: list[str]) -> None:
    assert compiled is not None
    text = "".join(parts).lower()
    for wording in (WALL, CALL):
        assert compiled.Signs(wording.signs).stand_in(text) == any(s in text for s in wording.signs)


@pytest.mark.parametrize("start", range(0, 0x110000, 0x4000))
def test_each_character_stands_in_a_line_as_python_has_it(start: int) -> None:
    """White space and what cannot be printed: the native walk knows the plain ones itself."""
    # Not what markup means by itself, nor half characters, which no page in UTF-8 has.
    given = [c for c in map(chr, range(start, start + 0x4000)) if c not in "\0\r<&"]
    lines = [f"a{c}b" for c in given if not "\ud800" <= c <= "\udfff"]
    page = flatten(LexborHTMLParser("".join(f"<p>{line}</p>" for line in lines).encode()))
    assert [b.text for b in page.blocks] == [one_line(line) for line in lines]


def test_a_tree_outlives_its_parser_as_long_as_somebody_points_into_it() -> None:
    page = flatten(LexborHTMLParser("<div class=story><p>One, <a href=/x>two</a>.</p></div>"))
    links, box = page.blocks[0].links, page.boxes[1]
    del page
    assert [(n.attributes, n.text()) for n in links] == [({"href": "/x"}, "two")]
    assert box.name == "story "


def read(start: int, count: int, *how: str) -> list[str]:
    command = [sys.executable, "-m", "tests.extract.twins", str(start), str(count), *how]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def test_pages_are_read_alike() -> None:
    assert read(0, 150) == read(0, 150, "plain")


@pytest.mark.slow
def test_thousands_of_pages_are_read_alike() -> None:
    assert read(150, 3_000) == read(150, 3_000, "plain")


@pytest.mark.slow
def test_pages_written_against_readers_are_read_alike() -> None:
    count = len(written("pages"))
    assert read(-count, count) == read(-count, count, "plain")
