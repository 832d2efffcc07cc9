"""English words that are rather names, where a capital does not tell: in titles that give each word one.

One bit for each word that the sections' model knows (`tools/names/train.py` makes them); a word that
it does not know is a name unless it is a form of one that is none ("gunslingers", "dazzles").
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from onestory.claims.lexicon.ordinary import is_ordinary
from onestory.sections.model import known_words

NAMELIKE = Path(__file__).parent / "namelike.npz"
# What is taken from the end of an unknown word, and what may stand there instead.
ENDINGS = {
    "ies": ("y",), "ied": ("y",), "ier": ("y",), "es": ("", "e"), "s": ("",), "ed": ("", "e"),
    "ing": ("", "e"), "er": ("", "e"), "ers": ("", "e"), "est": ("", "e"),
}  # fmt: skip
BEFORE = ("un", "re", "non", "over", "under", "out", "mis", "pre", "anti", "super")
LEAST_BASE = 4  # letters of a word that another may be a form of


def may_be_name(word: str) -> bool:
    """Whether a word, in lower case, may be a name: "tampa", "brackwater"; not "gloom", "dazzles"."""
    word = word.replace("’", "'").removesuffix("'s")
    known = _namelike()
    if word in known:
        return known[word]
    return not is_ordinary(word) and not any(known.get(base) is False for base in _bases(word))


def _bases(word: str) -> list[str]:
    found = [word.removeprefix(b) for b in BEFORE if word.startswith(b)]
    for ending, others in ENDINGS.items():
        if word.endswith(ending):
            bare = word.removesuffix(ending)
            found += [bare + other for other in others]
            if len(bare) > LEAST_BASE and bare[-1] == bare[-2]:
                found.append(bare[:-1])
    return [base for base in found if len(base) >= LEAST_BASE]


@cache
def _namelike() -> dict[str, bool]:
    words = known_words()
    with np.load(NAMELIKE) as stored:
        bits = np.unpackbits(stored["bits"], count=len(words)).astype(bool)
    return dict(zip(words, bits.tolist(), strict=True))
