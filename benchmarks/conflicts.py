"""Planted conflicts: how many of each kind the ledger shows as disputed, and how often it shows one
where none was planted.

One command, `python benchmarks/conflicts.py [--errors]`, on the bundled press, both editions. An
independent report is made of each article: another outlet and origin, every sentence reworded, every
third left out. One conflict is planted into one sentence of it (a value, a unit, a bound, a day, a
negation, the speaker of a quotation) or one change into a quotation (cut, an ellipsis, other words,
a "not" lost or put in), and the ledger of the two is built. "Real reports" plants values into
sentences that two press articles of different origins really have for one fact.

False: the same two articles without a conflict in them (what the article disputes in itself aside), and
every pair of origins of the press.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from onestory.article import Article, Span
from onestory.claims import annotate, build_ledger
from onestory.claims.figures.numbers import is_round
from onestory.claims.statements.quotes import quote_regions
from onestory.claims.values import Annotations, Attribution, Claim
from onestory.press import Press
from onestory.press.truth import is_comparable

# Words of news and others that say the same; the report is reworded with them, both ways.
SAME = """
said stated|told reported|announced declared|began started|near close_to|big large|after following
|also too|about concerning|because since|help aid|showed revealed|struck hit|closed shut|several various
|whole entire|asked requested|told informed|rose climbed|fell dropped|ended finished|found discovered
|plan scheme|against versus|during in_the_course_of|must has_to|now currently|many numerous
|building structure|met gathered|left departed|before ahead_of|next following|small little|wanted wished
|early at_an_early_hour|new fresh|road route|work labour|saw watched|need require|later afterwards
"""
PAIRS = [p.split() for p in SAME.replace("\n", " ").split("|")]
SWAP = {a: b.replace("_", " ") for a, b in PAIRS} | {
    b: a for a, b in PAIRS if "_" not in b and b != "following"
}
APPOSED = re.compile(r", (?:an?|the|who|which) [a-z][^,.;“”\"\d]{4,60},(?= [a-z])")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905
DAY = re.compile(rf"\b({'|'.join(DAYS)})\b")
AUXILIARY = re.compile(r"\b(was|were|is|are|will|would|has|have|had|can)\b(?! (?:not|no|never)\b)")
DENIED = re.compile(
    r"\b(?:not?|never|without|nobody|none|nor|neither|nothing)\b|n['’]t\b", re.IGNORECASE
)
UNITS = (
    ("per cent", "percentage points"), ("percent", "percentage points"), ("euros", "dollars"),
    ("crowns", "euros"), ("pesos", "dollars"), ("yen", "euros"), ("metres", "kilometres"),
    ("kilometres", "miles"), ("tonnes", "kilograms"), ("litres", "tonnes"), ("hours", "days"),
    ("minutes", "hours"), ("hectares", "acres"), ("months", "years"), ("knots", "kilometres"),
)  # fmt: skip
BOUND = re.compile(r"\b(at least|more than|over) (?=\d)", re.IGNORECASE)
STRANGER = "Wenna Trevorrow"
MOST_OF_A_KIND = 2  # conflicts of one kind planted into one article, apart


class Planted(NamedTuple):
    """A report with one change in it, where it stands, and what it should be called."""

    article: Article
    at: Span
    status: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    show = parser.parse_args().errors
    for edition in (1, 2):
        press = Press(edition)
        found: Counter[str] = Counter()
        total: Counter[str] = Counter()
        untouched = untouched_false = 0
        for number, article in enumerate(originals(press)):
            report = independent(article, number)
            claims = [c for c in disputed(article, report) if not of_one_article(c)]
            untouched += 1
            untouched_false += bool(claims)
            if show and edition == 1 and claims:
                print("  FALSE", *(told(c, article, report) for c in claims))
            for kind, plant in KINDS.items():
                for planted in plant(report):
                    total[kind] += 1
                    right = is_found(article, planted)
                    found[kind] += right
                    if show and edition == 1 and not right:
                        print(f"  missed {kind} {article.id}: {around(planted)!r}")
        for planted, other in real_pairs(press):
            total["value, real reports"] += 1
            right = is_found(other, planted)
            found["value, real reports"] += right
            if show and edition == 1 and not right:
                print(f"  missed real {other.id} {planted.article.id}: {around(planted)!r}")
        print(f"edition {edition}")
        for kind, count in total.items():
            print(f"  {kind:24}{found[kind]:>5} of {count:<5}{100 * found[kind] / count:>6.1f} %")
        print(
            f"  reports without a conflict: {untouched}, with a disputed claim: {untouched_false}"
        )
        pairs, wrong = real_false(press, show and edition == 1)
        print(
            f"  pairs of origins of the press: {pairs}, with a disputed event, day or quote: {wrong}"
        )


def originals(press: Press) -> Iterator[Article]:
    """English reports of the press, one of each origin, in their last state."""
    seen = set()
    for a in press.articles:
        if a.origin in seen or a.language != "en" or not is_comparable(a) or a.kind != "report":
            continue
        seen.add(a.origin)
        state = [v for v in a.versions if v.kind != "deleted"][-1:]
        if state:
            yield Article(
                id=a.id,
                title=state[0].headline,
                text=state[0].marked.text,
                published=a.published,
                outlet=a.outlet.name,
                language="en",
            )


def independent(article: Article, number: int) -> Article:
    """Another outlet's report: reworded sentences, a third of them left out, quotations kept."""
    rng = random.Random(f"report/{number}")
    text = article.text
    quoted = [q.span for q in quote_regions(text)]
    kept: list[str] = []
    last = None
    for sentence in annotate(article).sentences:
        inside = any(q.start < sentence.start < q.end for q in quoted)  # a quotation goes on
        if rng.random() < 1 / 3 and not inside:
            last = None
            continue
        told = reworded(text, sentence, quoted)
        gap = text[last : sentence.start] if last is not None else "\n\n"
        if kept and "\n" not in gap:
            kept[-1] += " " + told
        else:
            kept.append(told)
        last = sentence.end
    middle = kept[1:]
    rng.shuffle(middle)
    text = "\n\n".join(kept[:1] + middle)
    return replace(article, id="report", outlet="The Independent", text=text)


def reworded(text: str, sentence: Span, quoted: list[Span]) -> str:
    """Other words outside quotations, an apposition left out."""
    written, at = "", sentence.start
    for quote in (q for q in quoted if q.overlaps(sentence)):
        start, end = max(at, quote.start), min(quote.end, sentence.end)
        written += _swapped(text[at:start]) + text[start:end]
        at = end
    return written + _swapped(text[at : sentence.end])


def _swapped(text: str) -> str:
    text = APPOSED.sub("", text, count=1)
    return re.sub(r"\b[a-z]+\b", lambda m: SWAP.get(m.group(), m.group()), text)


def disputed(*articles: Article) -> list[Claim]:
    return [c for c in build_ledger(articles).claims if c.status == "disputed"]


def of_one_article(claim: Claim) -> bool:
    """Whether an article itself gives two values: it reports a dispute."""
    values = defaultdict(set)
    for report in claim.reports:
        values[report.article].add(report.value)
    return any(len(v) > 1 for v in values.values())


def told(claim: Claim, *articles: Article) -> str:
    texts = {a.id: a.text for a in articles}
    parts = [f"{r.article}: {r.sentence.of(texts[r.article])[:110]!r}" for r in claim.reports]
    return " / ".join([claim.kind, *parts])


def is_found(article: Article, planted: Planted) -> bool:
    """Whether a claim of both articles covers the planted place and has the status it should."""
    for claim in build_ledger([article, planted.article]).claims:
        both = {r.article for r in claim.reports} == {article.id, planted.article.id}
        there = any(
            r.article == planted.article.id and r.sentence.overlaps(planted.at)
            for r in claim.reports
        )
        wanted = claim.kind == "quote" or planted.status == "disputed"
        if both and there and wanted and claim.status == planted.status:
            return True
    return False


def around(planted: Planted) -> str:
    start, end = planted.at
    return planted.article.text[max(0, start - 70) : end + 60]


def changed(report: Article, at: Span, new: str, status: str = "disputed") -> Planted:
    text = report.text[: at.start] + new + report.text[at.end :]
    return Planted(replace(report, text=text), Span(at.start, at.start + len(new)), status)


def values(report: Article) -> Iterator[Planted]:
    """Another number in the same shape: "181 people" becomes "256 people"."""
    read = annotate(report)
    places = []
    for figure in read.figures:
        digits = re.search(r"\d[\d,]*(?:\.\d+)?", figure.span.of(report.text))
        if digits is None or figure.comparator != "=" or not (figure.counts or figure.unit):
            continue
        if in_quotation(read, figure.span) or figure.unit in {
            "day",
            "hour",
            "week",
            "month",
            "year",
        }:
            continue
        start = figure.span.start + digits.start()
        places.append((Span(start, start + len(digits.group())), digits.group()))
    for at, written in apart(places):
        yield changed(report, at, other_number(written))


def other_number(written: str) -> str:
    value = float(written.replace(",", ""))
    new = value * 1.4 + 1
    if "." in written:
        return f"{new:.1f}"
    return f"{round(new):,}" if "," in written else str(round(new))


def units(report: Article) -> Iterator[Planted]:
    read = annotate(report)
    places = []
    for figure in read.figures:
        if not figure.unit or in_quotation(read, figure.span):
            continue
        for old, new in UNITS:
            at = report.text.find(" " + old, figure.span.start, figure.span.end + 16)
            if at >= 0:
                places.append((Span(at + 1, at + 1 + len(old)), new))
                break
    for at, new in apart(places):
        yield changed(report, at, new)


def bounds(report: Article) -> Iterator[Planted]:
    """ "At least 20" becomes "fewer than 20"; an exact 381 "fewer than 381"."""
    read = annotate(report)
    places = []
    for figure in read.figures:
        start, written = figure.span.start, figure.span.of(report.text)
        if in_quotation(read, figure.span):
            continue
        bound = BOUND.match(written)
        if bound is not None:
            places.append((Span(start, start + bound.end(1)), "fewer than"))
        elif figure.comparator == "=" and not is_round(figure.value) and written[0].isdigit():
            places.append((Span(start, start), "fewer than "))
    for at, new in apart(places):
        yield changed(report, at, new)


def days(report: Article) -> Iterator[Planted]:
    read = annotate(report)
    places = []
    for sentence in read.sentences:
        found = list(DAY.finditer(sentence.of(report.text)))
        if len(found) != 1 or in_quotation(read, sentence):
            continue
        at = sentence.start + found[0].start()
        new = DAYS[(DAYS.index(found[0].group()) + 5) % 7]
        places.append((Span(at, at + len(found[0].group())), new))
    for at, new in apart(places):
        yield changed(report, at, new)


def negations(report: Article) -> Iterator[Planted]:
    """A "not" after the auxiliary of a sentence that denies nothing."""
    read = annotate(report)
    places = []
    for sentence in read.sentences:
        written = sentence.of(report.text)
        found = AUXILIARY.search(written)
        if found is None or DENIED.search(written) or len(written.split()) < 8:
            continue
        if in_quotation(read, sentence) or "?" in written:
            continue
        places.append((Span(sentence.start + found.end(), sentence.start + found.end()), " not"))
    for at, new in apart(places):
        yield changed(report, at, new)


def speakers(report: Article) -> Iterator[Planted]:
    """Somebody else's name beside a quotation."""
    read = annotate(report)
    words: dict[Span, Span] = {}
    people = {n.span for n in read.names if n.type == "person" and " " in n.span.of(report.text)}
    places = []
    for said in quotations(read, report.text, 8):
        name = next((p for p in people if said.source and said.source.covers(p)), None)
        if name is not None:
            places.append((name, STRANGER))
            words[name] = said.content
    for at, new in apart(places):
        planted = changed(report, at, new)
        shift = len(new) - (at.end - at.start) if words[at].start >= at.end else 0
        said_at = Span(words[at].start + shift, words[at].end + shift)
        yield planted._replace(at=said_at)


def quotations(read: Annotations, text: str, least: int) -> Iterator[Attribution]:
    for said in read.attributions:
        if said.direct and len(said.content.of(text).split()) >= least:
            yield said


def in_words(
    report: Article, least: int, change: Callable[[list[str]], list[str] | None], status: str
):
    """One change to the words of each quotation."""
    read = annotate(report)
    places = []
    for said in quotations(read, report.text, least):
        words = said.content.of(report.text).split(" ")
        new = change(words)
        if new is not None:
            places.append((said.content, " ".join(new)))
    for at, new in apart(places):
        yield changed(report, at, new, status)


def cut(report: Article) -> Iterator[Planted]:
    def shorter(words: list[str]) -> list[str] | None:
        kept = [*words[:-3], words[-1][-2:].lstrip("abcdefghijklmnopqrstuvwxyz")]
        gone = " ".join(words[-6:])
        return None if DENIED.search(gone) or re.search(r"\d", gone) else kept

    return in_words(report, 10, shorter, "agreed")


def ellipsis(report: Article) -> Iterator[Planted]:
    def holed(words: list[str]) -> list[str] | None:
        gone = " ".join(words[4:7])
        bad = DENIED.search(gone) or re.search(r"\d|[“”\"]", gone)
        return None if bad else [*words[:4], "…", *words[7:]]

    return in_words(report, 12, holed, "agreed")


def other_words(report: Article) -> Iterator[Planted]:
    def altered(words: list[str]) -> list[str] | None:
        middle = len(words) // 2
        if not words[middle].isalpha() or DENIED.search(words[middle]):
            return None
        return [*words[:middle], "harbour", *words[middle + 1 :]]

    return in_words(report, 9, altered, "compatible")


def turned(report: Article) -> Iterator[Planted]:
    """A "not" lost, or one put in."""

    def reversed_(words: list[str]) -> list[str] | None:
        for number, word in enumerate(words):
            if word in {"not", "never"}:
                return words[:number] + words[number + 1 :]
        for number, word in enumerate(words):
            if AUXILIARY.fullmatch(word):
                return [*words[: number + 1], "not", *words[number + 1 :]]
        return None

    return in_words(report, 8, reversed_, "disputed")


KINDS: dict[str, Callable[[Article], Iterator[Planted]]] = {
    "value": values,
    "unit": units,
    "bound": bounds,
    "day": days,
    "negation": negations,
    "speaker of a quotation": speakers,
    "quotation cut": cut,
    "quotation with …": ellipsis,
    "quotation, other word": other_words,
    "quotation turned": turned,
}


def in_quotation(read: Annotations, span: Span) -> bool:
    return any(a.direct and a.content.overlaps(span) for a in read.attributions)


def apart(places: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The first and the middle one: reports are planted one at a time, each from the same text."""
    chosen = places[:1] + places[len(places) // 2 :][:1]
    return chosen[: 1 if len(places) == 1 else MOST_OF_A_KIND]


def real_pairs(press: Press) -> Iterator[tuple[Planted, Article]]:
    """A fact that two origins really report with one value, the value changed in the second."""
    for story in press.stories:
        holders: dict[str, list[tuple[Article, Span, str]]] = defaultdict(list)
        for a in story.articles:
            states = [v for v in a.versions if v.kind != "deleted"]
            if not is_comparable(a) or not states or a.id != a.origin:
                continue
            marked = states[-1].marked
            article = Article(
                id=a.id, title=states[-1].headline, text=marked.text, published=a.published,
                outlet=a.outlet.name, language=a.language,
            )  # fmt: skip
            told = set()
            for figure in marked.figures:
                digits = re.search(r"\d[\d,]*(?:\.\d+)?", figure.span.of(marked.text))
                exact = figure.comparator == "=" and digits is not None and a.language == "en"
                if figure.key == "-" or figure.key in told or not exact or digits is None:
                    continue
                if sum(f.key == figure.key for f in marked.figures) > 1:
                    continue
                told.add(figure.key)
                start = figure.span.start + digits.start()
                at = Span(start, start + len(digits.group()))
                holders[figure.key].append((article, at, digits.group()))
        for reports in holders.values():
            for (one, _, value), (other, at, written) in pairwise(reports):
                if value == written:
                    yield changed(other, at, other_number(written)), one


def real_false(press: Press, show: bool) -> tuple[int, int]:
    """Pairs of independent articles of one story as they stand; none has such a conflict planted."""
    pairs = wrong = 0
    for story in press.stories:
        articles = [a for a in originals(press) if a.id.startswith(story.id + "/")]
        for number, one in enumerate(articles):
            for other in articles[:number]:
                pairs += 1
                claims = [c for c in disputed(one, other) if c.kind != "figure"]
                wrong += bool(claims)
                if show and claims:
                    print("  FALSE", *(told(c, one, other) for c in claims))
    return pairs, wrong


if __name__ == "__main__":
    main()
