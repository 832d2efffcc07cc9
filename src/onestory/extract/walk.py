"""One walk over the tree → a page laid flat: boxes, blocks, and the elements that hold data."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from onestory.extract import native
from onestory.extract.blocks import (
    BLOCK,
    BREAK,
    DATA,
    GAP,
    LINE_BREAK,
    LINK,
    MAX_NODES,
    MAX_TEXT,
    ROLE_BY_NUMBER,
    ROOT,
    TEXT,
    Block,
    Box,
    Node,
    Page,
    block_in,
    name_of,
)  # fmt: skip
from onestory.extract.lines import one_line
from onestory.markup import compiled


def flatten(tree: LexborHTMLParser) -> Page:
    """Lay a page flat. Without recursion; stops after MAX_NODES nodes."""
    root = tree.body or tree.root
    page = Page(tree, [], [], [])
    if root is None:
        return page
    if native.WALKS and compiled is not None:
        page.boxes, page.blocks, page.data, length = compiled.flatten(tree, root.mem_id)
    else:
        _walk(root, page)
        length = sum(len(b.text) for b in page.blocks)
    if length > MAX_TEXT:
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
    for box in page.boxes:
        box.first, box.last = (min(n, len(page.blocks)) for n in (box.first, box.last))


def _cut(block: Block, length: int) -> None:
    block.text = block.text[:length].rstrip()
    block.linked = min(block.linked, len(block.text))
    block.size = len(block.text.encode("utf-8", "replace"))


def _walk(root: LexborNode, page: Page) -> None:
    """Visit each node once. One long loop over locals: calls would cost more than the work.

    The twin of `flatten` in _markup.c: what one does the other must.
    """
    blocks, data = page.blocks, page.data
    page.boxes = boxes = [Box(root, "body", -1, ROOT, 0, 0)]
    role_of = ROLE_BY_NUMBER.get
    around, indexes = [root], [ROOT]  # the elements that may be boxes, and their boxes' indexes
    within: list[LexborNode] = []  # the inline elements
    roles: list[int] = []  # of both, outermost first
    pieces: list[str] = []
    links: list[Node] = []
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
                        box = (
                            boxes[index]
                            if index >= 0
                            else _innermost(around, indexes, boxes, len(blocks))
                        )
                        blocks.append(block_in(box, text, parted, linked, links))
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
                    box = (
                        boxes[index]
                        if index >= 0
                        else _innermost(around, indexes, boxes, len(blocks))
                    )
                    blocks.append(block_in(box, text, parted, linked, links))
                pieces, links, linked, parted = [], [], 0, False
        elif role == BREAK:
            if _breaks_twice(pieces):
                if text := one_line("".join(pieces)):
                    box = _innermost(around, indexes, boxes, len(blocks))
                    blocks.append(block_in(box, text, True, linked, links))
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
        blocks.append(
            block_in(_innermost(around, indexes, boxes, len(blocks)), text, parted, linked, links)
        )
    for index in indexes:  # those around where the walk ended: the root, or more in a cut page
        if index >= 0:
            boxes[index].last = len(blocks)


def _innermost(around: list[LexborNode], indexes: list[int], boxes: list[Box], first: int) -> Box:
    """The box of the innermost element; made, with those around it, when a block is found in it."""
    if indexes[-1] < 0:
        depth = len(indexes) - 1
        while indexes[depth - 1] < 0:
            depth -= 1
        parent = indexes[depth - 1]
        for level in range(depth, len(indexes)):
            node = around[level]
            number = len(boxes)
            boxes.append(Box(node, name_of(node), parent, number, first, first))
            indexes[level] = parent = number
    return boxes[indexes[-1]]


def _breaks_twice(pieces: list[str]) -> bool:
    """Whether the run ends in a line break: the next one parts paragraphs, as in bodies without `p`."""
    for piece in reversed(pieces):
        if piece == LINE_BREAK:
            return True
        if not piece.isspace():
            break
    return False
