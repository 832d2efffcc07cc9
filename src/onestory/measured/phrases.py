"""The wording of the measured figures; numbers stand in cells of their own."""

from __future__ import annotations

LABELS: dict[str, str] = {
    "same-story": "Same story",
    "same-origin": "Same origin",
    "agreed": "Agreed",
    "disputed": "Disputed",
    "compatible": "Compatible",
    "single-source": "One source only",
    "added-later": "Added later",
    "withdrawn": "Withdrawn",
    "silent-correction": "Silent correction",
    "attribution": "Who says what",
    "speaker": "The speaker of a quotation",
    "boilerplate": "Furniture of the page in the text",
    "damaged-sentence": "Damaged sentence",
    "loaded-wording": "Loaded wording",
    "possible-double-count": "Possible double count",
    "possible-name-error": "Possible name error",
    "headline-true": "True headline, no warning",
    "headline-number": "Headline with another number",
    "headline-name": "Headline with another name",
    "headline-whole": "Headline of another text",
    "headline-mismatch": "Headline says what the text does not",
}
ASPECTS: dict[str, str] = {
    "right": "of those said, right",
    "found": "of those there, found",
}
DATA: dict[str, str] = {
    "press-1": "bundled press, edition 1",
    "press-2": "bundled press, edition 2",
    "attribution": "statements that people marked in news articles",
    "wording": "news sentences that people marked, half of them",
}
PHRASES: dict[str, str] = {
    **{f"label-{key}": words for key, words in LABELS.items()},
    **{f"aspect-{key}": words for key, words in ASPECTS.items()},
    **{f"data-{key}": words for key, words in DATA.items()},
    "withheld": "below its gate: not shown",
    "above": "above its gate",
}
