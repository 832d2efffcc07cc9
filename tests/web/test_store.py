"""What the hub writes and shows: bad characters, walls, wrong canonicals, takedowns, closed windows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.conftest import GatheredPress

from onestory.article import Article as ReadArticle
from onestory.article import Feed as ReadFeed
from onestory.article import FeedEntry, legible
from onestory.extract import extract_article
from onestory.extract.learned import Learned, Lesson, mark
from onestory.feeds.parse import parse_feed
from onestory.web.jobs import store
from onestory.web.jobs.boundaries import log_move
from onestory.web.jobs.coverage import WINDOW, Watch
from onestory.web.jobs.hands import Hands, Job
from onestory.web.jobs.page import refresh_stories
from onestory.web.jobs.stories import StoryKeeper
from onestory.web.news.models import Address, Article, Feed, Look, Outlet, Story
from onestory.web.talk.models import Comment

T = TypeVar("T")
NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
TEXT = "The mill burnt down on Monday. Nobody was hurt, the fire service said. " * 4


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def page(number: int, outlet: Outlet) -> Article:
    url = f"https://{outlet.domain}/page-{number}"
    article = Article.objects.create(
        key=url, url=url, outlet=outlet, first_seen=NOW, published=NOW, entry_title=f"Page {number}"
    )
    Address.objects.create(key=url, article=article)
    return article


@pytest.fixture
def outlet(rows: None) -> Outlet:
    return Outlet.objects.create(name="The Mill", slug="the-mill-x", domain="mill.example")


def read(
    number: int, canonical: str = "", state: str = "article", final: str = ""
) -> store.PageOutcome:
    found = ReadArticle(
        title=f"Page {number}", text=f"{number}. {TEXT}", url=canonical, state=state
    )  # type: ignore[arg-type]
    return store.PageOutcome(at=NOW, status=200, final_url=final, article=found)


def test_what_no_feed_may_carry_is_replaced_one_for_one() -> None:
    assert legible("a\ud800b\x00c\x1fd\n\te") == "a\ufffdb\ufffdc\ufffdd\n\te"
    item = {"id": "1\x00", "url": "https://a.example/1", "title": "x\ud800\x00y"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [item]}
    entry = parse_feed(json.dumps(feed).encode(), "https://a.example/feed").entries[0]
    assert "\x00" not in entry.title + entry.id
    (entry.title + entry.id + entry.summary).encode()
    html = f"<title>Boats &#1; damaged</title><h1>Boats &#x1f; damaged</h1><p>{TEXT}\x02 &#0;</p>"
    found = extract_article(html.encode(), "https://a.example/1")
    assert found.title.split() == ["Boats", "damaged"]
    assert legible(found.text) == found.text


def test_a_home_page_is_nobodys_canonical_address(outlet: Outlet) -> None:
    pages = [page(n, outlet) for n in range(4)]
    for number, article in enumerate(pages):
        store.store_page(article.pk, read(number, "https://mill.example/"), settings.ONESTORY)
    assert Article.objects.filter(outlet=outlet, current__isnull=False).count() == 4


def test_pages_led_to_one_wall_stay_apart(outlet: Outlet) -> None:
    wall = "https://mill.example/subscribe"
    for number, article in enumerate([page(n, outlet) for n in range(4)]):
        store.store_page(article.pk, read(number, wall, "consent", wall), settings.ONESTORY)
    assert Article.objects.filter(outlet=outlet, state="consent").count() == 4


def test_one_text_at_two_addresses_is_one_article(outlet: Outlet) -> None:
    first, second = page(1, outlet), page(2, outlet)
    store.store_page(first.pk, read(1, first.url), settings.ONESTORY)
    store.store_page(second.pk, read(1, first.url), settings.ONESTORY)
    assert not Article.objects.filter(pk=second.pk).exists()
    assert Address.objects.get(key=second.key).article_id == first.pk


def test_a_wall_read_first_is_no_version(outlet: Outlet) -> None:
    article = page(1, outlet)
    store.store_page(article.pk, read(1, state="challenge"), settings.ONESTORY)
    article.refresh_from_db()
    assert (article.state, article.versions.count()) == ("challenge", 0)
    store.store_page(article.pk, read(1), settings.ONESTORY)
    article.refresh_from_db()
    assert (article.state, article.current.number) == ("article", 1)


def test_a_text_is_credited_to_the_site_that_published_it(outlet: Outlet) -> None:
    article = page(1, outlet)
    there = "https://elsewhere.example/1"
    store.store_page(article.pk, read(1, there, final=there), settings.ONESTORY)
    article.refresh_from_db()
    assert article.outlet.domain == "elsewhere.example"


@pytest.mark.parametrize("whole_outlet", [True, False])
def test_a_takedown_takes_down(
    gathered: GatheredPress, rows: None, browser: Client, whole_outlet: bool
) -> None:
    story = Story.objects.filter(outlets__gte=4, claims__reports__gte=4).order_by("-rank").first()
    article = story.headline.article
    if whole_outlet:
        Outlet.objects.filter(pk=article.outlet_id).update(taken_down=True)
    else:
        Article.objects.filter(pk=article.pk).update(taken_down=True)
    hidden = {f'data-proof="{v.pk}:' for v in article.versions.all()}
    for _ in range(2):  # at once, and after the story was rebuilt
        for address in (story.get_absolute_url(), f"/story/{story.pk}/ledger/", "/"):
            shown = browser.get(address).content.decode()
            assert not [mark for mark in hidden if mark in shown], address
        assert browser.get(article.get_absolute_url()).status_code == 410
        StoryKeeper(settings.ONESTORY, timezone.now).bring_up_to_date(lambda *_: None)
    assert not story.claims.filter(reports__article=article).exists()


def test_a_reservation_found_later_takes_the_words_away(
    gathered: GatheredPress, rows: None, browser: Client
) -> None:
    story = Story.objects.filter(outlets__gte=3).order_by("-rank").first()
    article = story.headline.article
    Article.objects.filter(pk=article.pk).update(reserved="tdm-reservation: 1")
    StoryKeeper(settings.ONESTORY, timezone.now).bring_up_to_date(lambda *_: None)
    story.refresh_from_db()
    assert story.headline is None or story.headline.article_id != article.pk
    shown = browser.get(article.get_absolute_url()).content.decode()
    body = article.current.text.split("\n\n")[0]
    assert body not in shown


def test_left_out_is_decided_when_the_window_has_closed(
    gathered: GatheredPress, rows: None
) -> None:
    now = Story.objects.aggregate(at=Max("first_at"))["at"] + WINDOW + timedelta(hours=1)
    assert Story.objects.filter(coverage__open=True).exists()
    StoryKeeper(settings.ONESTORY, lambda: now).bring_up_to_date(lambda *_: None)
    assert not Story.objects.filter(coverage__open=True, merged_into__isnull=True).exists()


def carried_by(outlet: Outlet, first_report: datetime) -> tuple[Story, list[Article]]:
    story = Story.objects.create(key="k", slug="s", country="XX", first_at=first_report)
    article = page(1, outlet)
    article.story = story
    article.save()
    return story, [article]


def looked_at(number: int, at: datetime, oks: list[bool]) -> Outlet:
    """An outlet of the country with three other articles in stories of it, and looks after `at`."""
    name = f"row-{number}"
    outlet = Outlet.objects.create(name=name, slug=name, domain=f"{name}.example", country="XX")
    feed = Feed.objects.create(url=f"https://{name}.example/feed", outlet=outlet)
    for hour, ok in enumerate(oks):
        Look.objects.create(feed=feed, at=at + timedelta(hours=hour), ok=ok)
    other, _ = Story.objects.get_or_create(key="other", defaults={"slug": "o", "country": "XX"})
    for article in (page(n, outlet) for n in range(3)):
        Article.objects.filter(pk=article.pk).update(
            story=other, state="article", published=NOW - timedelta(days=9)
        )
    return outlet


def test_what_is_said_of_outlets_that_do_not_carry_a_story(outlet: Outlet) -> None:
    story, rows = carried_by(outlet, NOW)
    left_out = looked_at(1, NOW, [True] * 3)
    seldom = looked_at(2, NOW, [True] * 2)
    failed = looked_at(3, NOW, [True, False, True, True])
    before = looked_at(4, NOW - timedelta(days=1), [True] * 3)
    unread = looked_at(5, NOW, [True] * 3)
    page(9, unread)
    elsewhere = looked_at(6, NOW, [True] * 3)
    Outlet.objects.filter(pk=elsewhere.pk).update(country="YY")
    said = Watch(NOW.date()).coverage(story, rows, NOW + WINDOW + timedelta(seconds=1))
    ours = {o.pk for o in (left_out, seldom, failed, before, unread, elsewhere)}
    assert said["left_out"] == [left_out.pk]
    assert said["looks"] == {str(left_out.pk): [3, 3]}
    assert ours & set(said["not_seen"]) == {seldom.pk, elsewhere.pk}
    assert ours & set(said["could_not_look"]) == {failed.pk, before.pk, unread.pk}
    early = Watch(NOW.date()).coverage(story, rows, NOW + WINDOW)
    assert (early["open"], early["left_out"]) == (True, [])
    assert left_out.pk in early["not_seen"]


def test_more_outlets_take_no_more_questions_to_the_database(outlet: Outlet) -> None:
    story, rows = carried_by(outlet, NOW)
    asked = []
    for number in (1, 2, 3):
        looked_at(number, NOW, [True] * 3)
        with CaptureQueriesContext(connection) as questions:
            Watch(NOW.date()).coverage(story, rows, NOW + 2 * WINDOW)
        asked.append(len(questions))
    assert asked[0] == asked[1] == asked[2]


class Slow(Hands):
    """Helpers that take their time: meanwhile an article is taken down."""

    def __init__(self, article: Article) -> None:
        super().__init__(0)
        self._article = article

    def each(self, jobs: Iterable[Job[T]], many: bool) -> Iterator[T]:
        for result in list(super().each(jobs, many)):
            Article.objects.filter(pk=self._article.pk).update(taken_down=True)
            yield result


def test_a_takedown_while_its_story_is_read_waits_for_no_other_change(
    gathered: GatheredPress, rows: None
) -> None:
    story = Story.objects.filter(outlets__gte=3).order_by("-rank").first()
    Story.objects.filter(pk=story.pk).update(stale=True)
    article = story.headline.article
    StoryKeeper(settings.ONESTORY, timezone.now, Slow(article)).bring_up_to_date(lambda *_: None)
    story.refresh_from_db()
    assert story.stale
    StoryKeeper(settings.ONESTORY, timezone.now).bring_up_to_date(lambda *_: None)
    story.refresh_from_db()
    assert not story.stale
    assert story.headline.article_id != article.pk
    assert not story.claims.filter(reports__article=article).exists()


def test_a_pin_set_while_a_story_is_read_stays(gathered: GatheredPress, rows: None) -> None:
    story = Story.objects.filter(outlets__gte=3, stale=False).order_by("-rank").first()
    Story.objects.filter(pk=story.pk).update(pinned=True)
    for _ in refresh_stories([story], timezone.now(), settings.ONESTORY, Hands(0)):
        pass
    story.refresh_from_db()
    assert story.pinned


def test_comments_go_with_a_story_that_is_merged(gathered: GatheredPress, rows: None) -> None:
    old, new = Story.objects.filter(outlets=1)[:2]
    Comment.objects.create(story=old, author="A", text="x", body="<p>x</p>", created=NOW)
    for article in list(old.articles.all()):
        article.story = new
        article.save()
        log_move(article, old, new, NOW, "Joined.")
    assert Comment.objects.get(author="A", text="x").story_id == new.pk


def test_an_entry_stored_meanwhile_is_not_stored_again(outlet: Outlet) -> None:
    feed = Feed.objects.create(url="https://mill.example/feed", outlet=outlet)
    # Pushed by a hub in the moment between the question what is known and the writing.
    taken = "https://mill.example/page-1"
    Article.objects.create(key=taken, url=taken, outlet=outlet, first_seen=NOW, published=NOW)
    entries = tuple(
        FeedEntry(id=url, title="T", link=url) for url in (taken, "https://mill.example/page-2")
    )
    found = store.PollOutcome(at=NOW, status=200, parsed=ReadFeed(entries=entries))
    assert len(store.store_poll(feed, found, settings.ONESTORY)) == 1
    assert Article.objects.filter(outlet=outlet).count() == 2


def test_a_page_of_a_resting_host_is_put_off_and_not_given_up(outlet: Outlet) -> None:
    article = page(1, outlet)
    later = NOW + timedelta(minutes=7)
    outcome = store.PageOutcome(at=NOW, problem="This host rests.", postponed=later)
    for _ in range(2 * store.MOST_FAILURES):
        assert not store.store_page(article.pk, outcome, settings.ONESTORY)
    article.refresh_from_db()
    assert (article.next_read, article.failures, article.reads) == (later, 0, 0)


def test_furniture_learned_since_makes_no_version(outlet: Outlet) -> None:
    offer = "Stay close to the news with the Mill, the paper for the whole of the valley."
    article = page(1, outlet)

    def as_page(*paragraphs: str, learned: Learned | None = None) -> store.PageOutcome:
        found = ReadArticle(title="Fire", text="\n\n".join(paragraphs), paragraphs=paragraphs)
        return store.PageOutcome(at=NOW, status=200, article=found, learned=learned or Learned())

    known = Learned()
    for title in ("Ferry aground", "Budget put off", "Bakers strike"):
        known = known.after(Lesson(title, "div.text", (mark(offer),), 1.0))
    assert store.store_page(article.pk, as_page(TEXT, offer), settings.ONESTORY)
    assert not store.store_page(article.pk, as_page(TEXT, learned=known), settings.ONESTORY)
    assert store.store_page(article.pk, as_page("Other words.", learned=known), settings.ONESTORY)
