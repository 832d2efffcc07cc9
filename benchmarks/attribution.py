"""Who says what: statements found in news articles against those that people marked.

One command: `python benchmarks/attribution.py [--part dev|train] [--ways]`. A found statement and a
marked one are the same when their contents overlap by at least .3 of both together, each counted
once, best overlap first; end to end their sources must overlap too (a statement without a source
matches one without). Beside it in the same run: quotation marks alone, and the published figures for
rules and for people, which were measured on other articles of the same collection.

Of quotations with a speaker, "wrong" are those whose marked source is another mention ("strict"), and
those of them where it is another person too: not the same full name once our own rules have resolved
the marked mention as they resolve ours, and not the marked verb (in some marks verb and speaker have
changed places). `--ways` counts both by how the speaker was found, withheld ones by what they would
have been.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from _paths import shared
from onestory.article import Article, Span
from onestory.claims import annotate
from onestory.claims.lexicon import lexicon
from onestory.claims.sentences import sentence_spans
from onestory.claims.statements.drafts import Draft
from onestory.claims.statements.find import found_statements
from onestory.claims.statements.quotes import quote_regions
from onestory.claims.statements.speakers import resolve_speakers
from onestory.claims.statements.words import units
from onestory.claims.values import Annotations, Attribution
from onestory.measured import statements
from onestory.measured.statements import matched, same_source

QUOTED = re.compile(r"“[^”\n]+”|\"[^\"\n]+\"")

Spans = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Statement(statements.Statement):
    """A statement with the full name behind its source, where our rules resolve one, and its cue."""

    person: str = ""
    cue: frozenset[int] = frozenset()


Method = Callable[[Article], list[Statement]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--part", choices=("dev", "train"), default="dev")
    arguments.add_argument("--ways", action="store_true")
    asked = arguments.parse_args()
    part = asked.part
    with shared(f"claims/attribution_{part}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    articles = [Article(id=row["id"], title="", text=row["text"]) for row in rows]
    gold = [
        marked(article, row["attributions"]) for article, row in zip(articles, rows, strict=True)
    ]
    print(f"{len(rows)} articles, {sum(map(len, gold)):,} marked statements")
    print(f"{'':20}{'contents P':>11}{'R':>6}{'F':>6}{'end to end P':>14}{'R':>6}{'F':>6}", end="")
    print(f"{'direct: named':>15}{'wrong, strict':>15}{'by person':>11}{'articles/s':>12}")
    for name, method in (("onestory", found), ("quotation marks", quotations)):
        report(name, method, articles, gold)
    if asked.ways:
        print_ways(articles, gold)
    print("published, other articles: rules 47.5, statistical model 53.3, people 76.9 end to end")


def report(name: str, method: Method, articles: list[Article], gold: list[list[Statement]]) -> None:
    started = time.process_time()
    answers = [method(article) for article in articles]
    spent = time.process_time() - started
    pairs = [
        pair for ours, theirs in zip(answers, gold, strict=True) for pair in matched(ours, theirs)
    ]
    right = sum(same_source(ours, theirs) for ours, theirs in pairs)
    direct = [(o, t) for o, t in pairs if o.direct and t.source]
    named = [(o, t) for o, t in direct if o.source]
    strict = sum(not same_source(o, t) for o, t in named)
    wrong = sum(not same_person(o, t) for o, t in named)
    counts = (sum(map(len, answers)), sum(map(len, gold)))
    print(
        f"{name:20}{_rates(len(pairs), *counts, width=11)}{_rates(right, *counts, width=14)}",
        end="",
    )
    print(f"{len(named) / max(1, len(direct)):15.0%}{strict / max(1, len(named)):15.1%}", end="")
    print(f"{wrong / max(1, len(named)):11.1%}", end="")
    print(f"{len(articles) / max(spent, 1e-9):12.0f}", flush=True)


def same_person(ours: Statement, theirs: Statement) -> bool:
    """Whether two sources are mentions of one person, as far as our rules can tell."""
    if same_source(ours, theirs) or ours.source & theirs.cue:
        return True
    return bool(ours.person) and ours.person == theirs.person


def found(article: Article) -> list[Statement]:
    read = annotate(article)
    records = read.as_record()["attributions"]
    people = persons(article, read, [r["source"] for r in records if r["source"]])
    return [
        Statement(
            _places([record["source"]] if record["source"] else []),
            _places([record["content"]]),
            record["direct"],
            people[tuple(record["source"])] if record["source"] else "",
        )
        for record in records
    ]


def persons(article: Article, read: Annotations, sources: Spans) -> dict[tuple[int, ...], str]:
    """The full name behind each source, resolved among these sources alone."""
    spans = [Span(*source) for source in sources]
    said = [Attribution(span, None, span, direct=True) for span in spans]
    resolved = resolve_speakers(article.text, said, read.names, lexicon("en"))
    return {tuple(span): one.speaker for span, one in zip(spans, resolved, strict=True)}


def quotations(article: Article) -> list[Statement]:
    return [
        Statement(frozenset(), _places([[m.start() + 1, m.end() - 1]]), direct=True)
        for m in QUOTED.finditer(article.text)
    ]


def marked(article: Article, marks: list[dict[str, Any]]) -> list[Statement]:
    """The statements people marked in an article."""
    text = article.text
    people = persons(article, annotate(article), [m["source"][0] for m in marks if m["source"]])
    statements = []
    for mark in marks:
        pieces = [text[start:end].strip(" ,.") for start, end in mark["content"]]
        statements.append(
            Statement(
                _places(mark["source"]),
                _places(mark["content"]),
                all(QUOTED.fullmatch(piece) for piece in pieces),
                people[tuple(mark["source"][0])] if mark["source"] else "",
                _places(mark["cue"]),
            )
        )
    return statements


def print_ways(articles: list[Article], gold: list[list[Statement]]) -> None:
    """Quotations by the way their speaker was found: how many, and how many are wrong."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article, theirs in zip(articles, gold, strict=True):
        drafts = drafts_of(article)
        people = persons(article, annotate(article), [d.source for d in drafts if d.source])
        ours = [
            Statement(
                _places([d.source] if d.source else []),
                _places([d.content]),
                d.direct,
                people[tuple(d.source)] if d.source else "",
            )
            for d in drafts
        ]
        way = {id(one): draft.found for one, draft in zip(ours, drafts, strict=True)}
        for one, other in matched(ours, theirs):
            if one.direct and one.source and other.source:
                tally = counts[way[id(one)]]
                tally["n"] += 1
                tally["strict"] += not same_source(one, other)
                tally["wrong"] += not same_person(one, other)
    print(f"{'way':12}{'quotations':>12}{'wrong, strict':>15}{'by person':>11}")
    for name, tally in sorted(counts.items(), key=lambda item: -item[1]["n"]):
        n = tally["n"]
        print(f"{name:12}{n:12}{tally['strict'] / n:15.1%}{tally['wrong'] / n:11.1%}")


def drafts_of(article: Article) -> list[Draft]:
    """The statements of an article before unsure speakers are withheld."""
    text, lex = article.text, lexicon("en")
    sentences, quotes = sentence_spans(text, "en"), quote_regions(text)
    return found_statements(text, units(text, sentences, quotes), quotes, lex)


def _places(spans: Spans) -> frozenset[int]:
    return frozenset(place for start, end in spans for place in range(start, end))


def _rates(right: int, answered: int, marked: int, width: int) -> str:
    precision, recall = right / max(1, answered), right / max(1, marked)
    both = 2 * precision * recall / max(1e-9, precision + recall)
    return f"{100 * precision:{width}.1f}{100 * recall:6.1f}{100 * both:6.1f}"


if __name__ == "__main__":
    main()
