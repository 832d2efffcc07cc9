"""Readers propose what belongs together; nothing of it is shown, and the desk decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count
from django.test import Client
from django.utils import timezone
from tests.conftest import GatheredPress

from onestory.web.news.models import BoundaryChange, DeskDecision, Story
from onestory.web.talk.gate import PER_ADDRESS
from onestory.web.talk.models import Proposal
from onestory.web.talk.privacy import enforce_retention
from onestory.web.talk.token import make_token, trap_name
from onestory.web.verify import Prover


@pytest.fixture
def story(gathered: GatheredPress, rows: None) -> Story:
    shown = Story.objects.annotate(n=Count("articles")).filter(headline__isnull=False)
    return shown.order_by("-n", "pk").first()


@pytest.fixture
def other(story: Story) -> Story:
    shown = Story.objects.filter(headline__isnull=False, merged_into__isnull=True, outlets__gt=0)
    return shown.exclude(pk=story.pk).order_by("-first_at", "pk").first()


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": "127.0.0.1"})


@pytest.fixture
def editor(rows: None) -> Client:
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(get_user_model().objects.create_user("ed", password="pw", is_staff=True))
    return browser


def misplaced(story: Story, **more: object) -> dict[str, object]:
    token = make_token(story.pk, timezone.now() - timedelta(seconds=20))
    article = story.articles.order_by("published", "pk").last()
    return {"token": token, "kind": "misplaced", "article": article.pk, **more}


def same_event(story: Story, other: Story) -> dict[str, object]:
    where = f"https://hub.example{other.get_absolute_url()}"
    return misplaced(story, kind="same-event", other=where)


def propose(reader: Client, story: Story, form: dict[str, object]) -> str:
    """What the reader is told."""
    answer = reader.post(f"/story/{story.pk}/propose/", form)
    assert not answer.cookies
    address = answer.headers["location"]
    page = reader.get(address).content.decode()
    assert Prover().prove(story.get_absolute_url(), page).failures == []
    return address.partition("?proposal=")[2].removesuffix("#propose")


def test_an_article_out_of_place_is_taken_out(reader: Client, editor: Client, story: Story) -> None:
    form = misplaced(story)
    assert propose(reader, story, form) == "sent"
    assert propose(reader, story, misplaced(story)) == "sent"  # said twice, queued once
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.article_id) == ("open", form["article"])
    queue = editor.get("/desk/proposals/").content.decode()
    assert "An article does not belong here" in queue
    assert Prover().prove("/desk/proposals/", queue).failures == []
    editor.post(f"/desk/proposals/{proposal.pk}/", {"action": "accept", "reason": "other-event"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by.username) == ("accepted", "ed")
    assert proposal.article.story == DeskDecision.objects.get(action="split").other
    again = editor.post(f"/desk/proposals/{proposal.pk}/", {"action": "decline"})
    assert again.headers["location"] == "/desk/proposals/?notice=done"
    for state in ("open", "accepted", "declined"):
        address = f"/desk/proposals/?state={state}"
        shown = editor.get(address).content.decode()
        assert Prover().prove(address, shown).failures == []


def test_an_article_out_of_place_may_go_to_another_page(
    reader: Client, editor: Client, story: Story, other: Story
) -> None:
    propose(reader, story, misplaced(story))
    proposal = Proposal.objects.get()
    decide = f"/desk/proposals/{proposal.pk}/"
    form = {"action": "accept", "reason": "other-day", "into": "no page"}
    assert editor.post(decide, form).headers["location"].endswith("?notice=empty")
    proposal.refresh_from_db()
    assert proposal.state == "open"
    editor.post(decide, {**form, "into": str(other.pk)})
    proposal.article.refresh_from_db()
    assert proposal.article.story == other


def test_two_pages_of_one_event_become_the_earlier_one(
    reader: Client, editor: Client, story: Story, other: Story
) -> None:
    assert propose(reader, story, same_event(story, other)) == "sent"
    decide = f"/desk/proposals/{Proposal.objects.get().pk}/"
    editor.post(decide, {"action": "accept", "reason": "one-event"})
    earlier, later = sorted((story, other), key=lambda s: s.first_at)
    later.refresh_from_db()
    assert later.merged_into == earlier


def test_a_proposal_declined_changes_nothing(reader: Client, editor: Client, story: Story) -> None:
    propose(reader, story, misplaced(story))
    editor.post(f"/desk/proposals/{Proposal.objects.get().pk}/", {"action": "decline"})
    assert Proposal.objects.get().state == "declined"
    assert not BoundaryChange.objects.filter(by_human=True).exists()


def test_what_means_no_article_and_no_page_is_not_kept(
    reader: Client, story: Story, other: Story
) -> None:
    stranger = other.articles.first()
    for more in (
        {"article": ""},
        {"article": "²"},
        {"article": stranger.pk},
        {"kind": "same-event", "other": "the other one"},
        {"kind": "same-event", "other": str(story.pk)},
        {"kind": "A lie about the mayor"},
    ):
        assert propose(reader, story, misplaced(story, **more)) == "empty"
    assert not Proposal.objects.exists()


def test_the_form_has_the_manners_of_the_comment_form(
    reader: Client, story: Story, other: Story
) -> None:
    form = misplaced(story)
    trapped = {**form, trap_name(str(form["token"])): "x"}
    assert propose(reader, story, trapped) == "sent"  # a robot is not told
    assert propose(reader, story, form) == "stale"  # the token is spent
    assert propose(reader, other, misplaced(story)) == "stale"
    quick = misplaced(story, token=make_token(story.pk, timezone.now()))
    assert propose(reader, story, quick) == "stale"
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    answer = reader.post(f"/story/{story.pk}/propose/", misplaced(story), headers=elsewhere)
    assert "proposal=stale" in answer.headers["location"]
    assert not Proposal.objects.exists()


def test_floods_are_stopped(reader: Client, story: Story) -> None:
    articles = story.articles.all()[: PER_ADDRESS + 1]
    told = [propose(reader, story, misplaced(story, article=a.pk)) for a in articles]
    assert told == ["sent"] * PER_ADDRESS + ["busy"]


def test_whom_a_proposal_came_from_is_forgotten(reader: Client, story: Story) -> None:
    propose(reader, story, misplaced(story))
    assert Proposal.objects.get().address_hash
    days = settings.ONESTORY.comments.keep_address_days
    enforce_retention(settings.ONESTORY, timezone.now() + timedelta(days=days, hours=1))
    proposal = Proposal.objects.get()
    assert (proposal.address_hash, proposal.address_prefix) == ("", "")


def test_the_queue_is_for_operators(reader: Client, story: Story) -> None:
    propose(reader, story, misplaced(story))
    decide = f"/desk/proposals/{Proposal.objects.get().pk}/"
    for answer in (reader.get("/desk/proposals/"), reader.post(decide, {"action": "accept"})):
        assert answer.headers["location"].startswith("/desk/login/")
    assert Proposal.objects.get().state == "open"
