"""An article with its versions; an outlet; an author."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count, F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from onestory.web.news import changes, lists, storypage
from onestory.web.news.evidence import admission_of
from onestory.web.news.models import (
    Article,
    Author,
    Outlet,
    Version,
)
from onestory.web.news.views.found import page_of


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
            "page": page_of(request, lists.outlet_articles(shown)),
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
            "page": page_of(request, lists.author_articles(shown)),
            "feeds": f"/author/{slug}/",
        },
    )
