"""The ten states and the warnings, each on an invented page and on one that only looks like it."""

from __future__ import annotations

import pytest

from onestory.extract import extract_article, extract_plain
from onestory.extract.phrases import PHRASES

P = "<p>The ferry ran aground off Tarnholm on Monday, the coastguard said, in thick fog.</p>"
LONG = P * 25
JSONLD = '<script type="application/ld+json">{"@type":"NewsArticle"%s}</script>'
URL = "https://post.example/news/ferry"


def head(title: str, extra: str = "") -> str:
    return f"<head><title>{title}</title>{extra}</head>"


STATES = [
    ("article", head("Ferry aground") + "<h1>Ferry aground</h1>" + LONG),
    ("article", head("Bot checks annoy readers") + "<h1>Captcha: are you human?</h1>" + LONG),
    ("article", head("404 homes lost") + "<h1>404 homes lost in flood</h1>" + LONG),
    ("article", head("A") + JSONLD % ',"isAccessibleForFree":false' + LONG),
    ("challenge", head("Just a moment...") + "<p>Checking your browser before you go on.</p>"),
    ("challenge", head("x") + "<script src=/cdn-cgi/challenge-platform/x.js></script>"),
    (
        "consent",
        head("Before you continue") + "<p>We and partners use cookies. Accept all cookies</p>",
    ),
    ("soft404", head("Page not found") + "<h1>Page not found</h1><p>Try the search.</p>"),
    ("soft404", head("Seite nicht gefunden") + "<p>Die Seite existiert nicht.</p>"),
    (
        "soft404",
        head("Tarn Post", '<link rel=canonical href="https://post.example/">') + "<p>Welcome.</p>",
    ),
    (
        "paywall",
        head("A")
        + JSONLD % ',"isAccessibleForFree":"False"'
        + P * 4
        + "<p>Subscribe to continue.</p>",
    ),
    ("paywall", head("A") + JSONLD % "" + P * 4 + "<div>Subscribe to continue reading</div>"),
    ("partial", head("A") + JSONLD % "" + P * 8 + "<p>The harbour master said that the …</p>"),
    ("partial", head("A") + JSONLD % ',"wordCount":900' + P * 8),
    (
        "live",
        head("A")
        + '<script type="application/ld+json">{"@type":"LiveBlogPosting"}</script>'
        + LONG,
    ),
    (
        "live",
        head("Live: ferry aground")
        + "<h1>Live: ferry aground</h1>"
        + "".join(f"<h3>10:{n:02}</h3>{P}" for n in range(10, 30)),
    ),
    (
        "listing",
        head("Harbour news")
        + "".join(
            f"<h2><a href=/{n}>Story number {n} of the harbour</a></h2><p>Short.</p>"
            for n in range(12)
        ),
    ),
    (
        "gallery",
        head("In pictures")
        + JSONLD % ""
        + P
        + "".join(
            f"<figure><img src={n}><figcaption>Boat {n}.</figcaption></figure>" for n in range(8)
        ),
    ),
    ("empty", ""),
    ("empty", "<html><body><script>app()</script></body></html>"),
]


@pytest.mark.parametrize(
    ("state", "page"), STATES, ids=[f"{n}-{s}" for n, (s, _) in enumerate(STATES)]
)
def test_states(state: str, page: str) -> None:
    assert extract_article(page.encode(), URL).state == state


def warned(page: str) -> dict[str, str]:
    found = extract_article(page.encode(), URL)
    return {w.kind: w.span.of(found.text) if w.span else "" for w in found.warnings}


def test_missing_date_and_byline_are_said() -> None:
    assert {"no-date", "no-byline"} <= warned(LONG).keys()


def test_states_without_a_text_have_no_warnings() -> None:
    assert warned("") == {}


@pytest.mark.parametrize(
    ("paragraph", "sentence"),
    [
        ("All is well. The f\u00c3\u00a4hre sank. More follows.", "The f\u00c3\u00a4hre sank."),
        ("All is well. We met {{ name }} there. More.", "We met {{ name }} there."),
        ("All is well. It cost 3 \ufffd then. More.", "It cost 3 \ufffd then."),
        (
            "The ship left its lane in fog. The harbour master added that the crew had been told the",
            "The harbour master added that the crew had been told the",
        ),
    ],
)
def test_damaged_sentences_are_pointed_at(paragraph: str, sentence: str) -> None:
    assert warned(LONG + f"<p>{paragraph}</p>" + P)["damaged-sentence"] == sentence


@pytest.mark.parametrize(
    "paragraph",
    [
        'The ship left its lane. "It was fog," she said, "and nothing else could be seen out there."',
        "The ferry Osprey seen from the pier on Monday morning, with tugs beside it in the fog",
        "The ship left its lane in fog. These are the boats that came to its aid in the night: Osprey",
    ],
)
def test_whole_sentences_and_captions_are_not_damaged(paragraph: str) -> None:
    assert "damaged-sentence" not in warned(LONG + f"<p>{paragraph}</p>" + P)


def test_a_cited_document_wants_a_link() -> None:
    cited = "<p>The lane is too narrow, according to a 2025 study, and too long as well.</p>"
    assert warned(LONG + cited)["missing-source-link"] == "according to a 2025 study"
    linked = cited.replace(
        "a 2025 study", '<a href="https://sea.example.edu/s.pdf">a 2025 study</a>'
    )
    assert "missing-source-link" not in warned(LONG + linked)
    found = extract_article((LONG + linked).encode(), URL)
    assert found.source_link == "https://sea.example.edu/s.pdf"


def test_links_to_the_outlet_and_to_social_sites_are_no_sources() -> None:
    links = (
        '<p>See <a href="/x">our report</a>, <a href="https://x.com/p">the report</a>, it says.</p>'
    )
    assert extract_article((LONG + links).encode(), URL).source_link == ""


def test_every_warning_is_a_known_phrase() -> None:
    found = extract_article(
        (LONG + "<p>It is \ufffd, according to a study, they say.</p>").encode()
    )
    assert {w.note for w in found.warnings} <= set(PHRASES.values())
    assert {w.kind for w in found.warnings} <= set(PHRASES)


def test_plain_text_without_head_lines() -> None:
    found = extract_plain(b"Ferry aground\nIn 2026 the ferry ran aground.\n\nAll are safe.")
    assert found.title == "Ferry aground"
    assert found.paragraphs == ("In 2026 the ferry ran aground.", "All are safe.")
    assert found.published is None and found.authors == ()
    assert extract_plain(b"").state == "empty"
    assert extract_plain(b"\x00\x00\n\x00").state == "empty"


def test_an_article_under_many_teasers_is_no_listing() -> None:
    text = "<p>The ferry ran aground off Tarnholm on Monday, the coastguard said at night.</p>" * 40
    teaser = "<h3><a href=/{0}>What the {0} said of the ferry that ran aground</a></h3>"
    teasers = "".join(teaser.format(n) for n in range(120))
    found = extract_article(f"<h1>Ferry</h1><div>{text}</div><div>{teasers}</div>".encode())
    assert found.state == "article"
