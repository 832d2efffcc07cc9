"""Loaded wording: what is shown, and what a linear model over its features and words would reach.

One command, `python benchmarks/wording.py [--shown]`. News sentences that readers marked as biased or
not, with their outlets; each text once. First the words of the shipped list in the narrator's voice: how
many of the sentences with one were marked, by kind, in the half whose errors were read (by a hash of the
text) and in the half that was only measured; and how often unmarked sentences of left and of right
outlets are flagged. Then, trained here only and shipped nowhere, a logistic regression over words,
letters and features, each outlet judged by a model that never saw it; the same with the vectors of a
sentence encoder, where `wording_encoder.py` finds one; their peer is the same over TF-IDF of words
alone.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from _paths import shared
from onestory import annotate
from onestory.article import Article
from onestory.claims.statements.quotes import quote_regions
from onestory.claims.warnings.wording import Loaded, is_shown, loaded_words
from wording_encoder import alike_in_meaning, sentence_vectors
from wording_features import TOKEN, features

OUTLETS = {
    "msnbc": "MSNBC",
    "federalist": "Federalist",
    "reuters": "Reuters",
    "usa-today": "USA Today",
    "fox-news": "Fox News",
    "huffpost": "HuffPost",
}
LEFT, RIGHT = {"MSNBC", "HuffPost", "Daily Beast"}, {"Federalist", "Fox News", "Daily Stormer"}
FEWEST = 100  # sentences of an outlet that is left out alone; the others are left out together
# What a group of features weighs: words and forms, what is told of whom, heat.
WEIGHTS = (1 / 6, 1 / 4, 1 / 4)
GRAMS_WEIGHT = 0.64  # of words and letters beside the features
MEANING_WEIGHT = 4  # of the encoder beside all of these; on the half looked at 3 to 5 are alike
OWN_STRENGTH, PEER_STRENGTH = 6, 0.03  # of the regression's ridge


class Sentence:
    """A sentence, whether it was marked, its outlet, and what the shipped list finds in it."""

    def __init__(self, text: str, marked: bool, outlet: str) -> None:
        self.text, self.marked, self.outlet = text, marked, outlet
        notes = annotate(Article(id="x", text=text, language="en"))
        self.loaded: list[Loaded] = loaded_words(text, notes, quote_regions(text))
        self.features = features(text, notes, self.loaded)
        self.looked_at = int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2 == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shown", action="store_true", help="only what is shown, no model")
    asked = parser.parse_args()
    sentences = read()
    marked = sum(s.marked for s in sentences)
    print(
        f"{len(sentences)} sentences, {marked} marked, of {len({s.outlet for s in sentences})} outlets"
    )
    for label, seen in (("looked at", True), ("only measured", False)):
        shown(label, [s for s in sentences if s.looked_at == seen])
    if not asked.shown:
        models(sentences)


def read() -> list[Sentence]:
    """Each text once, by the first of its labels; says how often another group of readers agreed."""
    found: dict[str, Sentence] = {}
    agreed: Counter[bool] = Counter()
    for line in shared("claims/wording.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        text = " ".join(row["text"].split())
        if row["label_bias"] not in {"Biased", "Non-biased"}:
            continue
        marked = row["label_bias"] == "Biased"
        if text in found:
            agreed[marked == found[text].marked] += 1
        else:
            found[text] = Sentence(text, marked, OUTLETS.get(row["outlet"], row["outlet"]))
    print(f"labelled twice: {agreed.total()}, alike {agreed[True]}")
    return list(found.values())


# What is shown.


def shown(label: str, sentences: Sequence[Sentence]) -> None:
    print(f"{label}: {len(sentences)} sentences, {sum(s.marked for s in sentences)} marked")
    kinds: dict[str, Counter[bool]] = defaultdict(Counter)
    for sentence in sentences:
        for kind in {w.kind for w in sentence.loaded}:
            kinds[kind][sentence.marked] += 1
        if sentence.loaded:
            kinds["any of these"][sentence.marked] += 1
        if any(is_shown(w) for w in sentence.loaded):
            kinds["shown as a warning"][sentence.marked] += 1
    total = sum(s.marked for s in sentences)
    for kind, count in sorted(kinds.items()):
        right, flagged = count[True], count.total()
        print(
            f"  {kind}: right {right} of {flagged} ({right / flagged:.0%}), of all {right / total:.1%}"
        )
    for side, outlets in (("left", LEFT), ("right", RIGHT)):
        plain = [s for s in sentences if not s.marked and s.outlet in outlets]
        every = sum(bool(s.loaded) for s in plain)
        seen = sum(any(is_shown(w) for w in s.loaded) for s in plain)
        print(
            f"  unmarked sentences of the {side}: {len(plain)}, with a loaded word "
            f"{every / len(plain):.1%}, shown {seen / len(plain):.1%}"
        )


# What a model would reach.


def models(sentences: Sequence[Sentence]) -> None:
    marked = np.array([s.marked for s in sentences], float)
    counted = Counter(s.outlet for s in sentences)
    groups = np.array([s.outlet if counted[s.outlet] >= FEWEST else "others" for s in sentences])
    looked_at = np.array([s.looked_at for s in sentences])
    own, alike = kernels(sentences)
    tried = [
        ("words, letters and features", own, OWN_STRENGTH),
        ("TF-IDF of words alone", alike, PEER_STRENGTH),
    ]
    vectors = sentence_vectors([s.text for s in sentences])
    if vectors is None:
        print("with a sentence encoder: left out, it is not installed (see wording_encoder.py)")
    else:
        meaning = own + MEANING_WEIGHT * alike_in_meaning(vectors)
        tried.insert(1, ("the same with a sentence encoder", meaning, OWN_STRENGTH))
    for label, kernel, strength in tried:
        told = leave_out(kernel, marked, groups, strength)
        by_outlet = ", ".join(
            f"{g} {macro_f1(marked[groups == g], told[groups == g]):.3f}"
            for g in sorted(set(groups))
        )
        halves = ", ".join(
            f"{name} {macro_f1(marked[half], told[half]):.3f}"
            for name, half in (("looked at", looked_at), ("only measured", ~looked_at))
        )
        print(f"{label}, outlets left out: macro F1 {macro_f1(marked, told):.3f} ({by_outlet})")
        print(f"  by half: {halves}")


def kernels(sentences: Sequence[Sentence]) -> tuple[np.ndarray, np.ndarray]:
    """How alike any two sentences are: in words, letters and features, and in words alone."""
    words = tfidf([_grams(s.text) for s in sentences], 2)
    letters = tfidf([_letters(s.text) for s in sentences], 3)
    alike = words @ words.T
    own = GRAMS_WEIGHT * (alike + letters @ letters.T)
    groups = zip(*(s.features for s in sentences), strict=True)
    for weight, group in zip(WEIGHTS, groups, strict=True):
        table = np.array(group, float)
        table = weight * (table - table.mean(0)) / (table.std(0) + 1e-6)
        own += table @ table.T
    return own, alike


def leave_out(
    kernel: np.ndarray, marked: np.ndarray, groups: np.ndarray, strength: float
) -> np.ndarray:
    """Whether each sentence is called loaded, by a model and a limit that never saw its outlet."""
    told = np.zeros(len(marked))
    for group in sorted(set(groups)):
        rest = np.flatnonzero(groups != group)
        inner = np.zeros(len(rest))
        for other in sorted(set(groups[rest])):
            learn = rest[groups[rest] != other]
            judge = groups[rest] == other
            inner[judge] = fitted(kernel, marked, learn, strength, 3)(rest[judge])
        limits = np.quantile(inner, np.linspace(0.3, 0.95, 40))
        limit = max(limits, key=lambda t: macro_f1(marked[rest], inner > t))
        here = np.flatnonzero(groups == group)
        told[here] = fitted(kernel, marked, rest, strength, 6)(here) > limit
    return told


def fitted(
    kernel: np.ndarray, marked: np.ndarray, learn: np.ndarray, strength: float, rounds: int
) -> Callable[[np.ndarray], np.ndarray]:
    """A logistic regression in its dual form, by weighted least squares; its value for rows."""
    inside = kernel[np.ix_(learn, learn)]
    aim = marked[learn]
    value = np.zeros(len(learn))
    ones = np.ones(len(learn))
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-value))
        weight = np.maximum(chance * (1 - chance), 1e-3)
        target = value + (aim - chance) / weight
        solved = np.linalg.solve(inside + np.diag(strength / weight), np.stack([target, ones], 1))
        shift = solved[:, 0].sum() / solved[:, 1].sum()
        dual = solved[:, 0] - shift * solved[:, 1]
        value = inside @ dual + shift
    return lambda rows: kernel[np.ix_(rows, learn)] @ dual + shift


def tfidf(texts: Sequence[Sequence[str]], least: int) -> np.ndarray:
    counts = [Counter(t) for t in texts]
    spread = Counter(g for c in counts for g in c)
    column = {g: n for n, g in enumerate(g for g, k in spread.items() if k >= least)}
    table = np.zeros((len(texts), len(column)), np.float32)
    for row, count in enumerate(counts):
        for gram, k in count.items():
            if gram in column:
                rarity = np.log((1 + len(texts)) / (1 + spread[gram])) + 1
                table[row, column[gram]] = (1 + np.log(k)) * rarity
    return table / (np.linalg.norm(table, axis=1, keepdims=True) + 1e-9)


def macro_f1(marked: np.ndarray, told: np.ndarray) -> float:
    scores = []
    for value in (0, 1):
        right = ((told == value) & (marked == value)).sum()
        scores.append(2 * right / max(1, (told == value).sum() + (marked == value).sum()))
    return sum(scores) / 2


def _grams(text: str) -> list[str]:
    words = [w.lower().replace("’", "'") for w in TOKEN.findall(text)]
    return words + [f"{a} {b}" for a, b in itertools.pairwise(words)]


def _letters(text: str) -> list[str]:
    run = f" {' '.join(w.lower() for w in TOKEN.findall(text))} "
    return [run[i : i + n] for n in (3, 4, 5) for i in range(len(run) - n + 1)]


if __name__ == "__main__":
    main()
