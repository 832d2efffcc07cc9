"""The bundled press, both editions: share of the planted facts that the engine and the hub find.

Every story was looked at while rules were written, half of them later than the others; edition 2 has
the same texts with other names and numbers. The peer of stories is a TF-IDF single pass in the same run.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from onestory.article import Article
from onestory.claims import build_ledger
from onestory.cluster import StoryIndex
from onestory.measured.gold import Gold
from onestory.press import Press, PressStory
from onestory.press.truth import expected_state
from stories import peer, repaired, scores

LOOKED_AT = ("a-", "b-", "c-", "d-")  # stories whose texts were open from the first rule on


def main() -> None:
    for edition in (1, 2):
        press = Press(edition)
        print(f"edition {edition}: {len(press.stories)} stories, {len(press.articles)} articles")
        stories_and_origins(press)
        relations(press)
        hub(edition)


def stories_and_origins(press: Press) -> None:
    articles = [Article.from_record(json.loads(x)) for x in press.articles_jsonl().splitlines()]
    gold = {a.id: a.id.partition("/")[0] for a in articles}
    for label, method in (("onestory", repaired), ("TF-IDF pass", peer)):
        p, r, f, pair = scores(method(articles), gold)
        print(f"  stories, {label}: B-cubed P {p:.3f} R {r:.3f} F {f:.3f}, pairwise F {pair:.3f}")
    index = StoryIndex()
    found = {a.id: index.add(a).origin for a in articles}
    true = {a.id: a.origin for a in press.articles}
    pairs: Counter[tuple[bool, bool]] = Counter()
    for number, one in enumerate(articles):
        for other in articles[:number]:
            pairs[found[one.id] == found[other.id], true[one.id] == true[other.id]] += 1
    right, wrong, missed = pairs[True, True], pairs[True, False], pairs[False, True]
    print(f"  origins, pairs: {right} found, {missed} missed, {wrong} wrong")


def relations(press: Press) -> None:
    """A planted relation counts as found when a claim on that figure has its status."""
    for label, looked_at in (("looked at first", True), ("looked at later", False)):
        stories = [s for s in press.stories if s.id.startswith(LOOKED_AT) == looked_at]
        total: Counter[str] = Counter()
        found: Counter[str] = Counter()
        pure = mixed = 0
        for story in stories:
            keys_of, kinds = statuses(story)
            pure += kinds[True]
            mixed += kinds[False]
            for fact in story.facts:
                total[fact.relation] += 1
                found[fact.relation] += fact.relation in keys_of[fact.key]
        parts = ", ".join(f"{name} {found[name]}/{n}" for name, n in sorted(total.items()))
        print(
            f"  relations of figures, {len(stories)} stories {label}: "
            f"{sum(found.values())}/{sum(total.values())} ({parts}); "
            f"compared claims of one planted figure {pure}, of several {mixed}"
        )


def statuses(story: PressStory) -> tuple[dict[str, set[str]], Counter[bool]]:
    """Statuses found for each planted figure; how many compared claims are of one figure only."""
    gold = Gold(story)
    keys_of: dict[str, set[str]] = defaultdict(set)
    kinds: Counter[bool] = Counter()
    for claim in build_ledger(gold.articles).claims:
        keys = {row.figure.key for row in gold.behind(claim)}
        for key in keys:
            keys_of[key].add(claim.status)
        if claim.kind == "figure" and claim.status in {"agreed", "disputed", "compatible"} and keys:
            kinds[len(keys) == 1] += 1
    return keys_of, kinds


def hub(edition: int) -> None:
    """What a real hub holds after the four days; its press ends today."""
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    press = Press(edition, today - timedelta(days=3))
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "hub")
        command = [sys.executable, "-m", "onestory.cli", "demo", "--once", "--port", "0"]
        subprocess.run(
            [*command, "--edition", str(edition), "--data", str(data)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with sqlite3.connect(data / "onestory.sqlite3") as database:
            report(press, database)


def report(press: Press, database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT id, url, state, story_id FROM news_article").fetchall()
    by_place = {((urlsplit(u).hostname), urlsplit(u).path): (pk, s, st) for pk, u, s, st in rows}
    place = {a.id: by_place.get((a.outlet.host, a.path)) for a in press.articles}
    known = {k: v for k, v in place.items() if v}
    right = sum(known[a.id][1] == expected_state(a) for a in press.articles if a.id in known)
    print(f"  states right: {right}/{len(known)} (of {len(press.articles)} articles planted)")
    corrections(press, database, known)
    left_out(press, database, known)


def corrections(press: Press, database: sqlite3.Connection, known: dict) -> None:
    for kind, silent in (("silent-correction", 1), ("declared-correction", 0)):
        planted = [
            a for a in press.articles for v in a.versions if v.kind == kind and a.id in known
        ]
        found = 0
        for article in planted:
            versions = database.execute(
                "SELECT silent_correction FROM news_version WHERE article_id = ? AND number > 1",
                (known[article.id][0],),
            ).fetchall()
            found += any(v[0] == silent for v in versions)
        print(f"  {kind}s found: {found}/{len(planted)}")
    marked = database.execute(
        "SELECT count(*) FROM news_version WHERE silent_correction = 1"
    ).fetchone()[0]
    print(f"  versions marked as silently corrected: {marked}")


def left_out(press: Press, database: sqlite3.Connection, known: dict) -> None:
    said = right = 0
    planted = sum(len(s.left_out) for s in press.stories)
    names = dict(database.execute("SELECT id, slug FROM news_outlet").fetchall())
    coverage = dict(database.execute("SELECT id, coverage FROM news_story").fetchall())
    for story in press.stories:
        carrying = {a.outlet.id for a in story.articles}
        homes = Counter(known[a.id][2] for a in story.articles if a.id in known and known[a.id][2])
        if not homes:
            continue
        stored = json.loads(coverage[homes.most_common(1)[0][0]])
        for key in stored.get("left_out", ()):
            said += 1
            right += names[key] not in carrying
    print(f"  left out: said {said}, of them wrong {said - right}; planted {planted}")


if __name__ == "__main__":
    main()
