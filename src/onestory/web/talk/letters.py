"""What the hub mails, and when it keeps silent. A letter is stored first and sent by the gather loop."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from onestory.web.talk import bymail
from onestory.web.talk.models import Comment, Letter, Mailed, Reader, Report
from onestory.web.talk.readers import can_mail, door, read_email

MUTE = "onestory.mute"
BETWEEN_DOORS = timedelta(minutes=10)  # two links for one address
BETWEEN_CONFIRMS = timedelta(days=1)
MOST_DOORS = 100  # of either kind in an hour: the hub is nobody's means to flood others
LONGEST_TITLE = 90
IN_DIGEST = 30
EXCERPT = 300  # characters of a comment in the digest


def ask_moderators(comment: Comment, now: datetime) -> None:
    """Mail a held comment with its links. What is spam by the filter alone is not mailed, and after
    so many in an hour the digest has the rest."""
    rules = settings.ONESTORY.mail
    if not can_mail() or comment.state != "held":
        return
    lately = Mailed.objects.filter(kind="held", at__gt=now - timedelta(hours=1)).count()
    if lately >= rules.most_per_hour:
        return
    _note("held", str(comment.pk), now)
    for moderator in rules.moderators:
        about = {"comment": comment, "links": _links(comment), "mail": comment.email}
        _write("held", moderator, f"Held: {_title(comment)}", about, now)


def tell_of_answer(comment: Comment, now: datetime) -> None:
    """Mail the author of what was answered, once, if they asked for it and proved their address."""
    asked = comment.parent
    if not can_mail() or comment.state != "published" or asked is None or not asked.notify:
        return
    email = read_email(asked.email)
    if not email or email == comment.email.lower() or _was_mailed("answer", str(comment.pk)):
        return
    reader = Reader.objects.filter(email=email).first()
    if reader is None or reader.confirmed is None or reader.muted:
        return
    _note("answer", str(comment.pk), now)
    mute = reverse("mute", args=[signing.dumps(asked.pk, salt=MUTE)])
    about = {"comment": comment, "asked": asked, "mute": mute, "door": door(email)}
    _write("answer", email, f"Answered: {_title(comment)}", about, now, unsubscribe=mute)


def ask_to_confirm(email: str, now: datetime) -> None:
    """The second half of the double opt-in; once a day, and not of those who said yes or no.

    Nothing is stored of the address but that it was asked: whoever typed it need not own it.
    """
    reader = Reader.objects.filter(email=email).first()
    if reader is None or (reader.confirmed is None and not reader.muted):
        _send_door("confirm", email, now, BETWEEN_CONFIRMS)


def send_door(email: str, now: datetime) -> None:
    """Mail the link to the page of an address, but never two within ten minutes."""
    _send_door("door", email, now, BETWEEN_DOORS)


def _send_door(kind: str, email: str, now: datetime, between: timedelta) -> None:
    lately = Mailed.objects.filter(kind=kind, at__gt=now - timedelta(hours=1)).count()
    if not can_mail() or lately >= MOST_DOORS or _was_mailed(kind, email, now - between):
        return
    _note(kind, email, now)
    title = settings.ONESTORY.site.title
    asks = "may answers be mailed to you?" if kind == "confirm" else "your comments"
    _write(kind, email, f"{title}: {asks}", {"door": door(email)}, now)


def write_digest(now: datetime) -> bool:
    """The day's mail to the moderators, after its hour; none where nothing waits."""
    rules = settings.ONESTORY.mail
    here = timezone.localtime(now)
    if not can_mail() or rules.digest_hour < 0 or here.hour < rules.digest_hour:
        return False
    if _was_mailed("digest", f"{here:%Y-%m-%d}"):
        return False
    _note("digest", f"{here:%Y-%m-%d}", now)
    held = Comment.objects.filter(state="held").select_related("story__headline")
    since = now - timedelta(days=1)
    counts = {
        "held": held.count(),
        "reported": Report.objects.filter(comment__state="published", created__gt=since).count(),
        "published": Comment.objects.filter(state="published", created__gt=since).count(),
        "spam": Comment.objects.filter(state="spam", created__gt=since).count(),
    }
    if not counts["held"] and not counts["reported"]:
        return False
    rows = [(c, c.text[:EXCERPT], _links(c)) for c in held[:IN_DIGEST]]
    subject = f"{settings.ONESTORY.site.title}: {counts['held']} comments wait"
    for moderator in rules.moderators:
        _write("digest", moderator, subject, {"rows": rows, "counts": counts}, now)
    return True


def muted_comment(token: str) -> Comment | None:
    """The comment whose answers a mail's link mutes; such links stay good."""
    try:
        number = signing.loads(token, salt=MUTE)
    except (signing.BadSignature, ValueError):
        return None
    return Comment.objects.filter(pk=number).first()


def _links(comment: Comment) -> list[tuple[str, str]]:
    return [
        (name, bymail.link(comment, action))
        for name, action in (("Approve", "published"), ("Spam", "spam"), ("Remove", "removed"))
    ]


def _write(
    kind: str, to: str, subject: str, about: dict[str, Any], now: datetime, unsubscribe: str = ""
) -> None:
    base = settings.ONESTORY.site.base_url.rstrip("/")
    context = {"base": base, "site": settings.ONESTORY.site, **about}
    Letter.objects.create(
        kind=kind,
        to=to,
        subject=" ".join(subject.split())[:200],
        text=render_to_string(f"mail/{kind}.txt", context).strip() + "\n",
        unsubscribe=base + unsubscribe if unsubscribe else "",
        created=now,
        due=now,
    )


def _title(comment: Comment) -> str:
    headline = comment.story.headline
    return headline.title[:LONGEST_TITLE] if headline else f"story {comment.story_id}"


def _note(kind: str, about: str, now: datetime) -> None:
    Mailed.objects.create(kind=kind, about=about, at=now)


def _was_mailed(kind: str, about: str, since: datetime | None = None) -> bool:
    rows = Mailed.objects.filter(kind=kind, about=about)
    return (rows.filter(at__gt=since) if since else rows).exists()
