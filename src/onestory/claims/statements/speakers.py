"""Speakers behind pronouns, surnames and titles, resolved inside the article; and speakers without a
name. What cannot be settled stays empty: a wrong name is worse than none."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from onestory.article import Span
from onestory.claims.lexicon import Lexicon, lexicon
from onestory.claims.lexicon.words import split
from onestory.claims.names import gender_of
from onestory.claims.statements.words import plain_words
from onestory.claims.values import Attribution, NameMention, Speaker

REACH = 700  # characters back a pronoun may point
# Phrases that say a speaker wants no name: "asked not to be named", "on condition of anonymity".
ANONYMITY = (
    "not to be named", "anonymity", "declined to be named", "did not want to be named",
    "not authorised", "not authorized", "not be identified", "anonym", "anonymat",
)  # fmt: skip


# What ends a source whose clause goes on: matches ", who" in "Lena Holt, who"; not "Holt".
RELATIVE = re.compile(r"(?:^|,?\s)(?:who|whom|which|that|qui|quien|quienes)$", re.IGNORECASE)


# Words that are somebody only where a name stands before them.
PRONOUNS = frozenset(
    word for language in ("de", "en", "es", "fr") for word in lexicon(language).pronouns
) | {"one", "some", "others", "another", "many", "who", "himself", "herself"}
DANGLING = split("new latest old own same other first last recent previous official")


def shown(text: str, said: Attribution) -> Speaker | None:
    """The speaker of a statement as a page shows it: "Lena Holt" of "Lena Holt, who"; nobody where
    the text has no more than "who"."""
    if said.source is None:
        return None
    written = said.source.of(text)
    relative = RELATIVE.search(written)
    span = (
        Span(said.source.start, said.source.start + relative.start()) if relative else said.source
    )
    if span.start == span.end:
        return None
    return Speaker(said.speaker or span.of(text), span)


def named_at(text: str, speaker: Speaker | None) -> Span | None:
    """Where a page quotes who says something: for "she" the name that she has before; nobody where the
    words name nobody ("they", "the new")."""
    if speaker is None or speaker.span is None:
        return None
    words = speaker.span.of(text).lower().split()
    if len(words) == 1 and words[0] in PRONOUNS:
        place = text.rfind(speaker.text, 0, speaker.span.start)
        known = place >= 0 and speaker.text.lower() not in PRONOUNS
        return Span(place, place + len(speaker.text)) if known else None
    return None if len(words) == 2 and words[1] in DANGLING else speaker.span


def resolve_speakers(
    text: str,
    attributions: Sequence[Attribution],
    names: Sequence[NameMention],
    lex: Lexicon,
) -> list[Attribution]:
    """The statements with `speaker` and `unnamed` filled in, in the same order."""
    starts = [n.span.start for n in names]
    genders = _genders(text, names, lex)
    resolved: dict[Span, tuple[str, bool]] = {}
    previous: list[tuple[int, str]] = []
    by_place = sorted(
        {a.source for a in attributions if a.source is not None}, key=lambda s: s.start
    )
    for source in by_place:
        speaker, unnamed = _speaker(text, source, names, starts, genders, previous, lex)
        resolved[source] = speaker, unnamed
        if speaker and not unnamed:
            previous.append((source.start, speaker))
    result = []
    for attribution in attributions:
        if attribution.source is None:
            result.append(attribution)
            continue
        speaker, unnamed = resolved[attribution.source]
        result.append(replace(attribution, speaker=speaker, unnamed=unnamed))
    return result


def _inside(span: Span, names: Sequence[NameMention], starts: list[int]) -> list[NameMention]:
    at = bisect.bisect_left(starts, span.start)
    found = []
    while at < len(names) and names[at].span.start < span.end:
        found.append(names[at])
        at += 1
    return found


def _speaker(
    text: str,
    source: Span,
    names: Sequence[NameMention],
    starts: list[int],
    genders: dict[str, str],
    previous: list[tuple[int, str]],
    lex: Lexicon,
) -> tuple[str, bool]:
    written = source.of(text)
    low = written.lower().strip()
    if low in lex.pronouns or low in {"who", "qui", "quien"}:
        return _antecedent(text, source, low, names, starts, genders, previous, lex), False
    inside = _inside(source, names, starts)
    anonymous = any(phrase in low for phrase in ANONYMITY)
    person = next((n for n in inside if n.type == "person"), None)
    if person is not None and not anonymous and _heads(text, source, person):
        return person.name, False
    words = [w.low for w in plain_words(text, source.start, min(source.end, source.start + 120))]
    head = next((w for w in words if w in lex.unnamed), "")
    if anonymous or (head and not inside):
        return "", True
    if inside:
        return inside[0].name, False
    return "", False


def _heads(text: str, source: Span, person: NameMention) -> bool:
    """ "a friend of Lena Holt" is not Lena Holt."""
    before = text[source.start : person.span.start].lower()
    return not (" of " in f" {before}" or " for " in f" {before}" or " to " in f" {before}")


def _genders(text: str, names: Sequence[NameMention], lex: Lexicon) -> dict[str, str]:
    genders: dict[str, str] = {}
    for name in names:
        if name.type != "person" or name.name in genders:
            continue
        gender = gender_of(name.name)
        before = text[max(0, name.span.start - 28) : name.span.start].lower().split()
        for word in before[-2:]:
            word = word.strip(".,")
            gender = "f" if word in lex.female else "m" if word in lex.male else gender
        if gender:
            genders[name.name] = gender
    return genders


def _antecedent(
    text: str,
    source: Span,
    low: str,
    names: Sequence[NameMention],
    starts: list[int],
    genders: dict[str, str],
    previous: list[tuple[int, str]],
    lex: Lexicon,
) -> str:
    wanted = lex.pronouns.get(low, "")
    at = bisect.bisect_left(starts, source.start)
    if low in {"who", "qui", "quien"}:
        near = names[at - 1] if at else None
        return near.name if near and source.start - near.span.end <= 3 else ""
    if wanted not in {"m", "f"}:
        return ""
    for place, speaker in reversed(previous):
        if source.start - place > REACH:
            break
        if genders.get(speaker, wanted) == wanted:
            # Another fitting person named in between makes it a guess.
            between = _persons(names, starts, place, source.start, genders, wanted)
            if not between - {speaker}:
                return speaker
            break
    candidates: list[str] = []
    for name in reversed(names[:at]):
        if source.start - name.span.end > REACH:
            break
        if name.type == "person" and genders.get(name.name, wanted) == wanted:
            if name.name not in candidates:
                candidates.append(name.name)
    sure = [c for c in candidates if genders.get(c) == wanted]
    if len(sure) == 1:
        return sure[0]
    return candidates[0] if len(candidates) == 1 else ""


def _persons(
    names: Sequence[NameMention],
    starts: list[int],
    low: int,
    high: int,
    genders: dict[str, str],
    wanted: str,
) -> set[str]:
    first, last = bisect.bisect_left(starts, low), bisect.bisect_left(starts, high)
    return {
        n.name
        for n in names[first:last]
        if n.type == "person" and genders.get(n.name, wanted) == wanted
    }
