"""The key to a comment just sent: with it, and no account or cookie, its author may change it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing

from onestory.web.talk.models import Comment

CHANGE = "onestory.comment.change"


def key_of(comment: Comment) -> str:
    """What lets the author change a comment; it stands in the address they are led to."""
    return signing.dumps(comment.pk, salt=CHANGE)


def may_change(comment: Comment, key: str, now: datetime) -> bool:
    """Whether the key is this comment's, its time is not over, and no moderator took it away."""
    window = timedelta(minutes=settings.ONESTORY.comments.edit_minutes)
    return (
        own_comment(key) == comment.pk
        and now - comment.created < window
        and comment.state in {"published", "held"}
    )


def own_comment(key: str) -> int:
    """The number of the comment a key is for; 0 where it is forged."""
    try:
        number = signing.loads(key, salt=CHANGE)
    except (signing.BadSignature, ValueError):
        return 0
    return number if isinstance(number, int) else 0
