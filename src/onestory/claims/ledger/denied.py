"""What a sentence denies, clause by clause.

A "not" denies the clause it stands in: "a man who had no licence was held" denies no arrest. Inside a
phrase ("life without parole") or a name ("No Way Home") it denies nothing that another sentence may
report.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from onestory.claims.lexicon.denial import DENIAL, EMPTY_DENIAL, is_denied, is_negation
from onestory.claims.lexicon.words import split

REACH, DENIED_REACH = 3, 9  # words after "not" and after "denied that" that they deny
# "without", "neither … nor": of a phrase, or of two things at once.
IN_PHRASES = split("without nor neither sans ni sin ohne")
OF_NOUNS = split("no none nobody nothing kein keine keinen keiner aucun aucune ningún ninguna")
TOKEN = re.compile(r"[^\W\d_]+(?:['’›´][^\W\d_]+)?")
PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being)\s(?:\w+ly\s)?$")
STOP = re.compile(r"[,;:.!?—–]")
# Where a clause ends: "…, who had no licence", "because nobody came".
BORDER = re.compile(
    r"[,;:.!?—–]|\b(?:that|which|who|whom|whose|if|because|although|though|while|whereas|after|before|"
    r"since|as|when|where|unless|until|so|but|dass|weil|obwohl|während|nachdem|bevor|als|wenn|wo|"
    r"qui|que|parce|alors|quand|où|mais|porque|aunque|mientras|cuando|donde|pero)\b",
    re.IGNORECASE,
)
# "declined to comment", "failed to agree": another way of a "not".
NOT_DONE = re.compile(
    r"\b(?:declin(?:e|es|ed|ing)|refus(?:e|es|ed|ing)|fail(?:s|ed|ing|ures?)?|unable|avoid(?:s|ed|ing)?|"
    r"prevent(?:s|ed|ing)?|lack(?:s|ed|ing)?|instead of|rather than|weigerte\w*|lehnte\w*|"
    r"refus[ée]\w*|rechaz\w+|negó)\b",
    re.IGNORECASE,
)


class Denial(NamedTuple):
    """The words that a denial bears on, and those of its clause; `wholly` where it takes more than the
    next one of them to say what is denied: "no group claimed", "denied that the dam broke"."""

    words: tuple[str, ...]
    clause: tuple[str, ...]
    wholly: bool


def clause_round(sentence: str, offset: int) -> str:
    """The clause of a sentence that a place stands in."""
    borders = [m.span() for m in BORDER.finditer(sentence)]
    start = max([0, *(b for _, b in borders if b <= offset)])
    return sentence[start : min([len(sentence), *(a for a, _ in borders if a >= offset)])]


def denials_of(sentence: str) -> list[Denial]:
    """The denials of a sentence, in order.

    >>> [denial.clause for denial in denials_of("Holt, who was not arrested, left")]
    [('was', 'not', 'arrested')]
    >>> denials_of("Holt got life without parole")
    []
    """
    if not is_denied(sentence):
        return []
    plain = EMPTY_DENIAL.sub(lambda m: " " * len(m.group()), sentence)
    borders = [m.span() for m in BORDER.finditer(plain)]
    found = []
    tokens = list(TOKEN.finditer(plain))
    for token in tokens:
        reach = DENIED_REACH if DENIAL.fullmatch(token.group()) else REACH
        if reach == REACH and not _denies(token, plain):
            continue
        if reach == DENIED_REACH and PASSIVE.search(plain[: token.start()]):
            continue  # "the request was denied": nobody says that it is not so
        start = max([0, *(b for _, b in borders if b <= token.start())])
        ends = [a for a, _ in borders if a >= token.end()]
        if reach == DENIED_REACH and ends and not plain[token.end() : ends[0]].strip():
            ends = ends[1:]  # "denied that …": its clause is the next one
        end = min([len(plain), *ends])
        stop = STOP.search(plain, token.end())
        last = stop.start() if stop else len(plain)
        behind = [t for t in tokens if token.end() <= t.start() < last][:reach]
        clause = [t for t in tokens if start <= t.start() and (t.end() <= end or t in behind)]
        words = tuple(t.group() for t in behind if t in clause)
        wholly = reach == DENIED_REACH or token.group().lower() in OF_NOUNS
        found.append(Denial(words, tuple(t.group() for t in clause), wholly))
    return found


def _denies(token: re.Match[str], sentence: str) -> bool:
    word = token.group().lower()
    if not is_negation(word) or word in IN_PHRASES:
        return False
    named = token.start() > 0 and token.group()[0].isupper()
    return not (named and sentence[token.end() + 1 : token.end() + 2].isupper())
