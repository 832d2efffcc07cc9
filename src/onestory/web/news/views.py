"""The readers' pages, one function a page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from onestory.article import Span
from onestory.brief.usable import without_dateline
from onestory.web.news import changes, claims, frontpage, lists, storypage
from onestory.web.news.assembly import assembly_of
from onestory.web.news.evidence import admission_of
from onestory.web.news.labels import STATUS, STATUS_MEANING
from onestory.web.news.measured import measured_rows
from onestory.web.news.models import (
    AS_TOLD,
    Article,
    Author,
    Correction,
    Evidence,
    Feed,
    Outlet,
    Story,
    Storyline,
    Version,
    quotable,
)
from onestory.web.news.pointing import Pointer
from onestory.web.news.search import LONGEST_QUERY, search, sentence_with, words_found
from onestory.web.news.sections import BY_SLUG, Section, home_section
from onestory.web.talk.proposals import proposal_form
from onestory.web.talk.readers import vary
from onestory.web.talk.threads import discussion, put_replies_beside

TOP_CLAIMS = 12  # of a story page; the ledger page has all
TOP_SINGLE = 6
COMPARED = ("disputed", "agreed", "compatible", "added-later", "withdrawn")
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
            "page": _page(request, lists.section_stories(chosen)),
            "feeds": f"/section/{slug}/",
        },
    )


def find_section(slug: str) -> Section:
    home = home_section(settings.ONESTORY.site)
    if home and home.slug == slug:
        return home
    if slug not in BY_SLUG:
        raise Http404("There is no such section.")
    return BY_SLUG[slug]


def find_story(pk: int) -> Story:
    """A story, followed through its merges. Raises Http404."""
    story = get_object_or_404(
        Story.objects.select_related("headline__article__outlet", "merged_into", "storyline"), pk=pk
    )
    for _ in range(20):
        if story.merged_into is None:
            break
        story = story.merged_into
    if story.headline is None or not story.headline.article.is_quotable:
        # Until the next rebuild another of its articles stands in for the one taken down.
        other = story.articles.filter(quotable(), current__isnull=False).select_related("current")
        first = other.order_by(*AS_TOLD).first()
        if first is None:
            raise Http404("This story has nothing to show.")
        story.headline = first.current
    return story


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


def find_storyline(pk: int) -> tuple[Storyline, QuerySet[Story]]:
    """A storyline and its events. Raises Http404 where there are not two to show."""
    found = get_object_or_404(Storyline, pk=pk)
    events = lists.storyline_stories(found)
    if events.count() < lists.FEWEST_EVENTS:
        raise Http404("There is no such storyline.")
    return found, events


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
            "page": _page(request, events),
            "rising": True,
            "feeds": address,
        },
    )


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(
        Article.objects.select_related("outlet", "current", "story__headline", "origin__outlet"),
        pk=pk,
    )
    if shown.taken_down or shown.outlet.taken_down:
        return render(request, "news/taken_down.html", {"article": shown}, status=410)
    versions = list(shown.versions.select_related("article__outlet").order_by("number"))
    version = _chosen_version(request, versions) or shown.current
    may_show = (
        bool(version)
        and not shown.reserved
        and (
            settings.ONESTORY.site.show_texts
            or (request.user.is_authenticated and request.user.is_staff)
        )
    )
    return render(
        request,
        "news/article.html",
        {
            "article": shown,
            "version": version,
            "versions": [changes.version_change(v, cosmetic=True) for v in versions]
            if shown.is_quotable
            else [],
            "paragraphs": storypage.paragraphs_of(version) if may_show and version else [],
            "cited": storypage.cited_sentences(version) if version and not may_show else [],
            "copies": shown.copies.exclude(pk=shown.pk).select_related("outlet", "current"),
            "warnings": storypage.warnings_of(shown),
            "may_show": may_show,
        },
    )


def _chosen_version(request: HttpRequest, versions: list[Version]) -> Version | None:
    wanted = request.GET.get("version", "")
    if not wanted:
        return None
    for version in versions:
        if str(version.number) == wanted:
            return version
    raise Http404("There is no such version.")


@require_safe
def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Outlet, slug=slug)
    newest_first = F("published").desc(nulls_last=True)
    return render(
        request,
        "news/outlet.html",
        {
            "outlet": shown,
            "page": _page(request, lists.outlet_articles(shown)),
            "unread": lists.unread_articles(shown).order_by(newest_first)[:20],
            "feeds_of": shown.feeds.all(),
            "evidence": shown.evidence.all(),
            "admission": admission_of(shown),
            "observed": storypage.observed(shown),
            "authors": shown.authors.annotate(n=Count("articles")).order_by("-n", "name")[:30],
            "feeds": f"/outlet/{slug}/",
        },
    )


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Author.objects.select_related("outlet"), slug=slug)
    return render(
        request,
        "news/author.html",
        {
            "author": shown,
            "page": _page(request, lists.author_articles(shown)),
            "feeds": f"/author/{slug}/",
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


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    outlets = (
        Outlet.objects.filter(Q(feeds__isnull=False) | Q(articles__isnull=False))
        .annotate(n=Count("articles", distinct=True))
        .prefetch_related("feeds", "evidence")
        .distinct()
    )
    return render(
        request,
        "news/sources.html",
        {
            "rows": [(o, admission_of(o)) for o in outlets],
            "feed_total": Feed.objects.count(),
            "evidence_total": Evidence.objects.count(),
        },
    )


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    meanings = [(s, STATUS[s], STATUS_MEANING[s]) for s in STATUS]
    rows = measured_rows()
    return render(request, "news/method.html", {"measures": rows, "status_meanings": meanings})


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "news/corrections.html",
        {
            "corrections": Correction.objects.select_related("story__headline")[:100],
            "page": _page(request, lists.shown_changes()),
        },
    )


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "news/about.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def _page(request: HttpRequest, rows: QuerySet[Any]) -> Page:
    return Paginator(rows, lists.PAGE).get_page(request.GET.get("page"))
