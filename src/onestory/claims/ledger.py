"""A story's ledger: what its articles agree on, what they give differently, what only one has, what
came later and what was taken back. Independent origins are counted, never pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from onestory.article import Article, Span
from onestory.claims.align import Fact, facts_of
from onestory.claims.annotate import annotate
from onestory.claims.compared import compare_figures, single
from onestory.claims.groups import grouped
from onestory.claims.happenings import (
    SAME,
    SAME_DATED,
    Closeness,
    Happening,
    happenings_of,
    opposed,
)
from onestory.claims.headline import check_headlines
from onestory.claims.lexicon.things import STATE_OF, THING_OF
from onestory.claims.phrases import phrase
from onestory.claims.quoted import Quoted, quotes_of, same_words
from onestory.claims.values import (
    Annotations,
    Claim,
    ClaimKind,
    Ledger,
    Report,
    Status,
)

MOST_ARTICLES = 400  # of one story that are compared; later ones are listed only
MOST_CLAIMS = 120  # a reader's ledger; the least useful are cut
MOST_VERSIONS = 6  # earlier states of one article that are read
MOST_IN_BLOCK = 200
MOST_NAMING = 2  # words before a noun that make a heading clearer
_RANK: dict[Status, int] = {
    "disputed": 0,
    "agreed": 1,
    "compatible": 2,
    "withdrawn": 3,
    "added-later": 4,
    "single-source": 5,
}
_KIND_RANK: dict[ClaimKind, int] = {"figure": 0, "date": 1, "quote": 2, "place": 3, "event": 4}
_UNDATED = datetime.max.replace(tzinfo=UTC)

Item = Fact | Quoted | Happening


@dataclass(slots=True)
class _Read:
    """One article with its annotations, origin, and place in time."""

    article: Article
    read: Annotations
    origin: str
    order: int


def build_ledger(
    articles: Sequence[Article], annotations: Mapping[str, Annotations] | None = None
) -> Ledger:
    """The ledger of one story's articles; the same for every order of arrival.

    `article.origin`, or its own id, is its origin; `article.versions` are its earlier states.
    """
    known = annotations or {}
    ordered = sorted(articles, key=lambda a: (_moment(a), a.id))
    readings = [
        _Read(a, known.get(a.id) or annotate(a), a.origin or a.id, n)
        for n, a in enumerate(ordered[:MOST_ARTICLES])
    ]
    total = len({r.origin for r in readings})
    earlier = {r.order: _earlier(r) for r in readings if r.article.versions}
    claims = _figure_claims(readings, earlier, total)
    claims += _quote_claims(readings, earlier, total)
    claims += _happening_claims(readings)
    claims.sort(key=lambda c: _usefulness(c))
    return Ledger(
        articles=tuple((a.id, a.origin or a.id) for a in ordered),
        claims=tuple(claim for claim, _ in claims[:MOST_CLAIMS]),
        headline_checks=tuple(check_headlines([(r.article, r.read) for r in readings])),
    )


def _moment(article: Article) -> datetime:
    moment = article.published
    if moment is None:
        return _UNDATED
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _earlier(reading: _Read) -> list[tuple[int, Article, Annotations]]:
    """Earlier states of an article: the first one and the latest few."""
    versions = reading.article.versions
    chosen = (
        versions
        if len(versions) <= MOST_VERSIONS
        else (versions[0], *versions[1 - MOST_VERSIONS :])
    )
    states = []
    for version in chosen:
        if version.text == reading.article.text:
            states.append((version.number, reading.article, reading.read))
            continue
        state = replace(reading.article, title=version.title, text=version.text, versions=())
        states.append((version.number, state, annotate(state)))
    return states


Placed = tuple[Claim, tuple[int, int]]


def _usefulness(placed: Placed) -> tuple[int, int, int, int, int]:
    """Disputed first, then what most origins agree on; ties by kind and place."""
    claim, (order, start) = placed
    return _RANK[claim.status], -claim.origins, _KIND_RANK[claim.kind], order, start


def _figure_claims(
    readings: Sequence[_Read],
    earlier: Mapping[int, list[tuple[int, Article, Annotations]]],
    total: int,
) -> list[Placed]:
    current: list[Fact] = []
    past: dict[int, list[Fact]] = {}
    for reading in readings:
        current += facts_of(reading.article, reading.read, reading.origin, reading.order, None)
        for number, state, read in earlier.get(reading.order, ()):
            facts = facts_of(state, read, reading.origin, reading.order, number)
            past.setdefault(reading.order, []).extend(facts)
    first = {order: states[0][0] for order, states in earlier.items() if states}
    return [
        _claim("figure", group, status, why, origins)
        for group, status, why, origins in compare_figures(current, past, first, total)
    ]


def _quote_claims(
    readings: Sequence[_Read],
    earlier: Mapping[int, list[tuple[int, Article, Annotations]]],
    total: int,
) -> list[Placed]:
    current = [q for r in readings for q in quotes_of(r.article, r.read, r.origin, r.order, None)]
    past: dict[int, list[Quoted]] = {
        r.order: [
            quote
            for number, state, read in earlier.get(r.order, ())
            for quote in quotes_of(state, read, r.origin, r.order, number)
        ]
        for r in readings
    }
    claims = []
    for group in grouped(current, lambda q: sorted(q.shingles), same_words, MOST_IN_BLOCK):
        origins = len({q.origin for q in group})
        status: Status = "agreed" if origins > 1 else "single-source"
        why = phrase("agreed-quote", origins=origins) if origins > 1 else single(group, total)
        if origins == 1 and all(_new_quote(q, past, earlier) for q in group):
            status = "added-later"
            why = phrase("added-later", version=_quote_version(group[0], past, earlier))
        claims.append(_claim("quote", group, status, why, origins))
    for quotes in past.values():
        gone = [q for q in quotes if not any(same_words(q, c) for c in current)]
        for group in grouped(gone, lambda q: sorted(q.shingles), same_words, MOST_IN_BLOCK):
            last = max(group, key=lambda q: q.version or 0)
            why = phrase("withdrawn", version=last.version or 1)
            claims.append(_claim("quote", [last], "withdrawn", why, 1))
    return claims


def _new_quote(
    quote: Quoted,
    past: Mapping[int, Sequence[Quoted]],
    earlier: Mapping[int, list[tuple[int, Article, Annotations]]],
) -> bool:
    states = earlier.get(quote.order)
    if not states:
        return False
    first = states[0][0]
    return not any(same_words(quote, q) for q in past.get(quote.order, ()) if q.version == first)


def _quote_version(
    quote: Quoted,
    past: Mapping[int, Sequence[Quoted]],
    earlier: Mapping[int, list[tuple[int, Article, Annotations]]],
) -> int:
    with_it = [q.version or 0 for q in past.get(quote.order, ()) if same_words(quote, q)]
    return min(with_it) if with_it else earlier[quote.order][-1][0] + 1


def _happening_claims(readings: Sequence[_Read]) -> list[Placed]:
    """Sentences several origins have in common, and their days where these differ."""
    items = [h for r in readings for h in happenings_of(r.article, r.read, r.origin, r.order)]
    closeness = Closeness(items)

    def same(a: Happening, b: Happening) -> bool:
        if a.origin == b.origin:
            return False
        near = closeness.of(a, b)
        if near < SAME or opposed(a, b, near):
            return False
        return not (a.numbers and b.numbers) or bool(a.numbers & b.numbers)

    claims = []
    for group in grouped(items, closeness.keys, same, MOST_IN_BLOCK):
        origins = len({h.origin for h in group})
        if origins < 2:
            continue
        claims.append(_claim("event", group, "agreed", phrase("agreed", origins=origins), origins))
        dated = [h for h in group if h.day and h.day_span]
        close = [
            h for h in dated if any(h is not o and closeness.of(h, o) >= SAME_DATED for o in dated)
        ]
        days = {h.day for h in close}
        if len({h.origin for h in close}) < 2:
            continue
        placed = [replace(h, span=h.day_span or h.span) for h in close]
        count = len({h.origin for h in close})
        if len(days) == 1:
            claims.append(_claim("date", placed, "agreed", phrase("agreed", origins=count), count))
        else:
            why = phrase("disputed-date", origins=count, values=len(days))
            claims.append(_claim("date", placed, "disputed", why, count))
    return claims


def _claim(
    kind: ClaimKind, group: Sequence[Item], status: Status, why: str, origins: int
) -> Placed:
    ordered = sorted(group, key=lambda f: (f.order, f.span))
    first = ordered[0]
    named_by, named_at = _named(ordered)
    name = f"{kind}:{first.article}:{first.version}:{first.span.start}:{first.span.end}"
    claim = Claim(
        id=hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12],
        kind=kind,
        text=named_at.of(ordered[named_by].text),
        status=status,
        origins=origins,
        reports=tuple(_report(item) for item in ordered),
        why=why,
        named_by=named_by,
        named_at=named_at,
    )
    return claim, (first.order, first.span.start)


def _named(group: Sequence[Item]) -> tuple[int, Span]:
    """Where a report says best what is counted, in the language of the first; else the first's words."""
    first = group[0]
    best, named, most = 0, first.span, -9
    for number, fact in enumerate(group):
        if not isinstance(fact, Fact) or not isinstance(first, Fact) or fact.elliptic:
            continue
        counts = fact.figure.counts
        if counts is None or fact.language != first.language or not fact.sentence.covers(counts):
            continue
        clear = _clearness(counts.of(fact.text))
        if clear > most:
            best, named, most = number, counts, clear
    return best, named


def _clearness(counts: str) -> int:
    """How well words name what is counted: a known thing, its state, what stands before them; words
    that trail behind ("votes apart") say less.
    """
    words = counts.lower().split()
    known = [n for n, word in enumerate(words) if word in THING_OF or word in STATE_OF]
    if not known:
        return 0
    before = len(words[: known[-1]]) - len(known[:-1])
    return 2 * min(len(known), 2) + min(before, MOST_NAMING) - 2 * (len(words) - 1 - known[-1])


def _report(item: Item) -> Report:
    figure = item.figure if isinstance(item, Fact) else None
    return Report(
        article=item.article,
        span=item.span,
        sentence=item.sentence,
        value=figure.span.of(item.text) if figure else "",
        speaker=item.speaker,
        hedged=figure.hedged if figure else bool(getattr(item, "hedged", False)),
        version=item.version,
    )
