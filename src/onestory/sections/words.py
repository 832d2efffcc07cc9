"""Text → words as the section model counts them; the training script reads by the same rules."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")
JOINT = re.compile(r"[.'&-]")
LEAD_CHARACTERS = 2500  # what a report is about stands at its head
LANGUAGES = ("en", "de", "fr", "es")
LEAST_FUNCTION_WORDS = 2  # fewer tell no language

# The commonest words of each language, without those that two of them share.
FUNCTION_WORDS = {
    "en": frozenset(
        """the of and to for that with from by was were has have had its this which said will would
        been are their after into about over his her they who not but""".split()  # noqa: SIM905
    ),
    "de": frozenset(
        """der und das dem den des ein eine einen einer einem ist sind wird werden wurde nicht mit
        für auf bei nach von zum zur auch sich als haben hat über aus""".split()  # noqa: SIM905
    ),
    "fr": frozenset(
        """le les et des du une dans est sont pour par pas sur avec qui aux au ce cette ses leur
        été ont plus elle ils d l""".split()  # noqa: SIM905
    ),
    "es": frozenset(
        """el los las y del una por con para su sus al ha han fue fueron pero como más este esta
        entre según sobre tras lo""".split()  # noqa: SIM905
    ),
}
# English words that tell no section, whatever they stand beside; news agencies write of all of them,
# and the last are remains of markup.
EMPTY = frozenset(
    """
    a an and are as at be been but by for from had has have he her his i if in into is it its new
    no not of on or our over said say says she so than that the their them there they this to up us
    was we were what when which who will with would after about also can could did do more most my
    one out some then these those two under until while you your before between because during
    against through told according year years day days
    reuters ap afp upi amp quot lt gt nbsp br href http www
    """.split()  # noqa: SIM905 - a list of a hundred quoted words is harder to read
)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without a possessive s."""
    found = WORD.findall(text[:LEAD_CHARACTERS])
    return [word.lower().replace("’", "'").removesuffix("'s") for word in found]


def parts_of(word: str) -> list[str]:
    """The parts of a joined word, for words that are unknown as a whole."""
    return [part for part in JOINT.split(word) if part]


def language_of(words: list[str], given: str = "") -> str:
    """The language as given, or the one whose function words are clearly most; empty otherwise."""
    if given:
        return given.lower().replace("_", "-").partition("-")[0]
    counts = {name: sum(w in list_ for w in words) for name, list_ in FUNCTION_WORDS.items()}
    best, second = sorted(counts, key=lambda name: -counts[name])[:2]
    if counts[best] < LEAST_FUNCTION_WORDS or counts[best] < 2 * counts[second]:
        return ""
    return best


@cache
def seeds() -> dict[tuple[str, str], tuple[str, ...]]:
    """The words written down for each section and language, from `seeds.txt`."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    heading = ("", "")
    for line in (Path(__file__).parent / "seeds.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section, _, language = line.strip("[]").partition(" ")
            heading = (section, language)
        elif line and not line.startswith("#"):
            entries = tuple(entry.strip() for entry in line.split(","))
            found[heading] = found.get(heading, ()) + entries
    return found
