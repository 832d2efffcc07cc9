"""Links to a very sentence: at the outlet (text fragments) and in the stored version."""

from __future__ import annotations

import re
from urllib.parse import quote

from django.urls import reverse

from onestory.web.news.models import Version

EDGE_WORDS = 5  # enough to be unique on a page, few enough to survive small edits
WHOLE_WORDS = 10
_WORD = re.compile(r"\S+")


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
    return f"{address}?version={version.number}#s{start}-{end}"


def _escape(text: str) -> str:
    # "-" and "," part the pieces of a fragment, so they are escaped too.
    return quote(text, safe="").replace("-", "%2D")
