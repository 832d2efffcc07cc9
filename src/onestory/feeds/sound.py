"""Whether a text or an address of a feed is sound as it stands, as nearly all are.

Each function has a twin in C (`native/feeds.h`) that gives the same and is used where it was built.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from onestory.markup import compiled

SHORT = 1024  # characters; longer titles are not looked at
MAX_URL_CHARS = 2_000

# `https://news.example/a?b=1`; not `/a`, `https://a b/`, `https://u@h/`. With `/.` in it, an
# address may still have steps like `/../` to be taken.
PLAIN_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::[0-9]{1,5})?"
    r"(?:[/?#][!#-;=?-\[\]_a-z~]{0,2000})?"
)
# What `legible` replaces, as UTF-8: looking for it in bytes takes a third of the time.
CONTROLS = bytes((*range(9), 11, 12, *range(14, 32), 127))
MISREAD = re.compile(rb"\xc2[\x80-\x9f]")
NONCHARACTER = re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])")
GLANCED = 200  # characters; in shorter text one look at each is cheaper


def is_legible_in_python(text: str) -> bool:
    """Whether a page may carry all characters of a text."""
    if len(text) < GLANCED and text.isprintable():
        return True
    try:
        coded = text.encode()
    except UnicodeEncodeError:
        return False
    if len(coded.translate(None, CONTROLS)) != len(coded):
        return False
    if b"\xc2" in coded and MISREAD.search(coded):
        return False
    return b"\xef" not in coded or NONCHARACTER.search(coded) is None


def is_plain_title_in_python(text: str) -> bool:
    """Whether a short title has no markup and no white space that would be made one space."""
    if len(text) > SHORT or "<" in text or "&" in text:
        return False
    return " ".join(text.split()) == text and is_legible_in_python(text)


EMPTY_PART = re.compile(r"[#?;](?:\Z|[#?;])")  # joining drops an empty query, or fragment


def is_plain_address_in_python(link: str, most: int = MAX_URL_CHARS) -> bool:
    """Whether it is a whole http address of so many characters with nothing in it to be mended."""
    if len(link) > most or "/." in link or EMPTY_PART.search(link):
        return False
    return PLAIN_ADDRESS.fullmatch(link) is not None


is_legible: Callable[[str], bool] = compiled.is_legible if compiled else is_legible_in_python
is_plain_title: Callable[[str], bool] = (
    compiled.is_plain_title if compiled else is_plain_title_in_python
)
is_plain_address: Callable[[str, int], bool] = (
    compiled.is_plain_address if compiled else is_plain_address_in_python
)
