"""A story's comments as a tree, and the form below them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from onestory.web.news.models import Story
from onestory.web.talk.models import Comment
from onestory.web.talk.token import make_token, trap_name


@dataclass(slots=True)
class Node:
    comment: Comment
    depth: int
    replies: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Discussion:
    story: Story
    nodes: tuple[Node, ...]
    total: int
    open: bool
    token: str
    trap: str
    reply_to: Comment | None
    notice: str


def discussion(request: HttpRequest, story: Story) -> Discussion:
    """What the comment section of a story shows to this reader."""
    comments = list(Comment.objects.filter(story=story, state="published"))
    now = timezone.now()
    token = make_token(story.pk, now)
    wanted = request.GET.get("reply", "")
    reply_to = next((c for c in comments if str(c.pk) == wanted), None)
    notice = request.GET.get("comment", "")
    return Discussion(
        story=story,
        nodes=tuple(_flat(_tree(comments))),
        total=len(comments),
        open=is_open(story),
        token=token,
        trap=trap_name(token),
        reply_to=reply_to,
        notice=notice if notice in {"held", "published", "stale", "empty", "busy"} else "",
    )


def is_open(story: Story) -> bool:
    rules = settings.ONESTORY.comments
    if not rules.open or story.last_at is None:
        return False
    newest = Story.objects.aggregate(at=Max("last_at"))["at"]
    return newest - story.last_at < timedelta(days=rules.close_after_days)


def _tree(comments: list[Comment]) -> list[Node]:
    nodes = {c.pk: Node(c, 0) for c in comments}
    roots = []
    for comment in comments:
        node = nodes[comment.pk]
        parent = nodes.get(comment.parent_id)
        (parent.replies if parent else roots).append(node)
    return roots


def _flat(roots: list[Node]) -> list[Node]:
    """Depth first; answers deeper than the setting stand at its level. No recursion: threads of
    thousands of answers must not end the page."""
    found, waiting = [], list(reversed(roots))
    while waiting:
        node = waiting.pop()
        found.append(node)
        for reply in reversed(node.replies):
            reply.depth = min(node.depth + 1, settings.ONESTORY.comments.depth)
            waiting.append(reply)
    return found
