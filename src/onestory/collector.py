"""Python's collector of cycles, at rest where many small objects without cycles are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Make objects while nobody looks for cycles among them.

    A feed or a page makes thousands and no cycles; looking took a tenth and a twentieth of the time.
    Of several threads here at once the one that found the collector at work sets it to work again.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
