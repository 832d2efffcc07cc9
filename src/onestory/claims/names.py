"""Names in text: capitalised sequences, typed by the words around them, short forms tied to the
fullest form of the article. No gazetteer beyond a few given names and countries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import Literal

from onestory.article import Span
from onestory.claims.lexicon import Lexicon
from onestory.claims.lexicon.words import split
from onestory.claims.values import NameMention

NameType = Literal["person", "organisation", "place", "other"]

_CAP = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*"
_INITIAL = r"(?:[A-Z]\.)+"
_LINK = r"(?:of the|of|de la|de|del|da|di|du|von|van|van der|al|bin|ibn|el|la|le|for|and|&)"
# Matches "Lena Holt", "J. R. Holt", "Ministry of Transport"; words of a name parted by one blank.
NAME = re.compile(rf"(?:{_INITIAL}|{_CAP})(?:[ \u00a0](?:{_LINK}[ \u00a0])?(?:{_INITIAL}|{_CAP}))*")
KATAKANA_NAME = re.compile(r"[ァ-ヴー・]{3,}")
TITLES = split(
    """
    mr mrs ms miss dr prof professor sir dame lord lady president minister chancellor senator sen
    rep gov governor mayor judge justice general gen colonel col captain sgt sergeant king queen
    prince princess pope bishop chief secretary congressman congresswoman herr frau monsieur madame
    m mme señor señora don doña sr sra prime vice deputy officer detective inspector councillor
    """
)
ORGANISATION_WORDS = split(
    """
    party ministry university council inc corp corporation company agency bank court police union
    group club department committee board lines line association institute office commission
    authority service services association federation foundation ferries airlines airways railways
    hospital college school parliament senate congress house army navy guard coastguard press news
    times post herald tribune journal courier gazette ltd plc gmbh ag league organisation
    organization society network alliance front movement team united city fc ministerium partei
    universität bundesbank gewerkschaft société ministère université parti banque ministerio
    universidad partido banco sindicato
    """
)
PLACE_WORDS = split(
    """
    river street road avenue county island islands isles bay harbour harbor port lake mount mountain
    mountains valley sea strait coast province state district airport bridge square park beach hills
    desert peninsula gulf cape straße platz rue avenida calle
    """
)
PLACE_BEFORE = split("in near from at around outside across off to en à in nach aus")
NATIONS = split(
    """
    france germany britain england scotland wales ireland spain italy portugal poland ukraine russia
    china japan india pakistan canada mexico brazil argentina egypt israel iran iraq syria turkey
    greece sweden norway denmark finland iceland austria switzerland belgium netherlands hungary
    europe africa asia america australia london paris berlin madrid rome washington moscow beijing
    tokyo brussels deutschland frankreich österreich schweiz espagne allemagne españa francia
    """
)
GIVEN = {
    "f": split(
        """
    anna maria mary elizabeth sarah emma laura julia lena ingrid astrid helen jane susan linda karen
    nancy lisa claire marie sophie camille isabel carmen lucia elena olga natalia irina fatima aisha
    leila yuki sakura hillary angela ursula margaret catherine kate rachel rebecca hannah eva ida
    nora sigrid freya solveig amélie chloé inés marta rosa paula alice
    """
    ),
    "m": split(
        """
    john james robert michael william david richard thomas charles joseph daniel paul mark donald
    george steven peter hans karl erik lars olaf jean pierre jacques luc juan carlos jose josé luis
    pedro miguel ivan sergei vladimir ahmed mohammed ali hassan kenji hiroshi bernie ted marco
    barack bill joe jack henry simon martin andrew anders nils sven henrik jens
    """
    ),
}
SPEECH_AFTER = re.compile(
    r"\s*(?:,\s*\d{1,2},|(?:said|says|told|added|asked|argued|sagte|dit|dijo)\b)"
)
COMMON = split(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december i
    """
)
MOST_NAMES = 5000  # mentions of one article that are typed; beyond it is no news text
SHARE = 0.6


def find_names(
    text: str, sentences: Sequence[Span], lex: Lexicon, language: str
) -> list[NameMention]:
    """All names in order with type and fullest form."""
    starts = {s.start for s in sentences}
    raw = list(islice(NAME.finditer(text), MOST_NAMES * 2))
    inner = {w for m in raw if not _opens(text, m.start(), starts) for w in m.group().split()}
    spans: list[Span] = []
    for match in raw:
        spans.extend(_trimmed(text, match, starts, inner, lex, language))
    spans += [Span(*m.span()) for m in KATAKANA_NAME.finditer(text) if "・" in m.group()]
    spans = sorted(spans)[:MOST_NAMES]
    full = _fullest(text, spans)
    types = _types(text, spans, full)
    return [NameMention(s, types[full[s.of(text)]], full[s.of(text)]) for s in spans]


def gender_of(name: str) -> str:
    """ "f", "m" or "" by given name."""
    first = name.split()[0].lower() if name else ""
    return next((g for g, names in GIVEN.items() if first in names), "")


def _opens(text: str, at: int, starts: set[int]) -> bool:
    if at in starts:
        return True
    return (at > 0 and text[at - 1] in "\"“„«‘'([") or (at > 1 and text[at - 2] in ":•–")


def _trimmed(
    text: str, match: re.Match[str], starts: set[int], inner: set[str], lex: Lexicon, language: str
) -> list[Span]:
    """The name without the function word or title it opens with; cut at sentence starts."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", match.group())]
    base = match.start()
    kept = [(base + s, base + e) for s, e in words]
    opens = _opens(text, base, starts)
    while kept:
        word = text[slice(*kept[0])]
        low = word.lower().rstrip(".'’")
        function = (
            low in lex.determiners
            or low in lex.prepositions
            or low in lex.breakers
            or low in lex.conjunctions
            or low in lex.pronouns
            or low in lex.adverbs
            or low in lex.auxiliaries
            or low in COMMON
            or low in lex.relatives
        )
        lone = opens and len(kept) == 1 and word not in inner
        verbal = opens and low in lex.verbs and word not in inner
        if function or verbal or (low in TITLES and len(kept) > 1):
            kept = kept[1:]
        elif lone and not SPEECH_AFTER.match(text, kept[0][1]) and low not in NATIONS:
            return []
        else:
            break
        opens = opens and function
    while kept and text[slice(*kept[-1])][0].islower():
        kept = kept[:-1]
    if not kept or (language[:2] == "de" and not _german_name(text, kept, inner)):
        return []
    start, end = kept[0][0], kept[-1][1]
    for ending in ("'s", "’s"):
        if text[start:end].endswith(ending):
            end -= 2
    while end > start and text[end - 1] in "'’-":
        end -= 1
    if end - start < 2 or text[start:end].lower() in COMMON:
        return []
    return [Span(start, end)]


def _german_name(text: str, kept: list[tuple[int, int]], inner: set[str]) -> bool:
    """German writes every noun with a capital: ask for two in a row, or a known given name."""
    words = [text[s:e] for s, e in kept]
    if len(words) > 1 or words[0].lower() in NATIONS:
        return True
    before = text[max(0, kept[0][0] - 8) : kept[0][0]].split()
    return words[0].isupper() or (bool(before) and before[-1].rstrip(".") in {"Herr", "Frau", "Dr"})


def _fullest(text: str, spans: Sequence[Span]) -> dict[str, str]:
    """Each written form to the longest form of the article it shortens; the first one wins."""
    forms = list(dict.fromkeys(s.of(text) for s in spans))
    by_last: dict[str, list[str]] = defaultdict(list)
    acronyms: dict[str, str] = {}
    for form in forms:
        words = form.split()
        if len(words) > 1:
            by_last[words[-1]].append(form)
            by_last[words[0]].append(form)
            initials = "".join(w[0] for w in words if w[0].isupper())
            if len(initials) > 1:
                acronyms.setdefault(initials, form)
    full = {}
    for form in forms:
        if " " in form:
            longer = [f for f in by_last[form.split()[-1]] if f.endswith(" " + form)]
            full[form] = longer[0] if longer else form
        else:
            last = [f for f in by_last.get(form, ()) if f.split()[-1] == form]
            full[form] = (last or by_last.get(form) or [acronyms.get(form, form)])[0]
    return full


def _types(text: str, spans: Sequence[Span], full: dict[str, str]) -> dict[str, NameType]:
    votes: dict[str, Counter[NameType]] = defaultdict(Counter)
    for span in spans:
        form = span.of(text)
        votes[full[form]] += _evidence(text, span, form)
    types: dict[str, NameType] = {}
    for name, counted in votes.items():
        best = counted.most_common(1)
        types[name] = best[0][0] if best and best[0][1] > 0 else "other"
    return types


def _evidence(text: str, span: Span, form: str) -> Counter[NameType]:
    found: Counter[NameType] = Counter()
    words = form.lower().split()
    before = text[max(0, span.start - 24) : span.start].lower().split()
    last_before = before[-1].strip(".,") if before else ""
    if last_before in TITLES:
        found["person"] += 3
    if words[-1] in ORGANISATION_WORDS or (
        words[0] in ORGANISATION_WORDS and " of " in f" {form} "
    ):
        found["organisation"] += 4
    elif form.isupper() and 2 <= len(form) <= 6:
        found["organisation"] += 2
    if words[-1] in PLACE_WORDS or words[0] in {"mount", "lake", "port", "cape", "isles"}:
        found["place"] += 4
    if form.lower() in NATIONS:
        found["place"] += 5
    if last_before in PLACE_BEFORE and len(words) <= 2:
        found["place"] += 1
    if SPEECH_AFTER.match(text, span.end, span.end + 16) and not form.isupper():
        found["person"] += 2
    if len(words) in {2, 3} and gender_of(form):
        found["person"] += 3
    elif len(words) == 2 and not found:
        found["person"] += 1
    return found
