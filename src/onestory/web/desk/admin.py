"""Rows the operator edits by hand."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin

from onestory.web.akismet.models import ApiKey
from onestory.web.news.models import Correction, Evidence, Feed, Outlet, OutletAlias


class EvidenceInline(admin.TabularInline):
    model = Evidence
    extra = 0


class AliasInline(admin.TabularInline):
    model = OutletAlias
    extra = 0


@admin.register(Outlet)
class OutletAdmin(admin.ModelAdmin):
    list_display: ClassVar = ["name", "domain", "country", "kind", "paused", "taken_down"]
    list_filter: ClassVar = ["paused", "taken_down", "kind", "country"]
    search_fields: ClassVar = ["name", "domain"]
    inlines: ClassVar = [EvidenceInline, AliasInline]


@admin.register(Feed)
class FeedAdmin(admin.ModelAdmin):
    list_display: ClassVar = ["url", "outlet", "status", "failures", "last_success", "gone"]
    search_fields: ClassVar = ["url"]


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    list_display: ClassVar = ["at", "story", "cause"]


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):
    list_display: ClassVar = ["owner", "site", "key", "active", "used"]
