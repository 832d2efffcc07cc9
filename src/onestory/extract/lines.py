"""Text as a page holds it → one line; and lines folded, so that they can be compared."""

from __future__ import annotations

import re
from functools import lru_cache

from onestory.article import ILLEGIBLE
from onestory.markup import compiled


class Wording:
    """A pattern of many wordings, tried only on text that holds one of its signs.

    `signs`, parted by "|", are lower-case strings, one of which stands in everything the pattern can match (at the
    start of it, where it is only tried there): a few quick looks save a slow one.
    """

    def __init__(self, pattern: str, signs: str) -> None:
        self.pattern = re.compile(pattern, re.IGNORECASE)
        self.signs = tuple(signs.split("|"))
        self._is_signed = compiled.Signs(self.signs).stand_in if compiled else self._holds_sign

    def match_folded(self, text: str, lower: str) -> re.Match[str] | None:
        """The pattern at the start of a text, of which the text in lower case is at hand."""
        return self.pattern.match(text) if lower.startswith(self.signs) else None

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if self._is_signed(text.lower()) else None

    def search_folded(self, text: str, lower: str) -> re.Match[str] | None:
        """The same where the text in lower case is at hand."""
        return self.pattern.search(text) if self._is_signed(lower) else None

    def _holds_sign(self, lower: str) -> bool:
        return any(sign in lower for sign in self.signs)


def one_line(text: str) -> str:
    """The text with white space collapsed, characters that no page may carry left out."""
    line = text.strip()
    if "  " not in line and line.isprintable():  # most are one line already: a look, not a copy
        return line
    line = " ".join(line.split())
    if line.isprintable():
        return line
    return " ".join(ILLEGIBLE.sub(" ", line).split())


@lru_cache(maxsize=1_024)
def fold(text: str) -> str:
    """Letters and digits only, without case: the same for "Bridge re-opens!" and "bridge reopens"."""
    return "".join(filter(str.isalnum, text.casefold()))
