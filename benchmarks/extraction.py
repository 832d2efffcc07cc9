"""Article extraction beside trafilatura: body, fields and speed on news pages, wanted segments.

One command, `python benchmarks/extraction.py`; every reader runs in this process on the same bytes.
Fundus pages are split by the hash of their name: rules were written with the "looked at" half in
view, the other half was only ever measured. Segments pages were only measured.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trafilatura

from _paths import shared
from onestory.extract import extract_article
from onestory.extract.encoding import decode

# Single characters of scripts without spaces, else words.
TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|\w+")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
TITLE_LIKENESS = 0.7  # Jaccard of words from which a title counts as near
LOW = 0.5
RUN = 4  # tokens
MIDDLE = (110_000, 250_000)  # bytes; pages of the sets that speeds are usually given for


@dataclass(slots=True)
class Read:
    """What a reader made of one page."""

    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None


Reader = Callable[[bytes, str], Read]


def main() -> None:
    names = sys.argv[1:] or ["onestory", "trafilatura", "precision", "fast"]
    readers = {name: READERS[name] for name in names}
    folder = shared("extraction")
    fundus(folder / "fundus", readers)
    segments(folder / "segments", readers)


def fundus(folder: Path, readers: dict[str, Reader]) -> None:
    gold, pages = fundus_pages(folder)
    results = {name: _run(reader, gold, pages) for name, reader in readers.items()}
    halves = {
        "looked at": [g for g in gold if looked_at(g["id"])],
        "only measured": [g for g in gold if not looked_at(g["id"])],
        "all": gold,
    }
    for title, part in halves.items():
        print(f"\nfundus, {title}: {len(part)} pages")
        print(
            f"{'':14}{'F1':>7}{'P':>7}{'R':>7}{'<.5':>5}{'runs':>7}{'exact':>7}{'non-Latin':>11}{'title':>7}"
            f"{'author':>8}{'date':>7}{'minute':>8}{'pages/CPU-s':>13}{'ratio':>7}"
        )
        for name, (reads, seconds) in results.items():
            row = _measures(part, reads)
            speed = len(gold) / sum(seconds.values())
            ratio = sum(results[next(iter(results))][1].values()) / sum(seconds.values())
            print(
                f"{name:14}{row['f1']:7.4f}{row['p']:7.3f}{row['r']:7.3f}{row['low']:5.0f}"
                f"{row['runs']:7.4f}{row['exact']:7.1%}{row['foreign']:11.3f}{row['title']:7.1%}{row['author']:8.1%}{row['date']:7.1%}"
                f"{row['minute']:8.1%}{speed:13.0f}{ratio:7.2f}"
            )
    middle = [name for name, page in pages.items() if MIDDLE[0] < len(page) < MIDDLE[1]]
    mean = sum(len(pages[name]) for name in middle) / len(middle)
    print(f"\nfundus, pages of 110 to 250 KB: {len(middle)}, of {mean / 1000:.0f} KB on average")
    for name, (_, seconds) in results.items():
        print(f"{name:14}{len(middle) / sum(seconds[n] for n in middle):7.0f} pages/CPU-s")


def segments(folder: Path, readers: dict[str, Reader]) -> None:
    """Wanted segments found and unwanted ones left out; a segment counts where its text occurs."""
    gold = _gold(folder)
    pages = {g["id"]: _page(folder, g["id"]) for g in gold}
    print(f"\nsegments: {len(gold)} pages\n{'':14}{'P':>7}{'R':>7}{'F':>7}{'pages/CPU-s':>13}")
    for name, reader in readers.items():
        reads, seconds = _run(reader, gold, pages)
        hits = misses = wrong = 0
        for g in gold:
            text = _folded(reads[g["id"]].text)
            found = sum(_folded(s) in text for s in g["wanted"])
            hits += found
            misses += len(g["wanted"]) - found
            wrong += sum(_folded(s) in text for s in g["unwanted"])
        p, r = hits / ((hits + wrong) or 1), hits / ((hits + misses) or 1)
        f = 2 * p * r / ((p + r) or 1)
        print(f"{name:14}{p:7.3f}{r:7.3f}{f:7.3f}{len(gold) / sum(seconds.values()):13.0f}")


def looked_at(identifier: str) -> bool:
    """Whether a page is in the half that rules were written with."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 2 == 0


def body_score(text: str, gold: dict[str, Any], run: int = 1) -> tuple[float, float, float]:
    """Precision, recall, F1 over tokens, or runs of so many, with the summary in the gold or out, the
    better one. Runs of four punish a sub-heading left out, or a caption let in, more than tokens do."""
    found = _runs(text, run)
    best = (0.0, 0.0, 0.0)
    for wanted in (gold["body"], gold["summary"] + gold["body"]):
        tokens = _runs(" ".join(wanted), run)
        common = sum((found & tokens).values())
        p, r = common / (sum(found.values()) or 1), common / (sum(tokens.values()) or 1)
        f1 = 2 * p * r / ((p + r) or 1)
        best = max(best, (p, r, f1), key=lambda row: row[2])
    return best


def is_exact(text: str, gold: dict[str, Any]) -> bool:
    """Whether a text is the labelled one, token for token."""
    found = TOKEN.findall(text.casefold())
    both = (gold["body"], gold["summary"] + gold["body"])
    return any(found == TOKEN.findall(" ".join(wanted).casefold()) for wanted in both)


def title_right(title: str, gold: str) -> bool:
    """Same after folding case and punctuation, or most words in common."""
    a, b = TOKEN.findall(title.casefold()), TOKEN.findall(gold.casefold())
    if a == b:
        return True
    return bool(a and b) and len(set(a) & set(b)) >= TITLE_LIKENESS * len(set(a) | set(b))


def authors_right(authors: Iterable[str], gold: dict[str, Any]) -> bool:
    """The same people. The outlet's own name, or its desk's, is no author on either side."""
    host = re.sub(r"^https?://(?:www\.)?([^/]+).*", r"\1", gold["url"])
    outlets = {_folded(gold["publisher"]), _folded(gold["site"]), _folded(host)}
    label = max(host.split(".")[:-1], key=len)

    def is_outlet(name: str) -> bool:
        return label in name or any(o and (o in name or name in o) for o in outlets)

    def people(names: Iterable[str]) -> set[str]:
        return {n for n in map(_folded, names) if n and not is_outlet(n)}

    return people(authors) == people(gold["authors"] or ())


def date_right(read: datetime | None, gold: str, to_the_minute: bool) -> bool:
    if read is None or not gold:
        return read is None and not gold
    truth = datetime.fromisoformat(gold)
    if not to_the_minute:
        return read.date() in {truth.date(), truth.astimezone(UTC).date()} or (
            read.tzinfo is not None and read.astimezone(truth.tzinfo).date() == truth.date()
        )
    if read.tzinfo is not None and truth.tzinfo is not None:
        return abs((read - truth).total_seconds()) < 60
    return read.replace(tzinfo=None, second=0, microsecond=0) == truth.replace(
        tzinfo=None, second=0, microsecond=0
    )


def _measures(gold: list[dict[str, Any]], reads: dict[str, Read]) -> dict[str, float]:
    rows = [body_score(reads[g["id"]].text, g) for g in gold]
    foreign = [r[2] for r, g in zip(rows, gold, strict=True) if not _is_latin(" ".join(g["body"]))]
    n = len(gold)
    return {
        "p": sum(r[0] for r in rows) / n,
        "r": sum(r[1] for r in rows) / n,
        "f1": sum(r[2] for r in rows) / n,
        "low": sum(r[2] < LOW for r in rows),
        "runs": sum(body_score(reads[g["id"]].text, g, RUN)[2] for g in gold) / n,
        "exact": sum(is_exact(reads[g["id"]].text, g) for g in gold) / n,
        "foreign": sum(foreign) / (len(foreign) or 1),
        "title": sum(title_right(reads[g["id"]].title, g["title"]) for g in gold) / n,
        "author": sum(authors_right(reads[g["id"]].authors, g) for g in gold) / n,
        "date": sum(date_right(reads[g["id"]].published, g["published"], False) for g in gold) / n,
        "minute": sum(date_right(reads[g["id"]].published, g["published"], True) for g in gold) / n,
    }


def _run(
    reader: Reader, gold: list[dict[str, Any]], pages: dict[str, bytes]
) -> tuple[dict[str, Read], dict[str, float]]:
    """What a reader makes of each page, and the processor seconds it takes."""
    for g in gold[:3]:
        reader(pages[g["id"]], g["url"])
    reads, seconds = {}, {}
    for g in gold:
        started = time.process_time()
        reads[g["id"]] = reader(pages[g["id"]], g["url"])
        seconds[g["id"]] = time.process_time() - started
    return reads, seconds


def _onestory(page: bytes, url: str) -> Read:
    article = extract_article(page, url)
    return Read(article.text, article.title, article.authors, article.published)


def _trafilatura(**options: Any) -> Reader:
    def read(page: bytes, url: str) -> Read:
        found = trafilatura.bare_extraction(
            decode(page), url=url, include_comments=False, with_metadata=True, **options
        )
        if found is None:
            return Read("")
        moment = datetime.fromisoformat(found.date) if found.date else None
        authors = tuple((found.author or "").split("; ")) if found.author else ()
        return Read(found.text or "", found.title or "", authors, moment)

    return read


READERS: dict[str, Reader] = {
    "onestory": _onestory,
    "trafilatura": _trafilatura(),
    "precision": _trafilatura(favor_precision=True),
    "fast": _trafilatura(fast=True),
}


def fundus_pages(folder: Path) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """The gold rows, each with its site's own name to tell it from a person's, and the pages."""
    gold = _gold(folder)
    pages = {g["id"]: _page(folder, g["id"]) for g in gold}
    for g in gold:
        g["site"] = extract_article(pages[g["id"]], g["url"]).outlet
    return gold, pages


def _gold(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "gold.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _page(folder: Path, identifier: str) -> bytes:
    for suffix, unpack in ((".html.gz", gzip.decompress), (".html.xz", lzma.decompress)):
        path = folder / "pages" / f"{identifier}{suffix}"
        if path.exists():
            return unpack(path.read_bytes())
    raise FileNotFoundError(f"No page {identifier} in {folder / 'pages'}")


def _runs(text: str, length: int) -> Counter[tuple[str, ...]]:
    """The runs of so many tokens; of a shorter text the text itself."""
    tokens = TOKEN.findall(text.casefold())
    starts = range(max(1, len(tokens) - length + 1)) if tokens else range(0)
    return Counter(tuple(tokens[i : i + length]) for i in starts)


def _is_latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(LATIN.findall(text)) * 2 > len(letters)


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


if __name__ == "__main__":
    main()
