"""Eight copies and one independent report are two origins, whatever the copies cut."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from onestory.article import Article
from onestory.claims import build_ledger
from onestory.cluster import StoryIndex
from onestory.press import Press
from onestory.press.truth import is_comparable

COPIES = 8
LONG = 120  # words; shorter texts have too little to tell a copy by
MOST_CUT = 0.3  # share of its sentences that a copy leaves out
SENTENCE = re.compile(r"(?<=[.!?”\"])\s+")


def independent_pairs(edition: int) -> Iterator[tuple[Article, Article]]:
    """A report of the press and the next one of another origin on the same event."""
    for story in Press(edition).stories:
        reports = []
        for a in story.articles:
            state = a.versions[0]
            if a.id != a.origin or not is_comparable(a) or a.language != "en":
                continue
            if len(state.marked.text.split()) >= LONG:
                reports.append(
                    Article(
                        id=a.id,
                        title=state.headline,
                        text=state.marked.text,
                        published=a.published,
                        outlet=a.outlet.name,
                        language="en",
                    )
                )
        yield from pairwise(reports)


def copies_of(source: Article, draw: random.Random) -> Iterator[Article]:
    for number in range(COPIES):
        sentences = SENTENCE.split(source.text)
        gone = set(
            draw.sample(range(len(sentences)), int(MOST_CUT * len(sentences) * draw.random()))
        )
        kept = [s for n, s in enumerate(sentences) if n not in gone]
        assert source.published is not None
        yield replace(
            source,
            id=f"copy-{number}",
            outlet=f"Copyist {number}",
            text=" ".join(kept),
            published=source.published + timedelta(minutes=10 * number + draw.randrange(9)),
        )


@pytest.mark.parametrize("edition", [1, 2])
def test_eight_copies_and_a_report_are_two_origins(edition: int) -> None:
    pairs = list(independent_pairs(edition))
    assert len(pairs) >= 20
    for number, (source, other) in enumerate(pairs[edition - 1 :: 2]):
        draw = random.Random(f"{edition}/{number}")
        story = [source, other, *copies_of(source, draw)]
        tail = story[1:]
        draw.shuffle(tail)
        index = StoryIndex()
        placed = [replace(a, origin=index.add(a).origin) for a in [source, *tail]]
        ledger = build_ledger(placed)
        assert ledger.origins == 2, (source.id, other.id, sorted({a.origin for a in placed}))
        assert all(claim.origins <= 2 for claim in ledger.claims)
        agreed = [c for c in ledger.claims if c.status == "agreed"]
        for claim in agreed:  # nine articles of one origin agree on nothing
            assert other.id in {r.article for r in claim.reports}
