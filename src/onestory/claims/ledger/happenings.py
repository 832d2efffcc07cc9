"""Sentences and dates of different articles that report the same happening.

Cosine of idf-weighted stems over the story's own sentences; only close pairs count, since a wrong
"agreed" is worse than a missing one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from onestory.article import Article, Span
from onestory.claims.ledger.denied import NOT_DONE, Denial, clause_round, denials_of
from onestory.claims.lexicon import lexicon
from onestory.claims.lexicon.denial import is_denied
from onestory.claims.lexicon.things import HARD_STATES, THING_OF, state_of
from onestory.claims.notes import is_film
from onestory.claims.statements.speakers import shown
from onestory.claims.stems import SMALL_WORDS, stem
from onestory.claims.values import Annotations, DateMention, Speaker

SAME = 0.5  # cosine from which two sentences report the same
SAME_DATED = 0.65  # and from which their dates may be compared
SAME_DENIED = 0.55  # and from which one may deny the other
SAME_BUT_ORDER = 0.85  # cosine from which only the order of names can tell sentences apart
# "Valmere", "Kesh"; a sentence's first word may be one by chance, in both sentences alike.
NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")
CLAUSE_SHARED = 0.5  # share of a denied clause that the other sentence must have
DAY_SHARED = 0.35  # the same of the clause of a day
MOST_BORNE = 2  # words behind a "not" of which the other sentence must have one; behind a "no" all
LEAST_STEMS = 4
CLOCK = re.compile(
    r"\W*(?:at |um |à |a las )?(?:\d|noon|midnight|mittag|mitternacht|midi|minuit|mediodía|medianoche)",
    re.IGNORECASE,
)
# What is not so yet is no denial of what is reported later.
OPEN_ENDED = re.compile(
    r"\b(?:yet|so far|immediate(?:ly)?|initially|at first|at the time|until (?:now|then)|"
    r"unless|if|whether|may|might|bislang|bisher|noch|ob|falls|"
    r"encore|si|aún|todavía)\b",
    re.IGNORECASE,
)
# "Rauvik, 10 March (Norpress) - ": the day it was written.
DATELINE = re.compile(
    r"[^\n.“\"]{0,60}\([A-Z][^)\n]{1,30}\)\s?[-–—:]\s|[A-Z][^\n.“\"]{0,50}\s[–—]\s"
)
# "— Holt (@holt) June 3, 2017": the foot of a message that is shown, with the day it was sent.
HANDLE = re.compile(r"\(@\w+\)|\bpic\.twitter\.com|https?://")
LONGEST_APART = timedelta(hours=36)  # between two reports of which one may deny the other
MOST_SENTENCES = 40  # of one article: news puts first what matters


@dataclass(frozen=True, slots=True)
class Happening:
    """A sentence in its place with its weighted stems; `day` where it has exactly one date."""

    article: str
    origin: str
    order: int
    version: int | None
    text: str
    span: Span
    sentence: Span
    speaker: Speaker | None
    hedged: bool
    stems: frozenset[str]
    numbers: frozenset[float]
    denied: bool
    states: frozenset[str]
    names: tuple[str, ...]
    day: str
    day_span: Span | None
    denials: tuple[tuple[frozenset[str], bool, frozenset[str]], ...]
    """Of each denial the stems of which the other must have one, or all, and those of its clause."""
    open_ended: bool
    """Whether it speaks of what is not so yet, or may come to be."""
    at: datetime | None


def happenings_of(article: Article, read: Annotations, origin: str, order: int) -> list[Happening]:
    """The sentences of an article that can be compared: long enough, not mainly a quotation."""
    found = []
    lang = article.language
    dateline = DATELINE.match(article.text)
    opened = dateline.end() if dateline else 0
    for sentence in read.sentences[:MOST_SENTENCES]:
        stems = _meanings(sentence.of(article.text), article.language)
        if len(stems) < LEAST_STEMS or HANDLE.search(article.text, *sentence):
            continue
        if is_film(sentence.of(article.text)):
            continue
        inside = [a for a in read.attributions if a.content.overlaps(sentence)]
        if any(a.direct and a.content.end - a.content.start > 60 for a in inside):
            continue
        dates = _days(read, article.text, Span(max(sentence.start, opened), sentence.end))
        days = {d.value[:10] for d in dates if "X" not in d.value}
        written = sentence.of(article.text)
        denied = is_denied(written)
        said = next((a for a in inside if a.found != "nobody"), None)
        speaker = shown(article.text, said) if said else None
        found.append(
            Happening(
                article=article.id,
                origin=origin,
                order=order,
                version=None,
                text=article.text,
                span=sentence,
                sentence=sentence,
                speaker=speaker,
                hedged=any(f.hedged for f in read.figures if sentence.covers(f.span)),
                stems=stems,
                denied=denied,
                states=_states(written, article.language),
                names=tuple(NAME.findall(written)),
                numbers=frozenset(f.value for f in read.figures if sentence.covers(f.span)),
                day=days.pop() if len(days) == 1 else "",
                day_span=dates[0].span if dates else None,
                denials=_denials(written, lang) if denied else (),
                open_ended=OPEN_ENDED.search(written) is not None,
                at=article.published,
            )
        )
    return found


def _denials(
    sentence: str, language: str
) -> tuple[tuple[frozenset[str], bool, frozenset[str]], ...]:
    return tuple(
        (_borne(d, language), d.wholly, _meanings(" ".join(d.clause), language))
        for d in denials_of(sentence)
    )


def _borne(denial: Denial, language: str) -> frozenset[str]:
    """What is denied: the next two words that mean something."""
    told = [m for w in denial.words if (m := _meaning(w.lower(), language))]
    return frozenset(told[:MOST_BORNE])


def _meanings(text: str, language: str) -> frozenset[str]:
    """Stems, or the names that the lexicon has for states and things ("shut" is "closed")."""
    words = re.findall(r"[^\W\d_]{2,}", text.lower())
    return frozenset(m for w in words if (m := _meaning(w, language)))


@lru_cache(maxsize=50_000)
def _meaning(word: str, language: str) -> str:
    """Empty for small words, and for "said": that somebody said so tells nothing of what happened."""
    if word in SMALL_WORDS or word in lexicon(language).plain:
        return ""
    return state_of(word, language) or THING_OF.get(word) or stem(word)


def _days(read: Annotations, text: str, sentence: Span) -> list[DateMention]:
    """The mentions that name a day: "Monday", "Monday evening"; a clock time leaves the day open. Those
    of days alone come first."""
    inside = [d for d in read.dates if sentence.covers(d.span)]
    days = [d for d in inside if d.precision == "day"]
    times = [d for d in inside if d.precision == "time" and not CLOCK.match(d.span.of(text))]
    return [*days, *times]


def _states(sentence: str, language: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", sentence.lower())
    return frozenset(s for w in words if (s := state_of(w, language)) in HARD_STATES)


def opposed(a: Happening, b: Happening, closeness: float) -> bool:
    """Whether two sentences alike in words say different things: one denies, they tell of other
    harm, or the same names change places.
    """
    if a.denied != b.denied or (a.states - b.states and b.states - a.states):
        return True
    if closeness < SAME_BUT_ORDER:
        return False
    both = set(a.names) & set(b.names)
    return [n for n in a.names if n in both] != [n for n in b.names if n in both]


def deny(a: Happening, b: Happening, closeness: Closeness) -> bool:
    """Whether one sentence denies what the other says: a word that only one of them negates."""
    if (
        a.open_ended
        or b.open_ended
        or _is_not_done(a) != _is_not_done(b)
        or not _about_one_time(a, b)
    ):
        return False
    if a.states - b.states and b.states - a.states:
        return False
    return negates(a, b, closeness) != negates(b, a, closeness)


def _is_not_done(a: Happening) -> bool:
    """Whether it says of something that it was refused, or failed: no report that it was so."""
    return NOT_DONE.search(a.text, *a.sentence) is not None


def day_clause(a: Happening, language: str = "") -> frozenset[str]:
    """Stems of the clause that its day stands in, without the day."""
    if a.day_span is None:
        return frozenset()
    offset = a.day_span.start - a.sentence.start
    clause = clause_round(a.sentence.of(a.text), offset)
    return _meanings(clause, language) - _meanings(a.day_span.of(a.text), language)


def negates(a: Happening, b: Happening, closeness: Closeness) -> bool:
    """Whether `a` denies what `b` says: most of the clause stands in `b`, too, which denies nothing."""
    return not b.denied and any(
        (bears <= b.stems if wholly else bears & b.stems)
        and bears
        and closeness.share(clause, b.stems) >= CLAUSE_SHARED
        for bears, wholly, clause in a.denials
    )


def _about_one_time(a: Happening, b: Happening) -> bool:
    if a.at is None or b.at is None or (a.at.tzinfo is None) != (b.at.tzinfo is None):
        return True
    return abs(a.at - b.at) <= LONGEST_APART


class Closeness:
    """Cosine between sentences of one story."""

    def __init__(self, items: Sequence[Happening]) -> None:
        seen = Counter(stem for item in items for stem in item.stems)
        total = max(1, len(items))
        self.weight = {stem: math.log(1 + total / count) for stem, count in seen.items()}
        self.rare = {stem for stem, count in seen.items() if 1 < count <= max(4, total // 6)}
        self._square = {stem: weight**2 for stem, weight in self.weight.items()}
        self._norm = {item.stems: self._length(item.stems) for item in items}

    def of(self, a: Happening, b: Happening) -> float:
        square = self._square
        shared = math.fsum([square[s] for s in a.stems & b.stems])
        return shared / max(1e-9, self._norm[a.stems] * self._norm[b.stems])

    def share(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """How much of the weight of some stems others have, too."""
        weight = self.weight
        total = math.fsum(weight.get(s, 1.0) for s in part)
        return math.fsum(weight.get(s, 1.0) for s in part & whole) / total if total else 0.0

    def keys(self, item: Happening) -> list[str]:
        """The rare stems under which a sentence is looked up."""
        return sorted(s for s in item.stems if s in self.rare)

    def _length(self, stems: frozenset[str]) -> float:
        return math.sqrt(math.fsum(self.weight[s] ** 2 for s in stems))
