"""The order in which chosen sentences are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol, TypeVar

from onestory.article import Span


class Placed(Protocol):
    """What order needs to know of a sentence."""

    @property
    def article(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def told(self) -> frozenset[tuple[str, str]]: ...


S = TypeVar("S", bound=Placed)


def in_order(chosen: Sequence[S]) -> list[S]:
    """The one that opens stays first and the weightier come before the lighter, but two that give
    values of one claim stand together, and sentences of one article in its own order."""
    if not chosen:
        return []
    waiting, ordered = list(chosen[1:]), [chosen[0]]
    while waiting:
        last = ordered[-1]
        beside = [s for s in waiting if _claims(s) & _claims(last)]
        after = [s for s in waiting if s.article == last.article and s.span > last.span]
        following = (beside or after or waiting)[0]
        waiting.remove(following)
        ordered.append(following)
    places: dict[str, list[int]] = defaultdict(list)
    for place, sentence in enumerate(ordered[1:], 1):
        places[sentence.article].append(place)
    for taken in places.values():
        inside = sorted((ordered[p] for p in taken), key=lambda s: s.span)
        for place, sentence in zip(taken, inside, strict=True):
            ordered[place] = sentence
    return ordered


def _claims(sentence: Placed) -> set[str]:
    return {claim for claim, _ in sentence.told}
