"""Where a story stands on the front page, and why: by independent origins, growth, spread over
countries and owners, and freshness. Never by who an outlet is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from onestory.web.news.models import Article

HALF_LIFE_HOURS = (
    18.0  # a story of yesterday evening still outranks a single report of this morning
)
LATELY = timedelta(hours=6)  # before the newest report; the pages say so too
GROWTH = 0.25
MOST_GROWTH = 0.5  # as much as nine hours of freshness: a rush lifts a story and carries none off
_DAY_ZERO = 1_700_000_000.0  # any fixed moment: only differences between stories matter


@dataclass(frozen=True, slots=True)
class Growth:
    """Independent origins by when each first reported: lately, and before. The first of all, with
    which nothing has grown yet, is always one from before."""

    lately: int
    before: int

    @property
    def part(self) -> float:
        return min(MOST_GROWTH, GROWTH * math.log2(1 + self.lately / self.before))


def growth_of(articles: Sequence[Article]) -> Growth:
    """How a story of at least one article grew up to its newest report, as far as independent
    origins go. Copies of what was there before are no growth."""
    firsts: dict[int, datetime] = {}
    for article in articles:
        origin = article.origin_id or article.pk
        firsts[origin] = min(firsts.get(origin, article.published), article.published)
    newest = max(article.published for article in articles)
    lately = sum(first > newest - LATELY for first in firsts.values())
    lately = min(lately, len(firsts) - 1)
    return Growth(lately, len(firsts) - lately)


def rank_of(articles: Sequence[Article], origins: int) -> tuple[float, dict[str, float]]:
    """Rank (higher stands first) and its parts, which the story page shows.

    Freshness enters as the time of the newest report divided by the half-life, and growth looks back
    from that report: the order of two stories never changes by mere waiting, and nothing has to be
    recomputed each minute.
    """
    countries = len({a.outlet.country for a in articles if a.outlet.country})
    owners = len({a.outlet.owner or a.outlet_id for a in articles})
    newest = max(article.published for article in articles)
    parts = {
        "origins": math.log2(1 + origins),
        "growth": growth_of(articles).part,
        "owners": 0.5 * math.log2(1 + owners),
        "countries": 0.5 * math.log2(1 + countries),
        "freshness": (newest.timestamp() - _DAY_ZERO) / 3600 / HALF_LIFE_HOURS,
    }
    return sum(parts.values()), parts
