from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestory.article import Span
from onestory.web.news.proof import ELLIPSIS, Proof


@st.composite
def proofs(draw: st.DrawFn) -> tuple[str, Proof]:
    text = draw(st.text(min_size=1, max_size=80))
    marks = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    marks = marks[: len(marks) - len(marks) % 2]
    start, end, inner = marks[0], marks[-1], marks[1:-1]
    cuts = tuple(Span(*pair) for pair in zip(inner[::2], inner[1::2], strict=True))
    return text, Proof(7, "text", Span(start, end), cuts)


@given(proofs())
def test_a_proof_reads_back_as_written_and_shows_only_source(case: tuple[str, Proof]) -> None:
    text, proof = case
    assert Proof.parse(str(proof)) == proof
    for piece in proof.replay(text).split(ELLIPSIS):
        assert piece in text


@pytest.mark.parametrize(
    "notation",
    [
        "",
        "1:text:5-2",
        "1:body:0-3",
        "1:text:0-9,8-12",
        "1:text:0-9,5-6,2-3",
        "1:text:0-3;x",
        "-1:text:0-1",
    ],
)
def test_a_malformed_proof_is_refused(notation: str) -> None:
    with pytest.raises(ValueError, match=r"proof|range"):
        Proof.parse(notation)


def test_a_span_that_leaves_its_text_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves"):
        Proof(1, "text", Span(0, 9)).replay("short")
