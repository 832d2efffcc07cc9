"""Links to a very sentence: at the outlet (text fragments) and in the stored version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse

from onestory.article import Span
from onestory.web.news.models import Article, Version

EDGE_WORDS = 5  # enough to be unique on a page, few enough to survive small edits
WHOLE_WORDS = 10
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A stored sentence with both its links."""

    version: Version
    start: int
    end: int
    cuts: tuple[tuple[int, int], ...] = ()

    @property
    def article(self) -> Article:
        return self.version.article

    @property
    def range(self) -> Span:
        return Span(self.start, self.end)

    @property
    def text(self) -> str:
        return self.range.of(self.version.text)

    @property
    def outlet_url(self) -> str:
        return at_outlet(self.article.url, self.text)

    @property
    def store_url(self) -> str:
        return in_store(self.version, self.start, self.end)

    @property
    def anchor(self) -> str:
        return anchor_of(self.version, self.start, self.end)


def at_outlet(url: str, sentence: str) -> str:
    """The outlet's page scrolled to the sentence (WICG Scroll-to-Text-Fragment).

    >>> at_outlet("https://a.example/x", "Twelve people were hurt.")
    'https://a.example/x#:~:text=Twelve%20people%20were%20hurt.'
    """
    base = url.partition("#")[0]
    words = _WORD.findall(sentence.partition("\n")[0])
    if not words:
        return base
    if len(words) <= WHOLE_WORDS:
        return f"{base}#:~:text={_escape(' '.join(words))}"
    start, end = " ".join(words[:EDGE_WORDS]), " ".join(words[-EDGE_WORDS:])
    return f"{base}#:~:text={_escape(start)},{_escape(end)}"


def in_store(version: Version, start: int, end: int) -> str:
    """The article page, at the stored sentence."""
    address = reverse("article", args=[version.article_id])
    return f"{address}?version={version.number}#{anchor_of(version, start, end)}"


def anchor_of(version: Version, start: int, end: int) -> str:
    """The place of a range on the article page: its sentence's, where a part of one is shown (a
    sentence without its dateline)."""
    for first, last in (version.annotations or {}).get("sentences", ()):
        if first <= start and end <= last:
            return f"s{first}-{last}"
    return f"s{start}-{end}"


def _escape(text: str) -> str:
    # "-" and "," part the pieces of a fragment, so they are escaped too.
    return quote(text, safe="").replace("-", "%2D")
