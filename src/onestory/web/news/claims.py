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

CHART_WIDTH = 120  # user units of a value's bar
SHORTEST_BAR = 1.5  # still seen
OPEN_ROOM = 12  # units that stay free to the right of the greatest value where it is a lower bound
OPEN_ABOVE, OPEN_BELOW = (">", ">="), ("<", "<=")
EARLIEST = datetime.min.replace(tzinfo=UTC)


Key = str | tuple[float, str, float | None]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What one origin says of a claim: the value, the sentence it stands in, who says it."""

    report: Report
    value: Pointer
    sentence: Pointer
    speaker: Pointer | None
    copies: tuple[ReportRow, ...] = ()
    """Other articles of the same origin with the same value."""
    bar: float | None = None
    """How long the value's bar is, from nought to CHART_WIDTH for the claim's greatest value."""
    beyond: tuple[float, float] | None = None
    """Where the values begin that a bound or a range allows, and how far they reach."""
    opens: bool = False
    """Whether it is the first row with its value."""
    tells: bool = False
    """Whether its sentence is shown below its value."""

    @property
    def key(self) -> Key:
        """Rows with one key say the same: "40", "some 40" and "forty", not "at least 40"."""
        report = self.report
        if report.number is None:
            return report.value.casefold()
        bound = "" if report.comparator in {"=", "~"} else report.comparator
        return report.number, bound, report.high

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
        text = self.sentence.version.text
        whole = without_dateline(text, self.sentence.range)
        beside = text[whole.start : self.value.start] + text[self.value.end : whole.end]
        if whole.start > self.value.start or not any(map(str.isalnum, beside)):
            return None
        return replace(self.sentence, start=whole.start)

    @property
    def words(self) -> str:
        """What its sentence says, the same for all who carry it letter for letter."""
        return (self.context or self.sentence).text.strip()


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
    beside: tuple[Pointer, ...] = ()
    """Values of other claims that the same sentence of one article makes; shown with this one."""

    @property
    def values(self) -> list[Pointer]:
        """What is marked in the sentence of its only row."""
        return [self.rows[0].value, *self.beside]

    @property
    def only(self) -> ReportRow | None:
        """The one row of a claim that has no other; it may have copies."""
        return self.rows[0] if len(self.rows) == 1 else None

    @property
    def has_bars(self) -> bool:
        return sum(r.bar is not None for r in self.rows) > 1

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
        first: dict[Key, ReportRow] = {}
        outlets: dict[Key, set[int]] = {}
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


def few_later(blocks: Sequence[ClaimBlock], most: int) -> list[ClaimBlock]:
    """Blocks with a few of what one outlet added later, first those whose sentences stand alone: a
    follow-up brings a dozen, and the ledger has them all."""
    later = [b for b in blocks if b.claim.status == "added-later" and b.only]
    chosen = sorted(later, key=lambda b: not is_usable(b.rows[0].words))[:most]
    left_out = [b for b in later if not any(b is c for c in chosen)]
    return [b for b in blocks if not any(b is out for out in left_out)]


def joined(blocks: Iterable[ClaimBlock]) -> list[ClaimBlock]:
    """Blocks with those of one row, one sentence, one status and one speaker made into one: what "The
    two ships have 3 decks." says is read once, with both numbers marked."""
    found: dict[object, ClaimBlock] = {}
    for number, block in enumerate(blocks):
        row = block.only
        key: object = number
        if row is not None and block.claim.kind == "figure":
            said = row.speaker and row.speaker.range
            key = (
                row.sentence.version.pk,
                row.sentence.start,
                block.claim.status,
                said,
                row.unsure,
            )
        first = found.setdefault(key, block)
        if first is not block and row is not None:
            found[key] = replace(first, beside=(*first.beside, row.value))
    return list(found.values())


def told_once(blocks: Iterable[ClaimBlock], told: Iterable[Pointer] = ()) -> list[ClaimBlock]:
    """Blocks that show a sentence only where the page has not shown it yet: in the brief (`told`), as
    the name of its claim, or in a block before. What is disputed always shows its sentences."""
    seen = {pointer.text.strip() for pointer in told}
    shown = []
    for block in blocks:
        if block.text:
            seen.add(block.text.text.strip())
        fresh = []
        for row in block.rows:
            kept = block.claim.status == "disputed" or row.words not in seen
            fresh.append(replace(row, tells=row.opens and kept))
        seen |= {row.words for row in fresh if row.tells or block.only}
        shown.append(replace(block, rows=tuple(fresh)))
    return shown


def that_stand_alone(
    blocks: Iterable[ClaimBlock], most: int, told: Iterable[str] = ()
) -> list[ClaimBlock]:
    """The first blocks whose sentence makes sense outside its article, each sentence once and none that
    was told."""
    seen = set(told)
    alone: list[ClaimBlock] = []
    for block in blocks:
        words = block.rows[0].words
        if words not in seen and is_usable(words) and len(alone) < most:
            seen.add(words)
            alone.append(block)
    return alone


def sentences_of(blocks: Iterable[ClaimBlock]) -> set[str]:
    """What the blocks' sentences say, each once, those of copies too."""
    rows = [row for block in blocks for row in block.rows]
    return {told.words for row in rows for told in (row, *row.copies)}


def claim_block(claim: Claim) -> ClaimBlock:
    rows = [_row(r) for r in claim.reports.all() if r.version.article.is_quotable]
    text = None
    named = claim.text_version
    if named and named.article.is_quotable and claim.text_end > claim.text_start:
        whole = Span(claim.text_start, claim.text_end)
        text = Pointer(named, *without_dateline(named.text, whole))
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
    """Rows from the lowest value to the highest, each with a bar as long as its value is great."""
    if claim.kind == "figure":
        rows = sorted(rows, key=_from_low_to_high)
    scale = _scale_of([r.report for r in rows]) if claim.kind == "figure" else 0.0
    placed, seen = [], set()
    for row in rows:
        bar, beyond = _drawn(row.report, scale)
        placed.append(replace(row, bar=bar, beyond=beyond, opens=row.key not in seen))
        seen.add(row.key)
    return placed


def _from_low_to_high(row: ReportRow) -> tuple[bool, float, bool, datetime, int]:
    """What an article no longer says comes after who still says it."""
    number = row.report.number
    return number is None, number or 0.0, not row.is_current, *_time(row)


def _scale_of(reports: Sequence[Report]) -> float:
    """Units of the chart for one of what is counted; nought where there is nothing to compare."""
    given = [r for r in reports if r.number is not None]
    lowest = min((r.number or 0.0 for r in given), default=0.0)
    highest = max((r.high or r.number or 0.0 for r in given), default=0.0)
    one = {(r.number, r.comparator in (*OPEN_ABOVE, *OPEN_BELOW), r.high) for r in given}
    if lowest < 0 or not highest or len(one) < 2:
        return 0.0
    open_at_top = any(r.number == highest and r.comparator in OPEN_ABOVE for r in given)
    return (CHART_WIDTH - OPEN_ROOM * open_at_top) / highest


def _drawn(report: Report, scale: float) -> tuple[float | None, tuple[float, float] | None]:
    """A bar up to the number, and what lies beyond it that is true as well: of "at least 40" all above,
    of "under 40" all below, of "40 to 60" what is between."""
    if report.number is None or not scale:
        return None, None
    end = max(SHORTEST_BAR, round(report.number * scale, 1))
    if report.comparator in OPEN_BELOW:
        return 0.0, (0.0, end)
    if report.comparator in OPEN_ABOVE:
        return end, (end, round(CHART_WIDTH - end, 1))
    if report.comparator == "range" and report.high is not None:
        return end, (end, max(0.0, round(report.high * scale - end, 1)))
    return end, None
