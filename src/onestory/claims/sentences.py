"""Text to sentence spans, in code points: paragraphs first, then end marks that truly end.

Rules over end marks with abbreviation lists (after Kiss and Strunk 2006 in spirit, without training);
full-width, Arabic and Devanagari marks included. Sentences never touch and never overlap.
"""

from __future__ import annotations

import re

from onestory.article import Span
from onestory.claims.lexicon.words import split

# A blank line parts paragraphs: matches "\n\n", "\n \n"; not "\n".
PARAGRAPH_GAP = re.compile(r"\n[^\S\n]*\n\s*")
# An end mark with what closes after it: matches `."` and `?`; not the point in `3.5`.
END_MARK = re.compile(
    r"[.!?…؟۔।]{1,8}[\"'”’»)\]\u201c]{0,3}(?=\s|$)|[。！？｡]{1,8}[」』）”’\"]{0,3}|\n(?=\s*[-•*] )"
)
# The word before a full stop: matches "Mr", "U.S", "z.B".
LAST_WORD = re.compile(r"[\w.'’-]{1,20}$")
NEXT_WORD = re.compile(r"\s*([\"'“‘„«»(\[–—-]*)\s*([\w'’-]*)")

ABBREVIATIONS = split(
    """
    mr mrs ms dr prof sen rep gov gen lt col sgt capt cmdr adm maj rev hon st mt ft pres supt sens
    reps messrs atty asst assn dept univ vs viz cf al eds vol approx est fig nos pp no jan feb mar
    apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri ave blvd rd ariz calif
    colo conn fla ind kan mass mich minn miss mont neb nev okla ore penn tenn tex wash wis ala ark
    del ga ill ky la md mo pa va vt wyo bzw ca nr str mio mrd tel evtl ggf inkl zzgl vgl geb hr fr
    abs art bspw sog z.b u.a d.h o.ä i.d.r m mm mme mlle mgr me av sr sra srta dra ud uds pág núm ee
    aprox
    """
)
# Abbreviations that may also end a sentence: the next word decides.
CLOSING_ABBREVIATIONS = split("u.s u.k u.n e.u a.m p.m inc corp ltd co jr etc usw d.c")
STARTERS = split(
    """
    the a an he she it they we i you this that these those there in on at but and as if when while
    after before some many most for with his her their its our one no not however what who why how
    der die das ein eine er sie es wir le la les un une il elle ils el los las mr mrs ms
    """
)
MONTHS_DE = split(
    """
    januar februar märz april mai juni juli august september oktober november dezember jahrhundert
    jahrhunderts
    """
)
# What follows a quoted question when its speaker does: `"Why?" Lena Holt asked.`
SPEAKER_FOLLOWS = re.compile(
    r"\s+(?:[\w.'’-]+\s+){0,4}(?:said|asked|says|asks|added|wrote|replied|shouted|told|fragte|sagte|"
    r"demande|dit|preguntó|dijo)\b"
)
OPENERS, CLOSERS = "「『（", "」』）"
CJK_END = "。！？｡"
LONGEST_SENTENCE = 2000  # characters; what is longer is a list or a table
LONGEST_CJK_QUOTE = 600  # characters; a bracket left open longer than this is taken as a slip


def paragraph_spans(text: str) -> list[Span]:
    """Spans of the paragraphs, trimmed, blank ones left out."""
    spans: list[Span] = []
    start = 0
    for gap in PARAGRAPH_GAP.finditer(text):
        _append_trimmed(spans, text, start, gap.start())
        start = gap.end()
    _append_trimmed(spans, text, start, len(text))
    return spans


def sentence_spans(text: str, language: str = "") -> list[Span]:
    """Spans of all sentences in order; every non-blank character is in exactly one of them."""
    spans: list[Span] = []
    german = language[:2].lower() == "de"
    for paragraph in paragraph_spans(text):
        start = paragraph.start
        depth, depth_at = 0, start
        scanned = start
        for mark in END_MARK.finditer(text, paragraph.start, paragraph.end):
            if text[mark.start()] in CJK_END:
                opened = _depth(text, scanned, mark.end())
                depth = max(0, depth + opened)
                scanned = mark.end()
                if depth > 0:
                    depth_at = depth_at if opened <= 0 else mark.start()
                    if mark.end() - depth_at < LONGEST_CJK_QUOTE:
                        continue
                    depth = 0
                if text.startswith("と", mark.end()):
                    continue
            if mark.end() >= paragraph.end or _ends(text, mark, paragraph, german):
                _append_trimmed(spans, text, start, mark.end())
                start = mark.end()
        _append_trimmed(spans, text, start, paragraph.end)
    return spans


def _append_trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))


def _depth(text: str, start: int, end: int) -> int:
    piece = text[start:end]
    return sum(piece.count(c) for c in OPENERS) - sum(piece.count(c) for c in CLOSERS)


def _ends(text: str, mark: re.Match[str], paragraph: Span, german: bool) -> bool:
    """Whether an end mark followed by a blank truly ends its sentence."""
    found = mark.group()
    if found[0] in "\n。！？｡؟۔।":
        return True
    following = NEXT_WORD.match(text, mark.end(), min(paragraph.end, mark.end() + 60))
    opening, word = (following.group(1), following.group(2)) if following else ("", "")
    if word and word[0].islower() and not opening:
        return False
    if found[0] == "." and len(found) == 1:
        return not _abbreviates(text, mark.start(), word, german)
    if found[0] == "." and word and word[0].islower() and not found.startswith(".."):
        return True
    closes = found[-1] in "\"'”’»“"
    if closes and found[0] in "?!…" and not opening:
        return not SPEAKER_FOLLOWS.match(text, mark.end(), min(paragraph.end, mark.end() + 80))
    return True


def _abbreviates(text: str, at: int, following: str, german: bool) -> bool:
    before = LAST_WORD.search(text, max(0, at - 20), at)
    if before is None:
        return False
    word = before.group().lower().strip("'’-")
    if word in CLOSING_ABBREVIATIONS or (len(word) > 2 and re.fullmatch(r"(?:\w\.)+\w", word)):
        return following.lower() not in STARTERS
    if len(word) == 1 and word.isalpha() and before.group()[0].isupper():
        return True
    if word in ABBREVIATIONS or ("-" in word and word.rsplit("-", 1)[1] in ABBREVIATIONS):
        # "No." and "miss." also end sentences: a capital with a number or name must follow.
        return not (word == "no" and not following[:1].isdigit())
    if german and word.isdigit() and len(word) <= 2:
        return True
    return word.isdigit() and len(word) <= 2 and following.lower() in MONTHS_DE
