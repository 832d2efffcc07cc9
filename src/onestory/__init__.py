"""Onestory: who says what, in which outlet, provable to the character.

The public API; everything else may change. Names are loaded when first used, so that importing the
package costs nothing.

>>> from onestory import Article, StoryIndex
>>> index = StoryIndex()
>>> index.add(Article(id="a", title="Ferry aground", text="The ferry ran aground.")).story
'a'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onestory.article import Article as Article
    from onestory.article import Span as Span
    from onestory.brief import write_brief as write_brief
    from onestory.claims import annotate as annotate
    from onestory.claims import build_ledger as build_ledger
    from onestory.claims import compare_versions as compare_versions
    from onestory.cluster import StoryIndex as StoryIndex
    from onestory.extract import extract_article as extract_article
    from onestory.feeds import parse_feed as parse_feed
    from onestory.spam import SpamFilter as SpamFilter

__version__ = "0.1.0"

_HOMES = {
    "Article": "onestory.article",
    "Span": "onestory.article",
    "extract_article": "onestory.extract",
    "parse_feed": "onestory.feeds",
    "StoryIndex": "onestory.cluster",
    "annotate": "onestory.claims",
    "build_ledger": "onestory.claims",
    "compare_versions": "onestory.claims",
    "write_brief": "onestory.brief",
    "SpamFilter": "onestory.spam",
}

__all__ = [
    "Article",
    "SpamFilter",
    "Span",
    "StoryIndex",
    "annotate",
    "build_ledger",
    "compare_versions",
    "extract_article",
    "parse_feed",
    "write_brief",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"onestory has no {name!r}")
