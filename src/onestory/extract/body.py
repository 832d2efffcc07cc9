"""Blocks → the article's paragraphs: find the container by votes, then decide block by block.

Language-free: sizes, sentence marks, link shares and box names decide, no stop words. `container.py` and
`decide.py` have it in Python; where the native part is built, its twin in `native/choose.h` does it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onestory.extract import container as around
from onestory.extract import decide as inside
from onestory.extract import homes, native
from onestory.extract.blocks import BESIDE_TAGS, END_MARKS, HEADINGS, Block, Page
from onestory.extract.container import (
    ABOVE_H1,
    ABOVE_HEADLINE,
    Beside,
    container,
    home_of,
    path_of,
    start_of,
)
from onestory.extract.decide import decide
from onestory.extract.furniture import (
    HEADING_SIGNS,
    MAX_HEADING,
    OPENING_SIGNS,
    SIGNS_BY_LENGTH,
    is_furniture,
    is_opening_furniture,
)
from onestory.extract.learned import Learned, mark
from onestory.extract.lines import fold
from onestory.markup import compiled

NOTHING = Learned()
# A box called "beside" with more of the prose than this is not beside; the same when its name also
# says "body", or "comments". A second look, at a page of which nearly nothing was left, doubts names.
BESIDE_LIMITS = (0.40, 0.15, 0.8)
DOUBTING_LIMITS = (0.08, 0.05, 0.2)
NAMELESS_LIMITS = (0.0, 0.0, 0.0)
LEAD_REACH = 12  # blocks between the headline and the text
LEAD_SIZE = 800  # bytes; a longer one is a text of its own
LEAD_TAGS = frozenset({"p", "div", "section", "header", "h2", "h3", "h4"})
TITLE_SLACK = 20  # characters of punctuation by which a repeated title may be longer


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
    choose = choose_natively if native.WALKS else choose_plainly
    is_headline, known = Headlines(titles), learned or NOTHING
    kept, held, whole = choose(page, is_headline, known, limits)
    home = "" if learned is None else home_of(page, kept)
    if kept and (lead := lead_above(page, kept[0], is_headline, known)) is not None:
        kept.insert(0, lead)
    return Body(tuple([page.blocks[i] for i in kept]), min(1.0, held / (whole or 1)), home)


class Headlines:
    """Whether a text repeats one of the page's titles."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        self.folded = tuple({fold(t) for t in titles if t})
        self.initials = frozenset([f[:1] for f in self.folded])
        self.longest = max(map(len, titles), default=0) + TITLE_SLACK

    def __call__(self, text: str) -> bool:
        return (
            len(text) <= self.longest
            and ((initial := text[0].casefold()) in self.initials or not initial.isalnum())
            and fold(text) in self.folded
        )


def lead_above(page: Page, first: int, is_headline: Headlines, learned: Learned) -> int | None:
    """The paragraph between the headline and the text that stands in a box of its own, as many outlets
    set their lead; none where the headline is not near."""
    found = None
    for index in range(first - 1, max(-1, first - 1 - LEAD_REACH), -1):
        block = page.blocks[index]
        if is_headline(block.text):
            return found
        if not block.prose or block.linked or block.size > LEAD_SIZE:
            continue
        if block.tag not in LEAD_TAGS or not block.ends_sentence:
            continue
        if is_furniture(block) or is_opening_furniture(block):
            continue
        around = [page.boxes[box] for box in page.chain(block.box)]
        if any(box.last <= first and box.beside for box in around):
            continue
        if not learned.repeated or mark(block.text) not in learned.repeated:
            found = index
    return None


Chosen = tuple[list[int], int, int]
"""The indexes of the article's blocks, how much prose they hold, and how much the page does."""


def choose_plainly(
    page: Page, is_headline: Headlines, learned: Learned, limits: tuple[float, float, float]
) -> Chosen:
    """The twin of `choose` in native/choose.h: what one does the other must."""
    beside = Beside(page, limits)
    prose = [b.size if b.prose and not beside[b.box] else 0 for b in page.blocks]
    headlines = {i for i, b in enumerate(page.blocks) if is_headline(b.text)}
    headline = min(headlines, default=-1)
    box = page.boxes[container(page, prose, headline)]
    first = box.first
    if box.first < headline < box.last:
        much = ABOVE_H1 if page.blocks[headline].tag == "h1" else ABOVE_HEADLINE
        first = start_of(prose, first, headline, much)
    kept = decide(page, range(first, box.last), beside, headlines, learned)
    return kept, sum([prose[i] for i in kept]), sum(prose)


def choose_natively(
    page: Page, is_headline: Headlines, learned: Learned, limits: tuple[float, float, float]
) -> Chosen:
    assert compiled is not None
    known = learned.home
    chosen: Chosen = compiled.choose(
        page.boxes,
        page.blocks,
        limits,
        is_headline,
        is_headline.folded,
        "".join(is_headline.initials),
        is_headline.longest,
        (lambda box: path_of(page, box) == known) if known else None,
        learned.repeated,
    )
    return chosen


if native.WALKS and compiled is not None:
    compiled.configure_body(
        (  # in the order of the enum in native/container.h
            *(HEADINGS, around.TEXT_TAGS, around.OWN_BOX_TAGS, inside.LIST_TAGS),
            *(around.CONTENT_TAGS, around.ITEM_TAGS, BESIDE_TAGS, inside.PARAGRAPH_TAGS),
            *({"h1"}, {"article"}, {"p"}, {"li"}, {"blockquote"}),
        ),
        (
            *(around.DESCEND_SHARE, around.DESCEND_SHARE_NAMED, *around.ARTICLE_SHARES),
            *(
                around.ABOVE_HEADLINE,
                around.ABOVE_H1,
                homes.CARDS,
                inside.LINKED_LIST,
                homes.KNOWN_HOME,
                around.MAIN_HOME,
            ),
            *(homes.INTRUDER, inside.LINKED_HEADING, inside.LINKED_TEXT, homes.LINK),
        ),
        (
            *(
                inside.LOOSE_SIZE,
                inside.SHORT_SIZE,
                inside.OPENING_LABEL,
                inside.CLOSING_LABEL,
                inside.LONGEST_ECHO,
            ),
            *(inside.LIST_REACH, inside.LINKED_SIZE, MAX_HEADING, homes.CARD_SIZE),
            *(homes.CARD_PROSE, homes.CARD_BLOCKS, homes.FEW_CARDS),
        ),
        tuple(longest for longest, _ in SIGNS_BY_LENGTH),
        (is_furniture, is_opening_furniture, inside.tail_limit, inside.without_marks, mark),
        tuple(
            compiled.Signs(signs)
            for signs in (OPENING_SIGNS, HEADING_SIGNS, *(found for _, found in SIGNS_BY_LENGTH))
        ),
        "".join(END_MARKS),
    )
