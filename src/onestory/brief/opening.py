"""Which sentence may open a brief: nobody can plant one there by putting it into a copy."""

from __future__ import annotations

from collections.abc import Sequence

from onestory.brief.candidates import OPENERS, SUPPORT, Candidate
from onestory.brief.leaning import follows
from onestory.brief.support import Support

TWIN = 0.6  # share of a sentence's words in one sentence of a copy: both have it
COUNTERPART = 0.5  # the same in a sentence of another origin, which words it in its own way
TELLING = 2  # words of the headline in a sentence that tells what the headline does


def openers(
    candidates: Sequence[Candidate], support: Support, headline: frozenset[str]
) -> Sequence[Candidate]:
    """The sentences of which one may open the brief: those that open their articles and tell what the
    headline does, as far as there are any.

    What one article of an origin alone has never opens a brief where another sentence stands in
    several; nor what one origin alone tells where another sentence is shared.
    """
    first = [c for c in candidates if c.position < OPENERS]  # most sentences need no look at all
    first = [c for c in first if _introduces(c, headline) and _trusted(c, support)]
    if not first:
        trusted = [c for c in candidates if _trusted(c, support)] or list(candidates)
        trusted = [c for c in trusted if _introduces(c, headline)] or trusted
        first = [c for c in trusted if c.position < OPENERS] or trusted
    telling = [c for c in first if len(c.stems & headline) >= min(TELLING, len(headline))]
    leads = [c for c in first if not c.position and not c.soft and c.stems & headline]
    shared = [c for c in first if c.support >= SUPPORT]
    return [c for c in telling if not c.position] or leads or telling or shared or first


def _introduces(candidate: Candidate, headline: frozenset[str]) -> bool:
    return follows(candidate.text, headline, candidate.speaks)


def _trusted(candidate: Candidate, support: Support) -> bool:
    if support.copies(candidate.origin) > 1:
        twin = support.twin(candidate.stems, candidate.article, candidate.origin)
        return twin >= TWIN or support.counterpart(candidate.stems, candidate.origin) >= COUNTERPART
    return candidate.support >= SUPPORT
