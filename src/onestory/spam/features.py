"""Comment → hashed features: character runs, word pairs with gaps, and the shape of the text.

Text is folded first (NFKC, case, decorated letters, invisible characters), so that disguises end in
the same runs; that they were used is a feature of its own.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from onestory.spam.values import CommentText

BUCKETS = 1 << 20
LONGEST_TEXT = 8_000  # characters looked at; longer comments repeat themselves
RUNS = (2, 3, 4, 5)  # characters
GAPS = (1, 2, 3)  # distance of the two words of a pair

LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'\])]{2,300}|\b[a-z0-9-]{2,40}\.(?:com|net|org|info|ru|xyz|top|shop|online|site|biz|io)\b(?:/[^\s<>\"']{0,200})?",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W_]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


@dataclass(frozen=True, slots=True)
class Shape:
    """What the text looks like, apart from what it says."""

    links: int
    domains: tuple[str, ...]
    capitals: float
    digits: float
    decorated: bool
    hidden: bool
    words: int
    repeats: bool


def fold(text: str) -> str:
    """Text without disguise: compatibility forms, marks and invisible characters removed."""
    plain = unicodedata.normalize("NFKD", INVISIBLE.sub("", text[:LONGEST_TEXT]))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", kept).casefold()


def shape_of(comment: CommentText) -> Shape:
    """Measure a comment's shape."""
    text = comment.text[:LONGEST_TEXT]
    links = LINK.findall(text)
    letters = [c for c in text if c.isalpha()]
    domains = tuple(dict.fromkeys(filter(None, map(domain_of, [*links, comment.url]))))
    words = WORD.findall(text.lower())
    return Shape(
        links=len(links) + bool(comment.url),
        domains=domains,
        capitals=sum(c.isupper() for c in letters) / len(letters) if letters else 0.0,
        digits=sum(c.isdigit() for c in text) / len(text) if text else 0.0,
        decorated=_is_decorated(text),
        hidden=bool(INVISIBLE.search(text)),
        words=len(words),
        repeats=len(words) >= 8 and len(set(words)) <= len(words) / 2,
    )


def features_of(comment: CommentText, shape: Shape) -> list[int]:
    """Distinct feature buckets of a comment, in a fixed order."""
    return sorted({zlib.crc32(name.encode()) % BUCKETS for name in _names(comment, shape)})


def words_of(comment: CommentText) -> set[str]:
    """Folded words, for the word model and for likeness to the story."""
    return set(WORD.findall(fold(comment.text)))


def domain_of(link: str) -> str:
    """The host of a link without www; empty where it is none."""
    try:
        host = urlsplit(link if "//" in link else f"//{link}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _names(comment: CommentText, shape: Shape) -> Iterator[str]:
    text = fold(comment.text)
    padded = f" {' '.join(text.split())} "
    for size in RUNS:
        for start in range(len(padded) - size + 1):
            yield f"c{padded[start : start + size]}"
    words = WORD.findall(text)
    for word in words:
        yield f"w{word}"
    for gap in GAPS:
        for left, right in zip(words, words[gap:], strict=False):
            yield f"p{left}_{right}"
    for word in WORD.findall(fold(comment.author)):
        yield f"a{word}"
    yield from _shape_names(shape)


def _shape_names(shape: Shape) -> Iterator[str]:
    yield f"links{min(shape.links, 5)}"
    for domain in shape.domains[:8]:
        yield f"d{domain}"
        yield f"t{domain.rpartition('.')[2]}"
    yield f"caps{int(shape.capitals * 5)}"
    yield f"digits{int(min(shape.digits, 0.5) * 10)}"
    yield f"length{min(shape.words, 200).bit_length()}"
    for name in ("decorated", "hidden", "repeats"):
        if getattr(shape, name):
            yield name


def _is_decorated(text: str) -> bool:
    """Letters of look-alike blocks (𝗯𝗼𝗹𝗱, ⓒircled, ｗide) or of three scripts in one text."""
    fancy = sum(1 for c in text if ord(c) > 0x1D3FF and ord(c) < 0x1D800)
    fancy += sum(1 for c in text if "\u2460" <= c <= "\u24ff" or "\uff21" <= c <= "\uff5a")
    if fancy >= 3:
        return True
    return any(
        re.search("[a-z]", word, re.IGNORECASE) and re.search("[\u0370-\u04ff]", word)
        for word in WORD.findall(text)
        if len(word) > 2
    )
