"""What readers can do with their own comments, and how they are known if they want to be."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client, TestCase
from django.utils import timezone
from tests.conftest import GatheredPress
from tests.web.test_letters import paths
from tests.web.test_talk import comment_of, fields

from onestory.spam.filter import JOURNAL
from onestory.spam.journal import Journal
from onestory.web.news.models import Outlet, Story
from onestory.web.talk.judge import decide
from onestory.web.talk.keys import key_of
from onestory.web.talk.models import Comment, Letter, Mailed, Reader
from onestory.web.talk.readers import NAME_COOKIE, READER_COOKIE, door


@pytest.fixture
def story(gathered: GatheredPress, rows: None) -> Story:
    return Story.objects.filter(headline__isnull=False).order_by("-last_at").first()


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def key_in(location: str) -> str:
    return parse_qs(urlsplit(location).query)["mine"][0]


def test_the_author_changes_and_deletes_without_account_or_cookie(
    browser: Client, story: Story
) -> None:
    answer = browser.post(f"/story/{story.pk}/comment/", fields(story))
    where = answer.headers["location"]
    assert not answer.cookies
    comment = Comment.objects.get()
    assert "Change or delete" in browser.get(where).content.decode()
    form = f"/comment/{comment.pk}/edit/?key={key_in(where)}"
    assert "A fair question." in browser.get(form).content.decode()
    browser.post(form, {"text": "A <b>fairer</b> question.", "action": "change"})
    comment.refresh_from_db()
    assert comment.text == "A <b>fairer</b> question."
    assert comment.body == "<p>A &lt;b&gt;fairer&lt;/b&gt; question.</p>"
    assert comment.edited is not None
    assert comment.state == "held"
    assert "was empty" in browser.post(form, {"text": " \x00", "action": "change"}).content.decode()
    browser.post(form, {"action": "delete"})
    assert not Comment.objects.exists()


def test_nobody_else_and_nobody_too_late_changes_a_comment(browser: Client, story: Story) -> None:
    mine, other = comment_of(story), comment_of(story)
    minutes = settings.ONESTORY.comments.edit_minutes
    late = comment_of(story, created=timezone.now() - timedelta(minutes=minutes, seconds=1))
    spam = comment_of(story, state="spam")
    for comment, key in (
        (mine, ""),
        (mine, key_of(other)),
        (mine, "x:y"),
        *((c, key_of(c)) for c in (late, spam)),
    ):
        place = f"/comment/{comment.pk}/edit/?key={key}"
        assert browser.get(place).status_code == 410
        assert browser.post(place, {"text": "changed", "action": "change"}).status_code == 410
        assert browser.post(place, {"action": "delete"}).status_code == 410
    assert Comment.objects.filter(text="x").count() == 4


def test_a_changed_comment_is_judged_again(browser: Client, story: Story) -> None:
    comment = comment_of(story, state="published", text="Fine.")
    place = f"/comment/{comment.pk}/edit/?key={key_of(comment)}"
    browser.post(place, {"text": "Buy pills at http://pills.example now", "action": "change"})
    comment.refresh_from_db()
    assert comment.state == "held"  # the filter starts empty: it is not sure of anything yet
    assert Letter.objects.filter(kind="held").exists()


def test_a_deleted_comment_leaves_a_place_for_its_answers(browser: Client, story: Story) -> None:
    first = comment_of(story, state="published", body="<p>to be gone</p>", email="a@a.example")
    second = comment_of(story, state="held", parent=first, body="<p>between</p>")
    comment_of(story, state="published", parent=second, body="<p>the last answer</p>")
    browser.post(f"/comment/{first.pk}/edit/?key={key_of(first)}", {"action": "delete"})
    first.refresh_from_db()
    assert (first.author, first.email, first.text, first.body) == ("", "", "", "")
    page = browser.get(story.get_absolute_url()).content.decode()
    assert "to be gone" not in page
    assert "between" not in page
    assert page.count("This comment is not shown.") == 2
    assert page.index("This comment is not shown.") < page.index("the last answer")


def test_all_of_it_is_handed_out_and_erased_by_a_mailed_link(browser: Client, story: Story) -> None:
    journal = settings.ONESTORY.data / "spam" / JOURNAL
    journal.unlink(missing_ok=True)
    mine = comment_of(story, text="my words", email="Ann@a.example", state="held")
    answer = comment_of(story, text="their words", parent=mine, state="published")
    other = comment_of(story, text="not mine", email="bob@a.example")
    decide(mine, "published", AnonymousUser(), timezone.now())
    asked = {"token": fields(story)["token"], "email": "ann@A.example"}
    assert "too old" in browser.post("/reader/", asked).content.decode()  # a form of another page
    page = browser.get("/reader/").content.decode()
    assert "Mail me the link" in page
    from onestory.web.talk.token import make_token

    asked["token"] = make_token(0, timezone.now() - timedelta(seconds=9))
    assert "on its way" in browser.post("/reader/", asked).content.decode()
    (place,) = paths(Letter.objects.get(kind="door").text)
    page = browser.get(place)
    assert "my words" not in page.content.decode()  # the body is what is shown
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    handed = json.loads(browser.post(place, {"action": "export"}).content)
    assert [c["text"] for c in handed["comments"]] == ["my words"]
    assert handed["comments"][0]["decisions"][0]["to"] == "published"
    assert [row["text"] for row in handed["filter"]] == ["my words"]
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert "All is erased" in browser.post(place, {"action": "erase"}).content.decode()
    mine.refresh_from_db()
    assert (mine.text, mine.email, mine.state) == ("", "", "removed")
    assert set(Comment.objects.exclude(text="")) == {answer, other}
    assert not Reader.objects.filter(email="ann@a.example").exists()
    assert not Letter.objects.filter(to="ann@a.example").exists()
    assert not Mailed.objects.filter(about="ann@a.example").exists()
    assert "my words" not in journal.read_text("utf-8")
    assert not [row for row in Journal(journal).standing() if row["text"] == "my words"]
    journal.unlink()


def test_asking_for_links_is_limited_and_tells_nothing(browser: Client, story: Story) -> None:
    from onestory.web.talk.token import make_token

    said = []
    for number in range(8):
        token = make_token(0, timezone.now() - timedelta(seconds=9))
        sent = {"token": token, "email": f"p{number}@a.example"}
        said.append("on its way" in browser.post("/reader/", sent).content.decode())
    assert said == [True] * 6 + [False] * 2


def test_a_browser_is_known_only_when_asked_and_forgotten_again(
    browser: Client, story: Story
) -> None:
    place = door("ann@a.example")
    assert not browser.get(place).cookies
    assert READER_COOKIE in browser.post(place, {"action": "stay", "name": "Ann B."}).cookies
    assert browser.get("/reader/").headers["location"].startswith("/reader/")
    page = browser.get(story.get_absolute_url())
    assert "Cookie" in page.headers["Vary"]
    assert "ann@a.example" in page.content.decode()
    sent = fields(story, author="", email="else@a.example")
    browser.post(f"/story/{story.pk}/comment/", sent)
    comment = Comment.objects.get()
    assert (comment.author, comment.email) == ("Ann B.", "ann@a.example")
    assert browser.post(place, {"action": "leave"}).cookies[READER_COOKIE].value == ""


def test_a_proven_address_cannot_be_borrowed(browser: Client, story: Story) -> None:
    """Where it counts: approved authors are not held, so nobody may pass for one."""
    comment_of(story, author="Ann", email="ann@a.example", state="published")
    Reader.objects.create(email="ann@a.example", created=timezone.now())
    from onestory.web.talk.judge import state_for

    assert state_for("publish", "Ann", "ann@a.example") == "held"
    assert state_for("publish", "Other name", "ann@a.example", proven=True) == "published"
    Reader.objects.all().delete()
    assert state_for("publish", "Ann", "ann@a.example") == "published"


def test_name_and_mail_are_remembered_on_a_tick(browser: Client, story: Story) -> None:
    sent = fields(story, author="Ann", email="ann@a.example")
    assert not browser.post(f"/story/{story.pk}/comment/", sent).cookies
    sent = fields(story, author="Ann", email="ann@a.example", remember="1")
    cookie = browser.post(f"/story/{story.pk}/comment/", sent).cookies[NAME_COOKIE]
    assert cookie["httponly"]
    assert 'value="ann@a.example"' in browser.get(story.get_absolute_url()).content.decode()
    browser.cookies[NAME_COOKIE] = "forged"
    assert browser.get(story.get_absolute_url()).status_code == 200


def test_an_outlet_replies_beside_its_coverage(browser: Client, story: Story) -> None:
    outlet = story.headline.article.outlet
    Outlet.objects.filter(pk=outlet.pk).update(domain="meridian.example")
    browser.post(door("desk@news.meridian.example"), {"action": "stay", "name": "The editor"})
    assert "I speak for" in browser.get(story.get_absolute_url()).content.decode()
    sent = fields(story, text="We stand by it.", outlet=str(outlet.pk))
    browser.post(f"/story/{story.pk}/comment/", sent)
    comment = Comment.objects.get()
    assert (comment.outlet, comment.state) == (outlet, "held")
    decide(comment, "published", AnonymousUser(), timezone.now())
    stranger = Client(headers={"host": "127.0.0.1"})
    page = stranger.get(story.get_absolute_url()).content.decode()
    assert page.index("Reply of the outlet") < page.index('id="comments"')
    stranger.post(door("x@notmeridian.example"), {"action": "stay"})
    stranger.post(f"/story/{story.pk}/comment/", fields(story, outlet=str(outlet.pk)))
    assert Comment.objects.filter(outlet=outlet).count() == 1


def test_threads_are_sorted_and_fold(browser: Client, story: Story) -> None:
    now = timezone.now()
    old = comment_of(story, state="published", body="<p>older</p>", created=now - timedelta(days=1))
    comment_of(story, state="published", body="<p>newer</p>")
    comment_of(story, state="published", body="<p>an answer</p>", parent=old)
    page = browser.get(story.get_absolute_url()).content.decode()
    assert page.index("older") < page.index("an answer") < page.index("newer")
    page = browser.get(f"{story.get_absolute_url()}?sort=newest").content.decode()
    assert page.index("newer") < page.index("older") < page.index("an answer")
    assert page.count('<details open class="answers">') == 1


def test_a_permalink_follows_its_story(browser: Client, story: Story) -> None:
    comment = comment_of(story, state="published")
    place = browser.get(f"/comment/{comment.pk}/").headers["location"]
    assert place == f"{story.get_absolute_url()}?at={comment.pk}#comment-{comment.pk}"
    hidden = comment_of(story, state="held")
    assert browser.get(f"/comment/{hidden.pk}/").status_code == 404


def test_an_avatar_is_one_addresss_and_says_nothing_of_it(browser: Client, story: Story) -> None:
    from onestory.web.talk.avatars import draw

    assert draw("ann@a.example") == draw("ann@a.example") != draw("bob@a.example")
    assert "ann" not in draw("ann@a.example")


def test_a_long_discussion_has_pages(browser: Client, story: Story) -> None:
    now = timezone.now()
    first = comment_of(story, state="published", body="<p>root</p>")
    for n in range(250):
        comment_of(
            story,
            state="published",
            parent=first if n < 150 else None,
            body=f"<p>number {n}.</p>",
            created=now + timedelta(seconds=n),
        )
    seen: list[int] = []
    for page in ("1", "2", "3"):
        text = browser.get(f"{story.get_absolute_url()}?talk={page}").content.decode()
        assert ("<p>root</p>" in text) == (page in {"1", "2"})  # a thread goes on under its first
        seen += [n for n in range(250) if f"number {n}." in text]
    assert seen == list(range(250))
    last = Comment.objects.latest("pk")
    place = browser.get(f"/comment/{last.pk}/").headers["location"]
    assert "number 249." in browser.get(place).content.decode()


def test_a_page_of_comments_costs_few_queries(browser: Client, story: Story) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(2):
        for _ in range(40):
            comment_of(story, state="published")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(story.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1]
