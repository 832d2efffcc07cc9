"""The story's headline: the one of its outlets that most independent reports support."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onestory.article import Article
from onestory.brief.leaning import stems
from onestory.brief.support import Support, common_language
from onestory.brief.usable import JUDGING, word_count
from onestory.brief.values import BriefHeadline
from onestory.claims.values import Ledger

# Shouting, teasing, asking, a quotation in front: a headline of record does none of it.
SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
LOUD = re.compile(
    r"[!?]|\b(?:you won't believe|this is why|here's why|what|how|why|shock|live|in pictures)\b"
    r"|\A[“\"‘«„]",
    re.IGNORECASE,
)
FEWEST_WORDS, MOST_WORDS = 4, 18
OPENING = 250  # characters: about a first sentence
OWN_OPENING = (
    0.3  # for a headline all of whose words its own opening has: a copy's is often its town's
)
LEAD = 600  # characters of a text that tell its event
ENOUGH = 6  # words of a headline that other origins use too: with so many it tells the event


def choose_headline(articles: Sequence[Article], ledger: Ledger) -> BriefHeadline | None:
    """The headline whose words most origins use and whose facts its own body supports.

    Half of its standing is the share of its words that others use, half how many such words it has:
    a short headline of one shared name says little. Ties go to the earlier article. None where no
    article has a title.
    """
    titled = [a for a in articles if a.title.strip()]
    if not titled:
        return None
    unsupported = {c.article for c in ledger.headline_checks if not c.supported}
    support = Support([replace(a, text=a.text[:LEAD]) for a in articles])
    others = max(support.origins - 1, 1)
    common = common_language(articles)

    def standing(article: Article) -> float:
        words = stems(article.title)
        used = [(max(support.users(w), 1) - 1) / others for w in words]
        score = 0.5 * sum(used) / (len(words) or 1) + 0.5 * min(sum(used) / ENOUGH, 1.0)
        score += OWN_OPENING * len(words & stems(article.text[:OPENING])) / (len(words) or 1)
        score -= 0.5 * (article.id in unsupported)
        score -= 0.4 * bool(LOUD.search(article.title) or SHOUTED.search(article.title))
        score -= 0.4 * bool(JUDGING.search(article.title))
        score -= 0.3 * (not FEWEST_WORDS <= word_count(article.title) <= MOST_WORDS)
        score -= 0.6 * (article.language[:2] != common)
        return score - 0.5 * (article.state != "article")

    best = max(titled, key=standing)  # max keeps the first of equals
    return BriefHeadline(best.id, best.title)
