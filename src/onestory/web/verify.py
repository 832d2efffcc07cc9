"""`onestory verify`: fetch pages from the running site and prove every word on them again.

A page is proven when each element that claims a source span shows exactly those characters of the
stored version, each row and number it prints is in the database or well-formed, and every other word
is fixed wording: a text of the templates or a phrase of a catalogue. Versions themselves are proved
against their stored digest first, so a character changed in storage is found too.
"""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from django.apps import apps
from django.conf import settings
from django.utils.dateparse import parse_date, parse_datetime
from selectolax.lexbor import LexborHTMLParser, LexborNode

from onestory.config import Settings
from onestory.web.fixed_wording import FixedWording
from onestory.web.jobs.page import differences
from onestory.web.jobs.store import text_digest
from onestory.web.news.models import Article, Outlet, Story, Version
from onestory.web.news.proof import Proof
from onestory.web.news.templatetags.proof import ROW_FIELDS, format_moment

MOST_FAILURES_SHOWN = 20
SILENT = {"script", "style"}
# Attributes whose words a reader may see or hear; a frame's own document is never allowed.
SPOKEN = ("title", "alt", "placeholder", "label", "aria-label", "aria-description", "aria-valuetext",
          "aria-placeholder", "aria-roledescription", "summary", "srcdoc")  # fmt: skip
CODED_INPUTS = {"hidden", "submit", "radio", "checkbox", "button"}  # their values are not shown
CODED_METAS = {"viewport", "color-scheme", "robots", "og:type", "og:url", "article:published_time",
               "article:modified_time"}  # fmt: skip
# `Article`, `https://schema.org`; not a sentence.
CODE = re.compile(r"[A-Za-z0-9:/.#_-]{1,200}")
ADDRESS = re.compile(r"(?:https?://|/)[^\s<>\"]{0,2000}")
SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class PageProof:
    """What was proven on one page, and what was not."""

    url: str
    spans: int = 0
    rows: int = 0
    values: int = 0
    words: int = 0
    """Pieces of fixed wording."""
    failures: list[str] = field(default_factory=list)

    def as_record(self) -> dict[str, Any]:
        return {
            "url": self.url,
            "spans": self.spans,
            "rows": self.rows,
            "values": self.values,
            "fixed": self.words,
            "failures": self.failures,
        }


def verify_site(
    urls: list[str],
    every: bool,
    site: str,
    emit: Callable[[dict[str, Any]], None],
    say: Callable[[str], None],
) -> int:
    """Prove the named pages, or all; the number of failures. Starts the site where none is named."""
    broken = broken_versions() + (changed_stories(settings.ONESTORY) if every else [])
    for line in broken[:MOST_FAILURES_SHOWN]:
        say(line)
    if site:
        totals = _verify_at(site.rstrip("/"), urls, every, emit, say)
    else:
        from onestory.web.jobs.serve import local_site  # loads the whole site

        with local_site() as base:
            totals = _verify_at(base, urls, every, emit, say)
    totals["failures"] += len(broken)
    emit({"summary": dict(totals), "versions_broken": len(broken)})
    say(
        f"{totals['pages']} pages, {totals['spans']} spans, {totals['rows']} rows, "
        f"{totals['values']} values, {totals['fixed']} pieces of fixed wording proven; "
        f"{totals['failures']} failures."
    )
    return totals["failures"]


def broken_versions() -> list[str]:
    """Stored versions whose text no longer has the digest it was stored with."""
    return [
        f"version {v.pk} of article {v.article_id}: its stored text was changed (digest differs)"
        for v in Version.objects.only("pk", "article_id", "title", "text", "sha256").iterator()
        if text_digest(v.title, v.text) != v.sha256
    ]


def changed_stories(hub: Settings) -> list[str]:
    """Stories whose ledger, brief or counts are not what their articles give when read again."""
    found = []
    for story in Story.objects.filter(merged_into__isnull=True, stale=False).iterator():
        parts = differences(story, hub)
        if parts:
            found.append(
                f"story {story.pk} ({story.slug}): changed since it was built: {', '.join(parts)}"
            )
    return found


def _verify_at(
    base: str,
    urls: list[str],
    every: bool,
    emit: Callable[[dict[str, Any]], None],
    say: Callable[[str], None],
) -> Counter[str]:
    prover = Prover()
    totals: Counter[str] = Counter(pages=0, spans=0, rows=0, values=0, fixed=0, failures=0)
    addresses = _crawl_order() if every else map(_within_site, urls)
    with httpx.Client(base_url=base, timeout=60, follow_redirects=True) as client:
        for address in addresses:
            page = _prove_address(client, prover, address)
            emit(page.as_record())
            for failure in page.failures[:MOST_FAILURES_SHOWN]:
                say(f"{page.url}: {failure}")
            totals.update(
                pages=1,
                spans=page.spans,
                rows=page.rows,
                values=page.values,
                fixed=page.words,
                failures=len(page.failures),
            )
    return totals


def _within_site(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _prove_address(client: httpx.Client, prover: Prover, address: str) -> PageProof:
    try:
        response = client.get(address)
    except httpx.HTTPError as error:
        return PageProof(address, failures=[f"it cannot be fetched: {error}"])
    if response.status_code not in {200, 410}:
        return PageProof(address, failures=[f"it answered with status {response.status_code}"])
    return prover.prove(address, response.text)


def _crawl_order() -> Iterator[str]:
    """Every address with words of sources on it."""
    from onestory.web.news.lists import shown_storylines
    from onestory.web.news.models import Author
    from onestory.web.news.sections import navigation

    yield from ("/", "/sources/", "/method/", "/corrections/", "/about/", "/privacy/comments/")
    yield from ("/search/", "/search/?q=people")
    for section in navigation(settings.ONESTORY.site):
        yield f"/section/{section.slug}/"
    for story in Story.objects.filter(merged_into__isnull=True, headline__isnull=False):
        yield story.get_absolute_url()
        yield f"/story/{story.pk}/ledger/"
    for storyline in shown_storylines():
        yield storyline.get_absolute_url()
    for article in Article.objects.filter(taken_down=False, outlet__taken_down=False):
        yield article.get_absolute_url()
        for number in article.versions.values_list("number", flat=True):
            yield f"{article.get_absolute_url()}?version={number}"
    for outlet in Outlet.objects.all():
        yield outlet.get_absolute_url()
    for author in Author.objects.all():
        yield author.get_absolute_url()


class Prover:
    """Proves pages against the database and the fixed wording."""

    def __init__(self) -> None:
        self._wording = FixedWording()
        self._versions: dict[int, Version | None] = {}

    def prove(self, url: str, html: str) -> PageProof:
        """Prove one page."""
        page = PageProof(url)
        tree = LexborHTMLParser(html)
        self._prove_titles(tree, page, url)
        for node in tree.css("script[type='application/ld+json']"):
            self._prove_structured(node.text(), tree, page)
        if tree.body is not None:
            self._walk(tree.body, page, url)
        return page

    def _walk(self, root: LexborNode, page: PageProof, url: str) -> None:
        waiting: deque[LexborNode] = deque([root])
        while waiting:
            node = waiting.popleft()
            if node.tag in SILENT:
                continue
            attributes = node.attributes
            self._attributes(node, attributes, page, url)
            if self._proven_element(node, attributes, page, url):
                for inner in node.css("*"):
                    self._attributes(inner, inner.attributes, page, url)
                continue
            for child in node.iter(include_text=True):
                if child.tag == "-text":
                    self._fixed(child.text(deep=False), page)
                else:
                    waiting.append(child)

    def _attributes(
        self, node: LexborNode, attributes: dict[str, str | None], page: PageProof, url: str
    ) -> None:
        """What an element says without showing text of its own."""
        for name in SPOKEN:
            if attributes.get(name):
                self._fixed(str(attributes[name]), page)
        value = attributes.get("value")
        if node.tag == "input" and value and attributes.get("type") not in CODED_INPUTS:
            if attributes.get("name") != "q" or value != _query(url):
                page.failures.append(f"a field is filled with words: {value[:120]!r}")

    def _proven_element(
        self, node: LexborNode, attributes: dict[str, str | None], page: PageProof, url: str
    ) -> bool:
        """True when the element's words were accounted for here, rightly or not."""
        text = node.text()
        if "data-proof" in attributes:
            page.spans += 1
            shown = attributes.get("content") if node.tag == "meta" else text
            self._span(str(attributes["data-proof"]), str(shown), page)
        elif "data-row" in attributes:
            page.rows += 1
            self._row(str(attributes["data-row"]), node, page)
        elif "data-phrase" in attributes:
            page.words += 1
            if text and not self._wording.has_phrase(text):
                page.failures.append(f"not in the catalogue of phrases: {text!r}")
        elif "data-hash" in attributes:
            page.values += 1
            version = self._version(int(attributes["data-hash"] or 0))
            if version is None or version.sha256 != text.strip():
                page.failures.append(f"a digest that is not the version's: {text!r}")
        elif node.tag == "time":
            page.values += 1
            self._moment(attributes, text, page)
        elif node.tag == "data":
            page.values += 1
            self._datum(attributes, text, page, url)
        elif "data-site" in attributes:
            page.values += 1
            if text not in _site_words():
                page.failures.append(f"not a setting of the site: {text!r}")
        else:
            return False
        return True

    def _span(self, notation: str, shown: str, page: PageProof) -> None:
        try:
            proof = Proof.parse(notation)
            version = self._version(proof.version)
            if version is None:
                raise ValueError(f"there is no version {proof.version}")
            if text_digest(version.title, version.text) != version.sha256:
                raise ValueError(f"version {proof.version} was changed in storage")
            expected = proof.replay(getattr(version, proof.field))
        except ValueError as error:
            page.failures.append(f"span {notation}: {error}")
            return
        # HTML normalises line ends; nothing else may differ.
        if shown.replace("\r\n", "\n") != expected.replace("\r\n", "\n"):
            page.failures.append(f"span {notation}: shows {shown!r}, stored is {expected!r}")

    def _row(self, notation: str, node: LexborNode, page: PageProof) -> None:
        model, key, name = notation.split(".", 2)
        if name not in ROW_FIELDS.get(model, ()):
            page.failures.append(f"row {notation}: may not be printed")
            return
        app = {"comment": "talk", "reader": "talk", "user": "auth"}.get(model, "news")
        instance = apps.get_model(app, model).objects.filter(pk=key).first()
        stored = None if instance is None else str(getattr(instance, name))
        shown = node.text()
        if stored is not None and getattr(instance, f"{name}_is_html", False):
            stored = LexborHTMLParser(f"<div>{stored}</div>").text()
        if stored is None or SPACE.sub(" ", stored).strip() != SPACE.sub(" ", shown).strip():
            page.failures.append(f"row {notation}: shows {shown!r}, stored is {stored!r}")

    def _moment(self, attributes: dict[str, str | None], text: str, page: PageProof) -> None:
        given = str(attributes.get("datetime") or "")
        moment = parse_datetime(given) or parse_date(given[:10])
        if moment is None or format_moment(moment, str(attributes.get("data-style"))) != text:
            page.failures.append(f"a time that is not its own: {given!r} as {text!r}")

    def _datum(
        self, attributes: dict[str, str | None], text: str, page: PageProof, url: str
    ) -> None:
        if "data-query" in attributes:
            if text != _query(url):
                page.failures.append(f"not the words that were searched for: {text[:120]!r}")
            return
        if "data-site" in attributes:
            if text not in _site_words():
                page.failures.append(f"not a setting of the site: {text!r}")
            return
        try:
            right = abs(float(str(attributes["value"])) - float(text.replace(",", ""))) < 0.006
        except (KeyError, ValueError):
            right = False
        if not right:
            page.failures.append(f"a number that is not its value: {text!r}")

    def _fixed(self, text: str, page: PageProof) -> None:
        if not text.strip():
            return
        page.words += 1
        if not self._wording.composes(text):
            page.failures.append(f"neither a span nor fixed wording: {text.strip()[:120]!r}")

    def _prove_titles(self, tree: LexborHTMLParser, page: PageProof, url: str) -> None:
        """The title and meta elements: proved headlines, rows or fixed wording."""
        for node in tree.css("head meta[data-proof]"):
            self._proven_element(node, node.attributes, page, url)
        for node in tree.css("head meta[content]:not([data-proof])"):
            name = node.attributes.get("name") or node.attributes.get("property") or ""
            content = str(node.attributes.get("content") or "")
            if name not in CODED_METAS:
                self._fixed(content, page)
        for node in tree.css("head link[title]"):
            self._fixed(str(node.attributes["title"]), page)
        title = tree.css_first("head title")
        if title is None:
            return
        page.words += 1
        shown = {SPACE.sub(" ", n.text()).strip() for n in tree.css("h1, .kicker, h1 *")}
        site = settings.ONESTORY.site.title
        for part in re.split(r" · ", SPACE.sub(" ", title.text()).strip()):
            if part != site and part not in shown and not self._wording.composes(part):
                page.failures.append(f"the title says what the page does not: {part!r}")

    def _prove_structured(self, text: str, tree: LexborHTMLParser, page: PageProof) -> None:
        """schema.org data may repeat the proved headline and addresses, nothing else."""
        shown = {SPACE.sub(" ", n.text()).strip() for n in tree.css("h1")}
        for name, value in _strings(json.loads(text)):
            page.words += 1
            allowed = (
                (name.startswith("@") and CODE.fullmatch(value) is not None)
                or (name in {"url", "isBasedOn"} and ADDRESS.fullmatch(value) is not None)
                or (name in {"datePublished", "dateModified"} and _is_moment(value))
                or SPACE.sub(" ", value).strip() in shown
                or value in _site_words()
            )
            if not allowed:
                page.failures.append(f"structured data says what the page does not: {value!r}")

    def _version(self, key: int) -> Version | None:
        if key not in self._versions:
            self._versions[key] = Version.objects.filter(pk=key).first()
        return self._versions[key]


def _query(url: str) -> str:
    """The words a reader searched for, as the search page reads them."""
    parts = urlsplit(url)
    if parts.path != "/search/":
        return ""
    return parse_qs(parts.query).get("q", [""])[0].strip()


def _is_moment(value: str) -> bool:
    return parse_datetime(value) is not None or parse_date(value) is not None


def _site_words() -> set[str]:
    site = settings.ONESTORY.site
    asked = settings.ONESTORY.akismet.url
    return {site.title, site.operator, site.contact, site.country_name, asked}


def _strings(record: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(record, dict):
        for key, value in record.items():
            yield from _strings(value, key)
    elif isinstance(record, list):
        for value in record:
            yield from _strings(value, name)
    elif isinstance(record, str):
        yield name, record
