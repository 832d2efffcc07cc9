"""How much of a feed or sitemap is read."""

from __future__ import annotations

MAX_BYTES = 16_000_000
MAX_ENTRIES = 2_000
