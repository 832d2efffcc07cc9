"""An article's warnings beside the other reports of its story, which settle some and raise others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onestory.article import Article, Warning
from onestory.claims.headline.check import LONGEST_BODY, MOST_OTHERS, is_mismatch
from onestory.claims.headline.support import Body
from onestory.claims.values import Annotations
from onestory.claims.warnings.misspelled import misspelled_in_story

SETTLED = frozenset({"headline-mismatch", "loaded-wording"})


def beside_story(
    articles: Sequence[Article], annotations: Mapping[str, Annotations]
) -> dict[str, Annotations]:
    """The annotations, without warnings that the story's other reports speak against (a headline's
    name stands in one of them, or a report of another origin uses the same loaded word) and with
    those of names that the other reports spell otherwise."""
    found = {a.id: annotations[a.id] for a in articles}
    if any(w.kind in SETTLED for a in articles for w in annotations[a.id].warnings):
        bodies = [(a, Body(a.text[:LONGEST_BODY])) for a in articles[:MOST_OTHERS]]
        for article in articles:
            notes = annotations[article.id]
            if any(w.kind in SETTLED for w in notes.warnings):
                notes = replace(notes, warnings=tuple(_standing(article, notes, bodies)))
            found[article.id] = notes
    for key, slips in misspelled_in_story(articles[:MOST_OTHERS], annotations).items():
        notes = found[key]
        new = [w for w in slips if w not in notes.warnings]
        found[key] = replace(notes, warnings=(*notes.warnings, *new))
    return found


def _standing(
    article: Article, notes: Annotations, bodies: Sequence[tuple[Article, Body]]
) -> list[Warning]:
    others = [b for a, b in bodies if a.id != article.id]
    origin = article.origin or article.id
    independent = [b for a, b in bodies if (a.origin or a.id) != origin]
    return [
        w
        for w in notes.warnings
        if not (w.kind == "headline-mismatch" and not is_mismatch(article, notes, others))
        and not (
            w.kind == "loaded-wording"
            and w.span is not None
            and any(b.has(w.span.of(article.text)) for b in independent)
        )
    ]
