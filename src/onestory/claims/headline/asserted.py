"""What a headline asserts and its text does not: a thing that may be is told as a thing that is, a
thing denied as done, and words are given to somebody who says nothing in the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onestory.article import Span
from onestory.claims.headline.places import WORD
from onestory.claims.lexicon.words import split
from onestory.claims.values import Annotations
from onestory.claims.warnings.wording import merged

# Takes the verb behind it out of the facts: "may close", "is expected to close", "could soon close".
HEDGE = re.compile(
    r"\b(?:(?:may|might|could|would|should|cannot|can)(?: not)?(?: yet| soon| still| also| even)?"
    r"(?: be| have| have been)?"
    r"|(?:is|are|was|were|be|been)(?: widely| now| also)? "
    r"(?:set|expected|likely|due|planned|supposed|believed|thought|alleged|accused of"
    r"|suspected of|rumou?red|ready|about)(?: to(?: be| have)?)?"
    r"|(?:plans?|planned|hopes?|hoped|wants?|wanted|threatens?|threatened|considers?|considering"
    r"|proposes?|proposed|intends?|aims?|seeks?|sought|seeking|vows?|vowed|promised?|promises"
    r"|prepares?|preparing|weighs?|weighing|appl(?:y|ied) for|files? for|asks?|asked)(?: to)?)"
    r"\s+([^\W\d_]{3,})",
    re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:(?:did|does|do|has|have|had|was|were|is|are|will|would) not(?: yet)?(?: been| be)?"
    r"|(?:didn't|doesn't|don't|hasn't|haven't|hadn't|wasn't|weren't|isn't|aren't|won't)(?: been)?"
    r"|never|den(?:y|ies|ied)(?: having)?(?: been)?)\s+([^\W\d_]{3,})",
    re.IGNORECASE,
)
# A headline with one of these does not assert: "May close?", "Set to close", "'Closed' says union".
OPEN_TITLE = re.compile(
    r"[?“”\"„«»‘]|(?<!\w)'|\b(?:may|might|could|would|should|can|will|set|likely|plan\w*|propos\w+"
    r"|consider\w*|expect\w*|want\w*|threat\w*|hope\w*|alleg\w+|accus\w+|reported\w*|suspect\w*"
    r"|den(?:y|ies|ied)|not|no|never|if|whether|how|why|what|who|to|fear\w*|warn\w*|say|says|said"
    r"|claim\w*|call\w*|demand\w*|urge\w*|vow\w*|promis\w+|seek\w*|bid|talks?|risk\w*|ask\w*"
    r"|prepar\w+|weigh\w*|hint\w*|pledg\w+|await\w*|wait\w*|against|without|n't|\w+n['’]t)\b",
    re.IGNORECASE,
)
NO_VERB = split(
    "the and not been being have has had that this them their only more most very well also been "
    "one two all any some into from with over what who whom ever name named"
)
LEAST_VERB = 4  # letters of a verb that is compared
SHARED_WITH_SENTENCE = 1  # other words of the headline that the hedged sentence must have
# "Holt: yard is safe", "Yard is safe, says Holt": the words are given to a named person.
SPEAKER_BEFORE = re.compile(
    r"^((?:[A-ZÀ-ÖØ-Þ][\w’'-]+ ){0,2}[A-ZÀ-ÖØ-Þ][\w’'-]+) (?:says|said|denies|denied|vows|warns|"
    r"insists|claims|admits|tells|urges|calls for|rejects)\b"
)
SPEAKER_AFTER = re.compile(
    r"(?:,|[”\"’']) (?:says|said|warns|insists|claims) ((?:[A-ZÀ-ÖØ-Þ][\w’'-]+ ?){1,3})$"
)


def unasserted(title: str, text: str, sentences: Sequence[Span], language: str) -> Span | None:
    """The verb of a headline that its text has only as what may be, or as what is denied."""
    if language[:2] != "en" or OPEN_TITLE.search(title):
        return None
    hedged = _verbs_behind(HEDGE, text) | _verbs_behind(NEGATED, text)
    if not hedged:
        return None
    for match in list(WORD.finditer(title))[1:]:
        stem = _stem(match.group())
        if len(stem) < LEAST_VERB - 1 or stem not in hedged or match.group()[0].isupper():
            continue
        places = [m for m in WORD.finditer(text) if _stem(m.group()) == stem]
        behind = [
            m
            for m in places
            if any(h.end(1) == m.end() for p in (HEDGE, NEGATED) for h in _near(p, text, m))
        ]
        if len(behind) == len(places) and _shares(title, text, sentences, match, behind):
            return Span(*match.span())
    return None


def _near(pattern: re.Pattern[str], text: str, place: re.Match[str]) -> list[re.Match[str]]:
    return [
        m
        for m in pattern.finditer(text, max(0, place.start() - 80), place.end() + 1)
        if m.end(1) == place.end()
    ]


def _verbs_behind(pattern: re.Pattern[str], text: str) -> set[str]:
    return {_stem(m.group(1)) for m in pattern.finditer(text)} - {_stem(w) for w in NO_VERB}


def _stem(word: str) -> str:
    """One stem for "closes", "closed", "close", "closing"; "carries" and "carry"."""
    low = word.lower()
    for ending in ("ies", "ied"):
        if low.endswith(ending) and len(low) > LEAST_VERB:
            return low[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        if low.endswith(ending) and len(low) - len(ending) >= LEAST_VERB - 1:
            low = low[: -len(ending)]
            if ending in {"ing", "ed"} and low[-1] == low[-2] and low[-1] not in "ls":
                low = low[:-1]
            break
    return low.removesuffix("e")


def _shares(
    title: str,
    text: str,
    sentences: Sequence[Span],
    verb: re.Match[str],
    behind: Sequence[re.Match[str]],
) -> bool:
    """Whether a hedged sentence speaks of what the headline speaks of."""
    others = {
        _stem(m.group())
        for m in WORD.finditer(title)
        if m.span() != verb.span() and len(m.group()) >= LEAST_VERB
    } - {_stem(w) for w in NO_VERB}
    for number in _numbers_of(sentences, [place.start() for place in behind]):
        words = {_stem(m.group()) for m in WORD.finditer(sentences[number].of(text))}
        if len(words & others) >= SHARED_WITH_SENTENCE:
            return True
    return False


def _numbers_of(sentences: Sequence[Span], places: Sequence[int]) -> list[int]:
    """Which sentences places in rising order stand in, each once."""
    found: dict[int, None] = {}
    for place in places:
        at = bisect_right(sentences, place, key=lambda s: s.start) - 1
        if at >= 0 and place < sentences[at].end:
            found[at] = None
    return list(found)


def silent_speaker(title: str, text: str, annotations: Annotations) -> Span | None:
    """The name to whom a headline gives words, where the text has it and nothing said beside it."""
    found = SPEAKER_BEFORE.search(title) or SPEAKER_AFTER.search(title)
    if found is None or not annotations.attributions:
        return None
    name = found.group(1).strip()
    last = name.split()[-1]
    if not any(n.type == "person" and n.name.endswith(last) for n in annotations.names):
        return None  # countries and clubs speak through others
    places = [m.start() for m in re.finditer(rf"\b{re.escape(last)}\b", text)]
    if not places:
        return None  # that the name is missing is told of the name
    for attribution in annotations.attributions:
        source = attribution.source.of(text) if attribution.source else ""
        if last in source or last in attribution.speaker:
            return None
    sentences = annotations.sentences
    said = merged([a.content for a in annotations.attributions])
    for number in _numbers_of(sentences, places):
        around = Span(sentences[number].start, sentences[min(number + 1, len(sentences) - 1)].end)
        at = bisect_left(said, around.end, key=lambda s: s.start) - 1
        if at >= 0 and said[at].overlaps(around):
            return None
    start = title.index(name)
    return Span(start, start + len(name))
