"""The statements of a text as triples of speaker, verb and content."""

from __future__ import annotations

from onestory.article import Article
from onestory.claims import annotate

Said = list[tuple[str, str, str]]


def said(text: str, language: str = "") -> Said:
    found = annotate(Article(id="1", text=text, language=language)).attributions
    return [
        (a.source.of(text) if a.source else "", a.cue.of(text) if a.cue else "", a.content.of(text))
        for a in found
    ]
