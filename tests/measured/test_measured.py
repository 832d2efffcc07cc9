"""The measured figures: intervals, gates, their file, and that the code still reaches them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onestory.article import Article
from onestory.claims import build_ledger
from onestory.claims.values import Annotations
from onestory.measured import Measure, shipped, withheld, write
from onestory.measured.calibrate import calibrate
from onestory.measured.gates import shown_annotations, shown_ledger
from onestory.measured.gold import Gold
from onestory.measured.labelled import on_labelled
from onestory.measured.onpress import on_press
from onestory.measured.phrases import ASPECTS, DATA, LABELS
from onestory.measured.readings import AGREED, DATED_STORIES, DATED_WRONG, DISPUTED
from onestory.measured.statements import Statement, matched, same_source
from onestory.measured.values import GATES, read, wilson
from onestory.press import Press


def test_what_readers_found_is_what_the_account_of_it_says() -> None:
    account = (Path(__file__).parents[2] / "docs" / "measurements.md").read_text("utf-8")
    told = " ".join(account.split())
    of = f"of the {DISPUTED.said} that were said on unseen material before the last rules "
    assert of + f"{DISPUTED.right} are right" in told
    assert f"{DATED_WRONG} wrong ones in the {DATED_STORIES} stories and pairs read" in told
    assert f"Of {AGREED.said} " in told and f"{AGREED.right} in the measured half" in told


def test_an_interval_is_honest_at_few_items() -> None:
    assert wilson(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(80, 100) == pytest.approx((0.7112, 0.8666), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    for n in range(1, 400):  # 365 of 365 had an upper bound just below 1
        for part in (0, n // 2, n):
            low, high = wilson(part, n)
            assert low <= part / n <= high


def test_a_label_below_its_gate_is_withheld() -> None:
    enough = Measure("disputed", "right", "press-2", 9, 10)
    short = Measure("disputed", "right", "press-1", 7, 10)
    few = Measure("agreed", "right", "press-1", 0, 2)
    missed = Measure("withdrawn", "found", "press-1", 1, 10)  # what it misses withholds no label
    free = Measure("same-story", "right", "press-1", 1, 10)
    assert withheld([enough, few, missed, free]) == frozenset()
    assert withheld([enough, short]) == {"disputed"}


def test_pages_leave_out_what_is_withheld() -> None:
    one = Article(
        id="a", title="Nine hurt", text="Police said 9 people were hurt. " * 8, origin="a"
    )
    two = Article(
        id="b", title="Nine hurt", text="The mayor said 9 people were hurt. " * 8, origin="b"
    )
    ledger = build_ledger([one, two])
    assert any(c.status == "agreed" for c in ledger.claims)
    kept = shown_ledger(ledger, frozenset({"agreed", "headline-mismatch"}))
    assert not any(c.status == "agreed" for c in kept.claims)
    assert kept.headline_checks == ()
    assert shown_ledger(ledger, frozenset()) is ledger


def test_warnings_that_are_withheld() -> None:
    from onestory.article import Span, Warning

    notes = Annotations(
        warnings=(Warning("boilerplate", Span(0, 3), ""), Warning("no-date", None, ""))
    )
    left = shown_annotations({"a": notes}, frozenset({"boilerplate"}))
    assert [w.kind for w in left["a"].warnings] == ["no-date"]


def test_every_shipped_figure_has_its_words_and_its_n() -> None:
    assert shipped()
    for measure in shipped():
        assert measure.label in LABELS and measure.aspect in ASPECTS and measure.data in DATA
        low, high = measure.interval
        assert 0 <= low <= measure.share <= high <= 1
        assert 0 <= measure.part <= measure.n and measure.n > 0
    assert set(GATES) <= {m.label for m in shipped() if m.aspect == "right"}
    assert set(GATES) <= set(LABELS)


def test_a_file_written_is_the_file_read(tmp_path: Path) -> None:
    measures = (Measure("agreed", "right", "press-1", 3, 4),)
    write(tmp_path / "m.json", measures)
    assert read(tmp_path / "m.json") == measures
    row = json.loads((tmp_path / "m.json").read_text("utf-8"))["measures"][0]
    assert (row["n"], row["share"], row["gate"]) == (4, 0.75, GATES["agreed"])


def test_labelled_sets_that_are_not_at_hand_keep_their_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onestory.measured.calibrate.EDITIONS", ())
    before = (Measure("speaker", "right", "attribution", 9, 10),)
    assert tuple(calibrate(None, before)) == before
    assert tuple(calibrate(tmp_path, before)) == before


def test_labelled_sets_are_measured_where_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "claims"
    folder.mkdir()
    text = "“We were lucky,” said Ada Merrick."
    mark = {"source": [[22, 33]], "content": [[0, 16]]}
    (folder / "attribution_dev.jsonl").write_text(
        json.dumps({"text": text, "attributions": [mark]})
    )
    found = {(m.label, m.aspect): (m.part, m.n) for m in on_labelled(tmp_path)}
    assert found["attribution", "right"] == (1, 1)
    assert found["speaker", "right"] == (1, 1)


def test_statements_match_once_and_by_their_best_overlap() -> None:
    def statement(start: int, end: int, *source: tuple[int, int]) -> Statement:
        return Statement.of(source, [(start, end)], direct=False)

    near, far, gold = statement(0, 10), statement(4, 14), statement(0, 11, (20, 24))
    assert matched([far, near], [gold]) == [(near, gold)]
    assert not same_source(near, gold)
    assert same_source(statement(0, 9, (22, 30)), gold)


def test_planted_values_bear_a_status_out() -> None:
    story = next(s for s in Press(1).stories if s.id == "b-grid-failure")
    gold = Gold(story)
    said = {c.status: gold.behind(c) for c in build_ledger(gold.articles).claims if gold.behind(c)}
    assert gold.bears_out("disputed", said["disputed"])
    assert not gold.bears_out("withdrawn", said["disputed"])


def test_the_command_writes_and_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onestory.cli import app

    monkeypatch.setattr("onestory.measured.calibrate.EDITIONS", ())
    monkeypatch.delenv("ONESTORY_DATA_SETS", raising=False)
    out = tmp_path / "measured.json"
    ended = CliRunner().invoke(app, ["calibrate", "--out", str(out)])
    assert ended.exit_code == 0
    assert read(out) == shipped()
    wrong = CliRunner().invoke(app, ["calibrate", "--out", str(tmp_path / "none" / "m.json")])
    assert wrong.exit_code != 0


@pytest.mark.slow
def test_the_code_reaches_what_the_shipped_file_says() -> None:
    """After a change of rules `onestory calibrate` has to be run again."""
    known = {(m.label, m.aspect): m for m in shipped() if m.data == "press-2"}
    for measure in on_press(2):
        if measure.n:
            low, high = known[measure.label, measure.aspect].interval
            assert low <= measure.share <= high, measure
