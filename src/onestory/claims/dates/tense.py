"""The tense of a clause, by the words and endings that tell it in four languages."""

from __future__ import annotations

import re

from onestory.claims.dates.words import Tense
from onestory.claims.lexicon.words import split

# What tells the tense of a clause, by language: words, then endings.
_TO_COME = {
    "en": (
        split("will shall would won't won’t due scheduled planned forecast upcoming"),
        ("'ll", "’ll"),
    ),
    "de": (split("wird werden soll sollen will wollen"), ()),
    "fr": (split("doit doivent"), ("ra", "ront")),
    "es": (split("debe deben"), ("rá", "rán")),
}
_GONE = {
    "en": (
        split(
            """
            was were had did said told began came fell found gave got held kept left lost made met paid
            rose saw sent shot sold spoke struck stood took went won wrote broke drew drove flew grew hit
            led caught brought bought built chose thought knew became forgot sank ran put cut let since
            """
        ),
        ("ed",),
    ),
    "de": (
        split(
            """
            war waren hat haben hatte hatten wurde wurden seit sprach kam ging gab fiel stieg geschah
            """
        ),
        ("te", "ten"),
    ),
    "fr": (split("a ont avait avaient était étaient fut furent depuis"), ("aient",)),
    "es": (
        split("fue fueron ha han había habían desde"),
        ("ó", "aron", "ieron", "aba", "aban", "ía", "ían"),
    ),
}
_BEING = split("is are be been am")
_NO_PAST = split("need indeed feed speed hundred breed exceed proceed seed united naked sacred")
_UNTIL = split("until bis jusqu hasta")
_CLAUSE_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LEAST_STEM = 4  # letters of a verb with its ending
_CLAUSE_ENDS = re.compile(r"[.!?][\s\"”’)]|[;\n]")
LONGEST_CLAUSE = 200  # characters looked at on each side of a date


def tense_of(text: str, start: int, end: int, language: str) -> Tense:
    """The tense of the clause a date stands in: by the last marker before it or, without one, the first
    after it. A whole clause without any is in the present; a title tells nothing and counts as past."""
    code = language[:2] or "en"
    if code not in _GONE or text[start:end].lower().startswith("since"):
        return "past"
    before = text[max(0, start - LONGEST_CLAUSE) : start]
    ends = [m.end() for m in _CLAUSE_ENDS.finditer(before)]
    earlier = _CLAUSE_WORD.findall(before[ends[-1] if ends else 0 :])
    if earlier and earlier[-1].lower().partition("'")[0] in _UNTIL:
        return "future"  # "it closed the pier until Sunday"
    for number in range(len(earlier) - 1, -1, -1):
        if found := _sign(earlier, number, code):
            return found
    closed = _CLAUSE_ENDS.search(text + "\n", end, end + LONGEST_CLAUSE)
    later = _CLAUSE_WORD.findall(text[end : closed.start() if closed else end + LONGEST_CLAUSE])
    for number in range(len(later)):
        if found := _sign(later, number, code):
            return found
    return "present" if closed and closed.start() < len(text) and earlier else "past"


def _sign(words: list[str], number: int, language: str) -> Tense | None:
    """What one word tells of the tense of its clause."""
    word = words[number].lower()
    if language == "fr":
        word = re.split("['’]", word)[-1]  # s'était
    known, endings = _TO_COME[language]
    if word in known or (len(word) >= LEAST_STEM and word.endswith(endings)):
        return "future"
    earlier = [w.lower() for w in words[max(0, number - 2) : number] if not w.endswith("ly")]
    being = language == "en" and bool(earlier) and earlier[-1] in _BEING
    if being and word == "to":
        return "future"
    known, endings = _GONE[language]
    stem = len(word) >= LEAST_STEM and word.endswith(endings) and word not in _NO_PAST
    if language == "de" and words[number][0].isupper():
        stem = False  # a noun
    if word in known or stem:
        return "future" if being else "past"  # "is called for Saturday"
    return None
