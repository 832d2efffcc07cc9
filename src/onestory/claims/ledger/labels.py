"""What a page calls the thing that a claim counts: a noun phrase of a source, letter for letter.

The words found round a number are cut down to a noun with what stands before it and its state; what is
no such phrase ("of them", "shrunk", "deadline for the ministry to turn") names nothing and is left out.
"""

from __future__ import annotations

import re

from onestory.article import Span
from onestory.claims.ledger.align import Fact
from onestory.claims.ledger.toldapart import CALENDAR
from onestory.claims.lexicon import Lexicon, lexicon
from onestory.claims.lexicon.things import EMPTY, STATE_OF, THING_OF
from onestory.claims.lexicon.words import split
from onestory.claims.statements.words import Word, plain_words

MOST_BEFORE = 4  # words of a phrase before a number: a longer one is half a sentence
MOST_JAPANESE = 4  # characters of a counted thing: what is longer is a clause
# "(two) bills Thursday", "percent in October", "hundreds of (thousands of voters)".
DAYS_AND_MONTHS = re.compile(rf"(?:{CALENDAR.pattern})$")
# "$10.6 million last year", "two weeks ahead of time": when, not what.
TIMES = split(
    "year month week day night season quarter decade century time weekend morning evening"
)
# Words so wide that they name nothing where they stand alone: the sentence says which people.
WIDE = split(
    """
    people persons person individuals group groups men women man woman members member cases units items
    things pieces menschen personen leute personnes gens personas gente
    """
)
# A party's word for the other side or its own would stand over what all sides say.
TAKING_SIDES = split(
    """
    bandits bandit terrorists thugs traitors patriots heroes martyrs mercenaries rioters mob fanatics
    extremists militants regime aggressors liberators
    """
)
COUNTED_TWICE = split("thousands millions billions hundreds dozens tens percent per")
NOT_NAMING = ("'s", "s'", "'ll", "'re", "'ve", "n't")  # "Ohio's", "we'll"
NAME_REACH = 30  # characters before a phrase in which a name may begin
# "Getty |Images", "Wong/|Getty", "Smith & |Sons"; not "12 |Sons".
NAME_BEFORE = re.compile(r"(?<![.!?“\"] )\b[A-ZÀ-Þ][\w.’'-]+(?:\s(?:&\s)?|/)$|&\s$")
NAME_BEHIND = re.compile(r"(?:\s|/|-|\s&\s)[A-ZÀ-Þ]")
OPENERS = split(
    "that which who whom whether when where if because as than while and but or put puts"
)
# Words that alone name nothing, and those with which no noun phrase begins or ends.
NO_NAME = split(
    """
    them us those these whom others other more less fewer back away north south east west apart ahead
    behind names name number numbers figure figures total worth up down out off times kinds period
    young old high low legal illegal plus
    """
)
NO_OPENING = split(
    """
    north south east west ahead above below shrunk grown of versus than not no per capable due set about
    at
    """
)
NO_END = split(
    """
    believe believes think thinks favor favors favour favours oppose opposes say says voting voted vote
    want wants support supports own owns agree agrees disagree disagrees approve approves
    except had has have was were is are be been being will would can could may might must do did does to
    including worth up for gone stood say said come came held made took taken broke found chose choose
    going sitting began fell rose grew went gave got led sent spent paid met saw won lost
    read ran stood lay sat flew drove fled swam wrote struck hit cut shut burst sank knew heard above
    below beyond
    """
)


def label_of(fact: Fact) -> Span | None:
    """The words that name what a figure counts; None where they are no noun phrase."""
    counts = fact.figure.counts
    if counts is None or fact.elliptic or not fact.sentence.covers(counts):
        return None
    words = [w for w in plain_words(fact.text, *counts) if w.kind == "w"]
    if fact.language not in {"", "en"}:
        clause = fact.language == "ja" and len(counts.of(fact.text)) > MOST_JAPANESE
        wide = len(words) == 1 and words[0].low in WIDE
        named = words and words[-1].low not in NO_NAME and not wide
        return counts if named and not clause else None
    lex = lexicon("en")
    if counts.end <= fact.figure.span.start:
        words = _subject(words, lex)
    words = _without_ends(words, lex)
    if not words or _names_nothing(words, lex) or _cuts_name(fact.text, words):
        return None
    return Span(words[0].start, words[-1].end)


def said_at(fact: Fact) -> Span:
    """The number with what it counts as a page shows it: without a verb behind ("12 people had
    reached") or half a sentence before, and with both marks of a quotation."""
    figure, counts, shown = fact.figure.span, fact.figure.counts, fact.span
    if counts is not None and fact.language in {"", "en"} and shown != figure:
        named = label_of(fact) or _bare(fact, counts)
        if counts.end <= figure.start:
            shown = Span(named.start, figure.end) if named else figure
        elif named is not None and named.start >= figure.end:
            shown = Span(figure.start, named.end)
    shown = Span(min(shown.start, figure.start), max(shown.end, figure.end))
    return _with_marks(fact.text, shown)


def _bare(fact: Fact, counts: Span) -> Span | None:
    """What stands behind a number without a verb, where it is too wide to name a claim: "people"."""
    if counts.start < fact.figure.span.end:
        return None
    words = [w for w in plain_words(fact.text, *counts) if w.kind == "w"]
    words = _without_ends(words, lexicon("en"))
    return Span(counts.start, words[-1].end) if words else None


def _with_marks(text: str, shown: Span) -> Span:
    """The span with the mark that closes a quotation begun in it: three "armed smugglers"."""
    within, behind = shown.of(text), text[shown.end : shown.end + 1]
    opened = within.count('"') % 2 if behind == '"' else within.count("“") > within.count("”")
    return Span(shown.start, shown.end + 1) if opened and behind in {'"', "”"} else shown


def _subject(words: list[Word], lex: Lexicon) -> list[Word]:
    """The noun phrase of what stands before a number: "evidence that the bilge alarm" is the alarm."""
    last = max((n for n, w in enumerate(words) if w.low in OPENERS), default=-1)
    words = words[last + 1 :]
    parted = [  # "by six | the Wyle"; not "price of the bread"
        n
        for n, w in enumerate(words)
        if n and w.low in lex.determiners and words[n - 1].low not in lex.prepositions
    ]
    words = words[parted[-1] :] if parted else words
    verbs = [w for w in words[:-1] if w.low in lex.auxiliaries or w.low == "to"]
    return [] if verbs or len(words) > MOST_BEFORE else words


def _without_ends(words: list[Word], lex: Lexicon) -> list[Word]:
    """Without an article before and half a verb behind; a state stays: "people had been killed"."""
    while words and words[0].low in lex.determiners:
        words = words[1:]
    while words and not _is_state(words):
        last = words[-1].low
        dated = words[-1].cap and DAYS_AND_MONTHS.match(words[-1].low.capitalize())
        verbal = len(words) > 1 and last.endswith("ed") and last not in THING_OF
        if not (
            last in NO_END or last in lex.auxiliaries or last in lex.prepositions or verbal or dated
        ):
            break
        words = words[:-1]
    return words


def _cuts_name(text: str, words: list[Word]) -> bool:
    """Whether a name goes on before or behind: "Pacific Gas" & Electric, Getty "Images"."""
    first, last = words[0], words[-1]
    before = text[max(0, first.start - NAME_REACH) : first.start]
    if first.cap and NAME_BEFORE.search(before) is not None:
        return True
    return last.cap and NAME_BEHIND.match(text, last.end) is not None


def _is_state(words: list[Word]) -> bool:
    return words[-1].low in STATE_OF and not words[-1].low.endswith("ing")


def _names_nothing(words: list[Word], lex: Lexicon) -> bool:
    first, last = words[0].low, words[-1].low
    if any(w.low in TAKING_SIDES for w in words) or last in TIMES:
        return True
    if len(words) == 1 and last in WIDE:
        return True
    if first in NO_OPENING or first in lex.prepositions or first in lex.pronouns:
        return True
    if first in COUNTED_TWICE or first.endswith(NOT_NAMING) or last.endswith(NOT_NAMING[:2]):
        return True
    if last in lex.pronouns or (last in NO_NAME and len(words) < 3) or last in EMPTY:
        return True
    if len(words) > 1:
        return first.endswith("ed") and first not in STATE_OF and not words[0].cap
    verbal = first.endswith(("ed", "ing", "ly", "wide")) or first in lex.adverbs
    return verbal and first not in THING_OF and not _is_state(words)
