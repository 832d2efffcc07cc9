"""The headline against its body: each name, number and date of a title needs support in the text."""

from __future__ import annotations

import re

from onestory.article import Article, Span
from onestory.claims.dates import find_dates
from onestory.claims.lexicon import lexicon
from onestory.claims.names import NAME, NATIONS
from onestory.claims.numbers import find_numbers
from onestory.claims.phrases import phrase
from onestory.claims.values import Annotations, HeadlineCheck

LEAST_BODY = 200  # characters of text below which nothing can be asked of a headline
ROUNDING = 0.06  # a headline may round: "300" stands for 297 and for 312
LONGEST_ACRONYM = 4  # letters
LEAST_STEM = 4  # letters two forms of a name must share ("Merrow", "Merrow's")
# A title in which most words have capitals tells nothing of what is a name.
TITLE_CASE_SHARE = 0.6
ROUND = re.compile(r"\d")


def check_headline(article: Article, annotations: Annotations) -> list[HeadlineCheck]:
    """One check per name, number and date of the title; none where the text is too short."""
    title, text = article.title, article.text
    if not title or len(text) < LEAST_BODY:
        return []
    checks = _figure_checks(article, annotations)
    checks += _date_checks(article, annotations)
    checks += _name_checks(article)
    return sorted(checks, key=lambda c: c.span)


def _figure_checks(article: Article, annotations: Annotations) -> list[HeadlineCheck]:
    language = article.language or "en"
    dated = [d.span for d in find_dates(article.title, article.published, language)]
    written = find_numbers(article.title, language)
    if not written:
        return []
    body = {n.value for n in find_numbers(article.text, language)}
    body |= {f.high for f in annotations.figures if f.high is not None}
    checks = []
    for number in written:
        if any(d.overlaps(number.span) for d in dated) or number.vague or number.value <= 1:
            continue
        known = any(_supports(number.value, value) for value in body)
        plain = re.search(rf"(?<!\d){re.escape(number.span.of(article.title))}(?!\d)", article.text)
        supported = known or plain is not None
        if not supported and number.spelled:
            continue  # number words in titles are often idioms
        key = "headline-figure" if supported else "headline-figure-missing"
        checks.append(HeadlineCheck(article.id, number.span, supported, phrase(key)))
    return checks


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


def _date_checks(article: Article, annotations: Annotations) -> list[HeadlineCheck]:
    body = {d.value for d in annotations.dates}
    checks = []
    for mention in find_dates(article.title, article.published, article.language):
        if mention.precision not in {"day", "month", "year"}:
            continue
        supported = any(v.startswith(mention.value) or mention.value.startswith(v) for v in body)
        if not supported and mention.precision != "year" and article.published is not None:
            supported = article.published.date().isoformat().startswith(mention.value)
        if not supported:
            supported = mention.span.of(article.title).lower() in article.text.lower()
        key = "headline-date" if supported else "headline-date-missing"
        checks.append(HeadlineCheck(article.id, mention.span, supported, phrase(key)))
    return checks


def _name_checks(article: Article) -> list[HeadlineCheck]:
    title, text = article.title, article.text
    language = article.language or "en"
    if language[:2] == "de" or _title_case(title):
        return []
    lex = lexicon(language)
    folded = text.lower()
    checks = []
    for match in NAME.finditer(title):
        for word in re.finditer(r"[^\W\d_][\w-]{2,}", match.group()):
            at = match.start() + word.start()
            low = word.group().lower()
            first = at == 0 or title[at - 2 : at].strip() in {
                ":",
                "–",
                "—",
                "|",
                "“",
                "‘",
                '"',
                "'",
            }
            if first or not word.group()[0].isupper():
                continue
            if word.group().isupper() and len(low) > LONGEST_ACRONYM:
                continue  # "RAIL CHAOS" is shouted, no name
            if low in lex.verbs or low in lex.determiners or low in lex.prepositions:
                continue
            supported = _in_body(low, folded)
            if not supported and low in NATIONS:
                supported = low[:LEAST_STEM] in folded
            key = "headline-name" if supported else "headline-name-missing"
            span = Span(at, at + len(word.group()))
            checks.append(HeadlineCheck(article.id, span, supported, phrase(key)))
    return checks


def _in_body(low: str, folded: str) -> bool:
    stem = low[:-1] if low.endswith("s") and len(low) > LEAST_STEM else low
    if stem in folded:
        return True
    if low.isalpha() and len(low) <= 6:
        initials = r"\W+(?:\w+\W+)?".join(rf"{c}\w+" for c in low)
        return re.search(rf"\b{initials}", folded) is not None
    return False


def _title_case(title: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", title)[1:]
    return bool(words) and sum(w[0].isupper() for w in words) / len(words) > TITLE_CASE_SHARE
