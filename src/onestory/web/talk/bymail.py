"""Links in mails to moderators, each for one decision about one comment.

A link is good for one comment as it stood: once anybody has decided, or the author changed the text, it
decides nothing any more.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse

from onestory.web.talk.models import Comment

SALT = "onestory.moderate"
LASTS = timedelta(days=30)
ACTIONS = frozenset({"published", "spam", "removed", "undo"})


@dataclass(frozen=True, slots=True)
class Errand:
    """What a link is for."""

    comment: Comment
    action: str
    fresh: bool
    """Whether nobody has decided, and nothing changed, since the link was made."""


def link(comment: Comment, action: str) -> str:
    """The path that decides so, once."""
    token = signing.dumps([comment.pk, action, _mark(comment)], salt=SALT)
    return reverse("moderate", args=[token])


def errand(token: str) -> Errand | None:
    """What a link is for; None where it is forged, too old, or its comment is gone."""
    try:
        number, action, mark = signing.loads(token, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Comment.objects.select_related("story__headline").select_for_update(of=("self",))
    comment = rows.filter(pk=number).first()
    if comment is None or action not in ACTIONS:
        return None
    return Errand(comment, action, fresh=mark == _mark(comment))


def _mark(comment: Comment) -> str:
    stands = f"{comment.decisions.count()}:{comment.state}:{comment.text}"
    return hashlib.sha256(stands.encode("utf-8", "surrogatepass")).hexdigest()[:16]
