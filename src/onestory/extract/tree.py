"""UTF-8 → one lexbor tree, bounded."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from onestory.markup import bounded


def parse(page: bytes) -> LexborHTMLParser:
    """Parse a page in UTF-8 as a browser with scripting would: `noscript` holds text, not elements."""
    return LexborHTMLParser(bounded(page), scripting=True)
