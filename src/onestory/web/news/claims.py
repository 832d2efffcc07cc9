"""A story's claims → what its page and its ledger show: one row for each origin and value, its copies
folded into it, the values from low to high."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations

from onestory.article import Span
from onestory.brief.usable import is_usable, without_dateline
from onestory.claims.statements.quotes import quote_regions
from onestory.web.news.models import Claim, Report, Story
from onestory.web.news.pointing import Pointer

CHART_WIDTH = 120  # user units of the value strip
CHART_EDGE = 6
EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What one origin says of a claim: the value, the sentence it stands in, who says it."""

    report: Report
    value: Pointer
    sentence: Pointer
    speaker: Pointer | None
    copies: tuple[ReportRow, ...] = ()
    """Other articles of the same origin with the same value."""
    position: float | None = None
    """Where the value stands on the claim's strip, 0 to CHART_WIDTH."""
    opens: bool = False
    """Whether it is the first row with its value: its sentence is shown."""

    @property
    def key(self) -> str | float:
        """Rows with one key say the same. Only current versions have their numbers read."""
        number = self.report.number
        if number is not None:
            return number
        try:
            return float(self.report.value.replace(",", ""))
        except ValueError:
            return self.report.value.casefold()

    @property
    def unsure(self) -> bool:
        """Whether it stands between quotation marks, and who says it is not certain."""
        if self.speaker is not None:
            return False
        return self.report.claim.kind == "quote" or _is_quoted(self)

    @property
    def is_current(self) -> bool:
        """Whether the article still says it."""
        return self.report.version_id == self.report.article.current_id

    @property
    def context(self) -> Pointer | None:
        """Its sentence, without a dateline, where that says more than its value."""
        whole = without_dateline(self.sentence.version.text, self.sentence.range)
        if whole.start > self.value.start or whole == self.value.range:
            return None
        return replace(self.sentence, start=whole.start)


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """All who give one value: the first of them, its outlets, and how many there are beside it."""

    first: ReportRow
    outlets: frozenset[int]

    @property
    def more(self) -> int:
        return len(self.outlets) - 1


@dataclass(frozen=True, slots=True)
class ClaimBlock:
    claim: Claim
    text: Pointer | None
    rows: tuple[ReportRow, ...]

    @property
    def only(self) -> ReportRow | None:
        """The one row of a claim that has no other."""
        return self.rows[0] if len(self.rows) == 1 and not self.rows[0].copies else None

    @property
    def has_strip(self) -> bool:
        return sum(r.position is not None for r in self.rows) > 1

    @property
    def has_sides(self) -> bool:
        """Whether two of its values have no outlet in common: else an outlet differs with itself,
        or quotes two speakers who differ."""
        given = [group.outlets for group in self.by_value]
        return any(a.isdisjoint(b) for a, b in combinations(given, 2))

    @property
    def is_plain(self) -> bool:
        """Whether every value says by itself what is counted."""
        return all(any(c.isalpha() for c in group.first.value.text) for group in self.by_value)

    @property
    def by_value(self) -> list[ValueGroup]:
        """The values, each once."""
        first: dict[str | float, ReportRow] = {}
        outlets: dict[str | float, set[int]] = {}
        for row in self.rows:
            first.setdefault(row.key, row)
            given = {r.report.article.outlet_id for r in (row, *row.copies)}
            outlets.setdefault(row.key, set()).update(given)
        return [ValueGroup(row, frozenset(outlets[key])) for key, row in first.items()]


def claims_of(story: Story, statuses: Sequence[str] = (), limit: int = 0) -> list[ClaimBlock]:
    """The ledger's blocks, in its order."""
    claims = story.claims.prefetch_related(
        "reports__version__article__outlet", "reports__article"
    ).select_related("text_version__article__outlet")
    if statuses:
        claims = claims.filter(status__in=statuses)
    blocks = [claim_block(claim) for claim in (claims[:limit] if limit else claims)]
    return [block for block in blocks if block.rows]


def without_retold(blocks: Iterable[ClaimBlock]) -> list[ClaimBlock]:
    """Blocks without the statements all of whose sentences stand in a block of figures before."""
    seen: set[tuple[int, int]] = set()
    kept = []
    for block in blocks:
        sentences = {(r.sentence.version.pk, r.sentence.start) for r in block.rows}
        if block.claim.kind == "event" and sentences <= seen:
            continue
        seen |= sentences
        kept.append(block)
    return kept


def that_stand_alone(blocks: Iterable[ClaimBlock], most: int) -> list[ClaimBlock]:
    """The first blocks whose sentence makes sense outside its article, each sentence once."""
    alone: dict[tuple[int, int], ClaimBlock] = {}
    for block in blocks:
        row = block.rows[0]
        if is_usable((row.context or row.sentence).text):
            alone.setdefault((row.sentence.version.pk, row.sentence.start), block)
        if len(alone) == most:
            break
    return list(alone.values())


def claim_block(claim: Claim) -> ClaimBlock:
    rows = [_row(r) for r in claim.reports.all() if r.version.article.is_quotable]
    text = None
    named = claim.text_version
    if named and named.article.is_quotable and claim.text_end > claim.text_start:
        text = Pointer(claim.text_version, claim.text_start, claim.text_end)
    return ClaimBlock(claim, text, tuple(_placed(claim, _folded(claim, rows))))


def _row(report: Report) -> ReportRow:
    version, speaker = report.version, None
    if report.speaker_start is not None and report.speaker_end is not None:
        speaker = Pointer(version, report.speaker_start, report.speaker_end)
    return ReportRow(
        report,
        Pointer(version, report.start, report.end),
        Pointer(version, report.sentence_start, report.sentence_end),
        speaker,
    )


def _is_quoted(row: ReportRow) -> bool:
    """Whether the value stands between quotation marks in its sentence."""
    sentence, value = row.sentence.range, row.value.range
    given = Span(value.start - sentence.start, value.end - sentence.start)
    quotes = quote_regions(sentence.of(row.sentence.version.text))
    return any(quote.span.covers(given) for quote in quotes)


def _folded(claim: Claim, rows: Iterable[ReportRow]) -> list[ReportRow]:
    """One row for each origin and value; an article that says a value twice says it once. What only
    an earlier version has keeps a row of its own."""
    found: dict[tuple[object, ...], list[ReportRow]] = {}
    for row in sorted(rows, key=_time):
        value = row.report.value.casefold() if claim.kind == "figure" else ""
        key = (row.report.article.origin_id, value, row.is_current)
        found.setdefault(key, []).append(row)
    folded = []
    for first, *others in found.values():
        once = {
            r.report.article_id: r for r in others if r.report.article_id != first.report.article_id
        }
        folded.append(replace(first, copies=tuple(once.values())))
    return folded


def _time(row: ReportRow) -> tuple[datetime, int]:
    return row.report.article.published or EARLIEST, row.report.pk


def _placed(claim: Claim, rows: list[ReportRow]) -> list[ReportRow]:
    """Rows from the lowest value to the highest, each with its place on a common strip."""
    numbers = [r.report.number for r in rows if r.report.number is not None]
    if claim.kind == "figure":
        rows = sorted(
            rows, key=lambda r: (r.report.number is None, r.report.number or 0, *_time(r))
        )
    low, high = min(numbers, default=0.0), max(numbers, default=0.0)
    scale = (CHART_WIDTH - 2 * CHART_EDGE) / (high - low) if high > low else 0.0
    placed, seen = [], set()
    for row in rows:
        number = row.report.number if claim.kind == "figure" and scale else None
        position = None if number is None else round(CHART_EDGE + (number - low) * scale, 1)
        placed.append(replace(row, position=position, opens=row.key not in seen))
        seen.add(row.key)
    return placed
