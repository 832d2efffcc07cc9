"""Names of persons that differ by a letter or two from the usual form, in article or story."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from onestory.article import Article, Span, Warning
from onestory.claims.lexicon.kindred import NAMES
from onestory.claims.lexicon.ordinary import is_ordinary
from onestory.claims.names import COMMON, NATIONS, TITLES
from onestory.claims.phrases import phrase
from onestory.claims.values import Annotations, NameMention

CAPITALISED = re.compile(r"(?<![\w-])[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]{4,}(?![\w-])")
SMALL = re.compile(r"(?<![\w-])[^\W\d_A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]{4,}")
MOST_WORDS, MOST_USUAL = 5000, 300  # of one article or story; what has more is no news
LEAST_NAME = 5  # letters of a name whose spelling is compared
LONGEST_ENDING = 2  # letters that a wrong form may have more at its end ("Velchev", "Velchevov")
LEAST_USUAL = 2  # mentions, or other origins, that make a form the usual one
OF_A_PLACE = ("er", "ers", "in")  # "Magdeburger", "Velcherin"
GENITIVES = "s'’"


def misspelled(text: str, names: Sequence[NameMention], language: str) -> list[Warning]:
    """Capitalised words written once that are a slip away from a person's usual last name in the
    article."""
    persons = _persons(text, names)
    usual = {
        last: spans
        for last, spans in persons.items()
        if len(spans) >= LEAST_USUAL or any(" " in s.of(text) for s in spans)
    }
    found = []
    near = _by_letter(usual)
    for word, span in _once(text, persons, language).items():
        spans = [s for s in persons.get(word, ()) if s.end == span.end] or [span]
        for last in near.get(_folded(word[0]), ()):
            others = usual[last]
            if _is_slip(word, last, language) and _may_be_one(text, spans, others):
                found.append(_warning(spans[0]))
                break
    return found


def misspelled_in_story(
    articles: Sequence[Article], annotations: Mapping[str, Annotations]
) -> dict[str, list[Warning]]:
    """By article, capitalised words that no other article of the story has, a slip away from the last
    name of a person whom two other origins name."""
    persons = {a.id: _persons(a.text, annotations[a.id].names) for a in articles}
    users: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for last in persons[article.id]:
            users[last].append(article)
    usual = {
        last: having
        for last, having in users.items()
        if len({a.origin or a.id for a in having}) >= LEAST_USUAL
    }
    near = _by_letter(usual)
    words = {a.id: _once(a.text, persons[a.id], a.language or "en") for a in articles}
    having = Counter(w for a in articles for w in {m.group() for m in CAPITALISED.finditer(a.text)})
    found: dict[str, list[Warning]] = defaultdict(list)
    for article in articles:
        own = persons[article.id]
        for word, span in words[article.id].items():
            if having[word] > 1:
                continue
            spans = [s for s in own.get(word, ()) if s.end == span.end] or [span]
            for last in near.get(_folded(word[0]), ()):
                others = usual[last]
                if last in own or not _is_slip(word, last, article.language):
                    continue
                known = {g for o in others for g in _given(o.text, persons[o.id][last])}
                given = _given(article.text, spans)
                if not known or not given or known & given:
                    found[article.id].append(_warning(spans[0]))
                    break
    return found


def _once(text: str, persons: Mapping[str, Sequence[Span]], language: str) -> dict[str, Span]:
    """Capitalised words that stand in a text once and are no ordinary ones: in English any, for there
    a capital within a sentence is a name's; elsewhere only what was read as a person."""
    if language[:2] not in {"en", "de", "fr", "es"}:
        return {}  # names have endings there
    places: dict[str, list[Span]] = defaultdict(list)
    small = set(SMALL.findall(text))
    for match in islice(CAPITALISED.finditer(text), MOST_WORDS):
        places[match.group()].append(Span(*match.span()))
    return {
        word: spans[0]
        for word, spans in places.items()
        if len(spans) == 1
        and (language[:2] == "en" or word in persons)
        and not _is_common(word.lower())
        and word.lower() not in small
    }


def _by_letter(usual: Iterable[str]) -> dict[str, list[str]]:
    """The usual forms by their first letter, for a slip never stands there."""
    found: dict[str, list[str]] = defaultdict(list)
    for last in islice(usual, MOST_USUAL):
        found[_folded(last[0])].append(last)
    return found


def _is_common(low: str) -> bool:
    return low in TITLES or low in NATIONS or low in NAMES or low in COMMON or is_ordinary(low)


def _persons(text: str, names: Sequence[NameMention]) -> dict[str, list[Span]]:
    places: dict[str, list[Span]] = defaultdict(list)
    for name in names:
        last = name.span.of(text).split()[-1]
        low = last.lower()
        if name.type != "person" or len(last) < LEAST_NAME or not last.isalpha():
            continue
        if not _is_common(low):
            places[last].append(name.span)
    return places


def _given(text: str, spans: Sequence[Span]) -> set[str]:
    return {s.of(text).split()[0] for s in spans if " " in s.of(text)}


def _may_be_one(text: str, spans: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether two forms may name one person: their given names, where both are there, agree."""
    one, other = _given(text, spans), _given(text, others)
    return not one or not other or bool(one & other)


def _warning(span: Span) -> Warning:
    return Warning("possible-name-error", span, phrase("possible-name-error", forms=2))


def _is_slip(a: str, b: str, language: str) -> bool:
    """One letter changed, added, lost or two swapped, or an ending more; plurals, genitives and
    accents do not count, nor, in German, any ending."""
    one, other = _folded(a), _folded(b)
    if one == other or one[0] != other[0] or one.rstrip(GENITIVES) == other.rstrip(GENITIVES):
        return False
    if len(one) == len(other):
        differing = [i for i in range(len(one)) if one[i] != other[i]]
        if len(differing) == 2 and differing[1] == differing[0] + 1:
            i, j = differing
            return one[i] == other[j] and one[j] == other[i]
        return len(differing) == 1
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if longer.startswith(shorter) and len(longer) - len(shorter) <= LONGEST_ENDING:
        return language[:2] != "de" and not longer.endswith(OF_A_PLACE)
    return len(longer) - len(shorter) == 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))
    )


def _folded(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in parts if not unicodedata.combining(c))
