"""One walk over the tree → boxes (elements that hold blocks) and blocks (runs of text).

A block is what a reader sees as one paragraph, heading or list item. Boxes keep their node, so
that attributes are read only for the few boxes somebody asks about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from onestory.extract import names

MAX_NODES = 150_000  # nodes walked; a long article page has 3,000
PROSE_SIZE = 80  # UTF-8 bytes; shorter runs are labels as often as sentences
ROOT = 0  # the index of the body's box

SKIP, INLINE, LINK, BREAK, BLOCK, GAP, TEXT = range(7)
SKIPPED = """script style noscript svg nav footer button select textarea template object video audio canvas
iframe math dialog head title meta link datalist rt rp map"""
INLINED = """b strong em i span font u mark abbr acronym cite q time small sub sup code kbd s del ins
label big bdi bdo tt var data ruby rb samp strike dfn output nobr"""
GAPS = "img wbr input hr picture source embed track"
ROLES = {
    **dict.fromkeys(SKIPPED.split(), SKIP),
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
END_MARK = re.compile(r"[.!?…。！？؟।۔:;”\"“»«’'）)」』\]]\W*$")
LINE_BREAK = "\x0b"
HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def _role_by_number() -> dict[int, int]:
    """Roles by lexbor's tag number: comparing numbers is far cheaper than asking for names."""
    tree = LexborHTMLParser("")
    numbers = {tree.create_node(tag).tag_id: role for tag, role in ROLES.items()}
    numbers = {number: role for number, role in numbers.items() if number < BUILT_IN}
    return numbers | {TEXT_NUMBER: TEXT, COMMENT_NUMBER: SKIP, DOCTYPE_NUMBER: SKIP}


ROLE_BY_NUMBER = _role_by_number()


@dataclass(slots=True)
class Box:
    """An element that holds blocks. `first`/`last` bound its blocks' indexes, half open."""

    node: LexborNode
    tag: str
    parent: int
    first: int
    last: int = 0
    hidden: bool = False
    _name: str | None = None
    _beside: bool | None = None

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
    links: list[LexborNode] = field(default_factory=list)
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
        return END_MARK.search(self.text) is not None


@dataclass(slots=True)
class Page:
    """A page laid flat, in document order."""

    boxes: list[Box]
    blocks: list[Block]

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
        return Page([], [])
    boxes = [Box(root, "body", -1, 0)]
    blocks: list[Block] = []
    _walk(root, boxes, blocks)
    for box in boxes:
        box.last = box.last or len(blocks)
    return Page(boxes, blocks)


def _walk(root: LexborNode, boxes: list[Box], blocks: list[Block]) -> None:
    run = _Run()
    box = link_depth = 0
    path: list[tuple[LexborNode, int]] = []
    role_of = ROLE_BY_NUMBER.get
    node: LexborNode | None = root.first_child
    for _ in range(MAX_NODES):
        if node is None:
            if not path:
                break
            element, role = path.pop()
            if role == LINK:
                link_depth -= 1
            elif role == BLOCK:
                if run.pieces:
                    run.close(boxes[box].tag, box, blocks)
                boxes[box].last = len(blocks)
                box = boxes[box].parent
            node = element.next
            continue
        role = role_of(node.tag_id, BLOCK)
        if role == TEXT:
            text = node.text_content or ""
            if run.pieces or not text.isspace():
                run.pieces.append(text)
                if link_depth:
                    run.linked += len(text.strip())
            node = node.next
            continue
        if role == SKIP:
            node = node.next
            continue
        if role == BLOCK:
            if run.pieces:
                run.close(boxes[box].tag, box, blocks)
        elif role == BREAK:
            run.line_break(boxes[box].tag, box, blocks)
        elif role == GAP:
            run.pieces.append(" ")
        child = node.first_child
        if child is None:
            node = node.next
            continue
        if role == BLOCK:
            boxes.append(Box(node, node.tag or "", box, len(blocks)))
            box = len(boxes) - 1
        elif role == LINK:
            link_depth += 1
            run.links.append(node)
        path.append((node, role))
        node = child
    if run.pieces:
        run.close(boxes[box].tag, box, blocks)


class _Run:
    """The run of text being read. Two line breaks part paragraphs, as in bodies without `p`."""

    __slots__ = ("linked", "links", "parted", "pieces")

    def __init__(self) -> None:
        self.parted = False
        self._clear()

    def close(self, tag: str, box: int, blocks: list[Block]) -> None:
        text = " ".join("".join(self.pieces).split())
        if text:
            size = len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
            kind = "p" if self.parted and tag not in HEADINGS else tag
            linked = min(self.linked, len(text))
            prose = (
                size >= PROSE_SIZE
                and linked * 2 < len(text)
                and SENTENCE_MARK.search(text) is not None
            )
            blocks.append(Block(text, kind, box, linked, self.links, size, prose))
        self.parted = False
        self._clear()

    def line_break(self, tag: str, box: int, blocks: list[Block]) -> None:
        for piece in reversed(self.pieces):
            if piece == LINE_BREAK:
                self.parted = True
                self.close(tag, box, blocks)
                self.parted = True
                return
            if not piece.isspace():
                break
        self.pieces.append(LINE_BREAK)

    def _clear(self) -> None:
        self.pieces: list[str] = []
        self.links: list[LexborNode] = []
        self.linked = 0
