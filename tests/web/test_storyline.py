"""Events that belong together, on a page of their own."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from django.test import Client
from tests.conftest import GatheredPress

from onestory.web.news.lists import shown_stories, shown_storylines, storyline_stories
from onestory.web.news.models import Story, Storyline
from onestory.web.verify import Prover


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": "127.0.0.1"})


@pytest.fixture
def events(gathered: GatheredPress, rows: None) -> list[Story]:
    """Five stories of one storyline, as they came."""
    line = Storyline.objects.create(key="desk-test")
    chosen = list(shown_stories().order_by("first_at", "pk")[:5])
    Story.objects.filter(pk__in=[s.pk for s in chosen]).update(storyline=line)
    return list(storyline_stories(line))


def test_a_storyline_shows_its_events_in_the_order_they_came(
    browser: Client, events: list[Story]
) -> None:
    address = events[0].storyline.get_absolute_url()
    assert address.endswith(f"-{events[0].slug}/")
    page = browser.get(address).content.decode()
    assert Prover().prove(address, page).failures == []
    places = [page.index(f'href="{e.get_absolute_url()}"') for e in events]
    assert places == sorted(places)
    assert events[0].storyline in shown_storylines()


def test_a_story_leads_to_what_came_before_it_and_after(
    browser: Client, events: list[Story]
) -> None:
    address = events[2].get_absolute_url()
    page = browser.get(address).content.decode()
    assert Prover().prove(address, page).failures == []
    earlier, later = page.index("Earlier in this storyline"), page.index("Later in this storyline")
    places = [page.index(f'href="{events[n].get_absolute_url()}"') for n in (0, 1, 3, 4)]
    assert earlier < places[0] < places[1] < later < places[2] < places[3]
    assert f'href="{events[0].storyline.get_absolute_url()}"' in page
    assert "Earlier in this" not in browser.get(events[0].get_absolute_url()).content.decode()


def test_a_storyline_has_feeds(browser: Client, events: list[Story]) -> None:
    address = events[0].storyline.get_absolute_url()
    for kind in ("atom", "rss"):
        ElementTree.fromstring(browser.get(f"{address}feed.{kind}").content)
    items = json.loads(browser.get(f"{address}feed.json").content)["items"]
    assert [i["title"] for i in items] == [e.headline.title for e in reversed(events)]


def test_old_words_of_a_storyline_lead_on(browser: Client, events: list[Story]) -> None:
    line = events[0].storyline
    old = browser.get(f"/storyline/{line.pk}-old-words/")
    assert (old.status_code, old.headers["location"]) == (301, line.get_absolute_url())


def test_one_event_is_no_storyline(browser: Client, events: list[Story]) -> None:
    line = events[0].storyline
    Story.objects.filter(pk__in=[e.pk for e in events[2:]]).update(storyline=None)
    Story.objects.filter(pk=events[1].pk).update(merged_into=events[0])
    for address in ("", "feed.atom"):
        assert browser.get(line.get_absolute_url() + address).status_code == 404
    assert "Part of a storyline" not in browser.get(events[0].get_absolute_url()).content.decode()
    assert line not in shown_storylines()
