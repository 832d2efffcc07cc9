"""The moderator's list: one comment by key, many by what they share, each decision logged and undone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.admin.views.decorators import staff_member_required
from django.core.paginator import Paginator
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from onestory.spam import CommentText
from onestory.spam.features import shape_of
from onestory.spam.likeness import Likeness
from onestory.web.talk.judge import UNDO_LASTS, decide, decide_all, settle, undo
from onestory.web.talk.models import Comment, Decision

AT_ONCE = 50
MOST_AT_ONCE = 1000  # decided together
COMPARED = 5000  # of the newest, with one text
STATES = ("held", "reported", "spam", "published", "removed")
DECIDED = frozenset({"published", "spam", "removed", "held"})
LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which comments a list shows: a state, and what they share."""

    state: str = "held"
    author: str = ""
    domain: str = ""
    network: str = ""
    like: str = ""

    @classmethod
    def from_query(cls, given: QueryDict) -> Choice:
        state = given.get("state", "held")
        shared = {n: given.get(n, "")[:200].replace("\x00", "") for n in SHARED}
        return cls(state if state in STATES else "held", **shared)

    @property
    def shared(self) -> str:
        """What the comments share, besides their state; empty where nothing was chosen."""
        return next((name for name in SHARED if getattr(self, name)), "")

    @property
    def address(self) -> str:
        chosen = {n: getattr(self, n) for n in ("state", *SHARED) if getattr(self, n)}
        return f"/desk/comments/?{urlencode(chosen)}"

    def rows(self) -> list[Comment]:
        """The comments, oldest first (reported ones: most reported first), as far as one page or one
        decision goes."""
        rows = Comment.objects.exclude(text="").select_related("story__headline", "outlet")
        if self.state == "reported":
            rows = rows.filter(pk__in=reported()).annotate(n=Count("reports")).order_by("-n", "pk")
        else:
            rows = rows.filter(state=self.state)
        return self._sharing(rows)

    def _sharing(self, rows: QuerySet[Comment]) -> list[Comment]:
        if self.author:
            rows = rows.filter(author=self.author)
        if self.network:
            rows = rows.filter(address_prefix=self.network)
        if self.domain:
            named = Q(text__icontains=self.domain) | Q(link__icontains=self.domain)
            return [c for c in rows.filter(named)[:MOST_AT_ONCE] if self.domain in domains_of(c)]
        if self.like:
            first = Comment.objects.filter(pk=self.like if self.like.isdigit() else 0).first()
            alike = Likeness(first.text if first else "")
            newest = rows.order_by("-created", "-pk")[:COMPARED]
            return [c for c in newest if first and alike.covers(c.text)][:MOST_AT_ONCE]
        return list(rows[: MOST_AT_ONCE if self.shared else AT_ONCE])


SHARED = ("author", "domain", "network", "like")


def reported() -> QuerySet[Comment]:
    """Published comments with reports that no human has looked at: to approve again settles them."""
    rows = Comment.objects.filter(state="published", reports__isnull=False)
    decided = Decision.objects.filter(comment=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = rows.annotate(decided=Subquery(decided), reported=Max("reports__created"))
    unseen = Q(decided__isnull=True) | Q(reported__gt=F("decided"))
    return rows.filter(unseen).order_by().values("pk")


def domains_of(comment: Comment) -> tuple[str, ...]:
    """The sites that a comment links to."""
    return shape_of(CommentText(comment.text, url=comment.link)).domains


@staff_member_required(login_url="login")
@require_safe
def comments(request: HttpRequest) -> HttpResponse:
    """The list of a state, or of what shares something, with the reasons in words."""
    choice = Choice.from_query(request.GET)
    rows = choice.rows()
    counts = Counter(
        dict(Comment.objects.exclude(text="").order_by().values_list("state").annotate(Count("pk")))
    )
    counts["reported"] = reported().count()
    last = request.GET.get("last", "")
    context = {
        "rows": [(c, domains_of(c)) for c in rows[:AT_ONCE]],
        "many": len(rows),
        "newest": max((c.pk for c in rows), default=0),
        "choice": choice,
        "states": [(s, counts[s]) for s in STATES],
        "last": Comment.objects.filter(pk=last).first() if last.isdigit() else None,
        "changed": int(request.GET["changed"])
        if request.GET.get("changed", "").isdigit()
        else None,
    }
    return render(request, "desk/comments.html", context)


@staff_member_required(login_url="login")
@require_POST
def decide_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve, spam or remove; undo goes back to the state before the last decision."""
    comment = get_object_or_404(Comment, pk=pk)
    action, now = request.POST.get("action", ""), timezone.now()
    choice = Choice.from_query(request.POST)
    if action == "undo":
        undo(comment, request.user, now)
        return redirect(choice.address)
    if action not in DECIDED:
        return HttpResponseBadRequest("The action must be published, spam, removed, held or undo.")
    if comment.state == action == "published":
        settle(comment, request.user, now)
    decide(comment, action, request.user, now)
    return redirect(f"{choice.address}&last={comment.pk}")


@staff_member_required(login_url="login")
@require_POST
def decide_many(request: HttpRequest) -> HttpResponse:
    """One decision about all that share what was chosen, as far as the moderator saw them."""
    choice = Choice.from_query(request.POST)
    action, newest = request.POST.get("action", ""), request.POST.get("newest", "")
    if action not in DECIDED | {"undo"} or not choice.shared or not newest.isdigit():
        return HttpResponseBadRequest("Choose what the comments share, and what to do with them.")
    seen = (c for c in choice.rows() if c.pk <= int(newest))
    changed = decide_all(seen, action, request.user, timezone.now())
    return redirect(f"/desk/comments/?state={choice.state}&changed={changed}")


@staff_member_required(login_url="login")
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Every decision, the newest first, and how often the filter, and Akismet, said the same."""
    now = timezone.now()
    rows = Decision.objects.select_related("comment__story__headline", "moderator")
    page = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    last = dict(
        Decision.objects.filter(comment__in=[d.comment_id for d in page.object_list])
        .order_by("at", "pk")
        .values_list("comment", "pk")
    )
    batches = Counter(d.batch for d in page.object_list if d.batch)
    context = {
        "page": page,
        "rows": [(d, last[d.comment_id] == d.pk and now - d.at < UNDO_LASTS) for d in page],
        "batches": {b for b, n in batches.items() if n > 1},
        "agreement": agreement("verdict", {"publish": False, "spam": True, "discard": True}),
        "second": agreement("second", {"ham": False, "spam": True, "discard": True}),
    }
    return render(request, "desk/log.html", context)


@staff_member_required(login_url="login")
@require_POST
def undo_decision(request: HttpRequest) -> HttpResponse:
    """Take back one decision, or all that were made at once, where nothing was decided since."""
    word, number = request.POST.get("batch", ""), request.POST.get("decision", "")
    rows = Decision.objects.filter(batch=word) if word else Decision.objects.none()
    if number.isdigit():
        rows = Decision.objects.filter(pk=number)
    newest = (
        Decision.objects.filter(comment=OuterRef("comment")).order_by("-at", "-pk").values("pk")[:1]
    )
    standing = rows.filter(pk=Subquery(newest)).select_related("comment")[:MOST_AT_ONCE]
    decide_all([d.comment for d in standing], "undo", request.user, timezone.now())
    return redirect("desk-comment-log")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a judge's sure words of the last days compare with what people decided."""

    same: int
    passed: int
    """Spam it would have let pass."""
    blamed: int
    """Good comments it would have marked."""

    @property
    def all(self) -> int:
        return self.same + self.passed + self.blamed


def agreement(field: str, says: dict[str, bool]) -> Agreement:
    """Compare a field of the comments with the last thing people taught of each."""
    last = (
        Decision.objects.filter(comment=OuterRef("pk")).order_by("-at", "-pk").values("taught")[:1]
    )
    rows = Comment.objects.filter(
        created__gt=timezone.now() - LOOKED_BACK, **{f"{field}__in": list(says)}
    )
    rows = rows.annotate(taught=Subquery(last)).filter(taught__isnull=False)
    counts: Counter[tuple[bool, bool]] = Counter()
    for word, taught, n in rows.order_by().values_list(field, "taught").annotate(Count("pk")):
        counts[says[word], taught] += n
    return Agreement(
        counts[True, True] + counts[False, False], counts[False, True], counts[True, False]
    )
