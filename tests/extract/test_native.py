"""The native part and its twin in Python give the same, byte by byte and page by page."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from tests.hostile import written

from onestory.extract import jsonld, names, native
from onestory.extract.authors import MARKED_UP
from onestory.extract.blocks import HIDDEN_STYLE, Block
from onestory.extract.body import (
    BESIDE_LIMITS,
    DOUBTING_LIMITS,
    Headlines,
    choose_natively,
    choose_plainly,
)
from onestory.extract.encoding import is_utf8
from onestory.extract.furniture import CALL, HEADING_SIGNS, OPENING_SIGNS, WALL
from onestory.extract.head import JSONLD_SCRIPT
from onestory.extract.learned import Learned, Lesson, mark
from onestory.extract.lines import fold_plainly, one_line
from onestory.extract.metadata import DATED
from onestory.extract.select import Selector, short_line
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


@given(st.one_of(st.text(max_size=80), st.text("aÄßΣжШµ½ª日に、»« 7-İ\u17ff", max_size=80)))
@example("ſ" * 3_000)
@example("half \ud800")
def test_lines_are_folded_alike(text: str) -> None:
    assert compiled is not None
    assert compiled.fold(text) in {None, fold_plainly(text)}


@pytest.mark.parametrize("start", range(0, 0x3_0000, 0x4000))
def test_each_character_is_folded_and_lowered_alike(start: int) -> None:
    assert compiled is not None
    for one in map(chr, range(start, start + 0x4000)):
        assert compiled.fold(one) in {None, fold_plainly(one)}


@pytest.mark.parametrize("start", (0xA1, 0x400, 0x2010, 0x3001, 0xAC00, 0xFF01))
def test_blocks_are_looked_at_in_lower_case(start: int) -> None:
    assert compiled is not None
    letters = [c for c in map(chr, range(start, start + 0x120)) if c.isprintable()]
    page = flatten(LexborHTMLParser("".join(f"<p>A{letter}.</p>" for letter in letters)))
    for letter, block in zip(letters, page.blocks, strict=True):
        sign = compiled.Signs((f"a{letter.lower()}.",))
        assert compiled.signed_blocks([block], sign) == [block]


def test_plain_lines_are_folded_natively() -> None:
    assert compiled is not None
    for line in ("Bridge re-opens!", "Fähre auf Grund", "Мост открыт", "橋が再び開通", "“Ça va”"):
        assert compiled.fold(line) == fold_plainly(line)


@given(
    st.lists(st.one_of(st.text(max_size=9), st.sampled_from(WALL.signs + CALL.signs)), max_size=9)
)
def test_signs_are_found_alike(parts: list[str]) -> None:
    assert compiled is not None
    text = "".join(parts).lower()
    for wording in (WALL, CALL):
        assert compiled.Signs(wording.signs).stand_in(text) == any(s in text for s in wording.signs)


CLASSES = (
    *("story", "article-body", "related", "comments", "recommendedPosts", "XLSidebar read-more"),
    *("promo entry-content", "nav" * 120, "é-teaser", "x" * 299 + " ad", ""),
)
STYLES = (
    *("", "display:none", "color:red; VISIBILITY : hidden", "display:block", "di\u017fplay:none"),
    *("display\x1c:\x1fnone", "visibility\u2003:hidden"),
)
TEXTS = (
    "The ferry Osprey ran aground off Tarnholm on Monday morning, the coastguard said.",
    "All 210 people aboard were taken ashore within three hours, and nobody was hurt badly",
    "Die Fähre „Osprey“ lief am Montag vor Tarnholm auf Grund, sagte die Küstenwache.",
    "フェリーが月曜日の朝に座礁し、乗客二百十人は三時間以内に全員無事に上陸したと沿岸警備隊が発表した。",
    *(
        "Ferry aground",
        "FERRY AGROUND!",
        "»Ferry aground«",
        "Fähre auf Grund",
        "ß",
        "— — —",
        "12:30 Uhr",
    ),
    *("Related", "3 Comments", "Mehr zum Thema:", "İlgili Haberler", "社会の新着", "Tags"),
    *("Read more: Harbour plan", "Photo: Bo Lind / Meridian", "By Ada Merrick", "© Tarn Post"),
    *(
        "Published 9 March",
        "4 min read",
        "2026-03-09 08:30",
        "– 12 boats were counted, the log says",
    ),
    *(
        "Already a subscriber? Log in to read.",
        "Sign up to our newsletter.",
        "Rea\u017fed \u00adtwice",
    ),
    *(
        "Harbour plan put off until spring",
        "harbour plan put off until spring…",
        "Word\u00a0 apart",
    ),
)
WITHIN = (
    "div",
    "p",
    "li",
    "ul",
    "article",
    "main",
    "section",
    "blockquote",
    "h1",
    "h2",
    "figure",
    "a",
)
PARTS = st.lists(
    st.one_of(
        st.sampled_from(TEXTS),
        st.tuples(st.sampled_from(WITHIN), st.sampled_from(CLASSES), st.sampled_from(STYLES)).map(
            lambda given: '<{} class="{}" style="{}">'.format(*given)
        ),
        st.sampled_from([f"</{tag}>" for tag in WITHIN]),
        st.sampled_from(("<br><br>", "<div hidden>", "<p itemprop=articleBody>", " ")),
    ),
    min_size=5,
    max_size=60,
).map("".join)
TAUGHT = Learned(pages=9, homes={"article.story": 9})
for _ in range(3):
    TAUGHT = TAUGHT.after(Lesson("", "article.story", (mark(TEXTS[0]), mark(TEXTS[4])), 1.0))


@given(
    PARTS,
    st.lists(st.sampled_from((*TEXTS[4:10], "", "?")), max_size=3).map(tuple),
    st.sampled_from((Learned(), TAUGHT)),
    st.sampled_from((BESIDE_LIMITS, DOUBTING_LIMITS)),
)
def test_blocks_are_chosen_alike(
    markup: str, titles: tuple[str, ...], learned: Learned, limits: tuple[float, float, float]
) -> None:
    page = flatten(LexborHTMLParser(markup.encode()))
    given = (page, Headlines(titles), learned, limits)
    assert choose_natively(*given) == choose_plainly(*given)


def test_blocks_that_python_made_are_chosen_from_too() -> None:
    page = flatten(LexborHTMLParser(b""))
    page.blocks += [Block(text, "p", 0, 0, (), 90, True) for text in (*TEXTS[:2], "half \ud800.")]
    page.boxes[0].last = 3
    given = (page, Headlines(("Ferry aground",)), Learned(), BESIDE_LIMITS)
    assert choose_natively(*given) == choose_plainly(*given) == ([0, 1, 2], 270, 270)


def test_blocks_and_boxes_of_other_pages_are_refused() -> None:
    page, other = (flatten(LexborHTMLParser(f"<div><p>{TEXTS[0]}</div>")) for _ in range(2))
    page.blocks += other.blocks
    with pytest.raises(ValueError, match="of one page"):
        choose_natively(page, Headlines(()), Learned(), BESIDE_LIMITS)
    page.blocks[1:] = [Block("x", "p", 7)]
    with pytest.raises(ValueError, match="of one page"):
        choose_natively(page, Headlines(()), Learned(), BESIDE_LIMITS)
    page.blocks[1:] = []
    page.boxes[0].last = 9
    with pytest.raises(ValueError, match="of one page"):
        choose_natively(page, Headlines(()), Learned(), BESIDE_LIMITS)


@given(st.sampled_from(CLASSES), st.sampled_from(STYLES), st.text("display:none vity", max_size=30))
def test_boxes_are_beside_by_name_and_style_alike(name: str, style: str, other: str) -> None:
    """Little prose in it: whatever says that it is beside decides."""
    lone = f'<div class="{name}" style="{style};{other}"><p>{TEXTS[0]}</p></div>'
    page = flatten(LexborHTMLParser(f"<main><p>{'</p><p>'.join(TEXTS[:3] * 8)}</p></main>{lone}"))
    given = (page, Headlines(()), Learned(), BESIDE_LIMITS)
    chosen = choose_natively(*given)
    assert chosen == choose_plainly(*given)
    beside = names.beside(f"{name} ") or HIDDEN_STYLE.search(f"{style};{other}") is not None
    assert chosen[2] == sum(b.size for b in page.blocks[: 24 if beside else 25])


@pytest.mark.parametrize("sign", sorted({*OPENING_SIGNS, *HEADING_SIGNS}))
def test_signs_are_in_lower_case(sign: str) -> None:
    assert sign == sign.lower()


def test_elements_are_counted_in_a_box_with_itself() -> None:
    markup = "<div><figure><figcaption>A.</figcaption></figure><svg><figure></figure></svg></div>"
    page = flatten(LexborHTMLParser(f"{markup}<figure>B.</figure>"))
    box = page.tagged("figure")[0]
    assert page.count(box.number, "figure") == 1
    assert page.count(box.parent, "figure") == sum(1 for _ in page.tree.css("div figure"))
    assert [b.tag for b in page.tagged("figure")] == ["figure", "figure"]
    with pytest.raises(IndexError):
        page.boxes[len(page.boxes)]


@pytest.mark.parametrize("start", range(0, 0x110000, 0x4000))
def test_each_character_stands_in_a_line_as_python_has_it(start: int) -> None:
    """White space and what cannot be printed: the native walk knows the plain ones itself."""
    # Not what markup means by itself, nor half characters, which no page in UTF-8 has.
    given = [c for c in map(chr, range(start, start + 0x4000)) if c not in "\0\r<&"]
    lines = [f"a{c}b" for c in given if not "\ud800" <= c <= "\udfff"]
    page = flatten(LexborHTMLParser("".join(f"<p>{line}</p>" for line in lines).encode()))
    assert [b.text for b in page.blocks] == [one_line(line) for line in lines]


SELECTORS = (
    MARKED_UP,
    DATED,
    JSONLD_SCRIPT,
    Selector("a", "time"),
    Selector("link[rel~='next'][href*='2'],a[href*='2']", "[rel~='next']", "p"),
)
VALUES = (
    "author",
    "by-Line AUTHOR",
    "next\tauthor",
    "author,x",
    "pubDate",
    "datePublished",
    "/2",
    "",
)
ATTRIBUTES = (
    "class",
    "rel",
    "itemprop",
    "href",
    "datetime",
    "type",
    "xlink:type",
    "data-class",
    "CLASS",
)
MARKED = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(
                ("a", "p", "time", "link", "script", "svg", "x-y", "template", "title")
            ),
            st.sampled_from(ATTRIBUTES),
            st.sampled_from((*VALUES, "application/LD+json", "éAuthor")),
            st.sampled_from(ATTRIBUTES),
            st.sampled_from(VALUES),
        ).map(lambda given: '<{} {}="{}" {}="{}">'.format(*given)),
        st.sampled_from(("</p>", "</a>", "</svg>", "</script>", "text", "<b rel>", "</template>")),
    ),
    max_size=30,
).map("".join)


@given(MARKED, st.sampled_from((1, 3, 100)))
@example("<p class='byline author' rel=author>", 100)
@example("<a class=author rel=AUTHOR>", 100)
@example("<svg><a rel=AUTHOR class=author></svg>", 100)
@example("<svg><a xlink:type='ld+json' type=x></svg><script xlink:type='ld+json'></script>", 100)
def test_elements_are_selected_alike(markup: str, most: int) -> None:
    tree = LexborHTMLParser(markup, scripting=True)
    root = tree.root
    assert root is not None
    for selector in SELECTORS:
        natively = [[n.mem_id for n in group] for group in selector.grouped(tree, most)]
        assert natively == [[n.mem_id for n in group] for group in selector.plainly(root, most)]


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.dictionaries(st.sampled_from(("@type", "a", "b")), inner, max_size=3),
    ),
)


@given(JSON, st.sampled_from((1, 3, 99)), st.sampled_from((2, 99)))
def test_nodes_are_found_alike(value: object, most: int, items: int) -> None:
    assert compiled is not None
    natively: list[jsonld.Node] = []
    plainly: list[jsonld.Node] = []
    compiled.typed_nodes(value, natively, "@type", most, items)
    jsonld.put_typed_plainly(value, plainly, "@type", most, items)
    assert list(map(id, natively)) == list(map(id, plainly))


def test_selectors_that_ask_for_more_are_refused() -> None:
    for css in ("a b", "a > b", "[class^='x']", "p:first-child", "x-y", "[class]"):
        with pytest.raises(ValueError, match="more than a tag"):
            Selector(css)


@given(
    st.lists(
        st.sampled_from((*"aé ж橋\u3000\u00a0\u0085\u200bあ\U0001f600\n", "<b>", "</b>", "<p>"))
    )
)
@example(["\u00a0"] * 40)
def test_short_lines_are_told_alike(parts: list[str]) -> None:
    tree = LexborHTMLParser(f"<div>{''.join(parts)}</div>")
    (native_node,), lexbor_node = Selector("div").among(tree, 1), tree.css_first("div")
    assert lexbor_node is not None
    for most in (0, 1, 5, 200):
        assert short_line(native_node, most) == short_line(lexbor_node, most)


def test_elements_lie_in_those_around_them() -> None:
    tree = LexborHTMLParser("<div><p><b><i>x</i></b></p></div>")
    (inner,), outer = Selector("i").among(tree), tree.css_first("div")
    assert outer is not None and inner.parent is not None
    assert [inner.is_within(outer.mem_id, levels) for levels in (3, 4)] == [False, True]
    assert inner.is_within(inner.mem_id, 1) and inner.parent.tag == "b"
    above = inner
    while above is not None:
        last, above = above, above.parent
    assert last.tag_id == tree.root.parent.tag_id  # the document


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
