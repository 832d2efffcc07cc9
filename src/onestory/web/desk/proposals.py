"""The queue of what readers proposed about stories; accepting one is a decision of the desk."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from onestory.web.desk import decisions
from onestory.web.desk.decisions import RefusalError
from onestory.web.jobs.boundaries import newest_decision, standing
from onestory.web.jobs.decided import show_at_once
from onestory.web.news import lists
from onestory.web.news.addresses import story_named
from onestory.web.news.labels import DESK_REASON, REFUSED
from onestory.web.news.models import Story
from onestory.web.talk.models import Proposal

STATES = ("open", "accepted", "declined")


@staff_member_required(login_url="login")
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """One list, oldest first."""
    state = request.GET.get("state", "open")
    state = state if state in STATES else "open"
    notice = request.GET.get("notice", "")
    rows = (
        Proposal.objects.filter(state=state)
        .exclude(article__taken_down=True)
        .exclude(article__outlet__taken_down=True)
        .select_related("story__headline", "other__headline", "article__current", "article__outlet")
    )
    return render(
        request,
        "desk/proposals.html",
        {
            "page": Paginator(rows, lists.PAGE).get_page(request.GET.get("page")),
            "state": state,
            "states": STATES,
            "reasons": DESK_REASON,
            "notice": notice if notice in REFUSED else "",
        },
    )


@staff_member_required(login_url="login")
@require_POST
def decide_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    action = request.POST.get("action", "")
    if action not in {"accept", "decline"}:
        return HttpResponseBadRequest("The action must be accept or decline.")
    before, notice = newest_decision(), ""
    try:
        _settle(request, pk, accept=action == "accept")
    except RefusalError as refusal:
        notice = f"?notice={refusal}"
    else:
        show_at_once(before, settings.ONESTORY, timezone.now())
    return redirect(f"/desk/proposals/{notice}")


@transaction.atomic
def _settle(request: HttpRequest, pk: int, accept: bool) -> None:
    now = timezone.now()
    proposal = get_object_or_404(Proposal.objects.select_for_update(), pk=pk)
    if proposal.state != "open":
        raise RefusalError("done")
    if accept:
        _carry_out(request, proposal, now)
    proposal.state = "accepted" if accept else "declined"
    proposal.decided, proposal.decided_by = now, request.user
    proposal.save(update_fields=["state", "decided", "decided_by"])


def _carry_out(request: HttpRequest, proposal: Proposal, now: datetime) -> None:
    reason = request.POST.get("reason", "")
    story = standing(proposal.story)
    if proposal.kind == "same-event":
        _join(story, standing(proposal.other), reason, request.user, now)
        return
    article = proposal.article
    if article.story_id != story.pk:
        raise RefusalError("done")
    into = request.POST.get("into", "").strip()
    if not into:
        decisions.split(story, [article], reason, request.user, now)
        return
    goal = story_named(into)
    if goal is None:
        raise RefusalError("empty")
    decisions.move(story, [article], goal, reason, request.user, now)


def _join(story: Story, other: Story, reason: str, by: AbstractBaseUser, now: datetime) -> None:
    """The page that came later goes into the earlier one, whose address is the better known."""
    if story.pk == other.pk:
        raise RefusalError("done")
    earlier, later = sorted((story, other), key=lambda s: (s.first_at or now, s.pk))
    decisions.merge(later, earlier, reason, by, now)
