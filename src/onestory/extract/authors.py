"""Bylines → people. An author that is the outlet itself is a source, not a byline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from onestory.extract import jsonld
from onestory.extract.blocks import Block, Node, Page
from onestory.extract.credit import is_agency
from onestory.extract.furniture import BYLINE
from onestory.extract.head import Head
from onestory.extract.lines import Wording, fold
from onestory.extract.select import Selector, short_line

MAX_AUTHORS = 20
MAX_NAME = 60  # characters
MAX_WORDS = 6

MAX_BYLINE = 120  # characters of a line that may be a byline
BYLINE_REACH = 12  # blocks after the headline in which one is looked for
LEADS = 1  # paragraphs that may stand between the headline and the byline
MAX_MARKED = 40  # marked-up bylines looked at
TOGETHER = 3  # levels up from the first byline to the box in which the others stand
AUTHOR_METAS = (
    ("author", "article:author", "og:article:author", "articleauthor", "article:byline"),
    ("parsely-author", "byl"),
    ("dc.creator", "dcterms.creator", "sailthru.author", "citation_author", "cxenseparse:author"),
)
# "A and B", "A und B", "A, B"; a name's own particles ("de", "van") are not parted.
BETWEEN = re.compile(r"\s*(?:[,;|/•·&、，؛]|\s(?:and|und|et|y|og|och|e|en|con|with|mit)\s)\s*")
LEAD_IN = re.compile(
    r"^(?:(?:written\s+)?by|von|par|por|di|door|av|af|från|text(?:\s+von)?|story by|reporter|"
    r"autor(?:in)?|author|auteur|reporting by|words|op-?ed|opinion|analysis|interview)\b\s*:?\s+",
    re.IGNORECASE,
)
# "Author: Ann Example", "Autorin/Autor Ann Example", "（责编：王明、李华）"; the label ends a word.
LABELLED = Wording(
    r"^(?:author|authors|written by|autor(?:in)?(?:/autor(?:in)?)?|auteur|autore|autora|yazar|"
    r"tekst|text|reporter|skribent|penulis|tác giả)\s*:?\s+(?=[^\W\d_])(.{3,60})$|"
    r"^[(（【]?\s*(?:责编|责任编辑|編輯|编辑|记者|記者|作者|撰文|文|기자)\s*[:：]\s*(.{2,40}?)[)）】]?$",
    signs="author|autor|auteur|written by|yazar|tekst|text|reporter|skribent|penulis|tác giả|责|編輯|编辑|"
    "记者|記者|作者|撰文|文|기자",
)
BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")
# "Staff writer", "Crime correspondent": a role, not a name.
ROLE = Wording(
    r"\b(?:staff|writer|reporter|correspondent|editor|redaktion|redaktør|redakteur|editorial|"
    r"newsroom|desk|team|agency|agencies|agentur\w*|agencias?|redacción|rédaction|redazione|"
    r"redação|redaktionen|korrespondent\w*|journalist\w*|columnist|contributor|producer|bureau|"
    r"admin|webmaster|administrator|news service|chief|director|professor|services|nachrichten|"
    r"media|press|online|news|tv|radio|zeitung|times|post|gazette|magazine)\b",
    signs="staff|writer|reporter|correspond|korrespond|edit|reda|rédact|news|desk|team|agenc|agentur|"
    "journalist|columnist|contributor|producer|bureau|admin|webmaster|chief|director|professor|services|"
    "nachrichten|media|press|online|tv|radio|zeitung|times|post|gazette|magazine",
)
NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\d{2,}|\.(?:com|org|net|de|co|be|no)\b|[<>{}=]", re.IGNORECASE
)
# "Ann Example", "LÊ VĂN PHƯƠNG": two to four words, each with a capital; not "Read the letter".
FULL_NAME = re.compile(r"^(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*\s){1,3}[^\W\d_a-zß-öø-ÿ][\w.'’-]*$")
# What follows the names in a byline: a section, a date, a reading time.
AFTER_NAMES = re.compile(r"\s*[·•|—–]|,\s(?:in|on)\s|\s(?=\d)")
ADMIN = re.compile(r"/author/(?:admin|administrator|webmaster|editor)/?$")
ORGANISATIONS = frozenset({"Organization", "NewsMediaOrganization"})
MARKED_UP = Selector(
    "[itemprop~='author']", "[rel~='author']", "[class*='byline' i],[class*='author' i]"
)
NAMED = Selector("[itemprop~='name']")
LINKS = Selector("a")
MAX_LINKS = 8  # in one marked-up byline


def read_authors(
    tree: LexborHTMLParser, head: Head, page: Page, outlets: Iterable[str]
) -> tuple[str, ...]:
    """The people who wrote the page, in its order; empty where it names none.

    Candidates in order of trust: JSON-LD, author metas, marked-up bylines, labelled lines, a line
    such as "By Ann Example" under the headline.
    """
    barred = {fold(BRACKETS.sub("", o)) for o in outlets if o}
    for candidates in _candidates(tree, head, page):
        people = clean_authors(candidates, barred)
        if people:
            return people
    return ()


def signed_by(page: Page, body: Sequence[Block], barred: Iterable[str]) -> tuple[str, ...]:
    """The one name that stands alone right above the text or right below it, in the text's own box.

    Where nothing else names an author, outlets in many countries sign a report so.
    """
    own = {id(b): i for i, b in enumerate(page.blocks)}
    texts = [i for b in body if (i := own.get(id(b), -1)) >= 0 and not b.heading]
    if not texts:
        return ()
    for index, beside in ((texts[0] - 1, texts[0]), (texts[-1] + 1, texts[-1])):
        if not 0 <= index < len(page.blocks):
            continue
        block, neighbour = page.blocks[index], page.blocks[beside]
        same_home = page.boxes[block.box].parent == page.boxes[neighbour.box].parent
        if same_home and block.tag == "p" and not block.linked and FULL_NAME.match(block.text):
            if people := clean_authors([block.text], {fold(o) for o in barred if o}):
                return people
    return ()


def clean_authors(candidates: Iterable[str], barred: set[str]) -> tuple[str, ...]:
    """Split, clean and deduplicate byline texts; drop outlets, roles, places and numbers."""
    people: dict[str, str] = {}
    for text in candidates:
        text = LEAD_IN.sub("", " ".join(BRACKETS.sub(" ", text[:400]).split()))
        parts = BETWEEN.split(text)
        if fold(text) in barred or fold(parts[0]) in barred:  # "Example Radio, Aldmere, Valmere"
            continue
        if len(parts) == 2 and "," in text and " " in parts[0] and " " not in parts[1].strip():
            parts = parts[:1]  # "Ann Example, Aldmere"
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
    if not name.replace(" ", "").isalpha():  # letters alone are none of these
        if NOT_A_NAME.search(name) or not any(c.isalpha() for c in name):
            return False
    return not ROLE.search(name) and not (name.isascii() and name.islower())


def _candidates(tree: LexborHTMLParser, head: Head, page: Page) -> Iterator[list[str]]:
    """Lists of byline texts, the most trusted first; the tree is searched only when all else fails."""
    yield _from_jsonld(head)
    for keys in AUTHOR_METAS:
        yield head.every(*keys)
    yield _written_by(head)
    yield from _marked_up(tree)
    yield _labelled(page)
    yield _under_headline(page)


def _from_jsonld(head: Head) -> list[str]:
    value = head.article.get("author") or head.article.get("creator")
    values = value if isinstance(value, list) else [value]
    found = []
    for item in values[:MAX_AUTHORS]:
        if isinstance(item, dict):
            if "name" not in item:
                item = _with_id(head, item.get("@id")) or item
            if any(ADMIN.search(jsonld.text(item.get(k))) for k in ("@id", "url")):
                continue  # the account that runs the site, not a byline
            names = jsonld.texts(item.get("name"))
            if not ORGANISATIONS.isdisjoint(jsonld.types(item)):
                names = [n for n in names if is_agency(n)]
            found.extend(names)
        elif isinstance(item, str):
            found.append(jsonld.clean(item))
    return found


def _with_id(head: Head, identifier: Any) -> jsonld.Node | None:
    """The last node of this `@id`: it may stand elsewhere what it is called."""
    if not isinstance(identifier, str):
        return None
    return next((n for n in reversed(head.nodes) if n.get("@id") == identifier), None)


def _written_by(head: Head) -> list[str]:
    """The card that publishing systems write for previews: label "Written by", data the name."""
    if head.first("twitter:label1").casefold() == "written by":
        return head.every("twitter:data1")
    return head.every("twitter:misc:written by")


def _marked_up(tree: LexborHTMLParser) -> Iterator[list[str]]:
    """Bylines by markup, best first: itemprop, rel, links in byline boxes, byline boxes."""
    properties, links, boxes = MARKED_UP.grouped(tree, MAX_MARKED)
    yield from _texts([n for one in properties for n in NAMED.within(one, tree) or [one]])
    yield from _texts(_people(links))
    held = [LINKS.within(box, tree, MAX_LINKS) for box in boxes]
    people = [_people(links) for links in held]
    yield from _texts([n for links in people for n in links], whole_names=True)
    alone = zip(boxes, held, people, strict=True)  # those with no link to who runs the site
    yield from _texts([box for box, a, b in alone if len(a) == len(b)], whole_names=True)


def _texts(nodes: list[Node], whole_names: bool = False) -> Iterator[list[str]]:
    """The bylines of a group that stand together. Of boxes, which may hold anything, whole names."""
    texts = [short_line(n, MAX_BYLINE) for n in _together(nodes)]
    if whole_names:
        texts = [t for t in texts if any(map(FULL_NAME.match, BETWEEN.split(_unled(t))))]
    if texts := [t for t in texts if len(t) >= 2]:
        yield list(dict.fromkeys(texts))


def _people(links: list[Node]) -> list[Node]:
    """The links without those to the account that runs the site."""
    return [n for n in links if not ADMIN.search(n.attributes.get("href") or "")]


def _unled(text: str) -> str:
    return LEAD_IN.sub("", text).strip(" .,-–—:*|")


def _together(nodes: list[Node]) -> list[Node]:
    """The nodes that stand near the first: a page's other bylines belong to other articles."""
    if len(nodes) < 2:
        return nodes
    scope = nodes[0]
    for _ in range(TOGETHER):
        scope = scope.parent or scope
    address = scope.mem_id
    return [n for n in nodes[:MAX_MARKED] if _is_inside(n, address)]


def _is_inside(node: Node, scope: int) -> bool:
    if not isinstance(node, LexborNode):
        return node.is_within(scope, 2 * TOGETHER)
    above: LexborNode | None = node
    for _ in range(2 * TOGETHER):
        if above is None:
            return False
        if above.mem_id == scope:
            return True
        above = above.parent
    return False


def _labelled(page: Page) -> list[str]:
    """The name in a line such as "Author: Ann Example"."""
    for block in page.signed(LABELLED):
        if len(block.text) <= MAX_BYLINE and (found := LABELLED.pattern.match(block.text)):
            return [found.group(1) or found.group(2)]
    return []


def _under_headline(page: Page) -> list[str]:
    """The line such as "By Ann Example, in Business · 3 May" soon after the headline."""
    start = next((i for i, b in enumerate(page.blocks) if b.tag == "h1"), len(page.blocks)) + 1
    prose = 0
    for block in page.blocks[start : start + BYLINE_REACH]:
        line = AFTER_NAMES.split(block.text[: 2 * MAX_BYLINE], maxsplit=1)[0].rstrip(" ,")
        if len(line) <= MAX_BYLINE and BYLINE.match(line):
            return [line]
        prose += block.prose
        if prose > LEADS:
            break
    return []
