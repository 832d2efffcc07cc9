"""What the readers' pages cost: time at the server, and bytes on the way.

One command, `python benchmarks/pages.py FOLDER`, on the data folder of a hub: for the figures of the
documents, what `onestory demo --once` left. Every story page, every ledger and article page, the front
page and searches are asked for in this process, one after the other, each kind once before it counts.
Processor time is given beside the time by the clock: on a busy machine only the first means anything.
"""

from __future__ import annotations

import gzip
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import django

SEARCHES = ("ferry", "people", "council", "minister", "police", "said")
TIMES = 30  # as often pages are asked for of which there is only one


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("Name the data folder of a hub: python benchmarks/pages.py demo-data")
    os.environ["ONESTORY_DATA"] = str(Path(sys.argv[1]).resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "onestory.web.settings"
    django.setup()
    print(f"{'page':<10}{'n':>5}{'cpu p50':>9}{'p95':>6}{'clock p50':>11}{'p95':>6} ms"
          f"{'html':>8}{'most':>6}{'sent':>7}{'most':>6} kB")  # fmt: skip
    for kind, addresses in pages().items():
        print(row(kind, addresses))


def pages() -> dict[str, list[str]]:
    """The addresses of each kind of page."""
    from onestory.web.news.lists import shown_articles, shown_stories

    stories = list(shown_stories())
    return {
        "front": ["/"] * TIMES,
        "story": [story.get_absolute_url() for story in stories],
        "ledger": [f"/story/{story.pk}/ledger/" for story in stories],
        "article": [article.get_absolute_url() for article in shown_articles()],
        "search": [f"/search/?q={word}" for word in SEARCHES * (TIMES // len(SEARCHES))],
    }


def row(kind: str, addresses: Iterable[str]) -> str:
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    used, clock, whole, sent = [], [], [], []
    for number, address in enumerate(["", *addresses]):
        began, at = time.process_time(), time.perf_counter()
        answer = client.get(address or next(iter(addresses)))
        if not number:
            continue  # templates are read once
        used.append(1000 * (time.process_time() - began))
        clock.append(1000 * (time.perf_counter() - at))
        if answer.status_code != 200:
            sys.exit(f"{address} answered with status {answer.status_code}.")
        whole.append(len(answer.content) / 1000)
        sent.append(len(gzip.compress(answer.content, 6)) / 1000)
    return (
        f"{kind:<10}{len(used):>5}{median(used):>9.0f}{late(used):>6.0f}"
        f"{median(clock):>11.0f}{late(clock):>6.0f}   "
        f"{median(whole):>8.1f}{max(whole):>6.1f}{median(sent):>7.1f}{max(sent):>6.1f}"
    )


def late(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[int(0.95 * len(times))]


if __name__ == "__main__":
    main()
