"""Which blocks of the container are the article's: headlines, lists of links, tails, intruders, furniture
and labels are left out, block by block.
"""

from __future__ import annotations

from collections.abc import Sequence

from onestory.extract.blocks import ROOT, Block, Box, Page
from onestory.extract.container import TEXT_TAGS, Beside, home_box
from onestory.extract.furniture import TailKind, is_furniture, is_opening_furniture, tail_kind
from onestory.extract.homes import LINK, own_homes
from onestory.extract.learned import Learned, mark

OPENING_LABEL = 60  # characters of a label before the text
CLOSING_LABEL = 40  # characters of a label after it
LOOSE_SIZE = 40  # bytes; shorter text outside a p, li or heading needs a sentence end
SHORT_SIZE = 8  # bytes; the same in the text's own box, between its paragraphs
SENTENCE_ENDS = ".!?"  # for those
LINKED_LIST = 0.5  # link share from which a list leads elsewhere
LINKED_HEADING = 0.5  # the same for a heading
LINKED_TEXT, LINKED_SIZE = 0.6, 400  # the same for a text of fewer bytes
LONGEST_ECHO = 200  # characters; a longer block with the words of a link is a quotation of it
# Share of the prose that may follow a heading and still be dropped with it.
TAIL_LIMIT: dict[TailKind, float] = {"comments": 0.7, "consent": 0.7, "other pages": 0.15}
LIST_TAGS = frozenset({"ul", "ol", "dl", "table"})
LIST_REACH = 4  # boxes from an item up to its list
PARAGRAPH_TAGS = frozenset({"p", "div"})


def decide(
    page: Page, indexes: range, beside: Beside, headlines: set[int], learned: Learned
) -> list[int]:
    """The indexes of the blocks to keep, in order."""
    blocks = page.blocks
    inside = [i for i in indexes if not beside[blocks[i].box]]
    dropped = headlines | _linked_lists(page, indexes)
    homes = {i: home_box(page, i) for i in inside}
    own, intruders = own_homes(page, homes, learned.home)
    dropped |= _tails(page, indexes) | intruders
    if repeated := learned.repeated:
        dropped |= {i for i in inside if mark(blocks[i].text) in repeated}
    echoes = _Echoes(page)
    prose = [i for i in inside if blocks[i].prose and blocks[i].tag in PARAGRAPH_TAGS]
    first_prose = next(iter(prose), 0)
    first_own = next((i for i in prose if homes[i] in own), first_prose)
    last_text = next(
        (i for i in reversed(inside) if i not in dropped and _is_sentence(blocks[i])), indexes.stop
    )
    kept: list[int] = []
    for index in inside:
        block = blocks[index]
        at_home = homes[index] in own
        if index in dropped or is_furniture(block):
            continue
        if block.tag == "h1" and not (at_home and index > first_prose):
            continue
        if index < (first_prose if block.tag == "li" else first_own) and _opens(block, at_home):
            continue
        if (
            index > last_text
            and _is_label(block, CLOSING_LABEL)
            and not _goes_on(page, index, kept)
        ):
            continue
        if block.heading:
            if block.link_share < LINKED_HEADING:
                kept.append(index)
        elif _is_text(block, at_home and index > first_prose) and block not in echoes:
            kept.append(index)
    return _without_stray_headings(page, kept)


def _is_text(block: Block, at_home: bool) -> bool:
    """Whether a block is in a text's own element, or reads like text where it is not."""
    if block.link_share > LINKED_TEXT and block.size < LINKED_SIZE:
        return False
    if block.tag in TEXT_TAGS or _is_sentence(block):
        return True
    short = block.size >= SHORT_SIZE and block.text[-1:] in SENTENCE_ENDS
    return at_home and short and not block.linked


def _is_sentence(block: Block) -> bool:
    return block.size >= LOOSE_SIZE and block.ends_sentence


def _goes_on(page: Page, index: int, kept: list[int]) -> bool:
    """Whether an item of a list follows one that was kept."""
    before = page.blocks[index - 1] if kept and kept[-1] == index - 1 else None
    return before is not None and before.tag == page.blocks[index].tag == "li"


def _opens(block: Block, at_home: bool) -> bool:
    """Whether a block before the text is not yet text: a kicker, a byline, a key point, a date."""
    if block.tag == "li":
        return not (at_home and block.prose and block.ends_sentence)
    return _is_label(block, OPENING_LABEL) or is_opening_furniture(block)


def _is_label(block: Block, longest: int) -> bool:
    """Whether a block at the text's edge is a label: short, without a sentence's end."""
    return len(block.text) <= longest and not block.heading and not block.ends_sentence


class _Echoes:
    """The teasers that stand under a link with the same words; links are folded when asked."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._links: set[str] | None = None

    def __contains__(self, block: Block) -> bool:
        if block.linked or len(block.text) > LONGEST_ECHO:
            return False
        if self._links is None:
            short = (b for b in self._page.blocks if b.linked and len(b.text) <= LONGEST_ECHO)
            self._links = {without_marks(b.text) for b in short if b.link_share > LINK}
        return without_marks(block.text) in self._links


def without_marks(text: str) -> str:
    """A quicker fold: without case and the marks at the end."""
    return text.casefold().rstrip(".…»›>! ")


def _tails(page: Page, indexes: range) -> set[int]:
    """Blocks from a heading such as "Comments" or "Most read" to the end of its box.

    Where most of the text still follows, the heading stands in the middle of it: then only up to
    the next prose.
    """
    found: set[int] = set()
    whole = sum(page.blocks[i].size for i in indexes if page.blocks[i].prose) or 1
    for index in indexes:
        block = page.blocks[index]
        labelled = block.heading or not block.linked  # a link of that name leads to the tail
        kind = tail_kind(block) if labelled and index not in found else None
        if not kind:
            continue
        home = home_box(page, index)
        while home != ROOT and page.boxes[home].last == index + 1:  # a heading in a box of its own
            home = page.boxes[home].parent
        tail = range(index, min(indexes.stop, page.boxes[home].last))
        prose = [i for i in tail if page.blocks[i].prose]
        if prose and sum(page.blocks[i].size for i in prose) > TAIL_LIMIT[kind] * whole:
            tail = range(index, _start_of_part(page, index + 1, prose[0]))
        found.update(tail)
    return found | _next_article(page, indexes)


def _start_of_part(page: Page, first: int, prose: int) -> int:
    """Where the part of the text starts that a prose block is in: at the headings over it, in its box."""
    home = home_box(page, prose)
    while prose > first:
        above = page.blocks[prose - 1]
        if not above.heading or above.linked or home_box(page, prose - 1) != home:
            break
        prose -= 1
    return prose


def tail_limit(block: Block) -> float:
    kind = tail_kind(block)
    return TAIL_LIMIT[kind] if kind else 0.0


def _next_article(page: Page, indexes: range) -> set[int]:
    """Blocks from the h1 of another `article` on: some pages run on into the next story."""
    own: int | None = None
    for index in indexes:
        block = page.blocks[index]
        if block.tag != "h1":
            continue
        around = [b for b in page.chain(block.box) if page.boxes[b].tag == "article"]
        if own is None:
            if not around:
                return set()
            own = around[0]
        elif around and own not in around:
            return set(range(index, indexes.stop))
    return set()


def _linked_lists(page: Page, indexes: range) -> set[int]:
    """The items of lists that are mostly links."""
    members: dict[int, list[int]] = {}
    around: dict[int, int] = {}
    for index in indexes:
        box = page.blocks[index].box
        if box not in around:
            around[box] = _list_around(page.boxes, box)
        members.setdefault(around[box], []).append(index)
    members.pop(ROOT, None)
    found: set[int] = set()
    for items in members.values():
        blocks = [page.blocks[i] for i in items]
        if sum(b.linked for b in blocks) > LINKED_LIST * sum(len(b.text) for b in blocks):
            found.update(items)
    return found


def _list_around(boxes: Sequence[Box], box: int) -> int:
    """The list or table a box stands in; the root where it stands in none."""
    for _ in range(LIST_REACH):
        if box <= ROOT or boxes[box].tag in LIST_TAGS:
            return box
        box = boxes[box].parent
    return ROOT


def _without_stray_headings(page: Page, kept: list[int]) -> list[int]:
    """Drop headings that nothing follows before the next heading of their level, or the end."""
    result: list[int] = []
    text_follows = False
    for index in reversed(kept):
        block = page.blocks[index]
        if block.heading:
            if not text_follows:
                continue
        else:
            text_follows = True
        result.append(index)
    return result[::-1]
