"""Filters that turn a stored code into its fixed wording, and small lookups for templates."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from onestory.web.news import labels
from onestory.web.news.countries import COUNTRIES
from onestory.web.news.evidence import Finding
from onestory.web.news.models import Story, Version
from onestory.web.news.templatetags.proof import when

register = template.Library()
CREDITS = re.compile(r", and the page credits another outlet\.\Z")

_LABELS: dict[str, dict[str, str]] = {
    "status_name": labels.STATUS,
    "state_name": labels.STATE,
    "kind_name": labels.KIND,
    "change_name": labels.CHANGE,
    "claim_label": labels.CLAIM_LABEL,
    "rank_name": labels.RANK,
    "proposal_name": labels.PROPOSAL,
    "step_name": labels.STEP,
    "refusal_name": labels.REFUSED,
    "action_name": labels.DESK_ACTION,
    "warning_name": labels.WARNING,
    "health_name": labels.HEALTH,
    "report_name": labels.REPORT,
    "comment_state_name": labels.COMMENT_STATE,
    "via_name": labels.VIA,
    "verdict_name": labels.VERDICT,
    "second_name": labels.SECOND,
    "language_name": labels.LANGUAGE,
    "country_name": COUNTRIES,
}


def _register(name: str, words: dict[str, str]) -> None:
    def look_up(code: str) -> str:
        key = code.partition("-")[0] if name == "language_name" else code
        return words.get(key or "", words.get("", labels.UNKNOWN))

    register.filter(name, look_up)


for _name, _words in _LABELS.items():
    _register(_name, _words)


@register.filter
def plain_date(value: str, style: str = "day") -> SafeString | str:
    """An ISO date as the site writes days."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})", value)
    return when(date(*map(int, match.groups())), style) if match else ""


@register.filter
def uncredited(reason: str) -> str:
    """The reason of a copy without "credits another outlet", where the page names whom."""
    return CREDITS.sub(".", reason)


@register.filter
def foreign(version: Version) -> str:
    """The language of a version that is not in the site's own: "Japanese"."""
    code = str((version.record or {}).get("language", ""))[:2]
    return "" if code == settings.ONESTORY.site.language[:2] else labels.LANGUAGE.get(code, "")


@register.filter
def clock(value: str) -> SafeString | str:
    """The time of an ISO date that has one, as the site writes times. Midnight, which ends one day and
    begins another, is left to the sentence."""
    match = re.match(r"\d{4}-\d{2}-\d{2}T(?!00:00)\d{2}:\d{2}", value)
    return when(datetime.fromisoformat(match.group()), "time") if match else ""


@register.filter
def quoted(text: str) -> str:
    """Somebody's words in a mail: each line marked, so that none passes for ours."""
    return "\n".join(f"> {line}" for line in text.splitlines())


@register.simple_tag
def known(findings: list[Finding]) -> int:
    """How many criteria have evidence."""
    return sum(bool(f.evidence) for f in findings)


@register.simple_tag
def structured_data(story: Story) -> SafeString:
    """schema.org NewsArticle of a story page; its headline is the proved one."""
    headline = story.headline
    assert headline is not None
    base = settings.ONESTORY.site.base_url.rstrip("/")
    record: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "headline": headline.title,
        "url": base + story.get_absolute_url(),
        "datePublished": story.first_at.isoformat() if story.first_at else None,
        "dateModified": story.last_at.isoformat() if story.last_at else None,
        "isBasedOn": headline.article.url,
        "publisher": {"@type": "Organization", "name": settings.ONESTORY.site.title},
    }
    text = json.dumps(record, ensure_ascii=False)
    for character, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(character, escaped)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above
