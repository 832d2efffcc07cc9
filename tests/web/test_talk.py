from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from tests.conftest import GatheredPress

from onestory.web.news.models import Story
from onestory.web.talk.markup import TAGS, to_html
from onestory.web.talk.models import Comment
from onestory.web.talk.privacy import FIELDS, address_prefix, enforce_retention
from onestory.web.talk.token import OLDEST, make_token, spend_token, trap_name


@pytest.fixture
def story(gathered: GatheredPress, rows: None) -> Story:
    return Story.objects.filter(headline__isnull=False).order_by("-last_at").first()


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def fields(story: Story, seconds: float = 20, **more: str) -> dict[str, str]:
    token = make_token(story.pk, timezone.now() - timedelta(seconds=seconds))
    return {"token": token, "text": "A fair question.", "author": "Ann", **more}


def test_a_first_comment_is_held_then_approved_then_shown(browser: Client, story: Story) -> None:
    answer = browser.post(f"/story/{story.pk}/comment/", fields(story))
    assert answer.headers["location"].endswith("?comment=held#reply")
    comment = Comment.objects.get()
    assert comment.state == "held"
    assert "A fair question" not in browser.get(story.get_absolute_url()).content.decode()
    get_user_model().objects.create_user("mod", password="pw", is_staff=True)
    browser.login(username="mod", password="pw")
    queue = browser.get("/desk/comments/").content.decode()
    assert "A fair question" in queue
    browser.post(f"/desk/comments/{comment.pk}/", {"action": "published"})
    assert "A fair question" in browser.get(story.get_absolute_url()).content.decode()
    browser.post(f"/desk/comments/{comment.pk}/", {"action": "undo"})
    comment.refresh_from_db()
    assert comment.state == "held"
    assert comment.decisions.count() == 2


def test_replies_stand_under_what_they_answer(browser: Client, story: Story) -> None:
    now = timezone.now()
    first = Comment.objects.create(
        story=story, author="A", text="x", body="<p>first</p>", state="published", created=now
    )
    browser.post(f"/story/{story.pk}/comment/", fields(story, parent=str(first.pk)))
    reply = Comment.objects.exclude(pk=first.pk).get()
    assert reply.parent == first
    Comment.objects.filter(pk=reply.pk).update(state="published")
    page = browser.get(story.get_absolute_url()).content.decode()
    assert page.index("depth-0") < page.index("depth-1")


@pytest.mark.parametrize(
    "change", [{"token": "forged"}, {"token": ""}, {"text": ""}, {"text": " \x00 "}], ids=str
)
def test_bad_posts_are_told_and_store_nothing(
    browser: Client, story: Story, change: dict[str, str]
) -> None:
    answer = browser.post(f"/story/{story.pk}/comment/", fields(story, **change))
    assert answer.status_code == 302
    assert not Comment.objects.exists()


def test_a_token_is_good_once_for_its_story_in_its_time(story: Story) -> None:
    now = timezone.now()
    token = make_token(story.pk, now)
    assert not spend_token(token, story.pk, now).ok  # too quick
    later = now + timedelta(seconds=30)
    assert not spend_token(token, story.pk + 1, later).ok
    assert not spend_token(token, story.pk, now + OLDEST + timedelta(seconds=1)).ok
    assert spend_token(token, story.pk, later).ok
    assert not spend_token(token, story.pk, later).ok


def test_the_honeypot_takes_robots_silently(browser: Client, story: Story) -> None:
    data = fields(story)
    data[trap_name(data["token"])] = "http://spam.example"
    assert "held" in browser.post(f"/story/{story.pk}/comment/", data).headers["location"]
    assert not Comment.objects.exists()


def test_floods_are_stopped(browser: Client, story: Story) -> None:
    places = [
        browser.post(f"/story/{story.pk}/comment/", fields(story)).headers["location"]
        for _ in range(8)
    ]
    assert any("busy" in place for place in places)
    assert Comment.objects.count() == 6


def test_forms_are_protected_against_forgery(story: Story) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    assert strict.post(f"/story/{story.pk}/comment/", fields(story)).status_code == 403


@given(st.text(max_size=400))
def test_no_text_becomes_anything_but_the_few_tags(text: str) -> None:
    html = to_html(text)
    tree = LexborHTMLParser(f"<div id=x>{html}</div>")
    root = tree.css_first("#x")
    assert root is not None
    for node in root.traverse():
        assert node.tag in TAGS | {"div"}
        assert set(node.attributes) <= {"href", "rel", "id"}
        assert not (node.attributes.get("href") or "http").lower().startswith("javascript")


@pytest.mark.parametrize(
    "text, piece",
    [
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("*word*", "<em>word</em>"),
        ("> said", "<blockquote>"),
        ("see https://a.example/x", 'rel="nofollow ugc noopener"'),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
    ],
)
def test_markup(text: str, piece: str) -> None:
    assert piece in to_html(text)


def test_every_stored_field_is_on_the_privacy_page(browser: Client, story: Story) -> None:
    stored = {f.name for f in Comment._meta.concrete_fields}
    assert stored == {f.name for f in FIELDS}
    page = browser.get("/privacy/comments/").content.decode()
    for field in FIELDS:
        assert escape(field.purpose) in page


def test_addresses_are_dropped_after_their_time(story: Story) -> None:
    from django.conf import settings

    old = timezone.now() - timedelta(days=31)
    Comment.objects.create(
        story=story, author="A", text="x", body="x", created=old, address_hash="h", user_agent="u"
    )
    assert enforce_retention(settings.ONESTORY, timezone.now()) == 1
    assert Comment.objects.get().address_hash == ""


@pytest.mark.parametrize(
    "address, prefix",
    [("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("nonsense", "")],
)
def test_address_prefix(address: str, prefix: str) -> None:
    assert address_prefix(address) == prefix
