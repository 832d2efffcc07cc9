"""Blocks → the article's paragraphs: find the container by votes, then decide block by block.

Language-free: sizes, sentence marks, link shares and box names decide, no stop words. Method:
paragraph votes as in Arc90's Readability, with a descent from the root instead of a climb.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from onestory.extract import names, native
from onestory.extract.blocks import BESIDE_TAGS, END_MARKS, HEADINGS, ROOT, Block, Box, Page
from onestory.extract.furniture import (
    HEADING_SIGNS,
    MAX_HEADING,
    OPENING_SIGNS,
    SIGNS_BY_LENGTH,
    TailKind,
    is_furniture,
    is_opening_furniture,
    tail_kind,
)
from onestory.extract.learned import Learned, mark
from onestory.extract.lines import fold
from onestory.markup import compiled

NOTHING = Learned()
DESCEND_SHARE = 0.99  # go down into a box that holds this share of the prose
DESCEND_SHARE_NAMED = 0.95  # the same for article, main, itemprop=articleBody, "article body"
# A box called "beside" with more of the prose than this is not beside; the same when its name also
# says "body", or "comments". A second look, at a page of which nearly nothing was left, doubts names.
BESIDE_LIMITS = (0.40, 0.15, 0.8)
DOUBTING_LIMITS = (0.08, 0.05, 0.2)
# Of several `article` boxes one is chosen where none holds more than the first share of the prose and
# all hold more than the second; one that holds more than the third may be the text.
ARTICLE_SHARES = (0.9, 0.7, 0.1)
OPENING_LABEL = 60  # characters of a label before the text
CLOSING_LABEL = 40  # characters of a label after it
LOOSE_SIZE = 40  # bytes; shorter text outside a p, li or heading needs a sentence end
LINKED_LIST = 0.5  # link share from which a list leads elsewhere
LINKED_HEADING = 0.5  # the same for a heading
LINKED_TEXT, LINKED_SIZE = 0.6, 400  # the same for a text of fewer bytes
LINK = 0.9  # link share from which a block is a link
TITLE_SLACK = 20  # characters of punctuation by which a repeated title may be longer
KNOWN_HOME = 0.2  # the same for a box that held the text on the outlet's other pages
PATH_STEPS = 3  # boxes by which a place is known
NUMBERS = re.compile(r"[-_]?\d+")
MAIN_HOME = 0.6  # share of the prose from which one box counts as the text's home
INTRUDER = 0.12  # share of the prose below which a box beside that home is an intruder
# Share of the prose that may follow a heading and still be dropped with it.
TAIL_LIMIT: dict[TailKind, float] = {"comments": 0.7, "other pages": 0.15}
ABOVE_HEADLINE = 0.3  # share of the prose from which what stands above the headline may be the text
LONGEST_ECHO = 200  # characters; a longer block with the words of a link is a quotation of it
LIST_TAGS = frozenset({"ul", "ol", "dl", "table"})
LIST_REACH = 4  # boxes from an item up to its list
CONTENT_TAGS = frozenset({"article", "main"})
TEXT_TAGS = frozenset({"p", "li", "blockquote", "pre", "dd", "dt"})
OWN_BOX_TAGS = TEXT_TAGS | HEADINGS
ITEM_TAGS = frozenset({"li", "dd", "dt"})
PARAGRAPH_TAGS = frozenset({"p", "div"})


@dataclass(frozen=True, slots=True)
class Body:
    """The chosen blocks and how sure we are: the share of the page's prose they hold."""

    blocks: tuple[Block, ...]
    confidence: float = 1.0
    home: str = ""
    """The path of the box that holds most of it, for whoever learns; empty where none does."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(b.text for b in self.blocks)

    size: int = field(init=False)
    """UTF-8 bytes."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", sum([b.size for b in self.blocks]))


def find_body(
    page: Page,
    titles: tuple[str, ...] = (),
    learned: Learned | None = None,
    limits: tuple[float, float, float] = BESIDE_LIMITS,
) -> Body:
    """The article's blocks. `titles` are the page's headlines, which the body does not repeat;
    `learned` is what the outlet's earlier pages taught; `limits` say how far names are believed.
    """
    if not page.blocks:
        return Body((), 0.0)
    known = learned or NOTHING
    is_headline = _Headlines(titles)
    if native.WALKS and compiled is not None:
        kept, held, whole = compiled.choose(
            page.boxes,
            page.blocks,
            limits,
            is_headline,
            is_headline.folded,
            is_headline.initials,
            is_headline.longest,
            _is_home(page, known.home) if known.home else None,
            known.repeated,
        )
    else:
        kept, held, whole = _choose(page, is_headline, known, limits)
    home = "" if learned is None else _home_of(page, kept)
    return Body(tuple([page.blocks[i] for i in kept]), min(1.0, held / (whole or 1)), home)


def _choose(
    page: Page, is_headline: _Headlines, learned: Learned, limits: tuple[float, float, float]
) -> tuple[list[int], int, int]:
    """The indexes of the article's blocks, how much prose they hold, and how much the page does.

    The twin of `choose` in native/choose.h: what one does the other must.
    """
    beside = _Beside(page, limits)
    prose = [b.size if b.prose and not beside[b.box] else 0 for b in page.blocks]
    headlines = {i for i, b in enumerate(page.blocks) if is_headline(b.text)}
    headline = min(headlines, default=-1)
    box = page.boxes[_container(page, prose, headline)]
    first = _start(prose, box.first, headline) if box.first < headline < box.last else box.first
    kept = _decide(page, range(first, box.last), beside, headlines, learned)
    return kept, sum([prose[i] for i in kept]), sum(prose)


class _Headlines:
    """Whether a text repeats one of the page's titles."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        self.folded = tuple({fold(t) for t in titles if t})
        self.initials = "".join({f[:1] for f in self.folded})
        self.longest = max(map(len, titles), default=0) + TITLE_SLACK

    def __call__(self, text: str) -> bool:
        return (
            len(text) <= self.longest
            and ((initial := text[0].casefold()) in self.initials or not initial.isalnum())
            and fold(text) in self.folded
        )


def _start(prose: list[int], first: int, headline: int) -> int:
    """Where the text starts: after the headline, unless much of the prose stands above it."""
    above = sum(prose[first:headline])
    return headline if above < ABOVE_HEADLINE * (sum(prose) or 1) else first


class _Beside(dict[int, bool]):
    """Whether a box, or one around it, is beside the text: by its name, unless it holds too much
    of the page's prose. Judged when asked, since most boxes hold no prose.
    """

    def __init__(self, page: Page, limits: tuple[float, float, float]) -> None:
        self._boxes, self._limits = page.boxes, limits
        self._totals = [0, *accumulate(b.size if b.prose else 0 for b in page.blocks)]
        self._whole = self._totals[-1] or 1
        self[ROOT] = False

    def __missing__(self, box: int) -> bool:
        chain = []
        while box not in self:
            chain.append(box)
            box = self._boxes[box].parent
        found = self[box]
        for number in reversed(chain):
            found = found or self._judge(self._boxes[number])
            self[number] = found
        return found

    def _judge(self, box: Box) -> bool:
        if not box.beside:
            return False
        share = (self._totals[box.last] - self._totals[box.first]) / self._whole
        least, named_body, named_comments = self._limits
        if share < named_body:
            return True
        if names.comments(box.name):
            return share < named_comments
        return share < least and not box.body


def _container(page: Page, prose: list[int], headline: int) -> int:
    """The deepest box that still holds nearly all prose of the box around it.

    Where several `article` boxes share the prose, the one with the headline, else the first, wins.
    """
    totals = [0, *accumulate(prose)]
    held = [totals[box.last] - totals[box.first] for box in page.boxes]
    children: dict[int, list[int]] = {}
    for number, weight in enumerate(held):
        if weight > 0 and number != ROOT:
            children.setdefault(page.boxes[number].parent, []).append(number)

    one, all_, much = ARTICLE_SHARES
    current = ROOT
    while inside := children.get(current):
        best = max(inside, key=held.__getitem__)
        box = page.boxes[best]
        named = box.tag in CONTENT_TAGS or box.body
        share = held[best] / (held[current] or 1)
        articles = [n for n in inside if page.boxes[n].tag == "article"]
        if (
            len(articles) > 1
            and share < one
            and sum(held[n] for n in articles) > all_ * held[current]
        ):
            holding = [n for n in articles if page.boxes[n].first <= headline < page.boxes[n].last]
            rich = [n for n in articles if held[n] > much * held[current]]
            best = holding[0] if holding else (rich or articles)[0]
        elif share < (DESCEND_SHARE_NAMED if named else DESCEND_SHARE) or box.tag in {"p", "li"}:
            break
        current = best
    return current


def _decide(
    page: Page, indexes: range, beside: _Beside, headlines: set[int], learned: Learned
) -> list[int]:
    """The indexes of the blocks to keep, in order."""
    blocks = page.blocks
    inside = [i for i in indexes if not beside[blocks[i].box]]
    dropped = headlines | _linked_lists(page, indexes)
    dropped |= _tails(page, indexes) | _intruders(page, inside, learned.home)
    if repeated := learned.repeated:
        dropped |= {i for i in inside if mark(blocks[i].text) in repeated}
    echoes = _Echoes(page)
    first_prose = next(
        (i for i in inside if blocks[i].prose and blocks[i].tag in PARAGRAPH_TAGS), 0
    )
    last_text = next(
        (i for i in reversed(inside) if i not in dropped and _is_sentence(blocks[i])), indexes.stop
    )
    kept: list[int] = []
    for index in inside:
        block = blocks[index]
        if index in dropped or block.tag == "h1" or is_furniture(block):
            continue
        if index < first_prose and _opens(block):
            continue
        if index > last_text and _is_label(block, CLOSING_LABEL):
            continue
        if block.heading:
            if block.link_share < LINKED_HEADING:
                kept.append(index)
        elif _is_text(block) and block not in echoes:
            kept.append(index)
    return _without_stray_headings(page, kept)


def _is_text(block: Block) -> bool:
    """Whether a block is in a text's own element, or reads like text where it is not."""
    if block.link_share > LINKED_TEXT and block.size < LINKED_SIZE:
        return False
    return block.tag in TEXT_TAGS or _is_sentence(block)


def _is_sentence(block: Block) -> bool:
    return block.size >= LOOSE_SIZE and block.ends_sentence


def _opens(block: Block) -> bool:
    """Whether a block before the text is not yet text: a kicker, a byline, a key point, a date."""
    return block.tag == "li" or _is_label(block, OPENING_LABEL) or is_opening_furniture(block)


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
            self._links = {_plain(b.text) for b in short if b.link_share > LINK}
        return _plain(block.text) in self._links


def _plain(text: str) -> str:
    """A quicker fold: without case and the marks at the end."""
    return text.casefold().rstrip(".…»›>! ")


def _home(page: Page, index: int) -> int:
    """The box whose direct content a block is: wrappers around one block and lists are looked through."""
    block = page.blocks[index]
    box = block.box
    if box == ROOT or block.tag not in OWN_BOX_TAGS:
        if page.boxes[box].last - page.boxes[box].first > 1 or box == ROOT:
            return box
    while True:
        parent = page.boxes[box].parent
        if parent <= ROOT:
            return ROOT
        inner, outer = page.boxes[box], page.boxes[parent]
        alone = outer.last - outer.first == inner.last - inner.first
        if not alone and inner.tag not in ITEM_TAGS:
            if outer.tag != "blockquote":
                return parent
        box = parent


def _intruders(page: Page, inside: list[int], known_home: str) -> set[int]:
    """Blocks of small boxes wedged into, or following, a text that lies in one box.

    Registration offers, fact boxes and teasers have a box of their own; the text's paragraphs
    share one. Only where one home holds most of the prose, or is known to hold the text.
    """
    homes = {i: _home(page, i) for i in inside}
    weights: dict[int, int] = {}
    for index, home in homes.items():
        block = page.blocks[index]
        weights[home] = weights.get(home, 0) + (block.size if block.prose else 0)
    total = sum(weights.values())
    if not total:
        return set()
    main = [max(weights, key=lambda h: weights[h])]
    limit = INTRUDER * total
    known = (
        [h for h in weights if weights[h] and path_of(page, h) == known_home] if known_home else []
    )
    if sum(weights[h] for h in known) >= KNOWN_HOME * total:
        main, limit = known, total
    elif weights[main[0]] < MAIN_HOME * total:
        return set()
    first = min(i for i, home in homes.items() if home in main and page.blocks[i].prose)
    return {
        index
        for index, home in homes.items()
        if home not in main
        and weights[home] < limit
        and (index > first or not page.blocks[index].prose)
    }


def _home_of(page: Page, kept: list[int]) -> str:
    """The path of the boxes that hold most of a text; empty where it has no such home."""
    weights: dict[str, int] = {}
    for index in kept:
        if page.blocks[index].prose:
            path = path_of(page, _home(page, index))
            weights[path] = weights.get(path, 0) + page.blocks[index].size
    if not weights:
        return ""
    path = max(weights, key=lambda p: weights[p])
    return path if weights[path] >= MAIN_HOME * sum(weights.values()) else ""


def path_of(page: Page, box: int) -> str:
    """Tag and first class of a box and of those around it; numbers left out, since pages differ in
    them: "article.post > div.entry-content".
    """
    steps = []
    for number in page.chain(box)[:PATH_STEPS]:
        names_given = page.boxes[number].name.split()
        steps.append(NUMBERS.sub("", ".".join([page.boxes[number].tag, *names_given[:1]])))
    return " > ".join(reversed(steps))


def _is_home(page: Page, home: str) -> Callable[[int], bool]:
    return lambda box: path_of(page, box) == home


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
        home = _home(page, index)
        while home != ROOT and page.boxes[home].last == index + 1:  # a heading in a box of its own
            home = page.boxes[home].parent
        tail = range(index, min(indexes.stop, page.boxes[home].last))
        prose = [i for i in tail if page.blocks[i].prose]
        if prose and sum(page.blocks[i].size for i in prose) > TAIL_LIMIT[kind] * whole:
            tail = range(index, prose[0])
        found.update(tail)
    return found | _next_article(page, indexes)


def _tail_limit(block: Block) -> float:
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


if native.WALKS and compiled is not None:
    compiled.configure_body(
        (  # in the order of the enum in native/body.h
            *(HEADINGS, TEXT_TAGS, OWN_BOX_TAGS, LIST_TAGS, CONTENT_TAGS, ITEM_TAGS, BESIDE_TAGS),
            *(PARAGRAPH_TAGS, {"h1"}, {"article"}, {"p"}, {"li"}, {"blockquote"}),
        ),
        (
            *(DESCEND_SHARE, DESCEND_SHARE_NAMED, *ARTICLE_SHARES, ABOVE_HEADLINE, LINKED_LIST),
            *(KNOWN_HOME, MAIN_HOME, INTRUDER, LINKED_HEADING, LINKED_TEXT, LINK),
        ),
        (
            *(LOOSE_SIZE, OPENING_LABEL, CLOSING_LABEL, LONGEST_ECHO, LIST_REACH, LINKED_SIZE),
            MAX_HEADING,
        ),
        tuple(longest for longest, _ in SIGNS_BY_LENGTH),
        (is_furniture, is_opening_furniture, _tail_limit, _plain, mark),
        tuple(
            compiled.Signs(signs)
            for signs in (OPENING_SIGNS, HEADING_SIGNS, *(found for _, found in SIGNS_BY_LENGTH))
        ),
        "".join(END_MARKS),
    )
