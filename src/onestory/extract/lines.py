"""Text as a page holds it → one line; and lines folded, so that they can be compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from onestory.article import ILLEGIBLE
from onestory.markup import compiled


def sign_test(signs: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether one of the signs stands in a text; half a character may be any."""
    if compiled is not None:
        stand_in: Callable[[str], bool] = compiled.Signs(signs).stand_in
        return stand_in
    return lambda text: any(sign in text for sign in signs)


class Wording:
    """A pattern of many wordings, tried only on text that holds one of its signs.

    `signs`, parted by "|", are lower-case strings, one of which stands in everything the pattern can match (at the
    start of it, where it is only tried there): a few quick looks save a slow one.
    """

    def __init__(self, pattern: str, signs: str) -> None:
        self.pattern = re.compile(pattern, re.IGNORECASE)
        self.signs = tuple(signs.split("|"))
        self.compiled = compiled.Signs(self.signs) if compiled else None
        self._is_signed = sign_test(self.signs)

    def match(self, text: str) -> re.Match[str] | None:
        """The pattern at the start of a text; where hardly any begins so, the signs are looked for last."""
        found = self.pattern.match(text)
        return found if found and self._is_signed(text.lower()) else None

    def match_folded(self, text: str, lower: str) -> re.Match[str] | None:
        """The pattern at the start of a text, of which the text in lower case is at hand."""
        return self.pattern.match(text) if lower.startswith(self.signs) else None

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if self._is_signed(text.lower()) else None

    def search_folded(self, text: str, lower: str) -> re.Match[str] | None:
        """The same where the text in lower case is at hand."""
        return self.pattern.search(text) if self._is_signed(lower) else None


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
    folded: str | None = compiled.fold(text) if compiled is not None else None
    return fold_plainly(text) if folded is None else folded


def fold_plainly(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
