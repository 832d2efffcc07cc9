"""What a page laid flat is made of: boxes (elements that hold blocks) and blocks (runs of text).

A block is what a reader sees as one paragraph, heading or list item. Boxes keep their node, so
that attributes are read only for the few boxes somebody asks about. `walk.py` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, Union

from selectolax.lexbor import LexborHTMLParser, LexborNode

from onestory.extract import names, native
from onestory.extract.lines import Wording, one_line
from onestory.extract.tree import is_inside
from onestory.markup import compiled

if TYPE_CHECKING:
    from onestory._markup import Element

MAX_NODES = 150_000  # nodes walked; a long article page has 3,000
MAX_TEXT = 1_000_000  # characters; a live blog of a long day has 300,000
PROSE_SIZE = 80  # UTF-8 bytes; shorter runs are labels as often as sentences
ROOT = 0  # the index of the body's box

SKIP, DATA, GAP, INLINE, LINK, BREAK, BLOCK, TEXT = range(8)  # up to GAP: not entered
SKIPPED = """style noscript svg nav footer button select textarea template object video audio canvas
iframe math dialog head title datalist rt rp map"""
DATA_TAGS = "script meta link"
INLINED = """b strong em i span font u mark abbr acronym cite q time small sub sup code kbd s del ins
label big bdi bdo tt var data ruby rb samp strike dfn output nobr"""
BOXES = """div p li ul ol dl dd dt section article main header aside figure figcaption blockquote pre form
table tbody thead tr td th caption legend fieldset details summary address center h1 h2 h3 h4 h5 h6"""
OTHERS = """html body hgroup menu search slot main marquee frameset frame noframes noembed applet dir listing xmp
plaintext optgroup option param progress meter col colgroup tfoot keygen basefont bgsound rtc"""
GAPS = "img wbr input hr picture source embed track"
ROLES = {
    **dict.fromkeys(SKIPPED.split(), SKIP),
    **dict.fromkeys(DATA_TAGS.split(), DATA),
    **dict.fromkeys(INLINED.split(), INLINE),
    **dict.fromkeys(GAPS.split(), GAP),
    "a": LINK,
    "br": BREAK,
}
TEXT_NUMBER, COMMENT_NUMBER, DOCTYPE_NUMBER = 2, 4, 5  # lexbor's numbers for what is no element
BUILT_IN = 1_000  # tags lexbor has no number for get a memory address, far above
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BESIDE_TAGS = frozenset({"aside", "footer", "figure", "figcaption", "form", "caption", "legend"})

# Marks that end or part sentences in the scripts news is written in.
SENTENCE_MARK = re.compile(r"[.!?…。！？؟।۔:;,、，։።]")
END_MARKS = frozenset(".!?…。！？؟।۔:;”\"“»«’'）)」』]")
END_MARK = re.compile(f"[{re.escape(''.join(sorted(END_MARKS)))}]" + r"\W*$")
LINE_BREAK = "\x0b"
HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def _by_number(names: Iterable[str]) -> dict[int, str]:
    """Names by lexbor's tag number: comparing numbers is far cheaper than asking for names."""
    tree = LexborHTMLParser("")
    numbers = {tree.create_node(tag).tag_id: tag for tag in names}
    return {number: tag for number, tag in numbers.items() if number < BUILT_IN}


NAMES = _by_number([*ROLES, *BOXES.split(), *OTHERS.split()])
ROLE_BY_NUMBER = {number: ROLES[tag] for number, tag in NAMES.items() if tag in ROLES}
ROLE_BY_NUMBER |= {TEXT_NUMBER: TEXT, COMMENT_NUMBER: SKIP, DOCTYPE_NUMBER: SKIP}


# A node of the tree, as selectolax gives it or as the native walk does: both have `attributes`,
# `text()`, `tag`, `tag_id` and `mem_id`. Of the latter `attributes` holds those in _markup.ATTRIBUTES.
Node: TypeAlias = Union[LexborNode, "Element"]


def name_of(node: LexborNode) -> str:
    """The name of an element; empty for the few old ones that lexbor numbers and nobody asks for."""
    number = node.tag_id
    return NAMES.get(number) or ("" if number < BUILT_IN else node.tag or "")


if TYPE_CHECKING or not native.WALKS:

    @dataclass(slots=True)
    class BoxFields:
        """What a box holds; of the native walk, the same."""

        node: Node
        tag: str
        parent: int
        number: int
        first: int
        last: int

        @property
        def naming(self) -> tuple[str, bool, str]:
            """Class and id, whether it has the attribute `hidden`, its style."""
            given = self.node.attributes
            name = given.get("class") or ""
            if self.tag not in HEADINGS:  # the id of a heading is made of its words
                name += f" {given.get('id') or ''}"
            if given.get("itemprop") == "articleBody":
                name += " articleBody"
            return name, "hidden" in given, given.get("style") or ""

    @dataclass(slots=True)
    class BlockFields:
        """What a block holds; of the native walk, the same."""

        text: str
        tag: str
        box: int
        linked: int = 0
        links: Sequence[Node] = ()
        size: int = 0
        prose: bool = False

else:
    assert compiled is not None
    BoxFields, BlockFields = compiled.BoxFields, compiled.BlockFields


class Box(BoxFields):
    """An element that holds blocks. `first`/`last` bound its blocks' indexes, half open."""

    __slots__ = ()

    @property
    def name(self) -> str:
        return self.naming[0]

    @property
    def beside(self) -> bool:
        """Whether tag, name or style say that this is not the article's text."""
        if self.tag in BESIDE_TAGS:
            return True
        name, hidden, style = self.naming
        return names.beside(name) or hidden or bool(style and HIDDEN_STYLE.search(style))

    @property
    def body(self) -> bool:
        return names.body(self.naming[0])


class Block(BlockFields):
    """A run of text. `linked` counts the characters inside links; `size` is in UTF-8 bytes: closer to
    the amount said than characters, across scripts. `prose`: whether it reads like running text: long
    enough, with marks, not a link.
    """

    __slots__ = ()

    @property
    def link_share(self) -> float:
        return self.linked / len(self.text)

    @property
    def heading(self) -> bool:
        return self.tag in HEADINGS

    @property
    def ends_sentence(self) -> bool:
        last = self.text[-1:]
        if last in END_MARKS or last.isalnum():  # most texts end in a mark or a word
            return last in END_MARKS
        return END_MARK.search(self.text) is not None


@dataclass(slots=True)
class Page:
    """A page laid flat, in document order."""

    tree: LexborHTMLParser
    boxes: Sequence[Box]
    blocks: list[Block]
    data: list[Node]
    """The elements of the body that say something about the page: meta, link, script."""

    def tagged(self, tag: str) -> list[Box]:
        """The boxes of elements of a name."""
        if isinstance(self.boxes, list):
            return [box for box in self.boxes if box.tag == tag]
        found: list[Box] = self.boxes.tagged(tag)  # type: ignore[attr-defined]
        return found

    def count(self, box: int, tag: str) -> int:
        """How many elements of a name stand in a box, itself among them."""
        if isinstance(self.boxes, list):
            around = self.boxes[box].node.mem_id
            return sum(is_inside(node, around) for node in self.tree.css(tag))
        found: int = self.boxes.count(box, tag)  # type: ignore[call-arg]
        return found

    def signed(self, wording: Wording) -> Iterable[Block]:
        """The blocks whose text may hold a wording."""
        return signed(self.blocks, wording)

    def chain(self, box: int) -> list[int]:
        """A box and the boxes around it, innermost first, without the root."""
        found = []
        while box > ROOT:
            found.append(box)
            box = self.boxes[box].parent
        return found


def signed(blocks: Sequence[Block], wording: Wording) -> Iterable[Block]:
    """Those whose text holds a sign of a wording; all, where the native part is missing."""
    if compiled is None or not native.WALKS:
        return blocks
    found: list[Block] = compiled.signed_blocks([*blocks], wording.compiled)
    return found


def block_in(box: Box, text: str, parted: bool, linked: int, links: Sequence[Node]) -> Block:
    """The block a run of text makes in its box. Runs parted by line breaks are paragraphs."""
    tag = "p" if parted and box.tag not in HEADINGS else box.tag
    return block_of(text, tag, box.number, linked, links)


def block_of(
    text: str, tag: str = "p", box: int = ROOT, linked: int = 0, links: Sequence[Node] = ()
) -> Block:
    """The block a line of text makes: its size, and whether it reads like running text."""
    length = len(text)
    size = length if text.isascii() else len(text.encode("utf-8", "replace"))
    if linked > length:
        linked = length
    prose = size >= PROSE_SIZE and linked * 2 < length and has_mark(text)
    return Block(text, tag, box, linked, links, size, prose)


def has_mark(text: str) -> bool:
    """Whether a text has a mark that ends or parts sentences. The first two are in nearly every one."""
    return "," in text or "." in text or SENTENCE_MARK.search(text) is not None


if native.WALKS and compiled is not None:
    compiled.configure(ROLE_BY_NUMBER, NAMES, Box, Block, one_line, has_mark, PROSE_SIZE, MAX_NODES)
    compiled.configure_names(
        names.meanings(), names.BESIDE_STEMS, names.MAX_NAME, HIDDEN_STYLE.search
    )
