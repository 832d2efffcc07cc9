"""Words of two texts in the same order: the longest common subsequence, as a share.

Many places are compared at a time in the bits of one number: the recurrence of Crochemore, Iliopoulos,
Pinzon and Reid (2001) as Hyyrö (2004) gives it.
"""

from __future__ import annotations

from collections.abc import Sequence


def share_in_order(first: Sequence[int], second: Sequence[int]) -> float:
    """The share of the shorter of two sequences, neither empty, that stands in the other in the same
    order."""
    places: dict[int, int] = {}
    for number, member in enumerate(first):
        places[member] = places.get(member, 0) | 1 << number
    whole = row = (1 << len(first)) - 1
    for member in second:
        met = row & places.get(member, 0)
        row = (row + met | row - met) & whole
    return (len(first) - row.bit_count()) / min(len(first), len(second))
