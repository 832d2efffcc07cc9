"""The site's filter: one `SpamFilter` per process, kept in step with the journal on disk."""

from __future__ import annotations

import threading
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction

from onestory.spam import CommentText, SpamFilter, Verdict
from onestory.web.talk.models import Comment, Decision

_lock = threading.Lock()
_filter: SpamFilter | None = None
_journal_size = -1

# What the verdict makes of a comment by someone never approved before.
STATE_OF = {"publish": "published", "hold": "held", "spam": "spam", "discard": "spam"}


def site_filter() -> SpamFilter:
    """The filter, rebuilt when another process has written to its journal. Call with the lock held."""
    global _filter, _journal_size
    folder = settings.ONESTORY.data / "spam"
    journal = folder / "journal.jsonl"
    size = journal.stat().st_size if journal.exists() else 0
    if _filter is None or size != _journal_size:
        _filter = SpamFilter(folder)
        _journal_size = size
    return _filter


def judge(comment: CommentText) -> Verdict:
    with _lock:
        return site_filter().check(comment)


def learn(comment: CommentText, is_spam: bool) -> None:
    global _journal_size
    with _lock:
        site_filter().learn(comment, is_spam)
        _journal_size = (settings.ONESTORY.data / "spam" / "journal.jsonl").stat().st_size


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
    if comment.state == state:
        return
    Decision.objects.create(
        comment=comment,
        at=now,
        old=comment.state,
        new=state,
        moderator=moderator if moderator.is_authenticated else None,
    )
    comment.state = state
    comment.save(update_fields=["state"])
    if state in {"published", "spam"}:
        learn(as_text(comment), state == "spam")


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
