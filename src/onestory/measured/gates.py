"""What pages leave out because its label is below its gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from onestory.claims.values import Annotations, Ledger


def shown_ledger(ledger: Ledger, kept_back: frozenset[str]) -> Ledger:
    """The ledger without claims whose status, and headline checks whose label, is withheld."""
    if not kept_back:
        return ledger
    checks = () if "headline-mismatch" in kept_back else ledger.headline_checks
    claims = tuple(c for c in ledger.claims if c.status not in kept_back)
    return replace(ledger, claims=claims, headline_checks=checks)


def shown_annotations(
    annotations: Mapping[str, Annotations], kept_back: frozenset[str]
) -> dict[str, Annotations]:
    """The annotations without warnings that are withheld."""
    if not kept_back:
        return dict(annotations)
    return {
        key: replace(notes, warnings=tuple(w for w in notes.warnings if w.kind not in kept_back))
        for key, notes in annotations.items()
    }
