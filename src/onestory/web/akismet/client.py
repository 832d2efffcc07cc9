"""Asking an Akismet server about comments left here: beside the filter, after it, or instead of it.

No reader waits longer than the settings say, and what the server does not answer, the filter decides.
The protocol: https://akismet.com/developers/detailed-docs/ (comment-check, submit-spam, submit-ham).
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Literal
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from onestory.fetch.client import Client, FetchPolicy, Response
from onestory.web.talk.models import Comment

Answer = Literal["ham", "spam", "discard", "silent"]
SENT: dict[str, str] = {
    "blog": "the address of this site",
    "user_ip": "your address",
    "user_agent": "your browser's name",
    "referrer": "the page you came from",
    "permalink": "the address of the story",
    "comment_type": "whether it is an answer",
    "comment_author": "the name you gave",
    "comment_author_email": "the mail address you gave",
    "comment_content": "what you wrote",
    "comment_date_gmt": "when it came",
    "blog_lang": "the language of this site",
    "blog_charset": "how it is encoded",
}
"""Every field that is sent, for the privacy page: a test holds the two together."""
LONGEST_ANSWER = 4096  # bytes
MOST_AT_ONCE = 32  # questions under way; beyond, the filter decides alone

log = logging.getLogger("onestory.akismet")


@dataclass(frozen=True, slots=True)
class Visit:
    """What the request tells of who left a comment, and the database never keeps."""

    address: str
    agent: str = ""
    referrer: str = ""


class AkismetClient:
    """Asks from a thread of its own, guarded and bounded like every other fetch."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: Client | None = None
        self._under_way = 0

    def check(self, fields: dict[str, str]) -> Answer:
        """What the server says within the time a reader may wait; "silent" where it does not."""
        future = self._start(lambda client: _check(client, fields))
        if future is None:
            return "silent"
        try:
            return future.result(timeout=settings.ONESTORY.akismet.timeout)
        except TimeoutError:
            return "silent"  # it ends by itself, and counts among the failures of that server

    def check_later(self, fields: dict[str, str], note: Callable[[Answer], None]) -> None:
        """Ask without anybody waiting; `note` is told on another thread."""

        async def ask(client: Client) -> Answer:
            answer = await _check(client, fields)
            await asyncio.to_thread(note, answer)
            return answer

        self._start(ask)

    def submit(self, is_spam: bool, fields: dict[str, str]) -> bool:
        """Tell the server what a human decided; whether it thanked for it."""
        name = "submit-spam" if is_spam else "submit-ham"
        future = self._start(lambda client: _call(client, name, fields))
        return future is not None and future.result(timeout=30).body.startswith(b"Thanks")

    def _start(self, work: Callable[[Client], Awaitable[Answer | Response]]) -> Future | None:
        with self._lock:
            if self._under_way >= MOST_AT_ONCE:
                return None
            self._under_way += 1
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, daemon=True).start()
            loop = self._loop
        return asyncio.run_coroutine_threadsafe(self._counted(work), loop)

    async def _counted(self, work: Callable[[Client], Awaitable[Answer | Response]]) -> object:
        try:
            if self._client is None:
                self._client = await Client(_policy()).__aenter__()
            return await work(self._client)
        finally:
            with self._lock:
                self._under_way -= 1


def fields_about(comment: Comment, visit: Visit) -> dict[str, str]:
    """The fields of a question about a comment, stored or not yet."""
    site = settings.ONESTORY.site
    base = site.base_url.rstrip("/")
    values = (
        base,
        visit.address,
        visit.agent,
        visit.referrer,
        base + comment.story.get_absolute_url(),
        "reply" if comment.parent_id else "comment",
        comment.author,
        comment.email,
        comment.text,
        comment.created.isoformat(),
        site.language,
        "UTF-8",
    )
    return dict(zip(SENT, values, strict=True))


def stored_visit(comment: Comment) -> Visit:
    """What is left of who sent it: the network, not the address."""
    prefix = comment.address_prefix
    return Visit(str(ip_network(prefix).network_address) if prefix else "", comment.user_agent)


def note_answer(number: int) -> Callable[[Answer], None]:
    """Keeps an answer that nobody waited for."""

    def note(answer: Answer) -> None:
        try:
            Comment.objects.filter(pk=number).update(second=answer)
        finally:
            connection.close()  # the thread that asked is not the site's

    return note


def _policy() -> FetchPolicy:
    own = settings.ONESTORY
    return FetchPolicy(
        user_agent=f"Onestory/0.1 | Onestory/0.1 (+{own.site.contact or own.site.base_url})",
        timeout_s=own.akismet.timeout,
        max_page_bytes=LONGEST_ANSWER,
        max_redirects=0,
        per_host_delay_s=0.0,
        per_host_parallel=MOST_AT_ONCE,
        allow_private=own.fetch.allow_private,
        retries=0,
    )


async def _check(client: Client, fields: dict[str, str]) -> Answer:
    response = await _call(client, "comment-check", fields)
    said = response.body.strip()
    if response.error or response.status != 200 or said not in {b"true", b"false"}:
        help_text = response.headers.get("x-akismet-debug-help", "")
        log.warning("Akismet gave no answer: %s", response.error or help_text or response.status)
        return "silent"
    if said == b"false":
        return "ham"
    return "discard" if response.headers.get("x-akismet-pro-tip") == "discard" else "spam"


async def _call(client: Client, name: str, fields: dict[str, str]) -> Response:
    own = settings.ONESTORY.akismet
    form = urlencode({"api_key": own.key, **fields}, errors="replace").encode()
    return await client.post(f"{own.url.rstrip('/')}/1.1/{name}", form)


akismet = AkismetClient()
