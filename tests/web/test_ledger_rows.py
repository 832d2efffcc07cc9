"""What a ledger's rows show: one for each origin and value, from low to high; changes in their place."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from onestory.web.news.changes import _row as change_row
from onestory.web.news.claims import (
    ClaimBlock,
    ReportRow,
    _folded,
    _placed,
    few_later,
    joined,
    sentences_of,
    that_stand_alone,
    told_once,
    without_retold,
)
from onestory.web.news.models import Article, Claim, Outlet, Report, Version
from onestory.web.news.pointing import Pointer
from onestory.web.news.templatetags.names import clock
from onestory.web.news.templatetags.proof import changed, marked

START = datetime(2026, 3, 9, 6, tzinfo=UTC)
FIGURE = Claim(kind="figure", status="disputed")


def told(
    key: int,
    sentence: str,
    value: str,
    number: float | None,
    origin: int = 0,
    outdated: bool = False,
    comparator: str = "=",
    high: float | None = None,
) -> ReportRow:
    outlet = Outlet(pk=key, name=f"Outlet {key}", slug=f"outlet-{key}")
    article = Article(pk=key, outlet=outlet, origin_id=origin or key, url="https://a.example/x")
    article.published = START + timedelta(hours=key)
    version = Version(pk=key, article=article, text=sentence, title="", number=1)
    article.current_id = key + 1000 if outdated else key
    report = Report(
        pk=key, claim=FIGURE, article=article, version=version, value=value, number=number
    )
    report.comparator, report.high = comparator, high
    start = sentence.index(value)
    return ReportRow(
        report,
        Pointer(version, start, start + len(value)),
        Pointer(version, 0, len(sentence)),
        None,
    )


def rows(*given: ReportRow, claim: Claim = FIGURE) -> list[ReportRow]:
    return _placed(claim, _folded(claim, given))


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_copies_are_folded_into_the_text_they_copy_and_values_go_from_low_to_high() -> None:
    found = rows(
        told(1, "8 people were killed.", "8", 8.0),
        told(2, "8 people were killed.", "8", 8.0, origin=1),
        told(3, "At least 4 people died.", "4", 4.0),
        told(4, "6 died.", "6", 6.0, origin=1),
        told(5, "8 dead.", "8", 8.0),
    )
    assert [r.report.pk for r in found] == [3, 4, 1, 5]
    assert [[c.report.pk for c in r.copies] for r in found] == [[], [], [2], []]
    assert [r.bar for r in found] == [60.0, 90.0, 120.0, 120.0]
    assert [r.opens for r in found] == [True, True, True, False]


def test_each_value_once_with_how_many_more_give_it() -> None:
    block = ClaimBlock(
        FIGURE,
        None,
        tuple(
            rows(
                told(1, "8 people were killed.", "8", 8.0),
                told(2, "8 people were killed.", "8", 8.0, origin=1),
                told(3, "8 dead.", "8", 8.0),
                told(4, "6 died.", "6", 6.0),
            )
        ),
    )
    assert [(g.first.report.pk, g.more) for g in block.by_value] == [(4, 0), (1, 2)]
    assert block.only is None
    alone = rows(told(1, "6 died.", "6", 6.0), told(2, "6 died.", "6", 6.0, origin=1))
    assert ClaimBlock(FIGURE, None, tuple(alone)).only is not None  # its copy stands beside it


def test_a_bar_is_as_long_as_its_value_is_great() -> None:
    near = rows(
        told(1, "Turnout was 68 percent.", "68", 68.0), told(2, "It was 68.3.", "68.3", 68.3)
    )
    assert [r.bar for r in near] == [119.5, 120.0]
    losses = rows(told(1, "It lost 3 points.", "3", -3.0), told(2, "It won 5.", "5", 5.0))
    assert [r.bar for r in losses] == [None, None]  # nothing to draw from nought to the right


def test_a_bound_is_drawn_open_and_is_another_value_than_its_number() -> None:
    found = rows(
        told(1, "At least 40 died.", "At least 40", 40.0, comparator=">="),
        told(2, "40 died.", "40", 40.0),
        told(3, "Some 40 died.", "Some 40", 40.0, comparator="~"),
        told(4, "Fewer than 60 died.", "Fewer than 60", 60.0, comparator="<"),
        told(5, "50 to 80 died.", "50 to 80", 50.0, comparator="range", high=80.0),
    )
    assert [(r.bar, r.beyond) for r in found] == [
        (60.0, (60.0, 60.0)),
        (60.0, None),
        (60.0, None),
        (75.0, (75.0, 45.0)),
        (0.0, (0.0, 90.0)),
    ]
    assert [r.opens for r in found] == [True, True, False, True, True]


def test_an_open_end_is_seen_beyond_the_greatest_value() -> None:
    found = rows(
        told(1, "27 jobs go.", "27", 27.0),
        told(2, "At least 54 jobs go.", "At least 54", 54.0, comparator=">="),
    )
    assert [(r.bar, r.beyond) for r in found] == [(54.0, None), (108.0, (108.0, 12.0))]


def test_a_dispute_has_sides_where_two_values_have_no_outlet_in_common() -> None:
    def dispute(*given: ReportRow) -> ClaimBlock:
        return ClaimBlock(FIGURE, None, tuple(rows(*given)))

    six, eight = told(1, "6 died.", "6", 6.0), told(2, "8 dead.", "8 dead", 8.0)
    both = told(2, "The army says 6, the town 8.", "6", 6.0)
    assert dispute(six, eight).has_sides
    assert not dispute(both, eight).has_sides  # one outlet that quotes two who differ
    assert not dispute(six).has_sides
    assert not dispute(six, eight).is_plain  # what is counted is left open by one
    assert dispute(told(1, "6 people died.", "6 people", 6.0), eight).is_plain


def test_what_only_an_earlier_version_has_keeps_a_row_but_not_its_sentence_twice() -> None:
    found = rows(
        told(1, "Power failed in 40,000 homes.", "40,000", 40000.0, outdated=True),
        told(2, "Power failed in 40,000 homes.", "40,000", 40000.0, origin=1),
    )
    assert [(r.is_current, r.opens) for r in found] == [(True, True), (False, False)]


def test_a_statement_whose_sentences_were_shown_is_left_out() -> None:
    row = told(1, "8 people were killed.", "8", 8.0)
    figures = ClaimBlock(FIGURE, None, (row,))
    event = ClaimBlock(Claim(kind="event", status="agreed"), None, (row,))
    other = ClaimBlock(
        Claim(kind="event", status="agreed"), None, (told(2, "The road is shut.", "road", None),)
    )
    assert without_retold([figures, event, other]) == [figures, other]


def test_of_single_claims_those_that_make_sense_alone() -> None:
    leaning = ClaimBlock(FIGURE, None, (told(1, "She has 30 files on her desk.", "30", 30.0),))
    alone = ClaimBlock(FIGURE, None, (told(2, "The inquiry of Brindle has 30 files.", "30", 30.0),))
    assert that_stand_alone([leaning, alone, alone], 2) == [alone]  # each sentence once
    assert that_stand_alone([alone], 2, sentences_of([alone])) == []  # it was told before


def test_a_sentence_is_shown_once_on_a_page_but_for_what_is_disputed() -> None:
    sentence = "The fire left 30 homes and 4 schools without power."
    homes = ClaimBlock(Claim(status="agreed"), None, tuple(rows(told(1, sentence, "30", 30.0))))
    schools = ClaimBlock(
        Claim(status="agreed"),
        None,
        tuple(rows(told(1, sentence, "4", 4.0), told(2, "4 schools had none.", "4 schools", 4.0))),
    )
    other = ClaimBlock(FIGURE, None, schools.rows)
    shown = told_once([homes, schools, other])
    assert [[r.tells for r in b.rows] for b in shown] == [[True], [False, False], [True, False]]
    [again] = told_once([homes], [homes.rows[0].sentence])  # the brief has it
    assert [r.tells for r in again.rows] == [False]
    named = ClaimBlock(Claim(status="agreed"), homes.rows[0].sentence, homes.rows)
    assert not told_once([named])[0].rows[0].tells  # the claim is called by it


def test_numbers_of_one_sentence_are_read_together() -> None:
    sentence = "Seals noted as worn: 11, on three doors."
    single = Claim(kind="figure", status="single-source")
    seals = ClaimBlock(single, None, tuple(rows(told(1, sentence, "11", 11.0))))
    doors = ClaimBlock(single, None, tuple(rows(told(1, sentence, "three doors", 3.0))))
    other = ClaimBlock(single, None, tuple(rows(told(2, sentence, "11", 11.0))))
    found = joined([seals, other, doors])
    assert [[v.text for v in b.values] for b in found] == [["11", "three doors"], ["11"]]
    told_later = ClaimBlock(Claim(kind="figure", status="added-later"), None, doors.rows)
    assert len(joined([seals, told_later])) == 2


def test_a_figure_is_marked_in_its_sentence_without_the_dateline() -> None:
    sentence = "Brindle, 9 March (Agency) - The storm left 30 homes, all empty, without roofs."
    row = told(1, sentence, "30 homes", 30.0)
    assert row.context is not None
    html = marked(row.context, row.value)
    assert words(html) == "The storm left 30 homes, all empty, without roofs."
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", html) == ["30 homes"]
    assert html.count("data-proof=") == 3
    assert told(1, "30 homes", "30 homes", 30.0).context is None
    assert told(1, "“30 homes.”", "30 homes", 30.0).context is None  # it adds no word


def test_a_sentence_shown_without_its_dateline_leads_to_its_whole() -> None:
    sentence = "Brindle, 9 March (Agency) - The storm left 30 homes without roofs."
    row = told(1, sentence, "30 homes", 30.0)
    row.value.version.annotations = {"sentences": [[0, len(sentence)]]}
    assert row.context is not None
    assert row.context.start > 0
    assert row.context.anchor == row.sentence.anchor == f"s0-{len(sentence)}"
    assert row.context.store_url.endswith(f"#s0-{len(sentence)}")
    row.value.version.annotations = None
    assert row.sentence.anchor == f"s0-{len(sentence)}"


def test_a_change_is_shown_in_its_sentence() -> None:
    old = told(1, "Power failed in 40,000 homes.", "40,000", None)
    new = told(2, "Power failed in 50,000 homes. More soon.", "50,000", 50000.0)
    new.value.version.annotations = {"sentences": [[0, 29], [30, 40]]}
    html = changed(change_row("figure", old.value, new.value))
    assert words(html) == "Power failed in 40,000 50,000 homes."
    assert re.findall(r"<(?:del|ins)[^>]*>([^<]*)<", html) == ["40,000", "50,000"]
    assert words(changed(change_row("figure", old.value, None))) == "40,000"
    assert words(changed(change_row("text", None, new.sentence))) == new.sentence.text


def test_words_that_only_went_are_shown_in_the_sentence_they_stood_in() -> None:
    old = told(1, "Readers had a hand in it. More soon.", "a", None)
    cut = Pointer(old.value.version, 12, 13)
    old.value.version.annotations = {"sentences": [[0, 25], [26, 36]]}
    html = changed(change_row("text", cut, None))
    assert words(html) == "Readers had a hand in it."
    assert re.findall(r"<del[^>]*>([^<]*)<", html) == ["a"]


def test_a_part_of_a_headline_that_changed_is_shown_in_the_headline() -> None:
    article = told(1, "x", "x", None).report.article
    old = Version(pk=1, article=article, title="Inquiry opens into 18 deaths", text="", number=1)
    new = Version(pk=2, article=article, title="Inquiry opens into 15 deaths", text="", number=2)
    html = changed(change_row("headline", Pointer(old, 19, 21), Pointer(new, 19, 21)))
    assert words(html) == "Inquiry opens into 18 15 deaths"
    assert html.count(":title:") == 4
    gone = Pointer(new, 0, len("Inquiry "))
    assert words(changed(change_row("headline", gone, None))) == new.title


def test_a_time_is_shown_where_the_date_has_one() -> None:
    assert words(str(clock("2026-11-27T01:22"))) == "01:22"
    assert clock("2026-11-27TMO") == ""
    assert clock("2026-11-27") == ""
    assert clock("2026-11-27T00:00") == ""


def test_text_that_came_or_went_is_called_so() -> None:
    row = told(1, "The road is shut.", "road", None)
    assert change_row("text", None, row.value).label == "text-added"
    assert change_row("text", row.value, None).label == "text-removed"
    assert change_row("text", row.value, row.value).label == "text"
    assert change_row("figure", None, row.value).label == "figure"


def test_a_story_page_shows_few_of_what_one_outlet_added_later() -> None:
    later = Claim(kind="figure", status="added-later")
    blocks = [
        ClaimBlock(
            later, None, (told(n, f"Engineers closed {n} gates of the harbour.", str(n), n),)
        )
        for n in range(11, 16)
    ]
    leaning = ClaimBlock(later, None, (told(9, "It had 9 gates of the harbour.", "9", 9),))
    shared = ClaimBlock(FIGURE, None, (told(1, "The harbour has 1 gate.", "1", 1),))
    shown = few_later([shared, leaning, *blocks], 3)
    assert shown == [shared, *blocks[:3]]
