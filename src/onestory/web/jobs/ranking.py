"""Where a story stands on the front page, and why: by independent origins, spread over countries
and owners, and freshness. Never by who an outlet is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from onestory.web.news.models import Article, Story

HALF_LIFE_HOURS = (
    18.0  # a story of yesterday evening still outranks a single report of this morning
)
_DAY_ZERO = 1_700_000_000.0  # any fixed moment: only differences between stories matter


def rank_of(story: Story, articles: Sequence[Article]) -> tuple[float, dict[str, float]]:
    """Rank (higher stands first) and its parts, which the story page shows.

    Freshness enters as the time of the newest report divided by the half-life, so that the order of
    two stories never changes by mere waiting and nothing has to be recomputed each minute.
    """
    assert story.last_at is not None
    countries = len({a.outlet.country for a in articles if a.outlet.country})
    owners = len({a.outlet.owner or a.outlet_id for a in articles})
    parts = {
        "origins": math.log2(1 + story.origins),
        "owners": 0.5 * math.log2(1 + owners),
        "countries": 0.5 * math.log2(1 + countries),
        "freshness": (story.last_at.timestamp() - _DAY_ZERO) / 3600 / HALF_LIFE_HOURS,
    }
    return sum(parts.values()), parts
