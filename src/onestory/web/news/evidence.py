"""The admission rule: which facts about an outlet are looked at, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass

from onestory.web.news.models import Evidence, Outlet

CRITERIA: tuple[tuple[str, str], ...] = (
    ("identity", "Says who publishes it"),
    ("ownership", "Says who owns or funds it"),
    ("bylines", "Names the authors of its reports"),
    ("corrections", "Publishes its corrections"),
    ("feed", "Offers a public feed that may be read"),
    ("outside-view", "An outside view on its reliability, dated"),
)
"""The rule in full: an outlet is admitted when identity and feed are known; every other criterion is
shown as found, or as unknown, and none is turned into a score."""


@dataclass(frozen=True, slots=True)
class Finding:
    criterion: str
    question: str
    evidence: tuple[Evidence, ...]


def admission_of(outlet: Outlet) -> list[Finding]:
    """Per criterion what is known; empty evidence is "unknown", never a guess."""
    rows = list(outlet.evidence.all())
    return [
        Finding(slug, question, tuple(r for r in rows if r.criterion == slug))
        for slug, question in CRITERIA
    ]
