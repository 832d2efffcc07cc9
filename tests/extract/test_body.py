"""The body: container, paragraphs, and what stands around and between them."""

from __future__ import annotations

import pytest

from onestory.extract import extract_article, names, rescue
from onestory.extract.blocks import Block
from onestory.extract.furniture import is_furniture, is_opening_furniture, tail_kind

P = [
    "The ferry Osprey ran aground off Tarnholm on Monday morning, the coastguard said.",
    "All 210 people aboard were taken ashore within three hours, and nobody was hurt badly.",
    "The harbour master, Ada Merrick, said the ship had left its lane in thick fog.",
    "A first look at the hull is planned for today, when the tide is at its lowest.",
]
MARKED = "".join(f"<p>{p}</p>" for p in P)
TEASER = "<p>Another story altogether has this teaser, which is long enough to be prose.</p>"


def paragraphs(body: str) -> list[str]:
    return list(extract_article(f"<body>{body}</body>".encode()).paragraphs)


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Ferry aground</h1><article>{MARKED}</article>",
        f"<form><h1>Ferry aground</h1><div>{MARKED}</div></form>",
        f"<nav><p>{TEASER}</p></nav><main>{MARKED}</main><aside>{TEASER}</aside>",
        f"<main>{MARKED}<div class='related-links'>{TEASER}{TEASER}</div></main>",
        f"<main>{MARKED}</main><div id=comments>{TEASER}</div>",
        f"<div class='article-body has-sidebar'>{MARKED}</div>",
        f"<main>{MARKED}<h2>3 Comments</h2>{TEASER}</main>",
        f"<main>{MARKED}<div hidden>{TEASER}</div><div style='display:none'>{TEASER}</div></main>",
        f"<main>{MARKED}<p>Read more: Harbour plan put off</p></main>",
        f"<main>{MARKED}<p><a href=/x>Harbour plan put off until spring</a></p></main>",
        f"<main>{MARKED}<ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul></main>",
        f"<main>{MARKED}<h3>Heading with nothing under it</h3></main>",
        f"<main>{MARKED}<figure><figcaption>The ferry, seen from the pier.</figcaption></figure>",
        f"<main>{MARKED}<p>Photo: Bo Lind / Meridian</p><p>© 2026 Tarn Post</p></main>",
        f"<main>{MARKED}<p>Sign up to our newsletter and never miss a story.</p></main>",
        "<div>" + "<br><br>".join(P) + "</div>",
        f"<article><h1>Ferry aground</h1>{MARKED}</article>"
        f"<article><h1>Budget vote</h1>{TEASER}{TEASER}{TEASER}{TEASER}{TEASER}</article>",
    ],
)
def test_the_text_and_nothing_else(body: str) -> None:
    assert paragraphs(body) == P


def test_headings_lists_and_quotes_are_kept() -> None:
    body = (
        f"<main><p>{P[0]}</p><h2>The rescue</h2><p>{P[1]}</p><ul><li>Two boats</li>"
        f"<li>One helicopter</li></ul><blockquote><p>{P[2]}</p></blockquote><p>{P[3]}</p></main>"
    )
    assert paragraphs(body) == [
        P[0], "The rescue", P[1], "Two boats", "One helicopter", P[2], P[3],
    ]  # fmt: skip


def test_scripts_without_spaces_are_prose() -> None:
    text = "フェリーは月曜日の朝、沖で座礁した。乗っていた人は全員無事だった、と港が発表した。"
    assert paragraphs(f"<main><p>{text}</p><p>{text}別の文。</p></main>") == [
        text,
        text + "別の文。",
    ]


def test_characters_are_untouched_and_spaces_single() -> None:
    body = (
        "<p>“Fog”,\u00a0 she\n said —\t<b>thick</b> fog\u2060 — e\u0301tait ﬁne, it was seen. </p>"
    )
    assert paragraphs(body) == ["“Fog”, she said — thick fog\u2060 — e\u0301tait ﬁne, it was seen."]


def test_the_title_is_not_the_first_paragraph() -> None:
    title = "Ferry aground off Tarnholm, all aboard are safe, says the coastguard on Monday."
    found = extract_article(f"<h1>{title}</h1><main><p>{title}</p>{MARKED}</main>".encode())
    assert found.title == title
    assert list(found.paragraphs) == P


def test_articlebody_rescues_a_page_without_text() -> None:
    page = (
        '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"'
        + "\\n".join(P * 2)
        + '"}</script><div id=app></div>'
    )
    found = extract_article(page.encode())
    assert list(found.paragraphs) == P * 2
    assert found.confidence < 1


def nobody_else_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rescue, "_trafilatura", lambda source: pytest.fail("it was asked"))


def test_names_of_boxes_are_doubted_where_next_to_all_prose_lies_in_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nobody_else_is_asked(monkeypatch)
    parts = [[f"{p[:-1]}, part {n}." for p in P] for n in range(3)]
    boxes = "".join(
        f"<div class=related>{''.join(f'<p>{p}</p>' for p in part)}</div>" for part in parts
    )
    own = "<p>The ferry Osprey is a sister of the ferry Tern, which was built here too in 1999.</p>"
    found = paragraphs(f"<main>{own}{boxes}</main>")
    assert found[1:] == [p for part in parts for p in part]


def test_names_say_nothing_where_all_prose_lies_in_small_boxes_of_such_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nobody_else_is_asked(monkeypatch)
    items = [f"{P[n % 4][:-1]}, and that was boat number {n}." for n in range(30)]
    boxes = "".join(f"<section><div class=promo><p>{item}</p></div></section>" for item in items)
    assert paragraphs(f"<main>{boxes}</main>") == items


def test_a_short_report_among_links_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody_else_is_asked(monkeypatch)
    links = "".join(f"<li><a href=/{n}>Story number {n} of this day</a></li>" for n in range(40))
    assert paragraphs(f"<main><p>{P[0]}</p></main><div><ul>{links}</ul></div>") == P[:1]


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        ("Photo: Bo Lind / Meridian", True),
        ("Foto: dpa", True),
        ("© Meridian 2026", True),
        ("Photographers gathered at the gate.", False),
        ("Read more: The harbour plan", True),
        ("Lesen Sie auch: Der Hafenplan", True),
        ("Read more than once, the letter still puzzled her.", False),
        ("Updated 9 March 2026, 06:40", True),
        ("In 2026 the council met.", False),
        ("4 min read", True),
        ("***", True),
        ("Subscribe now for full access", True),
        ("Follow her on Twitter", True),
        ("Share this story", True),
        ("Follow the Tarn Post on Facebook and Instagram", True),
        ("They follow him on foot.", False),
        ("Few follow the council on Facebook, she said.", False),
        ("Subscribers to the ferry line were told by letter.", False),
    ],
)
def test_furniture(text: str, furniture: bool) -> None:
    assert is_furniture(Block(text, "p", 0)) is furniture


def test_bylines_open_a_text_but_are_not_it() -> None:
    assert is_opening_furniture(Block("By Ada Merrick and Bo Lind", "p", 0))
    assert not is_opening_furniture(Block("By the time they left, it was dark.", "p", 0))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3 Kommentare", "comments"),
        ("Comments (12)", "comments"),
        ("Most read", "other pages"),
        ("■ 関連記事", "other pages"),
        ("14 responses", "comments"),
        ("Leave a comment", "comments"),
        ("Recent posts", "other pages"),
        ("Editor’s picks", "other pages"),
        ("We value your privacy", "consent"),
        ("Cookie-Einstellungen", "consent"),
        ("Your privacy is worth a fight", None),
        ("Comments that hurt", None),
        ("Most read the letter twice", None),
    ],
)
def test_headings_that_end_a_text(text: str, kind: str | None) -> None:
    assert tail_kind(Block(text, "h3", 0)) == kind


@pytest.mark.parametrize(
    ("name", "beside", "body"),
    [
        ("related-links", True, False),
        ("shareBar", True, False),
        ("shareholder", False, False),
        ("entry-content", False, True),
        ("articleBody", False, True),
        ("article__body has-sidebar", True, True),
        ("post type-post hentry tag-bridge", True, True),
        ("onetrust-banner", True, False),
        ("content", False, False),
        ("", False, False),
    ],
)
def test_class_names(name: str, beside: bool, body: bool) -> None:
    assert names.beside(name) is beside
    assert names.body(name) is body
