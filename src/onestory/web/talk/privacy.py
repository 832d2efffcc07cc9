"""What is kept of a commenter, why, and for how long: the privacy page is made from this."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from onestory.config import Settings
from onestory.web.talk.models import Comment, Proposal, UsedToken


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    purpose: str
    kept: str


AS_LONG = "as long as the comment"
SHORT = "until the address job drops it"

FIELDS: tuple[Field, ...] = (
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
    Field("score", "how the filter judged it", AS_LONG),
    Field("reasons", "why the filter judged so, for the moderator", AS_LONG),
    Field("address_hash", "a keyed hash of your address, to stop floods", SHORT),
    Field("address_prefix", "the network of your address, to stop floods", SHORT),
    Field("user_agent", "your browser's name, for the filter", SHORT),
)


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
    Proposal.objects.filter(created__lt=limit).update(address_hash="", address_prefix="")
    old = Comment.objects.filter(created__lt=limit).exclude(address_hash="", user_agent="")
    return old.update(address_hash="", address_prefix="", user_agent="")
