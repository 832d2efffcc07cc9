"""Every sentence this room writes for readers; slots take numbers and closed-set words only."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "missing-source-link": "A document is cited without a link to it.",
    "damaged-sentence": "This sentence looks cut off or garbled.",
    "no-date": "The page gives no date.",
    "no-byline": "The page names no author.",
}
