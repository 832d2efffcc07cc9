"""The moderator's list: one by one, many at once, what readers reported, and the log."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client, override_settings
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser
from tests.conftest import GatheredPress
from tests.web.test_talk import comment_of, fields

from onestory.spam import CommentText, SpamFilter
from onestory.spam.filter import JOURNAL
from onestory.spam.journal import Journal
from onestory.spam.likeness import Likeness
from onestory.web.news.models import Story
from onestory.web.talk import judge
from onestory.web.talk.judge import decide, decide_all, undo
from onestory.web.talk.models import Comment, Decision, Report


@pytest.fixture
def story(gathered: GatheredPress, rows: None) -> Story:
    return Story.objects.filter(headline__isnull=False).order_by("-last_at").first()


@pytest.fixture
def moderator(story: Story) -> Client:
    get_user_model().objects.create_user("mod", password="pw", is_staff=True)
    client = Client(headers={"host": "127.0.0.1"})
    client.login(username="mod", password="pw")
    return client


@pytest.fixture(autouse=True)
def journal() -> Iterator[Path]:
    path = settings.ONESTORY.data / "spam" / JOURNAL
    path.unlink(missing_ok=True)
    yield path
    path.unlink(missing_ok=True)


def shown(client: Client, query: str) -> LexborHTMLParser:
    answer = client.get(f"/desk/comments/?{query}")
    assert answer.status_code == 200
    return LexborHTMLParser(answer.content)


def waiting(client: Client, query: str) -> int:
    return len(shown(client, query).css("[data-comment]"))


PILLS = "Cheap watches and pills, visit http://deals-{n}.example now and earn m0ney fast"


@pytest.mark.parametrize(
    "query, alike",
    [
        ("author=Bot", {"author": "Bot"}),
        ("network=203.0.113.0/24", {"address_prefix": "203.0.113.0/24"}),
        ("domain=bad.example", {"text": "Look at https://www.bad.example/x"}),
        ("like={first}", {"text": PILLS.format(n=7)}),
    ],
    ids=["author", "network", "domain", "like"],
)
def test_many_are_decided_by_what_they_share(
    moderator: Client, story: Story, query: str, alike: dict[str, str]
) -> None:
    many = [comment_of(story, **alike) for _ in range(5)]
    other = comment_of(story, text="Not of https://notbad.example at all, I think.", author="Ann")
    query = query.format(first=many[0].pk)
    page = shown(moderator, query)
    assert len(page.css("[data-comment]")) == 5
    sent = {i.attributes["name"]: i.attributes["value"] for i in page.css("form.notice input")}
    late = comment_of(story, **alike)  # came after the moderator looked
    moderator.post("/desk/comments/many/", {**sent, "action": "spam"})
    states = {c.pk: c.state for c in Comment.objects.all()}
    assert {states[c.pk] for c in many} == {"spam"}
    assert (states[other.pk], states[late.pk]) == ("held", "held")
    # All at once is taken back all at once.
    batch = set(Decision.objects.values_list("batch", flat=True))
    assert len(batch) == 1
    assert "all that were decided at once" in moderator.get("/desk/comments/log/").content.decode()
    decide(many[0], "published", get_user_model().objects.get(), timezone.now())
    moderator.post("/desk/comments/log/undo/", {"batch": batch.pop()})
    states = {c.pk: c.state for c in Comment.objects.all()}
    assert states[many[0].pk] == "published"  # what was decided since stands
    assert {states[c.pk] for c in many[1:]} == {"held"}


@pytest.mark.parametrize("sent", [{"author": "x"}, {"newest": "9"}, {"author": "x", "newest": "y"}])
def test_nothing_is_decided_about_all(moderator: Client, sent: dict[str, str]) -> None:
    answer = moderator.post("/desk/comments/many/", {**sent, "action": "spam"})
    assert answer.status_code == 400


def test_many_lessons_at_once_teach_what_one_by_one_do(story: Story, journal: Path) -> None:
    user = get_user_model().objects.create_user("m")
    many = [comment_of(story, text=PILLS.format(n=n)) for n in range(8)]
    decide_all(many, "spam", user, timezone.now())
    decide_all(many[:3], "undo", user, timezone.now())
    together = judge.site_filter()
    alone = SpamFilter()
    for comment in many[3:]:
        alone.learn(judge.as_text(comment), True, str(comment.pk))
    question = CommentText("Cheap watches, visit http://deals-1.example and earn")
    assert together.check(question) == alone.check(question)
    assert together.check(question) == SpamFilter(journal.parent).check(question)
    assert len(list(Journal(journal).standing())) == 5


def test_the_last_decision_is_taken_back_from_the_list(moderator: Client, story: Story) -> None:
    comment = comment_of(story)
    place = f"/desk/comments/{comment.pk}/"
    waiting = LexborHTMLParser(moderator.get("/desk/comments/").content)
    assert not waiting.css("[value=undo]")  # nothing was decided yet
    where = moderator.post(place, {"action": "spam", "state": "held"}).headers["location"]
    page = LexborHTMLParser(moderator.get(where).content)
    form = page.css_first("[data-last] form")
    assert form.attributes["action"] == place
    assert form.css_first("button").attributes["data-key"] == "u"
    moderator.post(place, {"action": "undo", "state": "held"})
    comment.refresh_from_db()
    assert comment.state == "held"


def test_undo_lasts_thirty_days(story: Story) -> None:
    user = get_user_model().objects.create_user("m")
    comment, now = comment_of(story), timezone.now()
    decide(comment, "spam", user, now - timedelta(days=31))
    assert not undo(comment, user, now)
    assert comment.state == "spam"
    decide(comment, "published", user, now - timedelta(days=29))
    assert undo(comment, user, now)


def test_reported_comments_wait_until_a_human_looked(moderator: Client, story: Story) -> None:
    now = timezone.now()
    twice, once = (comment_of(story, state="published") for _ in range(2))
    hidden = comment_of(story, state="removed")
    for comment in (twice, twice, once, hidden):
        Report.objects.create(comment=comment, reason="insult", created=now - timedelta(hours=1))
    page = shown(moderator, "state=reported")
    assert len(page.css("[data-comment]")) == 2
    assert "insults or threatens" in page.body.text()
    moderator.post(f"/desk/comments/{twice.pk}/", {"action": "published", "state": "reported"})
    assert waiting(moderator, "state=reported") == 1
    Report.objects.create(comment=twice, reason="law", created=now + timedelta(hours=1))
    assert waiting(moderator, "state=reported") == 2
    moderator.post(f"/desk/comments/{once.pk}/", {"action": "removed", "state": "reported"})
    assert waiting(moderator, "state=reported") == 1
    assert "readers reported</a> <data" in moderator.get("/desk/").content.decode()


def test_the_log_says_who_how_and_what(moderator: Client, story: Story) -> None:
    comment = comment_of(story, body="<p>what it said</p>", author="Ann")
    moderator.post(f"/desk/comments/{comment.pk}/", {"action": "spam"})
    page = moderator.get("/desk/comments/log/").content.decode()
    for words in ("what it said", "Ann", "mod", "at the desk"):
        assert words in page
    number = Decision.objects.get().pk
    moderator.post("/desk/comments/log/undo/", {"decision": str(number)})
    moderator.post("/desk/comments/log/undo/", {"decision": str(number)})  # it stands no more
    comment.refresh_from_db()
    assert (comment.state, comment.decisions.count()) == ("held", 2)


def test_in_shadow_the_filter_only_says_what_it_would_do(moderator: Client, story: Story) -> None:
    trained = SpamFilter(settings.ONESTORY.data / "spam")
    for n in range(60):
        trained.learn(CommentText(PILLS.format(n=n)), True)
        trained.learn(CommentText(f"The second paragraph says the council voted {n} times."), False)
    own = settings.ONESTORY
    rules = dataclasses.replace(own.comments, shadow=True)
    browser = Client(headers={"host": "127.0.0.1"})
    with override_settings(ONESTORY=dataclasses.replace(own, comments=rules)):
        browser.post(f"/story/{story.pk}/comment/", fields(story, text=PILLS.format(n=99)))
        comment = Comment.objects.get()
        assert (comment.state, comment.verdict) == ("held", "spam")
        assert "people decide everything" in browser.get("/privacy/comments/").content.decode()
    moderator.post(f"/desk/comments/{comment.pk}/", {"action": "spam"})
    page = " ".join(
        LexborHTMLParser(moderator.get("/desk/comments/log/").content).body.text().split()
    )
    assert "and people decided: 1. The same: 1." in page


def test_strangers_see_no_list(story: Story) -> None:
    comment = comment_of(story)
    client = Client(headers={"host": "127.0.0.1"})
    for path in ("", "log/"):
        assert "/login/" in client.get(f"/desk/comments/{path}").headers["location"]
    for path in ("many/", "log/undo/", f"{comment.pk}/"):
        answer = client.post(
            f"/desk/comments/{path}", {"action": "spam", "newest": "9", "author": "x"}
        )
        assert "/login/" in answer.headers["location"]
    comment.refresh_from_db()
    assert comment.state == "held"


@pytest.mark.parametrize(
    "one, other, alike",
    [
        (PILLS.format(n=1), PILLS.format(n=22), True),
        (
            PILLS.format(n=1),
            "Ｃheap wätches and p\u200bills, visit http://deals-1.example now",
            True,
        ),
        (PILLS.format(n=1), "The council voted twice, so the number cannot be right.", False),
        ("", "x", False),
        ("", "", True),
    ],
)
def test_likeness(one: str, other: str, alike: bool) -> None:
    assert Likeness(one).covers(other) is alike
