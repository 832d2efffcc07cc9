"""What kind of page this is: ten states, each one rule, tried from "not the page" to "article".

A rule that reads wording also asks for a short text, so a report *about* captchas stays an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from onestory.article import State
from onestory.extract import jsonld
from onestory.extract.blocks import ROOT, Block, Page
from onestory.extract.body import Body
from onestory.extract.furniture import WALL
from onestory.extract.head import Head
from onestory.extract.lines import Wording

# Sizes are UTF-8 bytes of body text; 600 is about 100 English words.
TINY = 200
SHORT = 900
TEASER = 1_800  # a declared paywall with more text than this let the text through
PARTIAL_SHARE = 0.4  # found text below this share of the declared word count is a part
GALLERY_SHARE = 0.7  # pictures for each paragraph
GALLERY_TEXT = 3000  # UTF-8 bytes; more than that is a report with pictures
GALLERY_FIGURES = 6
LIVE_STAMPS = 6
LISTING_LINKED = 0.5  # share of link text on a page without an article of its own
LISTING_TEXT = 3_000  # UTF-8 bytes of running text that no page of links has in one place
LISTING_HEADLINES = 8  # linked headings

CHALLENGE = re.compile(
    r"just a moment|checking (?:your|if the site)|verif(?:y|ying) (?:that )?you(?: are|'re) (?:a )?"
    r"(?:not a robot|human)|are you (?:a )?(?:robot|human)|not a robot|unusual (?:traffic|activity)|"
    r"attention required|access (?:to this page )?(?:has been )?denied|security check|"
    r"enable javascript and cookies|captcha|ddos protection|bot (?:check|detection)|"
    r"request unsuccessful|you have been blocked|sicherheitsüberprüfung|kein roboter|"
    r"pas un robot|no (?:soy|eres) un robot",
    re.IGNORECASE,
)
CHALLENGE_SCRIPT = re.compile(
    rb"/cdn-cgi/challenge-platform|captcha-delivery\.com|px-captcha|hcaptcha\.com|"
    rb"challenges\.cloudflare\.com|_incapsula_resource|awswaf",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"before you continue|we (?:value|care about|respect) your privacy|your privacy (?:choices|"
    r"matters|settings)|(?:accept|reject|agree to|manage|use of|use) (?:all )?(?:the )?cookies|"
    r"cookie (?:settings|preferences|consent|policy)|consent to|i agree|"
    r"datenschutz\w*|mit werbung (?:weiterlesen|und tracking)|einwilligung|zustimm\w+|"
    r"cookies akzeptieren|accepter et continuer|tout accepter|gestion des cookies|"
    r"aceptar (?:y continuar|todo|cookies)|accetta (?:e continua|tutti)|cookies accepteren|"
    r"aceitar (?:todos|cookies)",
    re.IGNORECASE,
)
CONSENT_HOST = re.compile(r"^(?:consent|cmp|privacy|myprivacy)[.-]", re.IGNORECASE)
NOT_FOUND = re.compile(
    r"\b404\b|(?:page|article|story|content|file)?\s*(?:was |could )?(?:not|n't) (?:be )?found|"
    r"no longer (?:available|exists|online)|does(?:n't| not) exist|can(?:'t|not|’t) find|"
    r"page (?:is )?(?:unavailable|missing)|nicht gefunden|nicht (?:mehr )?verfügbar|"
    r"existiert nicht|page introuvable|n'existe (?:pas|plus)|no (?:se ha )?encontrad[ao]|"
    r"no existe|pagina non trovata|niet gevonden|não (?:foi )?encontrad[ao]|"
    r"ikke funnet|hittades inte|見つかりません|页面不存在|找不到|찾을 수 없습니다",
    re.IGNORECASE,
)
CUT = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|\[[^\]]{0,20}(?:more|mehr|\+\d+ chars)[^\]]{0,20}\])$")
STAMP = re.compile(
    r"^\W*(?:[A-Za-z]{3,9}\.? \d{1,2},? )?\d{1,2}[:.]\d\d\s?(?:uhr|am|pm|[a-z]{3,4})?\b",
    re.IGNORECASE,
)
LIVE_WORD = Wording(
    r"\blive\b|liveblog|live-blog|live updates|ticker\b|minute by minute|en direct|en directo|direkte|实时|ライブ",
    signs="live|ticker|minute by|direct|direkte|实时|ライブ",
)
COLLECTION_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage"})
GALLERY_TYPES = frozenset({"ImageGallery", "MediaGallery"})
FALSE_WORDS = frozenset({"false", "no", "0"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules look at, gathered once."""

    head: Head
    page: Page
    body: Body
    title: str
    source: bytes
    """The page's markup, for script addresses; only searched where the text is short."""
    kinds: frozenset[str] = field(init=False)
    """The types of the page's JSON-LD nodes."""

    def __post_init__(self) -> None:
        kinds = frozenset(jsonld.kinds(self.head.nodes))
        object.__setattr__(self, "kinds", kinds)

    def wording(self) -> str:
        """Title and first texts of the whole page, for pages with little text."""
        parts = [self.head.page_title, self.title, *(b.text[:300] for b in self.page.blocks[:60])]
        return "\n".join(parts)[:6_000]


def page_state(seen: Evidence) -> State:
    """The state of a page."""
    size = seen.body.size
    if size < SHORT:
        wording = seen.wording()
        if _challenge(seen, wording):
            return "challenge"
        if _not_found(seen, wording):
            return "soft404"
        if _consent(seen, wording):
            return "consent"
    if _live(seen):
        return "live"
    if _walled(seen):
        return "paywall"
    if _listing(seen):
        return "listing"
    if _gallery(seen):
        return "gallery"
    if size == 0:
        return "empty"
    return "partial" if _partial(seen) else "article"


def _challenge(seen: Evidence, wording: str) -> bool:
    """A bot check: its words on a page of few words, or its script and next to no text."""
    if seen.head.article and seen.body.size >= TINY:
        return False
    whole = sum(b.size for b in seen.page.blocks)
    if whole < 2 * SHORT and CHALLENGE.search(wording):
        return True
    return whole < TINY and CHALLENGE_SCRIPT.search(seen.source[:200_000]) is not None


def _consent(seen: Evidence, wording: str) -> bool:
    """A consent wall: no article of its own, and cookie words in the title or most of the text."""
    if seen.head.article and seen.body.size >= TINY:
        return False
    if CONSENT_HOST.match(urlsplit(seen.head.canonical or seen.head.address).hostname or ""):
        return True
    if sum(b.size for b in seen.page.blocks) >= 3 * SHORT:
        return False
    hits = {m.group().casefold() for m in CONSENT.finditer(wording)}
    return len(hits) >= (1 if CONSENT.search(seen.title) else 2)


def _not_found(seen: Evidence, wording: str) -> bool:
    """An error page served as a page: its words in the headlines, or in a very short text."""
    if seen.head.article and seen.body.size >= TINY:
        return False
    headings = [b.text for b in seen.page.blocks if b.heading and len(b.text) < 120][:4]
    if any(NOT_FOUND.search(t[:150]) for t in (seen.head.page_title, seen.title, *headings)):
        return True
    whole = sum(b.size for b in seen.page.blocks)
    if whole < SHORT and NOT_FOUND.search(wording):
        return True
    return _leads_home(seen.head)


def _leads_home(head: Head) -> bool:
    """Whether a page that is not the home page names the home page as its own address."""
    here, named = urlsplit(head.address), urlsplit(head.canonical)
    return (
        len(here.path.strip("/")) > 0
        and bool(named.hostname)
        and named.path.strip("/") in {"", "index.html"}
        and not named.query
        and not head.article
    )


def _live(seen: Evidence) -> bool:
    """A live blog: declared, or called live and made of many timed entries."""
    if "LiveBlogPosting" in seen.kinds:
        return True
    if not (LIVE_WORD.search(seen.title) or LIVE_WORD.search(seen.head.canonical)):
        return False
    stamps = sum(1 for b in seen.page.blocks if len(b.text) < 160 and STAMP.match(b.text))
    return stamps >= LIVE_STAMPS


def _walled(seen: Evidence) -> bool:
    """A teaser before a paywall: declared or worded, and the text is no longer than a teaser."""
    if seen.body.size >= TEASER:
        return False
    worded = any(WALL.search(b.text[:400]) for b in seen.page.signed(WALL))
    if declared_unfree(seen.head):
        return worded or seen.body.size < SHORT
    return worded and (
        bool(seen.head.article) or seen.head.first("og:type") == "article" or seen.body.size > 0
    )


def declared_unfree(head: Head) -> bool:
    """Whether the page declares itself not free: isAccessibleForFree, or a content tier."""
    for node in (head.article, *head.nodes[:30]):
        if node and jsonld.ARTICLE_TYPE.search(" ".join(jsonld.types(node))):
            value = node.get("isAccessibleForFree")
            if value is False or (isinstance(value, str) and value.casefold() in FALSE_WORDS):
                return True
    return head.first("article:content_tier").casefold() in {"locked", "metered"}


def _listing(seen: Evidence) -> bool:
    """A page of links to articles: no article of its own, and mostly links or linked headings."""
    if seen.head.article or seen.head.first("og:type") == "article":
        return False
    blocks = seen.page.blocks
    whole = sum(len(b.text) for b in blocks) or 1
    linked = sum(b.linked for b in blocks)
    headlines = sum(1 for b in blocks if b.heading and b.link_share > 0.5)
    declared = not COLLECTION_TYPES.isdisjoint(seen.kinds)
    body_share = sum(len(b.text) for b in seen.body.blocks) / whole
    if headlines >= LISTING_HEADLINES and body_share < 0.5 and seen.body.size < LISTING_TEXT:
        return True
    return (
        len(blocks) >= 8
        and linked > LISTING_LINKED * whole
        and (declared or seen.body.size < SHORT)
    )


def _gallery(seen: Evidence) -> bool:
    """Pictures with captions and little text, or about as many pictures as paragraphs."""
    if seen.body.size >= GALLERY_TEXT:
        return False
    if not GALLERY_TYPES.isdisjoint(seen.kinds):
        return bool(seen.page.blocks)
    figures = _pictures(seen)
    if figures < GALLERY_FIGURES:
        return False
    return seen.body.size < SHORT or figures >= GALLERY_SHARE * len(seen.body.blocks)


def _pictures(seen: Evidence) -> int:
    """The figures of the page that have a caption, or all in the box that holds the whole text."""
    captioned = len(seen.page.tagged("figure"))
    boxes = [b.box for b in seen.body.blocks]
    if not boxes or ROOT in boxes:
        return captioned
    shared = set(seen.page.chain(boxes[0])).intersection(*(seen.page.chain(b) for b in boxes[1:]))
    if not shared:
        return captioned
    return max(captioned, seen.page.count(max(shared), "figure"))


def _partial(seen: Evidence) -> bool:
    """A text that goes on elsewhere: cut with an ellipsis, or far below the declared length."""
    blocks: tuple[Block, ...] = seen.body.blocks
    if seen.body.size < TEASER and blocks and CUT.search(blocks[-1].text):
        return True
    declared = seen.head.article.get("wordCount")
    try:
        count = int(str(declared)[:7]) if declared else 0
    except ValueError:
        return False
    if count < 150 or seen.body.size >= 2 * TEASER:
        return False
    return sum(len(b.text.split()) for b in blocks) < PARTIAL_SHARE * count
