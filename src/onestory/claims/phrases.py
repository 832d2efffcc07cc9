"""Every sentence this room writes for readers; slots take numbers and closed-set words only."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    # Warnings.
    "headline-mismatch": "The text does not support this part of the headline.",
    "unattributed-figure": "No source is named for this figure.",
    "unnamed-speaker": "The speaker is not named.",
    "missing-source-link": "A document is cited without a link to it.",
    "no-date": "The page gives no date.",
    "no-byline": "The page names no author.",
    "boilerplate": "This is a notice of the outlet, not reporting.",
    "loaded-wording": "The outlet uses a judging word in its own voice.",
    "possible-double-count": "These numbers may count the same cases twice.",
    "possible-name-error": "This name is spelled in {forms} ways in the article.",
    "damaged-sentence": "This sentence looks cut off or garbled.",
    # Headline checks.
    "headline-name": "The name is in the text.",
    "headline-name-missing": "The name is not in the text.",
    "headline-name-elsewhere": "The name is not in the text, but in other reports of the story.",
    "headline-wording-missing": "Hardly a word of the headline is in the text.",
    "headline-wording-elsewhere": "Its words are in other reports of the story, not in the text.",
    "headline-open": "The text has this only as what may be, or as what is denied.",
    "headline-speaker-missing": "The text gives no words of this speaker.",
    "headline-figure": "The number is in the text.",
    "headline-figure-missing": "The number is not in the text.",
    "headline-date": "The date is in the text.",
    "headline-date-missing": "The date is not in the text.",
    # Claims.
    "agreed": "{origins} independent origins report the same.",
    "agreed-quote": "{origins} independent origins carry the same words.",
    "agreed-quote-cut": "{origins} independent origins carry the same words, {cut} of them shortened.",
    "changed-quote": "{origins} independent origins carry these words, {changed} of them with other "
    "words in them.",
    "turned-quote": "{origins} independent origins carry these words, {turned} of them with another "
    "denial or number.",
    "disputed-quote-speaker": "{origins} independent origins give these words to {speakers} speakers.",
    "compatible": "{origins} independent origins give numbers that can all be true.",
    "compatible-most": "{most} of {origins} independent origins give the same number; all can be true.",
    "compatible-grown": "{origins} independent origins give {values} numbers of a count that goes on: "
    "later reports have the higher ones.",
    "compatible-running": "{origins} independent origins give {values} numbers of a count that goes on; "
    "the hours of the reports are not known.",
    "disputed": "{origins} independent origins give {values} numbers that cannot all be true of "
    "one thing.",
    "disputed-bound": "{origins} independent origins give bounds that cannot all be true.",
    "disputed-unit": "{origins} independent origins give {units} units for the same number.",
    "disputed-denial": "{origins} independent origins report this, and {deniers} of them deny it.",
    "disputed-date": "{origins} independent origins give {values} different dates.",
    "disputed-speakers": "{speakers} speakers give {values} numbers that cannot all be true.",
    "single-source": "Only one origin of {total} reports this.",
    "single-source-copies": "Only one origin of {total} reports this; {articles} articles carry it.",
    "single-story": "The story has one origin.",
    "added-later": "Not in the first version of the article; added in version {version}.",
    "added-later-article": "Not in the outlet's first article on this story, but in a later one.",
    "withdrawn-carried": "In version {version} of the article, gone from the current one; "
    "copies that still carry it: {articles}.",
    # As they were worded before; stored pages have them until they are made anew.
    "disputed-before": "{origins} independent origins give {values} numbers that cannot all be true.",
    "withdrawn-carried-before": "In version {version} of the article, gone from the current one; "
    "still carried by {articles} copies of it.",
    "withdrawn": "In version {version} of the article, gone from the current one.",
}


def phrase(key: str, **slots: int) -> str:
    """The fixed sentence of a key with its numbers filled in."""
    return PHRASES[key].format(**slots)
