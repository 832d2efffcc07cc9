"""Class and id names → what a box is for, by words many publishing systems share.

A name is only a hint: `container.py` overrules it where the box holds much of the page's text.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from itertools import pairwise

from onestory.markup import compiled

MAX_NAME = 300  # characters of class and id looked at

# "articleBody teaser-list XLImage" → article, Body, teaser, list, XL, Image
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

BESIDE_WORDS = """
comment comments commenting kommentar kommentare comentario comentarios commentaire commentaires
disqus discussion replies respond share sharing shares sharebar social socials teilen addthis
sharedaddy follow
related relacionado relacionados relacionada relacionadas verwandt verwandte teaser teasers trending
popular mostread mostviewed readmore readalso outbrain taboola zergnet topic topics tag tags taglist
keywords
newsletter newsletters subscribe ad ads adslot anzeige anzeigen werbung publicidad donate donation
banner affiliate shop shopping
sidebar sidebars rail footer footers breadcrumb breadcrumbs nav navbar navigation menu toolbar
pagination pager login signin signup register cookie cookies cookiebot cookielaw onetrust didomi usercentrics
consent gdpr popup modal overlay
lightbox tooltip disclaimer copyright visuallyhidden screenreader accessibility audio player
feedback poll voting rating ratings
byline bylines dateline author authors autor autoren biography bio meta timestamp caption captions
figcaption bildunterschrift credit credits gallery slideshow carousel slider image images photo
video videos toc
infobox infoboxes factbox factboxes expandable cta ctas message messages channel contentimage
kicker topline overline
"""
BESIDE_STEMS = ("recommend", "recirc", "promo", "advert", "sponsor")
BESIDE_PAIRS = """
most-read most-viewed most-popular read-more read-also see-also also-read more-from more-on up-next
next-article prev-next side-bar sr-only visually-hidden screen-reader sign-in sign-up log-in
"""
BODY_PAIRS = """
article-body article-text article-content article-copy article-main story-body story-content
story-text entry-content entry-text post-body post-content post-text news-body news-content
news-text body-text body-copy body-content main-text text-body rich-text content-body full-text
"""
BODY_WORDS = """
articlebody articletext articlecontent storybody entrycontent postcontent fulltext paywall hentry
"""

COMMENT_WORDS = "comment comments kommentar kommentare comentarios commentaires disqus"

_COMMENTS = frozenset(COMMENT_WORDS.split())
_BESIDE = frozenset(BESIDE_WORDS.split()) | frozenset(BESIDE_PAIRS.split())
_BODY = frozenset(BODY_PAIRS.split()) | frozenset(BODY_WORDS.split())


SAYS_BESIDE, SAYS_BODY, SAYS_COMMENTS = 2, 4, 8  # as in native/names.h


def meanings() -> dict[str, int]:
    """What each known word or pair of words says, for the native part."""
    found: dict[str, int] = {}
    for words, says in (
        (_BESIDE, SAYS_BESIDE),
        (_BODY, SAYS_BODY),
        (_COMMENTS, SAYS_COMMENTS),
    ):
        for word in words:
            found[word] = found.get(word, 0) | says
    return found


@lru_cache(maxsize=16_384)
def parts(name: str) -> Set[str]:
    """The words of a class or id attribute, lower case, and each two neighbours with a hyphen."""
    found: Set[str] = compiled.name_parts(name[:MAX_NAME]) if compiled else split(name[:MAX_NAME])
    return found


def split(name: str) -> Set[str]:
    words = [w.lower() for w in WORD.findall(name)]
    return {*words, *(f"{a}-{b}" for a, b in pairwise(words))}


@lru_cache(maxsize=16_384)
def beside(name: str) -> bool:
    """Whether a name says "not the article's text": `related-links`, `shareBar`; not `shareholder`."""
    found = parts(name)
    return not _BESIDE.isdisjoint(found) or any(w.startswith(BESIDE_STEMS) for w in found)


@lru_cache(maxsize=16_384)
def body(name: str) -> bool:
    """Whether a name says "the article's text": `entry-content`, `articleBody`; not `content`."""
    return not _BODY.isdisjoint(parts(name))


@lru_cache(maxsize=16_384)
def comments(name: str) -> bool:
    """Whether a name says "readers' comments": `comment-list`, `kommentare`; not `commentary`."""
    return not _COMMENTS.isdisjoint(parts(name))
