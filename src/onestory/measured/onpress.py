"""The figures of the labels on the bundled press, whose texts carry their own answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from onestory.article import Article
from onestory.claims import annotate, build_ledger, compare_versions, silent_correction
from onestory.claims.values import Annotations
from onestory.claims.warnings.beside import beside_story
from onestory.cluster import StoryIndex
from onestory.measured.gold import Gold
from onestory.measured.headlines import of_headlines
from onestory.measured.statements import Statement, matched, same_source
from onestory.measured.values import Measure
from onestory.press import Press, PressArticle

DAMAGES = ("boilerplate", "damaged-sentence", "loaded-wording", "possible-double-count",
           "possible-name-error")  # fmt: skip
STATUSES = ("agreed", "disputed", "compatible", "single-source", "added-later", "withdrawn")


def on_press(edition: int) -> Iterator[Measure]:
    """All figures of one edition."""
    press = Press(edition)
    data = f"press-{edition}"
    yield from _origins(press, data)
    yield from _statuses(press, data)
    yield from _corrections(press, data)
    told = [first_state(a) for a in press.articles]
    notes = {a.id: annotate(a) for a in told}
    yield from _statements(press, notes, data)
    yield from _damages(press, told, notes, data)
    planted = {a.id for a in press.articles if "headline-mismatch" in a.anomalies}
    lines = {s.id: s.storyline or s.id for s in press.stories}
    yield from of_headlines(
        [(a, notes[a.id], lines[a.id.partition("/")[0]]) for a in told if a.id not in planted], data
    )


def first_state(told: PressArticle) -> Article:
    """An article as it was first published."""
    version = told.versions[0]
    return Article(
        id=told.id,
        title=version.headline,
        text=version.marked.text,
        published=told.published,
        authors=told.byline,
        outlet=told.outlet.name,
        language=told.language,
        section="Opinion" if told.kind == "opinion" else told.section,
        origin=told.origin,
    )


def _origins(press: Press, data: str) -> Iterator[Measure]:
    index = StoryIndex()
    placed = {}
    for told in press.articles:
        placed[told.id] = index.add(first_state(told))
    placed.update((p.id, p) for p in index.repair())
    truth = {a.id: (a.story, a.origin) for a in press.articles}
    for label, number in (("same-story", 0), ("same-origin", 1)):
        pairs: Counter[tuple[bool, bool]] = Counter()
        for one, other in combinations(truth, 2):
            found = (placed[one].story, placed[one].origin)[number]
            so = found == (placed[other].story, placed[other].origin)[number]
            pairs[so, truth[one][number] == truth[other][number]] += 1
        right = pairs[True, True]
        yield Measure(label, "right", data, right, right + pairs[True, False])
        yield Measure(label, "found", data, right, right + pairs[False, True])


def _statuses(press: Press, data: str) -> Iterator[Measure]:
    """Right: the planted values behind a claim's figures bear its status out. Found: some claim on a
    planted figure has the status that the press planted for it."""
    said: Counter[str] = Counter()
    right: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for story in press.stories:
        seen: dict[str, set[str]] = defaultdict(set)
        gold = Gold(story)
        for claim in build_ledger(gold.articles).claims:
            rows = gold.behind(claim) if claim.kind == "figure" else []
            if rows:
                said[claim.status] += 1
                right[claim.status] += gold.bears_out(claim.status, rows)
            for row in rows:
                seen[row.figure.key].add(claim.status)
        for fact in story.facts:
            planted[fact.relation] += 1
            found[fact.relation] += fact.relation in seen[fact.key]
    for status in STATUSES:
        yield Measure(status, "right", data, right[status], said[status])
        yield Measure(status, "found", data, found[status], planted[status])


def _corrections(press: Press, data: str) -> Iterator[Measure]:
    said = right = planted = found = 0
    for told in press.articles:
        for old, new in zip(told.versions, told.versions[1:], strict=False):
            if new.kind == "deleted":
                continue
            before = Article(title=old.headline, text=old.marked.text, language=told.language)
            note = f"\n\n{new.note}" if new.note else ""
            after = Article(title=new.headline, text=new.marked.text + note, language=told.language)
            silent = silent_correction(compare_versions(before, after), before, after)
            so = new.kind == "silent-correction"
            said += silent
            planted += so
            right += silent and so
            found += silent and so
    yield Measure("silent-correction", "right", data, right, said)
    yield Measure("silent-correction", "found", data, found, planted)


def _statements(press: Press, notes: dict[str, Annotations], data: str) -> Iterator[Measure]:
    said = marked = right = 0
    for told in press.articles:
        gold = [
            Statement.of([a.source] if a.source else [], a.contents, a.direct)
            for a in told.versions[0].marked.attributions
        ]
        ours = [
            Statement.of([a.source] if a.source else [], [a.content], a.direct)
            for a in notes[told.id].attributions
        ]
        said += len(ours)
        marked += len(gold)
        right += sum(same_source(o, t) for o, t in matched(ours, gold))
    yield Measure("attribution", "right", data, right, said)
    yield Measure("attribution", "found", data, right, marked)


def _damages(
    press: Press, told: list[Article], notes: dict[str, Annotations], data: str
) -> Iterator[Measure]:
    """Warnings as the pages show them: beside the other reports of the story."""
    said: Counter[str] = Counter()
    right: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    stories: dict[str, list[Article]] = defaultdict(list)
    for article in told:
        stories[article.id.partition("/")[0]].append(article)
    shown: dict[str, Annotations] = {}
    for articles in stories.values():
        shown |= beside_story(articles, notes)
    for one in press.articles:
        damages = one.versions[0].marked.damages
        warnings = [(w.kind, w.span) for w in shown[one.id].warnings if w.span is not None]
        for kind, span in warnings:
            said[kind] += 1
            right[kind] += any(d.kind == kind and d.span.overlaps(span) for d in damages)
        for damage in damages:
            planted[damage.kind] += 1
            found[damage.kind] += any(
                kind == damage.kind and span.overlaps(damage.span) for kind, span in warnings
            )
    for kind in DAMAGES:
        if kind != "loaded-wording":  # of loaded words the press marks some, not all
            yield Measure(kind, "right", data, right[kind], said[kind])
        yield Measure(kind, "found", data, found[kind], planted[kind])
