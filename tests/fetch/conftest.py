"""The fixtures of the fetch tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from loopback import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on loopback, without TLS."""
    with serving() as here:
        yield here
