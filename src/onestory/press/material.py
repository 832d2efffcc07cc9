"""The material of the press (TOML with markup) → outlets, stories and articles of one edition."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from onestory.article import PARAGRAPH_BREAK
from onestory.press.calendar import Days
from onestory.press.edition import (
    MaterialError,
    Person,
    Value,
    draw_slots,
    draw_staff,
    fill,
)
from onestory.press.markup import TAG, Marked, paragraphs_of, read_markup

Relation = Literal["agreed", "compatible", "disputed", "single-source", "added-later", "withdrawn"]
VersionKind = Literal[
    "first", "silent-correction", "declared-correction", "headline", "update", "cosmetic", "deleted"
]
Fault = Literal[
    "",
    "challenge",
    "error500",
    "error404",
    "redirect-loop",
    "consent",
    "paywall",
    "soft404",
    "empty",
]
SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class PressOutlet:
    id: str
    name: str
    short: str
    kind: str
    country: str
    language: str
    owner: str
    template: str
    feed: str
    charset: str
    slow: float
    reservation: str
    robots: str
    staff: tuple[Person, ...]

    @property
    def host(self) -> str:
        return f"{self.id}.localhost"


@dataclass(frozen=True, slots=True)
class PressFact:
    key: str
    counts: str
    relation: Relation
    note: str


@dataclass(frozen=True, slots=True)
class PressVersion:
    """One state of a page from `at` on. A deleted page has no text."""

    at: datetime
    kind: VersionKind
    headline: str
    marked: Marked
    note: str = ""


@dataclass(frozen=True, slots=True)
class PressArticle:
    """`id` is `story/article`; `origin` the id of the first article of its copy group."""

    id: str
    story: str
    outlet: PressOutlet
    kind: str
    path: str
    byline: tuple[str, ...]
    language: str
    section: str
    credit: str
    source_link: str
    fault: Fault
    anomalies: tuple[str, ...]
    origin: str
    versions: tuple[PressVersion, ...]

    @property
    def published(self) -> datetime:
        return self.versions[0].at

    def version_at(self, moment: datetime) -> PressVersion | None:
        """The state shown at a moment; None before publication."""
        shown = None
        for version in self.versions:
            if version.at <= moment:
                shown = version
        return shown


@dataclass(frozen=True, slots=True)
class PressStory:
    id: str
    section: str
    country: str
    storyline: str
    confusable_with: str
    left_out: tuple[str, ...]
    note: str
    facts: tuple[PressFact, ...]
    articles: tuple[PressArticle, ...]


def load_outlets(edition: int) -> tuple[PressOutlet, ...]:
    """The outlets with the staff of an edition."""
    return tuple(
        PressOutlet(
            id=row["id"],
            name=row["name"],
            short=row.get("short", row["name"]),
            kind=row["kind"],
            country=row["country"],
            language=row["language"],
            owner=row["owner"],
            template=row["template"],
            feed=row["feed"],
            charset=row.get("charset", "utf-8"),
            slow=float(row.get("slow", 0)),
            reservation=row.get("reservation", ""),
            robots=row.get("robots", ""),
            staff=tuple(draw_staff(row["id"], row["culture"], edition)),
        )
        for row in _toml("outlets.toml")["outlets"]
    )


def story_names() -> list[str]:
    folder = files("onestory.press") / "material/stories"
    return sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load_story(
    name: str, edition: int, anchor: datetime, outlets: Mapping[str, PressOutlet]
) -> PressStory:
    """One story of an edition. Raises MaterialError naming file, article and reason."""
    table = _toml(f"stories/{name}")
    try:
        return _Loading(table, edition, anchor, outlets).story()
    except (MaterialError, KeyError, ValueError, TypeError, IndexError) as error:
        raise MaterialError(f"{name}: {error}") from error


@cache
def _toml(name: str) -> dict[str, Any]:
    text = (files("onestory.press") / "material" / name).read_text("utf-8")
    try:
        table: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MaterialError(f"{name}: {error}") from error
    return table


class _Loading:
    """Reads one story's table with its drawn values."""

    def __init__(
        self,
        table: dict[str, Any],
        edition: int,
        anchor: datetime,
        outlets: Mapping[str, PressOutlet],
    ) -> None:
        self._table, self._anchor, self._outlets = table, anchor, outlets
        self._id = str(table["id"])
        self._values: dict[str, Value] = draw_slots(table.get("slots", {}), edition, self._id)
        self._days = Days(anchor.date())
        self._rng = random.Random(f"{edition}/{self._id}/articles")
        self._rows = {str(row["id"]): row for row in table["articles"]}

    def story(self) -> PressStory:
        table = self._table
        articles = [self._article(row) for row in table["articles"]]
        return PressStory(
            id=self._id,
            section=table["section"],
            country=table.get("country", ""),
            storyline=table.get("storyline", ""),
            confusable_with=table.get("confusable_with", ""),
            left_out=tuple(table.get("left_out", ())),
            note=self._fill(table.get("note", ""), "en"),
            facts=tuple(self._facts()),
            articles=tuple(sorted(articles, key=lambda a: (a.published, a.id))),
        )

    def _facts(self) -> Iterator[PressFact]:
        for row in self._table.get("facts", ()):
            if row["relation"] not in get_args(Relation):
                raise MaterialError(f"fact {row['key']}: unknown relation {row['relation']!r}")
            yield PressFact(
                row["key"],
                self._fill(row["counts"], "en"),
                row["relation"],
                self._fill(row.get("note", ""), "en"),
            )

    def _article(self, row: dict[str, Any]) -> PressArticle:
        try:
            return self._read_article(row)
        except (MaterialError, KeyError, ValueError, IndexError) as error:
            raise MaterialError(f"article {row.get('id')}: {error}") from error

    def _read_article(self, row: dict[str, Any]) -> PressArticle:
        outlet = self._outlets[row["outlet"]]
        language = row.get("language", outlet.language)
        source = self._body(row)
        headline = row.get("headline") or self._base(row)["headline"]
        versions = [self._version(row, "first", headline, source, language)]
        for change in row.get("versions", ()):
            headline = change.get("headline") or headline
            source = _changed(source, change)
            versions.append(
                self._version(
                    change, change["kind"], headline, source, language, change.get("note", "")
                )
            )
        fault = row.get("fault", "")
        if fault not in get_args(Fault):
            raise MaterialError(f"unknown fault {fault!r}")
        slug = SLUG.sub("-", versions[0].headline.lower()).strip("-")[:60] or row["id"]
        return PressArticle(
            id=f"{self._id}/{row['id']}",
            story=self._id,
            outlet=outlet,
            kind=row.get("kind", "report"),
            path=f"/{self._table['section']}/{versions[0].at:%Y/%m/%d}/{slug}-{row['id']}",
            byline=self._byline(row, outlet, language),
            language=language,
            section=row.get("section_label", self._table["section"]),
            credit=row.get("credit", ""),
            source_link=row.get("source_link", ""),
            fault=fault,
            anomalies=tuple(row.get("anomalies", ())),
            origin=f"{self._id}/{self._origin(row)}",
            versions=tuple(sorted(versions, key=lambda v: v.at)),
        )

    def _version(
        self,
        row: dict[str, Any],
        kind: VersionKind,
        headline: str,
        source: str,
        language: str,
        note: str = "",
    ) -> PressVersion:
        if kind not in get_args(VersionKind):
            raise MaterialError(f"unknown kind of version {kind!r}")
        deleted = kind == "deleted"
        marked = Marked("") if deleted else read_markup(self._fill_body(source, language))
        shown = self._fill(headline, language)
        return PressVersion(self._moment(row), kind, shown, marked, self._fill(note, language))

    def _moment(self, row: dict[str, Any]) -> datetime:
        at = time.fromisoformat(str(row["time"]))
        return self._anchor + timedelta(days=int(row["day"]), hours=at.hour, minutes=at.minute)

    def _byline(self, row: dict[str, Any], outlet: PressOutlet, language: str) -> tuple[str, ...]:
        by = row.get("by", "staff")
        chosen = self._rng.choice(outlet.staff)  # drawn always, so that one edit moves no other
        if by == "none" or "no-byline" in row.get("anomalies", ()):
            return ()
        if by == "staff":
            return (chosen.shown(language),)
        value = self._values[by]
        return (value.shown(language),) if isinstance(value, Person) else (str(value),)

    def _base(self, row: dict[str, Any]) -> dict[str, Any]:
        if row["copy_of"] not in self._rows:
            raise MaterialError(f"copies {row['copy_of']!r}, which is not in the story")
        base: dict[str, Any] = self._rows[row["copy_of"]]
        return base

    def _origin(self, row: dict[str, Any]) -> str:
        seen = 0
        while row.get("copy_of") and seen < 9:
            row, seen = self._base(row), seen + 1
        return str(row["id"])

    def _body(self, row: dict[str, Any]) -> str:
        """The body source of an article; a copy's is made from what it copies."""
        if not row.get("copy_of"):
            return str(row["body"])
        paragraphs = paragraphs_of(self._body(self._base(row)))
        dropped = set(row.get("drop", ()))
        kept = [p for n, p in enumerate(paragraphs, 1) if n not in dropped]
        if row.get("lead"):
            kept = [*paragraphs_of(row["lead"]), *kept[1 if 1 not in dropped else 0 :]]
        if row.get("reorder") and len(kept) > 3:
            kept = [kept[0], *reversed(kept[1:-1]), kept[-1]]
        if row.get("append"):
            kept += paragraphs_of(row["append"])
        return PARAGRAPH_BREAK.join(kept)

    def _fill(self, text: str, language: str) -> str:
        return fill(text, self._values, language, self._days)

    def _fill_body(self, source: str, language: str) -> str:
        """Fill slots; inside tags always in plain English digits, which the reader takes apart."""
        parts, position = [], 0
        for match in TAG.finditer(source):
            parts.append(self._fill(source[position : match.start()], language))
            parts.append(self._fill(match.group(), "en"))
            position = match.end()
        parts.append(self._fill(source[position:], language))
        return "".join(parts)


def _changed(source: str, change: dict[str, Any]) -> str:
    """A body source after a version's replacements and additions."""
    for old, new in change.get("replace", ()):
        if old not in source:
            raise MaterialError(f"the text to replace is not in the body: {old[:80]!r}")
        source = source.replace(old, new)
    if change.get("append"):
        source = f"{source.rstrip()}{PARAGRAPH_BREAK}{change['append'].strip()}\n"
    return source
