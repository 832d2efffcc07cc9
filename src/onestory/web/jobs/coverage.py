"""Who carries a story, who does not, and whether we could look.

"Left out" needs a denominator: we looked at the outlet at least `ENOUGH_LOOKS` times while the story
was young, each time with success, the outlet normally covers this section or country, its pages can
be read by us, and the window is closed. Everything less is "not seen" or "could not look".

Thousands of stories are asked about thousands of outlets: what we looked at is read once a pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.db.models import Count

from onestory.article import READABLE_STATES
from onestory.web.news.models import Article, Look, Outlet, Story

WINDOW = timedelta(hours=36)  # how long after the first report an outlet may still come to it
ENOUGH_LOOKS = 3
DAYS_HELD = 6
USUAL = 3  # articles of the same section or country that make it normal for an outlet

# Room for the times of one outlet among the keys: twelve days of microseconds.
_SPAN = 2**40


@dataclass(slots=True)
class Watch:
    """What is known of every outlet we look at, for stories whose first report is of one day."""

    day: date
    _outlets: dict[int, str] = field(init=False)
    _ids: np.ndarray = field(init=False)
    _looks: _Times = field(init=False)
    _good: _Times = field(init=False)
    _unread: _Times = field(init=False)
    _usual: dict[tuple[str, str], Counter[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        watched = Outlet.objects.filter(paused=False, taken_down=False, feeds__isnull=False)
        self._outlets = dict(watched.order_by("pk").values_list("pk", "country").distinct())
        self._ids = np.fromiter(self._outlets, np.int64, len(self._outlets))
        places = {pk: place for place, pk in enumerate(self._outlets)}
        first = datetime.combine(self.day, time(), UTC) - WINDOW
        last = first + WINDOW + timedelta(days=1) + WINDOW
        looks = Look.objects.filter(at__gte=first, at__lte=last)
        rows = list(looks.values_list("feed__outlet", "at", "ok"))
        self._looks = _Times(first, places, ((outlet, at) for outlet, at, _ in rows))
        self._good = _Times(first, places, ((outlet, at) for outlet, at, ok in rows if ok))
        pages = Article.objects.filter(published__gte=first, published__lte=last).order_by()
        unread = pages.exclude(state__in=READABLE_STATES, reserved="")
        self._unread = _Times(first, places, unread.values_list("outlet", "published"))

    def coverage(self, story: Story, carrying: Sequence[Article], now: datetime) -> dict[str, Any]:
        """Outlet ids by what can be said: `left_out`, `not_seen`, `could_not_look`; the looks of
        those that left it out."""
        assert story.first_at is not None
        start, end = story.first_at, story.first_at + WINDOW
        silent = ~np.isin(self._ids, [a.outlet_id for a in carrying])
        looks, good = self._looks.between(start, end), self._good.between(start, end)
        unread = self._unread.between(start - WINDOW, end)
        looked = silent & (good > 0) & (good == looks) & (unread == 0)
        left_out: dict[int, int] = {}
        if now > end:
            usual = self._usually_covering(story)
            for place in np.flatnonzero(looked & (good >= ENOUGH_LOOKS)):
                outlet = int(self._ids[place])
                if usual[outlet] >= USUAL:
                    left_out[outlet] = int(good[place])
        not_seen = self._ids[looked & ~np.isin(self._ids, list(left_out))]
        return {
            "left_out": list(left_out),
            "not_seen": not_seen.tolist(),
            "could_not_look": self._ids[silent & ~looked].tolist(),
            "looks": {str(outlet): [count, count] for outlet, count in left_out.items()},
            "open": now <= end,
        }

    def _usually_covering(self, story: Story) -> Counter[int]:
        """How many articles of other stories of this country, or else section, each outlet has."""
        own = Counter(story.articles.values_list("outlet", flat=True))
        found: Counter[int] = Counter()
        for outlet, country in self._outlets.items():
            at_home = bool(country) and country == story.country
            kind, name = ("country", country) if at_home else ("section", story.section)
            if name:
                found[outlet] = self._counts(kind, name)[outlet] - own[outlet]
        return found

    def _counts(self, kind: str, name: str) -> Counter[int]:
        if (kind, name) not in self._usual:
            same = Article.objects.filter(**{f"story__{kind}": name}).order_by()
            counts = same.values_list("outlet").annotate(Count("pk"))
            self._usual[kind, name] = Counter(dict(counts))
        return self._usual[kind, name]


class Watches:
    """The watches of a pass, made when first asked for; only the latest few days are held."""

    def __init__(self) -> None:
        self._days: dict[date, Watch] = {}

    def of(self, first_report: datetime) -> Watch:
        day = first_report.astimezone(UTC).date()
        if day not in self._days:
            if len(self._days) >= DAYS_HELD:
                del self._days[next(iter(self._days))]
            self._days[day] = Watch(day)
        return self._days[day]


class _Times:
    """Times of each outlet, sorted, in one array: how many lie between two, for all at once."""

    def __init__(
        self,
        first: datetime,
        places: Mapping[int, int],
        rows: Iterable[tuple[int | None, datetime]],
    ) -> None:
        self._first = first
        known = ((places[outlet], at) for outlet, at in rows if outlet in places)
        self._keys = np.sort([place * _SPAN + self._since_first(at) for place, at in known])
        self._starts = np.arange(len(places), dtype=np.int64) * _SPAN

    def between(self, start: datetime, end: datetime) -> np.ndarray:
        """Per outlet, how many from `start` to `end`, both included."""
        low = np.searchsorted(self._keys, self._starts + self._since_first(start), "left")
        high = np.searchsorted(self._keys, self._starts + self._since_first(end), "right")
        return high - low

    def _since_first(self, at: datetime) -> int:
        return (at - self._first) // timedelta(microseconds=1)
