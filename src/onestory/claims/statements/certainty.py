"""How sure the speaker of a quotation is, by the way the rules found who says it.

A wrong name under a quotation is worse than none: below `LEAST_SURE` the quotation is kept, its
speaker is not named.
"""

from __future__ import annotations

from typing import Final

from onestory.claims.values import Found

# Share of quotations whose speaker is the marked one, by way, on the 824 articles the rules were
# written with: the strict column of `benchmarks/attribution.py --part train --ways`. Ways seen less
# than 20 times there ("label", "beside", "according", "presented", "passive", "adjoining", "alone")
# are set by what is like them. "piece" has the share of the first rules, which had seen few errors
# of these articles: today's 0.95 is what the rules learned there.
RIGHT_SHARE: Final[dict[Found, float]] = {
    "insert": 1.0,
    "label": 1.0,
    "lone": 1.0,
    "beside": 1.0,
    "subject": 1.0,
    "inverted": 0.99,
    "resumed": 0.99,
    "adjoining": 0.97,
    "presented": 0.95,
    "according": 0.95,
    "passive": 0.95,
    "alone": 0.95,
    "reopened": 0.86,
    "introduced": 0.83,
    "shared": 0.75,
    "piece": 0.50,
    "carried": 0.32,
}
LEAST_SURE = 0.95  # one wrong name in twenty is the most a way may give


def is_sure(found: Found) -> bool:
    """Whether a speaker found this way is right often enough to be named."""
    return RIGHT_SHARE.get(found, 0.0) >= LEAST_SURE
