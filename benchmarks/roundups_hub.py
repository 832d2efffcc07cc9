"""The roundups imported into an empty hub as an operator would: stories as the hub stores them, and how
many articles a second the whole way takes (versions, search index, stories, ledgers, briefs).

`ONESTORY_ROWS` imports only the first rows. The peer is the TF-IDF single pass on the same rows.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _paths import shared
from onestory.article import Article
from stories import half_of, peer, scores


def main() -> None:
    lines = shared("stories/roundups.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(x) for x in lines[: int(os.environ.get("ONESTORY_ROWS", "0")) or None]]
    with tempfile.TemporaryDirectory() as folder:
        data, file = Path(folder, "hub"), Path(folder, "rows.jsonl")
        keys = ("id", "title", "text", "url", "outlet", "published")
        file.write_text("".join(json.dumps({k: r[k] for k in keys}) + "\n" for r in rows), "utf-8")
        run("init", str(data))
        started = time.perf_counter()
        run("import", "--data", str(data), str(file))
        seconds = time.perf_counter() - started
        with sqlite3.connect(data / "onestory.sqlite3") as database:
            placed = dict(database.execute("SELECT url, story_id FROM news_article").fetchall())
            claims = database.execute("SELECT count(*) FROM news_claim").fetchone()[0]
    named = {
        url.rpartition("/")[2]: story for url, story in placed.items()
    }  # rows without an address
    found = {
        r["id"]: str(story) for r in rows if (story := placed.get(r["url"]) or named.get(r["id"]))
    }
    print(f"rows {len(rows)}, articles in a story {len(found)}, claims {claims}")
    print(
        f"imported in {seconds:.0f} s: {len(rows) / seconds:.1f} articles a second, the whole way"
    )
    other = peer([Article.from_record(r) for r in rows])
    for half in ("development", "measured"):
        gold = {
            r["id"]: r["story"] for r in rows if half_of(r["story"]) == half and r["id"] in found
        }
        for label, method in (("hub", found), ("TF-IDF pass", other)):
            p, r, f, pair = scores(method, gold)
            print(
                f"{half:12} {label:12} B-cubed P {p:.3f} R {r:.3f} F {f:.3f}, pairwise F {pair:.3f}"
            )


def run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "onestory.cli", *arguments], check=True)


if __name__ == "__main__":
    main()
