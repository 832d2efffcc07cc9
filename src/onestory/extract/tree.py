"""UTF-8 → one lexbor tree, bounded."""

from __future__ import annotations

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from onestory.markup import bounded

# Events serve only what a `select` shows, which is no text of the page.
WITHOUT_EVENTS = int(LexborDocumentOptions.WO_EVENTS)


def parse(page: bytes) -> LexborHTMLParser:
    """Parse a page in UTF-8 as a browser with scripting would: `noscript` holds text, not elements."""
    return LexborHTMLParser(bounded(page), scripting=True, options=WITHOUT_EVENTS)


def is_inside(node: LexborNode, address: int) -> bool:
    """Whether a node is the one at an address (`mem_id`), or lies in it."""
    above: LexborNode | None = node
    while above is not None:
        if above.mem_id == address:
            return True
        above = above.parent
    return False
