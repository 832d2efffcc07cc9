"""Words that turn a statement round."""

from __future__ import annotations

import re

from onestory.claims.lexicon.words import split

NEGATIONS = split(
    """
    not no never none nobody nothing neither nor without cannot denied denies unable nicht kein
    keine keinen keiner nie niemals ohne pas jamais aucun aucune sans ni nunca sin ningún ninguna
    jamás
    """
)
# "denied that 12 people were killed", "Sie bestreitet, dass"; not "denial".
DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)|dismiss(?:es|ed)|refut(?:es|ed)|bestreite[nt]|"
    r"bestritt(?:en)?|dementier(?:t|te|ten)|dément(?:i|ent)?|nie(?:ga|gan)|negó|desmiente|desmintió)\b",
    re.IGNORECASE,
)


def is_negation(word: str) -> bool:
    """Whether a word, in lower case, denies: "not", "denied", "didn't"."""
    return word in NEGATIONS or word.endswith(("n't", "n’t"))


def is_denied(words: str) -> bool:
    """Whether a stretch of text denies something."""
    return DENIAL.search(words) is not None or any(
        is_negation(w) for w in re.findall(r"[^\W\d_]+(?:['’]t)?", words.lower())
    )
