"""Headlines against their texts: what is swapped is found, and what is true raises no alarm.

One command, `python benchmarks/headlines.py`: the press, both editions, and labelled pages of real
outlets in two parts (by a hash of the file's name: errors of the first were read, the second was only
measured). Each true title is checked as it stands. Then one number or name in it is replaced by one
that its text does not have; the whole title by that of an article of another storyline; a person who
says nothing in the text is made to say something; and a sentence of the text that says what may be is
made a headline that says that it is. "Listed" is a check that finds the element without support;
"warned" is the article's warning, which asks for more. In the press each title is also checked beside
the other reports of its story, as the ledger does.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from _paths import shared
from onestory import annotate
from onestory.article import Article
from onestory.claims.headline.check import check_headline, is_mismatch
from onestory.claims.headline.support import Body
from onestory.claims.values import Annotations
from onestory.measured.headlines import NAME, NUMBER, another
from onestory.press import Press
from refetches import read, real

# "The pumps may close on Friday": what comes before the hedge, the hedge, the verb and the rest.
HEDGED = re.compile(
    r"^((?:[\w’'-]+ ){1,7})(may|might|could|is expected to|is set to|plans to) ([a-z]{4,}\b.{8,90})[.]$"
)
STRANGERS = 6  # articles whose titles are put over another's text
LEAST_BACKGROUND, MOST_BACKGROUND = 400, 400  # characters of a text; articles of each part
SAID = "says things cannot go on like this"


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    article: Article
    notes: Annotations
    place: str = ""  # what its storyline is called; titles are swapped between places
    planted: bool = False  # its headline is one that its text does not hold up, on purpose


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--background", action="store_true", help="articles of the background set")
    if parser.parse_args().background:
        for name, part in (("looked at", 0), ("only measured", 1)):
            report(f"background articles, {name}", of_background(part))
        return
    for edition in (1, 2):
        report(f"press, edition {edition}", of_press(edition))
    for name, seen in (("looked at", True), ("only measured", False)):
        pages = [p for p in real() if p.article.title and was_read(p.url) == seen]
        report(f"real pages, {name}", [Case(p.article, annotate(p.article), p.url) for p in pages])


def of_press(edition: int) -> list[Case]:
    press = Press(edition=edition)
    known = {(a.outlet.host, a.path): a for a in press.articles}
    lines = {s.id: s.storyline or s.id for s in press.stories}
    cases = []
    for page in read(edition):
        parts = urlsplit(page.url)
        told = known[parts.hostname or "", parts.path]
        if page.article.title:
            article = dataclasses.replace(page.article, id=told.id)
            planted = "headline-mismatch" in told.anomalies
            cases.append(Case(article, annotate(article), lines[told.story], planted))
    return cases


def of_background(part: int) -> list[Case]:
    """Articles of the background set, cut to 2,000 characters there, some of them at both ends."""
    cases = []
    for line in shared("stories/background.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        digest = hashlib.sha256(row["id"].encode()).digest()
        if digest[0] % 2 == part and row["title"] and len(row["text"]) > LEAST_BACKGROUND:
            day = datetime.fromisoformat(row["published"])
            article = Article(id=row["id"], title=row["title"], text=row["text"], published=day)
            cases.append(Case(article, annotate(article), article.id))
            if len(cases) == MOST_BACKGROUND:
                break
    return cases


def was_read(url: str) -> bool:
    """Whether a page is of the part whose errors were read while rules were written."""
    digest = hashlib.sha256(url.rsplit("/", 1)[-1].encode()).digest()
    return digest[0] % 2 == 0 or digest[-1] % 2 == 0


def report(label: str, cases: list[Case]) -> None:
    draw = random.Random(5)
    true = [c for c in cases if not c.planted]
    planted = [c for c in cases if c.planted]
    listed = [c for c in true if not all(x.supported for x in checked(c))]
    warned = [c for c in true if is_mismatch(c.article, c.notes)]
    print(
        f"{label}: {len(true)} true titles, {share(len(listed), len(true))} with something listed,"
    )
    print(f"  {share(len(warned), len(true))} warned of")
    if planted:
        found = sum(is_mismatch(c.article, c.notes) for c in planted)
        print(f"  planted by the press: {found} of {len(planted)} warned of")
        beside_others(cases)
    tried: Counter[str] = Counter()
    found_listed: Counter[str] = Counter()
    found_warned: Counter[str] = Counter()
    clean = [c for c in true if all(x.supported for x in checked(c))]
    for kind, case, place in swaps(draw, clean):
        tried[kind] += 1
        bad = [c for c in checked(case) if not c.supported]
        found_listed[kind] += any(place < 0 or c.span.start <= place < c.span.end for c in bad)
        found_warned[kind] += is_mismatch(case.article, case.notes)
    for kind in sorted(tried):
        print(
            f"  {kind}: listed {share(found_listed[kind], tried[kind])}, "
            f"warned {share(found_warned[kind], tried[kind])}"
        )


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.1%})" if whole else "none"


def checked(case: Case) -> list:
    return check_headline(case.article, case.notes)


def beside_others(cases: list[Case]) -> None:
    """What is listed and warned of when the story's other reports count too: of true titles, and of
    what is swapped in those of them that have nothing listed."""
    bodies = {c.article.id: Body(c.article.text) for c in cases}
    stories: dict[str, list[str]] = defaultdict(list)
    for key in bodies:
        stories[key.partition("/")[0]].append(key)
    found: dict[str, list[tuple[bool, bool]]] = defaultdict(list)

    def look(kind: str, case: Case) -> bool:
        key = case.article.id
        others = [bodies[k] for k in stories[key.partition("/")[0]] if k != key]
        checks = check_headline(case.article, case.notes, others)
        listed = not all(c.supported for c in checks)
        found[kind].append((listed, is_mismatch(case.article, case.notes, others)))
        return listed

    clean = [c for c in cases if not c.planted and not look("true titles", c)]
    for kind, case, _ in swaps(random.Random(5), clean):
        if kind.endswith("swapped"):
            look(kind, case)
    print("  beside the other reports of the story:")
    for kind, seen in found.items():
        listed, warned = (share(sum(s[n] for s in seen), len(seen)) for n in (0, 1))
        print(f"    {kind}: listed {listed}, warned {warned}")


def swaps(draw: random.Random, cases: list[Case]) -> Iterator[tuple[str, Case, int]]:
    """What was swapped, the case with it, and its place in the title (-1: the title as a whole)."""
    for case in cases:
        article = case.article
        for kind, pattern in (("number", NUMBER), ("name", NAME)):
            german = " (German nouns)" if kind == "name" and article.language[:2] == "de" else ""
            for match in pattern.finditer(article.title):
                other = another(draw, f"headline-{kind}", match.group(), article.text)
                title = article.title[: match.start()] + other + article.title[match.end() :]
                yield f"{kind} swapped{german}", titled(case, title), match.start()
        for stranger in draw.sample(cases, min(STRANGERS, len(cases))):
            if stranger.place != case.place and same_language(stranger, case):
                yield "whole title swapped", titled(case, stranger.article.title), -1
        if article.language[:2] in {"en", ""}:
            yield from asserted(case)


def asserted(case: Case) -> Iterator[tuple[str, Case, int]]:
    """Headlines made of the text: with its hedge lost, with its hedge kept, with a silent speaker."""
    text = case.article.text
    for sentence in case.notes.sentences:
        match = HEDGED.match(sentence.of(text))
        if match and '"' not in match.group() and "“" not in match.group():
            yield "hedge lost", titled(case, match[1] + match[3]), -1
            yield "hedge kept (alarms)", titled(case, match.group()[:-1]), -1
    speakers = {a.speaker for a in case.notes.attributions if a.speaker}
    persons = dict.fromkeys(n.name for n in case.notes.names if n.type == "person")
    for name in persons:
        title = f"{name} {SAID}"
        if name in speakers:
            yield "speaker kept (alarms)", titled(case, title), 0
        elif not near_statement(case.notes, text, name.split()[-1]):
            yield "silent speaker", titled(case, title), 0


def near_statement(notes: Annotations, text: str, last: str) -> bool:
    """Whether some mention of a name stands in, or right before, a sentence with a statement."""
    spoken = {
        n
        for n, s in enumerate(notes.sentences)
        if any(a.content.overlaps(s) for a in notes.attributions)
    }
    return any(
        last in s.of(text) and (n in spoken or n + 1 in spoken)
        for n, s in enumerate(notes.sentences)
    )


def titled(case: Case, title: str) -> Case:
    return dataclasses.replace(case, article=dataclasses.replace(case.article, title=title))


def same_language(one: Case, other: Case) -> bool:
    return one.article.language[:2] == other.article.language[:2]


if __name__ == "__main__":
    main()
