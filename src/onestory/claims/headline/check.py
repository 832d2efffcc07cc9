"""The headline against its body: each name, number, date and speaker of a title needs support in the
text, what may be must not be told as what is, and the title's words must speak of what the text does.

Two answers: `check_headline` lists every element with or without support; `is_mismatch` says whether a
reader should be warned, which asks for more: an element that the text has otherwise, not only leaves
out ("Pellworth mayor" above a text that says "the mayor" is no fault).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from onestory.article import Article, Span
from onestory.claims.dates import find_dates
from onestory.claims.figures.numbers import Number, find_numbers
from onestory.claims.headline.asserted import silent_speaker, unasserted
from onestory.claims.headline.places import WORD
from onestory.claims.headline.rivalnames import has_rival, is_understood
from onestory.claims.headline.support import Body
from onestory.claims.headline.titlenames import TitleName, names_in_title
from onestory.claims.headline.wholetitle import MOST_SHARE, belonging, share_held
from onestory.claims.lexicon import Lexicon, lexicon
from onestory.claims.lexicon.kindred import same_happening
from onestory.claims.phrases import phrase
from onestory.claims.values import Annotations, HeadlineCheck

LEAST_BODY = 200  # characters of text below which nothing can be asked of a headline
LONGEST_BODY = 100_000  # characters; a name behind them is not looked for
MOST_OTHERS = 60  # texts of a story beside which a headline is read
LONGEST_TITLE = 400  # characters; what is longer is no headline
ROUNDING = 0.06  # a headline may round: "300" stands for 297 and for 312
BESIDE = 3  # words behind a number, and one before it, that say what it counts
# What must speak for a title's belonging to its text (`wholetitle.belonging`), or it is listed; below
# the second a reader is warned though no other report is at hand; another report for which the third
# speaks settles it. Set on the first edition of the press and the pages that were looked at.
LISTED, FIRM, SETTLED = -0.9, -1.6, 0.3
ASKING = 1.0  # by how much less may speak for a title that asks
# Languages in which a title is warned of for its words alone. Of true Spanish and French ones, whose
# words change more and are known less, a feature with none of its text's words is no rarity.
TOLD_ALONE = {"en", "de"}
# Before a number that names a thing: matches "No. ", "Nr. ", "Day ", not "no ".
IDENTIFIES = re.compile(
    r"(?:\b(?:No\.|Nos\.|Nr\.|Nº|N°|Nº\.|núm\.|Number|Day|Week|Part|Round|Tag|Jour|Día)|#)\s?$",
    re.IGNORECASE,
)
# Around a number that is a year or a date cut short: "'08", "9/11".
CUT_SHORT = re.compile(r"[’‘'/]$"), re.compile(r"/\d")
SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
MOST_RIVALS = 1_000  # numbers of a text that are looked at as rivals of its title's
NEAR, LEAST_NEAR = 3.0, 10  # how far a number's rival may be from it, and the least such rival


class _Element(NamedTuple):
    """A piece of a title. `firm`: without support it is worth a warning."""

    span: Span
    key: str
    supported: bool
    firm: bool = True


def check_headline(
    article: Article, annotations: Annotations, others: Sequence[Body] = ()
) -> list[HeadlineCheck]:
    """One check per name, number and date of the title, and per further finding; none where the text
    is too short. `others` are the texts of the story's other articles: a name that they have is not
    held against a headline whose own text leaves it out.
    """
    checks = []
    for element in _elements(article, annotations, others):
        key, supported = element.key, element.supported
        if _is_elsewhere(article.title, element, others):
            key, supported = "headline-name-elsewhere", True
        checks.append(HeadlineCheck(article.id, element.span, supported, phrase(key)))
    return checks


def check_headlines(read: Sequence[tuple[Article, Annotations]]) -> list[HeadlineCheck]:
    """The checks of all headlines of a story, each beside the story's other texts."""
    checks: list[HeadlineCheck] = []
    bodies: list[Body] = []
    for number, (article, notes) in enumerate(read):
        found = check_headline(article, notes)
        if not all(c.supported for c in found):
            bodies = bodies or [Body(a.text[:LONGEST_BODY]) for a, _ in read[:MOST_OTHERS]]
            others = [b for n, b in enumerate(bodies) if n != number]
            found = check_headline(article, notes, others)
        checks += found
    return checks


def is_mismatch(article: Article, annotations: Annotations, others: Sequence[Body] = ()) -> bool:
    """Whether the headline says what its text does not, by an element the text has otherwise and, of
    names, none of the story's other texts has."""
    return any(
        e.firm and not e.supported and not _is_elsewhere(article.title, e, others)
        for e in _elements(article, annotations, others)
    )


def _is_elsewhere(title: str, element: _Element, others: Sequence[Body]) -> bool:
    named = element.key == "headline-name-missing"
    return named and any(b.has_name(element.span.of(title)) for b in others)


def _elements(
    article: Article, annotations: Annotations, others: Sequence[Body] = ()
) -> list[_Element]:
    title, text = article.title, article.text[:LONGEST_BODY]
    if not title or len(title) > LONGEST_TITLE or len(text) < LEAST_BODY:
        return []
    language = article.language or "en"
    lex = lexicon(language)
    body = Body(text)
    numbers = _numbers(article, annotations, body)
    understood = is_understood(text, lex)
    dates = _dates(article, annotations, understood)
    named = names_in_title(title, language, body, lex)
    names = [
        _name(title, n, body.has_name(n.span.of(title)), text, annotations, lex, understood)
        for n in named
    ]
    found = numbers + dates + names
    found += _whole(title, body, found, [n.span for n in named], others, lex, language, understood)
    if (verb := unasserted(title, text, annotations.sentences, language)) is not None:
        found.append(_Element(verb, "headline-open", False))
    if (speaker := silent_speaker(title, text, annotations)) is not None:
        found.append(_Element(speaker, "headline-speaker-missing", False))
    return sorted(found)


def _name(
    title: str,
    name: TitleName,
    supported: bool,
    text: str,
    notes: Annotations,
    lex: Lexicon,
    understood: bool,
) -> _Element:
    key = "headline-name" if supported else "headline-name-missing"
    firm = supported or has_rival(title, name, text, notes, lex, understood)
    return _Element(name.span, key, supported, firm)


def _whole(
    title: str,
    body: Body,
    found: Sequence[_Element],
    names: Sequence[Span],
    others: Sequence[Body],
    lex: Lexicon,
    language: str,
    understood: bool,
) -> list[_Element]:
    """The title as a whole, where little speaks for its belonging to the text. The story's other reports
    settle it, or leave nothing that speaks for it."""
    held = [e.span for e in found if e.supported]
    share = share_held(title, body, names, held, lex, language)
    if min(share) >= MOST_SHARE:
        return []
    lacking = _pieces_lacking(title, found)
    speaks = belonging(title, body, share, lacking, language)
    if speaks >= LISTED:
        return []
    whole = Span(0, len(title))
    for other in others:
        share = share_held(title, other, names, (), lex, language, enough=1.0)
        if belonging(title, other, share, 0, language) >= SETTLED:
            return [_Element(whole, "headline-wording-elsewhere", True)]
    limit = LISTED if others else FIRM
    if _asks(title, lex) and not lacking:
        limit -= ASKING
    firm = understood and language[:2] in TOLD_ALONE and speaks < limit
    return [_Element(whole, "headline-wording-missing", False, firm)]


def _pieces_lacking(title: str, found: Sequence[_Element]) -> int:
    """How many names, numbers and dates of a title have no support; the words of one name are one."""
    spans = sorted(e.span for e in found if not e.supported)
    apart = [b for a, b in pairwise(spans) if title[a.end : b.start].strip()]
    return len(apart) + bool(spans)


def _asks(title: str, lex: Lexicon) -> bool:
    """Whether a title asks, or promises to tell, how, who or why: its words need not be the text's."""
    return "?" in title or any(m.group().lower() in lex.asking for m in WORD.finditer(title))


def _numbers(article: Article, annotations: Annotations, words: Body) -> list[_Element]:
    title, text = article.title, article.text[:LONGEST_BODY]
    language = article.language or "en"
    dated = [d.span for d in find_dates(title, article.published, language)]
    written = find_numbers(title, language)
    if not written:
        return []
    there = find_numbers(text, language)
    rivals = [(n.value, _beside(text, n.span)) for n in there[:MOST_RIVALS]]
    body = {n.value for n in there}
    body |= {f.high for f in annotations.figures if f.high is not None}
    found = []
    for number in written:
        if any(d.overlaps(number.span) for d in dated) or number.vague or number.value <= 1:
            continue
        if _is_cut_short(title, number.span):
            continue
        known = any(_supports(number.value, value) for value in body)
        plain = re.search(rf"(?<!\d){re.escape(number.span.of(title))}(?!\d)", text)
        supported = known or plain is not None
        if not supported and number.spelled:
            continue  # number words in titles are often idioms
        key = "headline-figure" if supported else "headline-figure-missing"
        label = IDENTIFIES.search(title, 0, number.span.start)
        firm = supported or (label is None and _has_rival(title, number, rivals, words))
        found.append(_Element(number.span, key, supported, firm))
    return found


def _is_cut_short(title: str, span: Span) -> bool:
    before, after = CUT_SHORT
    return bool(before.search(title, 0, span.start) or after.match(title, span.end))


def _has_rival(
    title: str, number: Number, rivals: Sequence[tuple[float, set[str]]], body: Body
) -> bool:
    """Whether the text has another number that could stand for the title's: of what the title
    counts, or of its size."""
    counted = _beside(title, number.span)
    thing = WORD.search(title, number.span.end, number.span.end + 30)
    counts_it = any(counted & beside for _, beside in rivals)
    plural = thing is not None and thing.group().endswith("s") and body.has_word(thing.group())
    if plural and not counts_it:
        return False  # the text speaks of litres and does not count them
    return any(
        bool(counted & beside)
        or (value >= LEAST_NEAR and number.value / NEAR <= value <= number.value * NEAR)
        for value, beside in rivals
    )


def _beside(text: str, span: Span) -> set[str]:
    """What the words around a number speak of, cut to stems; kin words share one."""
    before = [m.group().lower() for m in WORD.finditer(text, max(0, span.start - 40), span.start)]
    ends = SENTENCE_END.search(text, span.end, span.end + 60)
    limit = ends.start() if ends else span.end + 60
    after = [m.group().lower() for m in WORD.finditer(text, span.end, limit)]
    words = [w for w in before[-1:] + after[:BESIDE] if len(w) > 2]
    return {min(same_happening(w))[:5] for w in words} | {w[:5] for w in words}


def _supports(headline: float, body: float) -> bool:
    if headline == body:
        return True
    rounded = headline >= 10 and headline == _rounded(headline)
    return rounded and abs(headline - body) <= ROUNDING * max(headline, body)


def _rounded(value: float) -> float:
    """The value with one or two leading digits kept: 300, 1200."""
    digits = len(str(int(value))) if value >= 1 else 1
    unit = 10.0 ** max(1, digits - 2)
    return round(value / unit) * unit


def _dates(article: Article, annotations: Annotations, understood: bool) -> list[_Element]:
    title = article.title
    body = {d.value for d in annotations.dates}
    found = []
    for mention in find_dates(title, article.published, article.language):
        if mention.precision not in {"day", "month", "year"}:
            continue
        supported = any(v.startswith(mention.value) or mention.value.startswith(v) for v in body)
        if not supported and article.published is not None:
            supported = article.published.date().isoformat().startswith(mention.value)
        if not supported:
            supported = mention.span.of(title).lower() in article.text.lower()
        key = "headline-date" if supported else "headline-date-missing"
        rival = understood and any(d.precision == mention.precision for d in annotations.dates)
        found.append(_Element(mention.span, key, supported, supported or rival))
    return found
