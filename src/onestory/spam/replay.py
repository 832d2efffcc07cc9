"""`onestory comments replay`: a labelled stream as one site would have lived it, cold start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from onestory.spam.filter import SpamFilter
from onestory.spam.values import CommentText


def replay(
    rows: Iterable[Mapping[str, Any]], stories: Sequence[Mapping[str, Any]], asked_only: bool
) -> Iterator[dict[str, Any]]:
    """Per comment the verdict before its label is seen; then the label is learned.

    With `asked_only` a label is learned only where the filter asked for it; elsewhere the filter's
    own judgement stands, as on a site whose moderator looks at what is held alone.
    """
    texts = {
        str(s.get("id") or s.get("story") or ""): f"{s.get('title', '')}\n{s.get('text', '')}"
        for s in stories
    }
    spam_filter = SpamFilter()
    for number, row in enumerate(rows, 1):
        comment = CommentText(
            text=str(row.get("text") or ""),
            author=str(row.get("author") or ""),
            url=str(row.get("url") or ""),
            story=texts.get(str(row.get("story") or ""), ""),
        )
        verdict = spam_filter.check(comment)
        yield {"id": row.get("id", number), **verdict.as_record()}
        if verdict.asked or not asked_only:
            spam_filter.learn(comment, row.get("label") == "spam")
        else:
            spam_filter.assume(comment, verdict)
