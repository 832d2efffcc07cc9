"""A story's ledger: what its articles agree on, what they give differently, what only one has, what
came later and what was taken back. Independent origins are counted, never pages."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from onestory.article import Article, Span, with_ids
from onestory.claims.annotate import annotate
from onestory.claims.headline.check import check_headlines
from onestory.claims.ledger.align import Fact, facts_of
from onestory.claims.ledger.compared_figures import compare_figures
from onestory.claims.ledger.compared_happenings import compare_happenings
from onestory.claims.ledger.compared_quotes import compare_quotes
from onestory.claims.ledger.happenings import Happening, happenings_of
from onestory.claims.ledger.labels import label_of, said_at
from onestory.claims.ledger.quoted import Quoted, quotes_of
from onestory.claims.lexicon.things import STATE_OF, THING_OF
from onestory.claims.values import (
    Annotations,
    Claim,
    ClaimKind,
    Ledger,
    Report,
    Status,
)

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MOST_ARTICLES = 400  # of one story that are compared; later ones are listed only
MOST_CLAIMS = 120  # a reader's ledger; the least useful are cut
MOST_VERSIONS = 6  # earlier states of one article that are read
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

    `article.origin`, or its own id, is its origin: copies count once where `StoryIndex` has looked for
    them. An article without an id goes under its address. `article.versions` are its earlier states.
    """
    known = annotations or {}
    ordered = sorted(with_ids(articles), key=lambda a: (_moment(a), a.id))
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
    first = {order: states[0][0] for order, states in earlier.items() if states}
    latest = {order: states[-1][0] for order, states in earlier.items() if states}
    return [
        _claim("quote", group, status, why, origins)
        for group, status, why, origins in compare_quotes(current, past, first, latest, total)
    ]


def _happening_claims(readings: Sequence[_Read]) -> list[Placed]:
    items = [h for r in readings for h in happenings_of(r.article, r.read, r.origin, r.order)]
    return [
        _claim(kind, group, status, why, origins)
        for kind, (group, status, why, origins) in compare_happenings(items)
    ]


def _claim(
    kind: ClaimKind, group: Sequence[Item], status: Status, why: str, origins: int
) -> Placed:
    # A quotation's longest report comes first, everything else as it was published.
    ordered = group if kind == "quote" else sorted(group, key=lambda f: (f.order, f.span))
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
    """Where a report says best what is counted, in the language of most outlets; else a figure's
    sentence, and the first's words of anything else."""
    first = group[0]
    if not isinstance(first, Fact):
        return 0, first.span
    facts = {n: fact for n, fact in enumerate(group) if isinstance(fact, Fact)}
    outlets = Counter(language for language, _ in {(f.language, f.outlet) for f in facts.values()})
    spoken = max(facts.values(), key=lambda f: (outlets[f.language], f is first)).language
    facts = {n: fact for n, fact in facts.items() if fact.language == spoken}
    # The plainest sentence: two claims of one sentence should not have one heading.
    best = min(facts, key=lambda n: len(NUMBER.findall(facts[n].sentence.of(facts[n].text))))
    named, most = facts[best].sentence, -9
    for number, fact in facts.items():
        label = label_of(fact)
        clear = _clearness(label.of(fact.text)) if label is not None else most
        if label is not None and clear > most:
            best, named, most = number, label, clear
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
        span=said_at(item) if isinstance(item, Fact) else item.span,
        sentence=item.sentence,
        value=figure.span.of(item.text) if figure else "",
        speaker=item.speaker,
        hedged=figure.hedged if figure else bool(getattr(item, "hedged", False)),
        version=item.version,
        number=figure.value if figure else None,
        comparator=figure.comparator if figure else "=",
        high=figure.high if figure else None,
    )
