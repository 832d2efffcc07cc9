"""The filter a site uses: starts empty, asks while unsure, learns from each decision, tells why."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onestory.article import iso, read_iso
from onestory.spam.features import Shape, features_of, fold, shape_of, words_of
from onestory.spam.journal import Journal
from onestory.spam.model import OnlineModel
from onestory.spam.phrases import PHRASES
from onestory.spam.values import CommentText, Decision, Verdict

HELD_FIRST = 50  # decisions before the filter judges alone
UNSURE = 2.0  # |log odds| below which a human is asked
DISCARD = 8.0  # log odds from which spam is not even kept for review
FAST_SECONDS = 3.0
MOST_REASONS = 5
JOURNAL = "journal.jsonl"
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class _Memory:
    """What the filter remembers besides weights."""

    texts: Counter[str] = field(default_factory=Counter)
    good_domains: set[str] = field(default_factory=set)
    bad_domains: set[str] = field(default_factory=set)


class SpamFilter:
    """Check comments, learn decisions. With a folder, every decision is journalled, and the model is
    rebuilt from the journal bit for bit.

    Raises StorageError when the journal cannot be read or written.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        self._journal = Journal(Path(path) / JOURNAL) if path is not None else None
        self._rebuild()

    def check(self, comment: CommentText) -> Verdict:
        """Judge a comment. Nothing is learned from it."""
        shape = shape_of(comment)
        score = self._model.score(features_of(comment, shape), words_of(comment))
        score += self._evidence(comment, shape)
        asked = self._model.seen < HELD_FIRST or abs(score) < UNSURE
        return Verdict(
            score, self._decide(score), asked, tuple(self._reasons(comment, shape, score))
        )

    def learn(self, comment: CommentText, is_spam: bool, identifier: str = "") -> None:
        """Learn a human's decision and write it to the journal.

        A decision under an `identifier` replaces the one learned under it before.
        """
        if self._journal is not None:
            self._journal.append(_record(comment, is_spam, identifier))
        if identifier in self._identifiers:
            self._rebuild()
        else:
            self._learn(comment, is_spam, identifier)

    def retract(self, identifier: str) -> None:
        """Unlearn what was learned under an identifier; the journal says so, and forgets nothing."""
        if self._journal is not None and identifier in self._identifiers:
            self._journal.append({"retract": identifier})
            self._rebuild()

    def _rebuild(self) -> None:
        self._model = OnlineModel()
        self._memory = _Memory()
        self._identifiers: set[str] = set()
        for row in self._journal.standing() if self._journal is not None else ():
            try:
                self._learn(_comment(row), bool(row["spam"]), str(row.get("id") or ""))
            except (ValueError, KeyError, TypeError):
                continue  # not a decision as this filter writes them

    def _learn(self, comment: CommentText, is_spam: bool, identifier: str) -> None:
        if identifier and self._journal is not None:
            self._identifiers.add(identifier)
        shape = shape_of(comment)
        self._model.learn(features_of(comment, shape), words_of(comment), is_spam)
        self._memory.texts[_key(comment.text)] += 1
        domains = self._memory.bad_domains if is_spam else self._memory.good_domains
        domains.update(shape.domains)

    def _decide(self, score: float) -> Decision:
        if self._model.seen < HELD_FIRST or abs(score) < UNSURE:
            return "hold"
        if score < 0:
            return "publish"
        return "discard" if score >= DISCARD else "spam"

    def _evidence(self, comment: CommentText, shape: Shape) -> float:
        """Signals that are not words: small fixed steps in log odds, never enough alone."""
        total = 0.0
        if comment.seconds_to_submit is not None and comment.seconds_to_submit < FAST_SECONDS:
            total += 1.5
        if comment.story and shape.words:
            total -= 2.0 * story_likeness(comment)
        return total

    def _reasons(self, comment: CommentText, shape: Shape, score: float) -> list[str]:
        found: list[str] = []
        if self._model.seen < HELD_FIRST:
            found.append(PHRASES["young"])
        if shape.links:
            name = "links_one" if shape.links == 1 else "links"
            found.append(PHRASES[name].format(count=shape.links))
        if any(d in self._memory.bad_domains - self._memory.good_domains for d in shape.domains):
            found.append(PHRASES["spam_domain"])
        elif any(d not in self._memory.good_domains for d in shape.domains):
            found.append(PHRASES["new_domain"])
        if shape.capitals > 0.7 and shape.words > 3:
            found.append(PHRASES["capitals"])
        found += [PHRASES[name] for name in ("decorated", "hidden") if getattr(shape, name)]
        if self._memory.texts[_key(comment.text)]:
            found.append(PHRASES["repeat"])
        seconds = comment.seconds_to_submit
        if seconds is not None and seconds < FAST_SECONDS:
            found.append(PHRASES["fast"].format(seconds=math.floor(seconds)))
        if comment.story and shape.words >= 8 and story_likeness(comment) == 0:
            found.append(PHRASES["off_topic"])
        if abs(score) >= UNSURE:
            found.append(PHRASES["like_spam" if score > 0 else "like_ham"])
        else:
            found.append(PHRASES["unsure"])
        return found[:MOST_REASONS]


def story_likeness(comment: CommentText) -> float:
    """Share of the comment's longer words that stand in the story, 0 to 1."""
    words = {w for w in words_of(comment) if len(w) > 4}
    if not words:
        return 0.0
    story = fold(comment.story)
    return sum(w in story for w in words) / len(words)


def _key(text: str) -> str:
    return _SPACE.sub(" ", fold(text)).strip()[:500]


def _record(comment: CommentText, is_spam: bool, identifier: str) -> dict[str, Any]:
    return {
        **({"id": identifier} if identifier else {}),
        "spam": is_spam,
        "text": comment.text,
        "author": comment.author,
        "url": comment.url,
        "date": iso(comment.date),
        "story": comment.story[:4000],
    }


def _comment(record: dict[str, Any]) -> CommentText:
    return CommentText(
        text=str(record["text"]),
        author=str(record.get("author") or ""),
        url=str(record.get("url") or ""),
        date=read_iso(str(record.get("date") or "")),
        story=str(record.get("story") or ""),
    )
