"""The one way source text reaches a page: a `Proof` names version, field, range and cuts.

A proof is written `VERSION:FIELD:START-END` with `-CUTSTART-CUTEND` pairs after a comma for each
deleted part, for example `81:text:120-245,180-197`. Anyone holding the stored version can replay
it; `onestory verify` does so for every page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onestory.article import Span

ELLIPSIS = " … "  # stands where a cut was made; the only sign a span may contain beside its own
NOTATION = re.compile(r"(\d{1,18}):(text|title):(\d{1,9})-(\d{1,9})((?:,\d{1,9}-\d{1,9})*)\Z")


@dataclass(frozen=True, slots=True)
class Proof:
    version: int
    field: str
    span: Span
    cuts: tuple[Span, ...] = ()

    def __str__(self) -> str:
        cuts = "".join(f",{c.start}-{c.end}" for c in self.cuts)
        return f"{self.version}:{self.field}:{self.span.start}-{self.span.end}{cuts}"

    @classmethod
    def parse(cls, notation: str) -> Proof:
        """Read the notation. Raises ValueError when it is malformed or its ranges do not nest."""
        match = NOTATION.match(notation)
        if not match:
            raise ValueError(f"not a proof: {notation!r}")
        span = Span(int(match[3]), int(match[4]))
        cuts = tuple(Span(*map(int, part.split("-"))) for part in match[5].split(",") if part)
        position = span.start
        for cut in (*cuts, Span(span.end, span.end)):
            if not position <= cut.start <= cut.end <= span.end:
                raise ValueError(f"ranges out of order: {notation!r}")
            position = cut.end
        return cls(int(match[1]), match[2], span, cuts)

    def pieces(self, source: str) -> list[str]:
        """The kept parts of `source`, in order. Raises ValueError where the span leaves it."""
        if self.span.end > len(source):
            raise ValueError(f"{self} leaves its text of {len(source)} characters")
        kept, position = [], self.span.start
        for cut in self.cuts:
            kept.append(source[position : cut.start])
            position = cut.end
        kept.append(source[position : self.span.end])
        return [piece for piece in kept if piece]

    def replay(self, source: str) -> str:
        """What a page must show for this proof, letter for letter."""
        return ELLIPSIS.join(piece.strip() for piece in self.pieces(source) if piece.strip())
