"""Where the development data lies: beside the checkout, or where ONESTORY_DATA says."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def shared(name: str) -> Path:
    """The folder or file `name` of the development data. Ends the program with a line when absent."""
    base = Path(os.environ.get("ONESTORY_DATA_SETS", ROOT.parent / "shared" / "data"))
    path = base / name
    if not path.exists():
        print(f"{name}: the development data is not here; set ONESTORY_DATA_SETS to its folder.")
        sys.exit(0)
    return path
