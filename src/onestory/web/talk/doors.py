"""The pages that mailed links open: a moderator's errand, a reader's own comments, the end of a mail.

Mail scanners follow links: none of these pages does anything before its button is pressed.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from onestory.web.talk import bymail, readers
from onestory.web.talk.erasing import comments_of, erase_person, export_person
from onestory.web.talk.gate import check_form, is_trapped, sender_of
from onestory.web.talk.judge import decide, undo
from onestory.web.talk.keys import key_of, may_change
from onestory.web.talk.letters import muted_comment, send_door
from onestory.web.talk.models import Mailed, Reader
from onestory.web.talk.token import make_token, trap_name

NO_STORY = 0  # what the token of a form that belongs to no story is bound to
PER_PAGE = 50
ASKED_FROM_ONE_PLACE = 6  # links in an hour

either = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt  # the link itself is the secret; no cookie stands behind it
@either
@transaction.atomic
def moderate(request: HttpRequest, token: str) -> HttpResponse:
    """Ask with GET, decide with POST."""
    found = bymail.errand(token)
    if found is None:
        return render(request, "talk/moderate.html", {"errand": None}, status=404)
    done = request.method == "POST" and found.fresh
    if done:
        now = timezone.now()
        if found.action == "undo":
            undo(found.comment, AnonymousUser(), now, via="mail")
        else:
            decide(found.comment, found.action, AnonymousUser(), now, via="mail")
    context = {
        "errand": found,
        "done": done,
        "undo": bymail.link(found.comment, "undo") if done and found.action != "undo" else "",
        "last": found.comment.decisions.first(),
    }
    return _private(render(request, "talk/moderate.html", context))


@csrf_exempt  # a mail program's own button posts here, without any page of ours (RFC 8058)
@either
def mute(request: HttpRequest, token: str) -> HttpResponse:
    """No more mail about answers to one comment."""
    comment = muted_comment(token)
    if comment is None:
        return render(request, "talk/mute.html", {"comment": None}, status=404)
    if request.method == "POST":
        comment.notify = False
        comment.save(update_fields=["notify"])
    return _private(render(request, "talk/mute.html", {"comment": comment}))


@csrf_exempt  # as for comments
@either
def ask(request: HttpRequest) -> HttpResponse:
    """Who is remembered goes on to their page; anyone else asks for the link by mail."""
    reader = readers.reader_of(request)
    if reader is not None and request.method != "POST":
        return readers.vary(redirect(readers.door(reader.email)))
    now = timezone.now()
    notice = _send(request, now) if request.method == "POST" else ""
    token = make_token(NO_STORY, now)
    context = {
        "notice": notice,
        "token": token,
        "trap": trap_name(token),
        "can_mail": readers.can_mail(),
    }
    return readers.vary(render(request, "talk/ask.html", context))


@csrf_exempt  # the link itself is the secret
@either
def reader(request: HttpRequest, token: str) -> HttpResponse:
    """All that is kept under an address, for who gets its mail: to see, take away or erase."""
    email = readers.email_at(token)
    if not email:
        return render(request, "talk/reader.html", {"email": ""}, status=410)
    if request.method == "POST":
        return _private(_act(request, email))
    return _private(_own_page(request, email))


def _own_page(request: HttpRequest, email: str, notice: str = "") -> HttpResponse:
    now = timezone.now()
    page = Paginator(
        comments_of(email).select_related("story__headline").reverse(), PER_PAGE
    ).get_page(request.GET.get("page"))
    own = ((c, key_of(c)) for c in page.object_list)
    context = {
        "email": email,
        "notice": notice,
        "page": page,
        "rows": [(c, key if may_change(c, key, now) else "") for c, key in own],
        "reader": Reader.objects.filter(email=email).first(),
        "stays": getattr(readers.reader_of(request), "email", "") == email,
    }
    return render(request, "talk/reader.html", context)


def _act(request: HttpRequest, email: str) -> HttpResponse:
    action, now = request.POST.get("action", ""), timezone.now()
    if action == "export":
        text = json.dumps(export_person(email, now), ensure_ascii=False, indent=1)
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="comments.json"'
        return response
    if action == "erase":
        erase_person(email)
        response = _own_page(request, email, "erased")
        readers.leave(response)
        return response
    row = readers.reader_for(email)
    if action == "follow":
        row.confirmed, row.muted = row.confirmed or now, False
    elif action == "mute":
        row.muted = True
    elif action == "stay":
        row.name = request.POST.get("name", "").replace("\x00", "").strip()[:80] or row.name
    row.save()
    response = _own_page(request, email, action)
    if action == "stay":
        readers.stay(response, email)
    elif action == "leave":
        readers.leave(response)
    return response


def _send(request: HttpRequest, now: datetime) -> str:
    if not check_form(request, NO_STORY, now).ok:
        return "stale"
    email = readers.read_email(request.POST.get("email", ""))
    if not email:
        return "empty"
    place = sender_of(request, now).key
    lately = Mailed.objects.filter(kind="asked", about=place, at__gt=now - timedelta(hours=1))
    if lately.count() >= ASKED_FROM_ONE_PLACE:
        return "busy"
    if not is_trapped(request):
        Mailed.objects.create(kind="asked", about=place, at=now)
        send_door(email, now)
    return "sent"  # the same, whether we know the address or not


def _private(response: HttpResponse) -> HttpResponse:
    """The address of the page is a secret: no cache and no search engine keeps it."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
