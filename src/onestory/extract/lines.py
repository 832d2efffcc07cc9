"""Text as a page holds it → one line; and lines folded, so that they can be compared."""

from __future__ import annotations

import re

from onestory.article import ILLEGIBLE

NOT_LETTERS = re.compile(r"[\W_]+")


class Wording:
    """A pattern of many wordings, tried only on text that holds one of its signs.

    `signs`, parted by "|", are lower-case strings, one of which stands in everything the pattern can match: a few
    quick looks save a slow one.
    """

    def __init__(self, pattern: str, signs: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        self.pattern = re.compile(pattern, flags)
        self.signs = tuple(signs.split("|"))

    def search(self, text: str) -> re.Match[str] | None:
        return self.search_folded(text, text.lower())

    def search_folded(self, text: str, lower: str) -> re.Match[str] | None:
        """The same where the text in lower case is at hand."""
        for sign in self.signs:
            if sign in lower:
                return self.pattern.search(text)
        return None


def one_line(text: str) -> str:
    """The text with white space collapsed, characters that no page may carry left out."""
    line = text.strip()
    if "  " not in line and line.isprintable():  # most are one line already: a look, not a copy
        return line
    line = " ".join(line.split())
    if line.isprintable():
        return line
    return " ".join(ILLEGIBLE.sub(" ", line).split())


def fold(text: str) -> str:
    """Letters and digits only, without case: the same for "Bridge re-opens!" and "bridge reopens"."""
    return NOT_LETTERS.sub("", text.casefold())
