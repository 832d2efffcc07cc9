"""A story's comments as a tree, and the form below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Max, Q
from django.http import HttpRequest
from django.utils import timezone

from onestory.web.news.models import Article, Outlet, Story
from onestory.web.talk.keys import may_change, own_comment
from onestory.web.talk.models import Comment, Reader
from onestory.web.talk.readers import can_mail, may_speak_for, reader_of, remembered
from onestory.web.talk.token import make_token, trap_name

AT_ONCE = 100  # comments on a page
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
    page: Page
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
    roots = _tree(_with_answered(story))
    now = timezone.now()
    token = make_token(story.pk, now)
    notice, mine = request.GET.get("comment", ""), request.GET.get("mine", "")
    own = Comment.objects.filter(pk=own_comment(mine), story=story).first() if mine else None
    newest_first = request.GET.get("sort") == "newest"
    page = _page(request, list(reversed(roots)) if newest_first else roots)
    published = Comment.objects.filter(story=story, state="published")
    name, email = remembered(request)
    return Discussion(
        story=story,
        threads=_threads(page.object_list),
        page=page,
        total=published.count(),
        newest_first=newest_first,
        open=is_open(story),
        token=token,
        trap=trap_name(token),
        reply_to=published.filter(pk=_number(request.GET.get("reply", ""))).first(),
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
    """The published comments, and those no longer shown to which one of them is an answer; without
    their words: a page shows few of them."""
    rows = Comment.objects.filter(story=story).only("pk", "parent_id", "state")
    answered = ~Q(state="published") & Q(replies__isnull=False)
    found = {c.pk: c for c in rows.filter(Q(state="published") | answered).distinct()}
    needed: set[int] = set()
    for comment in found.values():
        at: Comment | None = comment if comment.state == "published" else None
        while at is not None and at.pk not in needed:
            needed.add(at.pk)
            at = found.get(at.parent_id or 0)
    return [c for c in found.values() if c.pk in needed]


def _page(request: HttpRequest, roots: list[Node]) -> Page:
    """The part of all comments, in reading order, that holds what the address asks for."""
    order = [(root, node) for root in roots for node in (root, *_answers(root))]
    pages = Paginator(order, AT_ONCE)
    wanted = _number(request.GET.get("at", ""))
    place = next((n for n, (_, node) in enumerate(order) if wanted == node.comment.pk), None)
    if wanted and place is not None:
        return pages.get_page(place // AT_ONCE + 1)
    return pages.get_page(request.GET.get("talk"))


def _threads(part: Sequence[tuple[Node, Node]]) -> tuple[Thread, ...]:
    """The comments of a page as threads, with their words; a thread that goes on from the page before
    begins with its first comment again."""
    numbers = {node.comment.pk for pair in part for node in pair}
    rows = Comment.objects.select_related("outlet").in_bulk(numbers)
    threads: dict[int, tuple[Node, list[Node]]] = {}
    for root, node in part:
        for each in (root, node):
            each.comment = rows[each.comment.pk]
        answers = threads.setdefault(root.comment.pk, (root, []))[1]
        if node is not root:
            answers.append(node)
    return tuple(Thread(root, tuple(answers)) for root, answers in threads.values())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


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
