"""Posting a comment, changing it, reporting one, and the page that says how its data is processed."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onestory.web.akismet.client import SENT
from onestory.web.news.labels import REPORT
from onestory.web.news.models import Story
from onestory.web.news.views.found import find_story
from onestory.web.talk.erasing import erase
from onestory.web.talk.gate import check_form, is_trapped, sender_of
from onestory.web.talk.keys import key_of, may_change
from onestory.web.talk.models import Comment, Report
from onestory.web.talk.posting import LONGEST, answered, change, take_comment
from onestory.web.talk.privacy import TABLES
from onestory.web.talk.proposals import take_proposal
from onestory.web.talk.readers import can_mail, remember
from onestory.web.talk.threads import discussion
from onestory.web.talk.token import make_token, trap_name

LONGEST_TO_READ = 20  # reports of one comment that are kept
NOT_TAKEN = {"stale": 409, "empty": 422, "busy": 429}
"""Notices of comments that were not stored, and the status they are answered with."""


@csrf_exempt  # the form's own token does it, so that no reader needs a cookie
@require_POST
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a comment; whatever becomes of it, the reader is told."""
    story = find_story(pk)
    notice, comment = take_comment(request, story, timezone.now())
    address = f"{story.get_absolute_url()}?comment={notice}"
    if comment is None:
        trapped = notice not in NOT_TAKEN
        return redirect(f"{address}#reply") if trapped else _again(request, story, notice)
    place = f"&at={comment.pk}#comment-{comment.pk}" if comment.state == "published" else "#reply"
    response = redirect(f"{address}&mine={key_of(comment)}{place}")
    if request.POST.get("remember"):
        remember(response, comment.author, comment.email)
    return response


def _again(request: HttpRequest, story: Story, notice: str) -> HttpResponse:
    """What could not be taken is handed back in the form, with the reason."""
    given = request.POST
    form = dataclasses.replace(
        discussion(request, story),
        notice=notice,
        text=given.get("text", "")[:LONGEST],
        name=given.get("author", "")[:80],
        email=given.get("email", "")[:254],
        reply_to=answered(request, story),
    )
    page = "talk/again.html"
    return render(request, page, {"discussion": form}, status=NOT_TAKEN[notice])


@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment in its place, wherever its story went."""
    return redirect(get_object_or_404(Comment, pk=pk, state="published"))


@csrf_exempt  # the key in the link is the secret
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The author changes or deletes a comment, for as long as the site allows."""
    comment = get_object_or_404(Comment.objects.select_related("story__headline"), pk=pk)
    key, now = request.GET.get("key", ""), timezone.now()
    if not may_change(comment, key, now):
        return render(request, "talk/edit.html", {"comment": None}, status=410)
    if request.method != "POST":
        return render(request, "talk/edit.html", {"comment": comment, "key": key})
    address = comment.story.get_absolute_url()
    if request.POST.get("action") == "delete":
        erase(comment)
        return redirect(f"{address}?comment=deleted#reply")
    if not change(comment, request.POST.get("text", ""), now):
        return render(request, "talk/edit.html", {"comment": comment, "key": key, "empty": True})
    place = f"&at={pk}#comment-{pk}" if comment.state == "published" else "#reply"
    return redirect(f"{address}?comment={comment.state}&mine={key}{place}")


@csrf_exempt  # as for comments
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A reader says what is wrong with a comment: a choice, no words. A moderator looks."""
    comment = get_object_or_404(Comment, pk=pk, state="published")
    now = timezone.now()
    context = {"comment": comment, "reasons": REPORT.items(), "notice": ""}
    if request.method == "POST":
        context["notice"] = _take_report(request, comment, now)
    token = make_token(comment.story_id, now)
    context |= {"token": token, "trap": trap_name(token)}
    return render(request, "talk/report.html", context)


def _take_report(request: HttpRequest, comment: Comment, now: datetime) -> str:
    reason = request.POST.get("reason", "")
    if not check_form(request, comment.story_id, now).ok:
        return "stale"
    if reason not in REPORT:
        return "empty"
    sender = sender_of(request, now)
    if sender.floods(Report.objects.all(), now):
        return "busy"
    own = comment.reports.filter(address_hash=sender.key)
    if not is_trapped(request) and not own.exists() and comment.reports.count() < LONGEST_TO_READ:
        Report.objects.create(
            comment=comment,
            reason=reason,
            created=now,
            address_hash=sender.key,
            address_prefix=sender.prefix,
        )
    return "sent"


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
            "tables": TABLES,
            "rules": settings.ONESTORY.comments,
            "can_mail": can_mail(),
            "akismet": settings.ONESTORY.akismet,
            "akismet_sent": SENT.items(),
        },
    )
