"""The operator's desk: what waits for a human."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from onestory.web.desk.comments import reported
from onestory.web.desk.throttle import give_back, take_try
from onestory.web.jobs.health import outlets_by_health
from onestory.web.news import lists
from onestory.web.news.models import Article, Subscription
from onestory.web.talk.models import Comment, Letter, Proposal

AT_EASE = ("paused", "unseen", "well")


class Login(LoginView):
    """The one door to desk and tables. Django's own `site` would hide the hub's in the template."""

    template_name = "desk/login.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not take_try(request, request.POST.get("username", "")):
            # No form: a bound one would look at the password after all.
            context = self.get_context_data(form=None, too_many=True)
            return self.render_to_response(context, status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        give_back(self.request, self.request.POST.get("username", ""))
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.pop("site", None)
        return context


@staff_member_required(login_url="login")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "desk/desk.html",
        {
            "reported": reported().count(),
            "waiting": Letter.objects.filter(tries__gt=0).count(),
            "held": Comment.objects.filter(state="held").count(),
            "proposed": Proposal.objects.filter(state="open").count(),
            "troubled": [h for h in outlets_by_health(timezone.now()) if h.trouble not in AT_EASE],
            "pushed": Subscription.objects.filter(state="live").count(),
            "hubs": Subscription.objects.exclude(problem="").select_related("feed")[:30],
            "failed": Article.objects.filter(state="failed").count(),
        },
    )


@staff_member_required(login_url="login")
@require_safe
def outlets(request: HttpRequest) -> HttpResponse:
    """All outlets by their health, the worst first."""
    rows = Paginator(outlets_by_health(timezone.now()), lists.PAGE)
    page = rows.get_page(request.GET.get("page"))
    return render(request, "desk/outlets.html", {"page": page})
