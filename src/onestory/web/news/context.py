"""What every page knows: the site's own settings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from onestory.web.news.sections import navigation


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site": settings.ONESTORY.site,
        "hub": settings.ONESTORY,
        "sections": navigation(settings.ONESTORY.site),
        "canonical": settings.ONESTORY.site.base_url.rstrip("/") + request.path,
    }
