"""Words of a text without the small ones, and without their endings."""

from __future__ import annotations

import re

from onestory.claims.lexicon.words import split

SMALL_WORDS = split(
    """
    s t d ll re ve so
    the a an of in on at by for with from to and or but as is are was were be been being has have
    had he she it they his her their its this that these those who which said says told not no more
    than least about around over up some after before during into out new also there would will
    could der die das ein eine und in im am zu mit von auf für den dem des le la les un une des et
    de du au en dans pour par el los las una y con que se ist sind war waren
    """
)
STEM_ENDINGS = ("ings", "ing", "edly", "ed", "es", "s", "en", "er")
LEAST_STEM = 4


def stem(word: str) -> str:
    """A word without its ending: enough to match "passenger" and "passengers"."""
    if word.endswith("ies") and len(word) > LEAST_STEM:
        return word[:-3] + "y"
    for ending in STEM_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word[: -len(ending)]
    return word


def words_of(text: str) -> list[str]:
    return [w for w in re.findall(r"[^\W\d_]+", text.lower()) if w not in SMALL_WORDS]
