"""How a page was put together is said on it, and every move between stories is listed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db.models import Max
from django.test import Client
from tests.conftest import GatheredPress

from onestory.web.jobs.boundaries import log_move
from onestory.web.news.assembly import assembly_of
from onestory.web.news.lists import PAGE
from onestory.web.news.models import Article, Story
from onestory.web.verify import Prover

MERGED = "The two stories were found to tell one event: similarity 61 %."


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": "127.0.0.1"})


@pytest.fixture
def now(gathered: GatheredPress, rows: None) -> datetime:
    """After the last arrival, at whose moment several articles may have come."""
    return Article.objects.aggregate(at=Max("first_seen"))["at"] + timedelta(minutes=1)


def moved(article: Article, to: Story, now: datetime) -> None:
    old = article.story
    article.story = to
    article.save()
    log_move(article, old, to, now, MERGED)


def proven(browser: Client, address: str) -> str:
    page = browser.get(address).content.decode()
    assert Prover().prove(address, page).failures == []
    return page


def test_every_article_of_a_story_is_accounted_for(now: datetime) -> None:
    for story in Story.objects.filter(merged_into__isnull=True, headline__isnull=False):
        steps = assembly_of(story).steps
        here = {s.article.pk for s in steps if not s.kind.startswith("went")}
        assert here >= set(story.articles.values_list("pk", flat=True))
        assert list(steps) == sorted(steps, key=lambda s: (s.at, s.article.pk))


def test_a_copy_says_why_it_is_one(browser: Client, now: datetime) -> None:
    copy = Article.objects.filter(origin_reason__contains="%").first()
    step = next(s for s in assembly_of(copy.story).steps if s.article == copy)
    assert (step.kind, step.reason) == ("copied", copy.origin_reason)
    page = proven(browser, copy.story.get_absolute_url())
    assert "Joined as a copy" in page


def test_a_move_is_told_on_both_pages(browser: Client, now: datetime) -> None:
    story, other = Story.objects.filter(outlets__gte=3).order_by("-rank")[:2]
    article = story.articles.exclude(pk=story.headline.article_id).first()
    moved(article, other, now)
    here, there = assembly_of(other).steps[-1], assembly_of(story).steps[-1]
    assert (here.kind, here.article, here.other) == ("came", article, story)
    assert (there.kind, there.article, there.other) == ("went", article, other)
    assert "Moved here by a later look" in proven(browser, other.get_absolute_url())
    assert "Moved away by a later look" in proven(browser, story.get_absolute_url())


def test_moves_are_listed_page_by_page(browser: Client, now: datetime) -> None:
    story, other = Story.objects.filter(outlets__gte=3).order_by("-rank")[:2]
    article = story.articles.first()
    for _ in range(PAGE + 1):
        moved(article, other if article.story == story else story, now)
    first = proven(browser, "/corrections/")
    second = proven(browser, "/corrections/?page=2")
    assert first.count("By a later look") == PAGE
    assert "By a later look" in second
    assert "Of our own pages" not in second


def test_what_was_taken_down_is_not_named_in_the_log(browser: Client, now: datetime) -> None:
    story, other = Story.objects.filter(outlets__gte=3).order_by("-rank")[:2]
    article = story.articles.exclude(pk=story.headline.article_id).first()
    moved(article, other, now)
    Article.objects.filter(pk=article.pk).update(taken_down=True)
    for address in ("/corrections/", story.get_absolute_url(), other.get_absolute_url()):
        assert f'data-proof="{article.current_id}:title' not in proven(browser, address)
