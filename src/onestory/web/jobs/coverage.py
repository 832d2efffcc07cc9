"""Who carries a story, who does not, and whether we could look.

"Left out" needs a denominator: we looked at the outlet at least `ENOUGH_LOOKS` times while the story
was young, each time with success, the outlet normally covers this section or country, its pages can
be read by us, and the window is closed. Everything less is "not seen" or "could not look".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from onestory.article import READABLE_STATES
from onestory.web.news.models import Article, Look, Outlet, Story

WINDOW = timedelta(hours=36)  # how long after the first report an outlet may still come to it
ENOUGH_LOOKS = 3
USUAL = 3  # articles of the same section or country that make it normal for an outlet


def coverage_of(story: Story, carrying: Sequence[Article], now: datetime) -> dict[str, Any]:
    """Outlet ids by what can be said: `left_out`, `not_seen`, `could_not_look`, with the looks."""
    assert story.first_at is not None
    start, end = story.first_at, story.first_at + WINDOW
    carried = {a.outlet_id for a in carrying}
    result: dict[str, Any] = {
        "left_out": [],
        "not_seen": [],
        "could_not_look": [],
        "looks": {},
        "open": now <= end,
    }
    outlets = Outlet.objects.filter(paused=False, taken_down=False, feeds__isnull=False)
    for outlet in outlets.exclude(pk__in=carried).distinct():
        looks = list(Look.objects.filter(feed__outlet=outlet, at__gte=start, at__lte=end))
        good = sum(look.ok for look in looks)
        result["looks"][str(outlet.pk)] = [good, len(looks)]
        if not good or good < len(looks) or not _readable(outlet, start, end):
            result["could_not_look"].append(outlet.pk)
        elif now > end and good >= ENOUGH_LOOKS and _usual(outlet, story):
            result["left_out"].append(outlet.pk)
        else:
            result["not_seen"].append(outlet.pk)
    return result


def _readable(outlet: Outlet, start: datetime, end: datetime) -> bool:
    """Whether every page of the outlet in the window could be read: an unread page may be it."""
    window = outlet.articles.filter(published__gte=start - WINDOW, published__lte=end)
    return not window.exclude(state__in=READABLE_STATES).exists() and not (
        window.exclude(reserved="").exists()
    )


def _usual(outlet: Outlet, story: Story) -> bool:
    same = outlet.articles.filter(story__isnull=False).exclude(story=story)
    if outlet.country and outlet.country == story.country:
        return same.filter(story__country=story.country).count() >= USUAL
    return bool(story.section) and same.filter(story__section=story.section).count() >= USUAL
