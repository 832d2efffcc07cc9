"""All addresses of the site; each app has its own below."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("onestory.web.news.urls")),
    path("", include("onestory.web.talk.urls")),
    path("akismet/", include("onestory.web.akismet.urls")),
    # Most clients can be told another host, and no other path.
    path("", include("onestory.web.akismet.urls")),
    path("desk/", include("onestory.web.desk.urls")),
    path("desk/admin/", admin.site.urls),
]
