"""Word lists per language, written for this project: who reports, how, and what a clause is made of.

`lexicon("de")` gives the list of a language, English where the language has none.
"""

from __future__ import annotations

from onestory.claims.lexicon.de import GERMAN
from onestory.claims.lexicon.en import ENGLISH
from onestory.claims.lexicon.es import SPANISH
from onestory.claims.lexicon.fr import FRENCH
from onestory.claims.lexicon.words import Lexicon, VerbClass

_BY_LANGUAGE = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}

__all__ = ["ENGLISH", "Lexicon", "VerbClass", "lexicon"]


def lexicon(language: str) -> Lexicon:
    """The word list of an ISO 639-1 code ("de", "de-AT"); English for any other."""
    return _BY_LANGUAGE.get(language[:2].lower(), ENGLISH)
