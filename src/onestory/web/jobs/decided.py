"""Stories that a person changed are made anew at once, not at the next pass: in the request that
decided it where they are small, else by the gather loop within seconds."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import DatabaseError
from django.db.models import Q

from onestory.config import Settings
from onestory.web.jobs.boundaries import newest_decision
from onestory.web.jobs.hands import Hands
from onestory.web.jobs.page import refresh_stories
from onestory.web.news.models import Article, BoundaryChange, DeskDecision, Story

AT_ONCE = 60  # articles read again while an operator waits; more are left to the gather loop

log = logging.getLogger("onestory.desk")


def changed_since(decision: int) -> list[Story]:
    """Stories that decisions after this one left to be made anew."""
    later = DeskDecision.objects.filter(pk__gt=decision)
    moved = BoundaryChange.objects.filter(decision__pk__gt=decision)
    concerned = Q(pk__in=later.values("story")) | Q(pk__in=later.values("other"))
    concerned |= Q(pk__in=moved.values("old")) | Q(pk__in=moved.values("new"))
    return list(Story.objects.filter(concerned, stale=True).order_by("pk"))


def make_anew(since: int, settings: Settings, now: datetime, most: int | None = None) -> int:
    """Rebuild what was decided after a decision, unless that is more than `most` articles; the
    newest decision that is carried through to the pages."""
    newest = newest_decision()
    stories = changed_since(since) if newest != since else []
    if most is not None and Article.objects.filter(story__in=stories).count() > most:
        return since
    for _ in refresh_stories(stories, now, settings, Hands(0)):
        pass  # each is stored as it comes
    return newest


def show_at_once(since: int, settings: Settings, now: datetime) -> None:
    """What an operator decided after a decision, on the pages when the answer comes.

    The decision stands whether or not the pages can be made now: what is left is marked, and the
    gather loop comes to it.
    """
    try:
        make_anew(since, settings, now, AT_ONCE)
    except DatabaseError:
        log.exception("A decision stands, and its stories wait to be made anew.")
