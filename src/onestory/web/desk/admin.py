"""Rows the operator edits by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from onestory.web.akismet.models import ApiKey
from onestory.web.news.models import Article, Correction, Evidence, Feed, Outlet, OutletAlias, Story
from onestory.web.talk.erasing import erase
from onestory.web.talk.models import Comment


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

    def save_model(self, request: HttpRequest, obj: Outlet, form: object, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not {"taken_down", "country", "owner"}.isdisjoint(getattr(form, "changed_data", ())):
            Story.objects.filter(articles__outlet=obj).update(stale=True)


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    """One page is taken down here; everything else about it comes from its outlet."""

    list_display: ClassVar = ["url", "outlet", "state", "published", "taken_down"]
    list_filter: ClassVar = ["taken_down", "state"]
    search_fields: ClassVar = ["url", "entry_title"]
    fields: ClassVar = ["url", "outlet", "state", "taken_down"]
    readonly_fields: ClassVar = ["url", "outlet", "state"]
    list_select_related = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Article, form: object, change: bool) -> None:
        super().save_model(request, obj, form, change)
        Story.objects.filter(articles=obj).update(stale=True)


@admin.register(Feed)
class FeedAdmin(admin.ModelAdmin):
    list_display: ClassVar = [
        "url",
        "outlet",
        "status",
        "failures",
        "last_success",
        "gone",
        "pushed",
    ]
    list_select_related: ClassVar = ["outlet", "subscription"]
    search_fields: ClassVar = ["url"]

    @admin.display(description="hub")
    def pushed(self, feed: Feed) -> str:
        """What became of the subscription at the hub that the feed names."""
        row = getattr(feed, "subscription", None)
        return " ".join((row.get_state_display(), row.problem)).strip() if row else ""


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    list_display: ClassVar = ["at", "story", "cause"]


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):
    list_display: ClassVar = ["owner", "site", "key", "active", "used"]


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    """What is kept of a commenter is looked up and erased here; the desk decides what is shown."""

    list_display: ClassVar = ["created", "author", "email", "state", "text"]
    list_filter: ClassVar = ["state"]
    search_fields: ClassVar = ["author", "email", "text"]

    def delete_model(self, request: HttpRequest, obj: Comment) -> None:
        erase(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        for comment in queryset.order_by("-created", "-pk"):
            erase(comment)

    def get_deleted_objects(self, objs: Iterable[Comment], request: HttpRequest) -> Any:
        """Only the comments themselves go: what others answered stays."""
        shown = [str(comment) for comment in objs]
        return shown, {"comments": len(shown)}, set(), []

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
