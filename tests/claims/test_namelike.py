"""Words of titles that write each with a capital: which may be names."""

from __future__ import annotations

import numpy as np
import pytest
from tools.names import train

from onestory.claims.lexicon.namelike import NAMELIKE, may_be_name


@pytest.mark.parametrize("word", ["tampa", "carter", "obama", "holt", "brackwater", "osterlund"])
def test_names_may_be_names(word: str) -> None:
    assert may_be_name(word)


@pytest.mark.parametrize(
    "word",
    [
        "gloom", "spotlight", "upholds", "scraps", "forestall", "privilege",
        "dazzles", "dazzled",  # unknown forms of a known word
    ],
)  # fmt: skip
def test_ordinary_words_are_none(word: str) -> None:
    assert not may_be_name(word)


def test_the_bits_were_made_from_the_lists_beside_the_script() -> None:
    """After a change of the lists or the script: run `tools/names/train.py` again."""
    with np.load(NAMELIKE) as stored:
        assert stored["made_from"].tobytes().decode() == train.fingerprint()
