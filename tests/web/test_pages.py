"""The readers' pages over the gathered press."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import httpx
import pytest
from django.test import Client
from tests.conftest import GatheredPress

from onestory.measured import shipped
from onestory.web.news.models import Article, Author, Outlet, Story, Version
from onestory.web.verify import Prover, broken_versions

FIXED = (
    "/",
    "/section/world/",
    "/section/xv/",
    "/section/politics/",
    "/search/",
    "/search/?q=harbour",
    "/sources/",
    "/method/",
    "/corrections/",
    "/about/",
    "/privacy/comments/",
)


@pytest.fixture
def browser(gathered: GatheredPress) -> Client:
    return Client(headers={"host": "127.0.0.1"})


@pytest.mark.parametrize("address", FIXED)
def test_a_page_is_served_and_proven(browser: Client, address: str) -> None:
    response = browser.get(address)
    assert response.status_code == 200
    assert Prover().prove(address, response.content.decode()).failures == []


def test_the_method_page_shows_the_shipped_figures_with_n_and_interval(browser: Client) -> None:
    page = browser.get("/method/").content.decode()
    measure = next(m for m in shipped() if m.label == "disputed" and m.data == "press-2")
    row = next(r for r in page.split("<tr>") if "Disputed" in r and "of those said" in r)
    assert f'value="{measure.n}"' in row
    assert "bundled press, edition 2" in row
    assert all(f'value="{round(100 * bound, 1)}"' in row for bound in measure.interval)


def test_every_story_page_is_proven_and_has_what_it_promises(browser: Client) -> None:
    prover = Prover()
    stories = Story.objects.filter(merged_into__isnull=True, headline__isnull=False)
    assert stories.count() >= 10
    for story in stories:
        page = browser.get(story.get_absolute_url()).content.decode()
        proof = prover.prove(story.get_absolute_url(), page)
        assert proof.failures == []
        assert proof.spans > 0
        assert "All coverage, by origin" in page


def test_article_outlet_and_author_pages_are_proven(browser: Client) -> None:
    prover = Prover()
    addresses = [a.get_absolute_url() for a in Article.objects.all()]
    addresses += [o.get_absolute_url() for o in Outlet.objects.all()]
    addresses += [a.get_absolute_url() for a in Author.objects.all()[:20]]
    for address in addresses:
        response = browser.get(address)
        assert response.status_code == 200, address
        assert prover.prove(address, response.content.decode()).failures == []


def test_one_changed_character_in_storage_is_found(browser: Client, rows: None) -> None:
    version = Story.objects.filter(headline__isnull=False).first().headline
    flipped = ("X" if version.title[0] != "X" else "Y") + version.title[1:]
    Version.objects.filter(pk=version.pk).update(title=flipped)
    assert any(f"version {version.pk} " in line for line in broken_versions())
    address = Story.objects.get(headline=version).get_absolute_url()
    proof = Prover().prove(address, browser.get(address).content.decode())
    assert any("changed in storage" in failure for failure in proof.failures)


def test_a_word_that_nobody_said_is_found(browser: Client) -> None:
    page = browser.get("/").content.decode()
    invented = page.replace("<h1", "<p>Experts are worried.</p><h1", 1)
    failures = Prover().prove("/", invented).failures
    assert any("Experts are worried" in failure for failure in failures)


def test_a_changed_span_on_a_page_is_found(browser: Client) -> None:
    story = Story.objects.filter(headline__isnull=False).first()
    page = browser.get(story.get_absolute_url()).content.decode()
    start = page.index(">", page.index("data-proof", page.index("<h1"))) + 1
    letter = "Q" if page[start] != "Q" else "Z"
    altered = page[:start] + letter + page[start + 1 :]
    assert Prover().prove(story.get_absolute_url(), altered).failures


@pytest.mark.parametrize("address", ["/", "/static/onestory.css"])
def test_pages_travel_compressed(browser: Client, address: str) -> None:
    plain = browser.get(address)
    packed = browser.get(address, headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    whole = plain.getvalue()
    assert len(packed.getvalue()) < len(whole) / 2
    assert not plain.has_header("content-encoding")


@pytest.mark.parametrize("prefix", ["/", "/section/world/"])
def test_feeds_under_lists(browser: Client, prefix: str) -> None:
    for kind in ("atom", "rss"):
        ElementTree.fromstring(browser.get(f"{prefix}feed.{kind}").content)
    feed = json.loads(browser.get(f"{prefix}feed.json").content)
    titles = set(Version.objects.values_list("title", flat=True))
    assert feed["items"]
    assert {item["title"] for item in feed["items"]} <= titles


@pytest.mark.parametrize("address", ["/sitemap.xml", "/news-sitemap.xml", "/opml"])
def test_files_for_machines_are_well_formed(browser: Client, address: str) -> None:
    ElementTree.fromstring(browser.get(address).content)


def test_api_answers_as_described(browser: Client) -> None:
    described = browser.get("/api/v1/openapi.json").json()["paths"]
    assert set(described) == {
        "/api/v1/stories/",
        "/api/v1/stories/{id}/",
        "/api/v1/articles/{id}/",
        "/api/v1/outlets/",
    }
    first = browser.get("/api/v1/stories/").json()["stories"][0]
    story = browser.get(f"/api/v1/stories/{first['id']}/").json()
    assert story["claims"]
    for claim in story["claims"]:
        for report in claim["reports"]:
            assert len(report["text"]) == report["span"][1] - report["span"][0]
    reports = [
        r
        for row in browser.get("/api/v1/stories/").json()["stories"]
        for c in browser.get(f"/api/v1/stories/{row['id']}/").json()["claims"]
        for r in c["reports"]
    ]
    bound = {r["value"]: r["comparator"] for r in reports if r["value"].startswith("at least ")}
    assert set(bound.values()) == {">="}
    article = browser.get(f"/api/v1/articles/{story['articles'][0]['id']}/").json()
    assert article["versions"]


def test_old_and_merged_addresses_lead_on(browser: Client, rows: None) -> None:
    story, other = Story.objects.filter(headline__isnull=False)[:2]
    for short in (f"/story/{story.pk}/", f"/story/{story.pk}-/"):
        assert browser.get(short).headers["location"] == story.get_absolute_url()
    assert (
        browser.get(f"/story/{story.pk}-old-words/").headers["location"] == story.get_absolute_url()
    )
    Story.objects.filter(pk=other.pk).update(merged_into=story)
    assert browser.get(other.get_absolute_url()).headers["location"] == story.get_absolute_url()


@pytest.mark.parametrize(
    "address", ["/nothing/", "/story/999999-x/", "/article/999999/", "/section/x/"]
)
def test_what_is_not_there_says_so(browser: Client, address: str) -> None:
    response = browser.get(address)
    assert response.status_code == 404
    assert b"Not here" in response.content
    assert b'role="search"' in response.content


@pytest.mark.parametrize(
    "query", ["", "\x00", "a" * 5000, '" OR 1=1 --', "*", "東京", "NEAR(", "%"]
)
def test_any_query_gets_a_page(browser: Client, query: str) -> None:
    assert browser.get("/search/", {"q": query}).status_code == 200


def test_headers_forbid_what_a_page_does_not_need(browser: Client) -> None:
    headers = browser.get("/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_taken_down_stays_down(browser: Client, rows: None) -> None:
    article = Article.objects.filter(current__isnull=False).first()
    Article.objects.filter(pk=article.pk).update(taken_down=True)
    assert browser.get(article.get_absolute_url()).status_code == 410


def test_a_site_that_stops_while_it_answers_says_nothing(
    gathered: GatheredPress, caplog: pytest.LogCaptureFixture
) -> None:
    from onestory.web.jobs.serve import local_site

    for _ in range(10):
        with local_site() as address, httpx.Client() as client:
            assert client.get(address + "/").status_code == 200
    assert not caplog.records
