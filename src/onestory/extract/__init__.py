"""Page bytes → Article: encoding, one tree, metadata with provenance, body, state, warnings."""

from __future__ import annotations

from onestory.extract.page import extract_article
from onestory.extract.plain import extract_plain

__all__ = ["extract_article", "extract_plain"]
