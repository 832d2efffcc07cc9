"""Documents that a text cites."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from onestory.extract.blocks import block_of
from onestory.extract.sources import CITED, cited_document

WORDS = (
    *(
        "according to",
        "in",
        "the",
        "a",
        "their",
        "report",
        "reporters",
        "study",
        "ruling",
        "by",
        "new",
    ),
    *(
        "published",
        "laut",
        "einer",
        "Studie",
        "selon",
        "un",
        "rapport",
        "said.",
        "well-known",
        "on",
    ),
)


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), max_size=3)
)
@example(["They met.", "reporters reported on the long new study by him, according to a report"])
@example(["The survey in a reporter's notebook was leaked. According to a report, sales fell."])
def test_a_cited_document_is_found_where_the_pattern_finds_it(texts: list[str]) -> None:
    whole = "\n\n".join(texts)
    found = cited_document([block_of(text) for text in texts])
    expected = next(filter(None, map(CITED.pattern.search, texts)), None)
    assert (found is None) == (expected is None)
    if found and expected:
        assert found.of(whole) == expected.group()
