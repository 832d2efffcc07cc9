"""How near a title is to a text in what their words mean."""

from __future__ import annotations

import numpy as np
import pytest
from tools.nearness import train

from onestory.claims.headline.nearness import NEARNESS, SIZE, nearness, unpacked

FIRE = "Firefighters fought a large wildfire above the village and families fled from their houses"
BANK = "The central bank raised its interest rate and investors sold shares"


@pytest.mark.parametrize(
    ("title", "text", "other"),
    [("Blaze spreads through the hills", FIRE, BANK), ("Lenders and borrowing", BANK, FIRE)],
)
def test_a_title_is_nearer_to_the_text_of_its_matter(title: str, text: str, other: str) -> None:
    near, far = nearness(title, text), nearness(title, other)
    assert near is not None
    assert far is not None
    assert near.beyond > far.beyond
    assert near.words > far.words


@pytest.mark.parametrize(("title", "text"), [("Qwrtzx Vbnmkl", FIRE), ("Blaze", ""), ("", FIRE)])
def test_of_unknown_words_nothing_is_said(title: str, text: str) -> None:
    assert nearness(title, text) is None


def test_a_word_is_as_near_as_can_be_to_itself() -> None:
    found = nearness("wildfire", FIRE)
    assert found is not None
    assert found.words == pytest.approx(1.0, abs=1e-5)


def test_what_is_packed_is_read_back_within_a_step() -> None:
    table = np.random.default_rng(1).normal(size=(50, SIZE)).astype(np.float32)
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    back = unpacked(*train.packed(table))
    assert (back * table).sum(1).min() > 0.97


def test_the_numbers_were_made_from_what_lies_beside_the_script() -> None:
    """After a change of the script or the sections' words and texts: run `tools/nearness/train.py`."""
    with np.load(NEARNESS) as stored:
        assert stored["made_from"].tobytes().decode() == train.fingerprint()
