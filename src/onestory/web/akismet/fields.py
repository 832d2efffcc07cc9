"""The fields of a request, whatever bytes it is made of."""

from __future__ import annotations

import codecs
from urllib.parse import parse_qsl

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest

MOST_BYTES = 65_536
FORM = "application/x-www-form-urlencoded"


class UnreadableError(Exception):
    """Why a request's fields cannot be read, in words."""


def fields_of(request: HttpRequest) -> dict[str, str]:
    """The fields of the body, the last of each name. There may be thousands: WordPress sends all that
    its server knows of a request.

    Raises UnreadableError when the body is too large or broken.
    """
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise UnreadableError("The request is too large.")
        if request.content_type not in {FORM, "", "text/plain"}:
            return {name: str(value) for name, value in request.POST.items()}
        body = request.read(MOST_BYTES + 1)
    except (SuspiciousOperation, OSError, ValueError) as error:
        raise UnreadableError("The request cannot be read.") from error
    if len(body) > MOST_BYTES:
        raise UnreadableError("The request is too large.")
    fields = _decoded(body, "utf-8")
    charset = fields.get("blog_charset", "")
    return _decoded(body, charset) if _is_other(charset) else fields


def _decoded(body: bytes, charset: str) -> dict[str, str]:
    text = body.decode("latin-1")  # percent-encoded bytes get their charset below
    return dict(parse_qsl(text, keep_blank_values=True, encoding=charset, errors="replace"))


def _is_other(charset: str) -> bool:
    """Whether it is a charset of text that is known and is not UTF-8."""
    try:
        codec = codecs.lookup(charset[:40])
        return codec.name != "utf-8" and isinstance(b"a".decode(charset), str)
    except (LookupError, ValueError, TypeError):
        return False
