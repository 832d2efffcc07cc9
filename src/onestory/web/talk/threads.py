"""A story's comments as a tree, and the form below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db.models import Max, Q
from django.http import HttpRequest
from django.utils import timezone

from onestory.web.news.models import Article, Outlet, Story
from onestory.web.talk.keys import may_change, own_comment
from onestory.web.talk.models import Comment, Reader
from onestory.web.talk.readers import can_mail, may_speak_for, reader_of, remembered
from onestory.web.talk.token import make_token, trap_name

NOTICES = frozenset({"held", "published", "stale", "empty", "busy", "deleted"})


@dataclass(slots=True)
class Node:
    comment: Comment
    depth: int = 0
    replies: list[Node] = field(default_factory=list)

    @property
    def shown(self) -> bool:
        return self.comment.state == "published"


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and all that was answered to it, in reading order."""

    first: Node
    answers: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Discussion:
    story: Story
    threads: tuple[Thread, ...]
    total: int
    newest_first: bool
    open: bool
    token: str
    trap: str
    reply_to: Comment | None
    notice: str
    mine: str
    """The key to the comment just sent; empty without, or when its time is over."""
    own: Comment | None
    name: str
    email: str
    reader: Reader | None
    outlets: tuple[Outlet, ...]
    """For which of the story's outlets the reader may speak."""
    can_mail: bool
    text: str = ""
    """What was sent and could not be taken."""


def discussion(request: HttpRequest, story: Story) -> Discussion:
    """What the comment section of a story shows to this reader."""
    comments = _with_answered(story)
    shown = [c for c in comments if c.state == "published"]
    now = timezone.now()
    token = make_token(story.pk, now)
    wanted = request.GET.get("reply", "")
    notice, mine = request.GET.get("comment", ""), request.GET.get("mine", "")
    own = Comment.objects.filter(pk=own_comment(mine), story=story).first() if mine else None
    newest_first = request.GET.get("sort") == "newest"
    threads = [Thread(root, tuple(_answers(root))) for root in _tree(comments)]
    name, email = remembered(request)
    return Discussion(
        story=story,
        threads=tuple(reversed(threads) if newest_first else threads),
        total=len(shown),
        newest_first=newest_first,
        open=is_open(story),
        token=token,
        trap=trap_name(token),
        reply_to=next((c for c in shown if str(c.pk) == wanted), None),
        notice=notice if notice in NOTICES else "",
        mine=mine if own is not None and may_change(own, mine, now) else "",
        own=own,
        name=name,
        email=email,
        reader=reader_of(request),
        outlets=tuple(may_speak_for(request, story)),
        can_mail=can_mail(),
    )


def put_replies_beside(story: Story, articles: Iterable[Article]) -> None:
    """Right of reply: what an outlet says of the story stands with its first article there."""
    said: dict[int, list[Comment]] = {}
    for comment in Comment.objects.filter(story=story, state="published", outlet__isnull=False):
        said.setdefault(comment.outlet_id, []).append(comment)
    for article in articles:
        article.answered = said.pop(article.outlet_id, [])


def is_open(story: Story) -> bool:
    rules = settings.ONESTORY.comments
    if not rules.open or story.last_at is None:
        return False
    newest = Story.objects.aggregate(at=Max("last_at"))["at"]
    return newest - story.last_at < timedelta(days=rules.close_after_days)


def _with_answered(story: Story) -> list[Comment]:
    """The published comments, and those no longer shown to which one of them is an answer."""
    rows = Comment.objects.filter(story=story).select_related("outlet")
    answered = ~Q(state="published") & Q(replies__isnull=False)
    found = {c.pk: c for c in rows.filter(Q(state="published") | answered).distinct()}
    needed: set[int] = set()
    for comment in found.values():
        at: Comment | None = comment if comment.state == "published" else None
        while at is not None and at.pk not in needed:
            needed.add(at.pk)
            at = found.get(at.parent_id or 0)
    return [c for c in found.values() if c.pk in needed]


def _tree(comments: list[Comment]) -> list[Node]:
    nodes = {c.pk: Node(c) for c in comments}
    roots = []
    for comment in comments:
        node = nodes[comment.pk]
        parent = nodes.get(comment.parent_id)
        (parent.replies if parent else roots).append(node)
    return roots


def _answers(root: Node) -> Iterator[Node]:
    """Depth first; answers deeper than the setting stand at its level. No recursion: threads of
    thousands of answers must not end the page."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node is not root:
            yield node
        for reply in reversed(node.replies):
            reply.depth = min(node.depth + 1, settings.ONESTORY.comments.depth)
            waiting.append(reply)
