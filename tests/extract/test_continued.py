"""Articles of several pages: where they go on, where they do not, and how they are joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestory.extract.continued import joined, numbered
from onestory.extract.learned import Learned
from onestory.extract.page import read_page

HERE = "https://post.example/news/ferry"
TEXT = "<p>" + "The ferry ran aground off Tarnholm on Monday, the coastguard said. " * 6 + "</p>"


def following(body: str, here: str = HERE, head: str = "") -> str:
    html = f"<html><head>{head}</head><body><h1>Ferry aground</h1>{TEXT}{body}</body></html>"
    return read_page(html.encode(), here, learned=Learned()).next_part


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("<a href=/news/ferry/2>Next page</a>", HERE + "/2"),
        ("<a href=/news/ferry?page=2>2</a>", HERE + "?page=2"),
        ("<a href=/news/ferry/page/2/>Weiter »</a>", HERE + "/page/2/"),
        ("<a rel=next href=/news/ferry-2>More</a>", HERE + "-2"),
        ("<a rel=next href=/news/budget>Next article</a>", ""),
        ("<a href=/news/ferry/3>3</a>", ""),
        ("<a href=https://other.example/news/ferry/2>2</a>", ""),
        ("<a href=/news/ferry/2>What we know of the two ferries</a>", ""),
        ("", ""),
    ],
)
def test_only_the_number_of_the_page_may_differ(body: str, address: str) -> None:
    assert following(body) == address


def test_a_second_page_leads_to_the_third() -> None:
    links = "<a href=/news/ferry>1</a><a href=/news/ferry?page=3>3</a>"
    assert following(links, HERE + "?page=2") == HERE + "?page=3"


@given(
    st.integers(2, 98), st.sampled_from(["?page={}", "/{}", "-{}.html", "/page/{}/", "?a=b&p={}"])
)
def test_addresses_of_one_article_share_what_is_left(number: int, form: str) -> None:
    base, found = numbered(HERE + form.format(number))
    assert found == number
    assert numbered(HERE + form.format(number + 1)) == (base, number + 1)


def test_no_paragraph_comes_twice() -> None:
    pages = [
        read_page(
            f"<h1>Ferry</h1>{TEXT}<p>Part {n} of this report says what was found.</p>".encode()
        )
        for n in range(3)
    ]
    whole = joined([p.article for p in pages])
    assert whole.text.count("coastguard said. The ferry") == 5
    assert [p for p in whole.paragraphs if p.startswith("Part")] == [
        f"Part {n} of this report says what was found." for n in range(3)
    ]
    assert whole.text == "\n\n".join(whole.paragraphs)
