"""Warnings of articles on the press: planted cases found, and what is raised where none is planted.

One command, `python benchmarks/anomalies.py`. First the damage that the press's own texts carry, both
editions. Then one case of each kind planted into texts of the press that carry none: a name off by a
letter, a count told twice, a notice, a sentence cut off, a speaker without a name, a figure without a
source, a judging word; found is a warning of that kind that covers the place. The same texts unplanted
give the alarms; a figure that the text gives without a source, and a speaker it does not name, are true
there too, so those two are counted but are no alarms.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from onestory import annotate
from onestory.article import Article, Span
from onestory.claims.values import Annotations
from onestory.claims.warnings.beside import beside_story
from onestory.press import Press

PLANTED_KINDS = (
    "boilerplate",
    "damaged-sentence",
    "loaded-wording",
    "possible-double-count",
    "possible-name-error",
)
NOTICES = (
    "Sign up to our newsletter and never miss a story.",
    "Read more: what the council decided last night.",
    "Follow us for the latest from the harbour.",
    "All rights reserved. No part may be copied.",
    "Subscribe now for 5 crowns a month.",
)
SPEAKERS = ("An official", "A person close to the talks", "Officials", "A source", "A diplomat")
INSULTS = ("Thugs", "Crooks", "Buffoons", "Charlatans", "Hypocrites")
Case = tuple[str, Span]


def main() -> None:
    for edition in (1, 2):
        own_damage(edition)
        planted(edition)


def own_damage(edition: int) -> None:
    """The press's own damage, each article by itself and beside the other reports of its story."""
    alone: dict[str, Annotations] = {}
    beside: dict[str, Annotations] = {}
    stories: dict[str, list[Article]] = defaultdict(list)
    for article, _ in texts(edition):
        alone[article.id] = annotate(article)
        stories[article.id.partition("/")[0]].append(article)
    for told in stories.values():
        beside |= beside_story(told, alone)
    for label, notes in (("by themselves", alone), ("beside their story", beside)):
        print(f"edition {edition}: {len(notes)} texts {label}, damage of their own")
        count_damage(edition, notes)


def count_damage(edition: int, notes: dict[str, Annotations]) -> None:
    found: Counter[str] = Counter()
    there: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    for article, damages in texts(edition):
        warnings = [w for w in notes[article.id].warnings if w.span is not None]
        for damage in damages:
            there[damage.kind] += 1
            found[damage.kind] += any(
                w.kind == damage.kind and w.span and w.span.overlaps(damage.span) for w in warnings
            )
        for warning in warnings:
            true = any(d.kind == warning.kind and d.span.overlaps(warning.span) for d in damages)
            alarms[warning.kind] += not true
    for kind in PLANTED_KINDS:
        print(f"  {kind}: {found[kind]} of {there[kind]} found, {alarms[kind]} elsewhere")


def planted(edition: int) -> None:
    draw = random.Random(edition)
    found: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    clean = [a for a, damages in texts(edition) if not damages and a.language == "en"]
    for article in clean:
        alarms.update({w.kind for w in annotate(article).warnings if w.span is not None})
        for kind, plant in PLANTS.items():
            case = plant(draw, article)
            if case is None:
                continue
            text, place = case
            changed = Article(
                id="x", title=article.title, text=text, language="en", published=article.published
            )
            tried[kind] += 1
            found[kind] += any(
                w.kind == kind and w.span is not None and w.span.overlaps(place)
                for w in annotate(changed).warnings
            )
    print(f"edition {edition}: planted into {len(clean)} English texts without damage")
    for kind in PLANTS:
        print(
            f"  {kind}: {found[kind]} of {tried[kind]} found; unplanted, "
            f"{alarms[kind]} of {len(clean)} texts have one"
        )


def texts(edition: int) -> Iterator[tuple[Article, tuple]]:
    for told in Press(edition=edition).articles:
        version = told.versions[0]
        yield (
            Article(
                id=told.id,
                title=version.headline,
                origin=told.origin,
                text=version.marked.text,
                language=told.language,
                published=told.published,
                authors=told.byline,
                section=told.section if told.kind != "opinion" else "Opinion",
            ),
            version.marked.damages,
        )


def appended(article: Article, sentence: str) -> Case:
    """The text with a paragraph of its own in the middle, and where that stands."""
    parts = article.text.split("\n\n")
    before = "\n\n".join(parts[: len(parts) // 2])
    start = len(before) + 2 if before else 0
    text = "\n\n".join([*([before] if before else []), sentence, *parts[len(parts) // 2 :]])
    return text, Span(start, start + len(sentence))


def notice(draw: random.Random, article: Article) -> Case:
    return appended(article, draw.choice(NOTICES))


def cut_off(draw: random.Random, article: Article) -> Case | None:
    """A paragraph that stops in the middle, before a word that cannot end a sentence."""
    for match in re.finditer(r"[^\n]{60,}? (?:of|the|and|with|to|for|in) ", article.text):
        if article.text.rfind("\n", 0, match.start() + 1) in {match.start() - 1, -1}:
            end = article.text.find("\n\n", match.end())
            if end > 0:
                start = match.start()
                kept = article.text[: match.end() - 1]
                return kept + article.text[end:], Span(start, match.end() - 1)
    return None


def misspelled(draw: random.Random, article: Article) -> Case | None:
    """The last mention of a person who is named three times and more, with one letter changed."""
    notes = annotate(article)
    lasts = Counter(n.span.of(article.text).split()[-1] for n in notes.names if n.type == "person")
    for last, count in lasts.items():
        if count >= 3 and len(last) >= 5:
            at = article.text.rfind(last)
            wrong = last[:3] + ("a" if last[3] != "a" else "o") + last[4:]
            return article.text[:at] + wrong + article.text[at + len(last) :], Span(
                at, at + len(last)
            )
    return None


def told_twice(draw: random.Random, article: Article) -> Case:
    number = draw.randint(12, 80)
    sentence = f"In all {number} people were hurt, including another {number} people treated later."
    text, place = appended(article, sentence)
    second = text.index(str(number), place.start + 12)
    return text, Span(second, second + len(str(number)))


def unnamed(draw: random.Random, article: Article) -> Case:
    speaker = draw.choice(SPEAKERS)
    text, place = appended(article, f"{speaker} said the matter would be settled within the week.")
    return text, Span(place.start, place.start + len(speaker))


def unsourced(draw: random.Random, article: Article) -> Case:
    number = draw.randint(120, 900)
    text, place = appended(article, f"The place drew {number} visitors on its last open day.")
    at = text.index(str(number), place.start)
    return text, Span(at, at + len(str(number)))


def insult(draw: random.Random, article: Article) -> Case:
    word = draw.choice(INSULTS)
    text, place = appended(article, f"{word} in high places have seen to that once more.")
    return text, Span(place.start, place.start + len(word))


PLANTS: dict[str, Callable[[random.Random, Article], Case | None]] = {
    "boilerplate": notice,
    "damaged-sentence": cut_off,
    "possible-name-error": misspelled,
    "possible-double-count": told_twice,
    "unnamed-speaker": unnamed,
    "unattributed-figure": unsourced,
    "loaded-wording": insult,
}


if __name__ == "__main__":
    main()
