"""The site's filter: one `SpamFilter` per process, kept in step with the journal on disk."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction

from onestory.spam import CommentText, SpamFilter, Verdict
from onestory.spam.filter import JOURNAL
from onestory.spam.journal import Journal
from onestory.web.talk.models import Comment, Decision

_lock = threading.Lock()
_filter: SpamFilter | None = None
_stamp: tuple[int, ...] = ()

# What the verdict makes of a comment by someone never approved before.
STATE_OF = {"publish": "published", "hold": "held", "spam": "spam", "discard": "spam"}
# What a moderator's decision teaches; to remove a comment says nothing of spam.
LESSONS = {"published": False, "spam": True, "held": None}


def site_filter() -> SpamFilter:
    """The filter, rebuilt when another process has written to its journal. Call with the lock held."""
    global _filter, _stamp
    stamp = _journal_stamp()
    if _filter is None or stamp != _stamp:
        _filter = SpamFilter(_journal().parent)
        _stamp = stamp
    return _filter


def _journal() -> Path:
    return settings.ONESTORY.data / "spam" / JOURNAL


def _journal_stamp() -> tuple[int, ...]:
    try:
        status = _journal().stat()
    except FileNotFoundError:
        return ()
    return status.st_size, status.st_mtime_ns, status.st_ino


def judge(comment: CommentText) -> Verdict:
    with _lock:
        return site_filter().check(comment)


def teach(comment: Comment, taught: bool | None) -> None:
    """Let the filter know of a comment that it is spam, that it is not, or nothing any more."""
    global _stamp
    with _lock:
        if taught is None:
            site_filter().retract(str(comment.pk))
        else:
            site_filter().learn(as_text(comment), taught, str(comment.pk))
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
    transaction.on_commit(lambda: Journal(_journal()).erase(identifier))


def state_for(verdict: Verdict, author: str, email: str) -> str:
    """The state a new comment enters: first-time authors are held where the site says so."""
    state = STATE_OF[verdict.decision]
    if state != "published" or not settings.ONESTORY.comments.hold_first_time:
        return state
    known = Comment.objects.filter(author=author, email=email, state="published").exists()
    return "published" if known and email else "held"


@transaction.atomic
def decide(
    comment: Comment, state: str, moderator: AbstractBaseUser | AnonymousUser, now: datetime
) -> None:
    """A moderator's decision: logged, and learned when it says spam or not."""
    if comment.state != state:
        last = comment.decisions.first()
        taught = LESSONS.get(state, last.taught if last else None)
        _move(comment, state, taught, moderator, now)


@transaction.atomic
def undo(comment: Comment, moderator: AbstractBaseUser | AnonymousUser, now: datetime) -> None:
    """Back to the state before the last decision, and to what the filter knew of it then."""
    last, before = (*comment.decisions.all()[:2], None, None)[:2]
    if last is not None:
        _move(comment, last.old, before.taught if before else None, moderator, now)


def _move(
    comment: Comment,
    state: str,
    taught: bool | None,
    moderator: AbstractBaseUser | AnonymousUser,
    now: datetime,
) -> None:
    last = comment.decisions.first()
    Decision.objects.create(
        comment=comment,
        at=now,
        old=comment.state,
        new=state,
        taught=taught,
        moderator=moderator if moderator.is_authenticated else None,
    )
    comment.state = state
    comment.save(update_fields=["state"])
    if taught != (last.taught if last else None):
        teach(comment, taught)


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
