"""How a story's page was put together: what opened it, joined it, came to it and went from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from onestory.web.news import lists
from onestory.web.news.labels import STEP
from onestory.web.news.models import Article, BoundaryChange, Story

MOST_STEPS = 60  # shown one by one; all are counted


@dataclass(frozen=True, slots=True)
class Step:
    """One article's coming or going. `kind` is a key of `labels.STEP`."""

    at: datetime
    kind: str
    article: Article
    reason: str = ""
    other: Story | None = None
    """Where it came from or went to."""


@dataclass(frozen=True, slots=True)
class Assembly:
    steps: tuple[Step, ...]
    counts: tuple[tuple[str, int], ...]
    more: int
    """How many steps are not among those shown."""


def assembly_of(story: Story) -> Assembly:
    """The steps in the order they were taken, the first ones where they are too many."""
    changes = list(lists.shown_changes().filter(Q(old=story) | Q(new=story)).order_by("at", "pk"))
    steps = [*_arrivals(story), *(_moved(change, story) for change in changes)]
    steps.sort(key=lambda step: (step.at, step.article.pk))
    counted = Counter(step.kind for step in steps)
    counts = tuple((kind, counted[kind]) for kind in STEP if counted[kind])
    return Assembly(tuple(steps[:MOST_STEPS]), counts, max(0, len(steps) - MOST_STEPS))


def _arrivals(story: Story) -> list[Step]:
    """Articles that came straight here, and are here still."""
    changes = BoundaryChange.objects.filter(article__story=story).order_by("-at", "-pk")
    first = dict(changes.values_list("article", "old"))  # the oldest comes last and stays
    articles = lists.shown_articles().filter(story=story)
    return [_arrival(a, story) for a in articles if first.get(a.pk, story.pk) == story.pk]


def _arrival(article: Article, story: Story) -> Step:
    if str(article.pk) == story.key:
        return Step(article.first_seen, "opened", article)
    kind = "copied" if article.origin_reason else "joined"
    return Step(article.first_seen, kind, article, article.origin_reason)


def _moved(change: BoundaryChange, story: Story) -> Step:
    came = change.new_id == story.pk
    kind = ("came" if came else "went") + ("-desk" if change.by_human else "")
    return Step(change.at, kind, change.article, change.reason, change.old if came else change.new)
