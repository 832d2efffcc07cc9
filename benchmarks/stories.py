"""Stories: the online index beside a TF-IDF single pass, in one run, on labelled sets.

Every set is one stream, both halves in it; scores are of the articles of one half. Thresholds were
chosen on the development half (stories are split by a hash of their name); the measured half chose
nothing. Printed: B-cubed, pairwise F1, AMI, ARI, at arrival and after repair; churn; all singletons.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from _paths import shared
from onestory.article import Article
from onestory.cluster import StoryIndex

SETS = ("roundups", "twin_events", "headlines")
REPAIR_EVERY = 200  # articles, as the command does
PEER_JOIN = 0.16  # the peer's threshold as published in the project's research notes
PEER_DAYS = 3


def main() -> None:
    print(
        f"{'set':13}{'half':13}{'method':20}{'B3 P':>6}{'B3 R':>6}{'B3 F':>6}{'pair':>6}"
        f"{'AMI':>6}{'ARI':>6}{'stories':>9}{'largest':>9}{'churn':>7}{'art/s':>7}"
    )
    means: dict[tuple[str, str], list[float]] = defaultdict(list)
    for name in SETS:
        rows = [json.loads(line) for line in shared(f"stories/{name}.jsonl").open(encoding="utf-8")]
        gold = {str(r["id"]): str(r["story"]) for r in rows}
        articles = [
            Article.from_record({**r, "published": r.get("published") or r.get("date") or ""})
            for r in rows
        ]
        arrived: dict[str, str] = {}
        for label, method in (
            ("onestory arrival", arrival),
            ("onestory repaired", repaired),
            ("TF-IDF pass", peer),
            ("all singletons", singletons),
        ):
            started = time.process_time()
            found = method(articles)
            speed = len(articles) / max(time.process_time() - started, 1e-9)
            arrived = arrived or found
            moved = sum(found[i] != arrived[i] for i in found) / len(found)
            churn = f"{moved:7.1%}" if "repaired" in label else " " * 7
            largest = max(Counter(found.values()).values())
            for half in ("development", "measured"):
                p, r, f, pair = scores(found, gold, half)
                means[half, label].append(f)
                ami, ari = chance_adjusted(found, gold)
                print(
                    f"{name:13}{half:13}{label:20}{p:6.3f}{r:6.3f}{f:6.3f}{pair:6.3f}{ami:6.3f}"
                    f"{ari:6.3f}{len(set(found.values())):9d}{largest:9d}{churn}{speed:7.0f}"
                )
        print(
            f"{name:13}{'(true)':33}{len(set(gold.values())):51d}"
            f"{max(Counter(gold.values()).values()):9d}"
        )
    for (half, label), values in sorted(means.items()):
        print(
            f"mean B3 F {half:13}{label:20}{sum(values) / len(values):.3f}, least {min(values):.3f}"
        )


def half_of(story: str) -> str:
    """Stories are split by a hash of their name: thresholds were looked for on one half only."""
    return "development" if hashlib.sha256(story.encode()).digest()[0] % 2 == 0 else "measured"


def arrival(articles: list[Article]) -> dict[str, str]:
    return placed(articles)[0]


def repaired(articles: list[Article]) -> dict[str, str]:
    return placed(articles)[1]


def placed(articles: list[Article]) -> tuple[dict[str, str], dict[str, str]]:
    """Stories as decided on arrival, and after the last repair."""
    index = StoryIndex()
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for number, article in enumerate(articles, 1):
        first[article.id] = last[article.id] = index.add(article).story
        if number % REPAIR_EVERY == 0 or number == len(articles):
            last.update((p.id, p.story) for p in index.repair())
    return first, last


WORD = re.compile(r"\w+")


def peer(articles: list[Article]) -> dict[str, str]:
    """Single pass over TF-IDF centroids of title (three times) and first 150 words, with a window of
    three days since the last article. It may see the whole set's term frequencies beforehand."""
    counts = {a.id: peer_terms(a) for a in articles}
    frequency = Counter(term for terms in counts.values() for term in terms)
    centroids: dict[str, dict[str, float]] = {}
    last: dict[str, float] = {}
    holders: dict[str, set[str]] = defaultdict(set)
    found = {}
    for article in articles:
        when = article.published.timestamp() if article.published else 0.0
        raw = {t: n * math.log(len(articles) / frequency[t]) for t, n in counts[article.id].items()}
        heavy = dict(sorted(raw.items(), key=lambda item: (-item[1], item[0]))[:64])
        length = math.sqrt(sum(w * w for w in heavy.values())) or 1.0
        weights = {t: w / length for t, w in heavy.items()}
        scores_: Counter[str] = Counter()
        for term, weight in weights.items():
            for key in holders[term]:
                scores_[key] += weight * centroids[key][term]
        best, best_score = article.id, PEER_JOIN
        for key, score in scores_.items():
            norm = math.sqrt(sum(w * w for w in centroids[key].values()))
            if when - last[key] <= PEER_DAYS * 86400 and score / norm > best_score:
                best, best_score = key, score / norm
        found[article.id] = best
        centroid = centroids.setdefault(best, {})
        for term, weight in weights.items():
            centroid[term] = centroid.get(term, 0.0) + weight
            holders[term].add(best)
        last[best] = when
    return found


def peer_terms(article: Article) -> dict[str, float]:
    words = Counter(WORD.findall(article.text.lower())[:150])
    for word in WORD.findall(article.title.lower()):
        words[word] += 3
    return {word: 1 + math.log(n) for word, n in words.items()}


def singletons(articles: list[Article]) -> dict[str, str]:
    return {a.id: a.id for a in articles}


def scores(
    found: dict[str, str], gold: dict[str, str], half: str = ""
) -> tuple[float, float, float, float]:
    """B-cubed precision, recall, F1 (Bagga and Baldwin 1998) and pairwise F1, over the articles of
    one half where it is named; whom they stand with counts whatever its half."""
    asked = [i for i in gold if not half or half_of(gold[i]) == half]
    both = Counter((found[i], gold[i]) for i in gold)
    by_found, by_gold = Counter(found[i] for i in gold), Counter(gold.values())
    shared_with = [both[found[i], gold[i]] for i in asked]
    sizes = [by_found[found[i]] for i in asked]
    wanted = [by_gold[gold[i]] for i in asked]
    precision = sum(n / size for n, size in zip(shared_with, sizes, strict=True)) / len(asked)
    recall = sum(n / size for n, size in zip(shared_with, wanted, strict=True)) / len(asked)
    mates = sum(sizes) + sum(wanted) - 2 * len(asked)
    pair = 2 * (sum(shared_with) - len(asked)) / mates if mates else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall), pair


def chance_adjusted(found: dict[str, str], gold: dict[str, str]) -> tuple[float, float]:
    """AMI (arithmetic mean; Vinh, Epps and Bailey 2010) and ARI (Hubert and Arabie 1985)."""
    number = len(gold)
    both = Counter((found[i], gold[i]) for i in gold)
    left, right = Counter(found[i] for i in gold), Counter(gold.values())
    information = sum(
        n / number * math.log(number * n / (left[f] * right[g])) for (f, g), n in both.items()
    )
    expected = expected_information(Counter(left.values()), Counter(right.values()), number)
    most = (entropy(left.values(), number) + entropy(right.values(), number)) / 2
    ami = (information - expected) / (most - expected) if most > expected else 1.0
    together, by_left, by_right = pairs(both.values()), pairs(left.values()), pairs(right.values())
    chance = by_left * by_right / pairs([number])
    half = (by_left + by_right) / 2
    return ami, (together - chance) / (half - chance) if half > chance else 1.0


def expected_information(left: Counter[int], right: Counter[int], number: int) -> float:
    """Mutual information of two random clusterings with these sizes (size → how many)."""
    log_factorial = [math.lgamma(n + 1) for n in range(number + 1)]
    total = 0.0
    for a, how_many in left.items():
        for b, times in right.items():
            fixed = (
                log_factorial[a]
                + log_factorial[b]
                + log_factorial[number - a]
                + log_factorial[number - b]
                - log_factorial[number]
            )
            for n in range(max(1, a + b - number), min(a, b) + 1):
                chance = math.exp(
                    fixed
                    - log_factorial[n]
                    - log_factorial[a - n]
                    - log_factorial[b - n]
                    - log_factorial[number - a - b + n]
                )
                total += how_many * times * chance * n / number * math.log(number * n / (a * b))
    return total


def entropy(sizes: Iterable[int], number: int) -> float:
    return -sum(n / number * math.log(n / number) for n in sizes)


def pairs(sizes: Iterable[int]) -> float:
    return sum(n * (n - 1) // 2 for n in sizes)


Method = Callable[[list[Article]], dict[str, str]]

if __name__ == "__main__":
    main()
