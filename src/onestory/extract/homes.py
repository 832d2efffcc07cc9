"""The boxes that are the text's own, and the blocks of others that are wedged into it or follow it."""

from __future__ import annotations

from onestory.extract.blocks import ROOT, Page
from onestory.extract.container import MAIN_HOME, path_of

INTRUDER = 0.12  # share of the prose below which a box beside the text's home is an intruder
KNOWN_HOME = 0.2  # the same for a box that held the text on the outlet's other pages
# Of a teaser in a box of its own: most bytes and runs of prose, most blocks; how many make a list of them,
# and the share of the prose from which they are the article's own list.
CARD_SIZE, CARD_PROSE, CARD_BLOCKS, FEW_CARDS, CARDS = 400, 2, 8, 3, 0.75
LINK = 0.9  # link share from which a block is a link


def own_homes(page: Page, homes: dict[int, int], known_home: str) -> tuple[set[int], set[int]]:
    """The text's own boxes, and blocks of small boxes wedged into, or following, them.

    Registration offers, fact boxes and teasers have a box of their own; the text's paragraphs
    share one. Only where one home holds most of the prose, or is known to hold the text.
    """
    weights: dict[int, int] = {}
    for index, home in homes.items():
        block = page.blocks[index]
        weights[home] = weights.get(home, 0) + (block.size if block.prose else 0)
    total = sum(weights.values())
    if not total:
        return set(), set()
    main = [max(weights, key=lambda h: weights[h])]
    cards = _cards(page, homes, weights, main[0])
    if sum(weights[c] for c in cards) > CARDS * total:
        cards = set()
    total -= sum(weights[c] for c in cards)
    limit = INTRUDER * total
    known = (
        [h for h in weights if weights[h] and path_of(page, h) == known_home] if known_home else []
    )
    if sum(weights[h] for h in known) >= KNOWN_HOME * total:
        main, limit = known, total
    elif weights[main[0]] < MAIN_HOME * total:
        return set(), set()
    first = min(i for i, home in homes.items() if home in main and page.blocks[i].prose)
    intruders = {
        index
        for index, home in homes.items()
        if home not in main
        and (weights[home] < limit or home in cards)
        and (index > first or not page.blocks[index].prose)
    }
    return set(main), intruders


def _cards(page: Page, homes: dict[int, int], weights: dict[int, int], main: int) -> set[int]:
    """The small boxes beside the main one of a link and a line or two about where it leads."""
    prose: dict[int, int] = {}
    for index, home in homes.items():
        prose[home] = prose.get(home, 0) + page.blocks[index].prose
    own = page.boxes[main]
    cards = set()
    for home, weight in weights.items():
        box = page.boxes[home]
        if not 0 < weight <= CARD_SIZE or home in {main, ROOT} or prose[home] > CARD_PROSE:
            continue
        if own.first <= box.first and box.last <= own.last:  # an item of the article's
            continue
        held = page.blocks[box.first : box.last]
        above = next((n for n, b in enumerate(held) if b.prose), 0)
        if len(held) <= CARD_BLOCKS and any(b.link_share > LINK for b in held[:above]):
            cards.add(home)
    return cards if len(cards) >= FEW_CARDS else set()
