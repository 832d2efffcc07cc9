"""What an operator decides about stories. Each decision is one transaction, logged, and can be undone.

The gather loop heeds them: see `jobs.boundaries`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from onestory.web.jobs.boundaries import log_move, standing
from onestory.web.news.labels import DESK_REASON
from onestory.web.news.models import Article, DeskDecision, Story, story_slug
from onestory.web.talk.models import Comment

FIRST_KEY = 10**15  # no article's id: a story is else named after the article that opened it


class RefusalError(Exception):
    """A decision that cannot be carried out; the message is a key of `labels.REFUSED`."""


@transaction.atomic
def merge(
    story: Story, into: Story, reason: str, by: AbstractBaseUser, now: datetime
) -> DeskDecision:
    """All articles of one story into another; its address leads there from now on."""
    into = _two(story, into)
    decision = _decide("merge", reason, story, by, now, other=into)
    decision.comments = list(Comment.objects.filter(story=story).values_list("pk", flat=True))
    decision.save(update_fields=["comments"])
    _send(list(story.articles.all()), into, decision)
    return decision


@transaction.atomic
def split(
    story: Story, articles: Sequence[Article], reason: str, by: AbstractBaseUser, now: datetime
) -> DeskDecision:
    """Some articles of a story into one of their own, in the same storyline."""
    _some_of(story, articles)
    first = min(articles, key=lambda a: (a.published, a.pk))
    decision = _decide("split", reason, story, by, now)
    decision.other = Story.objects.create(
        key=str(FIRST_KEY + decision.pk),
        slug=story_slug(first.current.title if first.current else first.entry_title),
        storyline=story.storyline,
    )
    decision.save(update_fields=["other"])
    _send(articles, decision.other, decision)
    return decision


@transaction.atomic
def move(
    story: Story,
    articles: Sequence[Article],
    into: Story,
    reason: str,
    by: AbstractBaseUser,
    now: datetime,
) -> DeskDecision:
    """Some articles of a story into another."""
    into = _two(story, into)
    _some_of(story, articles)
    decision = _decide("move", reason, story, by, now, other=into)
    _send(articles, into, decision)
    return decision


@transaction.atomic
def pin(
    story: Story, pinned: bool, reason: str, by: AbstractBaseUser, now: datetime
) -> DeskDecision:
    """Let a story stand first in its lists, or no longer."""
    decision = _decide("pin" if pinned else "unpin", reason, story, by, now)
    if not Story.objects.filter(pk=story.pk, pinned=not pinned).update(pinned=pinned):
        raise RefusalError("done")
    return decision


@transaction.atomic
def undo(decision: DeskDecision, reason: str, by: AbstractBaseUser, now: datetime) -> DeskDecision:
    """Back to how it was before a decision, as far as no later one was made about the same."""
    if decision.action == "undo" or DeskDecision.objects.filter(undoes=decision).exists():
        raise RefusalError("done")
    back = _decide("undo", reason, decision.story, by, now, other=decision.other, undoes=decision)
    if decision.action in {"pin", "unpin"}:
        pinned = decision.action == "pin"
        if not Story.objects.filter(pk=decision.story_id, pinned=pinned).update(pinned=not pinned):
            raise RefusalError("later")
    else:
        _send_back(decision, back)
    return back


def _send_back(decision: DeskDecision, back: DeskDecision) -> None:
    changes = decision.changes.select_related("article__story", "new", "old")
    here = [c for c in changes if c.article.story_id == c.new_id]
    if not here:
        raise RefusalError("later")
    for change in here:
        # The decision emptied it, or it was merged since: then there is where its articles are.
        emptied = change.old.merged_into_id == change.new_id
        to = change.old if emptied else standing(change.old)
        _send([change.article], to, back, placed_by_human=change.was_placed_by_human)
    Comment.objects.filter(pk__in=decision.comments, story=decision.other).update(
        story=decision.story
    )


def _decide(
    action: str,
    reason: str,
    story: Story,
    by: AbstractBaseUser,
    now: datetime,
    other: Story | None = None,
    undoes: DeskDecision | None = None,
) -> DeskDecision:
    if reason not in DESK_REASON[action]:
        raise RefusalError("reason")
    # Whoever places articles meanwhile waits, and sees what was decided.
    concerned = [row.pk for row in (story, other) if row is not None]
    list(Story.objects.select_for_update().filter(pk__in=concerned).order_by("pk"))
    return DeskDecision.objects.create(
        at=now, by=by, action=action, reason=reason, story=story, other=other, undoes=undoes
    )


def _two(story: Story, into: Story) -> Story:
    """Where a merge or a move leads; two stories that are one are none."""
    into = standing(into)
    if into.pk == story.pk:
        raise RefusalError("same")
    if not into.articles.exists():
        raise RefusalError("empty")
    return into


def _some_of(story: Story, articles: Sequence[Article]) -> None:
    chosen = {a.pk for a in articles}
    here = set(story.articles.values_list("pk", flat=True))
    if not chosen or not chosen <= here:
        raise RefusalError("none")
    if chosen == here:
        raise RefusalError("all")


def _send(
    articles: Sequence[Article],
    to: Story,
    decision: DeskDecision,
    placed_by_human: bool = True,
) -> None:
    to.merged_into, to.stale = None, True
    to.save(update_fields=["merged_into", "stale"])
    reason = DESK_REASON[decision.action][decision.reason]
    for article in articles:
        old, was = article.story, article.placed_by_human
        article.story, article.placed_by_human = to, placed_by_human
        article.save(update_fields=["story", "placed_by_human"])
        change = log_move(article, old, to, decision.at, reason, decision)
        change.was_placed_by_human = was
        change.save(update_fields=["was_placed_by_human"])
