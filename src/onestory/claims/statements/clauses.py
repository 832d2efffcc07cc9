"""Noun phrases and clauses found by walking over words: who stands before or after a reporting verb,
and where what they say begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from onestory.claims.lexicon import Lexicon
from onestory.claims.lexicon.words import split
from onestory.claims.statements.cues import DAYS, Cue
from onestory.claims.statements.words import Word

Range = tuple[int, int]  # words, half-open

LONGEST_PHRASE = 24  # words of a noun phrase with what hangs on it
LONGEST_INSERT = 22  # words between commas, between a subject and its verb
ARTICLES = frozenset({"the", "a", "an"})
SUBJECT_ARTICLES = frozenset({"la", "los", "las"})  # articles too: "La policía dijo"
LONGEST_TITLE = 40  # characters of a quotation inside such an insert
LONGEST_ADVERBIAL = 12  # words of "in an interview with …" between a verb and its content
OBJECTS = frozenset({"him", "them", "us", "me"})
SUBJECT_PRONOUNS = frozenset({"m", "f", "p", "n", "1", "2"})
NAMES_TOO = frozenset({"may", "will"})  # auxiliaries that are names with a capital: "May 3"
LIKE_ADVERBS = split("family tally ally reply assembly monopoly rally supply bully")
# Words that open "at a news conference", "during a visit": skipped between verb and content.
ADVERBIAL_OPENERS = split(
    """
    in on at during after before to through via over of about from with for last this next by late
    early when as while
    """
)
CLAUSE_JOINERS = frozenset(
    {"but", "while", "although", "though", "whereas", "aber", "mais", "pero"}
)


def subject_before(words: Sequence[Word], cue: Cue, lex: Lexicon) -> Range | None:
    """The noun phrase a verb has on its left; None where there is none to be sure of."""
    end = cue.first
    if end == 0:
        return None
    before = words[end - 1]
    if before.low in DAYS and end >= 2:  # "Holt on Monday said"
        end -= 2 if words[end - 2].low in lex.prepositions else 1
        if end <= 0:
            return None
        before = words[end - 1]
    while end >= 3 and words[end - 2].low == "," and is_adverb(before, lex):
        end -= 1  # "Holt, the mayor, forcefully rejected"
        before = words[end - 1]
    if before.kind == "q":
        return None
    if (
        before.low in OBJECTS
        and end >= 3
        and words[end - 2].low in lex.prepositions - {lex.likeness}
    ):
        return phrase_before(words, end, lex)  # "most of them", "those around her"
    if lex.pronouns.get(before.low.partition("'")[0]) in SUBJECT_PRONOUNS:  # "I", "we've"
        return end - 1, end
    if before.low in lex.relatives:
        return end - 1, end
    if before.low in {",", "–", "—", "-", ")"}:
        return _across_insert(words, end - 1, lex)
    return phrase_before(words, end, lex)


def is_adverb(word: Word, lex: Lexicon) -> bool:
    if word.low in lex.adverbs:
        return True
    return word.low.endswith("ly") and not word.cap and word.low not in LIKE_ADVERBS


def _across_insert(words: Sequence[Word], comma: int, lex: Lexicon) -> Range | None:
    """ "Lena Holt, who runs the harbour, said": the phrase before the earlier comma, insert kept."""
    mark = {")": "("}.get(words[comma].low, words[comma].low)
    earliest = None
    for at in range(comma - 1, max(-1, comma - LONGEST_INSERT - 1), -1):
        title = words[at].kind == "q" and words[at].end - words[at].start <= LONGEST_TITLE
        if words[at].low == ";" or (words[at].kind == "q" and not title):
            break
        if words[at].low == mark:
            begin = _before_bracket(words, at)
            found = phrase_before(words, begin, lex) if begin > 0 else None
            if found is None:
                break
            earliest = found[0], comma
            head = words[found[0]]
            if not _is_comma(words, found[0] - 1):
                break
            described = words[at + 1].low in lex.determiners  # "Ada Merrick, a mason,"
            if head.cap and found[1] - found[0] <= 2 and not described:
                continue  # "of Leeds, Yorkshire,": a place inside the insert, look further left
            if not head.cap and (head.low.endswith("ing") or lex.is_past(head.low)):
                continue  # "speaking at Leeds, Yorkshire,", "The memo, dated May 3, 1963,"
            if head.low in {"a", "an"} and words[found[0] - 2].cap:
                continue  # "Ada Merrick, a mason, who built the mill,"
            break
    return earliest


def _before_bracket(words: Sequence[Word], at: int) -> int:
    """ "Lena Holt (R-Tex.), a senator, said": where the name ends before its brackets."""
    if at == 0 or words[at - 1].low != ")":
        return at
    for opens in range(at - 2, max(0, at - LONGEST_INSERT), -1):
        if words[opens].low == "(":
            return opens
    return at


def _is_comma(words: Sequence[Word], at: int) -> bool:
    return at > 0 and words[at].low == ","


def phrase_before(words: Sequence[Word], end: int, lex: Lexicon) -> Range | None:
    start = end
    lowest = max(0, end - LONGEST_PHRASE)
    while start > lowest:
        word = words[start - 1]
        low = word.low
        if word.kind == "q":
            # Only a nickname stands inside a name: Ada "Tiger" Merrick.
            nickname = start >= 2 and words[start - 2].cap and word.end - word.start <= 40
            if start == end or not nickname:
                break
        elif word.kind == "p":
            if low not in "'’.&$%@#-" or (low == "." and not words[start - 2].cap):
                break
        elif low in lex.relatives and start - 1 > lowest and start < end:
            before = words[start - 2].low
            if before == "," or before in lex.verbs:
                break
            if before in lex.prepositions and low not in lex.determiners:
                break  # "a race in which Holt"
            if low == lex.thing_that and _is_named(words[start:end]):
                break
        elif (
            low in lex.breakers
            or (low in lex.auxiliaries and not (word.cap and low in NAMES_TOO and start > 1))
            or (low in lex.pronouns and start < end and low not in {"his", "her", "their", "its"})
            or (low in lex.conjunctions and not _joins_names(words, start - 1))
            or (low in lex.verbs and start < end and _finite(words, start - 1, lex))
        ):
            break
        start -= 1
        if low in ARTICLES and start < end - 1 and _is_time(words, start, lex):
            break
    while start < end and (
        words[start].low in lex.adverbs
        or words[start].low in lex.conjunctions
        or words[start].kind == "p"
        or (words[start].low in lex.that and start + 1 < end)
        or (
            words[start].low in lex.relatives
            and words[start].low not in lex.determiners
            and start + 1 < end
        )
    ):
        start += 1
    while end > start and words[end - 1].low in lex.clitics:
        end -= 1
    if start < end and words[start].low in lex.clitics and words[start].low not in SUBJECT_ARTICLES:
        return None  # "Lo del pan lo dijo Ruiz"
    start = _without_opening(words, start, end, lex)
    return (start, end) if start < end else None


def _is_named(phrase: Sequence[Word]) -> bool:
    """Whether "that" before a phrase opens a clause, "that Holt", "that masons": it is no article of
    a name or of more than one."""
    last = phrase[-1].low if phrase else ""
    return bool(last) and (phrase[0].cap or (last.endswith("s") and not last.endswith("ss")))


def _is_time(words: Sequence[Word], article: int, lex: Lexicon) -> bool:
    """ "Once a week the court": what stands before an article is no part of its phrase."""
    return article > 0 and words[article - 1].low in lex.fronted


def _finite(words: Sequence[Word], at: int, lex: Lexicon) -> bool:
    word = words[at]
    if word.cap or word.low in lex.noun_like:
        return False
    form = lex.verbs[word.low][1]
    return form in {"past", "third"} and not (
        at and (words[at - 1].low in lex.determiners or words[at - 1].low in lex.prepositions)
    )


def _joins_names(words: Sequence[Word], at: int) -> bool:
    if at == 0 or at + 1 >= len(words):
        return False
    left, right = words[at - 1], words[at + 1]
    if left.cap and right.cap:
        return True
    return left.kind == right.kind == "w" and not right.cap and not left.cap and at >= 2


def _without_opening(words: Sequence[Word], start: int, end: int, lex: Lexicon) -> int:
    """Drop a fronted "In a statement" / "On Monday" before the real subject."""
    if start >= end or words[start].low not in lex.prepositions:
        return start
    best = end
    for at in range(end - 1, start, -1):
        word = words[at]
        if word.low in lex.determiners and words[at - 1].low not in lex.prepositions:
            return at + 1 if word.low == lex.thing_that and _is_named(words[at + 1 : end]) else at
        if word.cap and word.low not in DAYS and words[at - 1].low not in lex.prepositions:
            best = at
        elif best < end:
            return best
    return best


def subject_after(words: Sequence[Word], start: int, lex: Lexicon) -> Range | None:
    """The noun phrase right of a verb or of "according to"."""
    at = start
    while at < len(words) and words[at].low in lex.adverbs:
        at += 1
    if at >= len(words) or words[at].kind in "pq":
        return None
    if words[at].low in lex.pronouns and words[at].low not in {"his", "her", "their", "its"}:
        return at, at + 1
    if words[at].low in lex.relatives | lex.breakers and words[at].low not in lex.determiners:
        return None
    if words[at].low in lex.prepositions:
        return None
    begin = at
    while at < len(words) and at - begin < LONGEST_PHRASE:
        word = words[at]
        low = word.low
        if at > begin and lex.joins_nouns and words[at - 1].cap and word.kind in "wn":
            if word.kind == "n":
                break  # "nach Angaben des Amtes 40 Städte"
            if not word.cap:  # a noun ends here, unless the next one hangs on it
                if low in lex.joins_nouns and at + 1 < len(words) and words[at + 1].cap:
                    at += 1
                    continue
                break
        if word.kind == "q":
            if word.end - word.start > 30:
                break
        elif word.kind == "p" and not (low == "." and at + 1 < len(words) and words[at + 1].cap):
            if low not in "'’&$%@#-":
                break
        elif (
            at > begin
            and (
                low in lex.relatives
                or low in lex.auxiliaries
                or low in DAYS
                or (low in lex.breakers and low != "as")
                or (low in lex.pronouns and low not in {"his", "her", "their", "its"})
                or (low in lex.verbs and low not in lex.noun_like and _finite(words, at, lex))
            )
        ) or (at > begin and low in lex.conjunctions and not _joins_names(words, at)):
            break
        elif at > begin and low in ADVERBIAL_OPENERS and low not in {"of", "for", "from", "with"}:
            if low not in {"in", "at", "on"} or not words[at - 1].low or words[begin].cap:
                break
        at += 1
    while at > begin + 1 and words[at - 1].low not in lex.adverbs and is_adverb(words[at - 1], lex):
        at -= 1  # "said Holt shortly"
    if at > begin + 1 and lex.is_past(words[at - 1].low) and not words[at - 1].cap:
        at -= 1  # "according to a note | seen by the Post"
    return (begin, at) if at > begin else None


def skip_adverbial(words: Sequence[Word], at: int, lex: Lexicon, cue: Cue) -> int:
    """Step over "on Monday", "in an interview with the Post", "reporters" up to the content."""
    limit = min(len(words), at + LONGEST_ADVERBIAL)
    begin = at
    told = cue.verb_class != "tell"  # a listener comes once
    while at < limit:
        word = words[at]
        if word.kind == "q" or word.low == ":":
            return at
        if word.low in lex.that and word.low not in {"how", "what"}:
            return at
        if not told and word.low != lex.intention and word.low not in ADVERBIAL_OPENERS:
            told = True
            at = begin = _skip_addressee(words, at, lex)
            continue
        if word.low in DAYS or word.low in lex.adverbs:
            at += 1
            begin = at
            continue
        if word.low == lex.intention and _opens_infinitive(words, at, cue, lex):
            return at
        if word.low in ADVERBIAL_OPENERS:
            stop = _adverbial_end(words, at, limit, lex)
            if stop is None:
                return at
            at = begin = stop
            continue
        return at
    return begin


def _opens_infinitive(words: Sequence[Word], at: int, cue: Cue, lex: Lexicon) -> bool:
    """ "promised to leave", not "said to the mayor"."""
    if words[cue.verb].low in lex.plain or at + 1 >= len(words):
        return False
    after = words[at + 1]
    named = after.cap or after.low in lex.determiners or after.low in lex.pronouns
    return after.kind == "w" and not named


def _skip_addressee(words: Sequence[Word], at: int, lex: Lexicon) -> int:
    """After "told": one pronoun, or a phrase up to that / a quotation / to / a second subject."""
    if words[at].low in lex.pronouns or words[at].low in {"me", "us", "him", "them", "her"}:
        return at + 1
    stop = at
    while stop < len(words) and stop - at < LONGEST_ADVERBIAL:
        word = words[stop]
        if word.kind in "pq" and word.low not in {"'", "’", "-", "."}:
            break
        if word.low in lex.that or word.low == lex.intention or word.low in DAYS:
            break
        if stop > at and (
            (word.kind == "n" and words[stop - 1].kind != "n")
            or word.low.partition("'")[0] in lex.pronouns
            or (word.low in lex.determiners and words[stop - 1].low not in lex.prepositions)
            or word.low in ADVERBIAL_OPENERS - {"of", "for", "from"}
        ):
            break
        stop += 1
    return stop if stop > at else at + 1


def _adverbial_end(words: Sequence[Word], at: int, limit: int, lex: Lexicon) -> int | None:
    """The end of a prepositional phrase if "that", a quotation or a subject follows; else None."""
    for stop in range(at + 1, limit):
        word = words[stop]
        if word.low == "that" or word.kind == "q" or word.low == ":":
            return stop
        if word.low in lex.pronouns and lex.pronouns[word.low] in "mfp" and stop > at + 1:
            if words[stop].low in {"he", "she", "they"}:
                return stop
        if word.low in {".", ";"}:
            return None
        if word.low == ",":
            return stop if stop + 1 < len(words) and words[stop + 1].kind == "q" else None
        if word.low in DAYS:
            return stop + 1
    return None


def content_end(
    words: Sequence[Word], start: int, cues: Sequence[Cue], number: int, relative: bool = False
) -> int:
    """Where the content that starts at a word ends: sentence end, or before the next own clause.
    In a `relative` clause ("Holt, who fears a flood, called") that of the main verb is the next."""
    end = len(words)
    for at in range(start, len(words)):
        low = words[at].low
        if low == ";" or (low == "." and at > start and at + 1 < len(words) and _new(words, at)):
            end = at
            break
    for later in cues[number + 1 :]:
        if later.first >= end or later.first <= start:
            continue
        before = words[later.first - 1]
        joined = before.low in {"and", "but", "und", "et", "y", "aber"}
        if (later.form == "ing" or relative) and before.low == ",":
            return later.first - 1
        if joined and later.verb_class != "want":
            at = later.first - 1
            return at - 1 if words[at - 1].low == "," else at
        for at in range(later.first - 1, max(start, later.first - 9), -1):
            if words[at].low in CLAUSE_JOINERS and words[at - 1].low in {",", "—", "–"}:
                return at - 1
            if words[at].low == "and" and words[at - 1].low == "," and at > start + 3:
                return at - 1
            if words[at].kind == "p":
                break
    return end


def _new(words: Sequence[Word], at: int) -> bool:
    return words[at + 1].cap and words[at + 1].start > words[at].end
