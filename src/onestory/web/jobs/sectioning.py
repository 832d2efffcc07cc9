"""Which section and which country a story belongs to, by its outlets' labels and its words.

Each independent origin gives one voice: its outlet's own section label, else the folders of the
address, and what its words fit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from onestory.sections import Decision, Voice, decide, guess_section
from onestory.web.news.models import Article
from onestory.web.news.sections import TOPICS

_WORDS = {word: section.slug for section in TOPICS for word in (section.slug, *section.words)}
_PARTS = re.compile(r"[\s/&,|>·・]+")


def section_of(articles: Sequence[Article]) -> Decision:
    """The section of a story with the reason, which the story page shows."""
    origins: dict[int | None, list[Article]] = {}
    for article in articles:
        origins.setdefault(article.origin_id or article.pk, []).append(article)
    return decide([_voice(copies) for copies in origins.values()])


def country_of(articles: Sequence[Article]) -> str:
    """The country whose own outlets carry it most, where at least two thirds of them agree."""
    votes = Counter(a.outlet.country for a in articles if a.outlet.country)
    if not votes:
        return ""
    country, most = min(votes.items(), key=lambda item: (-item[1], item[0]))
    return country if most * 3 >= sum(votes.values()) * 2 else ""


def _voice(copies: Sequence[Article]) -> Voice:
    """What one origin says. Its copies may have lost its label: the first that names one counts."""
    first = copies[0]
    assert first.current is not None
    guess = guess_section(first.current.title, first.current.text, first.language)
    for by_label, named in ((True, _by_label), (False, _by_address)):
        for article in copies:
            if section := named(article):
                return Voice(section, by_label, guess)
    return Voice(guess=guess)


def _by_label(article: Article) -> str:
    label = article.section_as_given.lower().strip()
    return _first_known([label, *_PARTS.split(label)])


def _by_address(article: Article) -> str:
    return _first_known(unquote(urlsplit(article.url).path).lower().split("/")[1:-1])


def _first_known(words: Sequence[str]) -> str:
    return next((_WORDS[word] for word in words if word in _WORDS), "")
