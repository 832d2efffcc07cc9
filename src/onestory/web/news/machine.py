"""Pages for machines: sitemaps, OPML, snapshots, health, metrics and the read-only API."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from onestory.errors import OnestoryError
from onestory.fetch.snapshot import Snapshot, SnapshotStore
from onestory.web.news import lists
from onestory.web.news.models import Article, Feed, Outlet, Report, Story, Version
from onestory.web.news.openapi import DOCUMENT
from onestory.web.news.sections import BY_SLUG
from onestory.web.news.views.found import find_story

MOST_IN_SITEMAP = 50_000  # sitemaps.org limit
NEWS_AGE = timedelta(days=2)
API_PAGE = 100
XML = "application/xml; charset=utf-8"


def _absolute(address: str) -> str:
    return settings.ONESTORY.site.base_url.rstrip("/") + address


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Only pages with our own comparison on them; bare lists are left out."""
    fixed = ["/", "/sources/", "/method/", "/about/", "/corrections/", "/privacy/comments/"]
    rows = [f"<url><loc>{escape(_absolute(a))}</loc></url>" for a in fixed]
    rows += [f"<url><loc>{escape(_absolute(f'/section/{s}/'))}</loc></url>" for s in BY_SLUG]
    stories = lists.shown_stories().filter(origins__gte=2)[: MOST_IN_SITEMAP - 100]
    rows += [
        f"<url><loc>{escape(_absolute(s.get_absolute_url()))}</loc>"
        f"<lastmod>{s.last_at.isoformat()}</lastmod></url>"
        for s in stories
    ]
    body = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' + "".join(rows)
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{body}</urlset>', XML)


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Story pages with at least two independent origins, of the last two days."""
    site = settings.ONESTORY.site
    recent = lists.shown_stories().filter(origins__gte=2, last_at__gte=timezone.now() - NEWS_AGE)[
        :1000
    ]
    rows = [
        f"<url><loc>{escape(_absolute(s.get_absolute_url()))}</loc><news:news><news:publication>"
        f"<news:name>{escape(site.title)}</news:name><news:language>{site.language}</news:language>"
        f"</news:publication><news:publication_date>{s.first_at.isoformat()}"
        f"</news:publication_date><news:title>{escape(s.headline.title)}</news:title></news:news></url>"
        for s in recent
    ]
    return HttpResponse(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        + "".join(rows)
        + "</urlset>",
        XML,
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Outlet, author and article pages are lists of others' work: not for search engines."""
    lines = [
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /search/",
        "Disallow: /article/",
        "Disallow: /outlet/",
        "Disallow: /author/",
        "",
        f"Sitemap: {_absolute('/sitemap.xml')}",
        f"Sitemap: {_absolute('/news-sitemap.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), "text/plain; charset=utf-8")


@require_safe
def opml(request: HttpRequest) -> HttpResponse:
    from onestory.web.jobs.sources import export_opml

    return HttpResponse(export_opml(), "text/x-opml; charset=utf-8")


@require_safe
def snapshot(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The stored bytes of a page, for those who may see them; always as inert plain text."""
    version = get_object_or_404(
        Version.objects.select_related("article__outlet"), article=pk, number=number
    )
    allowed = settings.ONESTORY.site.show_texts or (
        request.user.is_authenticated and request.user.is_staff
    )
    article = version.article
    if not allowed or not article.is_quotable or not version.snapshot_file:
        raise Http404("There is no snapshot here.")
    store = SnapshotStore(settings.ONESTORY.snapshots)
    try:
        body = store.read(
            Snapshot(
                version.snapshot_file,
                version.snapshot_offset or 0,
                version.snapshot_length or 0,
                version.snapshot_sha256,
            )
        )
    except (OnestoryError, OSError) as error:
        raise Http404(f"The snapshot cannot be read: {error}") from error
    response = HttpResponse(body, "text/plain; charset=utf-8")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers; the age of the last look in minutes."""
    try:
        newest = Feed.objects.aggregate(at=Max("last_poll"))["at"]
    except DatabaseError:
        return JsonResponse({"ok": False, "problem": "The database does not answer."}, status=503)
    age = None if newest is None else round((timezone.now() - newest).total_seconds() / 60, 1)
    return JsonResponse({"ok": True, "database": connection.vendor, "minutes_since_last_look": age})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counts in the Prometheus text format."""
    lines = []

    def gauge(name: str, value: int, **labels: str) -> None:
        inner = ",".join(f'{k}="{v}"' for k, v in labels.items())
        lines.append(f"onestory_{name}{{{inner}}} {value}" if inner else f"onestory_{name} {value}")

    for row in Article.objects.values("state").annotate(n=Count("pk")):
        gauge("articles", row["n"], state=row["state"])
    gauge("versions", Version.objects.count())
    gauge("stories", Story.objects.filter(merged_into__isnull=True).count())
    gauge("stories_stale", Story.objects.filter(stale=True).count())
    gauge("feeds", Feed.objects.filter(gone=False).count())
    gauge("feeds_failing", Feed.objects.filter(failures__gt=0, gone=False).count())
    gauge("pages_due", Article.objects.filter(next_read__lte=timezone.now()).count())
    return HttpResponse("\n".join(lines) + "\n", "text/plain; version=0.0.4; charset=utf-8")


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(DOCUMENT)


@require_safe
def api_stories(request: HttpRequest) -> HttpResponse:
    stories = lists.shown_stories()
    wanted = request.GET.get("section", "")
    if wanted:
        stories = stories.filter(section=wanted)
    return _json({"stories": [_story_record(s) for s in stories[:API_PAGE]]})


def _bound(report: Report) -> dict[str, str | float]:
    """What a figure's number bounds, named as `onestory ledger` names it: nothing where it is exact."""
    bound: dict[str, str | float] = {}
    if report.comparator != "=":
        bound["comparator"] = report.comparator
    if report.high is not None:
        bound["high"] = report.high
    return bound


@require_safe
def api_story(request: HttpRequest, pk: int) -> HttpResponse:
    story = find_story(pk)
    claims = story.claims.prefetch_related("reports__version__article__outlet")
    return _json(
        {
            **_story_record(story),
            "brief": story.brief,
            "articles": [
                {
                    "id": a.pk,
                    "url": a.url,
                    "outlet": a.outlet.slug,
                    "origin": a.origin_id,
                    "title": a.current.title,
                    "published": a.published.isoformat(),
                    "state": a.state,
                }
                for a in lists.shown_articles().filter(story=story)
            ],
            "claims": [
                {
                    "kind": c.kind,
                    "status": c.status,
                    "origins": c.origins,
                    "why": c.why,
                    "reports": [
                        {
                            "article": r.article_id,
                            "version": r.version.number,
                            "span": [r.start, r.end],
                            "value": r.value,
                            **_bound(r),
                            "text": r.version.text[r.start : r.end],
                            "hedged": r.hedged,
                        }
                        for r in c.reports.all()
                        if r.version.article.is_quotable
                    ],
                }
                for c in claims
            ],
            "coverage": story.coverage,
        }
    )


@require_safe
def api_article(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(lists.shown_articles(), pk=pk)
    return _json(
        {
            "id": article.pk,
            "url": article.url,
            "outlet": article.outlet.slug,
            "state": article.state,
            "title": article.current.title,
            "authors": [a.name for a in article.authors.all()],
            "published": article.published.isoformat(),
            "story": article.story_id,
            "origin": article.origin_id,
            "warnings": article.warnings,
            "versions": [
                {
                    "number": v.number,
                    "fetched": v.fetched.isoformat(),
                    "sha256": v.sha256,
                    "silent_correction": v.silent_correction,
                    "changes": v.changes,
                }
                for v in article.versions.all()
            ],
        }
    )


@require_safe
def api_outlets(request: HttpRequest) -> HttpResponse:
    return _json(
        {
            "outlets": [
                {
                    "slug": o.slug,
                    "name": o.name,
                    "domain": o.domain,
                    "country": o.country,
                    "kind": o.kind,
                    "owner": o.owner,
                }
                for o in Outlet.objects.all()
            ]
        }
    )


def _story_record(story: Story) -> dict[str, Any]:
    assert story.headline is not None
    return {
        "id": story.pk,
        "address": _absolute(story.get_absolute_url()),
        "headline": story.headline.title,
        "headline_article": story.headline.article_id,
        "section": story.section,
        "country": story.country,
        "outlets": story.outlets,
        "origins": story.origins,
        "first_at": story.first_at.isoformat() if story.first_at else None,
        "last_at": story.last_at.isoformat() if story.last_at else None,
        "rank": story.rank_parts,
    }


def _json(record: dict[str, Any]) -> HttpResponse:
    return HttpResponse(
        json.dumps(record, ensure_ascii=False), content_type="application/json; charset=utf-8"
    )
