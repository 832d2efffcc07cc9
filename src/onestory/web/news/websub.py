"""Where WebSub hubs reach us: they verify what we asked for, and push what is new."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from onestory.feeds.parse import parse_feed
from onestory.feeds.websub import is_signed, read_intent
from onestory.web.jobs import store, subscriptions
from onestory.web.news.models import Subscription

TAKEN, GONE = 202, 410


@csrf_exempt
@require_http_methods(["GET", "POST"])
def callback(request: HttpRequest, token: str) -> HttpResponse:
    """One address a subscription, which only its hub knows."""
    return _push(request, token) if request.method == "POST" else _verify(request, token)


def _verify(request: HttpRequest, token: str) -> HttpResponse:
    intent = read_intent(request.GET.dict())
    if intent is None or not subscriptions.confirm(token, intent, timezone.now()):
        raise Http404("This hub has asked for nothing of the kind.")
    return HttpResponse(intent.challenge, content_type="text/plain; charset=utf-8")


def _push(request: HttpRequest, token: str) -> HttpResponse:
    """Take in a push. What is not signed with our secret is answered alike, and ignored: whoever
    sent it learns nothing."""
    if not Subscription.objects.filter(token=token).exclude(state="ended").exists():
        return HttpResponse(status=GONE)
    now = timezone.now()
    row = subscriptions.pushing(token, now)
    if row is None:
        return HttpResponse(status=TAKEN)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        subscriptions.poll_at_once(row.feed_id, now)  # our own looks may be larger
    elif is_signed(request.headers.get("X-Hub-Signature", ""), row.secret, request.body):
        _take_in(row, request.body, now)
    return HttpResponse(status=TAKEN)


def _take_in(row: Subscription, body: bytes, now: datetime) -> None:
    parsed = parse_feed(body, row.topic, now)
    if parsed.entries:
        store.store_push(row, parsed, now, settings.ONESTORY)
    else:  # a hub that only knocks, or pushes what we cannot read: we look for ourselves
        subscriptions.poll_at_once(row.feed_id, now)
