"""The values that flow through every room: spans, articles, versions, feeds.

Offsets are Unicode code points into the text of one version, never bytes and never UTF-16 units;
text is kept exactly as extracted (no normalisation), so a span can always be proved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, NamedTuple, get_args

State = Literal[
    "article",
    "partial",
    "paywall",
    "consent",
    "soft404",
    "challenge",
    "listing",
    "gallery",
    "live",
    "empty",
]
STATES: tuple[State, ...] = get_args(State)

# States whose text is the outlet's reporting and may be compared; the others keep a link only.
READABLE_STATES: frozenset[State] = frozenset({"article", "partial", "paywall", "gallery", "live"})

PARAGRAPH_BREAK = "\n\n"
# Control characters, surrogates, noncharacters: no XML file and no database holds them all.
ILLEGIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def legible(text: str) -> str:
    """The text with characters that no page may carry replaced one for one, so that offsets hold."""
    return ILLEGIBLE.sub("\ufffd", text)


class Span(NamedTuple):
    """A half-open range of code points, `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a reader should know about an article, pointed at where possible."""

    kind: str
    span: Span | None
    note: str

    def as_record(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "span": list(self.span) if self.span else None,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Titles:
    """The title variants a page carries, kept apart: outlets test headlines against each other."""

    h1: str = ""
    og: str = ""
    jsonld: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One page of one outlet, as read.

    `text` is the paragraphs joined by a blank line. `published` and `modified` are aware unless the
    page gives no zone. `id` is the caller's; it is empty straight after extraction.
    """

    title: str = ""
    text: str = ""
    id: str = ""
    url: str = ""
    state: State = "article"
    titles: Titles = Titles()
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str = ""
    outlet: str = ""
    section: str = ""
    credit: str = ""
    source_link: str = ""
    image: str = ""
    paragraphs: tuple[str, ...] = ()
    confidence: float = 1.0
    warnings: tuple[Warning, ...] = ()
    origin: str = ""
    """Id of the first article of the copy group, where the caller knows it."""
    versions: tuple[Version, ...] = ()
    """Earlier states of the page, oldest first, without the current one."""

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Article:
        """Read an article from a JSON object: unknown fields ignored, missing ones empty.

        Raises ValueError when a field has the wrong type or a date cannot be read; a date that is
        merely missing is None.
        """
        return _article_from(record)

    def as_record(self) -> dict[str, Any]:
        """The object `onestory extract` prints (without `path`), see docs/formats/extract."""
        return {
            "url": self.url,
            "state": self.state,
            "title": self.title,
            "titles": {
                "h1": self.titles.h1,
                "og": self.titles.og,
                "jsonld": self.titles.jsonld,
            },
            "authors": list(self.authors),
            "published": iso(self.published),
            "modified": iso(self.modified),
            "language": self.language,
            "outlet": self.outlet,
            "section": self.section,
            "credit": self.credit,
            "source_link": self.source_link,
            "image": self.image,
            "text": self.text,
            "paragraphs": list(self.paragraphs),
            "confidence": round(self.confidence, 3),
            "warnings": [
                {
                    "kind": w.kind,
                    "start": w.span.start if w.span else None,
                    "end": w.span.end if w.span else None,
                    "note": w.note,
                }
                for w in self.warnings
            ],
        }


@dataclass(frozen=True, slots=True)
class Version:
    """One fetched state of an article. `fetched` is aware and in UTC."""

    number: int
    fetched: datetime
    title: str
    text: str


class FeedEntry(NamedTuple):
    """One item of a feed. `id` is its guid, or its link where it has none.

    A tuple, as thousands are made.
    """

    id: str
    title: str
    link: str
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    enclosures: tuple[Mapping[str, Any], ...] = ()

    def as_record(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title,
            "link": self.link,
            "published": iso(self.published),
            "updated": iso(self.updated),
            "summary": self.summary,
            "authors": list(self.authors),
            "categories": list(self.categories),
            "enclosures": [dict(e) for e in self.enclosures],
        }


@dataclass(frozen=True, slots=True)
class SitemapLink:
    """A sitemap that an index of sitemaps names."""

    url: str
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A parsed feed. `warnings` are sentences; `entries` keep the feed's own order."""

    title: str = ""
    link: str = ""
    entries: tuple[FeedEntry, ...] = ()
    warnings: tuple[str, ...] = ()
    hints: Mapping[str, str] = field(default_factory=dict)
    """What the feed says about polling it: `ttl` (minutes), `hub`, `self`, `next`."""
    sitemaps: tuple[SitemapLink, ...] = ()
    """Where this is an index of sitemaps: those, the likeliest to hold news first."""
    is_sitemap: bool = False

    def as_record(self) -> dict[str, Any]:
        record: dict[str, Any] = {
            "title": self.title,
            "link": self.link,
            "entries": [e.as_record() for e in self.entries],
            "warnings": list(self.warnings),
        }
        if self.sitemaps:
            record["sitemaps"] = [s.url for s in self.sitemaps]
        return record


def iso(moment: datetime | None) -> str:
    """ISO 8601 with the offset the page gave; empty where there is no date."""
    return moment.isoformat() if moment else ""


def read_iso(text: str) -> datetime | None:
    """Read an ISO 8601 date or time; empty text is None. Raises ValueError otherwise."""
    text = text.strip()
    return datetime.fromisoformat(text) if text else None


def _article_from(record: Mapping[str, Any]) -> Article:
    def text(name: str) -> str:
        value = record.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise ValueError(f"{name!r} must be text, not {type(value).__name__}")
        return legible(value)

    def texts(name: str) -> tuple[str, ...]:
        value = record.get(name) or ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, Sequence) or not all(isinstance(v, str) for v in value):
            raise ValueError(f"{name!r} must be a list of texts")
        return tuple(map(legible, value))

    def moment(name: str) -> datetime | None:
        try:
            return read_iso(text(name))
        except ValueError as error:
            raise ValueError(f"{name!r} is not an ISO 8601 time: {text(name)!r}") from error

    identifier = record.get("id")
    state = text("state") or "article"
    if state not in STATES:
        raise ValueError(f"'state' must be one of {', '.join(STATES)}, not {state!r}")
    titles = record.get("titles")
    titles = titles if isinstance(titles, Mapping) else {}
    body = text("text")
    paragraphs = texts("paragraphs") or tuple(p for p in body.split(PARAGRAPH_BREAK) if p)
    versions = record.get("versions") or ()
    return Article(
        id="" if identifier is None else legible(str(identifier)),
        title=text("title"),
        text=body,
        url=text("url"),
        state=state,
        titles=Titles(
            h1=str(titles.get("h1") or ""),
            og=str(titles.get("og") or ""),
            jsonld=str(titles.get("jsonld") or ""),
        ),
        authors=texts("authors"),
        published=moment("published"),
        modified=moment("modified"),
        language=text("language"),
        outlet=text("outlet"),
        section=text("section"),
        credit=text("credit"),
        source_link=text("source_link"),
        image=text("image"),
        paragraphs=paragraphs,
        origin="" if record.get("origin") is None else str(record["origin"]),
        versions=tuple(
            Version(
                number=int(v.get("number", n)),
                fetched=read_iso(str(v.get("fetched") or "1970-01-01T00:00:00+00:00"))
                or datetime.min,
                title=legible(str(v.get("title") or "")),
                text=legible(str(v.get("text") or "")),
            )
            for n, v in enumerate(versions, 1)
        ),
    )


def with_ids(articles: Sequence[Article]) -> list[Article]:
    """The articles, those without an id under their address, or their place among the others."""
    return [
        a if a.id else replace(a, id=a.url or f"#{number}") for number, a in enumerate(articles, 1)
    ]
