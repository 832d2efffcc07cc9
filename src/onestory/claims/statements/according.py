"""Statements without a verb of their own: "according to Holt", `Holt: "We left."`, and quotations beside
which any verb says."""

from __future__ import annotations

from collections.abc import Sequence

from onestory.article import Span
from onestory.claims.lexicon import Lexicon
from onestory.claims.lexicon.words import split
from onestory.claims.statements.clauses import ARTICLES, Range, subject_after
from onestory.claims.statements.drafts import Draft, content_span, quote_start, trimmed
from onestory.claims.statements.subjects import OWNERS
from onestory.claims.statements.titles import is_titled
from onestory.claims.statements.words import Unit, Word
from onestory.claims.values import Found

LEAST_LABELLED = 4  # words behind such a colon
LONGEST_LABEL = 8  # words before a colon that names a speaker
OPENERS = frozenset({"but", "and", "yet", "still", "so"})  # before "according to" at the start
FEWEST_BLANKS = 2  # of a quotation behind a name and a colon: `Holt: "No"` stands in headlines
# What stands before a colon and names a part of the page.
THINGS_LABELLED = split(
    "more photo photos video image images watch related source sources update note correction credit"
)
GOES_ON_BEHIND = frozenset({",", ":", "."})  # before the second half of a quotation
ENDS_BEFORE_SPEAKER = ",?!—–"  # how a quotation ends inside the marks when its speaker follows


def from_according(text: str, unit: Unit, number: int, lex: Lexicon) -> list[Draft]:
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
            content = _around(words, at, source[1], verb_second=bool(lex.joins_nouns))
            span, direct = content_span(text, words, *content) if content else (None, False)
            loose = len(pattern) == 1 and word.low in {"so", "pour", "para"}
            if span is None or (loose and not direct and not _closes(words, at, source[1])):
                continue
            cue = Span(word.start, words[at + len(pattern) - 1].end)
            where = trimmed(text, words[source[0]].start, words[source[1] - 1].end)
            owned = direct and words[source[0]].low in OWNERS  # "her account": she speaks
            way: Found = "piece" if owned else "according"
            drafts.append(Draft(where, cue, span, direct, number, way))
    return drafts


def _matches(words: Sequence[Word], at: int, pattern: Sequence[str]) -> bool:
    return all(at + n < len(words) and words[at + n].low == part for n, part in enumerate(pattern))


def _closes(words: Sequence[Word], at: int, after: int) -> bool:
    """ "…, so Holt.": whether a speaker behind a comma ends the sentence."""
    return at > 1 and words[at - 1].low == "," and after >= len(words) - 1


def _around(words: Sequence[Word], at: int, after: int, verb_second: bool) -> Range | None:
    """The clause "according to" belongs to: before it, or after its comma when it opens. With the
    `verb_second` ("Laut Polizei brach es") no comma parts them."""
    opening = all(w.kind == "p" or w.low in OPENERS for w in words[:at])
    if opening and verb_second and after < len(words) and words[after].kind != "p":
        end = after
        while end < len(words) and words[end].low not in {",", ";"}:
            end += 1
        return after, end
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
    if verb_second and after < len(words) and words[after].kind == "w" and start < at:
        return start, len(words)  # "Das Feuer ist laut Polizei gelöscht"
    end = at - 1 if words[at - 1].low in {",", "–", "—"} else at
    if end > start and words[end - 1].kind == "q":
        return quote_start(words, end - 1, 0), end
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
    span, direct = content_span(text, words, *content)
    if span is None:
        return []
    source = trimmed(text, words[start].start, words[at - 1].end)
    return [Draft(source, Span(words[at].start, words[at].end), span, direct, number, "according")]


def from_colon(
    text: str, unit: Unit, number: int, lex: Lexicon, found: Sequence[Draft]
) -> list[Draft]:
    """`Holt: "We left."` and transcripts: a short name, a colon, a quotation."""
    words = unit.words
    for at in range(1, min(len(words) - 1, LONGEST_LABEL)):
        if words[at].low == ":" and words[at + 1].kind == "q" and words[0].cap:
            span = Span(words[at + 1].start, words[at + 1].end)
            if any(d.content.overlaps(span) for d in found):
                return []
            if not _is_label(words[:at], lex) or span.of(text).count(" ") < FEWEST_BLANKS:
                break
            source = trimmed(text, words[0].start, words[at - 1].end)
            return [
                Draft(source, Span(words[at].start, words[at].end), span, True, number, "label")
            ]
    return _from_label(text, words, number, lex)


def _is_label(label: Sequence[Word], lex: Lexicon) -> bool:
    """Whether the words before a colon name somebody: "Holt, the mayor", "Holt's answer"; not "Holt
    broke it down", "On the dam", "SEE ALSO Holt"."""
    if label[0].low in THINGS_LABELLED:
        return False
    if label[0].low in lex.prepositions | lex.breakers | lex.conjunctions | lex.subordinators:
        return False
    described = False  # behind a comma or an owner small words may follow, and before a name
    for at, word in enumerate(label):
        low = word.low
        if low in lex.adverbs or low in lex.auxiliaries or low == lex.thing_that:
            return False
        described = described or low == "," or low.endswith(("'s", "s'"))
        if word.kind != "w" or word.cap or low in lex.determiners | lex.prepositions:
            continue
        if lex.is_past(low) or not (described or any(w.cap for w in label[at:])):
            return False
    return True


def _from_label(text: str, words: Sequence[Word], number: int, lex: Lexicon) -> list[Draft]:
    """`Holt: Dam will hold` as a text's first line, and "HOLT: We left." in a transcript."""
    at = next((n for n, w in enumerate(words[:LONGEST_LABEL]) if w.low == ":"), 0)
    label = words[:at]
    if not label or not all(w.cap and w.kind == "w" for w in label) or not _is_label(label, lex):
        return []
    written = text[label[0].start : label[-1].end]
    if not (number == 0 or (written.isupper() and len(written) > 2)):
        return []
    if len(words) - at - 1 < LEAST_LABELLED:
        return []
    end = words[-1].start if words[-1].low == "." else words[-1].end
    source = Span(label[0].start, label[-1].end)
    cue = Span(words[at].start, words[at].end)
    return [Draft(source, cue, Span(words[at + 1].start, end), False, number, "label")]


def from_beside(
    text: str, unit: Unit, number: int, lex: Lexicon, found: Sequence[Draft]
) -> list[Draft]:
    """ "…," Holt barked, or "…," barked Holt: beside a quotation any verb says. `found`: this
    unit's statements so far."""
    words, drafts = unit.words, []
    for at, word in enumerate(words):
        if word.quote is None or text[word.quote.inner.end - 1] not in ENDS_BEFORE_SPEAKER:
            continue
        span = Span(word.start, word.end)
        if any(d.content.overlaps(span) for d in found):
            continue
        if not _opens_alone(text, words, at, lex):
            continue
        group = _speaker_and_verb(words, at + 1, lex)
        if group is not None:
            (low, high), verb = group
            source = trimmed(text, words[low].start, words[high - 1].end)
            cue = Span(words[verb].start, words[verb].end)
            drafts.append(Draft(source, cue, span, True, number, "beside"))
            after = max(verb + 1, high)
            if after + 1 < len(words) and words[after].low in GOES_ON_BEHIND:
                rest = words[after + 1]
                if rest.kind == "q":
                    whole = Span(rest.start, rest.end)
                    drafts.append(Draft(source, cue, whole, True, number, "beside"))
    return drafts


def _opens_alone(text: str, words: Sequence[Word], at: int, lex: Lexicon) -> bool:
    """Whether a quotation is a sentence, not a term inside the clause around it."""
    quote = words[at].quote
    if quote is None or (at and words[at - 1].kind == "w"):
        return False  # "a banner that read “Safe,” Holt laughed"
    inner = quote.inner.of(text)
    return (at == 0 or inner[:1].isupper()) and not (" " in inner and is_titled(inner, lex))


def _is_noun(words: Sequence[Word], at: int, lex: Lexicon) -> bool:
    """ "a report", "the town's report states", "the post read": what only looks like the verb."""
    before, after = words[at - 1].low, words[at + 1] if at + 1 < len(words) else None
    if before in ARTICLES or before in OWNERS:
        return True
    verbal = after is not None and after.kind == "w" and not after.cap
    verbal = verbal and after is not None and (after.low.endswith("s") or lex.is_past(after.low))
    return words[at].low in lex.noun_like and (
        verbal or (after is not None and after.low == "read")
    )


def _speaker_and_verb(words: Sequence[Word], at: int, lex: Lexicon) -> tuple[Range, int] | None:
    if at + 1 >= len(words) or not (lex.past_endings or lex.pasts):
        return None
    first = words[at]
    if first.kind == "w" and not first.cap and lex.is_past(first.low):
        found = subject_after(words, at + 1, lex)
        named = found is not None and (words[found[0]].cap or words[found[0]].low in lex.pronouns)
        return (found, at) if found is not None and named else None
    if not (first.cap or first.low in lex.pronouns or first.low in lex.determiners):
        return None
    for verb in range(at + 1, min(len(words), at + LONGEST_LABEL)):
        word = words[verb]
        if word.kind != "w" or word.low in lex.prepositions - {"of", "for"}:
            return None
        if word.low in lex.auxiliaries:
            return None
        if not word.cap and (word.low in lex.verbs or lex.is_past(word.low)):
            if _is_noun(words, verb, lex):
                continue
            hands_on = any(w.low == ":" for w in words[verb:])  # "Holt broke it down: …"
            return None if hands_on or word.low in lex.quoting else ((at, verb), verb)
    return None
