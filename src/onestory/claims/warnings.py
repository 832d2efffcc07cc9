"""What a reader should know about an article, precision before recall: every kind has one rule that
stays silent when unsure."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Sequence

from onestory.article import Article, Span, Warning
from onestory.claims.headline import is_mismatch
from onestory.claims.lexicon import Lexicon
from onestory.claims.lexicon.words import split
from onestory.claims.names import TITLES
from onestory.claims.phrases import phrase
from onestory.claims.quotes import Quote
from onestory.claims.units import DURATIONS
from onestory.claims.values import Annotations, Figure, NameMention

# Matches "Sign up to our newsletter", "Read more:", "All rights reserved"; not "He signed up".
BOILERPLATE = re.compile(
    r"^(?:\W*)(?:sign up (?:to|for)|subscribe (?:to|now|for)|read more\b|read also|also read|"
    r"related:|click here|follow us|download (?:the|our)|get (?:the|our) (?:latest|daily|newsletter)|"
    r"share this|advertisement\b|continue reading|this article (?:was|first)|"
    r"mehr zum thema|lesen sie (?:auch|mehr)|newsletter|jetzt (?:abonnieren|lesen)|lire aussi|"
    r"à lire|abonnez-vous|inscrivez-vous|lea también|le puede interesar|suscríbase)"
    r"|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos"
    r"|our (?:daily |weekly |morning )?newsletter\b|terms (?:of use|and conditions)|cookie settings",
    re.IGNORECASE,
)
LONGEST_BOILERPLATE = 220  # characters of a sentence that can be a notice
# "the report, published on", "a study by", "court documents": a paper the reader could be led to.
DOCUMENT = re.compile(
    r"\b(?:(?:a|the|its|their|an internal|a new|an independent)\s+(?:\w+\s+){0,2}"
    r"(?:report|study|survey|letter|memo|audit|filing|ruling|judgment|judgement)\b"
    r"|court (?:documents|papers))",
    re.IGNORECASE,
)
# A sentence that stops mid-way: ends on a joining word, a comma or a hyphen.
CUT_END = re.compile(
    r"(?:\b(?:the|a|an|of|to|and|or|with|for|that|which|by|in|was|were|der|die|und|le|la|et|el|y)|,|-)$",
    re.IGNORECASE,
)
DOUBLED = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)
DOUBLED_FINE = split("had that is no very so bye ha boutros die der das sie nous vous")
REPLACEMENT = re.compile(r"\ufffd|Ã[©¨¼¶¤]|â€[™œ“]|&(?:amp|nbsp|quot|#\d+);")
ENDS = frozenset(".!?…:;。！？؟۔।\"'”’»)]*")
LEAST_SENTENCE_WORDS = 6
LONGEST_SENTENCE = 2000  # characters; what is longer is a list or a table
LEAST_NAME = 5  # letters of a name whose spelling is compared
# "including 3 children": part of a count that stands near it.
INCLUDING = re.compile(
    r"\b(?:including|among them|of whom|of them|another|further|additional|more)\b", re.IGNORECASE
)
LEAST_UNATTRIBUTED = 10  # small counts are seen, not sourced


def find_warnings(
    article: Article, annotations: Annotations, quotes: Sequence[Quote], lex: Lexicon
) -> list[Warning]:
    """All warnings of an article: page-wide ones first, then by place."""
    text = article.text
    wide = _page_wide(article)
    placed = _boilerplate(text, annotations.sentences)
    notices = [w.span for w in placed if w.span]
    placed += _damaged(article, annotations.sentences, quotes, notices)
    placed += _headline(article, annotations)
    placed += _unnamed(annotations)
    placed += _unattributed(text, annotations, lex)
    placed += _misspelled(text, annotations.names)
    placed += _double_counts(text, annotations)
    placed += _missing_link(article, annotations)
    placed.sort(key=lambda w: (w.span or Span(0, 0), w.kind))
    return wide + placed


def _page_wide(article: Article) -> list[Warning]:
    found = []
    if article.published is None:
        found.append(Warning("no-date", None, phrase("no-date")))
    if not article.authors:
        found.append(Warning("no-byline", None, phrase("no-byline")))
    return found


def _boilerplate(text: str, sentences: Sequence[Span]) -> list[Warning]:
    return [
        Warning("boilerplate", s, phrase("boilerplate"))
        for s in sentences
        if s.end - s.start <= LONGEST_BOILERPLATE and BOILERPLATE.search(s.of(text))
    ]


def _damaged(
    article: Article, sentences: Sequence[Span], quotes: Sequence[Quote], notices: Sequence[Span]
) -> list[Warning]:
    text = article.text
    found = []
    for sentence in sentences:
        if sentence in notices:
            continue
        written = sentence.of(text)
        if _is_damaged(text, sentence, written, article.language):
            found.append(Warning("damaged-sentence", sentence, phrase("damaged-sentence")))
    return found


def _is_damaged(text: str, sentence: Span, written: str, language: str) -> bool:
    if len(written) > LONGEST_SENTENCE:
        return False
    if REPLACEMENT.search(written):
        return True
    words = written.count(" ") + 1
    closes = sentence.end == len(text) or text.startswith("\n", sentence.end)
    opens = sentence.start == 0 or text[sentence.start - 1] == "\n"
    if words < LEAST_SENTENCE_WORDS:
        return False
    doubled = DOUBLED.search(written)
    if doubled and doubled.group(1).lower() not in DOUBLED_FINE and doubled.group(1).islower():
        return True
    if closes and written[-1] not in ENDS and CUT_END.search(written):
        return True
    starts_low = written[0].islower() and opens and language[:2] in {"", "en", "de", "fr", "es"}
    return starts_low and not re.match(r"[a-z][A-Z]|\w+\.\w|https?:", written)


def _headline(article: Article, annotations: Annotations) -> list[Warning]:
    if is_mismatch(article, annotations):
        return [Warning("headline-mismatch", None, phrase("headline-mismatch"))]
    return []


def _unnamed(annotations: Annotations) -> list[Warning]:
    seen: dict[Span, None] = {}
    for attribution in annotations.attributions:
        if attribution.unnamed and attribution.source is not None:
            seen.setdefault(attribution.source)
    return [Warning("unnamed-speaker", span, phrase("unnamed-speaker")) for span in seen]


def _unattributed(text: str, annotations: Annotations, lex: Lexicon) -> list[Warning]:
    """Figures in sentences in which nobody speaks and no paper is named."""
    silent = _silent_sentences(text, annotations, lex)
    starts = [s.start for s in silent]
    found = []
    for figure in annotations.figures:
        if figure.attribution is not None or not _needs_source(figure):
            continue
        at = bisect.bisect_right(starts, figure.span.start) - 1
        if at >= 0 and silent[at].covers(figure.span):
            note = phrase("unattributed-figure")
            found.append(Warning("unattributed-figure", figure.span, note))
    return found


def _silent_sentences(text: str, annotations: Annotations, lex: Lexicon) -> list[Span]:
    """Sentences outside every statement that name no document."""
    spoken = sorted(
        (min(a.content.start, a.source.start), max(a.content.end, a.source.end))
        for a in annotations.attributions
        if a.source is not None
    )
    silent = []
    at = reach = 0
    for sentence in annotations.sentences:
        while at < len(spoken) and spoken[at][0] < sentence.end:
            reach = max(reach, spoken[at][1])
            at += 1
        if reach > sentence.start or sentence.end - sentence.start > LONGEST_SENTENCE:
            continue
        low = sentence.of(text).lower()
        if " by " not in low and not lex.documents.intersection(low.replace(",", " ").split()):
            silent.append(sentence)
    return silent


def _needs_source(figure: Figure) -> bool:
    return figure.unit not in DURATIONS and (
        figure.value >= LEAST_UNATTRIBUTED or bool(figure.unit)
    )


def _misspelled(text: str, names: Sequence[NameMention]) -> list[Warning]:
    """A rare last name one or two letters off a frequent one of the same article."""
    places: dict[str, list[Span]] = defaultdict(list)
    persons = {n.span.of(text).split()[-1] for n in names if n.type == "person"}
    for name in names:
        last = name.span.of(text).split()[-1]
        places[last].append(name.span)
    found = []
    frequent = [n for n, spans in places.items() if len(spans) >= 2 and n in persons]
    for written, spans in places.items():
        if len(spans) > 1 or len(written) < LEAST_NAME or written.lower() in TITLES:
            continue
        for other in frequent:
            if other != written and other[0] == written[0] and _one_slip(written, other):
                note = phrase("possible-name-error", forms=2)
                found.append(Warning("possible-name-error", spans[0], note))
                break
    return found


def _one_slip(a: str, b: str) -> bool:
    """One letter changed, added, lost or two swapped; plurals and genitives do not count."""
    if a.rstrip("s'’") == b.rstrip("s'’") or abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        differing = [i for i in range(len(a)) if a[i] != b[i]]
        if len(differing) == 1:
            return True
        return (
            len(differing) == 2
            and differing[1] == differing[0] + 1
            and a[differing[0]] == b[differing[1]]
            and a[differing[1]] == b[differing[0]]
        )
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _double_counts(text: str, annotations: Annotations) -> list[Warning]:
    """ "12 people were hurt and another 12 injured": the same value twice, once as an addition."""
    found = []
    for first, second in zip(annotations.figures, annotations.figures[1:], strict=False):
        if first.value != second.value or first.unit != second.unit or first.unit in DURATIONS:
            continue
        between = text[first.span.end : second.span.end]
        if len(between) < 160 and "\n" not in between and INCLUDING.search(between):
            note = phrase("possible-double-count")
            found.append(Warning("possible-double-count", second.span, note))
    return found


def _missing_link(article: Article, annotations: Annotations) -> list[Warning]:
    """A document is the source of a statement, and the page links to none."""
    if article.source_link or not article.url:
        return []
    for attribution in annotations.attributions:
        source = attribution.source
        if source is not None and DOCUMENT.match(source.of(article.text)):
            return [Warning("missing-source-link", source, phrase("missing-source-link"))]
    return []
