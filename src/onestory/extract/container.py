"""Where an article stands: which boxes are beside the text, and the deepest one that holds nearly all of it.

Paragraph votes as in Arc90's Readability, with a descent from the root instead of a climb.
"""

from __future__ import annotations

import re
from itertools import accumulate

from onestory.extract import names
from onestory.extract.blocks import HEADINGS, ROOT, Box, Page

DESCEND_SHARE = 0.99  # go down into a box that holds this share of the prose
DESCEND_SHARE_NAMED = 0.95  # the same for article, main, itemprop=articleBody, "article body"
# Of several `article` boxes one is chosen where none holds more than the first share of the prose and
# all hold more than the second; one that holds more than the third may be the text.
ARTICLE_SHARES = (0.9, 0.7, 0.1)
# Share of the prose from which what stands above the headline may be the text; above one in an h1.
ABOVE_HEADLINE, ABOVE_H1 = 0.3, 0.7
MAIN_HOME = 0.6  # share of the prose from which one box counts as the text's home
PATH_STEPS = 3  # boxes by which a place is known
NUMBERS = re.compile(r"[-_]?\d+")
CONTENT_TAGS = frozenset({"article", "main"})
TEXT_TAGS = frozenset({"p", "li", "blockquote", "pre", "dd", "dt"})
OWN_BOX_TAGS = TEXT_TAGS | HEADINGS
ITEM_TAGS = frozenset({"li", "dd", "dt"})


class Beside(dict[int, bool]):
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


def container(page: Page, prose: list[int], headline: int) -> int:
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


def start_of(prose: list[int], first: int, headline: int, much: float = ABOVE_HEADLINE) -> int:
    """Where the text starts: after the headline, unless much of the prose stands above it."""
    above = sum(prose[first:headline])
    return headline if above < much * (sum(prose) or 1) else first


def home_box(page: Page, index: int) -> int:
    """The box whose direct content a block is: wrappers around one block and lists are looked through."""
    box = page.blocks[index].box
    if box == ROOT or page.boxes[box].tag not in OWN_BOX_TAGS:
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


def home_of(page: Page, kept: list[int]) -> str:
    """The path of the boxes that hold most of a text; empty where it has no such home."""
    weights: dict[str, int] = {}
    paths: dict[int, str] = {}
    for index in kept:
        if page.blocks[index].prose:
            home = home_box(page, index)
            path = paths.get(home) or paths.setdefault(home, path_of(page, home))
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
