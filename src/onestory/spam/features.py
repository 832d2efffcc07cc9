"""Comment → what the models look at: hashed letters, words, shape, and nearness to the story.

Text is folded first (NFKC, case, decorated letters, invisible characters), so that disguises end in
the same runs; that they were used is a feature of its own.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from onestory.spam.measures import steps_of
from onestory.spam.values import CommentText

Indices = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

BUCKETS = 1 << 20
LONGEST_TEXT = 4_000  # characters looked at; longer comments repeat themselves
LONGEST_END = 1_000  # of them
LONGEST_RUN = 5  # letters
SHORTEST_RUN = 2
DOMAINS = 8

LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'\])]{2,300}|\b[a-z0-9-]{2,40}\.(?:com|net|org|info|ru|xyz|top|shop|online|site|biz|io)\b(?:/[^\s<>\"']{0,200})?",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W_]+")
TOKEN = re.compile(r"\S+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
AGAIN = re.compile(r"(.)\1+")
NONE: Indices = np.zeros(0, np.int64)


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


@dataclass(frozen=True, slots=True)
class Features:
    """Buckets of a comment by family, each bucket once, in order; `runs` are kept in their order."""

    letters: Indices
    """Runs of two to five letters."""
    words: Indices
    pairs: Indices
    """Words that stand side by side."""
    author: Indices
    shape: Indices
    """Coarse: links, domains, capitals, digits, length."""
    measures: Indices
    """Fine: counts and shares in steps (`measures.steps_of`)."""
    tokens: Indices
    """What stands between blanks, as typed, and its kinds of characters."""
    topic: Indices
    """Nearness to the story; none where there is no story."""
    runs: tuple[Hashes, ...]
    """Per length 1, 2, …: a hash of the run that ends at each letter."""


def looked_at(text: str) -> str:
    """The text, or the beginning and the end of a very long one: spam may hide behind good words."""
    if len(text) <= LONGEST_TEXT:
        return text
    return f"{text[: LONGEST_TEXT - LONGEST_END]} {text[-LONGEST_END:]}"


@lru_cache(maxsize=64)  # one look at a comment folds its text several times
def fold(text: str) -> str:
    """Text without disguise: compatibility forms, marks and invisible characters removed."""
    plain = INVISIBLE.sub("", looked_at(text))
    if not plain.isascii():
        kept = unicodedata.normalize("NFKD", plain).translate(_WITHOUT_MARKS)
        plain = unicodedata.normalize("NFKC", kept)
    return plain.casefold()


class _WithoutMarks(dict[int, int | None]):
    """Code point → itself, or nothing where it is a combining mark; grows with what is met."""

    def __missing__(self, point: int) -> int | None:
        self[point] = None if unicodedata.combining(chr(point)) else point
        return self[point]


_WITHOUT_MARKS = _WithoutMarks()


def shape_of(comment: CommentText) -> Shape:
    """Measure a comment's shape."""
    text = looked_at(comment.text)
    links = LINK.findall(text)
    kinds = text.translate(_KINDS)
    letters = sum(map(str.isalpha, text))
    domains = tuple(dict.fromkeys(filter(None, map(domain_of, [*links, comment.url]))))
    words = WORD.findall(text.lower())
    return Shape(
        links=len(links) + bool(comment.url),
        domains=domains,
        capitals=kinds.count("A") / letters if letters else 0.0,
        digits=kinds.count("9") / len(text) if text else 0.0,
        decorated=_is_decorated(text),
        hidden=bool(INVISIBLE.search(text)),
        words=len(words),
        repeats=len(words) >= 8 and len(set(words)) <= len(words) / 2,
    )


def features_of(comment: CommentText, shape: Shape, topic: Iterable[str] = ()) -> Features:
    """A comment's features; `topic` names how near it is to its story."""
    text = " ".join(fold(comment.text).split())
    words = WORD.findall(text)
    author = fold(comment.author)
    given = looked_at(comment.text)
    runs = runs_of(f" {text} ")
    return Features(
        letters=_letters(runs),
        words=_buckets("w", words),
        pairs=_buckets("p", (f"{a}_{b}" for a, b in itertools.pairwise(words))),
        author=_buckets("a", [*WORD.findall(author), *([f"={author}"] if author else [])]),
        shape=_buckets("s", _shape_names(shape)),
        measures=_buckets("m", steps_of(given, shape.links)),
        tokens=_buckets("t", _token_names(given)),
        topic=_buckets("n", topic),
        runs=runs,
    )


def runs_of(text: str) -> tuple[Hashes, ...]:
    """For each length up to the longest run: a hash of the letters that end at each place."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    hashes: Hashes = np.zeros(len(letters), np.uint64)
    found = []
    for length in range(1, LONGEST_RUN + 1):
        earlier = np.zeros(len(letters), np.uint64)
        earlier[length - 1 :] = letters[: max(0, len(letters) - length + 1)]
        hashes = _mixed(hashes * _MANY + earlier + np.uint64(length))
        found.append(hashes)
    return tuple(found)


def domain_of(link: str) -> str:
    """The host of a link without www; empty where it is none."""
    try:
        host = urlsplit(link if "//" in link else f"//{link}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


_MANY = np.uint64(0x9E3779B97F4A7C15)  # the golden ratio of 64 bits: an odd number without pattern


def _mixed(hashes: Hashes) -> Hashes:
    folded: Hashes = (hashes ^ (hashes >> np.uint64(29))) * _MANY
    return folded ^ (folded >> np.uint64(32))


def _letters(runs: tuple[Hashes, ...]) -> Indices:
    whole = [runs[n - 1][n - 1 :] for n in range(SHORTEST_RUN, LONGEST_RUN + 1)]
    found: Indices = np.unique(np.concatenate(whole) & np.uint64(BUCKETS - 1)).astype(np.int64)
    return found


def _buckets(family: str, names: Iterable[str]) -> Indices:
    start = zlib.crc32(family.encode())
    found = {zlib.crc32(n.encode("utf-8", "surrogatepass"), start) % BUCKETS for n in names}
    return np.array(sorted(found), np.int64) if found else NONE


def _token_names(text: str) -> Iterator[str]:
    tokens = TOKEN.findall(text)
    yield from tokens
    # All at once: a line end stands in no token, and is not met again by itself.
    together = AGAIN.sub(r"\1+", "\n".join(tokens).translate(_KINDS))
    kinds = [kind[:12] for kind in together.split("\n")] if tokens else []
    yield from (f"kind {kind}" for kind in kinds)
    yield from (f"kinds {a[:8]} {b[:8]}" for a, b in itertools.pairwise(kinds))


class _Kinds(dict[int, str]):
    """Code point → the kind of character it is; grows with what is met."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        if character.isupper():
            kind = "A"
        elif character.islower():
            kind = "a"
        elif character.isdigit():
            kind = "9"
        else:
            kind = character if character.isascii() else "x"
        self[point] = kind
        return kind


_KINDS = _Kinds()


def _shape_names(shape: Shape) -> Iterator[str]:
    yield f"links{min(shape.links, 5)}"
    for domain in shape.domains[:DOMAINS]:
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
    if text.isascii():
        return False
    fancy = sum(1 for c in text if ord(c) > 0x1D3FF and ord(c) < 0x1D800)
    fancy += sum(1 for c in text if "\u2460" <= c <= "\u24ff" or "\uff21" <= c <= "\uff5a")
    if fancy >= 3:
        return True
    return any(
        re.search("[a-z]", word, re.IGNORECASE) and re.search("[\u0370-\u04ff]", word)
        for word in WORD.findall(text)
        if len(word) > 2
    )
