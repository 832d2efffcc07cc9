from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from unittest import mock

import httpx
import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client, RequestFactory, TestCase, override_settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from tests.conftest import GatheredPress

from onestory.config import FILE_NAME, load
from onestory.errors import SettingsError
from onestory.spam import CommentText, SpamFilter
from onestory.spam.filter import JOURNAL
from onestory.spam.journal import Journal
from onestory.web.desk.throttle import PER_ACCOUNT, PER_NETWORK
from onestory.web.jobs.serve import local_site
from onestory.web.news import urls as news_urls
from onestory.web.news.models import Author, Story
from onestory.web.talk import urls as talk_urls
from onestory.web.talk.address import visitor_address
from onestory.web.talk.judge import decide, undo
from onestory.web.talk.markup import TAGS, to_html
from onestory.web.talk.models import Comment
from onestory.web.talk.privacy import TABLES, address_prefix, enforce_retention
from onestory.web.talk.threads import is_open
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
    assert answer.headers["location"].startswith(f"{story.get_absolute_url()}?comment=held&mine=")
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


@pytest.fixture
def journal() -> Iterator[Path]:
    path = django_settings.ONESTORY.data / "spam" / JOURNAL
    path.unlink(missing_ok=True)
    yield path
    path.unlink(missing_ok=True)


def lessons(path: Path) -> list[tuple[str, bool]]:
    """What the filter has learned and not taken back."""
    return [(row["text"], row["spam"]) for row in Journal(path).standing()]


def comment_of(story: Story, **more: object) -> Comment:
    given = {"author": "Ann", "text": "x", "body": "<p>x</p>", "created": timezone.now()}
    return Comment.objects.create(story=story, **given | more)


def test_what_is_undone_is_unlearned(story: Story, journal: Path) -> None:
    comment, moderator, now = comment_of(story), AnonymousUser(), timezone.now()
    decide(comment, "spam", moderator, now)
    undo(comment, moderator, now)
    assert (comment.state, lessons(journal)) == ("held", [])
    decide(comment, "spam", moderator, now)
    assert lessons(journal) == [("x", True)]
    decide(comment, "published", moderator, now)
    assert lessons(journal) == [("x", False)]
    decide(comment, "removed", moderator, now)  # hidden, and still no spam
    assert lessons(journal) == [("x", False)]
    undo(comment, moderator, now)
    undo(comment, moderator, now)  # the undo is undone
    assert (comment.state, lessons(journal)) == ("removed", [("x", False)])
    decide(comment, "held", moderator, now)
    assert lessons(journal) == []


def test_undo_teaches_nothing_that_only_the_filter_said(story: Story, journal: Path) -> None:
    comment, moderator, now = comment_of(story, state="spam"), AnonymousUser(), timezone.now()
    undo(comment, moderator, now)
    assert not comment.decisions.exists()
    decide(comment, "published", moderator, now)
    for state, learned in (("spam", []), ("published", [("x", False)]), ("spam", [])):
        undo(comment, moderator, now)
        assert (comment.state, lessons(journal)) == (state, learned)


def test_a_sure_verdict_that_nobody_changed_is_remembered(
    browser: Client, story: Story, journal: Path
) -> None:
    spam = "Cheap watches and pills, visit http://best-deals-{n}.example now and earn money fast"
    good = "The second paragraph says the council voted twice, so the number {n} cannot be right."
    trained = SpamFilter(journal.parent)
    for n in range(40):
        trained.learn(CommentText(good.format(n=n)), False)
        trained.learn(CommentText(spam.format(n=n)), True)
    browser.post(f"/story/{story.pk}/comment/", fields(story, text=spam.format(n=99)))
    comment = Comment.objects.get()
    assert comment.state == "spam"
    *_, row = Journal(journal).standing()
    assert (row["id"], row["spam"], row["assumed"]) == (str(comment.pk), True, True)
    unsure = fields(story, text="Where is the pier?")
    browser.post(f"/story/{story.pk}/comment/", unsure)
    assert "pier" not in journal.read_text("utf-8")


def test_an_erased_comment_leaves_the_journal(browser: Client, story: Story, journal: Path) -> None:
    comment = comment_of(story, text="my secret", author="Anna Blume")
    answer = comment_of(story, text="an answer", parent=comment)
    other = comment_of(story, text="stays")
    for decided in (comment, answer, other):
        decide(decided, "published", AnonymousUser(), timezone.now())
    get_user_model().objects.create_superuser("op", password="right")
    browser.login(username="op", password="right")
    assert "Anna Blume" in browser.get("/desk/admin/talk/comment/?q=secret").content.decode()
    with TestCase.captureOnCommitCallbacks(execute=True):
        browser.post(f"/desk/admin/talk/comment/{comment.pk}/delete/", {"post": "yes"})
    # Somebody else's answer stays, under an empty place.
    assert list(Comment.objects.exclude(text="")) == [answer, other]
    comment.refresh_from_db()
    assert (comment.author, comment.body, comment.state) == ("", "", "removed")
    assert lessons(journal) == [("an answer", False), ("stays", False)]
    assert "secret" not in journal.read_text("utf-8")
    with TestCase.captureOnCommitCallbacks(execute=True):
        sent = {"action": "delete_selected", "_selected_action": [answer.pk], "post": "yes"}
        browser.post("/desk/admin/talk/comment/", sent)
    assert list(Comment.objects.exclude(text="")) == [other]
    assert lessons(journal) == [("stays", False)]


def test_the_journal_holds_what_the_privacy_page_says(
    browser: Client, story: Story, journal: Path
) -> None:
    comment = comment_of(story, email="ann@a.example", link="https://a.example/ann")
    decide(comment, "spam", AnonymousUser(), timezone.now())
    (row,) = Journal(journal).standing()
    said = {
        "id": "its number",
        "text": "its text",
        "author": "your name",
        "url": "the link you gave",
        "date": "its time",
        "story": "the beginning of the story's text",
        "spam": "the decision",
    }
    assert set(row) == set(said)
    assert "ann@a.example" not in journal.read_text("utf-8")
    page = browser.get("/privacy/comments/").content.decode()
    for words in said.values():
        assert words in page


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
    assert answer.status_code in {409, 422}
    page = LexborHTMLParser(answer.content)
    assert page.css_first("[role=alert]") is not None
    assert not Comment.objects.exists()
    if change.get("text", "x").strip("\x00 "):  # what was written is not lost
        assert page.css_first("textarea").text() == "A fair question."
        assert page.css_first("input[name=author]").attributes["value"] == "Ann"


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
    answers = [browser.post(f"/story/{story.pk}/comment/", fields(story)) for _ in range(8)]
    assert [a.status_code for a in answers] == [302] * 6 + [429] * 2
    assert Comment.objects.count() == 6


def test_one_author_is_stopped_wherever_they_post_from(browser: Client, story: Story) -> None:
    def status(number: int, **more: str) -> int:
        headers = {"x-forwarded-for": f"198.51.{number}.7"}
        place = f"/story/{story.pk}/comment/"
        return browser.post(place, fields(story, **more), headers=headers).status_code

    with behind("127.0.0.0/8"):
        assert [status(n) for n in range(7)] == [302] * 6 + [429]
        assert status(8, author="Bob") == 302
        assert [status(n, author="") for n in range(10, 18)] == [302] * 8  # no name is nobody's
        mail = [status(n, author=f"B{n}", email="b@a.example") for n in range(20, 27)]
    assert mail == [302] * 6 + [429]


def test_no_page_for_readers_sets_a_cookie(story: Story) -> None:
    version = story.headline
    names = [p.name for p in news_urls.urlpatterns + talk_urls.urlpatterns]
    numbers = {"pk": story.pk, "slug": "x", "number": 1}
    own = {
        "article": {"pk": version.article_id},
        "api-article": {"pk": version.article_id},
        "snapshot": {"pk": version.article_id, "number": 1},
        "outlet": {"slug": version.article.outlet.slug},
        "author": {"slug": Author.objects.first().slug},
        "section": {"slug": "world"},
    }
    pages = [story.get_absolute_url(), f"{story.get_absolute_url()}?reply=1"]
    for name in filter(None, names):
        for keys in (own.get(name, {}), {"pk": story.pk}, {"slug": "world"}, numbers):
            with suppress(NoReverseMatch):
                pages.append(reverse(name, kwargs=keys))
                break
    strict = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    answers = {page: strict.get(page) for page in pages}
    assert sum(a.status_code == 200 for a in answers.values()) >= 20
    assert [page for page, answer in answers.items() if answer.cookies] == []
    answer = strict.post(f"/story/{story.pk}/comment/", fields(story))
    assert answer.headers["location"].startswith(f"{story.get_absolute_url()}?comment=held&mine=")
    assert not answer.cookies


@pytest.mark.parametrize("site, stored", [("same-origin", 1), ("cross-site", 0), ("same-site", 0)])
def test_another_site_cannot_send_a_readers_comment(
    browser: Client, story: Story, site: str, stored: int
) -> None:
    browser.post(f"/story/{story.pk}/comment/", fields(story), headers={"sec-fetch-site": site})
    assert Comment.objects.count() == stored


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
    stored = {
        model._meta.model_name: {f.name for f in model._meta.concrete_fields}
        for model in apps.get_app_config("talk").get_models()
    }
    assert stored == {name: {f.name for f in fields} for name, fields in TABLES.items()}
    page = browser.get("/privacy/comments/").content.decode()
    for field in (f for fields in TABLES.values() for f in fields):
        assert escape(field.purpose) in page


def test_addresses_are_dropped_after_their_time(story: Story) -> None:
    old = timezone.now() - timedelta(days=31)
    Comment.objects.create(
        story=story, author="A", text="x", body="x", created=old, address_hash="h", user_agent="u"
    )
    assert enforce_retention(django_settings.ONESTORY, timezone.now()) == 1
    assert Comment.objects.get().address_hash == ""


@pytest.mark.parametrize(
    "address, prefix",
    [("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("nonsense", "")],
)
def test_address_prefix(address: str, prefix: str) -> None:
    assert address_prefix(address) == prefix


@contextmanager
def behind(*proxies: str) -> Iterator[None]:
    """The site with these trusted proxies."""
    own = django_settings.ONESTORY
    site = dataclasses.replace(own.site, trusted_proxies=proxies)
    with override_settings(ONESTORY=dataclasses.replace(own, site=site)):
        yield


def test_visitors_behind_a_trusted_proxy_do_not_share_a_limit(
    browser: Client, story: Story
) -> None:
    def statuses() -> list[int]:
        return [
            browser.post(
                f"/story/{story.pk}/comment/",
                fields(story, author=f"Reader {n}"),
                headers={"x-forwarded-for": f"192.0.2.1, 198.51.{n}.7"},
            ).status_code
            for n in range(8)
        ]

    with behind("127.0.0.0/8"):
        assert statuses() == [302] * 8
    assert 429 in statuses()  # nobody else's header is believed


def test_the_sites_own_server_hands_on_what_proxies_say() -> None:
    heard: list[str] = []

    def hear(environ: dict[str, str], start_response: Callable[..., object]) -> list[bytes]:
        heard.append(environ.get("HTTP_X_FORWARDED_FOR", ""))
        start_response("200 OK", [])
        return [b""]

    with mock.patch("onestory.web.jobs.serve.application", hear), local_site() as site:
        httpx.get(site, headers={"x-forwarded-for": "198.51.100.7"})
    assert heard == ["198.51.100.7"]


@pytest.mark.parametrize(
    "remote, forwarded, address",
    [
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        ("::ffff:10.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("10.0.0.1", "1.1.1.1, unknown", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("203.0.113.5", "198.51.100.7", "203.0.113.5"),
        ("", "198.51.100.7", ""),
    ],
)
def test_visitor_address(remote: str, forwarded: str, address: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    with behind("10.0.0.0/8"):
        assert visitor_address(request) == address


@pytest.mark.parametrize("proxy", ['"proxy.example"', '"10.0.0.1/8"', "7.5"])
def test_a_proxy_that_is_no_network_is_refused(tmp_path: Path, proxy: str) -> None:
    (tmp_path / FILE_NAME).write_text(f"[site]\ntrusted_proxies = [{proxy}]\n", "utf-8")
    with pytest.raises(SettingsError, match=r"site\.trusted_proxies"):
        load(tmp_path)


@pytest.fixture
def operator(rows: None) -> Iterator[str]:
    cache.clear()
    get_user_model().objects.create_superuser("op", password="right")
    yield "op"
    cache.clear()


def enter(browser: Client, name: str, password: str, address: str = "127.0.0.1") -> int:
    given = {"username": name, "password": password, "next": "/desk/"}
    return browser.post("/desk/login/", given, REMOTE_ADDR=address).status_code


def test_wrong_passwords_close_an_account_to_everybody(browser: Client, operator: str) -> None:
    tries = [enter(browser, operator, "wrong", f"198.51.{n}.7") for n in range(PER_ACCOUNT + 1)]
    assert tries == [200] * PER_ACCOUNT + [429]
    given = {"username": "\uff2fp", "password": "right"}  # another spelling of the same name
    answer = browser.post("/desk/login/", given)
    assert answer.status_code == 429
    assert "Too many wrong passwords" in answer.content.decode()
    assert enter(browser, operator, "right") == 429
    assert "_auth_user_id" not in browser.session


def test_wrong_passwords_close_the_door_to_a_network(browser: Client, operator: str) -> None:
    tries = [enter(browser, f"n{n}", "wrong", f"198.51.100.{n}") for n in range(PER_NETWORK + 1)]
    assert tries == [200] * PER_NETWORK + [429]
    assert enter(browser, operator, "right", "198.51.100.99") == 429
    assert enter(browser, operator, "right", "203.0.113.9") == 302


def test_right_passwords_are_not_counted(browser: Client, operator: str) -> None:
    for _ in range(PER_NETWORK):
        assert enter(browser, operator, "right") == 302
    for _ in range(PER_ACCOUNT - 1):
        assert enter(browser, operator, "wrong") == 200
    assert enter(browser, operator, "right") == 302
    assert enter(browser, operator, "wrong") == 200


def test_the_tables_have_no_door_of_their_own(browser: Client, operator: str) -> None:
    given = {"username": operator, "password": "right"}
    answer = browser.post("/desk/admin/login/?next=/desk/admin/", given)
    assert answer.headers["location"] == "/desk/login/?next=/desk/admin/"
    assert "_auth_user_id" not in browser.session
    assert browser.get("/desk/admin/", follow=True).redirect_chain[-1][0].startswith("/desk/login/")


def test_comments_close_by_the_newest_story_whatever_stories_have_no_time(story: Story) -> None:
    later = story.last_at + timedelta(days=django_settings.ONESTORY.comments.close_after_days)
    Story.objects.create(key="emptied", slug="emptied", first_at=None, last_at=None)
    assert is_open(story)
    Story.objects.create(key="later", slug="later", first_at=later, last_at=later)
    assert not is_open(story)


def test_the_last_look_is_known_whatever_feeds_were_never_looked_at(
    story: Story, browser: Client
) -> None:
    outlet = story.headline.article.outlet
    outlet.feeds.create(url="https://never.example/feed")
    assert browser.get("/healthz").json()["minutes_since_last_look"] is not None
