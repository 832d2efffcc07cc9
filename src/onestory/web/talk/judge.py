"""The site's filter: one `SpamFilter` per process, kept in step with the journal on disk."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction

from onestory.spam import CommentText, SpamFilter, Verdict
from onestory.spam.filter import JOURNAL
from onestory.spam.journal import Journal
from onestory.web.talk.letters import ask_moderators, tell_of_answer
from onestory.web.talk.models import Comment, Decision, Reader

Lesson = tuple[CommentText, bool | None, str]

_lock = threading.Lock()
_waiting: ContextVar[list[Lesson] | None] = ContextVar("lessons that wait", default=None)
_filter: SpamFilter | None = None
_stamp: tuple[int, ...] = ()

# What the verdict makes of a comment by someone never approved before.
STATE_OF = {"publish": "published", "hold": "held", "spam": "spam", "discard": "spam"}
# What a moderator's decision teaches; to remove a comment says nothing of spam.
LESSONS = {"published": False, "spam": True, "held": None}
UNDO_LASTS = timedelta(days=30)


def site_filter() -> SpamFilter:
    """The filter, rebuilt when another process has written to its journal. Call with the lock held."""
    global _filter, _stamp
    stamp = _journal_stamp()
    if _filter is None or stamp != _stamp:
        _filter = SpamFilter(_file().parent)
        _stamp = stamp
    return _filter


def _file() -> Path:
    return settings.ONESTORY.data / "spam" / JOURNAL


def _journal_stamp() -> tuple[int, ...]:
    try:
        status = _file().stat()
    except FileNotFoundError:
        return ()
    return status.st_size, status.st_mtime_ns, status.st_ino


def judge(comment: CommentText) -> Verdict:
    with _lock:
        return site_filter().check(comment)


def teach(comment: Comment, taught: bool | None) -> None:
    """Let the filter know of a comment that it is spam, that it is not, or nothing any more."""
    lesson = (as_text(comment), taught, str(comment.pk))
    waiting = _waiting.get()
    if waiting is None:
        _learn([lesson])
    else:
        waiting.append(lesson)


def teach_all(lessons: Iterable[tuple[Comment, bool | None]]) -> None:
    """Let the filter know of many comments at one go."""
    with _learning_at_once():
        for comment, taught in lessons:
            teach(comment, taught)


@contextmanager
def _learning_at_once() -> Iterator[None]:
    """What is taught in the block is learned at its end: to unlearn takes one look at all lessons."""
    lessons: list[Lesson] = []
    token = _waiting.set(lessons)
    try:
        yield
    finally:
        _waiting.reset(token)
        if lessons:
            _learn(lessons)


def _learn(lessons: list[Lesson]) -> None:
    global _stamp
    with _lock:
        site_filter().revise(lessons)
        _stamp = _journal_stamp()


def assume(comment: Comment, verdict: Verdict) -> None:
    """Let the filter take its own sure verdict for true where the comment's state followed it."""
    global _stamp
    if comment.state == STATE_OF[verdict.decision]:
        with _lock:
            site_filter().assume(as_text(comment), verdict, str(comment.pk))
            _stamp = _journal_stamp()


def forget_deleted(instance: Comment, **_: object) -> None:
    """When a comment is erased for good, so is what the filter's journal holds of it."""
    identifier = str(instance.pk)
    transaction.on_commit(lambda: Journal(_file()).erase(identifier))


def state_for(decision: str, author: str, email: str, proven: bool = False) -> str:
    """The state a new comment enters: first-time authors are held where the site says so.

    An address that its owner once proved (`Reader`) speaks only for who proves it again.
    """
    rules = settings.ONESTORY.comments
    state = "published" if rules.shadow else STATE_OF[decision]
    if state != "published" or not (rules.hold_first_time or rules.shadow):
        return state
    earlier = Comment.objects.filter(email__iexact=email, state="published")
    if proven:
        known = earlier.exists()
    else:
        known = (
            earlier.filter(author=author).exists()
            and not Reader.objects.filter(email=email.lower()).exists()
        )
    return "published" if known and email else "held"


def arrived(comment: Comment, verdict: Verdict, now: datetime) -> None:
    """What follows when a comment was stored, or its author changed it."""
    if not settings.ONESTORY.comments.shadow:
        assume(comment, verdict)
    ask_moderators(comment, now)
    tell_of_answer(comment, now)


@transaction.atomic
def decide(
    comment: Comment,
    state: str,
    moderator: AbstractBaseUser | AnonymousUser,
    now: datetime,
    via: str = "desk",
    batch: str = "",
) -> None:
    """A moderator's decision: logged, and learned when it says spam or not."""
    if comment.state != state:
        last = comment.decisions.first()
        taught = LESSONS.get(state, last.taught if last else None)
        _move(comment, state, taught, moderator, now, via, batch)


def settle(comment: Comment, moderator: AbstractBaseUser, now: datetime) -> None:
    """A published comment was looked at and stays: logged, so that older reports wait no more."""
    _move(comment, comment.state, False, moderator, now, "desk", "")


@transaction.atomic
def undo(
    comment: Comment,
    moderator: AbstractBaseUser | AnonymousUser,
    now: datetime,
    via: str = "desk",
    batch: str = "",
) -> bool:
    """Back to the state before the last decision, and to what the filter knew of it then.

    False where there is none, or it is older than `UNDO_LASTS`.
    """
    last, before = (*comment.decisions.all()[:2], None, None)[:2]
    if last is None or now - last.at > UNDO_LASTS:
        return False
    _move(comment, last.old, before.taught if before else None, moderator, now, via, batch)
    return True


@transaction.atomic
def decide_all(
    comments: Iterable[Comment], action: str, moderator: AbstractBaseUser, now: datetime
) -> int:
    """One decision about many, or `undo`, under one word in the log; how many it changed."""
    batch, changed = secrets.token_urlsafe(12), 0
    with _learning_at_once():
        for comment in comments:
            before = comment.state
            if action == "undo":
                undo(comment, moderator, now, batch=batch)
            else:
                decide(comment, action, moderator, now, batch=batch)
            changed += comment.state != before
    return changed


def _move(
    comment: Comment,
    state: str,
    taught: bool | None,
    moderator: AbstractBaseUser | AnonymousUser,
    now: datetime,
    via: str,
    batch: str,
) -> None:
    last = comment.decisions.first()
    Decision.objects.create(
        comment=comment,
        at=now,
        old=comment.state,
        new=state,
        taught=taught,
        moderator=moderator if moderator.is_authenticated else None,
        via=via,
        batch=batch,
    )
    comment.state = state
    comment.save(update_fields=["state"])
    if taught != (last.taught if last else None):
        teach(comment, taught)
    tell_of_answer(comment, now)


def as_text(comment: Comment) -> CommentText:
    headline = comment.story.headline
    story = f"{headline.title}\n{headline.text[:2000]}" if headline else ""
    return CommentText(
        text=comment.text,
        author=comment.author,
        url=comment.link,
        email=comment.email,
        date=comment.created,
        story=story,
    )


def learned_rows() -> list[dict[str, Any]]:
    """What the filter's journal holds and counts."""
    return list(Journal(_file()).standing())
