"""Subscriptions at WebSub hubs: their rows, when a hub is asked, and what its answers change.

A hub is only asked when the site has a public https address, as it must reach us; never in the demo.
`failures` counts the questions since a hub last verified one of them, so that silence, too, backs off.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from onestory.config import Settings
from onestory.feeds import websub
from onestory.feeds.phrases import say
from onestory.feeds.websub import Intent, Mode, Topic
from onestory.fetch.client import Client, Response
from onestory.fetch.guard import Guard
from onestory.web.news.models import Feed, Subscription

AT_ONCE = 50  # hubs asked in one pass
MOST_GOODBYES = 4  # questions to end a subscription before it is left to lapse
WANTS_CONTENT = Q(
    Q(feed__outlet__isnull=True) | Q(feed__outlet__paused=False, feed__outlet__taken_down=False),
    named=True,
    feed__gone=False,
)


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask a hub."""

    row: Subscription
    mode: Mode

    def __str__(self) -> str:
        return f"{self.mode} {self.row.topic}"


def public_address(settings: Settings) -> str:
    """Where hubs reach the site, without a slash at the end; "" where they cannot or must not."""
    base = settings.site.base_url.rstrip("/")
    if settings.demo or urlsplit(base).scheme != "https" or Guard().check_url(base):
        return ""
    return base


def keep_topic(feed: Feed, topic: Topic | None, at: datetime) -> None:
    """Remember the hub that a feed names now, or that it names none."""
    row = Subscription.objects.filter(feed=feed).first()
    if topic is not None and (row is None or (row.hub, row.topic) != (topic.hub, topic.url)):
        Subscription.objects.filter(feed=feed).delete()
        Subscription.objects.create(
            feed=feed,
            hub=topic.hub,
            topic=topic.url,
            token=secrets.token_urlsafe(32),
            secret=secrets.token_urlsafe(48),
            next_ask=at,
        )
    elif row is not None and row.named != (topic is not None):
        Subscription.objects.filter(pk=row.pk).update(named=topic is not None)


def rarely(feed: Feed, planned: datetime | None, at: datetime) -> datetime | None:
    """When to poll a feed: once a day while its hub pushes, as a safety net; else as planned."""
    live = Subscription.objects.filter(feed=feed, state="live", lease_ends__gt=at).first()
    if live is None or planned is None or live.lease_ends is None:
        return planned
    return max(planned, min(at + websub.RARELY, live.lease_ends))


@transaction.atomic
def due_questions(now: datetime) -> list[Question]:
    """What hubs are to be asked now, each marked as asked: stopping here asks nobody twice."""
    rows = Subscription.objects.order_by("next_ask")
    rows.filter(state="live", lease_ends__lte=now).update(state="wanted", lease_ends=None)
    given_up = Q(lease_ends__isnull=True) | Q(lease_ends__lte=now) | Q(failures__gte=MOST_GOODBYES)
    rows.filter(state="ending").filter(given_up).update(state="ended", failures=0, problem="")
    wanted = rows.filter(WANTS_CONTENT)
    left = rows.exclude(pk__in=wanted.values("pk"))
    # A hub that was asked and has not answered yet has no lease to end, and finds us not asking.
    left.filter(state="asked").update(state="ended", problem="")
    left.filter(state="live").update(state="ending", next_ask=now, failures=0)
    back = wanted.filter(state__in=["ending", "ended"])
    Subscription.objects.filter(pk__in=list(back.values_list("pk", flat=True))).update(
        state="wanted", next_ask=now, failures=0
    )
    questions = [Question(r, "subscribe") for r in wanted.filter(next_ask__lte=now)[:AT_ONCE]]
    leaving = left.filter(state="ending", next_ask__lte=now)[:AT_ONCE]
    questions += [Question(r, "unsubscribe") for r in leaving]
    for question in questions:
        _mark_asked(question, now)
    return questions


def _mark_asked(question: Question, now: datetime) -> None:
    row = question.row
    if row.state != "live" and question.mode == "subscribe":
        row.state = "asked"
    row.next_ask = now + websub.ask_again_after(row.failures)
    row.failures += 1
    row.save(update_fields=["state", "next_ask", "failures"])


async def ask_hub(question: Question, base: str, client: Client) -> str:
    """Send a question; what went wrong, or ""."""
    row = question.row
    callback = base + reverse("websub", args=[row.token])
    form = websub.request_form(question.mode, row.topic, callback, row.secret)
    return _trouble(await client.post(row.hub, form))


def _trouble(response: Response) -> str:
    if response.error:
        return response.error
    return "" if 200 <= response.status < 300 else say("hub-status", status=response.status)


def note_answer(question: Question, trouble: str) -> None:
    """Keep what went wrong, unless the hub has verified the question in the meantime."""
    asked = Subscription.objects.filter(pk=question.row.pk, failures__gt=0)
    asked.update(problem=trouble[:300])


@transaction.atomic
def confirm(token: str, intent: Intent, now: datetime) -> bool:
    """Take in a hub's verification or denial; False where it is about nothing that we asked."""
    row = Subscription.objects.select_for_update().filter(token=token, topic=intent.topic).first()
    if row is None:
        return False
    if intent.mode == "denied":
        _deny(row, intent, now)
    elif intent.mode == "subscribe" and row.state in {"asked", "live"}:
        row.state, row.failures, row.problem = "live", 0, ""
        row.lease_ends = now + intent.lease
        row.next_ask = now + websub.renew_after(intent.lease)
    elif intent.mode == "unsubscribe" and row.state in {"ending", "ended"}:
        row.state, row.failures, row.problem = "ended", 0, ""
        row.lease_ends = row.next_ask = None
    else:
        return False
    row.save(update_fields=["state", "failures", "problem", "lease_ends", "next_ask"])
    return True


def _deny(row: Subscription, intent: Intent, now: datetime) -> None:
    """A hub may refuse at any time: the feed is polled again as before, at once."""
    row.state, row.lease_ends, row.failures = "denied", None, 0
    row.problem = f"{say('hub-denied')} {intent.reason}".strip()[:300]
    row.next_ask = now + websub.AFTER_DENIAL
    poll_at_once(row.feed_id, now)


def poll_at_once(feed: int, now: datetime) -> None:
    Feed.objects.filter(pk=feed, next_poll__gt=now).update(next_poll=now)


def pushing(token: str, now: datetime) -> Subscription | None:
    """The subscription whose hub may push now."""
    live = Subscription.objects.filter(WANTS_CONTENT, token=token, state="live", lease_ends__gt=now)
    return live.first()
