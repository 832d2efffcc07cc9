"""The Akismet protocol: keys, checks, reports, usage.

Bodies are compared byte for byte by clients, so they carry no newline; trouble is answered with a body
that is neither true nor false and a debug header, which clients take as "hold", never as "spam".
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps

from django.conf import settings
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from onestory.spam import CommentText, SpamFilter
from onestory.web.akismet.fields import UnreadableError, fields_of
from onestory.web.akismet.models import KEY_LENGTH, ApiKey, SiteUse

THANKS = "Thanks for making the web a better place."
GUARANTEED_AUTHOR = "viagra-test-123"
GUARANTEED_EMAIL = "akismet-guaranteed-spam@example.com"
MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
ORDERS = ("total", "spam", "ham", "missed_spam", "false_positives")
MOST_SITES = 500
YES = frozenset({"1", "true"})

Fields = dict[str, str]
Answer = Callable[[ApiKey, Fields], HttpResponse]

_lock = threading.Lock()
_filters: dict[str, SpamFilter] = {}


def _endpoint(*names: str) -> Callable[[Answer], Callable[[HttpRequest], HttpResponse]]:
    """A POST endpoint whose key may stand in these fields, the first of them first."""

    def decorate(answer: Answer) -> Callable[[HttpRequest], HttpResponse]:
        @csrf_exempt
        @require_POST
        @wraps(answer)
        def view(request: HttpRequest) -> HttpResponse:
            _require_server()
            try:
                fields = fields_of(request)
            except UnreadableError as error:
                return _invalid(str(error))
            key = _key(request, fields, names)
            return answer(key, fields) if key else _invalid()

        return view

    return decorate


@_endpoint("key", "api_key")
def verify_key(key: ApiKey, fields: Fields) -> HttpResponse:
    """`key` is the candidate; WordPress sends its old key in `api_key` beside it."""
    return _text("valid")


@_endpoint("api_key", "key")
def comment_check(key: ApiKey, fields: Fields) -> HttpResponse:
    if not fields.get("blog") or not fields.get("user_ip"):
        return _invalid("Missing required field: blog and user_ip are needed.")
    if _spend(key):
        return _invalid("This key has used up its month.")
    verdict = _verdict(key, fields)
    _count(key, fields, "spam" if verdict in {"spam", "discard"} else "ham")
    response = _text("true" if verdict in {"spam", "discard"} else "false")
    if verdict == "discard":
        response["X-akismet-pro-tip"] = "discard"
    return response


@_endpoint("api_key", "key")
def submit_spam(key: ApiKey, fields: Fields) -> HttpResponse:
    return _learn(key, fields, True)


@_endpoint("api_key", "key")
def submit_ham(key: ApiKey, fields: Fields) -> HttpResponse:
    return _learn(key, fields, False)


@_endpoint("key", "api_key")
def deactivate(key: ApiKey, fields: Fields) -> HttpResponse:
    """A site says that it asks no more; its key stays, it may come back."""
    return _text("deactivated")


@csrf_exempt
def subscription(request: HttpRequest) -> HttpResponse:
    """What WordPress shows of an account: here there is no plan, and nothing to buy."""
    key = _asking(request)
    if key is None:
        return _invalid()
    return JsonResponse(
        {
            "account_id": key.pk,
            "account_name": key.owner,
            "account_type": "free",
            "status": "active",
            "limit_reached": _used(key) >= key.monthly_limit,
        }
    )


@csrf_exempt
def stats(request: HttpRequest) -> HttpResponse:
    """Counts of all months together."""
    key = _asking(request)
    if key is None:
        return _invalid()
    uses = SiteUse.objects.filter(key=key)
    total = {name: sum(getattr(use, name) for use in uses) for name in SiteUse.COUNTED}
    checks = total["spam"] + total["ham"]
    wrong = total["missed_spam"] + total["false_positives"]
    accuracy = 100 * (1 - wrong / checks) if checks else 100.0
    return JsonResponse({**total, "accuracy": f"{max(accuracy, 0):.2f}"})


@require_GET
def usage_limit(request: HttpRequest) -> HttpResponse:
    key = _asking(request)
    if key is None:
        return _invalid()
    used = _used(key)
    return JsonResponse(
        {
            "limit": key.monthly_limit,
            "usage": used,
            "percentage": f"{100 * used / max(key.monthly_limit, 1):.2f}",
            "throttled": used >= key.monthly_limit,
        }
    )


@require_GET
def key_sites(request: HttpRequest) -> HttpResponse:
    """The sites that asked with a key in one month, those that asked most first."""
    key = _asking(request)
    if key is None:
        return _invalid()
    given = request.GET
    month = given.get("month") or _month()
    if not MONTH.fullmatch(month):
        return _invalid("The month must be written YYYY-MM.")
    limit = min(_number(given.get("limit", ""), MOST_SITES), MOST_SITES)
    offset = _number(given.get("offset", ""), 0)
    order = given.get("order") if given.get("order") in ORDERS else "total"
    uses = SiteUse.objects.filter(key=key, month=month, site__icontains=given.get("filter", ""))
    rows = sorted((use.as_record() for use in uses), key=lambda r: (-int(r[order]), str(r["site"])))
    shown = rows[offset : offset + limit]
    if given.get("format") == "csv":
        return _csv(month, shown)
    return JsonResponse({month: shown, "limit": limit, "offset": offset, "total": len(rows)})


def _verdict(key: ApiKey, fields: Fields) -> str:
    comment = _comment(fields)
    if fields.get("user_role") == "administrator":
        return "publish"
    if comment.author == GUARANTEED_AUTHOR or comment.email == GUARANTEED_EMAIL:
        return "spam"
    trap = fields.get("honeypot_field_name", "")
    if trap and fields.get(trap):
        return "spam"
    with _lock:
        return _filter(key).check(comment).decision


def _learn(key: ApiKey, fields: Fields, is_spam: bool) -> HttpResponse:
    if fields.get("is_test") not in YES:
        with _lock:
            _filter(key).learn(_comment(fields), is_spam)
        _count(key, fields, "missed_spam" if is_spam else "false_positives")
    return _text(THANKS)


def _require_server() -> None:
    if not settings.ONESTORY.akismet.server:
        raise Http404("This hub answers no Akismet requests.")


def _asking(request: HttpRequest) -> ApiKey | None:
    """The key of a request that may be a GET."""
    _require_server()
    try:
        fields = fields_of(request) if request.method == "POST" else {}
    except UnreadableError:
        return None
    return _key(request, fields, ("api_key", "key"))


def _key(request: HttpRequest, fields: Fields, names: tuple[str, ...]) -> ApiKey | None:
    """The key, wherever the client puts it: body, query or first label of the host."""
    candidates = [fields.get(n) or request.GET.get(n) for n in names]
    candidates.append(request.get_host().partition(".")[0])
    candidate = next((c for c in candidates if c), "")
    if len(candidate) != KEY_LENGTH:
        return None
    sent = candidate.encode("utf-8", "surrogatepass")
    for row in ApiKey.objects.filter(active=True):
        if hmac.compare_digest(row.key.encode(), sent):
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


def _count(key: ApiKey, fields: Fields, what: str) -> None:
    """One more of a kind for the site that asks."""
    site = fields.get("blog", "").replace("\x00", "")[:300]
    row, _ = SiteUse.objects.get_or_create(key=key, month=_month(), site=site)
    SiteUse.objects.filter(pk=row.pk).update(**{what: F(what) + 1})


def _used(key: ApiKey) -> int:
    return key.used if key.month == _month() else 0


def _month() -> str:
    return f"{datetime.now(UTC):%Y-%m}"


def _number(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else otherwise


def _filter(key: ApiKey) -> SpamFilter:
    """The key's own filter. Its folder bears the key's hash: a row's number may come again."""
    if key.key not in _filters:
        name = hashlib.sha256(key.key.encode()).hexdigest()[:16]
        _filters[key.key] = SpamFilter(settings.ONESTORY.data / "spam" / f"key-{name}")
    return _filters[key.key]


def _comment(fields: Fields) -> CommentText:
    return CommentText(
        text=fields.get("comment_content", ""),
        author=fields.get("comment_author", ""),
        url=fields.get("comment_author_url", ""),
        email=fields.get("comment_author_email", ""),
    )


def _csv(month: str, rows: list[dict[str, int | str]]) -> HttpResponse:
    """A line with the month, a line of names, and a line for each site."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([f"Sites of {month}"])
    writer.writerow(["Site", "Total", "Spam", "Ham", "Missed spam", "False positives"])
    for row in rows:
        site = str(row["site"])
        # What a spreadsheet would take for a formula is made text.
        safe = f"'{site}" if site[:1] in {"=", "+", "-", "@", "\t", "\r"} else site
        writer.writerow([safe, *(row[name] for name in ORDERS)])
    return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")


def _text(body: str) -> HttpResponse:
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


def _invalid(why: str = "Empty or unknown key.") -> HttpResponse:
    response = _text("invalid")
    response["X-akismet-debug-help"] = why
    return response
