"""A story, its ledger, its storyline."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from onestory.web.news import changes, claims, storypage
from onestory.web.news.assembly import assembly_of
from onestory.web.news.models import (
    Story,
    Version,
    quotable,
)
from onestory.web.news.sections import BY_SLUG
from onestory.web.news.views.found import find_story, find_storyline, page_of
from onestory.web.talk.proposals import proposal_form
from onestory.web.talk.readers import vary
from onestory.web.talk.threads import discussion, put_replies_beside

TOP_CLAIMS = 12  # of a story page; the ledger page has all
TOP_SINGLE = 6
TOP_LATER = 3  # of what one outlet added later, shown among them
COMPARED = ("disputed", "agreed", "compatible", "added-later", "withdrawn")


@require_safe
def story(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    shown = find_story(pk)
    if shown.pk != pk or shown.slug != slug:
        return redirect(shown, permanent=True)
    headline = shown.headline
    assert headline is not None
    earlier, later = storypage.neighbours_of(shown)
    groups = storypage.origins_of(shown)
    put_replies_beside(shown, (a for g in groups for a in (g.lead, *g.copies)))
    brief = storypage.brief_of(shown)
    compared = claims.without_retold(claims.claims_of(shown, COMPARED, TOP_CLAIMS))
    compared = claims.few_later(compared, TOP_LATER)
    told = {p.text.strip() for p in brief} | claims.sentences_of(compared)
    response = render(
        request,
        "news/story.html",
        {
            "story": shown,
            "headline": headline,
            "brief": brief,
            "claims": claims.told_once(compared, brief),
            "single": claims.that_stand_alone(
                claims.claims_of(shown, ["single-source"]), TOP_SINGLE, told
            ),
            "claim_total": shown.claims.count(),
            "statuses": _status_counts(shown),
            "timeline": storypage.timeline_of(shown),
            "groups": groups,
            "copies": sum(len(g.copies) for g in groups),
            "pin": shown.decisions.filter(action="pin").first() if shown.pinned else None,
            "growth": storypage.growth_shown(groups),
            "changes": changes.changes_of(shown)[:12],
            "coverage": storypage.coverage_of(shown),
            "checks": _headline_checks(shown),
            "assembly": assembly_of(shown),
            "earlier": earlier,
            "later": later,
            "section": BY_SLUG.get(shown.section),
            "discussion": discussion(request, shown),
            "proposals": proposal_form(request, shown),
            "feeds": f"/story/{shown.pk}-{shown.slug}/",
        },
    )
    return vary(response)


def _status_counts(shown: Story) -> list[tuple[str, int]]:
    rows = shown.claims.values("status").annotate(n=Count("pk"))
    counts = {row["status"]: row["n"] for row in rows}
    order = ("disputed", "agreed", "compatible", "single-source", "added-later", "withdrawn")
    return [(s, counts[s]) for s in order if s in counts]


def _headline_checks(shown: Story) -> list[tuple[Version, int, int, str]]:
    rows = [c for c in shown.headline_checks if not c["supported"]]
    shown_now = Version.objects.filter(quotable("article__")).select_related("article__outlet")
    found = shown_now.in_bulk({c["version"] for c in rows})
    return [(found[c["version"]], *c["span"], c["note"]) for c in rows if c["version"] in found]


@require_safe
def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    shown = find_story(pk)
    if shown.pk != pk:
        return redirect("ledger", shown.pk, permanent=True)
    status = request.GET.get("status", "")
    wanted = [status] if status else []
    return render(
        request,
        "news/ledger.html",
        {
            "story": shown,
            "claims": claims.told_once(claims.joined(claims.claims_of(shown, wanted))),
            "statuses": _status_counts(shown),
            "status": status,
        },
    )


@require_safe
def storyline(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    shown, events = find_storyline(pk)
    address = shown.get_absolute_url()
    if request.path != address:
        return redirect(address, permanent=True)
    return render(
        request,
        "news/storyline.html",
        {
            "first": events[0],
            "headline": events[0].headline,
            "total": events.count(),
            "page": page_of(request, events),
            "rising": True,
            "feeds": address,
        },
    )
