"""Titles, authors, dates, credit, address, language: each field from its candidates."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestory.extract import extract_article, jsonld
from onestory.extract.authors import clean_authors
from onestory.extract.credit import is_agency, read_credit
from onestory.extract.dates import month_number, read_date
from onestory.extract.titles import alike, without_site

TEXT = "<p>" + "The ferry ran aground off Tarnholm on Monday, the coastguard said. " * 6 + "</p>"


def page(head: str = "", body: str = "", attributes: str = "") -> bytes:
    return f"<html {attributes}><head>{head}</head><body>{body}{TEXT}</body></html>".encode()


def meta(**values: str) -> str:
    names = {k.replace("__", ":"): v for k, v in values.items()}
    return "".join(f'<meta property="{k}" content="{v}">' for k, v in names.items())


def script(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-03-09T06:40:00+01:00", "2026-03-09T06:40:00+01:00"),
        ("2026-03-09T06:40:12.123Z", "2026-03-09T06:40:12+00:00"),
        ("2026-03-09T06:40:00-0500", "2026-03-09T06:40:00-05:00"),
        ("2026-03-09T06:40:00+02", "2026-03-09T06:40:00+02:00"),
        ("2026-03-09 06:40:00.0", "2026-03-09T06:40:00"),
        ("2026-03-09", "2026-03-09T00:00:00"),
        ("20260309T064000Z", "2026-03-09T06:40:00+00:00"),
        ("Mon, 09 Mar 2026 06:40:00 GMT", "2026-03-09T06:40:00+00:00"),
        ("Fri Mar 06 19:20:36 CET 2026", "2026-03-06T19:20:36+01:00"),
        ("9. März 2026, 6:40 Uhr", "2026-03-09T06:40:00"),
        ("09.03.2026 06:40", "2026-03-09T06:40:00"),
        ("March 9, 2026 at 6:40 p.m. EST", "2026-03-09T18:40:00-05:00"),
        ("9 de marzo de 2026 12:05 am", "2026-03-09T00:05:00"),
        ("9 juillet 2026 à 18h40", "2026-07-09T18:40:00"),
        ("2026年3月9日 6:40", "2026-03-09T06:40:00"),
        ("2026. 3. 9", "2026-03-09T00:00:00"),
        ("1773038400", "2026-03-09T06:40:00+00:00"),
        ("1773038400000", "2026-03-09T06:40:00+00:00"),
    ],
)
def test_dates_keep_time_and_zone(text: str, iso: str) -> None:
    moment = read_date(text)
    assert moment is not None
    assert moment.at.isoformat() == iso


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "31.02.2026", "Page 12 of 2026", "2026-13-45", "0001-01-01", "9" * 300],
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None


def test_month_day_order_follows_the_page() -> None:
    assert read_date("03/04/2026", day_first=False) == (datetime(2026, 3, 4), False)
    assert read_date("03/04/2026") == (datetime(2026, 4, 3), False)
    assert read_date("03/24/2026") == (datetime(2026, 3, 24), False)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("juin", 6),
        ("juillet", 7),
        ("giugno", 6),
        ("luglio", 7),
        ("Mai", 5),
        ("ağustos", 8),
        ("x", 0),
    ],
)
def test_month_names(word: str, number: int) -> None:
    assert month_number(word) == number


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_none(text: str) -> None:
    read_date(text)


@given(st.datetimes(datetime(1991, 1, 1), datetime(2026, 1, 1)))
def test_iso_dates_are_read_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    assert read_date(moment.isoformat()) == (moment, True)


@pytest.mark.parametrize(
    ("texts", "people"),
    [
        (["By Ada Merrick"], ("Ada Merrick",)),
        (["Von Max Adler und Ina Brandt"], ("Max Adler", "Ina Brandt")),
        (["Ada Merrick, Staff Writer"], ("Ada Merrick",)),
        (["ADA MERRICK; Bo Lind"], ("ADA MERRICK", "Bo Lind")),
        (["Ada Merrick", "Ada Merrick"], ("Ada Merrick",)),
        (["The Tarn Post"], ()),
        (["The Tarn Post, Tarnholm, Valmere"], ()),
        (["ada@post.example"], ()),
        (["https://post.example/ada"], ()),
        (["Newsroom"], ()),
        (["dpa"], ("dpa",)),
        (["Ada Merrick (am)"], ("Ada Merrick",)),
        (["12345"], ()),
        (["Ada Merrick, Tarnholm"], ("Ada Merrick",)),
    ],
)
def test_bylines_become_people(texts: list[str], people: tuple[str, ...]) -> None:
    assert clean_authors(texts, {"thetarnpost"}) == people


@pytest.mark.parametrize(
    ("title", "outlet", "bare"),
    [
        ("Bridge reopens | The Tarn Post", "The Tarn Post", "Bridge reopens"),
        ("Bridge reopens - Tarn Post", "The Tarn Post", "Bridge reopens"),
        ("Bridge reopens - Harbour - The Tarn Post", "The Tarn Post", "Bridge reopens - Harbour"),
        ("Budget – what changes", "The Tarn Post", "Budget – what changes"),
        ("Half-time", "Time", "Half-time"),
    ],
)
def test_site_names_are_cut_off_titles(title: str, outlet: str, bare: str) -> None:
    assert without_site(title, outlet) == bare


def test_title_variants_are_kept_apart() -> None:
    found = extract_article(
        page(
            meta(og__title="Ferry aground: what we know - Tarn Post", og__site_name="Tarn Post")
            + script(headline="Ferry runs aground off Tarnholm, 210 aboard"),
            "<h1>Ferry aground off Tarnholm</h1>",
        )
    )
    assert found.titles.h1 == "Ferry aground off Tarnholm"
    assert found.title == found.titles.og == "Ferry aground: what we know"
    assert found.titles.jsonld == "Ferry runs aground off Tarnholm, 210 aboard"
    assert not any(p == found.title for p in found.paragraphs)


SAID = "Ferry aground off Tarnholm with 210 aboard"
TEASED = "Passengers tell of a night in the fog"


@pytest.mark.parametrize(
    ("head", "h1", "title"),
    [
        # what all but the social cards say
        (
            meta(og__title=TEASED, twitter__title=TEASED)
            + script(headline=SAID)
            + f"<title>{SAID} | Post</title>",
            SAID,
            SAID,
        ),
        # an attribute that a quotation mark ended
        ("<meta property='og:title' content='Ferry aground off'>", "Ferry aground off 'Skerry'",
         "Ferry aground off 'Skerry'"),
        # the site's name unknown, but the same after two headlines
        (
            meta(og__title=f"{TEASED} | TP News") + f"<title>{SAID} | TP News</title>",
            "",
            TEASED,
        ),
        (meta(og__title=f"{SAID} | TP | 9 March"), SAID, SAID),
        ("", SAID, SAID),
        (script(headline=SAID), "", SAID),
        (f"<title>{SAID}</title>", "", SAID),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_the_outlet_gives_out(head: str, h1: str, title: str) -> None:
    assert extract_article(page(head, f"<h1>{h1}</h1>" if h1 else "")).title == title


@pytest.mark.parametrize(
    ("head", "body", "people"),
    [
        # the card that publishing systems write
        (
            meta(twitter__label1="Written by", twitter__data1="Ada Merrick"),
            "<h1>Ferry aground</h1>",
            ("Ada Merrick",),
        ),
        # the account that runs the site is no byline; a name alone above the text is
        (
            script(author={"@id": "https://post.example/author/admin/", "name": "Post A"}),
            "<h1>Ferry aground</h1><p>ADA MERRICK</p>",
            ("ADA MERRICK",),
        ),
        # an agency may sign, another organisation may not
        (
            script(
                author=[
                    {"@type": "Person", "name": "Ada Merrick"},
                    {"@type": "Organization", "name": "AFP"},
                    {"@type": "Organization", "name": "Post Group"},
                ]
            ),
            "",
            ("Ada Merrick", "AFP"),
        ),
        ("", "<h1>Ferry aground</h1><p>Author: Ada Merrick</p>", ("Ada Merrick",)),
        ("", "<h1>渡轮搁浅</h1><p>(责编:王明、李华)</p>", ("王明", "李华")),
        ("", "<h1>Ferry</h1><p>By Ada Merrick, in Harbour · 9 March</p>", ("Ada Merrick",)),
        # other articles' bylines stand elsewhere
        (
            "",
            "<h1>Ferry aground</h1><div><div><p><a rel=author>Ada Merrick</a></p></div></div>"
            "<div><ul><li><div><p><a rel=author>Bo Lind</a></p></div></li></ul></div>",
            ("Ada Merrick",),
        ),
        ("", "<h1>Ferry</h1><div class=author-tools><a href=/t>Edit topics</a></div>", ()),
        ("", f"<h1>Ferry</h1>{TEXT}{TEXT}<h1>Most read</h1><h6>By Bo Lind</h6>", ()),
    ],
)
def test_bylines_in_many_dresses(head: str, body: str, people: tuple[str, ...]) -> None:
    assert extract_article(page(head, body)).authors == people


def test_a_name_alone_below_the_text_signs_it() -> None:
    found = extract_article(f"<body><h1>Ferry</h1><div>{TEXT}<p>Lê Phương</p></div>".encode())
    assert found.authors == ("Lê Phương",)
    assert "Lê Phương" not in found.text


def test_meta_names_with_other_separators_are_the_same() -> None:
    found = extract_article(page(meta(article__published__time="2026-03-09T06:40:00+01:00")))
    assert found.published is not None and found.published.hour == 6


def test_an_h1_with_the_site_s_name_is_no_headline() -> None:
    found = extract_article(
        page(
            meta(og__title="Ferry aground", og__site_name="Tarn Post"),
            "<h1>Tarn Post</h1><h2>Ferry aground</h2>",
        )
    )
    assert found.title == "Ferry aground"


def test_alike_titles() -> None:
    assert alike("Ferry aground off Tarnholm", "Ferry aground off Tarnholm, 210 aboard")
    assert not alike("Ferry aground off Tarnholm", "Budget vote put off")
    assert not alike("", "x")


def test_fields_from_the_head() -> None:
    found = extract_article(
        page(
            meta(
                og__site_name="Tarn Post",
                article__section="Harbour",
                og__image="/i/ferry.jpg",
                article__published_time="2026-03-09T06:40:00+01:00",
            )
            + '<link rel="canonical" href="/news/ferry">'
            + script(
                author=[{"@type": "Person", "name": "Ada Merrick"}],
                publisher={"@type": "Organization", "name": "Tarn Post"},
                dateModified="2026-03-09T09:00:00+01:00",
            ),
            "<h1>Ferry aground</h1>",
            'lang="en-GB"',
        ),
        "https://post.example/amp/news/ferry?x=1",
    )
    assert found.authors == ("Ada Merrick",)
    assert found.outlet == "Tarn Post"
    assert found.section == "Harbour"
    assert found.url == "https://post.example/news/ferry"
    assert found.image == "https://post.example/i/ferry.jpg"
    assert found.language == "en-GB"
    assert found.published is not None and found.published.isoformat().endswith("+01:00")
    assert found.modified is not None and found.modified.hour == 9


def test_the_outlet_is_no_byline() -> None:
    found = extract_article(
        page(
            meta(og__site_name="Tarn Post")
            + script(author={"@type": "Person", "name": "Tarn Post"}),
            "<h1>Ferry aground</h1>",
        )
    )
    assert found.authors == ()
    assert "no-byline" in {w.kind for w in found.warnings}


def test_a_shown_byline_and_date_are_read() -> None:
    found = extract_article(
        page(
            "",
            "<h1>Ferry aground</h1><p>By Ada Merrick</p><time>9 March 2026, 06:40</time>",
        )
    )
    assert found.authors == ("Ada Merrick",)
    assert found.published == datetime(2026, 3, 9, 6, 40)
    assert "By Ada Merrick" not in found.text


def test_a_time_adds_to_a_day_of_the_same_day_only() -> None:
    head = meta(article__published_time="2026-03-09", og__published_time="2026-03-09T06:40:00Z")
    assert extract_article(page(head)).published == datetime(2026, 3, 9, 6, 40, tzinfo=UTC)
    head = meta(article__published_time="2026-03-09", og__published_time="2026-03-11T06:40:00Z")
    assert extract_article(page(head)).published == datetime(2026, 3, 9)


@pytest.mark.parametrize(
    ("paragraphs", "bylines", "credit"),
    [
        (["TARNHOLM (Meridian) — A ferry ran aground."], [], "Meridian"),
        (["Berlin (dpa/lnw) - Eine Fähre lief auf Grund."], [], "dpa"),
        (["A ferry ran aground.", "(AFP)"], [], "AFP"),
        (["A ferry ran aground.", "With reporting by Meridian."], [], "Meridian"),
        (["A ferry ran aground."], ["Ada Merrick, dpa"], "dpa"),
        (["The ferry (built in 1990) — a wreck — sank."], [], ""),
        (["A ferry ran aground."], ["Ada Merrick"], ""),
    ],
)
def test_agency_credit(paragraphs: list[str], bylines: list[str], credit: str) -> None:
    assert read_credit(paragraphs, bylines) == credit


def test_agencies_by_name() -> None:
    assert is_agency("dpa") and is_agency("Associated Press")
    assert not is_agency("Ann Reuter")


@pytest.mark.parametrize(
    "wrapped",
    [
        '<!-- {"@type": "NewsArticle", "headline": "X"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "X"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "X",};',
        '{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "headline": "X"}]}',
        '{"@type": "http://schema.org/NewsArticle", "headline": "X"}',
    ],
)
def test_jsonld_in_the_dress_of_the_web(wrapped: str) -> None:
    assert jsonld.text(jsonld.article(jsonld.nodes([wrapped])).get("headline")) == "X"


@pytest.mark.parametrize("broken", ["", "{", '{"@type":' * 20_000, '["@type"', "null", '"@type"'])
def test_broken_jsonld_is_no_article(broken: str) -> None:
    assert jsonld.article(jsonld.nodes([broken])) == {}


def test_lone_surrogates_do_not_reach_the_text() -> None:
    found = extract_article(page(script(headline="x").replace('"x"', '"a \\ud800 b"')))
    found.titles.jsonld.encode("utf-8")
