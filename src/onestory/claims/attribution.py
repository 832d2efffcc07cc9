"""Who says what: statements with their speaker, the words that mark them, and their content.

Rules over units of words with folded quotations, in four passes: verbs and their clauses, "according
to", colon speakers, quotations that carry on without a verb (after the syntactic rules of the
GenderGapTracker and Citron papers, without a parser).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onestory.article import Span
from onestory.claims.clauses import (
    Range,
    content_end,
    skip_adverbial,
    subject_after,
    subject_before,
)
from onestory.claims.cues import Cue, find_cues
from onestory.claims.lexicon import Lexicon
from onestory.claims.quotes import Quote
from onestory.claims.values import MOST_BETWEEN, Attribution
from onestory.claims.words import Unit, Word

LEAST_QUOTE_WORDS = 4  # a quotation without a verb is a statement from this length on
LEAST_UNSPOKEN_WORDS = (
    10  # the same where nobody is found who says it: shorter ones are titles, terms
)
LEAST_LEFT_WORDS = 4  # words a clause before "…, police said" must have
LONGEST_LABEL = 8  # words before a colon that names a speaker
ENDS_BEFORE_SPEAKER = ",?!—–"  # how a quotation ends inside the marks when its speaker follows
TRIM = " \t\n,;:.–—-…"


@dataclass(slots=True)
class Draft:
    """A statement being built; `unit` is where it stands."""

    source: Span | None
    cue: Span | None
    content: Span
    direct: bool
    unit: int
    carried: bool = False


def statements(
    text: str, all_units: Sequence[Unit], quotes: Sequence[Quote], lex: Lexicon
) -> list[Attribution]:
    """All statements of a text in order of their content; speakers not yet resolved."""
    drafts: list[Draft] = []
    for number, unit in enumerate(all_units):
        previous = all_units[number - 1] if number else None
        found = _from_verbs(text, unit, number, lex, previous)
        found += _from_according(text, unit, number, lex, found)
        found += _from_colon(text, unit, number, found)
        drafts.extend(found)
    for number, unit in enumerate(all_units):
        drafts += _from_beside(text, unit, number, lex, drafts)
    drafts = _carry_over(text, all_units, drafts, lex)
    drafts = _without_hearsay(text, drafts, lex)
    drafts.sort(key=lambda d: (d.content.start, d.content.end))
    return [
        Attribution(
            _sure(text, d.source, lex) if d.direct else d.source, d.cue, d.content, d.direct
        )
        for d in drafts
    ]


def _sure(text: str, source: Span | None, lex: Lexicon) -> Span | None:
    """The speaker of a quotation, or nobody where what was found is no name, person or group."""
    if source is None:
        return None
    found = source.of(text)
    if found in lex.relatives | {"this", "that", "you"}:
        return None
    opens_like_a_verb = found[:1].islower() and found.split()[0].endswith(("ly", *lex.past_endings))
    return None if opens_like_a_verb else source


def _without_hearsay(text: str, drafts: Sequence[Draft], lex: Lexicon) -> list[Draft]:
    """What somebody is said to want, like or think is part of the statement that says so. Only what
    somebody is said to have *said* is a statement of its own."""
    indirect = [d.content for d in drafts if not d.direct]
    return [
        d
        for d in drafts
        if d.cue is None
        or d.cue.of(text).split()[-1].lower() in lex.plain
        or not any(
            c.start <= d.content.start and d.content.end <= c.end and c != d.content
            for c in indirect
        )
    ]


def _from_verbs(
    text: str, unit: Unit, number: int, lex: Lexicon, previous: Unit | None
) -> list[Draft]:
    words = unit.words
    cues = find_cues(words, lex)
    drafts: list[Draft] = []
    used_until = main_until = 0
    last_source: Range | None = None
    for index, cue in enumerate(cues):
        if cue.passive:
            drafts += _passive(text, words, cue, lex, number)
            continue
        inverted = _inverted(words, cue, lex)
        source = inverted or _subject(words, cue, lex, last_source)
        if source is None:
            continue
        after = source[1] if inverted else cue.last + 1
        group = (min(cue.first, source[0]), max(after, cue.last + 1))
        pieces = _contents(words, cue, cues, index, group, after, lex, used_until)
        alone = group[0] == 0 and group[1] >= len(words) - 1
        if not pieces and (inverted is not None or alone) and previous is not None:
            pieces_span = _previous_quote(previous)
            if pieces_span is not None:
                drafts.append(_draft(text, words, source, cue, pieces_span, True, number))
        for low, high in pieces:
            span, direct = _content_span(text, words, low, high)
            if span is not None:
                drafts.append(_draft(text, words, source, cue, span, direct, number))
        if pieces:
            used_until = max(used_until, group[1])
            if cue.first >= main_until:  # what is said inside a statement has a subject of its own
                last_source, main_until = source, pieces[-1][1]
    return drafts


def _draft(
    text: str,
    words: Sequence[Word],
    source: Range,
    cue: Cue,
    content: Span,
    direct: bool,
    unit: int,
) -> Draft:
    return Draft(
        source=_trimmed(text, words[source[0]].start, words[source[1] - 1].end),
        cue=Span(words[cue.first].start, words[cue.last].end),
        content=content,
        direct=direct,
        unit=unit,
    )


def _inverted(words: Sequence[Word], cue: Cue, lex: Lexicon) -> Range | None:
    """ "…," said Lena Holt: the subject stands after the verb."""
    if cue.verb_class not in {"say", "tell", "show"} or cue.form == "ing" or cue.infinitive:
        return None
    before = words[cue.first - 1] if cue.first else None
    if before is not None and before.kind != "q" and before.low != ",":
        return None
    if before is None and cue.form != "past":
        return None
    if before is not None and before.low == ",":
        quoted = cue.first >= 2 and words[cue.first - 2].kind == "q"
        following = words[cue.last + 1] if cue.last + 1 < len(words) else None
        if following is None or following.low in lex.that or following.kind in "pq":
            return None
        found = subject_after(words, cue.last + 1, lex)
        if not quoted and subject_before(words, cue, lex) is not None:
            # "Holt, the mayor, said Mr. Lind had left": a subject of its own clause follows.
            if not following.cap or (found is not None and _goes_on(words, found, lex)):
                return None
        return found
    return subject_after(words, cue.last + 1, lex)


def _goes_on(words: Sequence[Word], subject: Range, lex: Lexicon) -> bool:
    """Whether a verb follows a noun phrase, or was taken to be part of it."""
    for word in words[subject[0] + 1 : subject[1] + 1]:
        if word.kind == "w" and not word.cap:
            known = word.low in lex.auxiliaries or word.low in lex.verbs
            if known or word.low.endswith(lex.past_endings):
                return True
    return False


def _subject(
    words: Sequence[Word], cue: Cue, lex: Lexicon, last_source: Range | None
) -> Range | None:
    if cue.form == "ing" or cue.infinitive:
        be = cue.first < cue.verb and words[cue.first].low in lex.auxiliaries
        if be and not cue.infinitive:
            return subject_before(words, cue, lex)
        return last_source or _opening_subject(words, cue, lex)
    before = words[cue.first - 1] if cue.first else None
    if before is not None and before.low in lex.conjunctions:
        return last_source or _opening_subject(words, cue, lex)
    return subject_before(words, cue, lex)


def _opening_subject(words: Sequence[Word], cue: Cue, lex: Lexicon) -> Range | None:
    """The subject a sentence starts with, for "… left the town and said"."""
    start = 0
    while start < cue.first and (words[start].kind == "p" or words[start].low in lex.conjunctions):
        start += 1
    start = _after_fronted(words, start, cue.first, lex)
    if start >= cue.first or words[start].low in lex.prepositions | lex.breakers:
        return None
    found = subject_after(words, start, lex)
    if found is None or found[1] > cue.first:
        return None
    head = words[found[0]]
    if not (head.cap or head.low in lex.pronouns):
        return None
    for at in range(found[0] + 1, found[1]):  # a verb that does not report: "Merrick walked"
        word = words[at]
        if words[at - 1].cap and not word.cap and word.low.endswith(lex.past_endings):
            return found[0], at
    return found


def _after_fronted(words: Sequence[Word], start: int, end: int, lex: Lexicon) -> int:
    """Where the clause begins behind "A month later," or "However,"."""
    for at in range(start + 1, min(end, start + LONGEST_LABEL)):
        if words[at].low != ",":
            continue
        first, last = words[start].low, words[at - 1].low
        opens = first in lex.adverbs or first in lex.prepositions or first.endswith("ly")
        return at + 1 if opens or last in lex.fronted else start
    return start


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
    if quote_at >= 0 and words[quote_at].kind == "q" and cue.verb_class in {"say", "tell", "show"}:
        pieces = [(_quote_start(words, quote_at, used_until), quote_at + 1)]
        at = skip_adverbial(words, after, lex, cue)
        if at < len(words) and words[at].low in {",", ":", "."}:
            at += 1
        if at < len(words) and words[at].kind == "q":
            pieces.append((at, at + 1))
        return pieces
    at = skip_adverbial(words, after, lex, cue)
    if at < len(words) and words[at].low in {":", ","} and at + 1 < len(words):
        opens_quote = words[at + 1].kind == "q"
        if words[at].low == ":" or opens_quote:
            at += 1
    done = at >= len(words) or (words[at].kind == "p" and words[at].low not in "$€£#@(")
    if not done:
        relative = words[group[0]].low in lex.relatives
        end = content_end(words, at, cues, index, relative)
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


def _quote_start(words: Sequence[Word], quote_at: int, floor: int) -> int:
    """A mixed statement begins with its clause: `the road "is closed," she said`."""
    start = quote_at
    while start > floor and words[start - 1].kind in "wn":
        start -= 1
    if start == quote_at or (start > floor and words[start - 1].kind == "p"):
        return start if start == floor or words[start - 1].low in ".:" else quote_at
    return start


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


def _content_span(
    text: str, words: Sequence[Word], low: int, high: int
) -> tuple[Span | None, bool]:
    if high <= low:
        return None, False
    if high - low == 1 and words[low].kind == "q":
        return Span(words[low].start, words[low].end), True
    last = words[high - 1]
    if last.kind == "q" or (high - low > 1 and last.low == "." and words[high - 2].kind == "q"):
        high = high if last.kind == "q" else high - 1
        if words[low].kind == "q" and high - low == 1:
            return Span(words[low].start, words[low].end), True
        return Span(words[low].start, words[high - 1].end), False
    return _trimmed(text, words[low].start, last.end), False


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while end > start and text[end - 1] in TRIM:
        if (
            text[end - 1] == "."
            and text[start:end].count(".") > 1
            and text[end - 3 : end - 2] == "."
        ):
            break  # "U.S."
        end -= 1
    while start < end and text[start] in TRIM:
        start += 1
    return Span(start, end) if end > start else None


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
            span, direct = _content_span(text, words, *subject)
            if span is None:
                return []
            return [_draft(text, words, source, cue, span, direct, number)]
        if words[at].kind in "pq":
            return []
    return []


def _previous_quote(previous: Unit) -> Span | None:
    last = previous.words[-1] if previous.words else None
    return last.quote.span if last is not None and last.quote is not None else None


def _from_according(
    text: str, unit: Unit, number: int, lex: Lexicon, found: Sequence[Draft]
) -> list[Draft]:
    words = unit.words
    drafts = []
    for at, word in enumerate(words):
        if word.low in lex.according_after:
            drafts += _according_after(text, words, at, lex, number)
            continue
        for pattern in lex.according:
            if word.low != pattern[0] or not _matches(words, at, pattern):
                continue
            source = subject_after(words, at + len(pattern), lex)
            if source is None:
                continue
            content = _around(words, at, source[1])
            span, direct = _content_span(text, words, *content) if content else (None, False)
            if span is None or (
                len(pattern) == 1 and word.low in {"so", "pour", "para"} and not direct
            ):
                continue
            cue = Span(word.start, words[at + len(pattern) - 1].end)
            where = _trimmed(text, words[source[0]].start, words[source[1] - 1].end)
            drafts.append(Draft(where, cue, span, direct, number))
    return drafts


def _matches(words: Sequence[Word], at: int, pattern: Sequence[str]) -> bool:
    return all(at + n < len(words) and words[at + n].low == part for n, part in enumerate(pattern))


def _around(words: Sequence[Word], at: int, after: int) -> Range | None:
    """The clause "according to" belongs to: before it, or after its comma when it opens."""
    opening = at == 0 or (at == 1 and words[0].kind == "p")
    if opening:
        start = after
        while start < len(words) and words[start].low != ",":
            if start - after > LONGEST_LABEL:
                start = after
                break
            start += 1
        start = (
            min(len(words), start + 1) if start < len(words) and words[start].low == "," else after
        )
        return (start, len(words)) if start < len(words) else None
    start = at
    while start > 0 and words[start - 1].low != ";":
        start -= 1
    end = at - 1 if words[at - 1].low in {",", "–", "—"} else at
    if end > start and words[end - 1].kind == "q":
        return _quote_start(words, end - 1, 0), end
    return (start, end) if end > start else None


def _according_after(
    text: str, words: Sequence[Word], at: int, lex: Lexicon, number: int
) -> list[Draft]:
    start = at
    while start > 0 and words[start - 1].kind == "w" and at - start < LONGEST_LABEL:
        start -= 1
        if words[start].low in lex.determiners:
            break
    if start == at:
        return []
    content = (at + 1, len(words)) if start <= 1 else (0, start)
    span, direct = _content_span(text, words, *content)
    if span is None:
        return []
    source = _trimmed(text, words[start].start, words[at - 1].end)
    return [Draft(source, Span(words[at].start, words[at].end), span, direct, number)]


def _from_colon(text: str, unit: Unit, number: int, found: Sequence[Draft]) -> list[Draft]:
    """`Holt: "We left."` and transcripts: a short name, a colon, a quotation."""
    words = unit.words
    for at in range(1, min(len(words) - 1, LONGEST_LABEL)):
        if words[at].low == ":" and words[at + 1].kind == "q" and words[0].cap:
            span = Span(words[at + 1].start, words[at + 1].end)
            if any(d.content.overlaps(span) for d in found):
                return []
            source = _trimmed(text, words[0].start, words[at - 1].end)
            return [Draft(source, Span(words[at].start, words[at].end), span, True, number)]
    return []


def _from_beside(
    text: str, unit: Unit, number: int, lex: Lexicon, found: Sequence[Draft]
) -> list[Draft]:
    """ "…," Holt barked, or "…," barked Holt: beside a quotation any verb says."""
    words, drafts = unit.words, []
    for at, word in enumerate(words):
        if word.quote is None or text[word.quote.inner.end - 1] not in ENDS_BEFORE_SPEAKER:
            continue
        span = Span(word.start, word.end)
        if any(d.unit == number and d.content.overlaps(span) for d in found):
            continue
        group = _speaker_and_verb(words, at + 1, lex)
        if group is not None:
            (low, high), verb = group
            source = _trimmed(text, words[low].start, words[high - 1].end)
            cue = Span(words[verb].start, words[verb].end)
            drafts.append(Draft(source, cue, span, True, number))
    return drafts


def _speaker_and_verb(words: Sequence[Word], at: int, lex: Lexicon) -> tuple[Range, int] | None:
    if at + 1 >= len(words) or not lex.past_endings:
        return None
    first = words[at]
    if first.kind == "w" and not first.cap and first.low.endswith(lex.past_endings):
        found = subject_after(words, at + 1, lex)
        named = found is not None and (words[found[0]].cap or words[found[0]].low in lex.pronouns)
        return (found, at) if found is not None and named else None
    if not (first.cap or first.low in lex.pronouns or first.low in lex.determiners):
        return None
    for verb in range(at + 1, min(len(words), at + LONGEST_LABEL)):
        word = words[verb]
        if word.kind != "w" or word.low in lex.prepositions - {"of", "for"}:
            return None
        if not word.cap and (word.low in lex.verbs or word.low.endswith(lex.past_endings)):
            return (at, verb), verb
    return None


def _carry_over(
    text: str, all_units: Sequence[Unit], drafts: list[Draft], lex: Lexicon
) -> list[Draft]:
    """Quotations without a verb go to the speaker of the statement before them; what is only
    parted by blanks from that statement's own quotation joins it."""
    drafts.sort(key=lambda d: (d.unit, d.content.start))
    result: list[Draft] = []
    by_unit: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_unit.setdefault(draft.unit, []).append(draft)
    last: Draft | None = None
    last_unit = -9
    for number, unit in enumerate(all_units):
        own = by_unit.get(number, [])
        covered = [d.content for d in own]
        for word in unit.words:
            if word.quote is None or any(c.overlaps(word.quote.span) for c in covered):
                continue
            if _word_count(text, word.quote.inner) < LEAST_QUOTE_WORDS:
                continue
            if any(d.content.overlaps(word.quote.span) for d in result[-3:]):
                continue
            span = Span(word.start, word.end)
            near = (
                last is not None
                and number - last_unit <= 1
                and not own
                and _carries(text, last, word, unit)
            )
            if not near and _word_count(text, word.quote.inner) < LEAST_UNSPOKEN_WORDS:
                continue
            own.append(
                Draft(
                    last.source if near and last else None,
                    last.cue if near and last else None,
                    span,
                    True,
                    number,
                    carried=True,
                )
            )
        for draft in own:
            if (
                result
                and draft.carried
                and result[-1].direct
                and result[-1].source == draft.source
                and draft.source is not None
                and not text[result[-1].content.end : draft.content.start].strip()
            ):
                joined = Span(result[-1].content.start, draft.content.end)
                result[-1] = replace(result[-1], content=joined)
            else:
                result.append(draft)
        speaking = _speaking(text, own, lex)
        if speaking is not None:
            last, last_unit = speaking, number
    return result


def _carries(text: str, last: Draft, word: Word, unit: Unit) -> bool:
    """Whether a quotation goes on what was said last: close behind it, and in another paragraph
    only where both are nothing but quotation."""
    end = max(last.content.end, last.cue.end if last.cue else 0)
    between = text[end : word.start]
    if len(between) > MOST_BETWEEN:
        return False
    return "\n" not in between or (last.direct and word.start == unit.span.start)


def _speaking(text: str, drafts: Sequence[Draft], lex: Lexicon) -> Draft | None:
    """Who speaks at the end of a unit: not whose words are told inside another's, and no "who"."""
    speaking = None
    for draft in drafts:
        if draft.source is None:
            return None
        inside = any(d is not draft and d.content.overlaps(draft.source) for d in drafts)
        if not inside and draft.source.of(text).lower() not in lex.relatives:
            speaking = draft
    return speaking


def _word_count(text: str, span: Span) -> int:
    piece = span.of(text)
    return len(piece) // 2 if piece and piece[0] >= "\u3040" else piece.count(" ") + 1
