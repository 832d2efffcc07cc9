"""The desk's pages about stories: what operators decide of their boundaries, and the log of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from onestory.web.desk import decisions
from onestory.web.desk.decisions import RefusalError
from onestory.web.jobs.boundaries import newest_decision, standing
from onestory.web.jobs.decided import show_at_once
from onestory.web.news import lists
from onestory.web.news.addresses import story_named
from onestory.web.news.labels import DESK_REASON, REFUSED
from onestory.web.news.models import Article, DeskDecision, Story

LISTED = 20  # newest stories to choose from


@staff_member_required(login_url="login")
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """A way to each story, and the log."""
    wanted = request.GET.get("story", "")
    notice = request.GET.get("notice", "")
    if wanted:
        if found := story_named(wanted):
            return redirect("desk-story", found.pk)
        notice = "empty"
    log = DeskDecision.objects.select_related(
        "story__headline__article__outlet", "other__headline__article__outlet", "undone_by"
    ).prefetch_related("changes__article__current")
    return render(
        request,
        "desk/stories.html",
        {
            "newest": lists.shown_stories().order_by("-last_at", "-pk")[:LISTED],
            "page": Paginator(log, lists.PAGE).get_page(request.GET.get("page")),
            "notice": notice if notice in REFUSED else "",
            "reasons": DESK_REASON["undo"],
        },
    )


@staff_member_required(login_url="login")
@require_safe
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """One story with all that can be decided of it."""
    shown = standing(get_object_or_404(Story, pk=pk))
    if shown.pk != pk:
        return redirect("desk-story", shown.pk)
    notice = request.GET.get("notice", "")
    return render(
        request,
        "desk/story.html",
        {
            "story": shown,
            "articles": shown.articles.filter(taken_down=False, outlet__taken_down=False)
            .select_related("outlet", "current")
            .order_by("published", "pk"),
            "reasons": DESK_REASON,
            "notice": notice if notice in REFUSED else "",
            "done": "done" in request.GET,
        },
    )


@staff_member_required(login_url="login")
@require_POST
def decide_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out one decision; what is refused is said on the page it came from."""
    shown = standing(get_object_or_404(Story, pk=pk))
    before = newest_decision()
    try:
        decision = _carry_out(request, shown)
    except RefusalError as refusal:
        return redirect(f"{reverse('desk-story', args=[shown.pk])}?notice={refusal}")
    show_at_once(before, settings.ONESTORY, timezone.now())
    goal = decision.other if decision.action == "merge" else shown
    return redirect(f"{reverse('desk-story', args=[goal.pk])}?done")


@staff_member_required(login_url="login")
@require_POST
def undo_decision(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(DeskDecision, pk=pk)
    before, notice = newest_decision(), ""
    try:
        decisions.undo(decision, request.POST.get("reason", ""), request.user, timezone.now())
    except RefusalError as refusal:
        notice = f"?notice={refusal}"
    else:
        show_at_once(before, settings.ONESTORY, timezone.now())
    return redirect(reverse("desk-stories") + notice)


def _carry_out(request: HttpRequest, story: Story) -> DeskDecision:
    form = request.POST
    made: tuple[Any, ...] = (form.get("reason", ""), request.user, timezone.now())
    action = form.get("action", "")
    if action in {"pin", "unpin"}:
        return decisions.pin(story, action == "pin", *made)
    if action == "merge":
        return decisions.merge(story, _goal(form.get("into", "")), *made)
    if action == "move" and not form.get("into", "").strip():
        return decisions.split(story, _chosen(request), *made)
    if action == "move":
        return decisions.move(story, _chosen(request), _goal(form["into"]), *made)
    raise Http404("There is no such decision.")


def _goal(text: str) -> Story:
    found = story_named(text)
    if found is None:
        raise RefusalError("empty")
    return found


def _chosen(request: HttpRequest) -> list[Article]:
    keys = [
        k for k in request.POST.getlist("article") if k.isascii() and k.isdigit() and len(k) < 18
    ]
    return list(Article.objects.filter(pk__in=keys).select_related("story", "current"))
