"""A made-up stream of articles: events with words of their own, a few reports each."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from onestory.article import Article

START = datetime(2026, 3, 9, 6, tzinfo=UTC)
CONSONANTS, VOWELS = "bdfgklmnprst", "aeiou"


def stream(size: int, seed: int = 1, hours: float = 24) -> list[Article]:
    """`size` articles in order of time over so many hours, about four to an event."""
    draw = random.Random(seed)
    common = [_word(draw) for _ in range(400)]
    events: list[tuple[list[str], list[str]]] = []
    articles = []
    for number in range(size):
        if not events or draw.random() < 0.25:
            events.append(([_word(draw) for _ in range(40)], [_word(draw) for _ in range(4)]))
        own, names = draw.choice(events[-12:])
        words = [
            draw.choice(own) if draw.random() < 0.4 else draw.choice(common) for _ in range(80)
        ]
        words[::9] = [draw.choice(names).capitalize() for _ in words[::9]]
        title = " ".join(draw.choice(own) for _ in range(6)) + " " + draw.choice(names).capitalize()
        when = START + timedelta(hours=hours * number / size)
        text = " ".join(words)
        articles.append(Article(id=f"a{number}", title=title, text=text, published=when))
    return articles


def _word(draw: random.Random) -> str:
    return "".join(draw.choice(CONSONANTS) + draw.choice(VOWELS) for _ in range(draw.randint(2, 4)))
