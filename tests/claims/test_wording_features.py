"""The features of the wording benchmark: what heats a sentence, and whose words do not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from benchmarks import wording_encoder as encoder
from benchmarks import wording_features as measured

from onestory import annotate
from onestory.article import Article
from onestory.claims.statements.quotes import quote_regions
from onestory.claims.warnings.wording import loaded_words


def heat(text: str) -> list[float]:
    notes = annotate(Article(id="x", text=text, language="en"))
    groups = measured.features(text, notes, loaded_words(text, notes, quote_regions(text)))
    return groups[-1]


def test_words_that_judge_heat_a_sentence_and_words_that_report_cool_it() -> None:
    hot = heat("The senator sneered at the budget and squandered it on a reckless tax.")
    cool = heat("The senator voted on the budget, and the department announced a tax on Monday.")
    assert hot[0] > cool[0] == 0
    assert hot[5] > 0 > cool[5]


def test_what_is_quoted_or_told_of_somebody_does_not_heat_the_narrator() -> None:
    quoted = heat('"A reckless, shameful bill that slaps families," Senator Ann Holt said.')
    told = heat("Senator Ann Holt said that the bill was reckless and shameful.")
    assert quoted[0] == 0
    assert told[0] > told[2] == 0


def test_forms_of_a_word_are_of_its_kind() -> None:
    assert measured.kinds()["vivid"] >= {measured._stem(w) for w in ("sneers", "sneering")}
    assert all(measured.kinds().values())
    assert {*measured.HOT_KINDS, *measured.COOL_KINDS} <= measured.kinds().keys()


def test_every_sentence_has_as_many_numbers() -> None:
    texts = ("", "may", "1 2 3 !?", "He said “no”.")
    sizes = set()
    for text in texts:
        notes = annotate(Article(id="x", text=text, language="en"))
        sizes.add(tuple(map(len, measured.features(text, notes, []))))
    assert len(sizes) == 1


def test_without_the_encoder_there_are_no_sentence_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "MODEL", ("no_such_package", "model.onnx"))
    assert encoder.sentence_vectors(["The senator sneered."]) is None


def test_another_model_under_its_name_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("encoder_files", "onnxruntime", "tokenizers"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise RuntimeError('run')", "utf-8")
    files = tmp_path / "encoder_files"
    (files / "model.onnx").write_bytes(b"another")
    (files / "tokenizer.json").write_text("{}", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(encoder, "MODEL", ("encoder_files", "model.onnx"))
    monkeypatch.setattr(encoder, "TOKENIZER", ("encoder_files", "tokenizer.json"))
    assert encoder.packaged(*encoder.MODEL) == files / "model.onnx"
    assert encoder.sentence_vectors(["The senator sneered."]) is None


def test_sentences_are_alike_by_what_not_all_of_them_share() -> None:
    vectors = np.array([[9.0, 1.0], [9.0, 2.0], [9.0, -3.0]])
    alike = encoder.alike_in_meaning(vectors)
    assert np.allclose(np.diag(alike), 1)
    assert alike[0, 1] > 0.99
    assert alike[0, 2] < -0.99
