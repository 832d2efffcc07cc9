"""Stories at size: one stream, its speed, slowest arrivals and memory while it grows; then a restart.

One command: `python benchmarks/scale.py [--articles 1000000]`. The articles are made up: pieces of
twelve words of the background set, so that words and pairs come as often as in the news, and words of
the story's own. Story sizes and lifetimes are like those of the labelled sets: most stories have one
report, few have hundreds. Nothing expires in the run: every article stays live. Time and memory are of
the index alone: another process makes the articles. What a large index costs is compared with a small
one by turns at the end, since a machine that other work shares is seldom as fast an hour later.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import pickle
import random
import re
import resource
import tempfile
import time
from array import array
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from _paths import shared
from onestory.article import Article
from onestory.cluster import StoryIndex
from onestory.cluster.saved import load_index, save_index

START = datetime(2026, 3, 9, tzinfo=UTC)
DAYS = 1.0  # the whole stream is one day: a million articles a day, as the hub is made for
PIECES = 27  # of an article; 12 words each
OWN = 0.08  # share of an article's words that are of its story
NEW_STORIES = 0.4
WIRE = 0.25  # share of reports that are wire copy, a little changed
REPAIR_EVERY = 2_000
WINDOW = 2_000  # arrivals over which a speed is taken
AFTER = 2_000  # arrivals compared after the restart, and by turns
TURN = 100  # arrivals
BATCH = 500  # articles handed over at a time
WORD = re.compile(r"[^\W\d_]+")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--articles", type=int, default=1_000_000)
    size = arguments.parse_args().articles
    stream = from_another_process(size + 2 * AFTER)
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small"
        index = grow(stream, size, small)
        restart(index, stream, Path(folder) / "whole")
        if soon := kept(small):
            by_turns(load_index(small), soon, index, list(stream))


def from_another_process(size: int) -> Iterator[Article]:
    """The stream, made elsewhere and handed over in batches."""
    here, there = multiprocessing.Pipe(duplex=False)
    maker = multiprocessing.Process(target=hand_over, args=(here, there, size), daemon=True)
    maker.start()
    there.close()
    while batch := here.recv():
        yield from batch
    maker.join()


def hand_over(theirs: Connection, connection: Connection, size: int) -> None:
    theirs.close()  # so that this end breaks where nobody reads any more
    stream = press().articles(size)
    with suppress(BrokenPipeError):
        while batch := list(islice(stream, BATCH)):
            connection.send(batch)
        connection.send([])


def grow(stream: Iterator[Article], size: int, small: Path) -> StoryIndex:
    """An index of `size` articles; saved on the way when it was small, and what came next then: it
    is not kept in memory, which is measured."""
    index = StoryIndex()
    before = memory()
    marks = [n for n in (10_000, 30_000, 100_000, 300_000, 1_000_000) if n < size] + [size]
    waits = array("d")
    spent = 0.0
    soon: list[Article] = []
    print(
        f"{'live':>10}{'ms an article':>15}{'articles/s':>12}{'all so far':>12}{'p99 ms':>9}"
        f"{'most':>8}{'MB':>7}{'KB each':>9}{'peak MB':>9}"
    )
    for number, article in enumerate(stream, 1):
        started = time.process_time()
        index.add(article)
        waits.append(time.process_time() - started)
        if marks[0] < number <= marks[0] + AFTER:
            soon.append(article)
            if len(soon) == AFTER:
                small.with_suffix(".next").write_bytes(pickle.dumps(soon))
                soon.clear()
        if number % REPAIR_EVERY == 0:
            started = time.process_time()
            index.repair()
            waits[-1] += time.process_time() - started
        if number in marks:
            cost = sum(waits[-WINDOW:]) / WINDOW
            spent += sum(waits)
            slow = sorted(waits)[int(len(waits) * 0.99)]
            used = memory() - before
            print(
                f"{number:10,}{1000 * cost:15.2f}{1 / cost:12.0f}{number / spent:12.0f}"
                f"{1000 * slow:9.1f}{1000 * max(waits):8.0f}{used / 1e6:7.0f}"
                f"{used / 1e3 / number:9.2f}{most_memory() / 1e6:9.0f}",
                flush=True,
            )
            waits = array("d")
        if number == marks[0]:
            save_index(index, small)
        if number == size:
            break
    return index


def kept(small: Path) -> list[Article]:
    """What came after the small index was saved."""
    file = small.with_suffix(".next")
    articles: list[Article] = pickle.loads(file.read_bytes()) if file.exists() else []
    return articles


def by_turns(
    small: StoryIndex, soon: list[Article], large: StoryIndex, late: list[Article]
) -> None:
    """What the next articles cost in each of two indexes, some here and some there."""
    large.repair()
    live, spent = (len(small), len(large)), [0.0, 0.0]
    for start in range(0, AFTER, TURN):
        for place, (index, articles) in enumerate(((small, soon), (large, late))):
            started = time.process_time()
            for article in articles[start : start + TURN]:
                index.add(article)
            if start + TURN == AFTER:
                index.repair()
            spent[place] += time.process_time() - started
    one, other = (1000 * seconds / AFTER for seconds in spent)
    print(
        f"by turns: {one:.2f} ms an article with {live[0]:,} live, {other:.2f} with {live[1]:,}: "
        f"{other / one:.2f} times"
    )


def restart(index: StoryIndex, stream: Iterator[Article], path: Path) -> None:
    """Save, load, and place the same articles in both: the same stories are found."""
    started = time.perf_counter()
    save_index(index, path)
    saved = time.perf_counter() - started
    started = time.perf_counter()
    again = load_index(path)
    loaded = time.perf_counter() - started
    megabytes = path.stat().st_size / 1e6
    same = compared = 0
    for article in islice(stream, AFTER):
        compared += 1
        same += index.add(article) == again.add(article)
    print(
        f"restart with {len(again) - compared:,} live: saved in {saved:.1f} s ({megabytes:.0f} MB), "
        f"loaded in {loaded:.1f} s; of {compared} articles placed afterwards {same} the same"
    )


@dataclass(slots=True)
class Event:
    words: list[str]
    ends: float  # days
    reports: int
    wire: str


@dataclass(slots=True)
class Press:
    """A seeded stream: the same in every run."""

    draw: random.Random
    pieces: list[str]
    rare: list[str]
    names: list[str]

    def articles(self, size: int) -> Iterator[Article]:
        live: list[Event] = []
        for number in range(size):
            day = DAYS * number / size
            if not live or self.draw.random() < NEW_STORIES:
                live.append(self.event(day))
            # The newest stand last: most reports come soon after the first.
            back = int(self.draw.expovariate(1 / (1 + len(live) * 0.15)))
            place = len(live) - 1 - min(len(live) - 1, back)
            event = live[place]
            event.reports -= 1
            if event.reports <= 0 or event.ends < day:
                live[place] = live[-1]
                live.pop()
            yield self.report(number, day, event)

    def event(self, day: float) -> Event:
        draw = self.draw
        invented = [draw.choice(self.names) + draw.choice(self.rare)[:4] for _ in range(3)]
        words = invented + draw.sample(self.names, 4) + draw.sample(self.rare, 30)
        reports = min(300, int(draw.paretovariate(1.1)))
        return Event(words, day + draw.expovariate(1.5), reports, self.text(PIECES))

    def text(self, pieces: int) -> str:
        return " ".join(self.draw.choices(self.pieces, k=pieces))

    def report(self, number: int, day: float, event: Event) -> Article:
        draw = self.draw
        wire = draw.random() < WIRE
        own = event.wire if wire else self.text(draw.randint(PIECES // 2, PIECES * 3 // 2))
        text = own.split()
        for place in draw.sample(range(len(text)), int(len(text) * (0.03 if wire else OWN))):
            text[place] = draw.choice(event.words)
        title = draw.sample(event.words, 4) + draw.choice(self.pieces).split()[:4]
        return Article(
            id=f"article-{number}",
            title=" ".join(title),
            text=" ".join(text),
            published=START + timedelta(days=day),
            outlet=f"outlet-{draw.randrange(3000)}",
        )


def press() -> Press:
    counts: Counter[str] = Counter()
    pieces: list[str] = []
    with shared("stories/background.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            words = WORD.findall(json.loads(line)["text"])
            counts.update(words)
            pieces += [" ".join(words[n : n + 12]) for n in range(0, len(words) - 12, 12)]
    rare = sorted(w for w, n in counts.items() if n < 30 and w.islower())
    names = sorted(w for w, n in counts.items() if n < 60 and w[0].isupper())
    return Press(random.Random(2026), pieces, rare, names)


def most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def memory() -> int:
    """Bytes this process holds now (resident), or has held at most where that is not told."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return most_memory()


if __name__ == "__main__":
    main()
