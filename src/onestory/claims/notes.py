"""What an outlet says of its own page: that something in it was corrected."""

from __future__ import annotations

import re

# Matches "Correction:", "An earlier version of this article said"; not "correctional".
CORRECTION = re.compile(
    r"\b(?:correction|corrections|corrected|clarification|erratum|"
    r"(?:an )?(?:earlier|previous) version|was amended|has been amended|was updated|has been updated|"
    r"korrektur|korrigiert|berichtigung|richtigstellung|früheren (?:version|fassung)|"
    r"rectificatif|rectification|version précédente|version antérieure|corrección|fe de errores|"
    r"corrects|première version|rectificación|versión anterior|anmerkung der redaktion|"
    r"editor['’]s note)\b",
    re.IGNORECASE,
)
# Matches "Corrects the number of companies to 8 from 10."; not "Corrected for inflation, prices …",
# "The ministry corrected the toll to 12."
NOTE = re.compile(
    r"\W*(?:corrections?\s*:|corrects\b|clarification\s*:|erratum\b|editor['’]s note\b|"
    r"(?:an|in an|a|in a) (?:earlier|previous) version\b|"
    r"this (?:article|story|page) (?:was|has been)\b|"
    r"korrektur\s*:|berichtigung\s*:|richtigstellung\s*:|anmerkung der redaktion\b|"
    r"in einer früheren (?:version|fassung)\b|(?:rectificatif|rectification)\s*:|"
    r"(?:dans )?une (?:version (?:précédente|antérieure)|première version)\b|"
    r"corrección\s*:|fe de errores\b|rectificación\s*:|(?:en )?una versión anterior\b)",
    re.IGNORECASE,
)
# "JUST WATCHED A deal is near Replay More Videos ...", "MUST WATCH A deal is near 03:06": of a film.
FILM = re.compile(r"\W*(?:JUST|MUST) WATCH(?:ED)?\b|\bReplay More Videos\b")


def is_film(sentence: str) -> bool:
    """Whether a sentence only names a film beside the text."""
    return FILM.search(sentence) is not None


def is_note(sentence: str) -> bool:
    """Whether a sentence tells of a correction of the page it stands on, and so reports nothing."""
    return NOTE.match(sentence) is not None
