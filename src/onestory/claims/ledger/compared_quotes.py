"""The quotations of a story compared: one utterance each, the longest report first, with what other
outlets cut, changed or turned round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onestory.claims.ledger.compared_figures import Compared, single
from onestory.claims.ledger.groups import grouped
from onestory.claims.ledger.quoted import Quoted, fate, one_utterance, other_speaker, same_words
from onestory.claims.phrases import phrase
from onestory.claims.values import Status

MOST_IN_BLOCK = 200


def compare_quotes(
    current: Sequence[Quoted],
    past: Mapping[int, Sequence[Quoted]],
    first: Mapping[int, int],
    latest: Mapping[int, int],
    total: int,
) -> Iterator[Compared[Quoted]]:
    """Claims on the quotations of the current texts, then those that were taken back.

    `past` has the quotations of earlier versions by the article's order; `first` and `latest` the
    numbers of its first and last version; `total` is the story's number of origins.
    """
    for group in _utterances(current):
        status, why, origins = _status(group, total)
        if origins == 1 and all(_is_new(q, past, first) for q in group):
            status, why = (
                "added-later",
                phrase("added-later", version=_since(group[0], past, latest)),
            )
        yield Compared(group, status, why, origins)
    for quotes in past.values():
        gone = [q for q in quotes if not any(same_words(q, c) for c in current)]
        for group in _utterances(gone):
            last = max(group, key=lambda q: q.version or 0)
            why = phrase("withdrawn", version=last.version or 1)
            yield Compared([last], "withdrawn", why, 1)


def _utterances(quotes: Sequence[Quoted]) -> list[list[Quoted]]:
    """Groups of one utterance, the longest report first."""
    groups = grouped(quotes, lambda q: sorted(q.shingles), _belong, MOST_IN_BLOCK)
    return [sorted(g, key=lambda q: (-len(q.words), q.order, q.span)) for g in groups]


def _belong(a: Quoted, b: Quoted) -> bool:
    """Inside one origin somebody may say nearly the same twice; two people may say it, too."""
    if a.origin == b.origin:
        return same_words(a, b) and not other_speaker(a, b)
    return one_utterance(a, b)


def _status(group: Sequence[Quoted], total: int) -> tuple[Status, str, int]:
    origins = len({q.origin for q in group})
    if origins == 1:
        return "single-source", single(group, total), origins
    longest = group[0]
    fates: dict[str, set[str]] = {}
    for quote in group:
        # A piece that a third one ties to the longest has no words to compare with it.
        if quote.origin != longest.origin and one_utterance(quote, longest):
            fates.setdefault(fate(quote, longest), set()).add(quote.origin)
    others = [q for q in group if other_speaker(longest, q)]
    if others:
        speakers = 1 + len({q.person for q in others})
        why = phrase("disputed-quote-speaker", origins=origins, speakers=speakers)
        return "disputed", why, origins
    if "turned" in fates:
        why = phrase("turned-quote", origins=origins, turned=len(fates["turned"]))
        return "disputed", why, origins
    if "changed" in fates:
        why = phrase("changed-quote", origins=origins, changed=len(fates["changed"]))
        return "compatible", why, origins
    if "cut" in fates:
        why = phrase("agreed-quote-cut", origins=origins, cut=len(fates["cut"]))
        return "agreed", why, origins
    return "agreed", phrase("agreed-quote", origins=origins), origins


def _is_new(quote: Quoted, past: Mapping[int, Sequence[Quoted]], first: Mapping[int, int]) -> bool:
    number = first.get(quote.order)
    if number is None:
        return False
    return not any(same_words(quote, q) for q in past.get(quote.order, ()) if q.version == number)


def _since(quote: Quoted, past: Mapping[int, Sequence[Quoted]], latest: Mapping[int, int]) -> int:
    """The version that brought a quotation."""
    with_it = [q.version or 0 for q in past.get(quote.order, ()) if same_words(quote, q)]
    return min(with_it) if with_it else latest[quote.order] + 1
