"""Every sentence this room writes for readers; slots take numbers only."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "named": "Origins that put it in this section: {named} of {origins}.",
    "named_and_fits": "Origins that put it in this section: {named} of {origins}; the words of the "
    "texts fit it too.",
    "named_not_fits": "Origins that put it in this section: {named} of {origins}; the words of the "
    "texts alone would have led to another.",
    "fits": "No outlet names a section. The words of the texts fit this one, with a chance of "
    "{percent} % as reckoned.",
    "fits_not_named": "The words of the texts fit this section better than the one that outlets name "
    "(origins that name one: {named} of {origins}).",
    "unsettled": "No outlet names a section, and the words of the texts do not settle it.",
}
