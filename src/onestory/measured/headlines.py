"""The headline warning on articles whose headlines are true: as they stand, and with what is swapped."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onestory.article import Article
from onestory.claims.headline.check import is_mismatch
from onestory.claims.values import Annotations
from onestory.measured.values import Measure

Told = tuple[Article, Annotations, str]
"""An article, what was read in it, and what its storyline is called."""
NUMBER = re.compile(r"(?<![\d.,])\d{2,4}(?![\d.,%]|\s*(?:a\.m|p\.m))")
NAME = re.compile(r"(?<=[a-zäöüéèáóñ,] )[A-ZÄÖÜÉ][a-zäöüéèáóñ]{3,}")
OTHER_NAMES = ("Brackwater", "Osterlund", "Quillan", "Vendry")
SEED = 5


def of_headlines(told: Sequence[Told], data: str) -> Iterator[Measure]:
    """Warnings right: swapped headlines among all that were warned of, where each true headline stands
    once beside one swapped; found: swapped headlines that were warned of, by what was swapped."""
    draw = random.Random(SEED)
    clean = []
    for article, notes, line in told:
        if article.title and not is_mismatch(article, notes):
            clean.append((article, notes, line))
    titled = sum(bool(a.title) for a, _, _ in told)
    yield Measure("headline-true", "right", data, len(clean), titled)
    tried = {"headline-number": 0, "headline-name": 0, "headline-whole": 0}
    found = dict.fromkeys(tried, 0)
    for case in clean:
        for kind, swapped in swaps(draw, case, clean):
            tried[kind] += 1
            found[kind] += is_mismatch(swapped, case[1])
    for kind, n in tried.items():
        yield Measure(kind, "found", data, found[kind], n)
    alarms, hits = titled - len(clean), found["headline-whole"]
    yield Measure("headline-mismatch", "right", data, hits, hits + alarms)


def swaps(draw: random.Random, case: Told, others: Sequence[Told]) -> Iterator[tuple[str, Article]]:
    article, _, line = case
    patterns = [("headline-number", NUMBER)]
    if article.language[:2] != "de":  # where every noun has a capital
        patterns.append(("headline-name", NAME))
    for kind, pattern in patterns:
        for match in pattern.finditer(article.title):
            other = another(draw, kind, match.group(), article.text)
            title = article.title[: match.start()] + other + article.title[match.end() :]
            yield kind, replace(article, title=title)
    stranger, _, elsewhere = draw.choice(others)
    if elsewhere != line and stranger.language[:2] == article.language[:2]:
        yield "headline-whole", replace(article, title=stranger.title)


def another(draw: random.Random, kind: str, old: str, text: str) -> str:
    """A name or number that the text has not, and that is no rounding of one it has."""
    if kind == "headline-name":
        return draw.choice([n for n in OTHER_NAMES if n not in text])
    while True:
        new = str(int(int(old) * draw.uniform(1.3, 2.5)) + draw.randint(1, 7))
        if new not in text:
            return new
