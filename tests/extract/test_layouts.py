"""Made-up pages in the layouts of common publishing systems: the text whole, and nothing else."""

from __future__ import annotations

import pytest

from onestory.extract import extract_article

P = [
    "The council of Harwick voted on Tuesday to close the old harbour bridge for two years.",
    "“We cannot wait until somebody is hurt,” said the mayor, Ann Example, who had asked for it.",
    "Some 14,000 cars cross the bridge each day. They will be led over the northern ring.",
    "Shop owners in the old town fear for their trade, as they did in the last closure.",
    "The work is to cost 42 million pounds, of which the county pays half, the city a third.",
    "A first plan had foreseen a new bridge beside the old one. It was dropped in 2016.",
]
H1 = "<h1>Harwick closes its bridge</h1>"
MARKED = [f"<p>{p}</p>" for p in P]
ALL = "".join(MARKED)
TEASER = "Another story altogether has this teaser, which is long enough to be prose in a card."
CARDS = (
    f"<article class=card><h3><a href=/x>Fish prices rise again</a></h3><p>{TEASER}</p></article>"
    * 5
)
BOX = "<div class=bx><h3>The morning briefing</h3><p>Every morning at seven.</p><input></div>"
CONSENT = (
    f"<div class=wall><h2>We value your privacy</h2><p>{TEASER}</p><p>{TEASER}</p>"
    "<button>Accept</button></div>"
)


def paragraphs(body: str) -> list[str]:
    head = "<title>Harwick closes its bridge</title>"
    return list(extract_article(f"{head}<body>{body}</body>".encode()).paragraphs)


@pytest.mark.parametrize(
    "body",
    [
        f"<main>{H1}<article>{ALL}</article></main>{CARDS}",
        f"<div class=row><div>{H1}<div class=txt>{ALL}</div><div class=also>{CARDS}</div></div></div>",
        f"<main>{H1}<div class=txt>{ALL}</div></main><div class=last>{CARDS}</div>",
        f"<div class=txt>{H1}{MARKED[0]}{BOX}{''.join(MARKED[1:])}</div>{CARDS}",
        f"{CONSENT}<div><article>{H1}{ALL}</article></div>",
        f"<main><article>{H1}{ALL}</article></main><div>{CONSENT}</div>",
        f"<div><div class=t>{H1}{ALL}</div><div><h3>14 responses</h3><p>{TEASER}</p></div></div>",
        f"<article>{H1}{ALL}<h4>About the author</h4><p>{TEASER}</p></article>",
        f"<article>{H1}{ALL}<p>Follow her on Twitter</p><p>Share this article</p></article>",
        f"<div class='hentry tag-bridge format-video'>{H1}{ALL}</div>"
        f"<ol class=commentlist>{f'<li class=comment><p>{TEASER}</p></li>' * 12}</ol>",
    ],
)
def test_what_stands_around_the_text_is_left_out(body: str) -> None:
    assert paragraphs(body) == P


def test_headings_between_line_breaks_are_kept() -> None:
    body = f"<div class=story>{H1}{P[0]}<br><br>{P[1]}<h3>The money</h3>{P[2]}<br><br>{P[3]}</div>"
    assert paragraphs(body) == [*P[:2], "The money", *P[2:4]]


@pytest.mark.parametrize("name", ["video-games", "comments-by-others", "related-costs"])
def test_the_id_of_a_heading_says_nothing_of_what_it_is_for(name: str) -> None:
    body = (
        f"<main>{H1}{MARKED[0]}{MARKED[1]}<h2 id={name}>The money</h2>{MARKED[2]}{MARKED[3]}</main>"
    )
    assert paragraphs(body) == [*P[:2], "The money", *P[2:4]]


def test_a_list_of_other_pages_ends_before_the_heading_of_the_text_that_goes_on() -> None:
    links = "<h4>Related</h4><div><ul><li><a href=/1>Fish</a><li><a href=/2>Fair</a></ul></div>"
    body = f"<main>{H1}{MARKED[0]}{links}<h3>The money</h3>{''.join(MARKED[1:])}</main>"
    assert paragraphs(body) == [P[0], "The money", *P[1:]]


def test_headings_of_the_first_rank_in_the_text_are_kept() -> None:
    body = f"<article>{H1}{MARKED[0]}{MARKED[1]}<h1>The money</h1>{MARKED[2]}{MARKED[3]}</article>"
    assert paragraphs(body) == [*P[:2], "The money", *P[2:4]]


def test_a_short_sentence_between_paragraphs_without_elements_of_their_own_is_kept() -> None:
    parts = [*P[:2], "He said no.", *P[2:]]
    assert paragraphs(f"<div>{H1}{''.join(f'<div>{p}</div>' for p in parts)}</div>") == parts


def test_short_items_after_the_last_sentence_are_kept_with_their_list() -> None:
    items = ["one lane stays open for ambulances and fire engines", "bikes may cross"]
    listed = "".join(f"<li>{i}</li>" for i in items)
    assert paragraphs(f"<div>{H1}{ALL}<ul>{listed}</ul></div>") == [*P, *items]


def test_items_of_whole_sentences_may_open_a_text() -> None:
    assert paragraphs(f"<div>{H1}<ul><li>{P[0]}</li></ul>{''.join(MARKED[1:])}</div>") == P


def test_a_lead_in_a_box_beside_the_headline_is_part_of_the_text() -> None:
    head = f"<header>{H1}<p>{P[0]}</p><p>By Ann Example</p></header>"
    assert paragraphs(f"<main>{head}<div class=text>{''.join(MARKED[1:])}</div></main>") == P


def test_a_lead_is_no_caption_and_no_byline() -> None:
    head = f"<header>{H1}<div class=image-caption><p>{TEASER}</p></div></header>"
    assert paragraphs(f"<main>{head}<div class=text>{ALL}</div></main>") == P


def test_items_under_links_are_the_text_of_an_article_that_lists_them() -> None:
    items = "".join(
        f"<div><h3><a href=/{n}>Place {n}</a></h3><p>{p}</p></div>" for n, p in enumerate(P)
    )
    found = paragraphs(f"<article>{H1}<p>{TEASER}</p>{items}</article>")
    assert [p for p in found if p in P] == P
