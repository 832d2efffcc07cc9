"""What a reader should know about an article, precision before recall: every kind has one rule that
stays silent when unsure."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from onestory.article import Article, Span, Warning
from onestory.claims.figures.units import DURATIONS
from onestory.claims.headline.check import is_mismatch
from onestory.claims.lexicon import Lexicon
from onestory.claims.lexicon.words import split
from onestory.claims.phrases import phrase
from onestory.claims.sentences import LONGEST_SENTENCE
from onestory.claims.statements.quotes import Quote
from onestory.claims.values import Annotations, Figure
from onestory.claims.warnings.misspelled import misspelled
from onestory.claims.warnings.wording import LANGUAGES, is_shown, loaded_words

# Matches "Sign up to our newsletter", "Read more:", "All rights reserved", "Got pictures? Send them to
# our news desk", "Donate now."; not "He signed up", "The charity asked people to donate food".
BOILERPLATE = re.compile(
    r"^(?:\W*)(?:sign up (?:to|for)|subscribe (?:to|now|for)|read more\b|read also|also read|"
    r"related:|click here|follow us|download (?:the|our)|get (?:the|our) (?:latest|daily|newsletter)|"
    r"share this|advertisement\b|continue reading|this article (?:was|first)|donate (?:now|today)\b|"
    r"tap to\b|like what you (?:read|see)|(?:loved|enjoyed|like) (?:this|these)\b|"
    r"follow (?-i:[A-Z])[\w ]{2,40} (?:for|on)\b|were you (?:on|in|at|there)\b.{0,40}\?\s*$|"
    r"(?:got|seen) [\w ]{3,30}\?\s*$|ask your newsagent|"
    r"mehr zum thema|lesen sie (?:auch|mehr)|newsletter|jetzt (?:abonnieren|lesen)|lire aussi|"
    r"à lire|abonnez-vous|inscrivez-vous|lea también|le puede interesar|suscríbase)"
    r"|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos"
    r"|our (?:daily |weekly |morning )?newsletter\b|terms (?:of use|and conditions)|cookie settings"
    r"|\b(?:call|send (?:it|them|(?:us )?your \w+) to|contact) our (?:news ?desk|newsroom|team)\b"
    r"|\bwe pay for (?:stories|pictures|your)|\byou could win\b"
    r"|\bsend (?:us )?your (?:pics|pictures|photos)"
    r"|\bjoin (?:us )?from \d|\byour (?:gift|donation)\b"
    r"|\bfunded by (?:our|its|private) (?:readers|donors)"
    r"|\bkept afloat by (?:its|our) readers|\bsupport our journalism|\bcomes to your door\b"
    r"|\b(?:alerts|headlines|news) (?:on|to) your (?:phone|inbox)\b|\bfree for a (?:week|month)\b",
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
# Words that something must follow: a paragraph that ends on one stops mid-way. German prefixes ("ein",
# "an", "her") and English particles ("by", "on") may end a sentence, so they are not here.
_UNFINISHED = {
    "en": "the a an of and or with for that which was were is are be been will would should could must "
    "may might since every from into than as but because when where whose their his its our "
    "between to in at",
    "de": "der die das und oder dass von eine einen dem den des für wenn weil sowie als",
    "fr": "le la les et ou du des de que qui pour avec dans une un sur au aux",
    "es": "el los las y o de del que con por para en una un al",
}
CUT_END = {
    code: re.compile(rf"(?:(?<!;)\s(?:{'|'.join(words.split())})|,|-)$", re.IGNORECASE)
    for code, words in _UNFINISHED.items()
}
DOUBLED = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)
DOUBLED_FINE = split("had that is no very so bye ha boutros die der das sie nous vous")
REPLACEMENT = re.compile(r"\ufffd|Ã[©¨¼¶¤]|â€[™œ“]|&(?:amp|nbsp|quot|#\d+);")
ENDS = frozenset(".!?…:;。！？؟۔।\"'”’»)]*")
LEAST_SENTENCE_WORDS = 6
# "including 3 children": part of a count that stands near it.
INCLUDING = re.compile(
    r"\b(?:including|among them|of whom|of them|another|further|additional|more)\b", re.IGNORECASE
)
# The outlet's own word for what is no report; matches "Opinion", "Leading articles", "Comment".
OPINION = re.compile(
    r"\b(?:opinions?|comment|columns?|editorials?|leading articles?)\b", re.IGNORECASE
)
# A total, and a sign that those counted first may be counted again among the others: "with the 167 at
# the hospital, to which we refer some, the total is 846"; not "12 men and 8 women, 20 in all".
TOTAL = re.compile(
    r"\b(?:total|in all|altogether|combined|bring(?:s|ing)|insgesamt|zusammen|stieg|erhöht|en tout|"
    r"au total|en total|suman)\b",
    re.IGNORECASE,
)
AGAIN = re.compile(
    r"\b(?:refer(?:red|s)?|transfer(?:red|s)?|taken on|sent on|moved|passed on|some of|later died|"
    r"dead and (?:hurt|injured|wounded)|toten? und verletzten?|beiden zahlen|überwiesen|verlegt|"
    r"both (?:lists|counts)|morts et blessés|muertos y heridos|trasladad[oa]s|transférés)\b",
    re.IGNORECASE,
)
TOTAL_REACH = 300  # characters before a total in which its parts stand
LEAST_UNATTRIBUTED = 10  # small counts are seen, not sourced


def find_warnings(
    article: Article, annotations: Annotations, quotes: Sequence[Quote], lex: Lexicon
) -> list[Warning]:
    """All warnings of an article: page-wide ones first, then by place."""
    text = article.text
    wide = _page_wide(article)
    placed = _boilerplate(text, annotations.sentences)
    notices = [w.span for w in placed if w.span]
    placed += _damaged(article, annotations.sentences, notices)
    placed += _headline(article, annotations)
    placed += _loaded(article, annotations, quotes)
    placed += _unnamed(text, annotations, lex)
    placed += _unattributed(text, annotations, lex)
    placed += misspelled(text, annotations.names, article.language or "en")
    placed += _double_counts(text, annotations)
    placed += _sums(text, annotations)
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


def _damaged(article: Article, sentences: Sequence[Span], notices: Sequence[Span]) -> list[Warning]:
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
    cut = CUT_END.get((language or "en")[:2])
    if closes and cut and written[-1] not in ENDS and cut.search(written):
        # An item of a list ends with a comma too, and opens with a small letter.
        return written[0].isupper() or written[-1] != ","
    before = text[: sentence.start].rstrip()[-1:]
    starts_low = (
        written[0].islower() and opens and cut is not None and before not in {":", ",", ";"}
    )
    return starts_low and not re.match(r"[a-z][A-Z]|\w+\.\w|https?:", written)


def _headline(article: Article, annotations: Annotations) -> list[Warning]:
    if is_mismatch(article, annotations):
        return [Warning("headline-mismatch", None, phrase("headline-mismatch"))]
    return []


def _loaded(article: Article, annotations: Annotations, quotes: Sequence[Quote]) -> list[Warning]:
    """Words that judge, in the narrator's voice; an opinion piece may judge."""
    if (article.language or "en")[:2] not in LANGUAGES or OPINION.search(article.section):
        return []
    note = phrase("loaded-wording")
    found = loaded_words(article.text, annotations, quotes)
    return [Warning("loaded-wording", word.span, note) for word in found if is_shown(word)]


def _unnamed(text: str, annotations: Annotations, lex: Lexicon) -> list[Warning]:
    seen: dict[Span, None] = {}
    for attribution in annotations.attributions:
        source = attribution.source
        # "Officials said" at the head of a sentence has the capital of a name, and is none.
        if source is not None and (attribution.unnamed or source.of(text).lower() in lex.unnamed):
            seen.setdefault(source)
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


def _sums(text: str, annotations: Annotations) -> list[Warning]:
    """A total of two figures before it, where some may stand in both."""
    found = []
    figures = annotations.figures
    for at, total in enumerate(figures):
        parts = [
            f.value
            for f in figures[max(0, at - 4) : at]
            if total.span.start - f.span.end < TOTAL_REACH and f.unit == total.unit
        ]
        if not any(a + b == total.value for n, a in enumerate(parts) for b in parts[n + 1 :]):
            continue
        around = _paragraph(text, total.span)
        if TOTAL.search(around) and AGAIN.search(around):
            note = phrase("possible-double-count")
            found.append(Warning("possible-double-count", total.span, note))
    return found


def _paragraph(text: str, span: Span) -> str:
    start = text.rfind("\n\n", 0, span.start) + 1
    end = text.find("\n\n", span.end)
    return text[start : end if end >= 0 else len(text)][:LONGEST_SENTENCE]


def _missing_link(article: Article, annotations: Annotations) -> list[Warning]:
    """A document is the source of a statement, and the page links to none."""
    if article.source_link or not article.url:
        return []
    for attribution in annotations.attributions:
        source = attribution.source
        if source is not None and DOCUMENT.match(source.of(article.text)):
            return [Warning("missing-source-link", source, phrase("missing-source-link"))]
    return []
