"""How well each outlet can be read, the worst first: from its feeds' looks and its pages' states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from onestory.web.news.labels import HEALTH
from onestory.web.news.models import Article, Feed, Outlet

RECENT = timedelta(days=7)  # pages that were met in this time are counted
SEVERAL = 3  # looks that failed in a row: one may be a moment's fault
SILENT = timedelta(days=7)  # without a new entry, and longer than this many of the usual gaps:
SILENT_GAPS = 6
FEWEST_PAGES = 3  # of fewer no share is told
READ = frozenset({"article", "live"})
RANK = {trouble: place for place, trouble in enumerate(HEALTH)}


@dataclass(frozen=True, slots=True)
class Health:
    """One outlet: what is wrong first (a key of `labels.HEALTH`), then what it was told from."""

    outlet: Outlet
    trouble: str
    feeds: int
    failing: int
    failures: int
    """The most looks in a row that failed for one of its feeds."""
    problem: str
    """Of that feed, or why most of its unread pages are unread; empty where all is well."""
    last_success: datetime | None
    newest: datetime | None
    """When its newest entry or page came."""
    gap_minutes: float | None
    """Between two entries of its liveliest feed, as usual."""
    pages: Counter[str] = field(default_factory=Counter)
    """Of the last seven days, by state; those not asked for yet are left out."""

    @property
    def read(self) -> int:
        return sum(n for state, n in self.pages.items() if state in READ)

    @property
    def unread(self) -> list[tuple[str, int]]:
        """The states of the pages that are not read, the most frequent first."""
        return [(s, n) for s, n in self.pages.most_common() if s not in READ]

    @property
    def asked(self) -> int:
        return self.pages.total()


def outlets_by_health(now: datetime) -> list[Health]:
    """All outlets that have feeds or recent pages, those in most trouble first."""
    pages, reasons = _recent_pages(now)
    outlets = Outlet.objects.filter(taken_down=False).prefetch_related("feeds")
    found = [
        _health(outlet, list(outlet.feeds.all()), pages[outlet.pk], reasons[outlet.pk], now)
        for outlet in outlets
        if outlet.feeds.all() or pages[outlet.pk]
    ]
    return sorted(found, key=lambda h: (RANK[h.trouble], -h.failures, h.outlet.name))


def health_records(now: datetime) -> Iterator[dict[str, Any]]:
    """What `onestory sources health` prints."""
    for h in outlets_by_health(now):
        yield {
            "outlet": h.outlet.name,
            "domain": h.outlet.domain,
            "trouble": h.trouble,
            "meaning": HEALTH[h.trouble],
            "problem": h.problem,
            "feeds": h.feeds,
            "failing": h.failing,
            "failures": h.failures,
            "last_success": h.last_success.isoformat() if h.last_success else "",
            "newest": h.newest.isoformat() if h.newest else "",
            "gap_minutes": None if h.gap_minutes is None else round(h.gap_minutes, 1),
            "pages": dict(sorted(h.pages.items())),
        }


def _health(
    outlet: Outlet, feeds: list[Feed], pages: Counter[str], reasons: Counter[str], now: datetime
) -> Health:
    alive = [f for f in feeds if not f.gone]
    failing = [f for f in alive if f.failures]
    worst = max(failing, key=lambda f: f.failures, default=None)
    newest = max((f.newest for f in feeds if f.newest), default=None)
    gap = min((f.gap_minutes for f in feeds if f.gap_minutes is not None), default=None)
    read = sum(n for state, n in pages.items() if state in READ)
    few_read = pages.total() >= FEWEST_PAGES and read * 2 < pages.total()
    if outlet.paused:
        trouble = "paused"
    elif feeds and not alive:
        trouble = "gone"
    elif alive and all(f.failures >= SEVERAL for f in alive):
        trouble = "failing"
    elif few_read:
        trouble = "unread"
    elif newest is not None and now - newest > _silence(gap):
        trouble = "silent"
    elif failing:
        trouble = "partly"
    elif alive and not any(f.last_success for f in alive):
        trouble = "unseen"
    else:
        trouble = "well"
    why = worst.problem if worst else ""
    if trouble == "unread" and reasons:
        why = reasons.most_common(1)[0][0]
    return Health(
        outlet=outlet,
        trouble=trouble,
        feeds=len(feeds),
        failing=len(failing),
        failures=worst.failures if worst else 0,
        problem=why,
        last_success=max((f.last_success for f in feeds if f.last_success), default=None),
        newest=newest,
        gap_minutes=gap,
        pages=pages,
    )


def _silence(gap_minutes: float | None) -> timedelta:
    """How long without a new entry is longer than this outlet's way."""
    return max(SILENT, timedelta(minutes=min(gap_minutes or 0, 1e6)) * SILENT_GAPS)


class _ByOutlet(dict[int, Counter[str]]):
    def __missing__(self, key: int) -> Counter[str]:
        return Counter()


def _recent_pages(now: datetime) -> tuple[_ByOutlet, _ByOutlet]:
    """Per outlet: recent pages by state, and the reasons why some are not read."""
    rows = (
        Article.objects.filter(first_seen__gte=now - RECENT)
        .exclude(state="unread")
        .order_by()
        .values_list("outlet_id", "state", "problem")
        .annotate(n=Count("pk"))
    )
    pages, reasons = _ByOutlet(), _ByOutlet()
    for outlet, state, problem, n in rows:
        pages.setdefault(outlet, Counter())[state] += n
        if problem and state not in READ:
            reasons.setdefault(outlet, Counter())[problem] += n
    return pages, reasons
