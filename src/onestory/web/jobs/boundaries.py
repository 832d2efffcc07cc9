"""Articles between stories: how a move is logged, and what people decided that no machine undoes."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from onestory.web.news.models import Article, BoundaryChange, DeskDecision, Story
from onestory.web.talk.models import Comment, Proposal

MOST_MERGES = 20  # followed from one story to where it stands now


def log_move(
    article: Article,
    old: Story,
    new: Story,
    now: datetime,
    reason: str,
    decision: DeskDecision | None = None,
) -> BoundaryChange:
    """Write down that an article went from one story to another. A story left empty leads on."""
    change = BoundaryChange.objects.create(
        at=now,
        article=article,
        old=old,
        new=new,
        reason=reason[:300],
        by_human=decision is not None,
        decision=decision,
    )
    old.stale = True
    if not old.articles.exists():
        old.merged_into = new  # its address goes on to lead somewhere
        old.stale = False
        Comment.objects.filter(story=old).update(story=new)
    old.save(update_fields=["stale", "merged_into"])
    return change


def standing(story: Story) -> Story:
    """The story that a story's address leads to now."""
    for _ in range(MOST_MERGES):
        if story.merged_into is None:
            break
        story = story.merged_into
    return story


def newest_decision() -> int:
    """Grows with each decision of a person, so that an index can tell whether it knows them all."""
    return DeskDecision.objects.aggregate(newest=Max("pk"))["newest"] or 0


def is_settled(article: Article, key: str) -> bool:
    """Whether people decided what forbids the machine to move an article to the story of this key.

    A story that holds what a person placed, or that a person pinned, is neither emptied nor taken
    apart; no story comes to where a person took one of its articles, and two stay two of which a
    person said so.
    """
    old = article.story
    if old.pinned or old.articles.filter(placed_by_human=True).exists():
        return True
    parted = BoundaryChange.objects.filter(
        article__story__key=key,
        article__placed_by_human=True,
        decision__action__in=DeskDecision.PARTING,
        decision__undone_by__isnull=True,
        old__isnull=False,
    )
    if any(standing(c.old).pk == old.pk for c in parted.select_related("old__merged_into")):
        return True
    return _declared_two(old, key)


def _declared_two(story: Story, key: str) -> bool:
    """Whether the desk declined that this story and the one of the key tell one event."""
    declined = Proposal.objects.filter(kind="same-event", state="declined", other__isnull=False)
    for proposal in declined.select_related("story", "other"):
        two = {standing(proposal.story).key, standing(proposal.other).key}
        if two == {story.key, key}:
            return True
    return False
