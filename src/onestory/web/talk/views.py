"""Posting a comment, and the page that says how its data is processed."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from onestory.spam import CommentText
from onestory.web.news.views import find_story
from onestory.web.talk.gate import check_form, is_trapped, sender_of
from onestory.web.talk.judge import assume, judge, state_for
from onestory.web.talk.markup import to_html
from onestory.web.talk.models import Comment
from onestory.web.talk.privacy import FIELDS
from onestory.web.talk.proposals import take_proposal
from onestory.web.talk.threads import is_open

LONGEST = 10_000  # characters


@csrf_exempt  # the form's own token does it, so that no reader needs a cookie
@require_POST
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a comment; whatever becomes of it, the reader is told."""
    story = find_story(pk)
    address = story.get_absolute_url()
    now = timezone.now()
    check = check_form(request, story, now)
    if not check.ok or not is_open(story):
        return redirect(f"{address}?comment=stale#reply")
    if is_trapped(request):
        return redirect(f"{address}?comment=held#reply")  # a robot is not told
    text = request.POST.get("text", "").replace("\x00", "").strip()[:LONGEST]
    if not text:
        return redirect(f"{address}?comment=empty#reply")
    sender = sender_of(request, now)
    if sender.floods(Comment.objects.all(), now):
        return redirect(f"{address}?comment=busy#reply")
    author = request.POST.get("author", "").replace("\x00", "").strip()[:80] or "Anonymous"
    email = _email(request.POST.get("email", ""))
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
    parent = Comment.objects.filter(
        pk=_number(request.POST.get("parent", "")), story=story, state="published"
    ).first()
    comment = Comment.objects.create(
        story=story,
        parent=parent,
        author=author,
        email=email,
        text=text,
        body=to_html(text),
        state=state_for(verdict, author, email),
        created=now,
        score=verdict.score,
        reasons=list(verdict.reasons),
        address_hash=sender.key,
        address_prefix=sender.prefix,
        user_agent=request.META.get("HTTP_USER_AGENT", "")[:200],
    )
    assume(comment, verdict)
    if comment.state == "published":
        return redirect(f"{address}?comment=published#comment-{comment.pk}")
    return redirect(f"{address}?comment=held#reply")


@csrf_exempt  # as for comments
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a reader's proposal about a page's boundary: which article, which other page; no words."""
    story = find_story(pk)
    return redirect(f"{story.get_absolute_url()}?proposal={take_proposal(request, story)}#propose")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "talk/privacy.html",
        {
            "fields": FIELDS,
            "rules": settings.ONESTORY.comments,
        },
    )


def _email(text: str) -> str:
    text = text.strip()[:254]
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
