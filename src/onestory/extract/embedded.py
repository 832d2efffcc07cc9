"""Pages whose text a script writes: the text stands in the JSON the script reads.

Publishing frameworks put their state into the page (`__NEXT_DATA__`, `window.__STATE__ = {…}`).
Nothing is run: the JSON is read, and the list or string that holds most of the prose is the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from onestory.extract.blocks import PROSE_SIZE, SENTENCE_MARK, Page
from onestory.extract.jsonld import clean

MAX_SCRIPT = 3_000_000  # characters of one script
MAX_SCRIPTS = 60
MAX_VALUES = 60_000  # values looked at in one script
MAX_DEPTH = 40
FEWEST = 3  # paragraphs of running text that a text has
# `window.__STATE__ = {`, `self.data=[`; not `function x() {`.
LONGEST_WORD = 15  # characters a word has on average in text of ASCII letters, at most
ASSIGNED = re.compile(r"^\s*(?:window|self|globalThis)?[\w.$\[\]\"']{2,80}\s*=\s*(?=[\[{])")
MARKUP = re.compile(r"<(?:p|br|div|h[2-6])\b", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{1,300}>")
# Keys whose prose is about the article, or about others, but is not its text.
BESIDE_KEYS = """description summary excerpt teaser caption seo meta bio biography alt title headline
related recommended comments comment promo newsletter footer"""
_BESIDE = frozenset(BESIDE_KEYS.split())


def embedded_lines(page: Page) -> list[str]:
    """The paragraphs of the text that the page's scripts hold; none where they hold no prose."""
    best: list[str] = []
    most = 0
    for node in page.data[:MAX_SCRIPTS]:
        if node.tag != "script":
            continue
        for lines in _texts(_state(node.attributes.get("type") or "", node.text() or "")):
            prose = [line for line in lines if _is_prose(line)]
            if len(prose) >= FEWEST and (size := sum(map(len, prose))) > most:
                best, most = lines, size
    return best


def _state(kind: str, script: str) -> Any:
    """The JSON of a script: all of it, or what it assigns; None where there is none."""
    if not PROSE_SIZE < len(script) <= MAX_SCRIPT or "ld+json" in kind:
        return None
    start = 0
    if "json" not in kind:
        found = ASSIGNED.match(script)
        if found is None:
            return None
        start = found.end()
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(
            script.lstrip() if not start else script, start
        )
    except (ValueError, RecursionError):
        return None
    return value


def _texts(state: Any) -> Iterator[list[str]]:
    """Texts held by the state: each list's prose together, each string of markup for itself."""
    lists: dict[int, list[str]] = {}
    stack: list[tuple[Any, int, int]] = [(state, 0, 0)]
    for _ in range(MAX_VALUES):
        if not stack:
            break
        value, holder, depth = stack.pop()
        if isinstance(value, str):
            if MARKUP.search(value[:2_000]):
                yield _from_markup(value)
            elif _is_prose(line := clean(TAG.sub("", value))):
                lists.setdefault(holder, []).append(line)
        elif depth < MAX_DEPTH and isinstance(value, list):
            inside = holder if holder and _is_nested(value) else id(value)
            stack.extend((v, inside, depth + 1) for v in reversed(value))
        elif depth < MAX_DEPTH and isinstance(value, dict):
            kept = [v for k, v in value.items() if k.casefold() not in _BESIDE]
            stack.extend((v, holder, depth + 1) for v in reversed(kept))
    yield from (list(dict.fromkeys(lines)) for lines in lists.values())


def _is_nested(value: list[Any]) -> bool:
    """Whether a list is the inside of one paragraph: a few children of a block."""
    return len(value) <= 3


def _from_markup(value: str) -> list[str]:
    tree = LexborHTMLParser(value[:MAX_SCRIPT])
    texts = (clean(n.text(separator=" ")) for n in tree.css("p,h2,h3,h4,li,blockquote"))
    return [t for t in texts if t] or [line for line in map(clean, TAG.split(value)) if line]


def _is_prose(line: str) -> bool:
    """Whether a string is running text, and not an address, a code or more JSON."""
    if len(line.encode("utf-8", "replace")) < PROSE_SIZE or line.startswith(("{", "[", "http")):
        return False
    dense = line.isascii() and line.count(" ") * LONGEST_WORD < len(line)
    return not dense and SENTENCE_MARK.search(line) is not None
