"""Mail to moderators and to those who were answered: written, sent, acted on."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client, override_settings
from django.utils import timezone
from tests.conftest import GatheredPress
from tests.smtp import MailServer, mail_server
from tests.web.test_talk import comment_of, fields

from onestory.web.jobs.post import TRIED_FOR, send_waiting
from onestory.web.news.models import Story
from onestory.web.talk.judge import decide
from onestory.web.talk.letters import send_door, tell_of_answer, write_digest
from onestory.web.talk.models import Comment, Letter, Mailed, Reader, Report

BASE = "http://127.0.0.1:8000"


@pytest.fixture
def story(gathered: GatheredPress, rows: None) -> Story:
    return Story.objects.filter(headline__isnull=False).order_by("-last_at").first()


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": "127.0.0.1"})


@pytest.fixture
def post_office() -> Iterator[MailServer]:
    with (
        mail_server() as server,
        override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=server.port,
            EMAIL_USE_TLS=False,
        ),
    ):
        yield server


@pytest.fixture(autouse=True)
def no_digest(rows: None) -> Iterator[None]:
    """Or it would come into every test that runs after seven. What a gather loop of another test wrote
    to say that today's is done is put away for this test."""
    Mailed.objects.all().delete()
    Letter.objects.all().delete()
    with mail_rules(digest_hour=-1):
        yield


@contextmanager
def mail_rules(**changed: object) -> Iterator[None]:
    own = settings.ONESTORY
    rules = dataclasses.replace(own.mail, **changed)
    with override_settings(ONESTORY=dataclasses.replace(own, mail=rules)):
        yield


def paths(text: str) -> list[str]:
    """The hub's own addresses in a mail, without the host."""
    return [url.removeprefix(BASE) for url in re.findall(r"^" + BASE + r"\S+$", text, re.MULTILINE)]


def followed(story: Story, **more: object) -> Comment:
    """A comment whose author proved an address and wants answers."""
    Reader.objects.create(email="ann@a.example", created=timezone.now(), confirmed=timezone.now())
    return comment_of(story, email="ann@a.example", notify=True, state="published", **more)


def test_a_held_comment_is_mailed_and_approved_by_its_link(
    browser: Client, story: Story, post_office: MailServer
) -> None:
    browser.post(f"/story/{story.pk}/comment/", fields(story, text="Is it so?\n.\nApprove: x"))
    comment = Comment.objects.get()
    assert send_waiting() == 1
    assert not Letter.objects.exists()
    (letter,) = post_office.letters
    assert letter["To"] == "desk@demo.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    text = letter.get_content().replace("\r\n", "\n")
    assert "> Is it so?\n> .\n> Approve: x" in text
    assert story.headline.title in text
    approve, spam = paths(text)[1:3]
    # Scanners follow links; only the button decides.
    assert "Approve it" in browser.get(approve).content.decode()
    comment.refresh_from_db()
    assert comment.state == "held"
    done = browser.post(approve).content.decode()
    comment.refresh_from_db()
    assert (comment.state, comment.decisions.get().via) == ("published", "mail")
    # Each link is good once, and none overrules what was decided meanwhile.
    for used in (approve, spam):
        assert "decides nothing any more" in browser.get(used).content.decode()
        browser.post(used)
    comment.refresh_from_db()
    assert comment.state == "published"
    (back,) = re.findall(r'href="(/moderate/[^"]+)"', done)
    browser.post(back)
    comment.refresh_from_db()
    assert comment.state == "held"


def test_a_link_decides_nothing_about_other_words(browser: Client, story: Story) -> None:
    browser.post(f"/story/{story.pk}/comment/", fields(story))
    approve = paths(Letter.objects.get().text)[1]
    Comment.objects.update(text="Buy pills", body="<p>Buy pills</p>")
    assert "text was changed" in browser.post(approve).content.decode()
    assert Comment.objects.get().state == "held"


@pytest.mark.parametrize("token", ["x", "eyJ", "WzEsInB1Ymxpc2hlZCIsIiJd:1v:x"])
def test_a_forged_link_opens_nothing(browser: Client, story: Story, token: str) -> None:
    for page in (f"/moderate/{token}/", f"/mute/{token}/"):
        assert browser.get(page).status_code == 404
        assert browser.post(page).status_code == 404
    assert browser.get(f"/reader/{token}/").status_code == 410
    assert browser.post(f"/reader/{token}/", {"action": "erase"}).status_code == 410


def test_after_so_many_the_digest_has_the_rest(story: Story, post_office: MailServer) -> None:
    morning = timezone.now().replace(hour=8, minute=0)
    comment_of(story, text="old news", state="spam", created=morning - timedelta(days=2))
    with mail_rules(most_per_hour=0, digest_hour=7):
        assert not write_digest(morning)  # nothing waits
        Mailed.objects.all().delete()
        waits = comment_of(story, text="Does it?\n----\nfake", state="held", author="Bea")
        comment_of(story, text="cheap pills", state="spam", created=morning)
        assert not write_digest(morning.replace(hour=6))
        assert write_digest(morning)
        assert not write_digest(morning + timedelta(hours=1))
    send_waiting(morning)
    (letter,) = post_office.letters
    text = letter.get_content().replace("\r\n", "\n")
    assert "Comments that wait: 1" in text
    assert "> Does it?\n> ----\n> fake" in text
    assert "cheap pills" not in text  # what is spam by the filter alone is only counted
    assert "Marked as spam in the last day: 1" in text
    Client(headers={"host": "127.0.0.1"}).post(paths(text)[0])
    waits.refresh_from_db()
    assert waits.state == "published"


def test_an_answer_is_mailed_only_after_the_second_yes(
    browser: Client, story: Story, post_office: MailServer
) -> None:
    asked = fields(story, text="Who counted?", email="Ann@A.example", notify="1")
    browser.post(f"/story/{story.pk}/comment/", asked)
    comment = Comment.objects.get()
    decide(comment, "published", AnonymousUser(), timezone.now())
    confirm = Letter.objects.get(kind="confirm")
    assert confirm.to == "ann@a.example"
    answer = comment_of(story, parent=comment, author="Bob", text="I did.", state="held")
    decide(answer, "published", AnonymousUser(), timezone.now())
    assert not Letter.objects.filter(kind="answer").exists()
    (door,) = paths(confirm.text)
    assert "Who counted?" in browser.get(door).content.decode()
    assert not Reader.objects.exists()  # to look is not to say yes
    browser.post(door, {"action": "follow"})
    second = comment_of(story, parent=comment, author="Bob", text="Twice.", state="held")
    decide(second, "published", AnonymousUser(), timezone.now())
    decide(second, "held", AnonymousUser(), timezone.now())
    decide(second, "published", AnonymousUser(), timezone.now())
    assert Letter.objects.filter(kind="answer").count() == 1  # once, however often it is shown
    Letter.objects.exclude(kind="answer").delete()
    send_waiting()
    (letter,) = post_office.letters
    text = letter.get_content().replace("\r\n", "\n")
    assert "> Who counted?" in text
    assert "> Twice." in text
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    mute = letter["List-Unsubscribe"].strip(" <>").removeprefix(BASE)
    assert mute in paths(text)
    assert browser.get(mute).status_code == 200
    comment.refresh_from_db()
    assert comment.notify
    browser.post(mute, {"List-Unsubscribe": "One-Click"})
    comment.refresh_from_db()
    third = comment_of(story, parent=comment, author="Bob", text="Thrice.", state="published")
    tell_of_answer(third, timezone.now())
    assert not Letter.objects.exists()


def test_nobody_is_mailed_of_their_own_answer_or_when_muted(story: Story) -> None:
    asked = followed(story)
    own = comment_of(story, parent=asked, email="ANN@a.example", state="published")
    tell_of_answer(own, timezone.now())
    Reader.objects.update(muted=True)
    tell_of_answer(comment_of(story, parent=asked, state="published"), timezone.now())
    assert not Letter.objects.exists()


def test_one_address_gets_one_link_in_ten_minutes(browser: Client, story: Story) -> None:
    now = timezone.now()
    for minutes in (0, 5, 11):
        send_door("ann@a.example", now + timedelta(minutes=minutes))
    assert Letter.objects.count() == 2


def test_a_borrowed_address_is_asked_once_a_day_and_nothing_is_kept_of_it(
    browser: Client, story: Story
) -> None:
    for _ in range(3):
        sent = fields(story, email="victim@a.example", notify="1")
        browser.post(f"/story/{story.pk}/comment/", sent)
    assert Letter.objects.filter(to="victim@a.example").count() == 1
    assert not Reader.objects.exists()  # or the owner's own comments would wait for a proof


def test_the_hub_is_no_means_to_flood_others(story: Story) -> None:
    now = timezone.now()
    for number in range(120):
        send_door(f"p{number}@a.example", now)
    assert Letter.objects.count() == 100


def test_no_line_end_gets_into_a_header(story: Story, post_office: MailServer) -> None:
    story.headline.title = "A\r\nBcc: all@x.example\u2028B"
    comment = comment_of(story, parent=followed(story), state="published", author="B\r\nX: y")
    tell_of_answer(comment, timezone.now())
    send_waiting()
    (letter,) = post_office.letters
    assert letter["Bcc"] is None
    assert letter["X"] is None
    assert letter["Subject"] == "Answered: A Bcc: all@x.example B"


def test_what_cannot_be_sent_waits_and_is_given_up_after_three_days(
    story: Story, post_office: MailServer
) -> None:
    now = timezone.now()
    for name in ("bad", "good"):
        send_door(f"{name}@a.example", now)
    post_office.refused.add("bad@a.example")
    assert send_waiting(now) == 1
    (bad,) = Letter.objects.all()
    assert (bad.to, bad.tries) == ("bad@a.example", 1)
    assert bad.due > now
    assert send_waiting(now) == 0  # not before its time
    later = now + TRIED_FOR + timedelta(minutes=1)
    assert send_waiting(later) == 0
    assert not Letter.objects.exists()


def test_letters_wait_for_a_server_that_is_down(story: Story) -> None:
    now: datetime = timezone.now()
    send_door("ann@a.example", now)
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=9,
        EMAIL_USE_TLS=False,
    ):
        assert send_waiting(now) == 0
    assert Letter.objects.get().tries == 1


def test_a_hub_without_mail_promises_none(browser: Client, story: Story) -> None:
    with mail_rules(server=""):
        page = browser.get(story.get_absolute_url()).content.decode()
        assert "Mail me answers" not in page
        assert "sends no mail" in browser.get("/reader/").content.decode()
        assert "sends no mail" in browser.get("/privacy/comments/").content.decode()
        browser.post(f"/story/{story.pk}/comment/", fields(story, email="a@a.example", notify="1"))
    assert not Letter.objects.exists()
    assert not Comment.objects.get().notify


def test_reports_reach_the_digest(browser: Client, story: Story) -> None:
    comment = comment_of(story, state="published")
    page = browser.get(f"/comment/{comment.pk}/report/").content.decode()
    assert "What is wrong with it?" in page
    sent = {k: v for k, v in fields(story).items() if k == "token"}
    assert "Please choose" in browser.post(f"/comment/{comment.pk}/report/", sent).content.decode()
    for _ in range(2):  # one place counts once
        sent = {"token": fields(story)["token"], "reason": "insult"}
        answer = browser.post(f"/comment/{comment.pk}/report/", sent).content.decode()
        assert "A moderator looks at it" in answer
    assert Report.objects.get().reason == "insult"
    comment.refresh_from_db()
    assert comment.state == "published"  # readers report, people decide
    with mail_rules(digest_hour=0):
        write_digest(timezone.now())
    assert "Reported by readers in the last day: 1" in Letter.objects.get().text
