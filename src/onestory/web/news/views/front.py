"""The front page, a section, a search: stories and articles to choose from."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onestory.article import Span
from onestory.brief.usable import without_dateline
from onestory.web.news import claims, frontpage, lists, storypage
from onestory.web.news.models import (
    Outlet,
    Version,
)
from onestory.web.news.pointing import Pointer
from onestory.web.news.search import LONGEST_QUERY, search, sentence_with, words_found
from onestory.web.news.sections import BY_SLUG
from onestory.web.news.views.found import find_section, page_of

TOP = 12  # stories beside the first, before the sections
PER_SECTION = 3


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    stories = list(lists.front_stories()[:60])
    lead, rest = stories[:1], stories[1:]
    top = rest[:TOP]
    blocks = []
    for section in BY_SLUG.values():
        chosen = [s for s in rest[TOP:] if s.section == section.slug][:PER_SECTION]
        if chosen:
            blocks.append((section, chosen))
    return render(
        request,
        "news/front.html",
        {
            "lead": lead[0] if lead else None,
            "lead_brief": storypage.brief_of(lead[0]) if lead else [],
            "lead_claims": claims.claims_of(lead[0], ["disputed"], 1) if lead else [],
            "top": [(s, storypage.brief_of(s)[:2]) for s in top[:2]],
            "second": top[2:],
            "blocks": blocks,
            "disputes": frontpage.disputes_of([s.pk for s in rest]),
            "silent": frontpage.silent_corrections(),
            "outlets": Outlet.objects.filter(paused=False, feeds__isnull=False).distinct().count(),
            "newest": lists.last_change(lists.shown_stories()),
            "feeds": "/",
        },
    )


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = find_section(slug)
    return render(
        request,
        "news/section.html",
        {
            "section": chosen,
            "page": page_of(request, lists.section_stories(chosen)),
            "feeds": f"/section/{slug}/",
        },
    )


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY].replace("\x00", "")
    found = search(query)
    page = Paginator(found, lists.PAGE).get_page(request.GET.get("page"))
    rows = [(hit, _sentence_found(hit.current, query)) for hit in page]
    return render(
        request,
        "news/search.html",
        {"query": query, "page": page, "rows": rows, "total": len(found)},
    )


def _sentence_found(version: Version, query: str) -> Pointer | None:
    """The sentence that answers a search, without its dateline where no word of it was sought."""
    where = sentence_with(version, query)
    if where is None:
        return None
    whole = Span(*where)
    shown = without_dateline(version.text, whole)
    if words_found(version.text[whole.start : shown.start], query):
        shown = whole
    return Pointer(version, shown.start, shown.end)
