"""The index of live articles as a file: a restart need neither read nor compare anything again.

One NumPy archive of flat columns, names as JSON; nothing in it is executed when it is read.
"""

from __future__ import annotations

import json
import os
from array import array
from collections import deque
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onestory.cluster.columns import Articles, Stories
from onestory.cluster.copies import FEW, CopyIndex
from onestory.cluster.decide import NEWEST
from onestory.cluster.index import StoryIndex
from onestory.cluster.live import CLOCK_HANDS, Live
from onestory.cluster.postings import Postings
from onestory.cluster.terms import TermStatistics
from onestory.errors import StorageError

FORMAT = 5
COPIES = ("sketches", "ends", "runs", "words", "word_ends")

Columns = dict[str, NDArray[Any]]


def save_index(index: StoryIndex, path: Path) -> None:
    """Write an index to a file; what was there before stands until the new one is whole."""
    columns: Columns = {}
    live = index._live
    _take("articles", live.articles, len(live.articles), columns)
    _take("stories", live.stories, live.stories.rows, columns)
    copies = live.copies
    for name in COPIES:
        columns[f"copies.{name}"] = _numbers(getattr(copies, name))
    for name, postings in (("finder", live.finder), ("runs", copies.postings)):
        for column, values in postings.columns().items():
            columns[f"{name}.{column}"] = values
    counts = live.statistics.counts.ravel()
    columns["counts.slots"] = np.flatnonzero(counts).astype(np.uint32)
    columns["counts.stories"] = counts[columns["counts.slots"]]
    columns["rest"] = _text(
        {
            "format": FORMAT,
            "stories": live.statistics.stories,
            "learned": live.statistics.learned,
            "named": live.named,
            "dates": list(live.dates),
            "clock": live.clock,
            "touched": sorted(live.touched),
            "gone": live.gone,
            "arrivals": live.arrivals,
            "rows": live.stories.rows,
        }
    )
    unfinished = path.with_name(path.name + ".new")
    with unfinished.open("wb") as file:
        np.savez(file, **columns)  # type: ignore[arg-type]
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def load_index(path: Path) -> StoryIndex:
    """Read an index that `save_index` wrote; it goes on as if it had never stopped.

    Raises StorageError where there is none, or none that this version can read: the index is then
    rebuilt from the articles.
    """
    try:
        with np.load(path, allow_pickle=False) as columns:
            rest = json.loads(columns["rest"].tobytes())
            if rest["format"] != FORMAT:
                raise StorageError(f"{path} was written by another version of Onestory.")
            return StoryIndex(_live_of(columns, rest))
    except StorageError:
        raise
    except Exception as error:  # a damaged archive makes its readers raise nearly anything
        raise StorageError(f"{path} holds no index of stories that can be read: {error}") from error


def _live_of(columns: Any, rest: dict[str, Any]) -> Live:
    live = Live()
    same: dict[str, str] = {}
    live.articles = Articles(**_given("articles", Articles, columns, same))
    live.stories = Stories(**_given("stories", Stories, columns, same), rows=rest["rows"])
    live.copies = CopyIndex(
        postings=Postings.of(columns["runs.keys"], columns["runs.holders"], FEW)
    )
    for name in COPIES:
        getattr(live.copies, name).frombytes(columns[f"copies.{name}"].tobytes())
    live.finder = Postings.of(columns["finder.keys"], columns["finder.holders"], NEWEST)
    live.statistics = TermStatistics(rest["stories"], learned=rest["learned"])
    live.statistics.counts.ravel()[columns["counts.slots"]] = columns["counts.stories"]
    live.articles.know_again()
    live.named = rest["named"]
    live.dates = deque(rest["dates"], maxlen=CLOCK_HANDS)
    live.clock, live.gone, live.arrivals = rest["clock"], rest["gone"], rest["arrivals"]
    live.touched = set(rest["touched"])
    return live


def _take(name: str, part: Articles | Stories, used: int, columns: Columns) -> None:
    for column in fields(part):
        value = getattr(part, column.name)
        if isinstance(value, array):
            columns[f"{name}.{column.name}"] = _numbers(value)
        elif isinstance(value, np.ndarray):
            columns[f"{name}.{column.name}"] = value[:used]
        elif isinstance(value, list):
            columns[f"{name}.{column.name}"] = _text(value)


def _given(
    name: str, kind: type[Articles | Stories], columns: Any, same: dict[str, str]
) -> dict[str, Any]:
    """The columns of Articles or Stories. Equal names are one string, as they were before."""
    given: dict[str, Any] = {}
    for column, value in _empty(kind):
        if isinstance(value, int | Postings):
            continue
        stored = columns[f"{name}.{column}"]
        if isinstance(value, array):
            given[column] = array(value.typecode, stored.tobytes())
        elif isinstance(value, list):
            values = json.loads(stored.tobytes())
            given[column] = [same.setdefault(v, v) for v in values]
        else:
            given[column] = stored if len(stored) else value
    return given


def _empty(kind: type[Articles | Stories]) -> list[tuple[str, Any]]:
    made = kind()
    return [(column.name, getattr(made, column.name)) for column in fields(made)]


def _numbers(values: array[Any]) -> NDArray[Any]:
    return np.frombuffer(values, values.typecode) if values else np.empty(0, values.typecode)


def _text(value: Any) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value, ensure_ascii=True).encode("ascii"), np.uint8)
