"""Stories: B-cubed and pairwise F1 of the online index, beside a TF-IDF single pass, in one run."""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from _paths import shared
from onestory.article import Article
from onestory.cluster import StoryIndex
from onestory.cluster.terms import TermStatistics, term_counts, vector

SETS = ("roundups", "twin_events", "headlines")
PEER_JOIN = 0.16  # the peer's threshold as published in the project's research notes


def main() -> None:
    print(
        f"{'set':24}{'method':18}{'B3 P':>7}{'B3 R':>7}{'B3 F':>7}{'pair F':>8}"
        f"{'stories':>9}{'largest':>9}{'art/s':>8}"
    )
    for name in SETS:
        rows = [json.loads(line) for line in shared(f"stories/{name}.jsonl").open(encoding="utf-8")]
        gold_all = {str(r["id"]): str(r["story"]) for r in rows}
        for half in ("development", "measured"):
            chosen = [r for r in rows if (half_of(str(r["story"])) == half)]
            gold = {str(r["id"]): gold_all[str(r["id"])] for r in chosen}
            articles = [
                Article.from_record({**r, "published": r.get("published") or r.get("date") or ""})
                for r in chosen
            ]
            for label, method in (
                ("onestory arrival", ours),
                ("onestory repaired", repaired),
                ("TF-IDF pass", peer),
                ("all singletons", singletons),
            ):
                started = time.process_time()
                found = method(articles)
                speed = len(articles) / max(time.process_time() - started, 1e-9)
                p, r, f, pair = scores(found, gold)
                largest = max(Counter(found.values()).values())
                print(
                    f"{name + ' ' + half:24}{label:18}{p:7.3f}{r:7.3f}{f:7.3f}{pair:8.3f}"
                    f"{len(set(found.values())):9d}{largest:9d}{speed:8.0f}"
                )


def half_of(story: str) -> str:
    """Stories are split by a hash of their name: thresholds were looked for on one half only."""
    return "development" if hashlib.sha256(story.encode()).digest()[0] % 2 == 0 else "measured"


def ours(articles: list[Article]) -> dict[str, str]:
    index = StoryIndex()
    return {a.id: index.add(a).story for a in articles}


def repaired(articles: list[Article]) -> dict[str, str]:
    index = StoryIndex()
    for number, article in enumerate(articles, 1):
        index.add(article)
        if number % 200 == 0:
            index.repair()
    index.repair()
    return {a.id: index.placement(a.id).story for a in articles}


def peer(articles: list[Article]) -> dict[str, str]:
    """Single pass over TF-IDF centroids, window of three days since the last article."""
    statistics = TermStatistics()
    for article in articles:
        statistics.learn(term_counts(article))  # the peer may see the whole set's frequencies
    centroids: dict[str, dict[str, float]] = {}
    last: dict[str, float] = {}
    holders: dict[str, set[str]] = defaultdict(set)
    found = {}
    for article in articles:
        when = article.published.timestamp() if article.published else 0.0
        weights = vector(term_counts(article), statistics)
        scores_: Counter[str] = Counter()
        for term, weight in weights.items():
            for key in holders[term]:
                scores_[key] += weight * centroids[key][term]
        best, best_score = article.id, PEER_JOIN
        for key, score in scores_.items():
            norm = math.sqrt(sum(w * w for w in centroids[key].values()))
            if when - last[key] <= 3 * 86400 and score / norm > best_score:
                best, best_score = key, score / norm
        found[article.id] = best
        centroid = centroids.setdefault(best, {})
        for term, weight in weights.items():
            centroid[term] = centroid.get(term, 0.0) + weight
            holders[term].add(best)
        last[best] = when
    return found


def singletons(articles: list[Article]) -> dict[str, str]:
    return {a.id: a.id for a in articles}


def scores(found: dict[str, str], gold: dict[str, str]) -> tuple[float, float, float, float]:
    """B-cubed precision, recall, F1 (Bagga and Baldwin 1998) and pairwise F1."""
    both = Counter((found[i], gold[i]) for i in gold)
    by_found, by_gold = Counter(found[i] for i in gold), Counter(gold.values())
    precision = sum(n * n / by_found[f] for (f, _), n in both.items()) / len(gold)
    recall = sum(n * n / by_gold[g] for (_, g), n in both.items()) / len(gold)
    shared_pairs = pairs(both.values())
    found_pairs, gold_pairs = pairs(by_found.values()), pairs(by_gold.values())
    pair = 2 * shared_pairs / (found_pairs + gold_pairs) if found_pairs + gold_pairs else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall), pair


def pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


Method = Callable[[list[Article]], dict[str, str]]

if __name__ == "__main__":
    main()
