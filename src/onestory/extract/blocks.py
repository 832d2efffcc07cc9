"""One walk over the tree → boxes (elements that hold blocks) and blocks (runs of text).

A block is what a reader sees as one paragraph, heading or list item. Boxes keep their node, so
that attributes are read only for the few boxes somebody asks about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from onestory.extract import names
from onestory.extract.lines import one_line

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


NAMES = _by_number([*ROLES, *BOXES.split()])
ROLE_BY_NUMBER = {number: ROLES[tag] for number, tag in NAMES.items() if tag in ROLES}
ROLE_BY_NUMBER |= {TEXT_NUMBER: TEXT, COMMENT_NUMBER: SKIP, DOCTYPE_NUMBER: SKIP}


class Box:
    """An element that holds blocks. `first`/`last` bound its blocks' indexes, half open."""

    # On the class, since a page has hundreds of boxes and few are asked for their names.
    hidden = False
    _name: str | None = None
    _beside: bool | None = None

    def __init__(self, node: LexborNode, tag: str, parent: int, number: int, first: int) -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.number = number
        self.first = first
        self.last = first

    @property
    def name(self) -> str:
        """Class and id; read once, together with what hides the box."""
        if self._name is None:
            attributes = self.node.attributes
            self._name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            if attributes.get("itemprop") == "articleBody":
                self._name += " articleBody"
            self.hidden = "hidden" in attributes or bool(
                HIDDEN_STYLE.search(attributes.get("style") or "")
            )
        return self._name

    @property
    def beside(self) -> bool:
        """Whether tag, name or style say that this is not the article's text."""
        if self._beside is None:
            self._beside = self.tag in BESIDE_TAGS or names.beside(self.name) or self.hidden
        return self._beside

    @property
    def body(self) -> bool:
        return names.body(self.name)


@dataclass(slots=True)
class Block:
    """A run of text. `linked` counts the characters inside links."""

    text: str
    tag: str
    box: int
    linked: int = 0
    links: Sequence[LexborNode] = ()
    size: int = 0
    """UTF-8 bytes: closer to the amount said than characters, across scripts."""
    prose: bool = False
    """Whether this reads like running text: long enough, with marks, not a link."""

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

    boxes: list[Box]
    blocks: list[Block]
    data: list[LexborNode]
    """The elements of the body that say something about the page: meta, link, script."""

    def chain(self, box: int) -> list[int]:
        """A box and the boxes around it, innermost first, without the root."""
        found = []
        while box > ROOT:
            found.append(box)
            box = self.boxes[box].parent
        return found


def flatten(tree: LexborHTMLParser) -> Page:
    """Lay a page flat. Without recursion; stops after MAX_NODES nodes."""
    root = tree.body or tree.root
    if root is None:
        return Page([], [], [])
    page = Page([], [], [])
    _walk(root, page)
    _shorten(page)
    return page


def _shorten(page: Page) -> None:
    """Leave out the text past MAX_TEXT: a report that long is none, and patterns are slow on it."""
    left = MAX_TEXT
    for number, block in enumerate(page.blocks):
        left -= len(block.text)
        if left < 0:
            _cut(block, len(block.text) + left)
            del page.blocks[number + bool(block.text) :]
            break
    else:
        return
    for box in page.boxes:
        box.first, box.last = (min(n, len(page.blocks)) for n in (box.first, box.last))


def _cut(block: Block, length: int) -> None:
    block.text = block.text[:length].rstrip()
    block.linked = min(block.linked, len(block.text))
    block.size = len(block.text.encode("utf-8", "replace"))


def _walk(root: LexborNode, page: Page) -> None:
    """Visit each node once. One long loop over locals: calls would cost more than the work."""
    boxes, blocks, data = page.boxes, page.blocks, page.data
    role_of = ROLE_BY_NUMBER.get
    boxes.append(Box(root, "body", -1, ROOT, 0))
    around, indexes = [root], [ROOT]  # the elements that may be boxes, and their boxes' indexes
    within: list[LexborNode] = []  # the inline elements
    roles: list[int] = []  # of both, outermost first
    pieces: list[str] = []
    links: list[LexborNode] = []
    linked = link_depth = 0
    parted = False
    node: LexborNode | None = root.first_child
    for _ in range(MAX_NODES):
        if node is None:
            if not roles:
                break
            role = roles.pop()
            if role == BLOCK:
                if pieces:
                    if text := one_line("".join(pieces)):
                        index = indexes[-1]
                        box = boxes[index] if index >= 0 else _innermost(around, indexes, page)
                        blocks.append(_block_in(box, text, parted, linked, links))
                    pieces, links, linked, parted = [], [], 0, False
                if (index := indexes.pop()) >= 0:
                    boxes[index].last = len(blocks)
                node = around.pop().next
            else:
                if role == LINK:
                    link_depth -= 1
                node = within.pop().next
            continue
        role = role_of(node.tag_id, BLOCK)
        if role == TEXT:
            text = node.text_content or ""
            if pieces or not text.isspace():
                pieces.append(text)
                if link_depth:
                    linked += len(text.strip())
            node = node.next
            continue
        if role <= GAP:
            if role == DATA:
                data.append(node)
            elif role == GAP and pieces:
                pieces.append(" ")
            node = node.next
            continue
        if role == BLOCK:
            if pieces:
                if text := one_line("".join(pieces)):
                    index = indexes[-1]
                    box = boxes[index] if index >= 0 else _innermost(around, indexes, page)
                    blocks.append(_block_in(box, text, parted, linked, links))
                pieces, links, linked, parted = [], [], 0, False
        elif role == BREAK:
            if _breaks_twice(pieces):
                if text := one_line("".join(pieces)):
                    box = _innermost(around, indexes, page)
                    blocks.append(_block_in(box, text, True, linked, links))
                pieces, links, linked, parted = [], [], 0, True
            else:
                pieces.append(LINE_BREAK)
        child = node.first_child
        if child is None:
            node = node.next
            continue
        roles.append(role)
        if role == BLOCK:
            around.append(node)
            indexes.append(-1)
        else:
            if role == LINK:
                link_depth += 1
                links.append(node)
            within.append(node)
        node = child
    if text := one_line("".join(pieces)):
        blocks.append(_block_in(_innermost(around, indexes, page), text, parted, linked, links))
    for index in indexes:  # those around where the walk ended: the root, or more in a cut page
        if index >= 0:
            boxes[index].last = len(blocks)


def _innermost(around: list[LexborNode], indexes: list[int], page: Page) -> Box:
    """The box of the innermost element; made, with those around it, when a block is found in it."""
    boxes = page.boxes
    if indexes[-1] < 0:
        depth = len(indexes) - 1
        while indexes[depth - 1] < 0:
            depth -= 1
        parent, first = indexes[depth - 1], len(page.blocks)
        for level in range(depth, len(indexes)):
            node = around[level]
            number = len(boxes)
            boxes.append(Box(node, NAMES.get(node.tag_id) or node.tag or "", parent, number, first))
            indexes[level] = parent = number
    return boxes[indexes[-1]]


def _block_in(box: Box, text: str, parted: bool, linked: int, links: Sequence[LexborNode]) -> Block:
    """The block a run of text makes in its box. Runs parted by line breaks are paragraphs."""
    tag = "p" if parted and box.tag not in HEADINGS else box.tag
    return block_of(text, tag, box.number, linked, links)


def block_of(
    text: str, tag: str = "p", box: int = ROOT, linked: int = 0, links: Sequence[LexborNode] = ()
) -> Block:
    """The block a line of text makes: its size, and whether it reads like running text."""
    length = len(text)
    size = length if text.isascii() else len(text.encode("utf-8", "replace"))
    if linked > length:
        linked = length
    prose = size >= PROSE_SIZE and linked * 2 < length and _has_mark(text)
    return Block(text, tag, box, linked, links, size, prose)


def _has_mark(text: str) -> bool:
    """Whether a text has a mark that ends or parts sentences. The first two are in nearly every one."""
    return "," in text or "." in text or SENTENCE_MARK.search(text) is not None


def _breaks_twice(pieces: list[str]) -> bool:
    """Whether the run ends in a line break: the next one parts paragraphs, as in bodies without `p`."""
    for piece in reversed(pieces):
        if piece == LINE_BREAK:
            return True
        if not piece.isspace():
            break
    return False
