"""Where the words of a title stand in a text, and how surely it is they: as they are, in another form,
as one of their kin, or as a part of a longer word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from onestory.claims.lexicon.kindred import same_happening

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# What French writes before a vowel: "l'orge", "qu'elle", not "o'hara".
ELISION = re.compile(r"^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)'(?=\w{3})")
LEAST_STEM = 4  # letters two forms of a word must share ("Tokiwa", "Tokiwan")
# What words of the four languages take on in their forms, longest first.
ENDINGS = (
    "ingly", "edly", "ings", "ing", "ers", "ies", "ied", "est", "ern", "er", "ed", "es", "en", "em",
    "ly", "al", "os", "as", "nt", "s", "e", "d", "n", "y", "a", "o",
)  # fmt: skip
LONGEST_WORD = 60  # letters; what is longer is no word, and is kept out of the memory
LEAST_PART = 5  # letters of a word that counts as a part of a longer one
LEAST_REST = 3  # letters of the rest
AS_IS, INFLECTED, KIN, PART, WHOLE_OF = 1.0, 0.9, 0.6, 0.5, 0.4


class Found(NamedTuple):
    """`sure`: how surely a word stands in a text, 0 to 1; `first`: where; `times`: how often."""

    sure: float
    first: int
    times: int


NOWHERE = Found(0.0, 0, 0)


class Part(NamedTuple):
    """A word of a text, in lower case without possessive and elided article."""

    low: str
    capital: bool


class Places:
    """The words of a text in lower case, with their first place and how often they come."""

    def __init__(self, written: Mapping[str, tuple[int, int]]) -> None:
        """`written`: each word as the text writes it, with its first place and how often it comes."""
        self._words: dict[str, tuple[int, int]] = {}
        self._by_start: defaultdict[str, list[str]] = defaultdict(list)
        for whole, (at, times) in written.items():
            for word in dict.fromkeys(part.low for part in parts_of(whole)):
                if word in self._words:
                    first, before = self._words[word]
                    self._words[word] = (min(first, at), before + times)
                else:
                    self._words[word] = (at, times)
                    self._by_start[word[:LEAST_STEM]].append(word)

    def find(self, word: str, others: Iterable[str] = ()) -> Found:
        """A word, in lower case, in any of its shapes; `others` are further forms of it."""
        forms = [w for w in (word, *others) if w in self._words]
        sure = AS_IS if forms else 0.0
        if len(word) >= LEAST_STEM:
            stems = _stems(word)
            alike = self._by_start.get(word[:LEAST_STEM], ())
            forms += [w for w in alike if w != word and not stems.isdisjoint(_stems(w))]
        sure = sure or (INFLECTED if forms else 0.0)
        kin = [w for w in same_happening(word) if w != word and w in self._words]
        sure = sure or (KIN if kin else 0.0)
        forms += kin
        if not forms and len(word) >= LEAST_PART:
            return self._as_part(word)
        return self._at(sure, forms)

    def _as_part(self, word: str) -> Found:
        longer = [w for w in self._words if _holds(w, word)]
        if longer:
            return self._at(PART, longer)
        return self._at(WHOLE_OF, [w for w in self._words if _holds(word, w)])

    def _at(self, sure: float, forms: Iterable[str]) -> Found:
        places = [self._words[w] for w in set(forms)]
        if not places:
            return NOWHERE
        return Found(sure, min(first for first, _ in places), sum(n for _, n in places))


def bare(word: str) -> str:
    """A word in lower case without possessive and elided article."""
    return ELISION.sub("", word.replace("’", "'").lower().removesuffix("'s").strip("'-"))


@lru_cache(maxsize=1 << 14)  # most words of a text stand in many texts
def parts_of(written: str) -> tuple[Part, ...]:
    """A word and the parts that its hyphens join."""
    pieces = (written, *written.split("-")) if "-" in written else (written,)
    found = []
    for piece in pieces:
        low = bare(piece)
        begins = max(piece.lower().find(low), 0)
        found.append(Part(low, not piece[begins : begins + 1].islower()))
    return tuple(found)


def written_in(text: str) -> dict[str, tuple[int, int]]:
    """Each word as a text writes it, with its first place and how often it comes."""
    found: dict[str, tuple[int, int]] = {}
    for match in WORD.finditer(text):
        word = match.group()[:LONGEST_WORD]
        if word in found:
            first, times = found[word]
            found[word] = (first, times + 1)
        else:
            found[word] = (match.start(), 1)
    return found


@lru_cache(maxsize=1 << 14)
def _stems(word: str) -> frozenset[str]:
    cut = [word[: -len(e)] for e in ENDINGS if word.endswith(e)]
    return frozenset([word, *(c for c in cut if len(c) >= LEAST_STEM)])


def _holds(longer: str, word: str) -> bool:
    """Whether a word begins or ends with another, as German compounds do."""
    return (
        len(word) >= LEAST_PART
        and len(longer) >= len(word) + LEAST_REST
        and (longer.startswith(word) or longer.endswith(word))
    )
