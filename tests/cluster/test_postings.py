from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestory.cluster import postings as module
from onestory.cluster.postings import MOST_KEYS, MOST_LINKS, Postings
from onestory.markup import compiled

# Few keys, so that buckets are shared; keys that differ only in high bits share one too.
KEYS = st.integers(0, 40).map(lambda n: n * 1024 % 7919 + (n % 3 << 28))
PAIRS = st.lists(st.tuples(KEYS, st.integers(0, 99)), max_size=300)

either = pytest.mark.parametrize("part", [None, compiled], ids=["plainly", "natively"])


@contextmanager
def using(part: ModuleType | None) -> Iterator[None]:
    """The native part, or what does the same in Python."""
    with patch.object(module, "compiled", part):
        yield


def filled(most: int, pairs: list[tuple[int, int]]) -> Postings:
    postings = Postings(most)
    for key, holder in pairs:
        postings.add(key, holder)
    return postings


@either
@given(PAIRS, st.integers(1, 50))
def test_holders_are_those_of_a_dictionary_newest_first(
    part: ModuleType | None, pairs: list[tuple[int, int]], most: int
) -> None:
    plain = defaultdict[int, list[int]](list)
    for key, holder in pairs:
        plain[key].append(holder)
    with using(part):
        postings = filled(most, pairs)
        for key in {*plain, 12345}:
            assert postings.holders(key) == plain[key][::-1][:most]
        keys = sorted(plain)
        assert len(postings) == len(pairs)
        found = postings.holders_of_any(np.array([*keys, 12345], np.uint32))
    assert sorted(found) == sorted(holder for key in keys for holder in plain[key])


@given(PAIRS, st.integers(1, 5))
def test_postings_are_written_and_read_alike(pairs: list[tuple[int, int]], most: int) -> None:
    if compiled is None:
        pytest.skip("the native part is not built: no compiler")
    with using(None):
        plain = filled(most, pairs)
        asked = plain.filter
    natively = filled(most, pairs)
    assert natively.filter == asked
    assert natively.table == plain.table
    for key, _ in pairs:
        assert natively.holders(key) == plain.holders_plainly(key)


@either
@given(PAIRS)
def test_what_is_saved_makes_the_same_table(
    part: ModuleType | None, pairs: list[tuple[int, int]]
) -> None:
    with using(part):
        postings = filled(1000, pairs)
        again = Postings.of(*postings.columns().values(), 1000)
        found = zip(*(column.tolist() for column in postings.columns().values()), strict=True)
        assert list(found) == pairs
        keys = {key for key, _ in pairs}
        assert [again.holders(key) for key in keys] == [postings.holders(key) for key in keys]


@either
@given(PAIRS, st.sets(st.integers(0, 99)))
def test_without_leaves_out_what_is_gone_and_keeps_the_order(
    part: ModuleType | None, pairs: list[tuple[int, int]], gone: set[int]
) -> None:
    kept = np.array([n not in gone for n in range(100)])
    numbers = (np.cumsum(kept) - 1).astype(np.int32)
    with using(part):
        left = filled(1000, pairs).without(kept, numbers)
        for key in {key for key, _ in pairs}:
            there = [numbers[h] for k, h in reversed(pairs) if k == key and h not in gone]
            assert left.holders(key) == there


@either
@given(PAIRS, st.integers(1, 5))
def test_what_is_never_asked_for_is_left_out_and_nothing_else(
    part: ModuleType | None, pairs: list[tuple[int, int]], most: int
) -> None:
    """Room is made at any moment: the answers are the same."""
    with using(part):
        roomy, tight = filled(most, pairs), Postings(most)
        for place, (key, holder) in enumerate(pairs):
            tight.add(key, holder)
            if place % 40 == 39:
                tight._make_room(1, 0)
        keys = {key for key, _ in pairs}
        assert [tight.holders(key) for key in keys] == [roomy.holders(key) for key in keys]
        assert tight.filter
        tight._make_room(1, 0)
        asked = np.array([*sorted(keys), 12345], np.uint32)
        found = [holder for key in asked.tolist() for holder in roomy.holders(key)]
        assert sorted(tight.holders_of_any(asked)) == sorted(found)
        assert len(tight) == sum(len(roomy.holders(key)) for key in keys)


@either
def test_the_table_grows_past_its_first_buckets(part: ModuleType | None) -> None:
    with using(part):
        postings = filled(2, [(n * 2654435761 % 2**32, n) for n in range(5000)])
        assert all(postings.holders(n * 2654435761 % 2**32) == [n] for n in range(0, 5000, 37))


@either
def test_few_postings_of_a_large_number_are_found(part: ModuleType | None) -> None:
    """A holder takes the place of the bits that a bucket tells: there are more buckets than holders."""
    with using(part):
        postings = filled(2, [(2**32 - 1, 3), (2**32 - 1, 70_000), (7, 1_000_001)])
        assert postings.holders(2**32 - 1) == [70_000, 3]
        assert postings.holders(7) == [1_000_001]


@either
def test_a_key_that_all_have_makes_the_table_no_larger(part: ModuleType | None) -> None:
    with using(part):
        postings = Postings(2)
        for number in range(20_000):
            postings.add(7, number % 1000)
            postings.add(number % 50 + 100, number % 1000)
        assert postings.holders(7) == [999, 998]
        assert len(postings._heads) == 1024
        assert len(postings) < 5_000


@either
def test_of_a_crowded_bucket_the_newest_keys_are_kept(part: ModuleType | None) -> None:
    """Keys may be chosen so that they share a bucket; what is looked through has an end."""
    keys = [n << 10 | 5 for n in range(1, MOST_KEYS + 301)]
    with using(part):
        postings = filled(3, [(key, holder) for key in keys for holder in (1, 2)])
        postings.add(keys[0], 3)
        postings._make_room(1, 0)
        assert len(postings) == 2 * MOST_KEYS + 1
        assert postings.holders(keys[0]) == [3, 2, 1]
        assert [postings.holders(key) for key in keys[1:301]] == [[]] * 300
        assert all(postings.holders(key) == [2, 1] for key in keys[301:])


@either
def test_a_chain_is_followed_so_far_and_no_further(part: ModuleType | None) -> None:
    with using(part):
        postings = Postings(1 << 20)
        old, crowd = 1 << 24 | 5, np.full(MOST_LINKS - 2, 2 << 24 | 5, np.uint32)
        postings.add(old, 1)
        postings.add_each(crowd, 2)
        assert postings.holders(old) == [1]
        postings.add_each(crowd[:2], 3)
        assert postings.holders(old) == []
        assert postings.holders(2 << 24 | 5)[:3] == [3, 3, 2]
