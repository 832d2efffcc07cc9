"""Memory that columns left behind when they grew, given back to the system.

The C library of Linux keeps such holes, a quarter of the memory of a hundred thousand articles.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any


def give_back() -> None:
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Any:
    # musl has none
    return getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
