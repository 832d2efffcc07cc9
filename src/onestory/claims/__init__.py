"""What an article says and who says it; what the articles of a story agree on; what a new version
changed."""

from onestory.claims.annotate import annotate
from onestory.claims.diff import compare_versions, silent_correction
from onestory.claims.ledger.build import build_ledger
from onestory.claims.values import Annotations, Change, Claim, Ledger

__all__ = [
    "Annotations",
    "Change",
    "Claim",
    "Ledger",
    "annotate",
    "build_ledger",
    "compare_versions",
    "silent_correction",
]
