"""Copies and origins: recall on edited copies, specificity on independent reports of one event.

The bundled press, both editions. Every text of 120 words and more is copied and edited: a share of
its words, 0 to 60 %, is cut or rewritten in the words of other stories, by sentences (as an editor
cuts), by phrases (as one rewrites) or by single words (as one hides). A copy comes after its source
and all other texts of the press; it is found when its origin is the source's. The peer compares sets
of word 3-grams by Jaccard similarity (what MinHash estimates), with the threshold at which it is right
about as many independent reports. Where the labelled sets are, pairs of long roundup articles on one
event as well, half by half.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from _paths import shared
from onestory.article import Article
from onestory.cluster import StoryIndex
from onestory.press import Press
from stories import half_of

SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
UNITS = {"sentences": 0, "phrases": 6, "words": 1}
LONG = 120  # words
PEER = 0.10  # Jaccard similarity of word 3-grams
SENTENCE = re.compile(r"(?<=[.!?”\"])\s+")


def main() -> None:
    for edition in (1, 2):
        press = Press(edition)
        articles = [Article.from_record(json.loads(x)) for x in press.articles_jsonl().splitlines()]
        truth = {a.id: a.origin or a.id for a in press.articles}
        print(f"edition {edition}")
        specificity(articles, truth)
        for kind in UNITS:
            recall(articles, kind, edition)
    roundups()


def specificity(articles: list[Article], truth: dict[str, str]) -> None:
    """Pairs of one event that are no copies of each other, and how many are held to be."""
    index = StoryIndex()
    found = {a.id: index.add(a).origin for a in articles}
    grams = {a.id: ngrams(a.text) for a in articles}
    by_story: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_story[article.id.partition("/")[0]].append(article)
    pairs: Counter[str] = Counter()
    for same_event in by_story.values():
        for one, other in combinations(same_event, 2):
            copies = truth[one.id] == truth[other.id]
            pairs["copies" if copies else "independent"] += 1
            ours = found[one.id] == found[other.id]
            pairs["copies, found" if copies else "independent, wrong"] += ours
            peers = jaccard(grams[one.id], grams[other.id]) >= PEER
            pairs["copies, peer" if copies else "independent, wrong, peer"] += peers
    print(
        f"  press as it is: copies found {pairs['copies, found']}/{pairs['copies']} "
        f"(peer {pairs['copies, peer']}); independent reports of one event held for copies "
        f"{pairs['independent, wrong']}/{pairs['independent']} "
        f"(peer {pairs['independent, wrong, peer']})"
    )


def roundups() -> None:
    """Real reports of one event, nearly all written by different people, held for copies."""
    rows = [json.loads(line) for line in shared("stories/roundups.jsonl").open(encoding="utf-8")]
    index = StoryIndex()
    found = {row["id"]: index.add(Article.from_record(row)).origin for row in rows}
    by_story: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if len(row["text"].split()) >= LONG:
            by_story[row["story"]].append(row["id"])
    for half in ("development", "measured"):
        same = [
            found[one] == found[other]
            for story, ids in by_story.items()
            if half_of(story) == half
            for one, other in combinations(ids, 2)
        ]
        print(
            f"roundups, {half} half: {sum(same)} of {len(same)} pairs of one event held for copies"
        )


def recall(articles: list[Article], kind: str, edition: int) -> None:
    sources = [a for a in articles if len(a.text.split()) >= LONG]
    line = []
    for share in SHARES:
        draw = random.Random(f"{edition}-{kind}-{share}")
        index = StoryIndex()
        origin = {a.id: index.add(a).origin for a in articles}
        right = peers = 0
        for number, source in enumerate(sources):
            others = [a for a in sources if a.id[:6] != source.id[:6]]
            foreign = "\n".join(a.text for a in draw.sample(others, 12))
            text = edited(source.text, foreign, share, UNITS[kind], draw)
            when = source.published + timedelta(hours=2) if source.published else None
            copy = replace(source, id=f"copy-{number}", text=text, published=when, outlet="Copyist")
            right += index.add(copy).origin == origin[source.id]
            peers += jaccard(ngrams(text), ngrams(source.text)) >= PEER
        line.append(f"{share:.0%} {right / len(sources):.0%} ({peers / len(sources):.0%})")
    print(f"  {kind} edited, copies found (peer): {', '.join(line)}")


def edited(text: str, others: str, share: float, length: int, draw: random.Random) -> str:
    """The text with a share of its units cut or put in other words, half of them each."""
    if length:
        words, theirs = text.split(), others.split()
        units = [" ".join(words[n : n + length]) for n in range(0, len(words), length)]
        foreign = [" ".join(theirs[n : n + length]) for n in range(0, len(theirs), length)]
    else:
        units, foreign = SENTENCE.split(text), SENTENCE.split(others)
    changed = set(draw.sample(range(len(units)), round(share * len(units))))
    cut = {n for n in changed if draw.random() < 0.5}
    kept = [
        draw.choice(foreign) if n in changed else unit
        for n, unit in enumerate(units)
        if n not in cut
    ]
    return " ".join(kept)


def ngrams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def jaccard(left: set[tuple[str, ...]], right: set[tuple[str, ...]]) -> float:
    return len(left & right) / len(left | right) if left | right else 0.0


if __name__ == "__main__":
    main()
