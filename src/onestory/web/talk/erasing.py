"""What is kept of one person: handed out, and erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from onestory.article import iso
from onestory.web.talk.judge import forget_deleted, learned_rows
from onestory.web.talk.models import Comment, Letter, Mailed, Reader

BLANKED: dict[str, Any] = {
    "author": "",
    "email": "",
    "link": "",
    "text": "",
    "body": "",
    "state": "removed",
    "reasons": [],
    "address_hash": "",
    "address_prefix": "",
    "user_agent": "",
    "notify": False,
    "outlet": None,
    "imported": "",
}


def comments_of(email: str) -> QuerySet[Comment]:
    return Comment.objects.filter(email__iexact=email).order_by("created", "pk")


@transaction.atomic
def erase(comment: Comment) -> None:
    """Erase a comment and what the filter learned of it. Where others answered, its place stays,
    empty: their words are theirs."""
    if not comment.replies.exists():
        comment.delete()
        return
    for name, value in BLANKED.items():
        setattr(comment, name, value)
    comment.save()
    comment.reports.all().delete()
    forget_deleted(comment)


@transaction.atomic
def erase_person(email: str) -> int:
    """Erase all that is kept under an address; how many comments that were."""
    # The newest first: once an answer of their own is gone, what it answered can go whole.
    comments = list(comments_of(email).reverse())
    for comment in comments:
        erase(comment)
    Reader.objects.filter(email=email).delete()
    Letter.objects.filter(to=email).delete()
    Mailed.objects.filter(about=email).delete()
    return len(comments)


def export_person(email: str, now: datetime) -> dict[str, Any]:
    """All that is kept under an address, as JSON-ready values."""
    comments = list(comments_of(email).select_related("story"))
    numbers = {str(c.pk) for c in comments}
    reader = Reader.objects.filter(email=email).first()
    return {
        "address": email,
        "made": iso(now),
        "reader": _record(reader) if reader else None,
        "comments": [
            {
                **_record(comment),
                "page": comment.story.get_absolute_url(),
                "decisions": [
                    {"at": iso(d.at), "from": d.old, "to": d.new, "taught": d.taught}
                    for d in comment.decisions.all()
                ],
            }
            for comment in comments
        ],
        "filter": [row for row in learned_rows() if str(row.get("id")) in numbers],
    }


def _record(row: Comment | Reader) -> dict[str, Any]:
    values = ((f.attname, getattr(row, f.attname)) for f in row._meta.concrete_fields)
    return {n: iso(v) if isinstance(v, datetime) else v for n, v in values}
