"""What a brief is made of: pointers into articles, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onestory.article import Span


@dataclass(frozen=True, slots=True)
class BriefHeadline:
    """The chosen headline, whole, and the article whose title it is."""

    article: str
    text: str

    def as_record(self) -> dict[str, Any]:
        return {"article": self.article, "text": self.text}


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """A source sentence. `text` is the span minus the cuts, letter for letter; `cuts` are absolute
    offsets inside `span`, ordered, not touching each other."""

    article: str
    span: Span
    text: str
    cuts: tuple[Span, ...] = ()

    def as_record(self) -> dict[str, Any]:
        return {
            "article": self.article,
            "span": list(self.span),
            "text": self.text,
            "cuts": [list(c) for c in self.cuts],
        }


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """A dated statement. `date` is ISO 8601 (X for unknown digits)."""

    date: str
    article: str
    span: Span

    def as_record(self) -> dict[str, Any]:
        return {"date": self.date, "article": self.article, "span": list(self.span)}


@dataclass(frozen=True, slots=True)
class Brief:
    headline: BriefHeadline | None = None
    sentences: tuple[BriefSentence, ...] = ()
    timeline: tuple[TimelineItem, ...] = ()

    def as_record(self) -> dict[str, Any]:
        return {
            "headline": self.headline.as_record() if self.headline else None,
            "sentences": [s.as_record() for s in self.sentences],
            "timeline": [t.as_record() for t in self.timeline],
        }
