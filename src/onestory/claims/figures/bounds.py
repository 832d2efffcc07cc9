"""The words round a number that make it a bound: "more than", "up to", "or more", "almost"."""

from __future__ import annotations

import re
from typing import NamedTuple

from onestory.claims.values import Comparator

# Words before a number and what they make of it. Matches "more than ", "mindestens "; not "over and".
_BEFORE: tuple[tuple[Comparator, str], ...] = (
    (">", r"(?:more|greater|higher|larger|longer|further|bigger) than|over|above|exceeding|upwards? of"
          r"|in excess of|mehr als|länger als|über|plus d[e'’]|más de"),
    (">=", r"at least|no fewer than|no less than|not less than|a minimum of|minimum"
           r"|mindestens|wenigstens|au moins|al menos|por lo menos|como mínimo"),
    ("<=", r"up to|as many as|as much as|at most|no more than|not more than|a maximum of|maximum"
           r"|bis zu|höchstens|jusqu['’]à|hasta|como máximo"),
    ("<", r"(?:fewer|less|lower|shorter|smaller) than|under|below|weniger als|unter|moins d[e'’]"
          r"|menos de"),
    ("~", r"about|around|roughly|approximately|some|an estimated|estimated|more or less|somewhere around"
          r"|circa|ca\.|rund|etwa|ungefähr|environ|quelque|autour de|unos|unas|alrededor de"
          r"|aproximadamente"),
)  # fmt: skip
# Bounds that the number itself hardly passes: "almost 24,000" is no 10,000, "just over 68" no 90.
_NEAR: tuple[tuple[Comparator, str], ...] = (
    (">", r"(?:just|a little|slightly|a bit|only just) (?:over|above|more than)|etwas (?:über|mehr als)"
          r"|kaum mehr als|gut|un peu plus d[e'’]|algo más de|poco más de"),
    ("<", r"(?:just|a little|slightly|a bit) (?:under|below|less than|fewer than|short of)|nearly|almost"
          r"|close to|fast|knapp|beinahe|près d[e'’]|presque|un peu moins d[e'’]|casi|cerca de"),
)  # fmt: skip
_ALL = [(c, words, True) for c, words in _NEAR] + [(c, words, False) for c, words in _BEFORE]
COMPARATOR_BEFORE = re.compile(
    "|".join(f"(?P<c{n}>(?<![\\w])(?:{words}))" for n, (_, words, _) in enumerate(_ALL)).join(
        (r"(?:", r")\s?(?:the |a |an )?$")
    ),
    re.IGNORECASE,
)
# After a number or what it counts: "or more", "oder mehr", "or so".
COMPARATOR_AFTER = re.compile(
    r"\s+(?:(?P<least>or more|or higher|oder mehr|ou plus|o más)|(?P<about>or so)|"
    r"(?P<most>or (?:fewer|less)|oder weniger))\b",
    re.IGNORECASE,
)
# Japanese puts them without blanks: "約300人", "300人以上".
ABOUT_JA = re.compile(r"(?:約|およそ)$")
AFTER_JA: dict[str, Comparator] = {"以上": ">=", "以下": "<=", "未満": "<", "超": ">", "余り": ">"}
# "for over two hours", "took over two hours"; not "jobs that go over two years".
OVER_A_TIME = re.compile(
    r"\b(?:for|of|in|after|within|took|takes?|last(?:s|ed|ing)?|is|was|well|little|just|und|seit|nach|"
    r"in)\s(?:over|über)\s?(?:the |a |an )?$",
    re.IGNORECASE,
)
# "turned over 44 emails", "took over 12 firms": the verb's, no bound.
VERB_OVER = re.compile(
    r"\b(?:turn|hand|tak|took|giv|gave|sign|carr[iy]|mull|roll|knock|push|spill|bring|brought|go|went|"
    r"pass|argu|fight|fought|battl|spar|clash|disput|ran|run)(?:e[nds]?|ed|ing|es|s)?\sover\s?$",
    re.IGNORECASE,
)
OVER = re.compile(r"(?<!\w)(?:over|über)\s?(?:the |a |an )?$", re.IGNORECASE)


class Bound(NamedTuple):
    """What stands before a number: its comparator, how many characters it takes, whether the number
    is nearly reached or hardly passed."""

    comparator: Comparator
    length: int
    near: bool


def bound_before(before: str, duration: bool) -> Bound | None:
    """The bound at the end of the text before a number; `duration`: the number is a length of time."""
    if duration and OVER.search(before) and not OVER_A_TIME.search(before):
        return None  # "over two years": in the course of them
    if VERB_OVER.search(before):
        return None
    found = COMPARATOR_BEFORE.search(before)
    if found is None:
        about = ABOUT_JA.search(before)
        return Bound("~", len(about.group()), near=False) if about else None
    comparator, _, near = _ALL[int((found.lastgroup or "c0")[1:])]
    return Bound(comparator, len(before) - found.start(), near)


def bound_after(text: str, end: int) -> tuple[Comparator, int] | None:
    """The bound that follows an offset, and where it ends."""
    after = COMPARATOR_AFTER.match(text, end, end + 16)
    if after is not None:
        return (
            ">=" if after.group("least") else "~" if after.group("about") else "<="
        ), after.end()
    for written, comparator in AFTER_JA.items():
        at = text.find(written, end, end + len(written) + 1)
        if at >= 0:
            return comparator, at + len(written)
    return None
