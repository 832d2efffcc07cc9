"""Dates in text and their ISO 8601 values, read against the article's own date.

Rules in the manner of HeidelTime (Strötgen and Gertz 2010): what the text leaves open is taken from
the document date, and stays `X` where there is none. Weekday sets are `XXXX-WXX-2`.
"""

from __future__ import annotations

import re
from datetime import datetime

from onestory.article import Span
from onestory.claims.dates.patterns import ANY, CAPITAL_NEEDED, starts
from onestory.claims.dates.tense import tense_of
from onestory.claims.dates.values import READERS, read_anchored
from onestory.claims.dates.words import Tense
from onestory.claims.values import DateMention

MOST = 5_000  # dates of one text
_TENSED = frozenset({"weekday", "month", "season", "weekend", "holiday", "within"})


def find_dates(text: str, published: datetime | None, language: str = "") -> list[DateMention]:
    """All dates of a text in order, valued against the publication date where one is needed."""
    day = published.date() if published else None
    mentions: list[DateMention] = []
    reached = 0
    for at in starts(text):
        match = ANY.match(text, at) if at >= reached else None
        if match is None:
            continue
        if len(mentions) == MOST:
            break
        kind = match.lastgroup or next(n for n, v in match.groupdict().items() if v)
        if not _plausible(text, match, kind, language):
            continue
        try:
            if kind == "anchored":
                reading = read_anchored(match.group(), day, mentions)
            else:
                tense: Tense = "past"
                if kind in _TENSED:
                    tense = tense_of(text, match.start(), match.end(), language)
                reading = READERS[kind](match.group(), day, tense)
        except (ValueError, OverflowError):
            continue  # beyond the calendar
        if reading is not None:
            value, precision = reading
            mentions.append(DateMention(Span(match.start(), match.end()), value, precision))
            reached = match.end()
    return mentions


def _plausible(text: str, match: re.Match[str], kind: str, language: str) -> bool:
    found = match.group()
    if kind in {"mdy", "my", "month", "weekday", "dmy"} and language[:2] in {"en", "de", ""}:
        word = CAPITAL_NEEDED.search(found)
        if word is not None and word.group()[0].islower():
            return False  # "may 5" and "march 9" are verbs unless capitalised
    if kind == "relday" and found.lower() in {"morgen", "hier"}:
        return language[:2] == ("de" if found.lower() == "morgen" else "fr")
    if kind == "clock" and found[0].isdigit():
        return "." not in found[:3] or found.rstrip(".").lower().endswith(("m", "uhr"))
    if kind == "year":
        before = text[max(0, match.start() - 14) : match.start()].lower()
        return re.search(r"(?:no|number|flight|room|route|model)\.?\s$|[-/#:]$", before) is None
    return True
