"""The circumstances of a figure: its state, day, period, year, places, and whether it is denied,
foreseen, final, a part or a whole. Numbers under different circumstances are no rivals.
"""

from __future__ import annotations

import re

from onestory.article import Article, Span
from onestory.claims.lexicon.denial import DENIAL
from onestory.claims.lexicon.things import state_of
from onestory.claims.values import Annotations, Figure

# A count that is only part of another one must not be compared with the whole.
PART = re.compile(
    r"\b(?:another|further|additional|including|among them|of whom|of them|of those|the other(?=\s$)|"
    r"weitere|davon|darunter|dont|autres|otros|otras|incluidos)\b",
    re.IGNORECASE,
)
# "28 people had not been arrested"; not "28 people who had not voted", "the 28 days weren't his idea".
NOT_AFTER = re.compile(
    r"(?:\s(?!(?:and|but|or|while|he|she|it|they|who)\b)[a-zà-ÿ]+){0,3}?\s(?:had|has|have|was|were|is|are|will|did|do|does)(?:\snot|n['’]t|\snever)\b"
    r"(?!\s(?:just|only|the|an?|his|her|its|their|[A-ZÀ-Þ][\w-]+['’]s)\b)",
)
# "denied reports that 12 people"; not "denied any part in the expulsion of 23 people".
DENIED_THAT = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)|dismiss(?:es|ed))\s(?:(?:the |any )?(?:reports?|claims?|"
    r"rumours?|accounts?)\s)?that\s[^,;:]{0,60}$",
    re.IGNORECASE,
)
ONE_OF = re.compile(r"\bof (?:the |all |its |their |those )?$")
MOST_REACH = 60  # and in which "most of the dead" does
PART_REACH = 24  # characters before a figure in which such a word makes it a part
PART_AFTER = re.compile(r"\s*(?:of (?:them|whom|those)|others?|more|additional|further|extra)\b")
# "Most of the dead - 184 - were in Kesh".
MOST_OF = re.compile(
    r"\b(?:most|many|some|half|part|majority|bulk|two[ -]thirds|a third) of "
    r"(?:the|its|those|all)\s[^,;:]{2,30}[,–—-]\s$",
    re.IGNORECASE,
)
# "last year", "next month", "each", "per day", "litres a day"; not "year".
PERIOD = re.compile(
    r"\b(?:(?:last|this|next|previous|coming)\s+(?:year|month|week|quarter|season)|each|every|"
    r"(?:per|(?<!in )(?<!of )(?<!for )(?<!within )(?<!half )(?<!over )(?<!than )(?<!about )"
    r"(?<!around )(?<!after )(?<!almost )(?<!nearly )\ban?)\s+"
    r"(?:day|week|month|year|head|hour)\b(?!\s+(?:ago|later|earlier|before|after|old))|(?:letztes|dieses|nächstes|voriges)\s+jahr|"
    r"l['’]an dernier|cette année|l['’]année prochaine|el año pasado|este año|el próximo año)\b",
    re.IGNORECASE,
)
RATE = re.compile(r"^(?:an?|per)\s+")
# "were expected to have grown by 193,000", "a forecast of 3.7 per cent".
EXPECTED = re.compile(
    r"\b(?:(?<!than[- ])expect(?:s|ed|ing|ations?)?|forecast(?:s|ed|ing)?|"
    r"predict(?:s|ed|ions?)?|project(?:s|ed|ions?)|"
    r"anticipat(?:es?|ed)|target(?:s|ed)?|goal|economists|analysts|(?:an?|own|its|their|the) estimate|"
    r"erwarte\w*|prognos\w*|prév\w+|prevé\w*|pronóstic\w*)\b",
    re.IGNORECASE,
)
COMING = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) to|plans?|wird|werden|sera|seront|será|serán)\b",
    re.IGNORECASE,
)
# "the final count", "acta definitiva", "certified results"; not "the final match".
FINAL = re.compile(
    r"\b(?:final (?:count|tally|results?|figures?|toll|numbers?|totals?|sum)|certified|"
    r"after (?:the|a) recount|definitiv\w+|définiti\w+|endgültig\w*)\b",
    re.IGNORECASE,
)
# "he had 23 guns, and he was killed": another clause says what befell whom.
MAIN_CLAUSE = re.compile(r";|,\s(?:and|but|und|aber|et|mais|y|pero)\s(?!\d)|\s[—–]\s")
# "in Tanta", "near the St Mark cathedral": where, as far as a name tells.
WHERE = re.compile(
    r"\b(?i:in|at|near|outside|around|from|bei|à|en|"
    r"(?:city|town|village|province|state|district|county) of)\s(?:the\s)?"
    r"(?:(?:neighbou?ring|nearby|northern|southern|eastern|western|central)\s)?"
    r"(?P<place>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)*)"
)
CLAUSE_END = re.compile(r"[,;:—–](?=\s)|\s(?:while|whereas|compared|against|but)\s")
SINCE = re.compile(r"\b(?:since|until|till|from|by|seit|bis|depuis|desde)\s$", re.IGNORECASE)
WHOLE = re.compile(r"^\W*(?:of|out of|among|von|sur|de)\s[^,;:]{0,40}$", re.IGNORECASE)
TO_NUMBER = re.compile(r"\s(?:at least |more than |about |some |over |nearly |another )?")
STATE_BEFORE, STATE_AFTER = 60, 70  # characters round a figure in which its state stands


def is_part(text: str, figure: Figure, sentence: Span) -> bool:
    """Whether it counts only some of what another number counts: "another 12", "12 of them"."""
    before = text[max(sentence.start, figure.span.start - PART_REACH) : figure.span.start]
    after = text[figure.span.end : figure.span.end + 16]
    most = MOST_OF.search(
        text, max(sentence.start, figure.span.start - MOST_REACH), figure.span.start
    )
    return bool(PART.search(before) or PART_AFTER.match(after) or most)


def is_final(text: str, sentence: Span) -> bool:
    return FINAL.search(text, *sentence) is not None


def outlook_of(text: str, figure: Figure, sentence: Span) -> str:
    """ "foreseen" ("expects 450 jobs to go"), "to come" ("450 jobs will go"), else empty."""
    clause = clause_of(text, figure.span, sentence)
    if EXPECTED.search(text, *clause):
        return "foreseen"
    return "to come" if COMING.search(text, *clause) else ""


def denial_of(text: str, read: Annotations, figure: Figure, sentence: Span) -> tuple[bool, bool]:
    """Whether something before a figure is denied, and whether that is surely the figure."""
    lead = _lead_in(text, read, figure, sentence)
    after = NOT_AFTER.match(text, figure.span.end, sentence.end)
    told = any(state_of(w.lower(), "") for w in after.group().split()) if after else False
    if after and not told and not ONE_OF.search(lead):  # "the two deaths were not related"
        return True, True  # not "one of the 22 crew did not answer"
    return DENIAL.search(lead) is not None, DENIED_THAT.search(lead) is not None


def _lead_in(text: str, read: Annotations, figure: Figure, sentence: Span) -> str:
    """The words of the sentence since the figure before this one."""
    before = [f.span.end for f in read.figures if sentence.start <= f.span.end <= figure.span.start]
    return text[max([sentence.start, *before]) : figure.span.start]


def period_of(sentence: str) -> str:
    """The period or rate a sentence names; empty where it names none, or several."""
    found = {" ".join(m.group().lower().split()) for m in PERIOD.finditer(sentence)}
    found = {RATE.sub("per ", name) for name in found}
    if len(found) > 1:
        found.discard("each")  # "each a day" is a rate by the day
    return found.pop() if len(found) == 1 else ""


def past_of(article: Article, read: Annotations, sentence: Span) -> str:
    if article.published is None:
        return ""
    now = f"{article.published:%Y-%m}"
    told = {
        d.value
        for d in read.dates
        if sentence.covers(d.span)
        and (
            (d.precision in {"month", "year", "decade"} and d.value < now[: len(d.value)])
            or (d.precision == "day" and d.value[:4] < now[:4])
        )
        and not SINCE.search(article.text, sentence.start, d.span.start)
    }
    return told.pop() if len(told) == 1 else ""


def is_whole(text: str, read: Annotations, figure: Figure, sentence: Span) -> bool:
    """Whether the sentence opens with it as a whole: "Of 14 wells, 4 have failed"."""
    others = [f.span for f in read.figures if f is not figure and sentence.covers(f.span)]
    if not others or any(o.start < figure.span.start for o in others):
        return False
    return WHOLE.search(text[sentence.start : figure.span.start]) is not None


def places_of(
    article: Article, read: Annotations, figure: Figure, sentence: Span
) -> frozenset[str]:
    days = [d.span for d in read.dates if sentence.covers(d.span)]
    start, end = clause_of(article.text, figure.span, sentence)
    others = [f.span for f in read.figures if f is not figure and sentence.covers(f.span)]
    # "71 in Tanta and 35 in Alexandria": each number has the place behind it.
    end = min([end, *(o.start for o in others if o.start >= figure.span.end)])
    start = max([start, *(o.end for o in others if o.end <= figure.span.start)])
    found = WHERE.finditer(article.text, start, end)
    named = [m.span("place") for m in found if not any(d.overlaps(Span(*m.span())) for d in days)]
    return frozenset(w for a, b in named for w in article.text[a:b].lower().split())


def clause_of(text: str, span: Span, sentence: Span) -> tuple[int, int]:
    """The part of the sentence round a figure up to the next comma, semicolon or "while"."""
    before = [m.end() for m in CLAUSE_END.finditer(text, sentence.start, span.start)]
    after = CLAUSE_END.search(text, span.end, sentence.end)
    return max([sentence.start, *before]), after.start() if after else sentence.end


def nearest_state(
    text: str, read: Annotations, figure: Figure, sentence: Span, language: str
) -> str:
    """The state word closest to the figure, and rather after it than before, in its main clause; a verb
    right before another number is that one's ("killed six men and rescued 13")."""
    next_ones = [f.span.start for f in read.figures if f.span.start >= figure.span.end]
    low = max(sentence.start, figure.span.start - STATE_BEFORE)
    high = min(sentence.end, figure.span.end + STATE_AFTER)
    low = max([low, *(m.end() for m in MAIN_CLAUSE.finditer(text, low, figure.span.start))])
    next_clause = MAIN_CLAUSE.search(text, figure.span.end, high)
    high = next_clause.start() if next_clause else high
    best, distance = "", 10_000
    for match in re.finditer(r"[^\W\d_]+", text[low:high]):
        state = state_of(match.group().lower(), language)
        if not state:
            continue
        at = low + match.start()
        behind = low + match.end()
        if at >= figure.span.end and any(
            behind <= n and TO_NUMBER.fullmatch(text, behind, n) for n in next_ones
        ):
            continue
        away = at - figure.span.end if at >= figure.span.end else figure.span.start - at + 12
        if away < distance:
            best, distance = state, away
    return best


def day_of(read: Annotations, sentence: Span) -> str:
    days = {
        d.value[:10]
        for d in read.dates
        if sentence.covers(d.span) and d.precision in {"day", "time"}
    }
    return days.pop() if len(days) == 1 else ""
