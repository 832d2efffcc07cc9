"""Bylines → people. An author that is the outlet itself is a source, not a byline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from onestory.extract import jsonld
from onestory.extract.blocks import Page
from onestory.extract.credit import is_agency
from onestory.extract.furniture import BYLINE
from onestory.extract.head import Head
from onestory.extract.lines import fold, one_line

MAX_AUTHORS = 20
MAX_NAME = 60  # characters
MAX_WORDS = 6

MAX_BYLINE = 120  # characters of a line that may be a byline
BYLINE_REACH = 12  # blocks after the headline in which one is looked for
AUTHOR_METAS = (
    ("author", "article:author", "og:article:author", "parsely-author", "byl"),
    ("dc.creator", "dcterms.creator", "sailthru.author", "citation_author", "cxenseparse:author"),
)
# "A and B", "A und B", "A, B"; a name's own particles ("de", "van") are not parted.
BETWEEN = re.compile(r"\s*(?:[,;|/•·&、，؛]|\s(?:and|und|et|y|og|och|e|en|con|with|mit)\s)\s*")
LEAD_IN = re.compile(
    r"^(?:(?:written\s+)?by|von|par|por|di|door|av|af|från|text(?:\s+von)?|story by|reporter|"
    r"autor(?:in)?|author|auteur|reporting by|words|op-?ed|opinion|analysis|interview)\b\s*:?\s+",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")
# "Staff writer", "Crime correspondent": a role, not a name.
ROLE = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|redaktion|redaktør|redakteur|editorial|"
    r"newsroom|desk|team|agency|agencies|agentur\w*|agencias?|redacción|rédaction|redazione|"
    r"redação|redaktionen|korrespondent\w*|journalist\w*|columnist|contributor|producer|bureau|"
    r"admin|webmaster|administrator|news service|chief|director|professor|services|nachrichten|"
    r"media|press|online|news|tv|radio|zeitung|times|post|gazette|magazine)\b",
    re.IGNORECASE,
)
NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\d{2,}|\.(?:com|org|net|de|co|be|no)\b|[<>{}=]", re.IGNORECASE
)


def read_authors(tree: LexborHTMLParser, head: Head, outlets: Iterable[str]) -> tuple[str, ...]:
    """The people who wrote the page, in its order; empty where it names none.

    Candidates in order of trust: JSON-LD, author metas, marked-up bylines.
    """
    barred = {fold(o) for o in outlets if o}
    for candidates in _candidates(tree, head):
        people = clean_authors(candidates, barred)
        if people:
            return people
    return ()


def shown_authors(page: Page, barred: Iterable[str]) -> tuple[str, ...]:
    """The people a line such as "By Ann Example" names above the first paragraph."""
    outlets = {fold(o) for o in barred if o}
    for number, block in enumerate(page.blocks):
        if len(block.text) <= MAX_BYLINE and BYLINE.match(block.text):
            nearby = page.blocks[max(0, number - BYLINE_REACH) : number]
            if any(b.tag == "h1" for b in nearby):
                return clean_authors([block.text], outlets)
    return ()


def clean_authors(candidates: Iterable[str], barred: set[str]) -> tuple[str, ...]:
    """Split, clean and deduplicate byline texts; drop outlets, roles, addresses and numbers."""
    people: dict[str, str] = {}
    for text in candidates:
        text = LEAD_IN.sub("", " ".join(BRACKETS.sub(" ", text[:400]).split()))
        parts = BETWEEN.split(text)
        if fold(text) in barred or fold(parts[0]) in barred:  # "Example Radio, Aldmere, Valmere"
            continue
        for part in parts:
            name = LEAD_IN.sub("", part.strip(" .,-–—:*\u200b")).strip()
            key = fold(name)
            if key and key not in people and key not in barred and _is_name(name):
                people[key] = name
    return tuple(people.values())[:MAX_AUTHORS]


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= MAX_NAME or len(name.split()) > MAX_WORDS:
        return False
    if is_agency(name):  # an agency's report is its byline, and its credit too
        return True
    if NOT_A_NAME.search(name) or ROLE.search(name):
        return False
    return any(c.isalpha() for c in name) and not (name.isascii() and name.islower())


def _candidates(tree: LexborHTMLParser, head: Head) -> Iterator[list[str]]:
    """Lists of byline texts, the most trusted first; the tree is searched only when all else fails."""
    yield _from_jsonld(head)
    for keys in AUTHOR_METAS:
        yield head.every(*keys)
    yield _marked_up(tree)


def _from_jsonld(head: Head) -> list[str]:
    value = head.article.get("author") or head.article.get("creator")
    values = value if isinstance(value, list) else [value]
    by_id = {n.get("@id"): n for n in head.nodes if isinstance(n.get("@id"), str)}
    found = []
    for item in values[:MAX_AUTHORS]:
        if isinstance(item, dict):
            if "name" not in item and item.get("@id") in by_id:
                item = by_id[item["@id"]]
            if "Organization" in jsonld.types(item) or "NewsMediaOrganization" in jsonld.types(
                item
            ):
                continue
            found.extend(jsonld.texts(item.get("name")))
        elif isinstance(item, str):
            found.append(jsonld.clean(item))
    return found


def _marked_up(tree: LexborHTMLParser) -> list[str]:
    for selector in (
        "[itemprop='author'] [itemprop='name']",
        "[rel~='author']",
        "[itemprop='author']",
        "[class*='byline' i] a, [class*='author' i] a",
        "[class*='byline' i], [class*='author-name' i], [class*='authorname' i]",
    ):
        found = [one_line(n.text(separator=" ")) for n in tree.css(selector)[:8]]
        found = [f for f in found if 2 <= len(f) <= 120]
        if found:
            return list(dict.fromkeys(found))
    return []
