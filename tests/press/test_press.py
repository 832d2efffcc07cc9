from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestory.feeds import parse_feed
from onestory.press import Press
from onestory.press.edition import MaterialError, Person, draw_slots, number, number_words
from onestory.press.markup import TAG, read_markup
from onestory.press.pages import FICTION, TEMPLATES

FORMATS = Path(__file__).resolve().parents[2] / "docs" / "formats"
EDITIONS = (1, 2)

words = st.text(alphabet=st.sampled_from("abc ,.é日\n"), min_size=1, max_size=30)


@given(st.lists(st.tuples(words, st.sampled_from(["say", "cue", "src", "bad", ""])), max_size=8))
def test_tags_never_change_the_words(parts: list[tuple[str, str]]) -> None:
    flat = [(t.replace("\n", " ").strip(), tag) for t, tag in parts]
    flat = [(t, tag) for t, tag in flat if t]
    marked = " ".join(f'<{g} a=1 kind="x">{t}</{g}>' if g else t for t, g in flat)
    read = read_markup(marked)
    assert read.text == read_markup(TAG.sub("", marked)).text
    for attribution in read.attributions:
        for span in (attribution.source, attribution.cue, *attribution.contents):
            assert span is None or 0 <= span.start <= span.end <= len(read.text)


@pytest.mark.parametrize("source", ["<say a=1>open", "</say>", "<say a=1><cue a=1>x</say></cue>"])
def test_unbalanced_tags_are_named(source: str) -> None:
    with pytest.raises(MaterialError):
        read_markup(source)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_gold_span_lies_in_its_text(edition: int) -> None:
    press = Press(edition)
    for article in press.articles:
        for version in article.versions:
            text = version.marked.text
            assert "{" not in text and "<" not in text.replace("<=", ""), article.id
            for figure in version.marked.figures:
                assert text[figure.span.start : figure.span.end].strip(), article.id
            for attribution in version.marked.attributions:
                for span in (attribution.source, attribution.cue, *attribution.contents):
                    assert span is None or (span.of(text).strip() and span.end <= len(text))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_press_is_rich(edition: int) -> None:
    press = Press(edition)
    assert len(press.outlets) >= 16
    assert {o.template for o in press.outlets} == set(TEMPLATES)
    assert {o.feed for o in press.outlets} == {"rss", "atom", "jsonfeed", "rdf"}
    assert len({o.language for o in press.outlets}) >= 4
    assert len(press.stories) >= 40
    assert len(press.articles) >= 180
    assert {a.kind for a in press.articles} >= {
        "report", "opinion", "analysis", "brief", "live", "gallery", "transcript"
    }  # fmt: skip
    assert {a.fault for a in press.articles} >= {
        "challenge", "error500", "error404", "redirect-loop", "consent", "paywall", "soft404", "empty"
    }  # fmt: skip
    kinds = {v.kind for a in press.articles for v in a.versions}
    assert kinds >= {
        "silent-correction",
        "declared-correction",
        "headline",
        "update",
        "cosmetic",
        "deleted",
    }
    relations = {f.relation for s in press.stories for f in s.facts}
    assert len(relations) == 6


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_truth_is_in_its_format(edition: int) -> None:
    schema = json.loads((FORMATS / "press-truth.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(json.dumps(Press(edition).truth())), schema)


def test_editions_share_texts_but_no_story_names() -> None:
    first, second = Press(1), Press(2)
    assert [a.id for a in sorted(first.articles, key=lambda a: a.id)] == [
        a.id for a in sorted(second.articles, key=lambda a: a.id)
    ]
    changed = sum(
        a.versions[0].marked.text != b.versions[0].marked.text
        for a, b in zip(
            sorted(first.articles, key=lambda a: a.id),
            sorted(second.articles, key=lambda a: a.id),
            strict=True,
        )
    )
    assert changed / len(first.articles) > 0.95


def test_slots_are_drawn_in_order_and_safely() -> None:
    slots = {"a": "int:5..9", "b": "calc: a * 2 + 1", "p": "person:f:nordic", "c": "pick: x | y"}
    drawn = draw_slots(slots, 1, "s")
    assert drawn["b"] == drawn["a"] * 2 + 1  # type: ignore[operator]
    assert isinstance(drawn["p"], Person)
    assert draw_slots(slots, 1, "s") == drawn
    with pytest.raises(MaterialError, match="slot `x"):
        draw_slots({"x": "calc: __import__('os')"}, 1, "s")


@pytest.mark.parametrize(
    "value, language, shown", [(1200, "en", "1,200"), (1200, "de", "1.200"), (4.5, "fr", "4,5")]
)
def test_numbers_as_languages_write_them(value: float, language: str, shown: str) -> None:
    assert number(value, language) == shown


def test_number_words() -> None:
    assert [number_words(n) for n in (2, 13, 21, 40)] == ["two", "thirteen", "twenty-one", "forty"]


def test_served_over_a_socket_with_faults_and_validators() -> None:
    press = Press()
    with press.serve() as server:
        statuses: dict[str, set[int]] = {}
        for article in press.articles:
            answer = server.answer(f"{article.outlet.host}:{server.port}", article.path)
            statuses.setdefault(article.fault, set()).add(answer.status)
            if answer.status == 200 and article.outlet.charset == "utf-8" and not article.fault:
                assert FICTION in answer.body.decode()
        assert statuses["challenge"] == {403}
        for outlet in press.outlets:
            body = server.answer(outlet.host, "/feed").body
            if outlet.feed == "jsonfeed":
                json.loads(body)
            else:
                ElementTree.fromstring(body)
            shown = sum(
                a.outlet is outlet and a.versions[-1].kind != "deleted" for a in press.articles
            )
            assert len(parse_feed(body, server.feed_url(outlet.id)).entries) == min(shown, 30)
        request = urllib.request.Request(
            f"http://127.0.0.1:{server.port}/feed", headers={"Host": "meridian.localhost"}
        )
        with urllib.request.urlopen(request) as first:
            etag = first.headers["ETag"]
        request.add_header("If-None-Match", etag)
        with pytest.raises(urllib.error.HTTPError, match="304"):
            urllib.request.urlopen(request)
        assert server.log[-1].status == 304
