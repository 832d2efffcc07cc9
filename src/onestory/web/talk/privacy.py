"""What is kept of a commenter, why, and for how long: the privacy page is made from this."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from onestory.config import Settings
from onestory.web.talk.models import Comment, Mailed, Proposal, Report, UsedToken


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    purpose: str
    kept: str


AS_LONG = "as long as the comment"
SHORT = "until the address job drops it"
ASKED = "until you erase it"
SENT = "until it is sent, three days at most"
LOGGED = "90 days"
DAY = "one day"
WITH_STORY = "as long as the story"

COMMENT: tuple[Field, ...] = (
    Field("id", "to name the comment in its address", AS_LONG),
    Field("story", "to show it under its story", AS_LONG),
    Field("parent", "to show it under what it answers", AS_LONG),
    Field("author", "the name you gave, shown beside the comment", AS_LONG),
    Field("email", "to answer you; never shown, and it may be left out", AS_LONG),
    Field("link", "the address you gave; never shown to readers", AS_LONG),
    Field("text", "what you wrote", AS_LONG),
    Field("body", "what you wrote, made safe for the page", AS_LONG),
    Field("state", "whether it is published, held, spam or removed", AS_LONG),
    Field("created", "when it came", AS_LONG),
    Field("edited", "when you last changed it", AS_LONG),
    Field("score", "how the filter judged it", AS_LONG),
    Field("reasons", "why the filter judged so, for the moderator", AS_LONG),
    Field("verdict", "what the filter would do with it", AS_LONG),
    Field("second", "what Akismet said of it, where this site asks it", AS_LONG),
    Field("notify", "whether you want answers mailed", AS_LONG),
    Field("outlet", "the outlet you speak for, if you proved to get its mail", AS_LONG),
    Field("imported", "where it was imported from, if it was", AS_LONG),
    Field("address_hash", "a keyed hash of your address, to stop floods", SHORT),
    Field("address_prefix", "the network of your address, to stop floods", SHORT),
    Field("user_agent", "your browser's name, for the filter", SHORT),
)
_NUMBER = Field("id", "to tell rows apart", AS_LONG)
_HASH = Field("address_hash", "a keyed hash of your address, to stop floods", SHORT)
_PREFIX = Field("address_prefix", "the network of your address, to stop floods", SHORT)

TABLES: dict[str, tuple[Field, ...]] = {
    "comment": COMMENT,
    "decision": (
        _NUMBER,
        Field("comment", "what was decided about", AS_LONG),
        Field("at", "when", AS_LONG),
        Field("moderator", "who decided; never shown to readers", AS_LONG),
        Field("old", "the state before", AS_LONG),
        Field("new", "the state after", AS_LONG),
        Field("taught", "what the filter learned of it", AS_LONG),
        Field("via", "at the desk, by a mailed link or otherwise", AS_LONG),
        Field("batch", "what was decided at once", AS_LONG),
        Field("told", "whether Akismet was told, where this site asks it", AS_LONG),
    ),
    "reader": (
        Field("id", "to tell rows apart", ASKED),
        Field("email", "the address you asked a link or answers for", ASKED),
        Field("name", "the name to be shown beside your comments", ASKED),
        Field("created", "when you first asked", ASKED),
        Field("confirmed", "when you said that answers may be mailed", ASKED),
        Field("muted", "whether you want no mail at all", ASKED),
    ),
    "report": (
        _NUMBER,
        Field("comment", "the comment that was reported", AS_LONG),
        Field("reason", "the reason chosen", AS_LONG),
        Field("created", "when", AS_LONG),
        _HASH,
        _PREFIX,
    ),
    "proposal": (
        Field("id", "to tell rows apart", WITH_STORY),
        Field("story", "the story it is about", WITH_STORY),
        Field("kind", "what was proposed", WITH_STORY),
        Field("article", "the article it is about", WITH_STORY),
        Field("other", "the other story it is about", WITH_STORY),
        Field("state", "what the desk decided", WITH_STORY),
        Field("created", "when it came", WITH_STORY),
        Field("decided", "when the desk decided", WITH_STORY),
        Field("decided_by", "who decided", WITH_STORY),
        _HASH,
        _PREFIX,
    ),
    "letter": (
        Field("id", "to tell rows apart", SENT),
        Field("kind", "why it is mailed", SENT),
        Field("to", "whom to", SENT),
        Field("subject", "its subject", SENT),
        Field("text", "what it says", SENT),
        Field("unsubscribe", "the link that ends such mail", SENT),
        Field("created", "when it was written", SENT),
        Field("due", "when it is to go out", SENT),
        Field("tries", "how often that failed", SENT),
    ),
    "mailed": (
        Field("id", "to tell rows apart", LOGGED),
        Field("kind", "why something was mailed", LOGGED),
        Field("about", "to whom, or about which comment, so that nobody is flooded", LOGGED),
        Field("at", "when", LOGGED),
    ),
    "usedtoken": (
        Field("id", "to tell rows apart", DAY),
        Field("nonce", "the number of a form that was sent, so that it is good once", DAY),
        Field("at", "when", DAY),
    ),
}
"""Every table of this room with its fields: a test holds it to the database's schema."""


MAIL_LOGGED = timedelta(days=90)


def address_key(address: str, secret: str, now: datetime) -> str:
    """A keyed hash that changes its key each month, so that it cannot be looked up for long."""
    key = f"{secret}:{now:%Y-%m}".encode()
    return hmac.new(key, address.encode(), hashlib.sha256).hexdigest()


def address_prefix(address: str) -> str:
    """The /24 or /48 network of an address; empty where it is none."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    bits = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))


def enforce_retention(settings: Settings, now: datetime) -> int:
    """Drop addresses and browser names past their time; how many comments lost theirs."""
    UsedToken.objects.filter(at__lt=now - timedelta(days=1)).delete()
    limit = now - timedelta(days=settings.comments.keep_address_days)
    Mailed.objects.filter(at__lt=now - MAIL_LOGGED).delete()
    for model in (Proposal, Report):
        model.objects.filter(created__lt=limit).update(address_hash="", address_prefix="")
    old = Comment.objects.filter(created__lt=limit).exclude(address_hash="", user_agent="")
    return old.update(address_hash="", address_prefix="", user_agent="")
