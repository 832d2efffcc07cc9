"""What the site says of itself: sources, method, corrections, and what is not there."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onestory.measured import readings
from onestory.web.news import lists
from onestory.web.news.evidence import admission_of
from onestory.web.news.labels import STATUS, STATUS_MEANING
from onestory.web.news.measured import measured_rows
from onestory.web.news.models import (
    Correction,
    Evidence,
    Feed,
    Outlet,
)
from onestory.web.news.views.found import page_of


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
    return render(
        request,
        "news/method.html",
        {
            "measures": measured_rows(),
            "status_meanings": meanings,
            "disputed": readings.DISPUTED,
            "agreed": readings.AGREED,
            "dated_stories": readings.DATED_STORIES,
            "dated_wrong": readings.DATED_WRONG,
        },
    )


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "news/corrections.html",
        {
            "corrections": Correction.objects.select_related("story__headline")[:100],
            "page": page_of(request, lists.shown_changes()),
        },
    )


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "news/about.html")
