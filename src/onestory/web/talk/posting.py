"""A comment comes in, and its author changes it."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from onestory.spam import Verdict
from onestory.spam.values import Decision
from onestory.web.akismet.client import Visit, akismet, fields_about, note_answer
from onestory.web.news.models import Story
from onestory.web.talk.address import visitor_address
from onestory.web.talk.gate import author_floods, check_form, is_trapped, sender_of
from onestory.web.talk.judge import arrived, as_text, judge, state_for
from onestory.web.talk.letters import ask_to_confirm
from onestory.web.talk.markup import to_html
from onestory.web.talk.models import Comment
from onestory.web.talk.readers import can_mail, may_speak_for, read_email, reader_of
from onestory.web.talk.threads import is_open

LONGEST = 10_000  # characters
NAMELESS = "Anonymous"
OF_AKISMET: dict[str, Decision] = {"ham": "publish", "spam": "spam", "discard": "discard"}


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
    author = author or (reader.name if reader else "") or NAMELESS
    email = reader.email if reader else read_email(request.POST.get("email", ""))
    if author != NAMELESS and author_floods(Comment.objects.all(), author, email, now):
        return "busy", None
    speaks_for = request.POST.get("outlet", "")
    outlet = next((o for o in may_speak_for(request, story) if str(o.pk) == speaks_for), None)
    comment = Comment(
        story=story,
        parent=answered(request, story),
        author=author,
        email=email,
        text=text,
        body=to_html(text),
        created=now,
        address_hash=sender.key,
        address_prefix=sender.prefix,
        user_agent=request.META.get("HTTP_USER_AGENT", "")[:200],
        notify=bool(email and can_mail() and request.POST.get("notify")),
        outlet=outlet,
    )
    verdict = judge(dataclasses.replace(as_text(comment), seconds_to_submit=check.seconds))
    decision = _second_opinion(comment, verdict, request)
    proven = reader is not None
    # Whoever speaks for an outlet is read first: it stands beside the coverage.
    comment.state = "held" if outlet else state_for(decision, author, email, proven)
    comment.score, comment.reasons = verdict.score, list(verdict.reasons)
    comment.verdict = verdict.decision
    comment.save()
    _ask_in_shadow(comment, request)
    arrived(comment, verdict, now)
    if comment.notify and comment.state != "spam":
        ask_to_confirm(email, now)
    return ("published" if comment.state == "published" else "held"), comment


def _second_opinion(comment: Comment, verdict: Verdict, request: HttpRequest) -> Decision:
    """What the machines decide together: the filter, and Akismet where the site asks it to decide.

    Where Akismet is silent, the filter's word stands.
    """
    rules = settings.ONESTORY.akismet
    asks = rules.mode == "sole" or (rules.mode == "second" and verdict.asked)
    if not rules.key or not asks:
        return verdict.decision
    comment.second = akismet.check(fields_about(comment, _visit(request)))
    return OF_AKISMET.get(comment.second, verdict.decision)


def _ask_in_shadow(comment: Comment, request: HttpRequest) -> None:
    """Ask for the report only, where it was not asked already; nobody waits for it."""
    if settings.ONESTORY.akismet.key and not comment.second:
        fields = fields_about(comment, _visit(request))
        akismet.check_later(fields, note_answer(comment.pk))


def _visit(request: HttpRequest) -> Visit:
    header = request.META
    agent, referrer = header.get("HTTP_USER_AGENT", ""), header.get("HTTP_REFERER", "")
    return Visit(visitor_address(request), agent[:200], referrer[:1000])


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
