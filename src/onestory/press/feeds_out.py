"""An outlet's feed in the kind it offers: RSS 2.0, Atom, JSON Feed or RDF (RSS 1.0)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from onestory.press.material import PressOutlet

NEWEST = 30  # entries a feed shows


@dataclass(frozen=True, slots=True)
class Entry:
    url: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    section: str


def feed_of(outlet: PressOutlet, base: str, entries: Sequence[Entry]) -> tuple[str, str]:
    """Body and content type of the feed."""
    newest = sorted(entries, key=lambda e: e.published, reverse=True)[:NEWEST]
    match outlet.feed:
        case "atom":
            return _atom(outlet, base, newest), "application/atom+xml"
        case "jsonfeed":
            return _json(outlet, base, newest), "application/feed+json"
        case "rdf":
            return _rdf(outlet, base, newest), "application/rdf+xml"
    return _rss(outlet, base, newest), "application/rss+xml"


def _rss(outlet: PressOutlet, base: str, entries: Sequence[Entry]) -> str:
    items = "".join(
        f"<item><title>{escape(e.title)}</title><link>{escape(e.url)}</link>"
        f'<guid isPermaLink="true">{escape(e.url)}</guid>'
        f"<pubDate>{format_datetime(e.published)}</pubDate>"
        f"<description>{escape(e.summary)}</description><category>{escape(e.section)}</category>"
        + "".join(f"<dc:creator>{escape(a)}</dc:creator>" for a in e.authors)
        + "</item>"
        for e in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(outlet.name)}</title><link>{base}/</link><description>Fiction</description>"
        f"<language>{outlet.language}</language>{items}</channel></rss>"
    )


def _atom(outlet: PressOutlet, base: str, entries: Sequence[Entry]) -> str:
    items = "".join(
        f"<entry><title>{escape(e.title)}</title><id>{escape(e.url)}</id>"
        f'<link rel="alternate" href="{escape(e.url)}"/><published>{e.published.isoformat()}</published>'
        f"<updated>{e.updated.isoformat()}</updated><summary>{escape(e.summary)}</summary>"
        + "".join(f"<author><name>{escape(a)}</name></author>" for a in e.authors)
        + "</entry>"
        for e in entries
    )
    updated = max((e.updated for e in entries), default=datetime(2026, 1, 1)).isoformat()
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>{escape(outlet.name)}</title><id>{base}/</id><link href="{base}/"/>'
        f"<updated>{updated}</updated>{items}</feed>"
    )


def _json(outlet: PressOutlet, base: str, entries: Sequence[Entry]) -> str:
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": outlet.name,
            "home_page_url": f"{base}/",
            "items": [
                {
                    "id": e.url,
                    "url": e.url,
                    "title": e.title,
                    "summary": e.summary,
                    "date_published": e.published.isoformat(),
                    "date_modified": e.updated.isoformat(),
                    "authors": [{"name": a} for a in e.authors],
                    "tags": [e.section],
                }
                for e in entries
            ],
        },
        ensure_ascii=False,
    )


def _rdf(outlet: PressOutlet, base: str, entries: Sequence[Entry]) -> str:
    listed = "".join(f'<rdf:li rdf:resource="{escape(e.url)}"/>' for e in entries)
    items = "".join(
        f'<item rdf:about="{escape(e.url)}"><title>{escape(e.title)}</title><link>{escape(e.url)}</link>'
        f"<description>{escape(e.summary)}</description><dc:date>{e.published.isoformat()}</dc:date>"
        + "".join(f"<dc:creator>{escape(a)}</dc:creator>" for a in e.authors)
        + f"<dc:subject>{escape(e.section)}</dc:subject></item>"
        for e in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{base}/"><title>{escape(outlet.name)}</title><link>{base}/</link>'
        f"<description>Fiction</description><items><rdf:Seq>{listed}</rdf:Seq></items></channel>"
        f"{items}</rdf:RDF>"
    )
