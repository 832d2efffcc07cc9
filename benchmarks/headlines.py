"""Headlines against their texts: swapped numbers, names and whole titles, and alarms on true ones.

One command, `python benchmarks/headlines.py [--real]`. Each title is checked as it stands (an element
without support is a false alarm); then one number or name in it is replaced by one that its text does
not have, and then the whole title by that of an article about something else. Found: the check says of
the replaced element, or of any in the case of whole titles, that the text does not support it.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import re
from collections import Counter

from onestory import annotate
from onestory.article import Article
from onestory.claims.headline import check_headline
from refetches import read, real

NUMBER = re.compile(r"(?<![\d.,])\d{2,4}(?![\d.,%]|\s*(?:a\.m|p\.m))")
NAME = re.compile(r"(?<=[a-zäöüéèáóñ,] )[A-ZÄÖÜÉ][a-zäöüéèáóñ]{3,}")
OTHER_NAMES = ("Brackwater", "Osterlund", "Quillan", "Vendry")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--real", action="store_true", help="labelled pages of real outlets instead"
    )
    pages = real() if parser.parse_args().real else [p for e in (1, 2) for p in read(e)]
    articles = [p.article for p in pages if p.article.title]
    draw = random.Random(5)
    alarms = [a for a in articles if not all(c.supported for c in checks(a))]
    print(
        f"{len(articles)} true titles, false alarms on {len(alarms)} ({len(alarms) / len(articles):.1%})"
    )
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for article in articles:
        for kind, pattern in (("number", NUMBER), ("name", NAME)):
            if kind == "name" and article.language[:2] == "de":
                continue  # there every noun has a capital, and the check looks at none
            for match in pattern.finditer(article.title):
                other = another(draw, kind, match.group(), article.text)
                title = article.title[: match.start()] + other + article.title[match.end() :]
                tried[kind] += 1
                found[kind] += any(
                    not c.supported and c.span.start <= match.start() < c.span.end
                    for c in checks(dataclasses.replace(article, title=title))
                )
        stranger = draw.choice(articles)
        if stranger.text != article.text and not shares(stranger.title, article.text):
            tried["whole title"] += 1
            swapped = dataclasses.replace(article, title=stranger.title)
            found["whole title"] += any(not c.supported for c in checks(swapped))
    for kind in tried:
        print(
            f"{kind} swapped: {found[kind]} of {tried[kind]} found ({found[kind] / tried[kind]:.1%})"
        )


def checks(article: Article) -> list:
    return check_headline(article, annotate(article))


def another(draw: random.Random, kind: str, old: str, text: str) -> str:
    """A name or number that the text has not, and that is no rounding of one it has."""
    if kind == "name":
        return draw.choice([n for n in OTHER_NAMES if n not in text])
    while True:
        new = str(int(int(old) * draw.uniform(1.3, 2.5)) + draw.randint(1, 7))
        if new not in text:
            return new


def shares(title: str, text: str) -> bool:
    """Whether a title could be of this text: most of its longer words stand there."""
    words = {w.lower() for w in re.findall(r"[^\W\d_]{5,}", title)}
    return sum(w in text.lower() for w in words) > len(words) / 2


if __name__ == "__main__":
    main()
