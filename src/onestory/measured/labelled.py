"""The figures of the labels on labelled sets, where their folder is at hand. No text of them is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onestory.article import Article
from onestory.claims import annotate
from onestory.claims.statements.quotes import quote_regions
from onestory.claims.warnings.wording import is_shown, loaded_words
from onestory.measured.statements import Statement, matched, same_source
from onestory.measured.values import Measure


def on_labelled(folder: Path) -> Iterator[Measure]:
    """The figures of every set that the folder holds."""
    for name, measure in (
        ("claims/attribution_dev.jsonl", _attribution),
        ("claims/wording.jsonl", _wording),
    ):
        path = folder / name
        if path.is_file():
            with path.open(encoding="utf-8") as lines:
                yield from measure([json.loads(line) for line in lines])


def _attribution(rows: list[dict[str, Any]]) -> Iterator[Measure]:
    said = marked = right = named = agreeing = 0
    for row in rows:
        article = Article(text=row["text"])
        ours = [
            Statement.of([r["source"]] if r["source"] else [], [r["content"]], r["direct"])
            for r in annotate(article).as_record()["attributions"]
        ]
        theirs = [
            Statement.of(m["source"], m["content"], direct=False) for m in row["attributions"]
        ]
        pairs = matched(ours, theirs)
        said += len(ours)
        marked += len(theirs)
        right += sum(same_source(o, t) for o, t in pairs)
        direct = [(o, t) for o, t in pairs if o.direct and o.source and t.source]
        named += len(direct)
        agreeing += sum(same_source(o, t) for o, t in direct)
    yield Measure("attribution", "right", "attribution", right, said)
    yield Measure("attribution", "found", "attribution", right, marked)
    yield Measure("speaker", "right", "attribution", agreeing, named)


def _wording(rows: list[dict[str, Any]]) -> Iterator[Measure]:
    """The half of the sentences, by a hash, that was only ever measured."""
    texts = {
        " ".join(row["text"].split()): row["label_bias"] == "Biased"
        for row in reversed(rows)  # the first of equal texts counts
        if row["label_bias"] in {"Biased", "Non-biased"}
    }
    said = right = marked = 0
    for text, biased in texts.items():
        if int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2 == 0:
            continue
        found = loaded_words(text, annotate(Article(text=text, language="en")), quote_regions(text))
        shown = any(is_shown(w) for w in found)
        said += shown
        right += shown and biased
        marked += biased
    yield Measure("loaded-wording", "right", "wording", right, said)
    yield Measure("loaded-wording", "found", "wording", right, marked)
