"""The order in which chosen sentences are read."""

from __future__ import annotations

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
    def position(self) -> int: ...
    @property
    def told(self) -> frozenset[tuple[str, str]]: ...


S = TypeVar("S", bound=Placed)


def in_order(chosen: Sequence[S]) -> list[S]:
    """The one that opens stays first. Then the one that gives a value of a claim just told, or goes on
    in the article just read, or opens its own, or is the weightiest left; sentences of one article stay
    in its own order."""
    if not chosen:
        return []
    waiting, ordered = list(chosen[1:]), [chosen[0]]
    while waiting:
        last = ordered[-1]
        heads = [s for s in waiting if all(s.span <= o.span for o in _of(s.article, waiting))]
        beside = [s for s in heads if _claims(s) & _claims(last)]
        after = [s for s in heads if s.article == last.article]
        opening = [s for s in heads if not s.position]
        following = (beside or after or opening or heads)[0]
        waiting.remove(following)
        ordered.append(following)
    return ordered


def _of(article: str, sentences: Sequence[S]) -> list[S]:
    return [s for s in sentences if s.article == article]


def _claims(sentence: Placed) -> set[str]:
    return {claim for claim, _ in sentence.told}
