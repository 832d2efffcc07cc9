"""Which section and which country a story belongs to, by what its outlets call it.

A vote of independent origins: the outlet's own section label and the folders of the address. This is
the baseline that a trained model has to beat.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from onestory.web.news.models import Article
from onestory.web.news.sections import TOPICS

_WORDS = {word: section.slug for section in TOPICS for word in (section.slug, *section.words)}
_PARTS = re.compile(r"[\s/&,|>·・]+")


def section_of(articles: Sequence[Article]) -> str:
    """The section most origins name; empty where none names one."""
    votes: Counter[str] = Counter()
    seen: set[tuple[int | None, str]] = set()
    for article in articles:
        for slug in _named(article):
            if (article.origin_id, slug) not in seen:
                seen.add((article.origin_id, slug))
                votes[slug] += 1
    order = [section.slug for section in TOPICS]
    return min(votes, key=lambda s: (-votes[s], order.index(s))) if votes else ""


def country_of(articles: Sequence[Article]) -> str:
    """The country whose own outlets carry it most, where at least two thirds of them agree."""
    votes = Counter(a.outlet.country for a in articles if a.outlet.country)
    if not votes:
        return ""
    country, most = min(votes.items(), key=lambda item: (-item[1], item[0]))
    return country if most * 3 >= sum(votes.values()) * 2 else ""


def _named(article: Article) -> list[str]:
    label = _PARTS.split(article.section_as_given.lower())
    whole = article.section_as_given.lower().strip()
    folders = unquote(urlsplit(article.url).path).lower().split("/")[1:-1]
    found = [_WORDS[w] for w in (whole, *label, *folders) if w in _WORDS]
    return list(dict.fromkeys(found))[:1]
