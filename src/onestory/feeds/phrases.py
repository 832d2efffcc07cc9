"""Every warning this room gives about a feed: fixed wording, slots take numbers only."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "empty": "The feed is empty.",
    "too-large": "The feed is larger than {limit} bytes and was not read.",
    "entities": "The feed declares entities of its own and was not read.",
    "html": "This is a web page, not a feed.",
    "not-feed": "This is not a feed.",
    "too-deep": "The feed nests deeper than {limit} elements and was not read.",
    "no-entries": "The feed has no entries.",
    "damaged": "The feed is damaged: it was read with the lenient reader.",
    "cut": "The feed is too long to be read whole: only its beginning was read.",
    "too-many": "The feed has more than {limit} entries: the rest was left out.",
    "no-link": "Entries without a link: {count}.",
    "no-date": "Entries without a usable date: {count}.",
    "no-title": "Entries without a title: {count}.",
    "strange-date": "Dates outside what news can have, left out: {count}.",
    "bad-link": "Links that are no web address, left out: {count}.",
    "packed": "The file is packed in a way that cannot be undone: it may be damaged.",
    "other-host": "Addresses of other hosts, left out: {count}.",
    "cut-short": "The sitemap is damaged: what follows the damage was not read.",
    "sitemaps-unread": "Of the {total} sitemaps to read in this index, {count} did not answer.",
    "hub-status": "The hub answered with status {status}.",
    "hub-denied": "The hub refused the subscription.",
    "same-id": "Entries that share their id with another: {count}.",
}


def say(key: str, **numbers: int) -> str:
    """The sentence `key` with its numbers filled in."""
    return PHRASES[key].format(**numbers)
