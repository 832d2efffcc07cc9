"""Joining things that are the same: a plain union-find with a stable order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def grouped(
    items: Sequence[Item],
    block: Callable[[Item], Sequence[object]],
    same: Callable[[Item, Item], bool],
    most_in_block: int,
) -> list[list[Item]]:
    """Groups of items in order of their first member.

    Only items that share a block key are compared, and at most `most_in_block` of a block, so that
    the work stays near linear.
    """
    parent = list(range(len(items)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    blocks: dict[object, list[int]] = {}
    for number, item in enumerate(items):
        for key in block(item):
            blocks.setdefault(key, []).append(number)
    tried: set[tuple[int, int]] = set()  # most pairs stand in several blocks
    for members in blocks.values():
        members = members[:most_in_block]
        for place, one in enumerate(members):
            for other in members[place + 1 :]:
                if (one, other) in tried:
                    continue
                tried.add((one, other))
                low, high = root(one), root(other)
                if low != high and same(items[one], items[other]):
                    parent[max(low, high)] = min(low, high)
    found: dict[int, list[Item]] = {}
    for number, item in enumerate(items):
        found.setdefault(root(number), []).append(item)
    return [found[key] for key in sorted(found)]
