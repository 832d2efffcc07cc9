"""Every reason the filter gives, in words."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "young": "The filter has seen too few decisions here to judge alone.",
    "links_one": "It has a link.",
    "links": "It has {count} links.",
    "new_domain": "It links to a site never seen in approved comments.",
    "spam_domain": "It links to a site seen in spam.",
    "capitals": "Most of its letters are capitals.",
    "decorated": "Its letters are decorated or mixed from several scripts.",
    "hidden": "It has invisible characters.",
    "repeat": "The same text was left before.",
    "fast": "The form was filled in {seconds} seconds.",
    "off_topic": "It shares no word with the story.",
    "copied": "Most of it is copied from the story.",
    "like_spam": "Its wording is like that of earlier spam.",
    "like_ham": "Its wording is like that of approved comments.",
    "unsure": "The filter is not sure.",
}
