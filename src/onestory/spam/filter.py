"""The filter a site uses: starts empty, asks while unsure, learns from each decision, tells why."""

from __future__ import annotations

import math
import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onestory.article import iso, read_iso
from onestory.spam.features import Features, Shape, features_of, fold, shape_of
from onestory.spam.journal import Journal, Unwritten
from onestory.spam.model import OnlineModel
from onestory.spam.phrases import PHRASES
from onestory.spam.reports import BATCH, CANARIES, MOST_WORSE, Reports
from onestory.spam.thresholds import HELD_FIRST, YOUNG, Thresholds, Told
from onestory.spam.topic import FEWEST_WORDS, Nearness, Stories
from onestory.spam.values import CommentText, Decision, Verdict

FAST_SECONDS = 3.0
FAST = 1.5  # added to the score of a form filled in faster than that
MOST_REASONS = 5
MOST_ASSUMED = 200  # judgements of its own a day that it learns from
LONGEST_STORY = 4_000  # characters
JOURNAL = "journal.jsonl"
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class _Memory:
    """What the filter remembers besides weights."""

    decisions: int = 0
    texts: Counter[str] = field(default_factory=Counter)
    assumed: Counter[str] = field(default_factory=Counter)
    """Judgements of its own that it learned from, by day."""
    good_domains: set[str] = field(default_factory=set)
    bad_domains: set[str] = field(default_factory=set)
    stories: Stories = field(default_factory=Stories)
    thresholds: Thresholds = field(default_factory=Thresholds)
    reports: Reports = field(default_factory=Reports)
    canaries: deque[tuple[Features, bool]] = field(default_factory=lambda: deque(maxlen=CANARIES))
    errors: int | None = None
    """Of the model on the canaries, before the first report since a moderator's last decision."""


@dataclass(frozen=True, slots=True)
class _Look:
    """A comment, looked at."""

    shape: Shape
    nearness: Nearness | None
    features: Features
    score: float
    agreement: float


class SpamFilter:
    """Check comments, learn decisions. With a folder, every decision is journalled, and the model is
    rebuilt from the journal bit for bit.

    Raises StorageError when the journal cannot be read or written.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        self._journal = Journal(Path(path) / JOURNAL) if path is not None else Unwritten()
        self._rebuild()

    def check(self, comment: CommentText) -> Verdict:
        """Judge a comment. Nothing is learned from it."""
        look = self._look(comment)
        sure = self._is_sure(look)
        decision = self._decide(look) if sure else "hold"
        return Verdict(look.score, decision, not sure, tuple(self._reasons(comment, look, sure)))

    def learn(self, comment: CommentText, is_spam: bool, identifier: str = "") -> None:
        """Learn a human's decision and write it to the journal.

        A decision under an `identifier` replaces the one learned under it before.
        """
        self.revise([(comment, is_spam, identifier)])

    def assume(self, comment: CommentText, verdict: Verdict, identifier: str = "") -> None:
        """Learn a little of a judgement that no human looked at: which words came on which side.

        Nothing is learned where a human was asked, and of a dated comment only so often a day: a flood
        must not fill the journal.
        """
        if not verdict.asked and self._memory.assumed[_day(comment)] < MOST_ASSUMED:
            row = _record(comment, verdict.score > 0, identifier) | {"assumed": True}
            self._journal.append(row)
            self._live(row)

    def report(
        self, comment: CommentText, is_spam: bool, reporter: str, identifier: str = ""
    ) -> None:
        """Weigh what somebody says who is no moderator here, and learn it where it is believed."""
        row = _record(comment, is_spam, identifier) | {"reporter": reporter}
        self._journal.append(row)
        if worse := self._live(row):
            self._journal.append({"distrust": sorted(worse)})
            self._rebuild()

    def retract(self, identifier: str) -> None:
        """Unlearn what was learned under an identifier; the journal says so, and forgets nothing."""
        self.revise([(CommentText(""), None, identifier)])

    def revise(self, lessons: Iterable[tuple[CommentText, bool | None, str]]) -> None:
        """Learn or (where a lesson says None) unlearn many, each with its identifier, at one go."""
        rows, again = [], False
        for comment, is_spam, identifier in lessons:
            if is_spam is not None:
                rows.append(_record(comment, is_spam, identifier))
                again = again or identifier in self._decided
            elif identifier in self._known:
                rows.append({"retract": identifier})
                again = True
        self._journal.append(*rows)
        if again:
            self._rebuild()
        else:
            for row in rows:
                self._live(row)

    @property
    def size(self) -> int:
        """Bytes of the model."""
        return self._model.size

    def _rebuild(self) -> None:
        self._model = OnlineModel()
        self._memory = _Memory()
        self._decided: set[str] = set()
        self._known: set[str] = set()
        rows = list(self._journal.standing())
        for row in rows:
            self._memory.reports.distrusted.update(map(str, row.get("distrust") or ()))
        for row in rows:
            try:
                self._live(row)
            except (ValueError, KeyError, TypeError, AttributeError):
                continue  # not an event as this filter writes them

    def _live(self, row: dict[str, Any]) -> set[str]:
        """Live through one event of the journal; the reporters whose batch made things worse."""
        if "distrust" in row:
            return set()
        comment, is_spam = _comment(row), bool(row["spam"])
        look = self._look(comment)
        if identifier := str(row.get("id") or ""):
            self._known.add(identifier)
        if row.get("assumed"):
            self._model.count(look.features, is_spam)
            if day := _day(comment):
                self._memory.assumed[day] += 1
        elif "reporter" in row:
            return self._weigh(comment, look, is_spam, str(row["reporter"]))
        else:
            self._decided.add(identifier)
            self._decided.discard("")
            self._memory.reports.confirm(_key(comment.text), is_spam)
            self._memory.thresholds.add(Told(look.score, look.agreement, is_spam))
            self._learn(comment, look, is_spam)
            self._memory.decisions += 1
            self._memory.canaries.append((look.features, is_spam))
            self._memory.errors = None
        return set()

    def _weigh(self, comment: CommentText, look: _Look, is_spam: bool, reporter: str) -> set[str]:
        memory = self._memory
        sure = look.score > 0 if self._is_sure(look) else None
        if not memory.reports.believe(reporter, _key(comment.text), _day(comment), is_spam, sure):
            return set()
        if memory.errors is None:
            memory.errors = self._canary_errors()
        self._learn(comment, look, is_spam)
        if memory.reports.since_look < BATCH:
            return set()
        reporters = memory.reports.look_again()
        return reporters if self._canary_errors() > memory.errors + MOST_WORSE else set()

    def _learn(self, comment: CommentText, look: _Look, is_spam: bool) -> None:
        memory = self._memory
        self._model.learn(look.features, is_spam)
        memory.stories.learn(comment)
        memory.texts[_key(comment.text)] += 1
        domains = memory.bad_domains if is_spam else memory.good_domains
        domains.update(look.shape.domains)

    def _canary_errors(self) -> int:
        """The newest decisions of moderators that the model would take otherwise."""
        told = ((self._model.tell(f).score > 0, is_spam) for f, is_spam in self._memory.canaries)
        return sum(found != is_spam for found, is_spam in told)

    def _look(self, comment: CommentText) -> _Look:
        shape = shape_of(comment)
        nearness = self._memory.stories.nearness(comment)
        features = features_of(comment, shape, nearness.names() if nearness else ())
        told = self._model.tell(features)
        decisions = self._memory.decisions
        seconds = comment.seconds_to_submit
        hurry = FAST if seconds is not None and seconds < FAST_SECONDS else 0.0
        return _Look(
            shape=shape,
            nearness=nearness,
            features=features,
            score=told.score + hurry,
            agreement=told.agreement * decisions / (decisions + YOUNG),
        )

    def _is_sure(self, look: _Look) -> bool:
        memory = self._memory
        return memory.decisions >= HELD_FIRST and memory.thresholds.is_sure(
            look.score, look.agreement
        )

    def _decide(self, look: _Look) -> Decision:
        if look.score <= 0:
            return "publish"
        return "discard" if self._memory.thresholds.discards(look.score) else "spam"

    def _reasons(self, comment: CommentText, look: _Look, sure: bool) -> list[str]:
        found: list[str] = []
        memory, shape, nearness = self._memory, look.shape, look.nearness
        if memory.decisions < HELD_FIRST:
            found.append(PHRASES["young"])
        if shape.links:
            name = "links_one" if shape.links == 1 else "links"
            found.append(PHRASES[name].format(count=shape.links))
        if any(d in memory.bad_domains - memory.good_domains for d in shape.domains):
            found.append(PHRASES["spam_domain"])
        elif any(d not in memory.good_domains for d in shape.domains):
            found.append(PHRASES["new_domain"])
        if shape.capitals > 0.7 and shape.words > 3:
            found.append(PHRASES["capitals"])
        found += [PHRASES[name] for name in ("decorated", "hidden") if getattr(shape, name)]
        if memory.texts[_key(comment.text)]:
            found.append(PHRASES["repeat"])
        seconds = comment.seconds_to_submit
        if seconds is not None and seconds < FAST_SECONDS:
            found.append(PHRASES["fast"].format(seconds=math.floor(seconds)))
        if nearness and nearness.copied:
            found.append(PHRASES["copied"])
        elif nearness and shape.words >= FEWEST_WORDS and not nearness.own:
            found.append(PHRASES["off_topic"])
        if sure:
            found.append(PHRASES["like_spam" if look.score > 0 else "like_ham"])
        else:
            found.append(PHRASES["unsure"])
        return found[:MOST_REASONS]


def _day(comment: CommentText) -> str:
    return iso(comment.date)[:10]


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
        "story": comment.story[:LONGEST_STORY],
    }


def _comment(record: dict[str, Any]) -> CommentText:
    return CommentText(
        text=str(record["text"]),
        author=str(record.get("author") or ""),
        url=str(record.get("url") or ""),
        date=read_iso(str(record.get("date") or "")),
        story=str(record.get("story") or ""),
    )
