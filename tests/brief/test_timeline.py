"""Dated statements in their order."""

from __future__ import annotations

from datetime import UTC, datetime

from onestory.article import Article, Version
from onestory.brief.timeline import build_timeline
from onestory.claims import annotate

FIRST = "Brindle, 27 November (Agency) - The harbour wall of Brindle broke on Friday in a storm."
LATER = "On Sunday engineers closed the harbour of Brindle to all ferries."


def timeline(*articles: Article) -> list[tuple[str, str]]:
    read = {a.id: annotate(a) for a in articles}
    texts = {a.id: a.text for a in articles}
    return [(i.date, i.span.of(texts[i.article])) for i in build_timeline(articles, read)]


def article(text: str, **given: object) -> Article:
    return Article(
        id="1",
        text=text,
        language="en",
        published=datetime(2026, 11, 27, 9, tzinfo=UTC),
        **given,  # type: ignore[arg-type]
    )


def test_what_was_added_later_is_dated_by_when_it_was_added() -> None:
    old = Version(1, datetime(2026, 11, 27, 9, tzinfo=UTC), "", FIRST)
    shown = article(
        f"{FIRST}\n\n{LATER}", versions=(old,), modified=datetime(2026, 11, 29, 18, tzinfo=UTC)
    )
    assert timeline(shown) == [
        ("2026-11-27", "The harbour wall of Brindle broke on Friday in a storm."),
        ("2026-11-29", LATER),
    ]


def test_one_day_is_no_line() -> None:
    assert timeline(article(FIRST)) == []
