"""UTF-8 → one lexbor tree, bounded."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from onestory.markup import bounded


def parse(page: bytes) -> LexborHTMLParser:
    """Parse a page in UTF-8 as a browser with scripting would: `noscript` holds text, not elements."""
    return LexborHTMLParser(bounded(page), scripting=True)


def is_inside(node: LexborNode, address: int) -> bool:
    """Whether a node is the one at an address (`mem_id`), or lies in it."""
    above: LexborNode | None = node
    while above is not None:
        if above.mem_id == address:
            return True
        above = above.parent
    return False
