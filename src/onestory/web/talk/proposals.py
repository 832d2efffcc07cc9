"""Readers propose what belongs together and what does not; the desk decides."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from onestory.web.news import lists
from onestory.web.news.addresses import story_named
from onestory.web.news.models import Article, Story, quotable
from onestory.web.talk.gate import check_form, is_trapped, sender_of
from onestory.web.talk.models import Proposal
from onestory.web.talk.token import make_token, trap_name

MOST_CHOICES = 200  # articles of a story to choose from
NOTICES = {"sent", "stale", "empty", "busy"}


@dataclass(frozen=True, slots=True)
class ProposalForm:
    """The form on a story's page."""

    articles: tuple[Article, ...]
    token: str
    trap: str
    notice: str


def proposal_form(request: HttpRequest, story: Story) -> ProposalForm:
    token = make_token(story.pk, timezone.now())
    articles = lists.shown_articles().filter(quotable(), story=story)
    notice = request.GET.get("proposal", "")
    return ProposalForm(
        tuple(articles[:MOST_CHOICES]),
        token,
        trap_name(token),
        notice if notice in NOTICES else "",
    )


def take_proposal(request: HttpRequest, story: Story) -> str:
    """Store what a reader proposes; the notice that tells them what became of it."""
    now = timezone.now()
    if not check_form(request, story.pk, now).ok:
        return "stale"
    if is_trapped(request):
        return "sent"  # a robot is not told
    about = _about(request, story)
    if about is None:
        return "empty"
    sender = sender_of(request, now)
    if sender.floods(Proposal.objects.all(), now):
        return "busy"
    # Said once is enough.
    Proposal.objects.get_or_create(
        story=story,
        state="open",
        **about,
        defaults={"created": now, "address_hash": sender.key, "address_prefix": sender.prefix},
    )
    return "sent"


def _about(request: HttpRequest, story: Story) -> dict[str, object] | None:
    kind = request.POST.get("kind", "")
    if kind == "misplaced":
        number = request.POST.get("article", "")
        known = number.isascii() and number.isdigit() and len(number) < 18
        article = story.articles.filter(quotable(), pk=number).first() if known else None
        return {"kind": kind, "article": article} if article else None
    if kind == "same-event":
        other = story_named(request.POST.get("other", ""))
        shown = lists.shown_stories().filter(pk=other.pk).exclude(pk=story.pk) if other else ()
        return {"kind": kind, "other": shown[0]} if shown else None
    return None
