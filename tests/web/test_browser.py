"""The pages in a real browser: accessibility (axe), phone and desktop, light and dark, no JavaScript.

With ONESTORY_PICTURES naming a folder, the pictures of the documents are taken anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
pytest.importorskip("playwright", reason="the browser tools are not installed")

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from django.db.models import Count  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402
from tests.web.conftest import DESK, PHONE  # noqa: E402

from onestory.web.news.lists import shown_storylines  # noqa: E402
from onestory.web.news.models import Article, Claim, Outlet, Story  # noqa: E402


def top_story() -> Story:
    """The story with most to compare: what the documents show."""
    disputed = Claim.objects.filter(status="disputed", kind="figure", story__origins__range=(3, 6))
    best = disputed.annotate(n=Count("reports__number", distinct=True)).order_by("-n", "pk").first()
    return best.story if best else Story.objects.filter(headline__isnull=False).first()


def pages() -> dict[str, str]:
    """One address of each kind of page."""
    story = top_story()
    changed = Article.objects.filter(versions__number=2, story__isnull=False).first()
    author = Article.objects.filter(authors__isnull=False).first().authors.first()
    return {
        "storyline": shown_storylines().first().get_absolute_url(),
        "front": "/",
        "section": "/section/world/",
        "story": story.get_absolute_url(),
        "ledger": f"/story/{story.pk}/ledger/",
        "article": changed.get_absolute_url(),
        "unread": Article.objects.filter(state="refused").first().get_absolute_url(),
        "outlet": Outlet.objects.get(slug="meridian").get_absolute_url(),
        "author": author.get_absolute_url(),
        "search": "/search/?q=people",
        "sources": "/sources/",
        "method": "/method/",
        "corrections": "/corrections/",
        "about": "/about/",
        "privacy": "/privacy/comments/",
        "login": "/desk/login/",
        "missing": "/nothing/",
    }


KINDS = (
    "front",
    "section",
    "story",
    "storyline",
    "ledger",
    "article",
    "unread",
    "outlet",
    "author",
    "search",
    "sources",
    "method",
    "corrections",
    "about",
    "privacy",
    "login",
    "missing",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_barriers(
    browser: Browser, site: str, kind: str, size: tuple[int, int], scheme: Any
) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(site + pages()[kind])
    found = Axe().run(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    context.close()
    assert found.violations_count == 0, found.generate_report()
    assert overflow <= 0, "the page is wider than the screen"


def test_a_disputed_number_leads_to_its_sentence(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + top_story().get_absolute_url())
    value = page.locator(".claim.disputed td.value a.point").first
    words = value.inner_text()
    value.click()
    target = page.locator(":target")
    assert words in target.inner_text()
    context.close()


def test_a_sentence_of_the_brief_leads_to_its_place(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    address = site + top_story().get_absolute_url()
    page.goto(address)
    quoted = page.locator("section.brief .quoted")
    for number in range(quoted.count()):
        words = quoted.nth(number).locator("[data-proof]").first.inner_text()
        quoted.nth(number).locator("a.src").click()
        assert words in page.locator(":target").inner_text()
        page.goto(address)
    context.close()


def test_a_printed_story_has_its_claims_and_no_forms(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto(site + top_story().get_absolute_url())
    assert page.locator(".claim.disputed td.value").first.is_visible()
    assert not any(form.is_visible() for form in page.locator("form").all())
    assert not page.get_by_text("Put together wrongly?").is_visible()
    page.close()


def test_on_a_phone_the_bars_of_a_claim_begin_at_one_edge(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    page.goto(site + top_story().get_absolute_url())
    bars = page.locator(".claim.disputed").first.locator("td.bar svg").all()
    edges = {(box["x"], box["width"]) for bar in bars if (box := bar.bounding_box())}
    assert len(bars) > 1
    assert len(edges) == 1
    context.close()


def test_pages_load_nothing_from_elsewhere(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: problems.append(message.text))
    for kind in ("front", "story"):
        page.goto(site + pages()[kind])
    context.close()
    assert all(url.startswith(site) for url in asked)
    assert problems == []


def test_pictures(browser: Browser, site: str) -> None:
    folder = os.environ.get("ONESTORY_PICTURES", "")
    for kind in ("front", "story"):
        for width, height in ((390, 1700), (1280, 1500)):
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,  # type: ignore[arg-type]
                )
                page = context.new_page()
                page.goto(site + pages()[kind])
                picture = page.screenshot()
                context.close()
                assert picture.startswith(b"\x89PNG")
                if folder:
                    Path(folder, f"{kind}-{width}-{scheme}.png").write_bytes(picture)
