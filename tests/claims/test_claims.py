from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onestory.article import Article, Span
from onestory.article import Version as ReadVersion
from onestory.claims import annotate, build_ledger, compare_versions, silent_correction
from onestory.claims.figures.numbers import is_telling
from onestory.press import Press

FORMATS = Path(__file__).resolve().parents[2] / "docs" / "formats"


def article(identifier: str, text: str, title: str = "A title", **rest: object) -> Article:
    return Article(id=identifier, title=title, text=text, outlet=identifier, **rest)  # type: ignore[arg-type]


def says(text: str) -> list[tuple[str, str, bool]]:
    """Source, content, direct of each attribution."""
    language = "de" if "„" in text else "en"
    found = annotate(article("x", text, language=language)).attributions
    return [(a.source.of(text) if a.source else "", a.content.of(text), a.direct) for a in found]


@pytest.mark.parametrize(
    "text, source, piece, direct",
    [
        ("“We were lucky,” said Ada Merrick, the captain.", "Ada Merrick", "We were lucky", True),
        ('"We were lucky," Ada Merrick said on Monday.', "Ada Merrick", "We were lucky", True),
        ("The ministry said the bridge was closed.", "ministry", "the bridge was closed", False),
        ("According to the coastguard, the hull was holed.", "coastguard", "hull was holed", False),
        ("„Wir hatten Glück“, sagte Jutta Eichhorst.", "Jutta Eichhorst", "Wir hatten Glück", True),
    ],
)
def test_who_says_what(text: str, source: str, piece: str, direct: bool) -> None:
    matching = [s for s in says(text) if source in s[0] and piece in s[1]]
    assert matching, says(text)
    assert matching[0][2] is direct


@pytest.mark.parametrize(
    "text, value, comparator",
    [
        ("At least 12 people were hurt.", 12, ">="),
        ("More than 300 homes lost power.", 300, ">"),
        ("The fund holds 2.5 million crowns.", 2_500_000, "="),
        ("About two dozen boats left the harbour.", 24, "~"),
        ("Up to 40 jobs will go.", 40, "<="),
        ("Unemployment fell to 4.2 per cent.", 4.2, "="),
    ],
)
def test_figures(text: str, value: float, comparator: str) -> None:
    figures = annotate(article("x", text)).figures
    assert [(f.value, f.comparator) for f in figures] == [(value, comparator)]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting was on 9 March 2026.",
        "Ada Merrick, 43, left at 10:30.",
        "Call 0800 555 0199 for help.",
        "United won 3-1 in the final.",
    ],
)
def test_dates_ages_times_scores_and_numbers_to_call_are_no_figures(text: str) -> None:
    assert annotate(article("x", text)).figures == ()


def test_rival_counts_of_independent_origins_are_disputed() -> None:
    ledger = build_ledger(
        [
            article(
                "a", "The ministry said 12 people were killed at the Gradnik crossing on Monday."
            ),
            article(
                "b", "Nine people were killed at the Gradnik crossing on Monday, the guards said."
            ),
        ]
    )
    assert ledger.claims[0].status == "disputed"
    assert {r.article for r in ledger.claims[0].reports} == {"a", "b"}


def test_a_copy_does_not_make_an_agreement() -> None:
    text = "The court heard 27 witnesses in the harbour case."
    alone = build_ledger([article("a", text), article("b", text, origin="a")])
    both = build_ledger(
        [article("a", text), article("b", "The harbour case had 27 witnesses in court.")]
    )
    assert {c.status for c in alone.claims if c.kind == "figure"} == {"single-source"}
    assert "agreed" in {c.status for c in both.claims if c.kind == "figure"}


def test_over_300_and_415_are_compatible() -> None:
    ledger = build_ledger(
        [
            article("a", "Over 300 homes lost power in Saltby on Monday night."),
            article("b", "In Saltby 415 homes lost power on Monday night."),
        ]
    )
    assert ledger.claims[0].status == "compatible"


def test_what_a_later_version_adds_or_takes_back() -> None:
    now = article("a", "The firm cut 140 jobs in Saltby.")
    first = ReadVersion(1, __import__("datetime").datetime(2026, 3, 9), "A title", "The firm met.")
    added = build_ledger([replace(now, versions=(first,)), article("b", "Rain fell all day.")])
    assert "added-later" in {c.status for c in added.claims}


@pytest.mark.parametrize(
    "value, telling", [(381, True), (14_200, True), (12, False), (3_000, False)]
)
def test_telling_numbers(value: float, telling: bool) -> None:
    assert is_telling(value) is telling


@pytest.mark.parametrize(
    "old, new, change",
    [
        ("12 people were hurt.", "15 people were hurt.", "figure"),
        ("The bridge is open.", "The bridge is not open.", "negation"),
        ("Rain fell on Monday.", "Rain fell on Tuesday.", "date"),
    ],
)
def test_changes_have_classes(old: str, new: str, change: str) -> None:
    before, after = article("x", old), article("x", new)
    changes = compare_versions(before, after)
    assert change in {c.change for c in changes}
    assert silent_correction(changes, before, after)


def test_a_declared_correction_is_not_silent() -> None:
    before = article("x", "12 people were hurt.")
    after = article("x", "15 people were hurt.\n\nCorrection: an earlier version said 12.")
    assert not silent_correction(compare_versions(before, after), before, after)


def test_the_same_text_has_no_changes() -> None:
    same = article("x", "Twelve people were hurt. The bridge is open.")
    assert compare_versions(same, same) == []


GRAMMAR = """The mayor of Brindle said says stresses asked who and that , . " “ ” : — he she it was told
according to in by on Monday as if not 12 people killed dam will hold passing helping warned of which
have put at 40 , left saying wrote , Holt Merrick the board's chief emphasizes role reports"""


@given(st.lists(st.sampled_from(GRAMMAR.split()), max_size=40).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_words_in_any_order_are_read(text: str) -> None:
    read = annotate(article("x", text))
    assert all(0 <= s.start <= s.end <= len(text) for s in read.sentences)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_a_text_that_breaks_off_anywhere_is_read(language: str) -> None:
    """Teasers do, and scraped pages."""
    if language == "en":
        told = "The dam will hold through the spring, stresses the water board's chief in passing."
    else:
        told = {
            "de": "Der Damm hält bis zum Frühjahr, betont die Chefin nach Angaben des Amtes im Mai.",
            "fr": "Le barrage tiendra, « sans doute », assure la maire, selon le ministère en mai.",
            "es": "La presa resistirá, «sin duda», afirma la alcaldesa, según el ministerio en mayo.",
        }[language]
    for end in range(len(told) + 1):
        read = annotate(Article(id="x", text=told[:end], language=language))
        assert all(0 <= s.start <= s.end <= end for s in read.sentences)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.sampled_from('ab 12,."“”„«»「」\n\n:said Monday€%'), max_size=300))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    read = annotate(article("x", text))
    spans: list[Span | None] = [*read.sentences]
    spans += [s for a in read.attributions for s in (a.source, a.cue, a.content)]
    spans += [s for f in read.figures for s in (f.span, f.counts)]
    spans += [d.span for d in read.dates] + [n.span for n in read.names]
    for span in filter(None, spans):
        assert 0 <= span.start <= span.end <= len(text)
    ledger = build_ledger([article("x", text), article("y", text[::-1])])
    texts = {"x": text, "y": text[::-1]}
    for claim in ledger.claims:
        for report in claim.reports:
            assert report.span.end <= len(texts[report.article])
            assert report.sentence.covers(report.span)


def test_a_report_says_how_its_figure_bounds_the_value() -> None:
    pair = [
        Article(id="1", text="At least 40 people were killed in the fire.", outlet="a"),
        Article(id="2", text="The fire killed 40 to 60 people.", outlet="b"),
    ]
    ledger = build_ledger(pair)
    schema = json.loads((FORMATS / "ledger.schema.json").read_text("utf-8"))
    jsonschema.validate(ledger.as_record(), schema)
    reports = {r.article: r for c in ledger.claims if c.kind == "figure" for r in c.reports}
    assert (reports["1"].number, reports["1"].comparator, reports["1"].high) == (40, ">=", None)
    assert (reports["2"].number, reports["2"].comparator, reports["2"].high) == (40, "range", 60)
    written = [r for c in ledger.as_record()["claims"] for r in c["reports"] if "value" in r]
    assert [(r.get("comparator"), r.get("high")) for r in written] == [(">=", None), ("range", 60)]


def test_formats_of_the_press() -> None:
    rows = [json.loads(line) for line in Press().articles_jsonl().splitlines()[:12]]
    articles = [Article.from_record(r) for r in rows]
    notes = json.loads((FORMATS / "annotate.schema.json").read_text("utf-8"))
    for one in articles:
        jsonschema.validate(annotate(one).as_record(), notes)
    ledger = build_ledger(articles)
    schema = json.loads((FORMATS / "ledger.schema.json").read_text("utf-8"))
    jsonschema.validate(ledger.as_record(), schema)
    texts = {a.id: a.text for a in articles}
    for claim in ledger.claims:
        assert claim.named_at.of(texts[claim.reports[claim.named_by].article]) == claim.text
