"""The comment section from end to end in a real browser, with scripts and without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
pytest.importorskip("playwright", reason="the browser tools are not installed")

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.utils import timezone  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, Page, expect  # noqa: E402
from tests.web.conftest import DESK, PHONE  # noqa: E402

from onestory.web.jobs.post import send_waiting  # noqa: E402
from onestory.web.news.models import Story  # noqa: E402
from onestory.web.talk.keys import key_of  # noqa: E402
from onestory.web.talk.models import Comment, Letter, Mailed, Reader, Report  # noqa: E402
from onestory.web.talk.readers import door  # noqa: E402

OUTBOX = settings.ONESTORY.data / "outbox"
TOO_QUICK = 2500  # milliseconds: forms sent faster than a human are refused


@pytest.fixture
def story(site: str) -> Iterator[Story]:
    """A story to talk about; all that was said is gone after it."""
    yield Story.objects.filter(headline__isnull=False).order_by("-last_at").first()
    for model in (Comment, Letter, Mailed, Reader):
        model.objects.all().delete()
    get_user_model().objects.all().delete()
    for path in OUTBOX.glob("*"):
        path.unlink()


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(java_script_enabled=request.param)
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


def say(page: Page, text: str, name: str, email: str = "", follow: bool = False) -> None:
    page.get_by_label("Comment", exact=True).fill(text)
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Mail, never shown").fill(email)
    if follow:
        page.get_by_label("Mail me answers").check()
    page.wait_for_timeout(TOO_QUICK)
    page.get_by_role("button", name="Send").click()


def mailed() -> str:
    """What the hub has written to its outbox, the newest mail."""
    assert send_waiting() >= 1
    newest = max(OUTBOX.glob("*.log"), key=lambda p: p.stat().st_mtime_ns)
    return newest.read_text("utf-8")


def link(text: str, site: str, kind: str, number: int = 0) -> str:
    return site + re.findall(rf"http://127\.0\.0\.1:8000(/{kind}/[^\s>]+)", text)[number]


def sign_in(context: BrowserContext, site: str) -> Page:
    get_user_model().objects.create_superuser("mod", password="pw")
    page = context.new_page()
    page.goto(f"{site}/desk/login/")
    page.get_by_label("Name", exact=True).fill("mod")
    page.get_by_label("Password").fill("pw")
    page.get_by_role("button", name="Enter").click()
    return page


def test_from_the_first_word_to_the_last(context: BrowserContext, site: str, story: Story) -> None:
    """Comment, held, approved from the mail, answered, told of it, handed out, erased."""
    page = context.new_page()
    page.goto(site + story.get_absolute_url())
    say(page, "Who counted *these*?", "Ann", "ann@a.example", follow=True)
    expect(page.get_by_role("status")).to_contain_text("A moderator reads your comment")
    expect(page.get_by_text("Who counted")).to_have_count(0)

    moderator = context.new_page()
    text = mailed()
    moderator.goto(link(text, site, "moderate"))
    expect(moderator.locator(".comment")).to_contain_text("Who counted these?")
    assert Comment.objects.get().state == "held"  # opening the link decides nothing
    moderator.get_by_role("button", name="Approve it").click()
    expect(moderator.get_by_role("status")).to_contain_text("Published")

    page.goto(link(text, site, "reader"))
    page.get_by_role("button", name="Yes, mail me answers").click()
    expect(page.get_by_role("status")).to_contain_text("Answers are mailed to you")

    other = context.new_page()
    other.goto(site + story.get_absolute_url())
    other.get_by_role("link", name="Reply", exact=True).click()
    expect(other.locator("#reply")).to_contain_text("In answer to Ann")
    say(other, "The council did.", "Bob")
    expect(other.get_by_role("status")).to_contain_text("A moderator reads your comment")
    moderator.goto(link(mailed(), site, "moderate"))
    moderator.get_by_role("button", name="Approve it").click()
    text = mailed()
    assert "> The council did." in text
    page.goto(link(text, site, "mute"))
    page.get_by_role("button", name="No more mail about it").click()
    expect(page.get_by_role("status")).to_contain_text("No more mail")

    other.goto(site + story.get_absolute_url())
    expect(other.locator("li.depth-1")).to_contain_text("The council did.")
    page.goto(f"{site}/reader/")
    page.get_by_label("Mail address").fill("ann@a.example")
    page.wait_for_timeout(TOO_QUICK)
    page.get_by_role("button", name="Mail me the link").click()
    page.goto(link(mailed(), site, "reader"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all").click()
    assert "Who counted *these*?" in Path(download.value.path()).read_text("utf-8")
    page.get_by_text("Erase it all").click()
    page.get_by_role("button", name="Erase all of it now").click()
    expect(page.get_by_role("status")).to_contain_text("All is erased")
    other.goto(site + story.get_absolute_url())
    expect(other.get_by_text("Who counted")).to_have_count(0)
    expect(other.locator("#comments")).to_contain_text("This comment is not shown.")


def test_a_comment_is_changed_and_deleted(context: BrowserContext, site: str, story: Story) -> None:
    page = context.new_page()
    page.goto(site + story.get_absolute_url())
    say(page, "A tpyo.", "Ann")
    page.get_by_role("link", name="Change or delete what you wrote").click()
    page.get_by_label("Comment", exact=True).fill("A typo.")
    page.get_by_role("button", name="Save").click()
    assert Comment.objects.get().text == "A typo."
    page.get_by_role("link", name="Change or delete what you wrote").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("status")).to_contain_text("Your comment is deleted")
    assert not Comment.objects.exists()


def test_no_word_is_lost_when_a_form_is_too_quick(
    context: BrowserContext, site: str, story: Story
) -> None:
    page = context.new_page()
    page.goto(site + story.get_absolute_url())
    page.get_by_label("Comment", exact=True).fill("Written in no time.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("within seconds")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Written in no time.")
    page.wait_for_timeout(TOO_QUICK)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_contain_text("A moderator reads your comment")
    assert Comment.objects.get().text == "Written in no time."


def test_with_scripts_the_page_is_not_left(browser: Browser, site: str, story: Story) -> None:
    page = browser.new_page()
    page.goto(site + story.get_absolute_url())
    page.evaluate("window.same = true")
    say(page, "Sent from here.", "Ann")
    expect(page.get_by_role("status")).to_be_focused()
    assert page.evaluate("window.same") is True
    page.close()


def test_hostile_comments_run_no_script(
    browser: Browser, site: str, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few of those of `benchmarks/hostile_comments.py`, which has ten thousand."""
    from benchmarks import hostile_comments

    from onestory.web.talk import gate

    for name in ("PER_ADDRESS", "PER_PREFIX", "PER_AUTHOR"):
        monkeypatch.setattr(gate, name, 10**6)
    answers = hostile_comments.post_all(site, story.pk, 120)
    assert max(answers) < 500
    assert set(answers) <= {302, 400, 422}
    Comment.objects.filter(pk__in=list(Comment.objects.values_list("pk", flat=True)[:60])).update(
        state="published"
    )
    looked = hostile_comments.look(browser, site, story)
    assert looked["scripts that ran"] == 0


def three_wait(story: Story) -> list[Comment]:
    return [
        Comment.objects.create(
            story=story, author=name, text=name, body=f"<p>{name}</p>", created=timezone.now()
        )
        for name in ("First", "Second", "Third")
    ]


def test_a_night_is_cleared_by_keys(browser: Browser, site: str, story: Story) -> None:
    comments = three_wait(story)
    context = browser.new_context()
    page = sign_in(context, site)
    page.goto(f"{site}/desk/comments/")
    states = []
    for key in ("a", "s", "u", "s", "d"):
        with page.expect_navigation():
            page.keyboard.press(key)
        states.append([Comment.objects.get(pk=c.pk).state for c in comments])
    context.close()
    assert states == [
        ["published", "held", "held"],
        ["published", "spam", "held"],
        ["published", "held", "held"],
        ["published", "spam", "held"],
        ["published", "spam", "removed"],
    ]


def test_the_list_works_by_buttons(context: BrowserContext, site: str, story: Story) -> None:
    comments = three_wait(story)
    page = sign_in(context, site)
    page.goto(f"{site}/desk/comments/")
    page.get_by_role("button", name="Approve").first.click()
    page.get_by_role("button", name="Spam").first.click()
    page.get_by_role("button", name="Take it back").click()
    assert [Comment.objects.get(pk=c.pk).state for c in comments] == ["published", "held", "held"]
    page.get_by_role("link", name="worded like this").first.click()
    page.get_by_role("button", name="Remove all").click()
    expect(page.get_by_role("status")).to_contain_text("Decided together: 1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_barriers_behind_the_doors(
    browser: Browser, site: str, story: Story, size: tuple[int, int], scheme: Any
) -> None:
    """Axe on the desk's pages and those of readers' own comments."""
    first, second, third = three_wait(story)
    Comment.objects.filter(pk=first.pk).update(state="published", email="ann@a.example")
    Comment.objects.filter(pk=second.pk).update(parent=first, state="published")
    Report.objects.create(comment=first, reason="insult", created=timezone.now())
    Reader.objects.create(email="ann@a.example", created=timezone.now())
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, bypass_csp=True
    )
    page = sign_in(context, site)
    page.goto(f"{site}/desk/comments/")
    page.get_by_role("button", name="Spam").first.click()
    held = Comment.objects.get(pk=third.pk)
    Comment.objects.filter(pk=third.pk).update(state="held")
    from onestory.web.talk.bymail import link as decide_link

    held.refresh_from_db()
    places = (
        "/desk/",
        "/desk/outlets/",
        "/desk/stories/",
        f"/desk/stories/{story.pk}/",
        "/desk/proposals/",
        f"/desk/comments/?last={third.pk}",
        "/desk/comments/?state=reported",
        f"/desk/comments/?state=held&like={third.pk}",
        "/desk/comments/log/",
        decide_link(held, "published"),
        f"/comment/{first.pk}/report/",
        f"/comment/{first.pk}/edit/?key={key_of(first)}",
        f"{story.get_absolute_url()}?mine={key_of(first)}&comment=published",
        "/reader/",
        door("ann@a.example"),
        "/privacy/comments/",
    )
    for place in places:
        page.goto(site + place)
        found = Axe().run(page)
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert found.violations_count == 0, f"{place}: {found.generate_report()}"
        assert overflow <= 0, f"{place} is wider than the screen"
    context.close()
