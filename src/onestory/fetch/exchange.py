"""One request and its answer: bytes bounded, every failure turned into a sentence."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from onestory.errors import FetchRefusedError
from onestory.fetch.phrases import say
from onestory.fetch.unpack import UnpackError, unpack
from onestory.fetch.values import FetchPolicy

BODILESS = frozenset({204, 301, 302, 303, 304, 307, 308})  # what follows their headers is not read

RawHeaders = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Hop:
    """What one request brought, before redirects are weighed."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    trouble: str = ""
    refused: bool = False
    may_retry: bool = False
    resting: bool = False
    truncated: bool = False
    retry_after: float | None = None
    request_head: bytes = b""
    response_head: bytes = b""


async def exchange(
    pool: httpcore.AsyncConnectionPool,
    request: httpcore.Request,
    limit: int,
    head_only: bool,
    seconds: float,
) -> Hop:
    """Send one request and read its answer, at most `limit` bytes and `seconds` long."""
    try:
        async with asyncio.timeout(max(seconds, 0.0)):
            hop = await _answer(pool, request, limit, head_only)
    except TimeoutError:
        hop = Hop(trouble=say("total-timeout"))
    except FetchRefusedError as error:
        hop = Hop(trouble=str(error), refused=True)
    except Exception as error:
        hop = _failure(error)
    return replace(hop, request_head=_request_head(request))


def build_request(
    url: str, headers: RawHeaders, policy: FetchPolicy, form: bytes | None = None
) -> httpcore.Request:
    """A GET request for `url`, or a POST of `form`, with the policy's timeouts."""
    address = httpx.URL(url)
    timeout = {
        "connect": policy.connect_timeout_s,
        "read": policy.read_timeout_s,
        "write": policy.read_timeout_s,
        "pool": policy.timeout_s,
    }
    return httpcore.Request(
        b"GET" if form is None else b"POST",
        httpcore.URL(
            scheme=address.raw_scheme,
            host=address.raw_host,
            port=address.port,
            target=address.raw_path,
        ),
        headers=[(b"Host", address.netloc), *headers],
        content=form,
        extensions={"timeout": timeout},
    )


async def _answer(
    pool: httpcore.AsyncConnectionPool, request: httpcore.Request, limit: int, head_only: bool
) -> Hop:
    answer = await pool.handle_async_request(request)
    try:
        headers = folded(answer.headers)
        hop = Hop(
            status=answer.status,
            headers=headers,
            retry_after=retry_after(headers),
            response_head=_response_head(answer),
        )
        if answer.status in BODILESS:
            return hop
        return await _with_body(hop, answer, limit, head_only)
    finally:
        await answer.aclose()


async def _with_body(hop: Hop, answer: httpcore.Response, limit: int, head_only: bool) -> Hop:
    declared = hop.headers.get("content-length", "")
    if not head_only and declared.isascii() and declared.isdigit() and int(declared) > limit:
        return replace(hop, trouble=say("too-large", limit=limit))
    raw, truncated = bytearray(), False
    async for piece in answer.aiter_stream():
        raw += piece
        if len(raw) > limit:
            if not head_only:
                return replace(hop, trouble=say("too-large", limit=limit))
            truncated = True
            break
    coding = hop.headers.get("content-encoding", "")
    try:
        body = unpack(bytes(raw[:limit]), coding, limit, head_only)
    except UnpackError as error:
        return replace(hop, trouble=say(error.trouble, limit=limit))
    return replace(hop, body=body, truncated=truncated or (head_only and len(body) >= limit))


# What each exception means; the second value says whether trying again may help.
_TROUBLES: tuple[tuple[type[Exception], str, bool], ...] = (
    (httpcore.ConnectTimeout, "connect-timeout", True),
    (httpcore.PoolTimeout, "connect-timeout", True),
    (httpcore.TimeoutException, "read-timeout", False),
    (httpcore.ConnectError, "connect", True),
    (httpcore.NetworkError, "reset", True),
    (httpcore.LocalProtocolError, "protocol", False),
    (httpcore.RemoteProtocolError, "protocol", False),
    (httpcore.ProtocolError, "protocol", False),
)
_CLOSED_EARLY = ("disconnected", "closed")  # how h11 words a peer that hung up


def _failure(error: Exception) -> Hop:
    cause = error.__cause__ or error.__context__
    if isinstance(error, socket.gaierror):
        again = error.errno == socket.EAI_AGAIN
        return Hop(trouble=say("dns-again" if again else "dns"), may_retry=again)
    if isinstance(error, ssl.SSLCertVerificationError) or isinstance(
        cause, ssl.SSLCertVerificationError
    ):
        return Hop(trouble=say("certificate"))
    if isinstance(error, ssl.SSLError) or isinstance(cause, ssl.SSLError):
        return Hop(trouble=say("tls"))
    if isinstance(error, httpcore.RemoteProtocolError) and any(
        word in str(error) for word in _CLOSED_EARLY
    ):
        return Hop(trouble=say("reset"), may_retry=True)
    for kind, key, may_retry in _TROUBLES:
        if isinstance(error, kind):
            return Hop(trouble=say(key), may_retry=may_retry)
    if isinstance(error, UnicodeError):
        return Hop(trouble=say("dns"))  # a label no name server could hold
    if isinstance(error, OSError):
        return Hop(trouble=say("connect"), may_retry=True)
    raise error


def _request_head(request: httpcore.Request) -> bytes:
    first = request.method + b" " + request.url.target + b" HTTP/1.1\r\n"
    return first + b"".join(n + b": " + v + b"\r\n" for n, v in request.headers)


def _response_head(answer: httpcore.Response) -> bytes:
    version = answer.extensions.get("http_version", b"HTTP/1.1")
    reason = answer.extensions.get("reason_phrase", b"")
    first = b"%s %d %s\r\n" % (version, answer.status, reason)
    return first + b"".join(n + b": " + v + b"\r\n" for n, v in answer.headers)


def folded(raw: RawHeaders) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), _text(value)
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of Retry-After (RFC 9110, 10.2.3), counted from the answer's own Date."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        until = parsedate_to_datetime(value)
        now = parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
