"""What a text has to hold its headline up: its words, their stems, names and initials."""

from __future__ import annotations

import re
from functools import cached_property

from onestory.claims.headline.places import (
    INFLECTED,
    LEAST_STEM,
    NOWHERE,
    Found,
    Places,
    bare,
    parts_of,
    written_in,
)
from onestory.claims.lexicon.kindred import same_happening, same_name

UNSPACED = "\u2e80"  # from here on the scripts of East Asia
LONGEST_STEM = 40  # letters; what is longer is no word, and its stems would fill the memory
LONGEST_ENDING = 3  # letters behind the stem in which two forms may differ
LONGEST_INITIALS = 6  # letters of an abbreviation that is looked for as initials
LEAST_INSIDE = 6  # letters of a name that counts inside a longer word, too ("Leaksberg")
LEAST_ROOT = 5  # letters of a name from which another is made ("Obamacare")
LEAST_PIECE = 5  # letters of a word that counts when it stands inside another (German compounds)
OPENING = 700  # characters: what the text is about stands there
# How people are named after a place: "Merrowmen", "Stavernese"; shorter endings differ in letters only.
PEOPLE = ("men", "man", "ese", "ers", "ans", "ians", "iens", "enser")
LETTERS = re.compile(r"\w+")
SOFT_HYPHEN = "\u00ad"


class Body:
    """The words of a text, looked up in the ways a headline may write them."""

    def __init__(self, text: str) -> None:
        self._folded = text.replace(SOFT_HYPHEN, "").replace("’", "'").lower()
        self._words: set[str] = set()
        self._lower: set[str] = set()
        self._capital: set[str] = set()
        self._written = written_in(text.replace(SOFT_HYPHEN, "").replace("’", "'"))
        for written in self._written:
            for part in parts_of(written):
                self._words.add(part.low)
                (self._capital if part.capital else self._lower).add(part.low)
        self._stems = {
            w[:n] for w in self._words for n in range(LEAST_STEM, min(len(w), LONGEST_STEM) + 1)
        }

    @cached_property
    def _places(self) -> Places:
        return Places(self._written)

    def opening(self, characters: int) -> str:
        """The beginning of the text, in lower case."""
        return self._folded[:characters]

    def writes(self, low: str) -> bool:
        """Whether a word, in lower case, stands in the text as it is."""
        return low in self._words

    def find(self, word: str) -> Found:
        """Where a word of a title, bare, stands in the text in any of its shapes."""
        return self._places.find(word)

    def find_name(self, word: str) -> Found:
        """Where a name stands; a name that stands there only as a part of others is told late."""
        if not self.has_name(word):
            return NOWHERE
        found = self._places.find(bare(word), same_name(bare(word)))
        if found is NOWHERE:
            return Found(INFLECTED, OPENING, 1)
        return found._replace(sure=max(found.sure, INFLECTED))

    def place_of(self, words: str) -> tuple[int, int]:
        """The first place of a stretch of words, and how often it comes."""
        folded = words.replace("’", "'").lower()
        at = self._folded.find(folded)
        return (at, self._folded.count(folded)) if at >= 0 else (OPENING, 1)

    def has_name(self, word: str) -> bool:
        """Whether a name stands in the text: itself, as another form of it, or as initials."""
        low = bare(word)
        if any(form in self._words for form in same_name(low)):
            return True
        if len(low) >= LEAST_STEM and self._begins_word(low):
            return True
        stem = low[: max(LEAST_STEM, len(low) - 2)]
        if len(low) >= LEAST_STEM and stem in self._stems:
            return True
        if any(
            low.endswith(e) and len(low) - len(e) >= LEAST_STEM and low[: -len(e)] in self._words
            for e in PEOPLE
        ):
            return True
        if any(low[:n] in self._capital for n in range(LEAST_ROOT, len(low))):
            return True
        if low.isalpha() and len(low) <= LONGEST_INITIALS and self._has_initials(low):
            return True
        if "-" in low:  # "Gaza-Israel"
            return all(self.has_name(part) for part in low.split("-") if part)
        return len(low) > LEAST_STEM and any(_contracts(low, w) for w in self._words)

    def names(self, low: str) -> bool:
        """Whether a word, in lower case, stands in the text with a capital."""
        return low in self._capital

    def _begins_word(self, low: str) -> bool:
        """Whether it begins a word, as "Oman" does not in "woman"; a long name, or one in a script
        without spaces, may stand inside."""
        if len(low) >= LEAST_INSIDE or low[0] >= UNSPACED:
            return low in self._folded
        at = self._folded.find(low)
        while at >= 0:
            if at == 0 or not self._folded[at - 1].isalnum():
                return True
            at = self._folded.find(low, at + 1)
        return False

    def has_word(self, word: str) -> bool:
        """Whether a word stands in the text: itself, inflected, in a compound, or one of its kin."""
        low = bare(word)
        if any(kin in self._words for kin in same_happening(low)):
            return True
        if len(low) >= LEAST_PIECE and low in self._folded:
            return True
        stem = low[: max(LEAST_STEM, len(low) - LONGEST_ENDING)]
        return len(low) >= LEAST_STEM and stem in self._stems

    def writes_small(self, word: str) -> bool:
        """Whether a word, or a form of it, stands in the text without a capital."""
        low = bare(word)
        if low in self._lower or low.removesuffix("s") in self._lower or low + "s" in self._lower:
            return True
        stem = low[: max(LEAST_STEM, len(low) - LONGEST_ENDING)]
        return len(low) > LEAST_STEM and any(w.startswith(stem) for w in self._lower)

    def has(self, words: str) -> bool:
        """Whether a stretch of words stands in the text as it is."""
        return words.replace("’", "'").lower() in self._folded

    def says(self, words: str) -> bool:
        """Whether the text has the same words one after the other, whatever stands between them."""
        return (
            re.search(r"\W+".join(map(re.escape, LETTERS.findall(words.lower()))), self._folded)
            is not None
        )

    def _has_initials(self, low: str) -> bool:
        # "Nyt" for "New York Times", "vbs" for "Valmere Broadcasting Service".
        initials = r"\W+(?:\w+\W+)?".join(rf"{re.escape(c)}\w+" for c in low)
        return re.search(rf"\b{initials}", self._folded) is not None


def _contracts(short: str, long: str) -> bool:
    """Whether a name leaves out the middle of a longer one: "Joburg", "Johannesburg"."""
    return len(long) > len(short) + 2 and long[:2] == short[:2] and long[-4:] == short[-4:]
