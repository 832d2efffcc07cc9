"""An article to its annotations: the order of the stages, and the limits they work under."""

from __future__ import annotations

import re

from onestory.article import Article, Span
from onestory.claims.dates import find_dates
from onestory.claims.figures.find import find_figures
from onestory.claims.lexicon import lexicon
from onestory.claims.names import find_names
from onestory.claims.sentences import sentence_spans
from onestory.claims.statements.find import statements
from onestory.claims.statements.quotes import quote_regions
from onestory.claims.statements.speakers import resolve_speakers
from onestory.claims.statements.words import units
from onestory.claims.values import Annotations
from onestory.claims.warnings.find import find_warnings

LONGEST_TEXT = 2_000_000  # code points; what stands behind them is not read
SAMPLE = 4000  # characters a language is told from
# Small words that only one of the languages uses often.
_TELLS = {
    "en": r"the|and|of|was|with|said|that",
    "de": r"der|und|ist|nicht|das|mit|ein|von",
    "fr": r"les|des|est|une|dans|pour|qui|que",
    "es": r"los|las|una|por|con|del|que|el",
}
_TELL = {code: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for code, words in _TELLS.items()}
_KANA = re.compile(r"[\u3040-\u30ff]")


def annotate(article: Article) -> Annotations:
    """Read sentences, statements, figures, dates, names and warnings out of an article.

    Never raises on any text; offsets are code points into `article.text`.
    """
    text = article.text[:LONGEST_TEXT]
    language = language_of(article)
    lex = lexicon(language)
    sentences = sentence_spans(text, language)
    quotes = quote_regions(text)
    names = find_names(text, sentences, lex, language)
    parts = units(text, sentences, quotes)
    attributions = resolve_speakers(text, statements(text, parts, quotes, lex), names, lex)
    dates = find_dates(text, article.published, language)
    figures = find_figures(text, sentences, dates, names, attributions, lex, language)
    read = Annotations(
        id=article.id,
        sentences=tuple(sentences),
        attributions=tuple(attributions),
        figures=tuple(figures),
        dates=tuple(dates),
        names=tuple(names),
    )
    warnings = find_warnings(article, read, quotes, lex)
    return Annotations(
        read.id, read.sentences, read.attributions, read.figures, read.dates, read.names,
        tuple(warnings),
    )  # fmt: skip


def language_of(article: Article) -> str:
    """The article's language, or the one its small words tell; "en" where they do not."""
    if article.language:
        return article.language[:2].lower()
    sample = article.text[:SAMPLE]
    if len(_KANA.findall(sample)) > len(sample) // 20:
        return "ja"
    counts = {code: len(pattern.findall(sample)) for code, pattern in _TELL.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else "en"


def sentence_around(sentences: tuple[Span, ...], span: Span) -> Span:
    """The sentence a span begins in, widened where the span runs over its end."""
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].start <= span.start:
            low = middle + 1
        else:
            high = middle
    found = sentences[low - 1] if low else span
    return Span(min(found.start, span.start), max(found.end, span.end))
