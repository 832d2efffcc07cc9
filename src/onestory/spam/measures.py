"""What can be counted in a text, each count told in steps: "at least 3", "at least 8", ….

A step that is reached brings all lower ones with it, so that what is learned of a long text also
holds for a longer one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

SIGNS = "!?$£€%&*#@/:;<>=()\"+-_.,'"
SIGN_STEPS = (1, 2, 3, 5, 9)
STEPS: dict[str, tuple[float, ...]] = {
    "letters": (10, 20, 40, 80, 120, 150, 250, 500, 1000, 2000, 3900),
    "words": (2, 4, 8, 16, 24, 32, 64, 128, 256),
    "digits": (1, 3, 5, 8, 11, 15, 20, 40),
    "digit share": (0.01, 0.03, 0.06, 0.1, 0.2, 0.4),
    "longest number": (1, 2, 3, 4, 5, 6, 7, 9, 11),
    "numbers": (1, 2, 3, 4, 6, 8),
    "words in capitals": (1, 2, 3, 5, 8, 15),
    "capital share": (0.02, 0.05, 0.1, 0.2, 0.4, 0.7),
    "pictures": (1, 2, 3, 5),
    "links": (1, 2, 3, 5, 10),
    "beyond ascii": (0.01, 0.05, 0.2, 0.5, 0.9),
    "scripts": (2, 3, 4),
    "decorated": (1, 2, 4, 8),
    "marks": (1, 3, 8),
    "invisible": (1, 3),
    "word length": (3, 3.5, 4, 4.5, 5, 6, 8),
    "single letters": (1, 2, 4, 8),
    "repeated words": (1, 3, 8, 20),
    "different words": (0.3, 0.5, 0.7, 0.9, 1),
    "lines": (1, 3, 8, 20, 50),
    "repeated letter": (2, 3, 4, 6),
    "letters and digits": (1, 2, 4),
    "capitals inside": (1, 2, 4),
}

WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\d+")
PICTURE = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
REPEATED = re.compile(r"(.)\1+", re.DOTALL)
MIXED = re.compile(r"[^\W\d]\d|\d[^\W\d]")
INSIDE = re.compile(r"[a-z][A-Z]")
SCRIPT_OF = 500  # characters whose scripts are looked at


def steps_of(text: str, links: int) -> Iterator[str]:
    """The names of all steps that a text reaches, and what it begins and ends with."""
    for name, value in _measures(text, links).items():
        reached = [step for step in STEPS[name] if value >= step]
        yield from (f"{name} {step}" for step in reached)
        if not reached:
            yield f"{name} none"
    signs = Counter(text)
    for sign in SIGNS:
        yield from (f"{sign} {step}" for step in SIGN_STEPS if signs[sign] >= step)
    yield from (f"script {script}" for script in sorted(_scripts(text)))
    yield f"first {_class(text[:1])}"
    yield f"last {text.rstrip()[-1:]}"


def _measures(text: str, links: int) -> dict[str, float]:
    words = WORD.findall(text)
    lower = {w.lower() for w in words}
    letters = "".join(filter(str.isalpha, text))
    foreign = [] if text.isascii() else [c for c in text if not c.isascii()]
    numbers = NUMBER.findall(text)
    digits = sum(map(len, numbers))
    of_letters = len(letters) or 1
    of_words = len(words) or 1
    return {
        "letters": len(text),
        "words": len(words),
        "digits": digits,
        "digit share": digits / (len(text) or 1),
        "longest number": max(map(len, numbers), default=0),
        "numbers": len(numbers),
        "words in capitals": sum(len(w) > 1 and w.isupper() for w in words),
        "capital share": sum(map(str.isupper, letters)) / of_letters,
        "pictures": len(PICTURE.findall(text)),
        "links": links,
        "beyond ascii": sum(map(str.isalpha, foreign)) / of_letters,
        "scripts": len(_scripts(text)),
        "decorated": sum(c.isalpha() and unicodedata.normalize("NFKC", c) != c for c in foreign),
        "marks": sum(bool(unicodedata.combining(c)) for c in foreign),
        "invisible": len(HIDDEN.findall(text)),
        "word length": sum(map(len, words)) / of_words,
        "single letters": sum(len(w) == 1 for w in words),
        "repeated words": len(words) - len(lower),
        "different words": len(lower) / of_words,
        "lines": text.count("\n"),
        "repeated letter": max((len(m.group()) for m in REPEATED.finditer(text)), default=0),
        "letters and digits": sum(bool(MIXED.search(w)) for w in words),
        "capitals inside": sum(bool(INSIDE.search(w)) for w in words),
    }


def _scripts(text: str) -> set[str]:
    return {
        "LATIN" if c.isascii() else unicodedata.name(c, "?").split(" ")[0]
        for c in set(text[:SCRIPT_OF])
        if c.isalpha()
    }


def _class(character: str) -> str:
    if character.isupper():
        return "A"
    if character.islower():
        return "a"
    return "9" if character.isdigit() else "other"
