"""Statements around reporting verbs: who stands before or after one, and what of its unit is said."""

from __future__ import annotations

from collections.abc import Sequence

from onestory.article import Span
from onestory.claims.lexicon import Lexicon
from onestory.claims.statements.behind import ends_speaker, speaker_behind
from onestory.claims.statements.clauses import (
    ADVERBIAL_OPENERS,
    LONGEST_TITLE,
    Range,
    content_end,
    is_adverb,
    skip_adverbial,
    subject_after,
    subject_before,
)
from onestory.claims.statements.cues import DAYS, Cue, find_cues
from onestory.claims.statements.drafts import Draft, content_span, draft_of, quote_start
from onestory.claims.statements.maysay import is_expletive, may_say
from onestory.claims.statements.subjects import (
    following_subject,
    shared_subject,
    with_antecedent,
    with_own,
)
from onestory.claims.statements.words import Unit, Word
from onestory.claims.values import Found

CLOSING_MARKS = frozenset({'"', "”", "»"})
PERSONS = frozenset({"m", "f", "p", "1"})  # classes of pronouns that may be a speaker
PLACES = frozenset({"on", "in", "at"})  # before the name of a programme or a paper
LONGEST_ASIDE = 9  # words behind "…, Holt said", up to the end
FAR = 10  # words from a verb to the comma or colon that opens a quotation
LEAST_LEFT_WORDS = 4  # words a clause before "…, police said" must have


def from_verbs(
    text: str, unit: Unit, number: int, lex: Lexicon, previous: Unit | None
) -> list[Draft]:
    words = unit.words
    cues = find_cues(words, lex)
    drafts: list[Draft] = []
    closing = _closing(words, cues, lex)
    if closing is not None:
        speaker, last, comma, start = closing
        span, direct = content_span(text, words, start, comma)
        if span is not None:
            how: Found = "inverted" if speaker[0] > last.last else _way(words, speaker, last, lex)
            drafts.append(draft_of(text, words, speaker, last, span, direct, number, how))
        words = words[:comma]
        cues = [c for c in cues if c.last < comma]
    used_until = main_until = 0
    last_source: Range | None = None
    for index, cue in enumerate(cues):
        if cue.passive:
            drafts += _passive(text, words, cue, lex, number)
            continue
        if _is_participle(words, cue, lex):
            continue
        inverted = speaker_behind(words, cue, lex)
        source = inverted or _subject(words, cue, lex, last_source)
        if source is None or not may_say(words, source, cue, lex):
            continue
        if cue.infinitive and source[1] != cue.first and is_expletive(words[source[0]]):
            continue  # "It is easy to blame"
        how = "inverted" if inverted else _way(words, source, cue, lex)
        after = source[1] if inverted else cue.last + 1
        if source[0] > cue.last and not inverted:
            how = "shared"
        first = cue.first if how in {"shared", "lone"} else min(cue.first, source[0])
        group = (first, max(after, cue.last + 1))
        whole = with_antecedent(words, source, lex)
        pieces = _contents(words, cue, cues, index, group, after, lex, used_until)
        alone = group[0] == 0 and group[1] >= len(words) - 1
        if not pieces and (inverted is not None or alone) and previous is not None:
            pieces_span = _previous_quote(text, previous, unit)
            if pieces_span is not None:
                drafts.append(
                    draft_of(text, words, source, cue, pieces_span, True, number, "alone")
                )
        for low, high in pieces:
            span, direct = content_span(text, words, low, high)
            if span is not None:
                found = how
                if direct:
                    found = _direct_way(text, words, low, source, cue, after, how, lex)
                drafts.append(draft_of(text, words, whole, cue, span, direct, number, found))
        if pieces:
            used_until = max(used_until, group[1])
            if cue.first >= main_until:  # what is said inside a statement has a subject of its own
                last_source, main_until = source, pieces[-1][1]
    return drafts


def _direct_way(
    text: str,
    words: Sequence[Word],
    quote: int,
    source: Range,
    cue: Cue,
    after: int,
    how: Found,
    lex: Lexicon,
) -> Found:
    """How the speaker of a quotation was found, where something makes it doubtful."""
    if _is_doubled(words, quote, source, lex) or _is_nested(words, after):
        return "shared"
    if how not in {"subject", "insert", "inverted", "lone"}:
        return how
    spoken = cue.verb_class in {"say", "tell"}
    return how if spoken and _is_opened(text, words, quote, max(after, cue.last + 1)) else "piece"


def _is_opened(text: str, words: Sequence[Word], quote: int, end: int) -> bool:
    """Whether a comma or colon not far behind the verb opens a quotation, or nothing parts them and
    it is a sentence; before the verb (which ends before `end`) it needs neither."""
    if quote < end:
        return True
    if words[quote - 1].low in {",", ":"}:
        return quote - end <= FAR
    inner = words[quote].quote
    return quote == end and inner is not None and inner.inner.of(text)[:1].isupper()


def _is_doubled(words: Sequence[Word], quote: int, source: Range, lex: Lexicon) -> bool:
    """`Holt said "It leaks," he added`: a quotation with a speaker on either side."""
    if source[0] < quote or quote < 2:
        return False
    at = quote - 2 if words[quote - 1].low in {",", ":"} else quote - 1
    known = lex.particles.get((words[at - 1].low, words[at].low)) or lex.verbs.get(words[at].low)
    return known is not None and known[1] in {"past", "third"} and not words[at].cap


def _is_nested(words: Sequence[Word], after: int) -> bool:
    """`“We left,” Holt said."`: a mark behind the speaker closes what somebody else is quoted with."""
    return after < len(words) and any(w.low in CLOSING_MARKS for w in words[after:])


def _is_participle(words: Sequence[Word], cue: Cue, lex: Lexicon) -> bool:
    """ "measures added by the mayor": a past form that says what is done to the noun before it."""
    alone = bool(lex.agent) and cue.form == "past" and cue.first == cue.verb
    return alone and cue.last + 1 < len(words) and words[cue.last + 1].low == lex.agent


def _closing(
    words: Sequence[Word], cues: Sequence[Cue], lex: Lexicon
) -> tuple[Range, Cue, int, int] | None:
    """Who ends a sentence that is all theirs, "The dam will hold, Merrick said.": with the verb, the
    comma before them and where their words begin."""
    if not cues or cues[-1].verb_class not in {"say", "tell"} or cues[-1].passive:
        return None
    cue = cues[-1]
    if cue.form == "ing" or cue.infinitive:
        return None
    inverted = speaker_behind(words, cue, lex)
    source = inverted or subject_before(words, cue, lex)
    if source is None or (inverted is None and source[1] > cue.first):
        return None
    if not may_say(words, source, cue, lex):
        return None
    comma = min(source[0], cue.first) - 1
    if comma < LEAST_LEFT_WORDS or words[comma].low != "," or words[comma - 1].kind == "q":
        return None
    after = skip_adverbial(words, inverted[1] if inverted else cue.last + 1, lex, cue)
    ended = after >= len(words) or words[after].low in {".", "?", "!"}
    told = not ended and inverted and words[after].kind == "w" and ends_speaker(words, after, lex)
    if not ended and not told and not _is_aside(words, after, lex):
        return None
    start = 0
    while start < comma and (words[start].kind == "p" or words[start].low in {"and", "but"}):
        start += 1
    if comma - start < LEAST_LEFT_WORDS or words[source[0]].low in lex.relatives:
        return None
    return source, cue, comma, start


def _is_aside(words: Sequence[Word], at: int, lex: Lexicon) -> bool:
    """ "…, Holt said at the time.", "…, Holt said as she left.": how something was said."""
    opens = words[at].low in ADVERBIAL_OPENERS - {"of", "about"}
    fronted = words[0].low in lex.prepositions | lex.subordinators | lex.adverbs
    short = len(words) - at <= LONGEST_ASIDE
    says_more = any(w.kind == "q" or w.low in lex.that for w in words[at:])
    return opens and short and not fronted and not says_more


def _way(words: Sequence[Word], source: Range, cue: Cue, lex: Lexicon) -> Found:
    """How a speaker before its verb was found."""
    if all(_is_when(words, at, lex) for at in range(source[1], cue.first)):
        return "subject"
    if words[source[1]].kind == "p" and all(
        is_adverb(w, lex) for w in words[source[1] + 1 : cue.first]
    ):
        return "insert"
    lone = _is_lone(words, source, cue, lex) and _is_joined(words, cue, lex)
    return "lone" if lone else "shared"


def _is_when(words: Sequence[Word], at: int, lex: Lexicon) -> bool:
    """The words of "later on Monday", between a subject and its verb."""
    if words[at].low in lex.prepositions:
        return at + 1 < len(words) and words[at + 1].low in DAYS
    return words[at].low in DAYS or is_adverb(words[at], lex)


def _is_joined(words: Sequence[Word], cue: Cue, lex: Lexicon) -> bool:
    """Whether an earlier subject goes on to a verb: ", saying", "and said", "by saying", "went on to
    say"; not "told the mason to say", "saw masons, some saying", "was hailed and called"."""
    at = _before_day(words, cue.first, lex) - 1
    while at > 0 and is_adverb(words[at], lex):
        at -= 1
    before = words[at]
    if cue.form == "ing":
        return before.low in {",", lex.agent} or before.kind == "q"
    if cue.infinitive:
        return before.low == lex.going_on
    aided = cue.verb_class != "say" and any(w.low in lex.passive for w in words[:at])
    return before.low in lex.conjunctions and cue.form in {"past", "third"} and not aided


def _is_lone(words: Sequence[Word], source: Range, cue: Cue, lex: Lexicon) -> bool:
    """ "Holt left the mill, saying": whether the earlier subject is the only one that may be meant."""
    head = words[source[0]]
    if not (head.cap or lex.pronouns.get(head.low, "") in {"m", "f", "p"}) or is_expletive(head):
        return False
    if any(w.kind != "w" and w.low not in "-'’.," for w in words[: source[0]]):
        return False
    return not any(
        w.low in lex.relatives or w.low in lex.subordinators or lex.pronouns.get(w.low) in PERSONS
        for w in words[source[1] : cue.first]
    )


def _subject(
    words: Sequence[Word], cue: Cue, lex: Lexicon, last_source: Range | None
) -> Range | None:
    if cue.form == "ing" or cue.infinitive:
        be = cue.first < cue.verb and words[cue.first].low in lex.auxiliaries
        if be and not cue.infinitive:
            return subject_before(words, cue, lex)
        own = with_own(words, cue, lex) if cue.form == "ing" else None
        if cue.form == "ing" and cue.first == 0:
            own = following_subject(words, cue, lex)
        return own or shared_subject(words, cue, lex, last_source)
    at = _before_day(words, cue.first, lex) - 1
    if at >= 0 and words[at].low in lex.conjunctions:
        return shared_subject(words, cue, lex, last_source)
    return subject_before(words, cue, lex)


def _before_day(words: Sequence[Word], at: int, lex: Lexicon) -> int:
    """ "and on Monday announced": where the day begins that stands before a verb."""
    if at >= 2 and words[at - 1].low in DAYS:
        return at - 2 if words[at - 2].low in lex.prepositions else at - 1
    return at


def _contents(
    words: Sequence[Word],
    cue: Cue,
    cues: Sequence[Cue],
    index: int,
    group: Range,
    after: int,
    lex: Lexicon,
    used_until: int,
) -> list[Range]:
    """What is said: left of the group, right of it, or both halves of an interrupted quotation."""
    left = group[0]
    comma = left > 0 and words[left - 1].low in {",", "–", "—"}
    quote_at = left - 2 if comma else left - 1
    says = cue.verb_class in {"say", "tell", "show"}
    if quote_at >= 0 and words[quote_at].kind == "q" and says and not _is_title(words, quote_at):
        if words[group[0] - 1].low in lex.relatives:  # `…," which Holt thinks will pass`
            return []
        pieces = [(quote_start(words, quote_at, used_until), quote_at + 1)]
        at = skip_adverbial(words, after, lex, cue)
        if at < len(words) and words[at].low in {",", ":", "."}:
            at += 1
        if at < len(words) and words[at].kind == "q":
            pieces.append((at, at + 1))
        return pieces
    if words[group[0] - 1].low == lex.like and group[0] == 1 and after < len(words):
        if words[after].low == ",":  # "As Holt said, the dam is safe"
            return [(after + 1, len(words))]
    if after < len(words) and words[after].low in lex.prefixes:
        after += 1
    at = skip_adverbial(words, after, lex, cue)
    if at < len(words) and words[at].low in {":", ","} and at + 1 < len(words):
        opens = words[at + 1].kind == "q" or _opens_clause(words, at + 1, after > cue.last + 1, lex)
        if words[at].low == ":" or opens:
            at += 1
    done = at >= len(words) or (words[at].kind == "p" and words[at].low not in "$€£#@(")
    if not done:
        relative = words[group[0]].low in lex.relatives
        end = content_end(words, at, cues, index, relative)
        end = _clause_end(words, at, end, group[0], cue, lex)
        return _right(words, cue, at, end, lex)
    if not comma or cue.verb_class not in {"say", "tell", "show"}:
        return []
    start = used_until
    while start < left and (words[start].kind == "p" or words[start].low in lex.conjunctions):
        start += 1
    inverted = after > cue.last + 1  # behind its subject a comma opens what the subject is
    if not inverted and at < len(words) and words[at].low == "," and start < left - 1:
        end = content_end(words, at, cues, index)
        if end - at >= LEAST_LEFT_WORDS:  # "The road, Holt said, is closed."
            return [(start, end)]
    return [(start, left - 1)] if left - 1 - start >= LEAST_LEFT_WORDS else []


def _opens_clause(words: Sequence[Word], at: int, inverted: bool, lex: Lexicon) -> bool:
    """Where a comma parts a verb from what is said: "sagte, dass", "sagte, es werde"."""
    if not lex.joins_nouns:
        return False
    low = words[at].low
    return low in lex.that or (not inverted and low in lex.determiners | lex.pronouns.keys())


def _is_title(words: Sequence[Word], at: int) -> bool:
    """`On "Morning Joe," Holt asked`: a name in quotation marks, not what was said."""
    short = words[at].end - words[at].start <= LONGEST_TITLE
    return short and at > 0 and words[at - 1].low in PLACES


def _clause_end(
    words: Sequence[Word], at: int, end: int, first: int, cue: Cue, lex: Lexicon
) -> int:
    """Where a clause within the sentence ends before its sentence does: "When Holt named her price,
    the town laughed"; "Lind, who likes the dam, left"; what is praised or blamed, at a comma."""
    opener = words[first - 1].low if first else ""
    fronted = opener in lex.subordinators and (first < 2 or words[first - 2].kind == "p")
    aside = opener == "," and words[first].low in lex.relatives
    opens = cue.first == 0 and cue.form == "ing"  # "Warning that it leaks, Holt left"
    if fronted or aside or opens or cue.verb_class in {"judge", "want"}:
        for stop in range(at + 1, end):
            if words[stop].low == ",":
                return stop
    return end


def _right(words: Sequence[Word], cue: Cue, at: int, end: int, lex: Lexicon) -> list[Range]:
    low = words[at].low
    if cue.verb_class == "want":
        opens = low == lex.intention or low in lex.that or low in lex.determiners
        return [(at, end)] if opens else []
    if cue.verb_class == "judge" and low in lex.prepositions and cue.last == cue.verb:
        return []
    if cue.verb_class == "show" and low in lex.prepositions:
        return []
    if cue.verb_class == "say" and low in lex.prepositions and words[at].kind == "w":
        return [] if cue.form != "past" else [(at, end)]
    return [(at, end)] if end > at else []


def _passive(text: str, words: Sequence[Word], cue: Cue, lex: Lexicon, number: int) -> list[Draft]:
    """ "The plan was criticised by Holt": the speaker after the agent word, the subject said of."""
    if cue.verb_class not in {"judge", "say", "tell"} or not lex.agent:
        return []
    for at in range(cue.last + 1, min(len(words), cue.last + 6)):
        if words[at].low == lex.agent:
            source = subject_after(words, at + 1, lex)
            subject = subject_before(words, cue, lex)
            if source is None or subject is None:
                return []
            span, direct = content_span(text, words, *subject)
            if span is None:
                return []
            return [draft_of(text, words, source, cue, span, direct, number, "passive")]
        if words[at].kind in "pq":
            return []
    return []


def _previous_quote(text: str, previous: Unit, unit: Unit) -> Span | None:
    """The quotation that ends the sentence before, in the same paragraph."""
    last = previous.words[-1] if previous.words else None
    if last is None or last.quote is None or "\n" in text[last.end : unit.span.start]:
        return None
    return last.quote.span
