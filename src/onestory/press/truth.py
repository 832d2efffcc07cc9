"""What is planted in an edition, machine-readable: the answers that acceptance tests compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onestory.article import Span
from onestory.press.markup import Marked
from onestory.press.material import PressArticle, PressStory, PressVersion

if TYPE_CHECKING:
    from onestory.press import Press

# What the hub's article row must say of a page with a fault.
STATE_OF_FAULT = {
    "": "article",
    "challenge": "challenge",
    "error500": "failed",
    "error404": "gone",
    "redirect-loop": "failed",
    "consent": "consent",
    "paywall": "paywall",
    "soft404": "soft404",
    "empty": "empty",
}
STATE_OF_KIND = {"live": "live", "gallery": "gallery"}


def truth_of(press: Press) -> dict[str, Any]:
    """The truth of an edition."""
    return {
        "edition": press.edition,
        "anchor": press.anchor.isoformat(),
        "outlets": [
            {
                "id": o.id,
                "name": o.name,
                "host": o.host,
                "country": o.country,
                "kind": o.kind,
                "owner": o.owner,
                "reserved": bool(o.reservation),
                "robots": o.robots,
            }
            for o in press.outlets
        ],
        "stories": [_story(story) for story in press.stories],
        "articles": [_article(article) for article in press.articles],
    }


def expected_state(article: PressArticle) -> str:
    """The state the hub should end with for this page."""
    if article.outlet.robots:
        return "refused"
    if article.versions[-1].kind == "deleted":
        return "gone"
    return STATE_OF_KIND.get(article.kind, STATE_OF_FAULT[article.fault])


def is_comparable(article: PressArticle) -> bool:
    """Whether the hub can read its text and may compare it."""
    return (
        article.fault in {"", "paywall"}
        and not article.outlet.robots
        and not article.outlet.reservation
    )


def _story(story: PressStory) -> dict[str, Any]:
    blind = sorted({a.outlet.id for a in story.articles if not is_comparable(a)})
    return {
        "id": story.id,
        "section": story.section,
        "country": story.country,
        "storyline": story.storyline,
        "confusable_with": story.confusable_with,
        "left_out": list(story.left_out),
        "could_not_look": blind,
        "note": story.note,
        "facts": [
            {
                "key": f.key,
                "counts": f.counts,
                "relation": f.relation,
                "note": f.note,
                "values": _values(story, f.key),
            }
            for f in story.facts
        ],
        "corrections": [
            {
                "article": a.id,
                "version": n,
                "kind": v.kind,
                "at": v.at.isoformat(),
                "still_carried_by": [
                    c.id for c in story.articles if c.origin == a.origin and c is not a
                ],
            }
            for a in story.articles
            for n, v in enumerate(a.versions, 1)
            if v.kind in {"silent-correction", "declared-correction"}
        ],
    }


def _values(story: PressStory, key: str) -> list[dict[str, Any]]:
    return [
        {
            "article": a.id,
            "origin": a.origin,
            "version": n,
            "value": f.value,
            "comparator": f.comparator,
            "high": f.high,
            "at": f.at,
        }
        for a in story.articles
        for n, v in enumerate(a.versions, 1)
        for f in v.marked.figures
        if f.key == key
    ]


def _article(article: PressArticle) -> dict[str, Any]:
    return {
        "id": article.id,
        "story": article.story,
        "origin": article.origin,
        "outlet": article.outlet.id,
        "host": article.outlet.host,
        "path": article.path,
        "state": expected_state(article),
        "comparable": is_comparable(article),
        "kind": article.kind,
        "language": article.language,
        "title": article.versions[0].headline,
        "authors": list(article.byline),
        "published": article.published.isoformat(),
        "section": article.section,
        "credit": article.credit,
        "source_link": article.source_link,
        "anomalies": list(article.anomalies),
        "versions": [_version(v) for v in article.versions],
    }


def _version(version: PressVersion) -> dict[str, Any]:
    return {
        "at": version.at.isoformat(),
        "kind": version.kind,
        "title": version.headline,
        "text": version.marked.text,
        "note": version.note,
        **_gold(version.marked),
    }


def _gold(marked: Marked) -> dict[str, Any]:
    return {
        "attributions": [
            {
                "source": _pair(a.source),
                "cue": _pair(a.cue),
                "contents": [list(c) for c in a.contents],
                "direct": a.direct,
            }
            for a in marked.attributions
        ],
        "figures": [
            {
                "span": list(f.span),
                "key": f.key,
                "value": f.value,
                "comparator": f.comparator,
                "high": f.high,
                "unit": f.unit,
                "at": f.at,
            }
            for f in marked.figures
        ],
        "damages": [{"kind": d.kind, "span": list(d.span)} for d in marked.damages],
    }


def _pair(span: Span | None) -> list[int] | None:
    return list(span) if span else None
