"""The Akismet protocol, first version: keys, checks, reports, usage.

Bodies are compared byte for byte by clients, so they carry no newline; trouble is answered with a body
that is neither true nor false and a debug header, which clients take as "hold", never as "spam".
"""

from __future__ import annotations

import hmac
import threading
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from onestory.spam import CommentText, SpamFilter
from onestory.web.akismet.models import KEY_LENGTH, ApiKey

THANKS = "Thanks for making the web a better place."
MOST_BYTES = 65_536
GUARANTEED_AUTHOR = "viagra-test-123"
GUARANTEED_EMAIL = "akismet-guaranteed-spam@example.com"

_lock = threading.Lock()
_filters: dict[int, SpamFilter] = {}


@csrf_exempt
@require_POST
def verify_key(request: HttpRequest) -> HttpResponse:
    """`key` is the candidate; WordPress sends its old key in `api_key` beside it."""
    _require_server()
    return _text("valid") if _key(request, ("key", "api_key")) else _invalid()


@csrf_exempt
@require_POST
def comment_check(request: HttpRequest) -> HttpResponse:
    key = _start(request)
    if isinstance(key, HttpResponse):
        return key
    if not request.POST.get("blog") or not request.POST.get("user_ip"):
        return _invalid("Missing required field: blog and user_ip are needed.")
    if _spend(key):
        return _invalid("This key has used up its month.")
    comment = _comment(request)
    if request.POST.get("user_role") == "administrator":
        return _text("false")
    if comment.author == GUARANTEED_AUTHOR or comment.email == GUARANTEED_EMAIL:
        return _text("true")
    trap = request.POST.get("honeypot_field_name", "")
    if trap and request.POST.get(trap):
        return _text("true")
    with _lock:
        verdict = _filter(key).check(comment)
    response = _text("true" if verdict.decision in {"spam", "discard"} else "false")
    if verdict.decision == "discard":
        response["X-akismet-pro-tip"] = "discard"
    return response


@csrf_exempt
@require_POST
def submit_spam(request: HttpRequest) -> HttpResponse:
    return _submit(request, True)


@csrf_exempt
@require_POST
def submit_ham(request: HttpRequest) -> HttpResponse:
    return _submit(request, False)


@require_GET
def usage_limit(request: HttpRequest) -> HttpResponse:
    _require_server()
    key = _key(request, ("api_key", "key"))
    if key is None:
        return _invalid()
    used = key.used if key.month == _month() else 0
    return JsonResponse(
        {
            "limit": key.monthly_limit,
            "usage": used,
            "percentage": f"{100 * used / max(key.monthly_limit, 1):.2f}",
            "throttled": used >= key.monthly_limit,
        }
    )


def _submit(request: HttpRequest, is_spam: bool) -> HttpResponse:
    key = _start(request)
    if isinstance(key, HttpResponse):
        return key
    if request.POST.get("is_test") not in {"1", "true"}:
        with _lock:
            _filter(key).learn(_comment(request), is_spam)
    return _text(THANKS)


def _start(request: HttpRequest) -> ApiKey | HttpResponse:
    _require_server()
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return _invalid("The request is too large.")
    return _key(request, ("api_key", "key")) or _invalid()


def _require_server() -> None:
    if not settings.ONESTORY.akismet.server:
        raise Http404("This hub answers no Akismet requests.")


def _key(request: HttpRequest, names: tuple[str, ...]) -> ApiKey | None:
    """The key, wherever the client puts it: body, query or first label of the host."""
    candidates = [request.POST.get(n) or request.GET.get(n) for n in names]
    candidates.append(request.get_host().partition(".")[0])
    candidate = next((c for c in candidates if c), "")
    if len(candidate) != KEY_LENGTH:
        return None
    for row in ApiKey.objects.filter(active=True):
        if hmac.compare_digest(row.key.encode(), candidate.encode()):
            return row
    return None


def _spend(key: ApiKey) -> bool:
    """Count a check; True when the month's limit is reached."""
    month = _month()
    if key.month != month:
        ApiKey.objects.filter(pk=key.pk).update(month=month, used=1)
        return False
    ApiKey.objects.filter(pk=key.pk).update(used=F("used") + 1)
    return key.used >= key.monthly_limit


def _month() -> str:
    return f"{datetime.now(UTC):%Y-%m}"


def _filter(key: ApiKey) -> SpamFilter:
    if key.pk not in _filters:
        _filters[key.pk] = SpamFilter(settings.ONESTORY.data / "spam" / f"key-{key.pk}")
    return _filters[key.pk]


def _comment(request: HttpRequest) -> CommentText:
    post = request.POST
    return CommentText(
        text=post.get("comment_content", ""),
        author=post.get("comment_author", ""),
        url=post.get("comment_author_url", ""),
        email=post.get("comment_author_email", ""),
    )


def _text(body: str) -> HttpResponse:
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


def _invalid(why: str = "Empty or unknown key.") -> HttpResponse:
    response = _text("invalid")
    response["X-akismet-debug-help"] = why
    return response
