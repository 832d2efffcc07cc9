"""A comment comes in, and its author changes it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from onestory.spam import CommentText
from onestory.web.news.models import Story
from onestory.web.talk.gate import check_form, is_trapped, sender_of
from onestory.web.talk.judge import arrived, as_text, judge, state_for
from onestory.web.talk.letters import ask_to_confirm
from onestory.web.talk.markup import to_html
from onestory.web.talk.models import Comment
from onestory.web.talk.readers import can_mail, may_speak_for, read_email, reader_of
from onestory.web.talk.threads import is_open

LONGEST = 10_000  # characters


def take_comment(request: HttpRequest, story: Story, now: datetime) -> tuple[str, Comment | None]:
    """Store what a reader sent: the notice that tells them what became of it, and the comment."""
    check = check_form(request, story.pk, now)
    if not check.ok or not is_open(story):
        return "stale", None
    if is_trapped(request):
        return "held", None  # a robot is not told
    text = clean(request.POST.get("text", ""))
    if not text:
        return "empty", None
    sender = sender_of(request, now)
    if sender.floods(Comment.objects.all(), now):
        return "busy", None
    reader = reader_of(request)
    author = request.POST.get("author", "").replace("\x00", "").strip()[:80]
    author = author or (reader.name if reader else "") or "Anonymous"
    email = reader.email if reader else read_email(request.POST.get("email", ""))
    headline = story.headline
    verdict = judge(
        CommentText(
            text=text,
            author=author,
            email=email,
            date=now,
            seconds_to_submit=check.seconds,
            story=f"{headline.title}\n{headline.text[:2000]}" if headline else "",
        )
    )
    speaks_for = request.POST.get("outlet", "")
    outlet = next((o for o in may_speak_for(request, story) if str(o.pk) == speaks_for), None)
    comment = Comment.objects.create(
        story=story,
        parent=answered(request, story),
        author=author,
        email=email,
        text=text,
        body=to_html(text),
        # Whoever speaks for an outlet is read first: it stands beside the coverage.
        state="held" if outlet else state_for(verdict, author, email, proven=reader is not None),
        created=now,
        score=verdict.score,
        reasons=list(verdict.reasons),
        verdict=verdict.decision,
        address_hash=sender.key,
        address_prefix=sender.prefix,
        user_agent=request.META.get("HTTP_USER_AGENT", "")[:200],
        notify=bool(email and can_mail() and request.POST.get("notify")),
        outlet=outlet,
    )
    arrived(comment, verdict, now)
    if comment.notify:
        ask_to_confirm(email, now)
    return ("published" if comment.state == "published" else "held"), comment


def change(comment: Comment, text: str, now: datetime) -> bool:
    """Put the author's new words in place of the old; False where there are none.

    The filter judges them again. They may wait for a moderator after that; what waits goes on waiting.
    """
    text = clean(text)
    if not text:
        return False
    if text != comment.text:
        comment.text, comment.body, comment.edited = text, to_html(text), now
        verdict = judge(as_text(comment))
        comment.score, comment.reasons = verdict.score, list(verdict.reasons)
        comment.verdict = verdict.decision
        shadow = settings.ONESTORY.comments.shadow
        if comment.state == "published" and verdict.decision != "publish" and not shadow:
            comment.state = "held"
        comment.save()
        arrived(comment, verdict, now)
    return True


def clean(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST]


def answered(request: HttpRequest, story: Story) -> Comment | None:
    """The comment that the sent form answers, if it is still shown."""
    text = request.POST.get("parent", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    return Comment.objects.filter(pk=number, story=story, state="published").first()
