"""Who a reader is, if they want to be known: by a mailed link, or a cookie they asked for."""

from __future__ import annotations

import json
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from onestory.web.news.models import Outlet, Story
from onestory.web.talk.models import Reader

LINK = "onestory.reader.link"
LINK_LASTS = timedelta(days=3)
READER_COOKIE = "onestory-reader"
NAME_COOKIE = "onestory-name"
COOKIES_LAST = timedelta(days=90)


def read_email(text: str) -> str:
    """The address in lower case; empty where it is none."""
    text = text.replace("\x00", "").strip()[:254]
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text.lower()


def can_mail() -> bool:
    return bool(settings.ONESTORY.mail.server)


def door(email: str) -> str:
    """The path of the page where the owner of an address sees what is theirs."""
    return reverse("reader", args=[signing.dumps(email, salt=LINK)])


def email_at(token: str) -> str:
    """Whose door a link opens; empty where it is forged or too old."""
    try:
        email = signing.loads(token, salt=LINK, max_age=LINK_LASTS)
    except (signing.BadSignature, ValueError):
        return ""
    return email if isinstance(email, str) else ""


def reader_for(email: str) -> Reader:
    return Reader.objects.get_or_create(email=email, defaults={"created": timezone.now()})[0]


def reader_of(request: HttpRequest) -> Reader | None:
    """Who asked this browser to remember them by their proven address."""
    email = _cookie(request, READER_COOKIE)
    return Reader.objects.filter(email=email).first() if email else None


def may_speak_for(request: HttpRequest, story: Story) -> list[Outlet]:
    """The outlets of a story at whose domain the signed-in reader proved to get mail."""
    reader = reader_of(request)
    host = reader.email.rpartition("@")[2] if reader else ""
    if not host:
        return []
    outlets = Outlet.objects.filter(articles__story=story, taken_down=False).distinct()
    return [o for o in outlets if f".{host}".endswith(f".{o.domain}")]


def remembered(request: HttpRequest) -> tuple[str, str]:
    """Name and address that this browser was asked to remember; both empty without."""
    try:
        name, email = json.loads(_cookie(request, NAME_COOKIE))
    except (ValueError, TypeError):
        return "", ""
    return str(name), str(email)


def remember(response: HttpResponse, name: str, email: str) -> None:
    _keep(response, NAME_COOKIE, json.dumps([name, email]))


def stay(response: HttpResponse, email: str) -> None:
    _keep(response, READER_COOKIE, email)


def leave(response: HttpResponse) -> None:
    for name in (READER_COOKIE, NAME_COOKIE):
        response.delete_cookie(name, samesite="Lax")


def vary(response: HttpResponse) -> HttpResponse:
    """A page that shows a reader's own name is nobody else's."""
    patch_vary_headers(response, ["Cookie"])
    return response


def _cookie(request: HttpRequest, name: str) -> str:
    return request.get_signed_cookie(name, "", max_age=COOKIES_LAST)


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_signed_cookie(
        name,
        value,
        max_age=COOKIES_LAST,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
