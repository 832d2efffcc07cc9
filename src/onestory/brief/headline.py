"""The story's headline: the one of its outlets that most independent reports support."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from onestory.article import Article
from onestory.brief.select import terms_of
from onestory.brief.usable import word_count
from onestory.brief.values import BriefHeadline
from onestory.claims.values import Ledger

# Shouting, teasing, asking: a headline of record does none of it.
LOUD = re.compile(
    r"[!?]|\b[A-Z]{4,}\b|\b(?:you won't believe|this is why|here's why|shock|live)\b", re.IGNORECASE
)
FEWEST_WORDS, MOST_WORDS = 4, 18


def choose_headline(articles: Sequence[Article], ledger: Ledger) -> BriefHeadline | None:
    """The headline whose words most origins use and whose facts its own body supports.

    Ties go to the earlier article. None where no article has a title.
    """
    titled = [a for a in articles if a.title.strip()]
    if not titled:
        return None
    unsupported = {c.article for c in ledger.headline_checks if not c.supported}
    users: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for term in terms_of(f"{article.title}\n{article.text[:1500]}"):
            users[term].add(article.origin or article.id)
    languages = [a.language[:2] for a in articles]
    common = max(sorted(set(languages)), key=languages.count)

    def standing(article: Article) -> float:
        terms = terms_of(article.title)
        support = sum(len(users[t]) for t in terms) / (len(terms) or 1)
        score = support / max(len({a.origin or a.id for a in articles}), 1)
        score -= 0.5 * (article.id in unsupported)
        score -= 0.4 * bool(LOUD.search(article.title))
        score -= 0.3 * (not FEWEST_WORDS <= word_count(article.title) <= MOST_WORDS)
        score -= 0.6 * (article.language[:2] != common)
        return score - 0.5 * (article.state != "article")

    best = max(titled, key=standing)  # max keeps the first of equals
    return BriefHeadline(best.id, best.title)
