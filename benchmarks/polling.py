"""When feeds are looked at: by each feed's rhythm, beside a fixed hourly look.

One command, `python benchmarks/polling.py`. The real feeds are lived through again: from the middle
of what a feed lists to its end, each look sees the entries that were published by then. Printed are
looks a day, and how long an entry waited until it was seen.
"""

from __future__ import annotations

import lzma
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import fmean

from _paths import shared
from onestory.feeds import parse_feed
from onestory.feeds.polling import FeedHistory, ResponseFacts, next_poll, usual_gap

LONGEST = timedelta(days=30)  # of one feed's life: a feed of years would outweigh all others
KINDS = (("an entry in 2 h", 120.0), ("an entry in a day", 1440.0), ("slower", float("inf")))
Rule = Callable[[datetime, list[datetime]], datetime]


def main() -> None:
    feeds = [
        f for p in sorted(shared("feeds").glob("real/*.xz")) if (f := _moments(p.read_bytes()))
    ]
    rules: dict[str, Rule] = {"by rhythm": by_rhythm, "hourly": hourly}
    print(
        f"{'feeds with':18} {'n':>4} {'':10} {'looks a day':>12} {'mean wait':>10} {'p95 wait':>9}"
    )
    slowest = 0.0
    for kind, until in KINDS:
        chosen = [f for f in feeds if slowest <= (usual_gap(f, f[-1]) or 0) < until]
        slowest = until
        for name, rule in rules.items():
            lived = [live(moments, rule) for moments in chosen]
            waits = sorted(w for _, feed_waits in lived for w in feed_waits)
            looks = fmean(looks for looks, _ in lived)
            print(
                f"{kind:18} {len(chosen):4} {name:10} {looks:12.1f}"
                f" {fmean(waits):8.0f} m {waits[int(len(waits) * 0.95)]:7.0f} m"
            )


def live(moments: list[datetime], rule: Rule) -> tuple[float, list[float]]:
    """Looks a day, and minutes from each entry's publication to the look that saw it."""
    start = max(moments[len(moments) // 2], moments[-1] - LONGEST)
    unseen = [m for m in moments if m > start]
    now, looks, waits = start, 0, list[float]()
    while unseen:
        now = rule(now, [m for m in moments if m <= now])
        looks += 1
        waits += [(now - m).total_seconds() / 60 for m in unseen if m <= now]
        unseen = [m for m in unseen if m > now]
    return looks / ((now - start) / timedelta(days=1)), waits


def by_rhythm(now: datetime, listed: list[datetime]) -> datetime:
    history = FeedHistory(key="k", gap_minutes=usual_gap(listed, now), newest=max(listed))
    moment = next_poll(now, ResponseFacts(200), history)
    assert moment is not None
    return moment


def hourly(now: datetime, _: list[datetime]) -> datetime:
    moment = next_poll(now, ResponseFacts(200), FeedHistory(key="k"))
    assert moment is not None
    return moment


def _moments(packed: bytes) -> list[datetime]:
    entries = parse_feed(lzma.decompress(packed), "https://feed.example/").entries
    moments = sorted({e.published.astimezone(UTC) for e in entries if e.published})
    return moments if len(moments) >= 8 else []


if __name__ == "__main__":
    main()
