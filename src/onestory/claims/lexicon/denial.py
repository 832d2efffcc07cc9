"""Words that turn a statement round."""

from __future__ import annotations

import re

from onestory.claims.lexicon.words import split

NEGATIONS = split(
    """
    not no never none nobody nothing neither nor without cannot denied denies unable nicht kein
    keine keinen keiner nie niemals ohne pas jamais aucun aucune sans ni nunca sin ningún ninguna
    jamás
    isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt wouldnt couldnt shouldnt wont cant
    """
)
# "denied that 12 people were killed", "Sie bestreitet, dass"; not "denial".
DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)|dismiss(?:es|ed)|refut(?:es|ed)|bestreite[nt]|"
    r"bestritt(?:en)?|dementier(?:t|te|ten)|dément(?:i|ent)?|nie(?:ga|gan)|negó|desmiente|desmintió)\b",
    re.IGNORECASE,
)


SHORT_NOT = ("n't", "n’t", "n›t", "n´t")  # with the apostrophes that pages have
WORD = re.compile(r"[^\W\d_]+")
# "not only", "no fewer than", "cannot lose more than two", "no longer than", "nothing but", "not
# least": these deny nothing.
EMPTY_DENIAL = re.compile(
    r"\b(?:not (?:only|just|least|to mention)|no (?:fewer|less|more|later|longer|sooner) than|"
    r"(?:cannot|can['’]t|could not|couldn['’]t|may not)(?:\s\w+){1,4}\s(?:more|fewer|less) than|"
    r"nothing (?:but|short of)|not (?:fewer|less|more) than|nicht (?:nur|zuletzt)|"
    r"pas (?:seulement|moins)|no (?:sólo|solo|menos|más)|n['’]est (?:que|autre))\b",
    re.IGNORECASE,
)


def is_negation(word: str) -> bool:
    """Whether a word, in lower case, denies: "not", "denied", "didn't"."""
    return word in NEGATIONS or word.endswith(SHORT_NOT)


def is_denied(words: str) -> bool:
    """Whether a stretch of text denies something."""
    low = words.lower()
    plain = not NEGATIONS.isdisjoint(WORD.findall(low)) or any(n in low for n in SHORT_NOT)
    return plain or DENIAL.search(words) is not None
