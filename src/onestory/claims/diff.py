"""Two versions of an article: which words changed, and whether a fact among them.

Sentences are aligned on folded words (exact first, then by shared words), aligned pairs are compared
word by word, and every changed stretch gets one class and its smallest spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from onestory.article import Article, Span
from onestory.claims.annotate import annotate
from onestory.claims.figures.numbers import find_numbers
from onestory.claims.ledger.allowed import interval_of
from onestory.claims.lexicon import lexicon
from onestory.claims.lexicon.denial import is_negation
from onestory.claims.lexicon.words import split
from onestory.claims.notes import CORRECTION
from onestory.claims.statements.quotes import quote_regions
from onestory.claims.statements.words import Word, plain_words
from onestory.claims.values import Annotations, Change, ChangeClass
from onestory.claims.warnings.find import BOILERPLATE

FACTUAL: frozenset[ChangeClass] = frozenset(
    {"figure", "name", "date", "quote", "attribution", "negation"}
)
HEDGES = split(
    """
    allegedly reportedly apparently alleged suspected believed may might could possibly claimed
    claims angeblich offenbar mutmaßlich möglicherweise presuntamente supuestamente présumé
    apparemment
    """
)
COUNTER = re.compile(
    r"^\W*[\d.,]+[kKmM]?\s+(?:comments?|shares?|views?|likes?|kommentare?)\b", re.IGNORECASE
)
FOLD = str.maketrans("“”„‟«»‘’‚–—−\u00a0\u202f", '""""""\'\'\'---  ')
PAIR_AT = 0.5  # share of words two sentences must have in common to be one, rewritten
HEADLINE_TOUCH = 4  # words; a headline written anew denies nothing by lacking a "not"
MOST_SENTENCES = 4000  # beyond it sentences are compared exactly only
MOST_PAIRS = 40_000  # comparisons inside one changed block


def compare_versions(old: Article, new: Article) -> list[Change]:
    """All changes from one version to the next, in the order of the new text; empty when equal."""
    changes = _headline(old.title, new.title)
    if old.text == new.text:
        return changes
    before, after = _Side(old), _Side(new)
    matcher = SequenceMatcher(None, before.folded, after.folded, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag != "equal":
            changes.extend(_block(before, after, range(a1, a2), range(b1, b2)))
        else:
            changes.extend(_typography(before, after, a1, b1, a2 - a1))
    return changes


def silent_correction(changes: Sequence[Change], old: Article, new: Article) -> bool:
    """Whether a fact changed and the new version says nothing about it."""
    figures = [c for c in changes if c.change == "figure"]
    facts = [c for c in changes if c.change in FACTUAL and c.change != "figure"]
    grown = bool(figures) and _grown(figures, old, new)
    if not grown:  # a headline follows its text
        facts += figures + [c for c in changes if _headline_fact(c, old, new)]
    if not facts:
        return False
    return len(CORRECTION.findall(new.text)) <= len(CORRECTION.findall(old.text))


class _Side:
    """One version with its sentences, folded for comparison."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.read: Annotations = annotate(article)
        self.sentences = self.read.sentences[:MOST_SENTENCES]
        self.folded = [fold(s.of(self.text)) for s in self.sentences]
        self.language = article.language or "en"


def fold(text: str) -> str:
    """Text without what typography changes: marks, dashes, blanks. For comparing, never for showing."""
    return " ".join(text.translate(FOLD).split())


def _headline(old: str, new: str) -> list[Change]:
    if fold(old) == fold(new):
        return []
    changes = []
    a, b = plain_words(old, 0, len(old)), plain_words(new, 0, len(new))
    parts = SequenceMatcher(None, [_key(w) for w in a], [_key(w) for w in b], autojunk=False)
    spans = [(a1, a2, b1, b2) for tag, a1, a2, b1, b2 in parts.get_opcodes() if tag != "equal"]
    if spans:
        first, last = spans[0], spans[-1]
        changes.append(Change("headline", _hull(a, first[0], last[1]), _hull(b, first[2], last[3])))
    return changes


def _grown(changes: Sequence[Change], old: Article, new: Article) -> bool:
    """Whether every changed figure was a bound that the new one keeps: "at least 20", then 31."""
    before, after = annotate(old).figures, annotate(new).figures
    for change in changes:
        ones = [f for f in before if change.old and f.span.overlaps(change.old)]
        others = [f for f in after if change.new and f.span.overlaps(change.new)]
        if not ones or not others or any(f.comparator == "=" for f in ones):
            return False
        for one in ones:
            low, high = interval_of(one)
            if not any(low <= f.value <= high for f in others):
                return False
    return True


def _headline_fact(change: Change, old: Article, new: Article) -> bool:
    """A number of the headline gave way to another, and is gone from the text too; or a negation."""
    if change.change != "headline":
        return False
    before = change.old.of(old.title) if change.old else ""
    after = change.new.of(new.title) if change.new else ""
    gone = _values(before, old.language) - _values(after, new.language)
    if gone and _values(after, new.language):
        return not gone <= _values(new.text, new.language)
    few = max(len(before.split()), len(after.split())) <= HEADLINE_TOUCH
    return few and _negated(before) != _negated(after)


def _values(text: str, language: str) -> set[float]:
    return {n.value for n in find_numbers(text, language or "en")}


def _negated(text: str) -> bool:
    return any(is_negation(w) for w in fold(text).lower().split())


def _typography(before: _Side, after: _Side, a: int, b: int, length: int) -> list[Change]:
    found = []
    for step in range(length):
        one, two = before.sentences[a + step], after.sentences[b + step]
        if one.of(before.text) != two.of(after.text):
            found.append(Change("cosmetic", one, two))
    return found


def _block(before: _Side, after: _Side, olds: range, news: range) -> list[Change]:
    """A stretch of changed sentences: pair those that are rewrites, the rest came or went."""
    pairs = _pairs(before, after, olds, news)
    changes = []
    paired_old = set(pairs.values())
    for number in news:
        if number in pairs:
            changes.extend(_words_changed(before, after, pairs[number], number))
        else:
            changes.append(Change(_whole(after, number, before), None, after.sentences[number]))
    changes.extend(
        Change(_whole(before, number, after), before.sentences[number], None)
        for number in olds
        if number not in paired_old
    )
    return changes


def _whole(side: _Side, number: int, other: _Side) -> ChangeClass:
    """A sentence that came or went: page furniture and moved sentences are cosmetic."""
    written = side.sentences[number].of(side.text)
    if BOILERPLATE.search(written) or COUNTER.match(written) or not re.search(r"\w", written):
        return "cosmetic"
    return "cosmetic" if side.folded[number] in other.folded else "text"


def _pairs(before: _Side, after: _Side, olds: range, news: range) -> dict[int, int]:
    if not olds or not news or len(olds) * len(news) > MOST_PAIRS:
        return {}
    bags_old = {n: set(before.folded[n].lower().split()) for n in olds}
    bags_new = {n: set(after.folded[n].lower().split()) for n in news}
    scored = []
    for new, bag in bags_new.items():
        for old, other in bags_old.items():
            shared = len(bag & other)
            score = shared / max(1, min(len(bag), len(other)))
            if score >= PAIR_AT and shared >= min(3, len(bag), len(other)):
                scored.append((score, -abs((new - news.start) - (old - olds.start)), new, old))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, new, old in sorted(scored, reverse=True):
        if new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)
    if len(olds) == len(news) == 1 and not pairs:
        common = bags_old[olds.start] & bags_new[news.start]
        if common and len(bags_old[olds.start]) <= 6:
            pairs[news.start] = olds.start
    return pairs


def _key(word: Word) -> str:
    return word.low


def _hull(words: Sequence[Word], first: int, last: int) -> Span | None:
    return Span(words[first].start, words[last - 1].end) if last > first else None


def _words_changed(before: _Side, after: _Side, old: int, new: int) -> list[Change]:
    one, two = before.sentences[old], after.sentences[new]
    a = plain_words(before.text, *one)
    b = plain_words(after.text, *two)
    matcher = SequenceMatcher(
        None, [fold(w.low) for w in a], [fold(w.low) for w in b], autojunk=False
    )
    changes = []
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        span_old, span_new = _hull(a, a1, a2), _hull(b, b1, b2)
        change = _class_of(before, after, a[a1:a2], b[b1:b2], (a, a1), (b, b1))
        changes.append(Change(change, span_old, span_new))
    return changes or [Change("cosmetic", one, two)]


def _class_of(
    before: _Side,
    after: _Side,
    gone: Sequence[Word],
    came: Sequence[Word],
    old_place: tuple[Sequence[Word], int],
    new_place: tuple[Sequence[Word], int],
) -> ChangeClass:
    if not any(w.kind in "wn" for w in [*gone, *came]) and not _is_sign(gone, came):
        return "cosmetic"
    sides = [(before, gone), (after, came)]
    if any(_touches([d.span for d in s.read.dates], w) for s, w in sides if w):
        return "date"
    if any(_touches([f.span for f in s.read.figures], w) for s, w in sides if w) or any(
        w.kind == "n" for w in [*gone, *came]
    ):
        return "figure"
    old_negation = any(is_negation(w.low) for w in gone)
    new_negation = any(is_negation(w.low) for w in came)
    if old_negation != new_negation:
        return "negation"
    if _name_changed(gone, came, old_place, new_place):
        return "name"
    if any(_touches(_quoted(s), w) for s, w in sides if w):
        return "quote"
    if _attribution_changed(sides):
        return "attribution"
    if _slip(gone, came):
        return "cosmetic"
    return "text"


def _is_sign(gone: Sequence[Word], came: Sequence[Word]) -> bool:
    return any(w.low in "%$€£¥" for w in [*gone, *came])


def _touches(spans: Sequence[Span], words: Sequence[Word]) -> bool:
    low, high = words[0].start, words[-1].end
    return any(s.start < high and low < s.end for s in spans)


def _quoted(side: _Side) -> list[Span]:
    return [q.span for q in quote_regions(side.text)]


def _name_changed(
    gone: Sequence[Word],
    came: Sequence[Word],
    old_place: tuple[Sequence[Word], int],
    new_place: tuple[Sequence[Word], int],
) -> bool:
    """Capitalised words differ: swapped, or one added to or taken from a name."""
    old_caps = {w.low for n, w in enumerate(gone) if w.cap and old_place[1] + n > 0}
    new_caps = {w.low for n, w in enumerate(came) if w.cap and new_place[1] + n > 0}
    if old_caps and new_caps:
        return old_caps != new_caps
    if old_place[1] == 0 and gone and came and gone[0].cap and came[0].cap:
        return gone[0].low not in STOP and came[0].low not in STOP and len(gone) == len(came) == 1
    return False


STOP = split(
    """
    the a an in on at it he she they we this that these and but as for when
    """
)


def _attribution_changed(sides: Sequence[tuple[_Side, Sequence[Word]]]) -> bool:
    for side, words in sides:
        if not words:
            continue
        lex = lexicon(side.language)
        if any(w.low in HEDGES for w in words):
            return True
        spans = [s for a in side.read.attributions for s in (a.source, a.cue) if s is not None]
        if _touches(spans, words) and any(
            w.low in lex.verbs or w.low in lex.unnamed or w.low in lex.documents or w.cap
            or w.low in {"according", "laut", "selon", "según"}
            or any(_touches([a.source], [w]) for a in side.read.attributions if a.source)
            for w in words
        ):  # fmt: skip
            return True
    return False


def _slip(gone: Sequence[Word], came: Sequence[Word]) -> bool:
    """A spelling slip mended: one word each, nearly the same letters."""
    if len(gone) != 1 or len(came) != 1:
        return False
    a, b = gone[0].low, came[0].low
    if a[:-2] == b[:-2] or min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1:
        return False
    return SequenceMatcher(None, a, b).ratio() >= 0.85
