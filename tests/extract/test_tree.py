"""The parser's input is bounded in depth, and only hostile input is cut."""

from __future__ import annotations

import pytest

from onestory.extract import extract_article
from onestory.extract.tree import parse
from onestory.extract.walk import flatten
from onestory.markup import LONG_PAGE, LONG_TEXT, MANY_TAGS, MAX_DEPTH, MAX_TAGS, bounded

DEEP = MANY_TAGS + 10


@pytest.mark.parametrize(
    "unit",
    [
        b"<div>",
        b"<ul><li>",
        b"<div><!-- </div> -->",
        b'<div title="</div>">',
        b"<div></span>",
        b"<table><tr><td>",
        b"<DIV><SCRIPT></DIV></script>",
    ],
)
def test_hostile_nesting_is_cut(unit: bytes) -> None:
    assert len(bounded(unit * DEEP)) < len(unit) * DEEP


@pytest.mark.parametrize(
    "unit",
    [b"<p>one, two.", b"<li>x", b"<div>x</div>", b"<br>", b"<p><b>x</b></p>", b"<!-- <div> -->"],
)
def test_long_flat_pages_are_kept_whole(unit: bytes) -> None:
    assert bounded(unit * DEEP) == unit * DEEP


def test_short_pages_are_never_cut() -> None:
    page = b"<div>" * (MAX_DEPTH * 2)
    assert bounded(page) == page


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<!doctype html\n<title", b"</title>"),
        (b"<?x <script", b"</script>"),
        (b"</ <!--", b"-->"),
        (b"<!-->", b"-->"),
        (b"<!--a--!>", b"-->"),
        (b"<svg><title>", b"</title>"),
        (b"<math><style>", b"</style>"),
        (b"<!doctype <title", b""),
    ],
)
def test_nesting_is_not_hidden_by_what_only_looks_like_text(before: bytes, after: bytes) -> None:
    page = before + b">" + b"<div>" * DEEP + after
    assert len(bounded(page)) < len(before) + len(b"<div>") * (MAX_DEPTH + 2)


def test_an_end_tag_closes_once() -> None:
    assert len(bounded(b"<div><div></div </div>" * DEEP)) < 22 * (MAX_DEPTH + 2)


MANY_ATTRIBUTES = b"<p " + b" ".join(b"a%d=b" % n for n in range(1_000)) + b">"


@pytest.mark.parametrize(
    "tag",
    [
        MANY_ATTRIBUTES,
        MANY_ATTRIBUTES.replace(b"=b", b"='>'"),
        MANY_ATTRIBUTES.replace(b"=b", b"='b'").replace(b" ", b"/"),
        b"<p " + b"a='<p>'" * 1_000 + b">",
        b"<a " * LONG_PAGE,
    ],
)
def test_a_tag_of_attributes_without_end_is_cut(tag: bytes) -> None:
    before = b"<p>word</p>" + b"<!-- -->" * LONG_PAGE
    assert bounded(before + tag + b"rest") == before


@pytest.mark.parametrize("length", [0, LONG_TEXT - 1, LONG_TEXT, LONG_TEXT + 1, LONG_PAGE])
def test_a_tag_of_attributes_is_found_behind_text_of_any_length(length: int) -> None:
    before = b"<!-- -->" * LONG_PAGE + b"x" * length
    assert bounded(before + MANY_ATTRIBUTES + b"rest") == before


@pytest.mark.parametrize(
    "kept",
    [
        b"<p " + b"data-n='a b c d e' " * 100 + b">x</p>",
        b"<p class='" + b"word " * 10_000 + b"'>x</p>",
        b"<p title='" + b"<a " * 10_000 + b"'>x</p>",
        b"<script>if (a <b) " + b"x = y / z " * 1_000 + b"</script><p>x</p>",
        b"< a " * 10_000,
    ],
)
def test_long_tags_and_scripts_are_kept(kept: bytes) -> None:
    page = kept + b"<p>word</p>" + b" " * LONG_PAGE
    assert bounded(page) == page


def test_the_number_of_tags_is_bounded() -> None:
    assert bounded(b"<p>x" * (MAX_TAGS + 9)) == (b"<p>x" * MAX_TAGS)[:-1]


def test_a_long_page_keeps_all_its_paragraphs() -> None:
    sentence = b"<p>The harbour office counted %d boats that day, the log says.</p>\n"
    page = b"<h1>Log of the harbour</h1>" + b"".join(sentence % n for n in range(DEEP // 2))
    assert len(extract_article(page).paragraphs) == DEEP // 2


def test_blocks_follow_the_document_and_are_parted_by_double_breaks() -> None:
    page = flatten(
        parse(b"<div>one, <b>bold</b> text<br>same<br><br>two <a href=/x>link</a></div><p>three")
    )
    assert [(b.text, b.tag) for b in page.blocks] == [
        ("one, bold text same", "p"),
        ("two link", "p"),
        ("three", "p"),
    ]
    assert page.blocks[1].linked == len("link")


def test_skipped_elements_leave_no_text() -> None:
    page = flatten(parse(b"<p>kept<script>x()</script><style>p{}</style><nav>menu</nav>"))
    assert [b.text for b in page.blocks] == ["kept"]
