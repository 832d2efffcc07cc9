"""Everything about an article but its text, each field from ranked candidates of one tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from onestory.article import Titles
from onestory.extract import jsonld
from onestory.extract.authors import read_authors
from onestory.extract.blocks import Page
from onestory.extract.dates import Moment, day_order, read_date
from onestory.extract.head import Head, host, web_address
from onestory.extract.select import Selector, short_line
from onestory.extract.titles import read_titles

PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article:published", "publish-date", "publish_date", "publishdate", "published_time",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dc.date", "date", "pubdate", "article.published",
    "article_date_original", "originalpublicationdate", "release_date", "last-modified",
)  # fmt: skip
MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified",
    "dcterms.modified", "dc.date.modified", "revised", "lastmod", "last-updated",
)  # fmt: skip
# "/2024/03/12/", "/2024-03-12-title"; not "/2024/03/".
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0\d|1[0-2])[/-]?([0-2]\d|3[01])(?:[/_-]|$)")
DATED = Selector("[itemprop='datePublished'],time,[class*='publish' i],[class*='date' i]")
MAX_DATED = 30  # elements looked at
MAX_DATE = 120  # characters of a text that may be a date
LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


@dataclass(frozen=True, slots=True)
class Metadata:
    title: str = ""
    titles: Titles = Titles()
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str = ""
    outlet: str = ""
    section: str = ""
    image: str = ""
    url: str = ""
    bylines: tuple[str, ...] = ()
    """Author texts as the page gives them, before cleaning: an agency may be among them."""


def read_metadata(
    tree: LexborHTMLParser, head: Head, page: Page, day_first: bool | None = None
) -> Metadata:
    """Read every field. Missing ones are empty. `day_first` is how the outlet is known to write
    03/04/2026; else its language decides."""
    language = read_language(head)
    if day_first is None:
        day_first = not language.lower().startswith("en-us")
    outlet = read_outlet(head)
    title, titles = read_titles(tree, page, head, outlet)
    names = {
        outlet,
        *head.every("og:site_name", "publisher", "dc:publisher"),
        *jsonld.texts(head.article.get("publisher")),
    }
    names |= {_host_name(head), host(head.canonical or head.address)}
    return Metadata(
        title=title,
        titles=titles,
        authors=read_authors(tree, head, page, names),
        published=read_published(tree, head, day_first),
        modified=read_modified(head, day_first),
        language=language,
        outlet=outlet,
        section=jsonld.text(head.article.get("articleSection"))
        or head.first("article:section", "section", "parsely-section", "cxenseparse:section"),
        image=read_image(head),
        url=head.canonical or head.address,
        bylines=(
            *jsonld.texts(head.article.get("author")),
            *head.every("author", "article:author"),
        ),
    )


def read_outlet(head: Head) -> str:
    """The site's name as the page gives it: og:site_name, JSON-LD publisher, application name."""
    return (
        head.first("og:site_name")
        or jsonld.text(head.article.get("publisher"))
        or head.first("application-name", "dc.publisher", "publisher", "copyright")[:80]
    )


def read_published(tree: LexborHTMLParser, head: Head, day_first: bool) -> datetime | None:
    """When the page says it was first published.

    The first candidate decides the day; a later one of the same day may add the time or the zone.
    """
    best = _best(_moments(_published(head), day_first))
    if best is None or not best.timed:
        best = _best(_moments(_shown_dates(tree), day_first), best)
    if best is None and (found := URL_DATE.search(head.canonical or head.address)):
        best = read_date("-".join(found.groups()))
    return best.at if best else None


def numeric_order(tree: LexborHTMLParser, head: Head) -> int:
    """Whether the page writes the day or the month first in numeric dates: 1, -1, or 0 where it
    does not tell, or tells both."""
    texts = [*dict.fromkeys(_published(head)), *_shown_dates(tree)]
    both = ((read_date(t), read_date(t, day_first=False)) for t in texts)
    known = next((day.at for day, month in both if day and day == month), None)
    told = {day_order(text, known) for text in texts} - {0}
    return told.pop() if len(told) == 1 else 0


def _published(head: Head) -> Iterator[str]:
    """What the page declares of when it was first published, best first."""
    yield jsonld.text(head.article.get("datePublished"))
    for key in PUBLISHED_METAS:
        yield from head.every(key)
    for node in head.nodes:
        yield jsonld.text(node.get("datePublished"))
    yield jsonld.text(head.article.get("dateCreated"))


def read_modified(head: Head, day_first: bool) -> datetime | None:
    """When the page says it was last changed."""
    best = _best(_moments(_modified(head), day_first))
    return best.at if best else None


def _modified(head: Head) -> Iterator[str]:
    yield jsonld.text(head.article.get("dateModified"))
    for key in MODIFIED_METAS:
        yield from head.every(key)


def read_language(head: Head) -> str:
    """The page's language tag, as given; empty when it gives none or nonsense."""
    for value in (
        head.language,
        head.first("content-language", "language", "dc.language", "inlanguage"),
        jsonld.text(head.article.get("inLanguage")),
        head.first("og:locale"),
    ):
        if LANGUAGE.match(value):
            return value.replace("_", "-")
    return ""


def read_image(head: Head) -> str:
    """The address of the page's lead image; it is never fetched here."""
    for value in (
        head.first("og:image", "og:image:url", "twitter:image"),
        jsonld.text(head.article.get("image")),
    ):
        if address := web_address(value, head.canonical or head.address):
            return address
    return ""


def _moments(texts: Iterable[str], day_first: bool) -> Iterator[Moment]:
    return (m for text in texts if (m := read_date(text, day_first)))


def _best(moments: Iterable[Moment], first: Moment | None = None) -> Moment | None:
    """The first moment, or a later one that is the same with its time or its zone.

    Nothing is read past one that has both: no other says more.
    """
    best = first
    for moment in moments:
        if best is None or _says_more(moment, best):
            best = moment
        if best.timed and best.at.tzinfo is not None:
            break
    return best


def _says_more(other: Moment, first: Moment) -> bool:
    if not other.timed:
        return False
    if not first.timed:
        return other.at.date() == first.at.date()
    return (
        first.at.tzinfo is None
        and other.at.tzinfo is not None
        and other.at.replace(tzinfo=None, second=0, microsecond=0)
        == first.at.replace(second=0, microsecond=0)
    )


def _shown_dates(tree: LexborHTMLParser) -> Iterator[str]:
    """Dates in the page's visible text, best first: marked up, then named, then beside the title."""
    for node in DATED.among(tree, MAX_DATED):
        attributes = node.attributes
        value = attributes.get("datetime") or attributes.get("content") or ""
        if value and len(value) <= MAX_DATE:
            yield value
        if text := short_line(node, MAX_DATE):
            yield text


def _host_name(head: Head) -> str:
    """The middle of the host: "example" of www.example.co.uk."""
    parts = host(head.canonical or head.address).split(".")
    return max(parts[:-1], key=len) if len(parts) > 1 else ""
