"""What a sentence's words, marks and attributions say of its tone, as numbers (for `wording.py`)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np

from onestory.claims.lexicon.loaded import judging_words, leaning_words
from onestory.claims.values import Annotations
from onestory.claims.warnings.wording import Loaded
from onestory.sections.model import SECTIONS, guess_section

TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[!?\"“”:;,]")
QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")
SMALL = {
    "first": "i we our us my me ours",
    "second": "you your yours",
    "third": "he she they his her their him them",
    "must": "must should ought need needs cannot can't",
    "may": "may might could would reportedly allegedly appears seems suggests likely possibly",
    "not": "not no never nothing none nobody neither nor without don't doesn't didn't isn't aren't",
    "said": "said says told according reported announced statement spokesman spokeswoman asked added",
    "degree": "very so too more most even just only ever always all every really quite rather much any",
    "but": "but yet while although despite however though instead whereas",
    "which": "who what why how when where which whose",
    "day": "monday tuesday wednesday thursday friday saturday sunday percent million billion year",
    "group": "americans people women men white black whites blacks muslims christians voters gop",
    "office": "court state federal law bill department officials police company report data study",
    "this": "this that these those such",
    "is": "is are be being been",
    "was": "was were had",
    "has": "has have",
}
WORDLISTS = {name: set(words.split()) for name, words in SMALL.items()}
ADJECTIVES = ("ous", "ful", "ive", "ish", "less", "able", "ible", "ic", "ical", "al")
ENDINGS = ("ingly", "edly", "ing", "ers", "ies", "ied", "er", "ed", "es", "ly", "s", "e", "d")
LEAST_STEM = 4
OPENERS = set(
    "but and so yet if as while what why how this that it these there in".split()  # noqa: SIM905
)
# How heavily a word of a kind judges; what is in no list here weighs nothing.
STRONG, MIDDLE, LIGHT = 3, 2, 1
MIDDLE_KINDS = ("hurt", "attack", "fail")
LIGHT_KINDS = ("extreme", "camp", "force", "motive", "figurative", "colloquial")
HOT_KINDS = ("vivid", *MIDDLE_KINDS, *LIGHT_KINDS)
COOL_KINDS = ("report", "money")
LEAST_CHANCE = 0.01
SHORTEST = 6  # words; a shorter sentence is not hotter for its shortness


def features(text: str, notes: Annotations, loaded: list[Loaded]) -> list[list[float]]:
    """Three groups of numbers, the most telling last: words and forms, what is told of whom, heat."""
    plain = [*_forms(text, loaded), *_kinds(text), *_topics(text)]
    return [plain, [*_told(text, notes), *_shape(text)], _heat(text, notes)]


def _forms(text: str, loaded: list[Loaded]) -> list[float]:
    """Counts of what judges and leans, of small words, quotation, punctuation and word forms."""
    tokens = TOKEN.findall(text)
    low = [_plain(t) for t in tokens]
    words = [w for w in low if w[0].isalpha()]
    n = max(1, len(words))
    outside = _outside(text)
    quoted = QUOTED.findall(text)
    judging, leaning = judging_words(), leaning_words()
    kinds = [w.kind for w in loaded]
    found: list[float] = [
        float(kinds.count(k))
        for k in ("label", "insult", "scorn", "praise", "saying", "combat", "aside")
    ]
    found += [sum(w in judging for w in outside), sum(w in leaning for w in outside)]
    found += [max((w.weight for w in loaded), default=0.0)]
    found += [min(sum(w in listed for w in low), 4) / 2 for listed in WORDLISTS.values()]
    found += [float(np.log(n)), sum(len(q.split()) for q in quoted) / n, min(len(quoted), 3)]
    found += [sum(len(q.split()) <= 3 for q in quoted)]
    found += [float(sign in text) for sign in "!?:(%$-"]
    found += [text.count("—") + text.count("–"), sum(w.isdigit() for w in low) / 3]
    found += [
        sum(w.endswith("ly") for w in words) / 2,
        sum(w.endswith(ADJECTIVES) for w in words) / 3,
    ]
    found += [sum(w.endswith(("ism", "isms", "ist", "ists")) for w in words)]
    found += [sum(w.endswith("ing") for w in words) / 3, sum(w.endswith("est") for w in words)]
    found += [sum(t[0].isupper() for t in tokens[1:]) / n * 3, len(set(words)) / n]
    found += [sum(map(len, words)) / n / 3, sum("-" in w for w in words)]
    return found


def _kinds(text: str) -> list[float]:
    """How many words of each kind stand outside quotation marks."""
    outside = [_stem(w) for w in _outside(text)]
    return [min(sum(w in listed for w in outside), 4) / 2 for listed in kinds().values()]


def _topics(text: str) -> list[float]:
    """What the sentence is about: some topics are told of more hotly than others."""
    chances = guess_section("", text, "en").chances
    return [float(np.log(max(chances.get(s, 0.0), LEAST_CHANCE))) for s in SECTIONS]


def _told(text: str, notes: Annotations) -> list[float]:
    """How much of the sentence somebody else says, and how many facts it names."""
    said = sum(len(a.content) for a in notes.attributions) / max(1, len(text))
    direct = sum(a.direct for a in notes.attributions)
    counted = [len(notes.attributions), len(notes.figures), len(notes.dates), len(notes.names) / 3]
    return [min(said, 1.0), direct, *counted]


def _shape(text: str) -> list[float]:
    """Tense, opening, contractions and length."""
    words = [w for w in _outside(text) if w[0].isalpha()]
    n = max(SHORTEST, len(words))
    return [
        sum(w.endswith("ed") for w in words) / n * 5,
        float(bool(words) and words[0] in OPENERS),
        sum("'" in w for w in words),
        float(text[:1].islower()),
        sum(t.isupper() and len(t) > 3 for t in TOKEN.findall(text)),
        float(text.rstrip()[-1:] in '.!?”"'),
        min(len(text), 500) / 100,
    ]


def _heat(text: str, notes: Annotations) -> list[float]:
    """Words that judge and words that report, in all of the sentence and where nobody else speaks."""
    told = [a.content for a in notes.attributions]
    quoted = [m.span() for m in QUOTED.finditer(text)]
    outside: list[str] = []
    narrated: list[str] = []
    for match in TOKEN.finditer(text):
        if not match.group()[0].isalpha() or any(a <= match.start() < b for a, b in quoted):
            continue
        outside.append(_stem(_plain(match.group())))
        if not any(a.start <= match.start() < a.end for a in told):
            narrated.append(outside[-1])
    weights, cool = heats(), sum(w in cool_words() for w in outside)
    hot, own = (sum(weights.get(w, 0) for w in ws) for ws in (outside, narrated))
    n = max(SHORTEST, len(outside))
    return [
        min(hot, 15) / 3,
        hot / n * 3,
        min(own, 15) / 3,
        own / max(SHORTEST, len(narrated)),
        cool / n * 5,
        (hot - 2 * cool) / n * 3,
        sum(any(w in kinds()[k] for w in narrated) for k in HOT_KINDS),
        float(np.log1p(hot)),
        float(np.log1p(own)),
        max((weights.get(w, 0) for w in narrated), default=0),
        float(not told),
        0.0 if told else own / 3,
    ]


@cache
def kinds() -> dict[str, set[str]]:
    """The stems of each kind, from `wording/kinds.txt`."""
    found: dict[str, set[str]] = {}
    heading = ""
    path = Path(__file__).parent / "wording/kinds.txt"
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
            found[heading] = set()
        elif line and not line.startswith("#"):
            found[heading] |= {_stem(w) for w in line.split()}
    return found


@cache
def heats() -> dict[str, int]:
    """How heavily each stem judges; the heaviest of its kinds counts."""
    found: dict[str, int] = {}
    for weight, names in ((LIGHT, LIGHT_KINDS), (MIDDLE, MIDDLE_KINDS), (STRONG, ("vivid",))):
        found |= {w: weight for k in names for w in kinds()[k]}
        if weight == MIDDLE:
            found |= {_stem(w): weight for w in leaning_words()}
    return found | {_stem(w): STRONG for w in judging_words()}


@cache
def cool_words() -> set[str]:
    return {w for k in COOL_KINDS for w in kinds()[k]}


def _outside(text: str) -> list[str]:
    return [_plain(t) for t in TOKEN.findall(QUOTED.sub(" ", text))]


def _plain(token: str) -> str:
    return token.lower().replace("’", "'")


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word[: -len(ending)]
    return word
