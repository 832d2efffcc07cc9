"""Quotations of different articles that are the same utterance, and what befell its words: cut short,
changed, or turned round by a lost "not" or another number.

Two quotations are one where most words of the shorter stand in the longer in the same order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from onestory.article import Article, Span
from onestory.claims.annotate import sentence_around
from onestory.claims.figures.numbers import SMALL as SMALL_NUMBERS
from onestory.claims.figures.numbers import TENS, find_numbers
from onestory.claims.lexicon.denial import is_negation
from onestory.claims.lexicon.words import split
from onestory.claims.statements.speakers import shown
from onestory.claims.values import Annotations, Speaker

LEAST_WORDS = 5  # shorter quotations are phrases many people use
MOST_WORDS = 400  # of a quotation that are compared; a longer one is a speech
LEAST_SPOKEN = 7  # words from which two people hardly say the same by chance
GRAM = 3  # words of a shingle; a changed word leaves some of a sentence's untouched
AROUND = 200  # characters before and after a quotation in which its speaker stands
LEAST_SHARED = 0.7  # share of the shorter quotation's words that the longer must have, in order
LEAST_RUN = 3  # of them in one piece
LEAST_SPOKEN_SHARE = 0.9  # the same where two speakers are said to have spoken them
MOST_DENYING = 3  # words of a cut piece that turns the rest: "not", "I did not", "but not today"
LEAST_TURNED_SHARE = 0.85  # share of words in common from which a "not" is what differs
LEAST_WHOLE = 0.7  # share of the longer one's length from which both are whole
LEAST_NAME = 2  # words of a person's full name
LEAST_MISSPELLED, ALIKE = 5, 0.8  # letters of a name, share of them that two spellings have
MOST_TURNED = 6  # words of a changed piece; what is longer was said in other words

Fate = Literal["same", "cut", "changed", "turned"]
"""What a quotation is of the longest one: its words, some of them, others, or the opposite."""

TOKEN = re.compile(r"[^\W_]+|[.!?…,;:–—]")
APOSTROPHES = str.maketrans(dict.fromkeys("’‘´`›′ʼ", "'"))
CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
EDITED = "edited"  # stands for words that the editor put in: they are no speaker's
# Written short or in full, words are the same: "can't", "cannot"; "we're", "we are"; "it's", "it is".
SHORT = (
    (re.compile(r"\bcannot\b|\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"\b(is|are|was|were|do|does|did|has|have|had|would|could|should)nt\b"), r"\1 not"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"\b(it|that|he|she|what|there|here|who)'s\b"), r"\1 is"),
    # The editor's: "[the police] came", "can live (without) … fear"; not "[W]e".
    (re.compile(r"\[[^\[\]]+\](?![a-z])|\([^()]{1,40}\)"), f" {EDITED} "),
    (re.compile(r"[\[\]]|(?<=\d),(?=\d{3})"), ""),  # "[W]e"; "1,200"
)
NUMERAL = re.compile(
    rf"\d|\b(?:{'|'.join([*SMALL_NUMBERS['en'].split(), *TENS['en'].split()])}|half|hundred|thousand|"
    r"million|billion|dozen)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:p\d+)?")  # "12", "1p5" for 1.5; not "90s", "4th"
# Small words that one reporter hears and the next does not; a change of them changes nothing.
SMALL = split(f"a an the that and so well oh er uh um i {EDITED}")
PARTIES = split("democrat republican conservative liberal labour senator governor")
# Who speaks for somebody says what that one says.
SPEAKING_FOR = re.compile(r"\b(?:spokes\w+|statement|lawyers?|attorneys?|press office)\b")
SPEAKING_REACH = 60  # characters beside a name in which that stands
# What bears on the words before it, where a quotation is cut off: "we will resign, | but not today".
LEAD_ON = split("but and though yet")
CONDITIONS = split("unless if except until without")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in its place, with its words folded into shingles."""

    article: str
    origin: str
    order: int
    version: int | None
    text: str
    span: Span
    sentence: Span
    speaker: Speaker | None
    hedged: bool
    shingles: frozenset[tuple[str, ...]]
    words: tuple[str, ...]
    stops: frozenset[int]
    """Numbers of the words after which a sentence ends."""
    pauses: frozenset[int]
    """The same for commas, colons and dashes."""
    person: frozenset[str]
    """The words of the speaker's name, where it is a person's."""
    for_firm: bool
    """Whether the speaker speaks for others."""
    around: frozenset[str]
    """The words of the sentences about it: who else may be the speaker."""


def quotes_of(
    article: Article, read: Annotations, origin: str, order: int, version: int | None
) -> list[Quoted]:
    """The direct quotations of one article that are long enough to compare."""
    found = []
    for attribution in read.attributions:
        if not attribution.direct:
            continue
        words, stops, pauses = _words(attribution.content.of(article.text), article.language)
        if len(words) < LEAST_WORDS:
            continue
        source = attribution.source
        found.append(
            Quoted(
                article=article.id,
                origin=origin,
                order=order,
                version=version,
                text=article.text,
                span=attribution.content,
                sentence=sentence_around(read.sentences, attribution.content),
                speaker=shown(article.text, attribution),
                hedged=False,
                words=words,
                stops=stops,
                pauses=pauses,
                shingles=frozenset(zip(*(words[n:] for n in range(GRAM)), strict=False)),
                person=_person(read, source),
                for_firm=_speaks_for(article.text, source),
                around=_around(article.text, attribution.content),
            )
        )
    return found


def _person(read: Annotations, source: Span | None) -> frozenset[str]:
    """The words of a person's name, if it stands beside the quotation: whom "she" means is a guess."""
    if source is None:
        return frozenset()
    for name in read.names:
        if name.type == "person" and name.span.overlaps(source):
            # "Microsoft", "the Kesh Democrat": one word, or a party's, may be no person's.
            words = _names(name.name)
            return words if len(words) >= LEAST_NAME and not words & PARTIES else frozenset()
    return frozenset()


def _speaks_for(text: str, source: Span | None) -> bool:
    if source is None:
        return False
    start, end = max(0, source.start - SPEAKING_REACH), source.end + SPEAKING_REACH
    return SPEAKING_FOR.search(text[start:end]) is not None


def one_utterance(a: Quoted, b: Quoted) -> bool:
    """Whether two quotations are one utterance, however it was cut or changed."""
    if not a.shingles & b.shingles:
        return False
    shorter, longer = sorted((a, b), key=lambda q: len(q.words))
    blocks = SequenceMatcher(None, shorter.words, longer.words, autojunk=False)
    sizes = [m.size for m in blocks.get_matching_blocks()]
    return sum(sizes) >= LEAST_SHARED * len(shorter.words) and max(sizes) >= LEAST_RUN


def same_words(a: Quoted, b: Quoted) -> bool:
    """Whether one quotation says what the other does, in its words or a part of them."""
    return one_utterance(a, b) and fate(a, b) != "turned"


def other_speaker(a: Quoted, b: Quoted) -> bool:
    """Whether the words are given to two persons, neither of whom stands beside them in the other text.

    Offices and pronouns are no proof, nor is a name that was taken for the speaker's by mistake.
    """
    if min(len(a.words), len(b.words)) < LEAST_SPOKEN or not (a.person and b.person):
        return False
    if _shared(a, b) < max(LEAST_SPOKEN, LEAST_SPOKEN_SHARE * min(len(a.words), len(b.words))):
        return False
    if a.person & b.around or b.person & a.around or a.for_firm != b.for_firm:
        return False
    return not any(_misspelled(one, other) for one in a.person for other in b.person)


def _misspelled(one: str, other: str) -> bool:
    """Whether two names are one, spelled in two ways: "Fehrmann", "Ferhmann"."""
    if min(len(one), len(other)) < LEAST_MISSPELLED:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _shared(a: Quoted, b: Quoted) -> int:
    """How many words two quotations have in common, in order."""
    blocks = SequenceMatcher(None, a.words, b.words, autojunk=False).get_matching_blocks()
    return sum(m.size for m in blocks)


def fate(quote: Quoted, longest: Quoted) -> Fate:
    """What became of the words of the longest quotation in another one."""
    if longest.words == quote.words:
        return "same"
    found = _fate(quote, longest)
    return "changed" if found == "turned" and _is_retold(quote, longest) else found


def _is_retold(a: Quoted, b: Quoted) -> bool:
    """Whether too much is in other words for a "not" or a number to be what differs: "I do not think
    they should", "they should not"; "not happy", "unhappy"."""
    shorter, longer = sorted((a, b), key=lambda q: len(q.words))
    if _shared(a, b) < LEAST_TURNED_SHARE * len(shorter.words):
        return True
    if any(_is_un(w, longer.words) for w in shorter.words) or any(
        _is_un(w, shorter.words) for w in longer.words
    ):
        return True
    numbers = [sorted(w for w in q.words if _is_number(w)) for q in (a, b)]
    denials = [sum(map(is_negation, q.words)) for q in (a, b)]
    whole = len(shorter.words) >= LEAST_WHOLE * len(longer.words)
    return whole and numbers[0] == numbers[1] and denials[0] == denials[1]


def _is_un(word: str, words: Sequence[str]) -> bool:
    """Whether "unhappy" is "not happy" there."""
    return word.startswith("un") and ("not", word[2:]) in pairwise(words)


def _fate(quote: Quoted, longest: Quoted) -> Fate:
    a, b = longest, quote
    parts = SequenceMatcher(None, a.words, b.words, autojunk=False).get_opcodes()
    changed: list[str] = []
    for number, (tag, a1, a2, b1, b2) in enumerate(parts):
        if tag == "equal":
            continue
        gone, came = a.words[a1:a2], b.words[b1:b2]
        if EDITED in (*gone, *came):
            changed += [*gone, *came]
            continue
        if gone and came:
            if max(len(gone), len(came)) <= MOST_TURNED and _contradict(gone, came):
                return "turned"
            changed += [*gone, *came]
            continue
        if (*gone, *came) == ("or", "not"):
            continue  # "whether I believe it or not"
        side, first, last = (a, a1, a2) if gone else (b, b1, b2)
        opens, closes = number == 0, number == len(parts) - 1
        # What is longer than a denial was left off: "..., and not once did I think it wrong".
        if last - first <= MOST_DENYING:
            if not opens and _bears_back(side, first, last):
                return "turned"
            whole = opens and last - 1 in side.pauses  # "I don't know, | he became very hard"
            if not closes and not whole and _bears_on(side, first, last):
                return "turned"
        if came and not opens and not closes:
            changed += came
    return "changed" if any(word not in SMALL for word in changed) else "cut"


def _bears_on(side: Quoted, first: int, last: int) -> bool:
    """Whether a cut piece turns the words behind it: "I did not | take it". "We do not get tough, and
    we do not | get smart" is denied already."""
    begin = max([first, *(n + 1 for n in side.stops if first <= n < last - 1)])
    if not any(map(is_negation, side.words[begin:last])):
        return False
    if all(map(is_negation, side.words[last - 1 : last + 1])):
        return False  # "No, | not at all"
    return not any(map(is_negation, _clause(side, first)))


def _bears_back(side: Quoted, first: int, last: int) -> bool:
    """Whether a cut piece turns the words before it: "..., but not today"."""
    if first - 1 in side.stops:
        return False
    words = side.words[first:last]
    led = words[0] in LEAD_ON
    if led:
        words = words[1:]
    if not words:
        return False
    if is_negation(words[0]):
        if len(words) > MOST_TURNED:
            return False  # "the chairman | never took charge of the yard": words left off
        # "never again | not now, not ever" is denied already.
        return not any(map(is_negation, _clause(side, first)))
    return words[0] in CONDITIONS


def _clause(side: Quoted, end: int) -> Sequence[str]:
    """The words of the sentence before a piece."""
    return side.words[max([0, *(n + 1 for n in side.stops if n + 1 < end)]) : end]


def _contradict(gone: Sequence[str], came: Sequence[str]) -> bool:
    """Whether one of two pieces denies, or each gives another number."""
    one, other = (frozenset(w for w in piece if _is_number(w)) for piece in (gone, came))
    if one and other and one != other:
        return True
    return any(map(is_negation, gone)) != any(map(is_negation, came))


def _is_number(word: str) -> bool:
    return NUMBER.fullmatch(word) is not None


def _around(text: str, content: Span) -> frozenset[str]:
    near = text[max(0, content.start - AROUND) : content.end + AROUND]
    return _names(near)


def _names(text: str) -> frozenset[str]:
    """Words in lower case without accents: "Peña" is "Pena"."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return frozenset(re.findall(r"[^\W\d_]{2,}", plain.lower()))


def _words(text: str, language: str) -> tuple[tuple[str, ...], frozenset[int], frozenset[int]]:
    """The first words in lower case, after which of them a sentence ends, and a pause is."""
    if CJK.search(text):
        return tuple(re.findall(r"\w", text)[:MOST_WORDS]), frozenset(), frozenset()
    text = _with_digits(text, language).lower().translate(APOSTROPHES)
    for pattern, full in SHORT:
        text = pattern.sub(full, text)
    words: list[str] = []
    stops: set[int] = set()
    pauses: set[int] = set()
    for piece in TOKEN.findall(text):
        if piece in ".!?…":
            stops.add(len(words) - 1)
        elif piece in ",;:–—":
            pauses.add(len(words) - 1)
        elif len(words) == MOST_WORDS:
            break
        else:
            words.append(piece)
    return tuple(words), frozenset(stops), frozenset(pauses)


def _with_digits(text: str, language: str) -> str:
    """With every number written one way: "$1.5 million", "one and a half million" as digits."""
    if NUMERAL.search(text) is None:
        return text
    for number in reversed(find_numbers(text, language)):
        start, end = number.span
        if not number.vague and number.value > 1 and not text[end : end + 1].isalnum():
            written = f"{number.value:.15g}".replace(".", "p")
            text = f"{text[:start]} {written} {text[end:]}"
    return text
