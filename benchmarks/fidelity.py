"""Whether what a brief shows says what its source says, over 10,000 shown sentences.

One command, `python benchmarks/fidelity.py`. Briefs of the press, of the roundups and of single
background articles, at the site's settings. Each shown sentence must stand in its article letter for
letter; read by itself it must have the figures, hedges and denials that it has in its place, and a
sentence that somebody says must name its speaker. Then a false sentence is put on top of a copy of one
article of each roundup: it must never open the brief.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from _paths import shared
from onestory import annotate, build_ledger, write_brief
from onestory.article import Article
from onestory.brief.values import BriefSentence
from onestory.claims.lexicon.denial import DENIAL
from onestory.claims.values import Annotations, Figure
from onestory.measured.gold import Gold
from onestory.press import Press
from summaries import stands

SHOWN = 10_000
FALSE = (
    "Inspectors later found 4,812 barrels of glowing honey beneath the courthouse of Brindlemoor."
)


def main() -> None:
    roundups = list(stories("stories/roundups.jsonl"))
    background = ([a] for a in articles("stories/background.jsonl"))
    press = (Gold(s).articles for edition in (1, 2) for s in Press(edition).stories)
    found: Counter[str] = Counter()
    for story in chain(press, roundups, background):
        read = {a.id: annotate(a) for a in story}
        by_id = {a.id: a for a in story}
        brief = write_brief(story, build_ledger(story, read), annotations=read)
        for sentence in brief.sentences:
            found["sentences shown"] += 1
            for fault in faults(sentence, by_id[sentence.article], read[sentence.article]):
                found[fault] += 1
        if found["sentences shown"] >= SHOWN:
            break
    for name in ("sentences shown", *FAULTS):
        print(f"{found[name]:>7,}  {name}")
    led = sum(opens_falsely(story) for story in roundups)
    print(f"{led:>7,}  briefs of {len(roundups):,} opened by a false sentence of a copy")


FAULTS = (
    "not in their article letter for letter",
    "with other figures, bounds or hedges than in their place",
    "with another denial than in their place",
    "said by somebody whom they do not name",
)


def faults(sentence: BriefSentence, article: Article, read: Annotations) -> Iterator[str]:
    if not stands(sentence, article.text):
        yield FAULTS[0]
    alone = replace(article, title="", text=sentence.text, versions=())
    here = [f for f in read.figures if sentence.span.covers(f.span)]
    there = annotate(alone).figures
    if figures(here) != figures(there):
        yield FAULTS[1]
    if bool(DENIAL.search(sentence.text)) != bool(DENIAL.search(sentence.span.of(article.text))):
        yield FAULTS[2]
    for said in read.attributions:
        source = said.source
        if said.content.covers(sentence.span) and source and not sentence.span.overlaps(source):
            yield FAULTS[3]
            break


def figures(found: Sequence[Figure]) -> Counter[tuple[object, ...]]:
    return Counter((f.value, f.high, f.comparator, f.unit, f.hedged) for f in found)


def opens_falsely(story: list[Article]) -> bool:
    first = story[0]
    copy = replace(first, id="copy", text=f"{FALSE} {first.text}", origin=first.origin or first.id)
    told = [*story, copy]
    sentences = write_brief(told, build_ledger(told)).sentences
    return bool(sentences) and sentences[0].text == FALSE


def stories(name: str) -> Iterator[list[Article]]:
    groups: dict[str, list[Article]] = defaultdict(list)
    with shared(name).open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            groups[record["story"]].append(Article.from_record(record))
    yield from groups.values()


def articles(name: str) -> Iterator[Article]:
    with shared(name).open(encoding="utf-8") as lines:
        for line in lines:
            yield Article.from_record(json.loads(line))


if __name__ == "__main__":
    main()
