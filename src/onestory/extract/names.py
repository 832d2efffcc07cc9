"""Class and id names → what a box is for, by words many publishing systems share.

A name is only a hint: `body.py` overrules it where the box holds much of the page's text.
"""

from __future__ import annotations

import re
from functools import lru_cache

# "articleBody teaser-list" → "article body teaser list"
WORD_EDGE = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z0-9]+")

BESIDE_WORDS = (
    # talk and sharing
    "comments?|commenting|kommentare?|comentarios?|commentaires?|disqus|discussion|replies|respond|"
    "share|sharing|shares|sharebar|social|socials|teilen|addthis|sharedaddy|follow|"
    # other pages
    "related|relacionad[ao]s?|verwandte?|recommend\\w*|recirc\\w*|teasers?|trending|popular|"
    "mostread|mostviewed|readmore|readalso|promo\\w*|outbrain|taboola|zergnet|"
    "most read|most viewed|most popular|read more|read also|see also|also read|more from|more on|"
    "up next|next article|prev next|in this story|topics?|tags?|taglist|keywords|"
    # selling
    "newsletters?|subscribe|ads?|advert\\w*|adslot|anzeigen?|werbung|sponsor\\w*|publicidad|"
    "donate|donation|banner|affiliate|shop|shopping|"
    # furniture
    "side bar|sidebars?|rail|footers?|breadcrumbs?|nav|navbar|navigation|menu|toolbar|pagination|"
    "pager|login|signin|signup|register|cookies?|consent|gdpr|popup|modal|overlay|lightbox|tooltip|"
    "disclaimer|copyright|sr only|visually hidden|screen reader|visuallyhidden|screenreader|"
    "accessibility|audio|player|feedback|poll|voting|rating|ratings|"
    # around the text
    "byline|bylines|dateline|author|authors|autor|autoren|biography|bio|meta|timestamp|caption|"
    "captions|figcaption|bildunterschrift|credits?|gallery|slideshow|carousel|slider|"
    "image|images|photo|video|videos|toc|table of contents"
)
BESIDE = re.compile(rf"(?<![a-z])(?:{BESIDE_WORDS})(?![a-z])")

BODY_WORDS = (
    "article body|article text|article content|article copy|article main|story body|story content|"
    "story text|entry content|entry text|post body|post content|post text|news body|news content|"
    "news text|body text|body copy|body content|main text|text body|rich text|content body|"
    "articlebody|articletext|articlecontent|storybody|entrycontent|postcontent|fulltext|full text|"
    "paywall"
)
BODY = re.compile(rf"(?<![a-z])(?:{BODY_WORDS})(?![a-z])")


@lru_cache(maxsize=8192)
def words(name: str) -> str:
    """The words of a class or id attribute, lower case, parted by single spaces."""
    return WORD_EDGE.sub(" ", name[:300]).lower()


@lru_cache(maxsize=8192)
def beside(name: str) -> bool:
    """Whether a name says "not the article's text": `related-links`, `shareBar`; not `shareholder`."""
    return BESIDE.search(words(name)) is not None


@lru_cache(maxsize=8192)
def body(name: str) -> bool:
    """Whether a name says "the article's text": `entry-content`, `articleBody`; not `content`."""
    return BODY.search(words(name)) is not None
