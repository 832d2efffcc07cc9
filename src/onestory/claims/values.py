"""What is read out of articles (annotations) and out of stories (the ledger)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from onestory.article import Span, Warning

MOST_BETWEEN = 150  # characters from one piece of a quotation to the next, with the cue in between
MOST_RESUMED = 400  # the same where who said it is described before the quotation goes on

Comparator = Literal["=", ">", ">=", "<", "<=", "~", "range"]
ClaimKind = Literal["event", "figure", "quote", "date", "place"]
Found = Literal[
    "subject", "insert", "inverted", "lone", "shared", "piece", "passive", "according", "label",
    "beside", "alone", "introduced", "presented", "resumed", "reopened", "adjoining", "carried",
    "nobody", "",
]  # fmt: skip
"""How a speaker was found. Around a verb: its subject, one before what is inserted ("Holt, the
mayor, said"), behind it ("said Holt"), the only one of an earlier verb ("Holt left, saying") or one
of several, the one of a sentence that quotes a piece ("Holt called it “a gem”"), behind "by". Of a
quotation without a verb of its own: the name before a colon or beside it, a sentence that only says
who spoke, the sentence that hands over to it or, right before its colon, the one who does ("Holt
shot back:"), whose quotation it resumes, resumes over something that parts them, or adjoins, whoever
spoke before. Nobody where the text names none ("is expected to")."""
Status = Literal["agreed", "compatible", "disputed", "single-source", "added-later", "withdrawn"]
ChangeClass = Literal[
    "figure", "name", "date", "quote", "attribution", "negation", "headline", "text", "cosmetic"
]


def _pair(span: Span | None) -> list[int] | None:
    return list(span) if span else None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: `source` and `cue` may be missing, `content` never is."""

    source: Span | None
    cue: Span | None
    content: Span
    direct: bool
    speaker: str = ""
    """The speaker's fullest name in the article where pronouns and titles were resolved."""
    unnamed: bool = False
    found: Found = ""

    def as_record(self) -> dict[str, Any]:
        return {
            "source": _pair(self.source),
            "cue": _pair(self.cue),
            "content": list(self.content),
            "direct": self.direct,
        }


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that counts something. `value` is in base units ("2 million" is 2000000.0)."""

    span: Span
    value: float
    comparator: Comparator = "="
    high: float | None = None
    unit: str = ""
    counts: Span | None = None
    attribution: int | None = None
    """Index into the article's attributions."""
    hedged: bool = False
    near: bool = False
    """Whether the bound is nearly reached or hardly passed: "almost 300", "just over 300"."""

    def as_record(self) -> dict[str, Any]:
        record: dict[str, Any] = {
            "span": list(self.span),
            "value": self.value,
            "comparator": self.comparator,
            "unit": self.unit,
            "counts": _pair(self.counts),
            "attribution": self.attribution,
            "hedged": self.hedged,
        }
        if self.high is not None:
            record["high"] = self.high
        return record


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in text. `value` is ISO 8601 with X for unknown digits, sets as `XXXX-WXX-2`."""

    span: Span
    value: str
    precision: Literal[
        "time",
        "day",
        "week",
        "month",
        "season",
        "quarter",
        "half",
        "year",
        "decade",
        "century",
        "set",
    ]

    def as_record(self) -> dict[str, Any]:
        return {"span": list(self.span), "value": self.value, "precision": self.precision}


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in text; `name` is its fullest form in the article."""

    span: Span
    type: Literal["person", "organisation", "place", "other"]
    name: str

    def as_record(self) -> dict[str, Any]:
        return {"span": list(self.span), "type": self.type, "name": self.name}


def _joined(pieces: Sequence[Attribution]) -> tuple[list[Attribution], list[int]]:
    """Statements whose pieces stand around one cue, made whole; and the statement of each piece."""
    statements: list[Attribution] = []
    number_of = []
    place = -1  # of the last quotation
    for piece in pieces:
        last = statements[place] if place >= 0 else None
        if (
            last is not None
            and piece.direct
            and piece.source is not None
            and (last.source, last.cue) == (piece.source, piece.cue)
            and piece.content.start - last.content.end
            <= (MOST_RESUMED if piece.found == "resumed" else MOST_BETWEEN)
        ):
            whole = Span(last.content.start, max(last.content.end, piece.content.end))
            statements[place] = replace(last, content=whole)
            number_of.append(place)
            continue
        statements.append(piece)
        number_of.append(len(statements) - 1)
        if piece.direct:
            place = len(statements) - 1
    return statements, number_of


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that is read out of one article; offsets point into its `text`."""

    id: str = ""
    sentences: tuple[Span, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    names: tuple[NameMention, ...] = ()
    warnings: tuple[Warning, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """The record of `onestory annotate`. A quotation that its cue interrupts is one statement
        there, from its first word to its last."""
        statements, number_of = _joined(self.attributions)
        figures = [f.as_record() for f in self.figures]
        for figure in figures:
            if figure["attribution"] is not None:
                figure["attribution"] = number_of[figure["attribution"]]
        return {
            "id": self.id,
            "sentences": [list(s) for s in self.sentences],
            "attributions": [a.as_record() for a in statements],
            "figures": figures,
            "dates": [d.as_record() for d in self.dates],
            "names": [n.as_record() for n in self.names],
            "warnings": [w.as_record() for w in self.warnings],
        }


@dataclass(frozen=True, slots=True)
class Speaker:
    text: str
    span: Span | None

    def as_record(self) -> dict[str, Any]:
        return {"text": self.text, "span": _pair(self.span)}


@dataclass(frozen=True, slots=True)
class Report:
    """One article's statement of a claim: `span` is the smallest part that carries it, `sentence`
    the sentence around it."""

    article: str
    span: Span
    sentence: Span
    value: str = ""
    """The value as the source writes it (`text[span]`'s number with its comparator)."""
    speaker: Speaker | None = None
    hedged: bool = False
    version: int | None = None
    """Version number the span points into; None is the current one."""
    number: float | None = None
    """A figure's value; with `comparator` and `high` what it allows: "at least 40" is no 40."""
    comparator: Comparator = "="
    high: float | None = None

    def as_record(self) -> dict[str, Any]:
        record: dict[str, Any] = {
            "article": self.article,
            "span": list(self.span),
            "speaker": self.speaker.as_record() if self.speaker else None,
            "hedged": self.hedged,
        }
        if self.value:
            record["value"] = self.value
        if self.comparator != "=":
            record["comparator"] = self.comparator
        if self.high is not None:
            record["high"] = self.high
        if self.version is not None:
            record["version"] = self.version
        return record


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements of several articles about the same thing. `text` is a span of a source: what is
    counted, in the fullest words of a report, or the quoted words of the first."""

    id: str
    kind: ClaimKind
    text: str
    status: Status
    origins: int
    reports: tuple[Report, ...]
    why: str
    """Fixed wording with counts, from `claims.phrases`."""
    named_by: int = 0
    """The report whose text `text` is taken from."""
    named_at: Span = Span(0, 0)
    """Where `text` stands there."""

    def as_record(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "text": self.text,
            "status": self.status,
            "origins": self.origins,
            "reports": [r.as_record() for r in self.reports],
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class HeadlineCheck:
    """A piece of a headline (`span` into the title; the whole of it where that is meant) and whether
    its body supports it."""

    article: str
    span: Span
    supported: bool
    note: str

    def as_record(self) -> dict[str, Any]:
        return {
            "article": self.article,
            "span": list(self.span),
            "supported": self.supported,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Ledger:
    """A story's claims. `articles` pairs each article id with its origin's id."""

    articles: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()
    headline_checks: tuple[HeadlineCheck, ...] = ()

    @property
    def origins(self) -> int:
        return len({origin for _, origin in self.articles})

    def as_record(self) -> dict[str, Any]:
        return {
            "articles": [{"id": a, "origin": o} for a, o in self.articles],
            "origins": self.origins,
            "claims": [c.as_record() for c in self.claims],
            "headline_checks": [h.as_record() for h in self.headline_checks],
        }


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions. For class "headline" the spans point into the titles,
    for all others into the texts."""

    change: ChangeClass
    old: Span | None
    new: Span | None

    def as_record(self) -> dict[str, Any]:
        return {"class": self.change, "old": _pair(self.old), "new": _pair(self.new)}
