"""What stands between any reader's form and the database: token, trap and limits, no cookie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from onestory.web.talk.address import visitor_address
from onestory.web.talk.privacy import address_key, address_prefix
from onestory.web.talk.token import TokenCheck, spend_token, trap_name

PER_ADDRESS = 6  # of one kind from one address in ten minutes
PER_AUTHOR = 6
PER_PREFIX = 20
PER_SITE = 300
WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom a form came from, as far as floods need it."""

    key: str
    prefix: str

    def floods(self, rows: QuerySet[Any], now: datetime) -> bool:
        """Whether too many such rows were made lately, from there or from everywhere."""
        recent = rows.filter(created__gt=now - WINDOW)
        return (
            recent.filter(address_hash=self.key).count() >= PER_ADDRESS
            or (
                bool(self.prefix)
                and recent.filter(address_prefix=self.prefix).count() >= PER_PREFIX
            )
            or recent.count() >= PER_SITE
        )


def author_floods(rows: QuerySet[Any], author: str, email: str, now: datetime) -> bool:
    """Whether one mail address or, without one, one name was used too often lately, from wherever."""
    recent = rows.filter(created__gt=now - WINDOW)
    own = recent.filter(email=email) if email else recent.filter(author=author, email="")
    return own.count() >= PER_AUTHOR


def check_form(request: HttpRequest, story: int, now: datetime) -> TokenCheck:
    """Whether the form was ours, loaded for this story and not sent before; its token is spent."""
    # A token can be had by anyone: another site must not send one with its readers' addresses.
    if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        return TokenCheck(False)
    return spend_token(request.POST.get("token", ""), story, now)


def is_trapped(request: HttpRequest) -> bool:
    """Whether the field was filled that people do not see."""
    return bool(request.POST.get(trap_name(request.POST.get("token", ""))))


def sender_of(request: HttpRequest, now: datetime) -> Sender:
    remote = visitor_address(request)
    return Sender(address_key(remote, settings.ONESTORY.secret, now), address_prefix(remote))
