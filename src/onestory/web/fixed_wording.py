"""The site's fixed wording: the words of its templates and the catalogues of phrases.

Built from the sources themselves, so nothing has to be kept in step by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

import onestory.claims.phrases
import onestory.cluster.phrases
import onestory.extract.phrases
import onestory.feeds.phrases
import onestory.fetch.phrases
import onestory.measured.phrases
import onestory.sections.phrases
import onestory.spam.phrases
from onestory.web.akismet.client import SENT
from onestory.web.news.countries import COUNTRIES
from onestory.web.news.evidence import CRITERIA
from onestory.web.news.labels import CATALOGUES
from onestory.web.news.sections import BY_SLUG
from onestory.web.talk.privacy import TABLES

TEMPLATES = Path(__file__).parent / "templates"
TAG = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
HOLE = "\ufffc"  # stands for what a template fills in
SPACE = re.compile(r"\s+")
SLOT = re.compile(r"\{[a-z_]+\}")
SLOT_VALUE = r"\d[\d.,]{0,15}"  # slots take numbers
ROOMS = (
    onestory.fetch.phrases,
    onestory.feeds.phrases,
    onestory.extract.phrases,
    onestory.cluster.phrases,
    onestory.sections.phrases,
    onestory.claims.phrases,
    onestory.measured.phrases,
    onestory.spam.phrases,
)


class FixedWording:
    """Knows every text that may stand on a page without a proof."""

    def __init__(self) -> None:
        self._fragments = set(_template_fragments())
        self._longest = max(map(len, self._fragments), default=0)
        self._phrases, self._patterns = _phrases()

    def composes(self, text: str) -> bool:
        """Whether a text is one template fragment or several on end."""
        words = SPACE.sub(" ", text).strip()
        if not words or words in self._fragments:
            return True
        reached = {0}
        for end in range(1, len(words) + 1):
            for start in range(max(0, end - self._longest), end):
                if start in reached and words[start:end].strip() in self._fragments | {""}:
                    reached.add(end)
                    break
        return len(words) in reached

    def has_phrase(self, text: str) -> bool:
        """Whether a text is a phrase of a catalogue with its slots filled."""
        words = SPACE.sub(" ", text).strip()
        return words in self._phrases or any(p.fullmatch(words) for p in self._patterns)


def _template_fragments() -> Iterator[str]:
    from django.conf import settings

    yield settings.ONESTORY.site.title
    for path in sorted(TEMPLATES.rglob("*.html")):
        tree = LexborHTMLParser(TAG.sub(HOLE, path.read_text("utf-8")))
        root = tree.root
        if root is None:
            continue
        for node in root.traverse(include_text=True):
            if node.tag == "-text":
                yield from _pieces(node.text(deep=False))
                continue
            for name in ("title", "aria-label", "alt", "placeholder", "content"):
                value = node.attributes.get(name)
                if value:
                    yield from _pieces(value)


def _pieces(text: str) -> Iterator[str]:
    for piece in text.split(HOLE):
        words = SPACE.sub(" ", piece).strip()
        if words:
            yield words


def _phrases() -> tuple[set[str], list[re.Pattern[str]]]:
    whole: set[str] = {section.name for section in BY_SLUG.values()}
    whole |= set(COUNTRIES.values()) | {question for _, question in CRITERIA}
    for catalogue in CATALOGUES:
        for words in catalogue.values():
            whole |= {words, words.lower()}
    for table, fields in TABLES.items():
        whole.add(table)
        for field in fields:
            whole |= {field.name, field.purpose, field.kept}
    whole |= {*SENT, *SENT.values()}
    from django.conf import settings

    site = settings.ONESTORY.site
    whole |= {site.country_name, site.country}
    patterns = []
    for room in ROOMS:
        for template in room.PHRASES.values():
            if SLOT.search(template):
                patterns.append(_pattern(template))
            else:
                whole.add(SPACE.sub(" ", template).strip())
    return whole, patterns


def _pattern(template: str) -> re.Pattern[str]:
    parts = SLOT.split(SPACE.sub(" ", template).strip())
    return re.compile(SLOT_VALUE.join(map(re.escape, parts)))
