"""Form tokens: signed, bound to the story, good once, not too young and not too old.

They stop the half of spam that posts without ever loading the form, before any text is read.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction

from onestory.web.talk.models import UsedToken

SALT = "onestory.comment"
YOUNGEST = timedelta(seconds=2)  # nobody reads a story and writes a comment faster
OLDEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class TokenCheck:
    """Whether a token is good, and how long the form was open."""

    ok: bool
    seconds: float = 0.0


def make_token(story: int, now: datetime) -> str:
    return signing.dumps([story, now.timestamp(), secrets.token_urlsafe(12)], salt=SALT)


def trap_name(token: str) -> str:
    """The honeypot field's name, other for each form."""
    return "w" + signing.Signer(salt=SALT + ".trap").signature(token)[:10].replace("-", "x")


def spend_token(token: str, story: int, now: datetime) -> TokenCheck:
    """Check a token and spend it."""
    try:
        bound, issued, nonce = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return TokenCheck(False)
    age = now.timestamp() - float(issued)
    if bound != story or not YOUNGEST.total_seconds() <= age <= OLDEST.total_seconds():
        return TokenCheck(False, age)
    try:
        with transaction.atomic():
            UsedToken.objects.create(nonce=nonce, at=now)
    except IntegrityError:
        return TokenCheck(False, age)
    UsedToken.objects.filter(at__lt=now - OLDEST).delete()
    return TokenCheck(True, age)
