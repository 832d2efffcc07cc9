"""Read the mutated pages with these numbers and print what was read, natively or `plain`, in Python.

`python -m tests.extract.twins 0 100 plain` prints a line for each.
"""

from __future__ import annotations

import re
import sys


def main(start: int, count: int, plain: bool) -> None:
    if plain:
        sys.modules["onestory._markup"] = None  # type: ignore[assignment]
    from tests.hostile import ADDRESS, mutant, seeds

    from onestory.extract import native
    from onestory.extract.learned import Learned
    from onestory.extract.page import read_page

    assert native.WALKS is not plain, "the native part is not built"
    # The press is served at another port each time.
    given = [re.sub(rb"localhost:\d+", b"localhost:40000", page) for page in seeds("pages")]
    for number in range(start, start + count):
        reading = read_page(mutant(given, number), ADDRESS, "", Learned())
        print(number, ascii(reading))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:] == ["plain"])
