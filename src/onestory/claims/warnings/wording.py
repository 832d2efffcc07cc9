"""Loaded words in the narrator's own voice: never in what is quoted or told of somebody.

Each sentence gets a weight from the words that judge in it. A word is shown to readers only where its
kind reached the gate on labelled sentences (`SHOWN`, measured by benchmarks/wording.py). `beside` takes
back what the other reports of the story use too.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import NamedTuple

from onestory.article import Span
from onestory.claims.lexicon.loaded import judging_phrases, judging_words, leaning_words
from onestory.claims.sentences import LONGEST_SENTENCE
from onestory.claims.statements.quotes import Quote
from onestory.claims.values import Annotations

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
JUDGING_WEIGHT, LEANING_WEIGHT = 2.0, 1.0
# Kinds shown at nine in ten right and better on the measured half of the labelled sentences; words of
# the others are shown where a sentence weighs as much as two that judge.
SHOWN = frozenset({"insult", "aside"})
LEAST_SHOWN_WEIGHT = 4.0
LANGUAGES = frozenset({"en"})  # that have a list

_WORDS = judging_words()
_LEANING = leaning_words()
_PHRASES = judging_phrases()
# All expressions in one pattern, the longest first, so that "the far left" is not read as less.
_PHRASE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(p).replace("'", "['’]") for p in sorted(_PHRASES, key=len, reverse=True))
    + r")(?!\w)",
    re.IGNORECASE,
)


class Loaded(NamedTuple):
    """A loaded word or expression, what it does, and the weight of all in its sentence."""

    span: Span
    kind: str
    weight: float


def loaded_words(text: str, notes: Annotations, quotes: Sequence[Quote]) -> list[Loaded]:
    """The words that judge, in the narrator's voice, in order."""
    spoken = merged([*(a.content for a in notes.attributions), *(q.span for q in quotes)])
    starts = [s.start for s in spoken]
    found: list[Loaded] = []
    for sentence in notes.sentences:
        if sentence.end - sentence.start > LONGEST_SENTENCE:
            continue
        first = max(0, bisect.bisect_right(starts, sentence.start) - 1)
        last = bisect.bisect_left(starts, sentence.end)
        hits, weight = _in_sentence(text, sentence, spoken[first:last])
        found += [Loaded(span, kind, weight) for span, kind in hits]
    return sorted(found)


def merged(spans: list[Span]) -> list[Span]:
    """The same places in order, none of them twice."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def is_shown(word: Loaded) -> bool:
    """Whether a loaded word stands above the gate of what readers see."""
    return word.kind in SHOWN or word.weight >= LEAST_SHOWN_WEIGHT


def _in_sentence(
    text: str, sentence: Span, spoken: Sequence[Span]
) -> tuple[list[tuple[Span, str]], float]:
    within = [s for s in spoken if s.overlaps(sentence)]
    hits: list[tuple[Span, str]] = []
    for match in _PHRASE.finditer(text, *sentence):
        kind = _PHRASES[" ".join(match.group().lower().replace("’", "'").split())]
        hits.append((Span(*match.span()), kind))
    weight = 0.0
    for match in WORD.finditer(text, *sentence):
        low = match.group().lower().replace("’", "'")
        if low not in _WORDS and low not in _LEANING:
            continue
        span = Span(*match.span())
        if any(s.overlaps(span) for s in within):
            continue
        if (
            low in _WORDS
            and not _is_other(text, match)
            and not any(h[0].overlaps(span) for h in hits)
        ):
            hits.append((span, _WORDS[low]))
        elif low in _LEANING:
            weight += LEANING_WEIGHT
    hits = [h for h in hits if not any(s.overlaps(h[0]) for s in within)]
    return hits, weight + JUDGING_WEIGHT * len(hits)


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Whether a word is another one of the same letters: "Rotten Tomatoes", "woke up"."""
    after = text[match.end() : match.end() + 3]
    if match.group().lower() == "woke" and after == " up":
        return True
    if not match.group()[0].isupper():
        return False
    return len(after[:2]) == 2 and after[0] == " " and after[1].isupper()
