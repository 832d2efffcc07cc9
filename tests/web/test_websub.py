"""Subscriptions at a hub of our own on loopback: asked, verified, pushed, renewed, ended."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone
from tests.fetch.loopback import Exchange, Site, serving

from onestory import config
from onestory.config import Settings
from onestory.feeds.phrases import say
from onestory.web.jobs import sources, subscriptions
from onestory.web.jobs.gather import gather_once
from onestory.web.news.models import Article, Feed, Look, Outlet, Subscription

PUBLIC = "https://news.example"
CHALLENGE = "a challenge & <b>more</b>"


def atom(site: Site, *names: str, hub: str = "/hub") -> bytes:
    """A feed of these entries; the names are their paths and titles."""
    at = timezone.now().isoformat()
    entries = "".join(
        f"<entry><id>{n}</id><title>{n}</title><link href='{site.url('/' + n)}'/>"
        f"<updated>{at}</updated></entry>"
        for n in names
    )
    links = f"<link rel='self' href='{site.url('/feed')}'/>"
    links += (
        f"<link rel='hub' href='{site.url(hub) if hub.startswith('/') else hub}'/>" if hub else ""
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>{links}{entries}</feed>".encode()


def signed(row: Subscription, body: bytes, method: str = "sha256") -> str:
    return f"{method}={hmac.new(row.secret.encode(), body, getattr(hashlib, method)).hexdigest()}"


def form_of(exchange: Exchange) -> dict[str, str]:
    return dict(parse_qsl(exchange.body.decode()))


@dataclass(slots=True)
class Play:
    """An outlet and its hub on loopback, and the site that subscribes. Time is stepped by hand."""

    site: Site
    own: Settings
    feed: Feed
    browser: Client

    def look(self, later: timedelta = timedelta(0)) -> None:
        """One gather pass."""
        async_to_sync(gather_once)(self.own, clock=lambda: timezone.now() + later)
        self.feed.refresh_from_db()

    def publish(self, *names: str, hub: str = "/hub") -> bytes:
        body = atom(self.site, *names, hub=hub)
        self.site.routes["/feed"] = lambda e: e.answer(200, body, content_type="application/xml")
        return body

    def asked(self) -> list[dict[str, str]]:
        """The forms that the hub was sent."""
        return [form_of(e) for e in self.site.seen if e.path == "/hub"]

    @property
    def row(self) -> Subscription:
        return Subscription.objects.get(feed=self.feed)

    def hub_says(self, mode: str, **more: str) -> HttpResponse:
        query = {"hub.mode": mode, "hub.topic": self.site.url("/feed"), "hub.challenge": CHALLENGE}
        query |= {f"hub.{name}": value for name, value in more.items()}
        return self.browser.get(f"/websub/{self.row.token}/?{urlencode(query)}")

    def subscribe(self, lease: int = 1_000_000) -> None:
        """Look at the feed, ask its hub, and have it verify."""
        self.look()
        assert self.hub_says("subscribe", lease_seconds=str(lease)).status_code == 200

    def push(self, body: bytes, signature: str | None = None, token: str = "") -> int:
        headers = {"host": "127.0.0.1"}
        if signature is None:
            signature = signed(self.row, body)
        if signature:
            headers["x-hub-signature"] = signature
        address = f"/websub/{token or self.row.token}/"
        answer = self.browser.post(address, body, "application/atom+xml", headers=headers)
        return int(answer.status_code)

    def titles(self) -> set[str]:
        return set(Article.objects.filter(feed=self.feed).values_list("entry_title", flat=True))


@pytest.fixture
def play(rows: None) -> Iterator[Play]:
    own = replace(
        settings.ONESTORY,
        demo=False,
        site=replace(settings.ONESTORY.site, base_url=PUBLIC),
        fetch=replace(settings.ONESTORY.fetch, allow_private=("127.0.0.1",)),
        gather=replace(settings.ONESTORY.gather, poll_minutes=60),
    )
    with serving() as site, override_settings(ONESTORY=own):
        site.routes["/hub"] = lambda e: e.answer(202)
        outlet = Outlet.objects.create(name="Tide", slug="tide-x", domain="127.0.0.1")
        feed = Feed.objects.create(url=site.url("/feed"), outlet=outlet)
        made = Play(site, own, feed, Client(headers={"host": "127.0.0.1"}))
        made.publish("one")
        yield made


def test_a_named_hub_is_asked_and_its_question_answered(play: Play) -> None:
    play.look()
    form = play.asked()[0]
    assert form["hub.mode"] == "subscribe"
    assert form["hub.topic"] == play.site.url("/feed")
    assert form["hub.callback"] == f"{PUBLIC}/websub/{play.row.token}/"
    assert form["hub.secret"] == play.row.secret
    assert (len(play.row.token), len(play.row.secret)) == (43, 64)
    assert play.row.state == "asked"
    answer = play.hub_says("subscribe", lease_seconds="86400")
    assert (answer.status_code, answer.content.decode()) == (200, CHALLENGE)
    assert answer["content-type"].startswith("text/plain")
    assert answer["x-content-type-options"] == "nosniff"
    assert play.row.state == "live"
    lease = play.row.lease_ends - timezone.now()
    assert timedelta(hours=23) < lease <= timedelta(days=1)


def test_what_was_not_asked_is_not_confirmed(play: Play) -> None:
    play.look()
    assert play.hub_says("subscribe", topic="https://other.example/feed").status_code == 404
    assert play.hub_says("unsubscribe").status_code == 404
    assert play.hub_says("publish").status_code == 404
    assert play.browser.get(f"/websub/{play.row.token}/").status_code == 404
    assert (
        play.browser.get("/websub/unknown/?hub.mode=subscribe&hub.challenge=x").status_code == 404
    )
    assert play.row.state == "asked"


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_a_signed_push_becomes_articles(play: Play, method: str) -> None:
    play.subscribe()
    body = atom(play.site, "two", "one")
    looks = Look.objects.filter(feed=play.feed).count()
    assert play.push(body, signed(play.row, body, method)) == 202
    assert play.titles() == {"one", "two"}
    assert play.row.pushes == 1
    assert Look.objects.filter(feed=play.feed, ok=True).count() == looks + 1
    assert play.push(body) == 202
    assert Article.objects.filter(feed=play.feed).count() == 2


def test_what_is_not_signed_with_our_secret_is_ignored(play: Play) -> None:
    play.subscribe()
    body = atom(play.site, "two")
    other = replace_secret(play.row)
    digest = signed(play.row, body)
    for signature in (
        "",
        "sha256=",
        "md5=1",
        digest[:-2],
        f"sha1={digest[7:]}",
        signed(other, body),
    ):
        assert play.push(body, signature) == 202
    assert play.push(body + b" ", digest) == 202
    assert play.titles() == {"one"}
    assert play.row.pushes == 0


def replace_secret(row: Subscription) -> Subscription:
    return Subscription(secret=row.secret[::-1])


def test_pushes_nobody_asked_for(play: Play) -> None:
    play.look()
    body = atom(play.site, "two")
    assert play.push(body) == 202  # not verified yet
    assert play.push(body, token="unknown") == 410
    assert play.titles() == {"one"}
    assert play.browser.put(f"/websub/{play.row.token}/").status_code == 405


def test_a_push_too_large_or_without_entries_makes_us_look(play: Play) -> None:
    play.subscribe()
    for body in (b" " * 1_000_001, b"", b"<html><body>no feed</body></html>"):
        Feed.objects.update(next_poll=timezone.now() + timedelta(days=1))
        assert play.push(body) == 202
        play.feed.refresh_from_db()
        assert play.feed.next_poll is not None
        assert play.feed.next_poll <= timezone.now()
    assert play.row.pushes == 0


def test_a_feed_with_a_live_lease_is_polled_rarely(play: Play) -> None:
    play.subscribe()
    play.look(timedelta(hours=2))
    assert play.feed.last_poll is not None and play.feed.next_poll is not None
    assert play.feed.next_poll - play.feed.last_poll >= timedelta(hours=24)
    play.publish("missed", "one")  # and the hub is silent
    play.look(timedelta(hours=27))
    assert "missed" in play.titles()
    assert play.feed.next_poll - play.feed.last_poll <= timedelta(hours=2)


def test_a_lease_is_renewed_before_it_ends(play: Play) -> None:
    play.subscribe(lease=100 * 3600)
    first = play.row
    play.look(timedelta(hours=70))
    assert len(play.asked()) == 1
    play.look(timedelta(hours=81))
    assert len(play.asked()) == 2
    assert play.asked()[0]["hub.callback"] == play.asked()[1]["hub.callback"]
    assert play.row.state == "live"
    assert play.hub_says("subscribe", lease_seconds="720000").status_code == 200
    assert first.lease_ends is not None and play.row.lease_ends is not None
    assert play.row.lease_ends > first.lease_ends
    assert play.row.failures == 0


def test_a_lease_that_nobody_renews_ends(play: Play) -> None:
    play.subscribe(lease=3600)
    play.look(timedelta(hours=2))
    assert play.row.state == "asked"
    assert play.row.lease_ends is None
    assert play.push(atom(play.site, "late")) == 202
    assert "late" not in play.titles()
    assert play.feed.last_poll is not None and play.feed.next_poll is not None
    assert play.feed.next_poll - play.feed.last_poll < timedelta(hours=3)


def test_a_failing_hub_is_asked_less_and_less(play: Play) -> None:
    play.site.routes["/hub"] = lambda e: e.answer(503)
    for hours in (0, 0.5, 1.1, 2, 3.3):
        play.look(timedelta(hours=hours))
    assert len(play.asked()) == 3
    assert play.row.problem == say("hub-status", status=503)
    play.site.routes["/hub"] = lambda e: e.answer(202)
    play.look(timedelta(hours=9))
    assert play.hub_says("subscribe").status_code == 200
    assert (play.row.state, play.row.problem, play.row.failures) == ("live", "", 0)


def test_a_denial_is_kept_and_the_feed_polled_again(play: Play) -> None:
    play.subscribe()
    Feed.objects.update(next_poll=timezone.now() + timedelta(days=1))
    assert play.hub_says("denied", reason="not for you").status_code == 200
    assert play.row.state == "denied"
    assert play.row.problem == "The hub refused the subscription. not for you"
    play.look()
    assert play.feed.last_poll is not None and play.feed.next_poll is not None
    assert play.feed.next_poll - play.feed.last_poll < timedelta(hours=3)
    assert len(play.asked()) == 1
    assert play.hub_says("subscribe").status_code == 404


def test_a_paused_outlet_ends_its_subscription_and_comes_back(play: Play) -> None:
    play.subscribe()
    Outlet.objects.filter(pk=play.feed.outlet_id).update(paused=True)
    assert play.push(atom(play.site, "two")) == 202
    assert play.titles() == {"one"}
    play.look()
    assert play.asked()[-1] == {
        "hub.mode": "unsubscribe",
        "hub.topic": play.site.url("/feed"),
        "hub.callback": f"{PUBLIC}/websub/{play.row.token}/",
    }
    assert play.hub_says("unsubscribe").content.decode() == CHALLENGE
    assert play.row.state == "ended"
    assert play.push(atom(play.site, "two")) == 410
    Outlet.objects.filter(pk=play.feed.outlet_id).update(paused=False)
    play.look()
    assert play.asked()[-1]["hub.mode"] == "subscribe"
    assert play.hub_says("subscribe").status_code == 200


def test_a_goodbye_without_answer_is_not_said_for_ever(play: Play) -> None:
    play.subscribe()
    Outlet.objects.filter(pk=play.feed.outlet_id).update(paused=True)
    for hours in range(0, 200, 5):
        play.look(timedelta(hours=hours))
    assert len(play.asked()) == 1 + subscriptions.MOST_GOODBYES
    assert play.row.state == "ended"


def test_a_hub_no_longer_named_is_left(play: Play) -> None:
    play.subscribe()
    play.publish("one", "two", hub="")
    play.look(timedelta(hours=2))
    assert play.asked()[-1]["hub.mode"] == "unsubscribe"
    assert play.row.state == "ending"


def test_another_hub_gets_another_address_and_secret(play: Play) -> None:
    play.subscribe()
    before = play.row
    play.site.routes["/hub2"] = lambda e: e.answer(202)
    play.publish("one", hub="/hub2")
    play.look(timedelta(hours=2))
    form = form_of(next(e for e in play.site.seen if e.path == "/hub2"))
    assert form["hub.callback"] == f"{PUBLIC}/websub/{play.row.token}/"
    assert play.row.token != before.token and play.row.secret != before.secret


def test_hubs_in_private_networks_are_not_asked(play: Play) -> None:
    play.publish("one", hub="http://10.0.0.1/hub")
    play.look()
    assert play.row.problem == "The host leads to a private network."


def test_the_question_follows_only_redirects_that_keep_it(play: Play) -> None:
    play.site.routes["/hub"] = lambda e: e.answer(307, location="/hub-new")
    play.site.routes["/hub-new"] = lambda e: e.answer(202)
    play.look()
    moved = next(e for e in play.site.seen if e.path == "/hub-new")
    assert moved.method == "POST" and form_of(moved) == play.asked()[0]
    play.site.routes["/hub"] = lambda e: e.answer(303, location="/elsewhere")
    play.look(timedelta(hours=2))
    assert "/elsewhere" not in play.site.paths()
    assert play.row.problem == say("hub-status", status=303)


@pytest.mark.parametrize(
    ("base", "demo"),
    [
        ("https://news.example", True),
        ("http://news.example", False),
        ("https://127.0.0.1:8000", False),
        ("https://localhost", False),
        ("https://192.168.1.5", False),
    ],
)
def test_without_a_public_address_no_hub_is_asked(play: Play, base: str, demo: bool) -> None:
    play.own = replace(play.own, demo=demo, site=replace(play.own.site, base_url=base))
    play.look()
    assert play.titles() == {"one"}
    assert play.asked() == []
    assert not Subscription.objects.exists()


def test_the_desk_and_the_list_of_sources_show_subscriptions(play: Play) -> None:
    from django.contrib.auth.models import User

    play.subscribe()
    listed = next(r for r in sources.list_feeds() if r["feed"] == play.feed.url)
    assert (listed["hub"], listed["hub_state"]) == (play.site.url("/hub"), "live")
    assert listed["lease_ends"]
    play.hub_says("denied", reason="full")
    play.browser.force_login(User.objects.create_superuser("editor-x", "", "x"))
    assert "The hub refused the subscription. full" in play.browser.get("/desk/").content.decode()
    admin = play.browser.get("/desk/admin/news/feed/").content.decode()
    assert "refused The hub refused" in admin
    assert play.row.secret not in admin and play.row.token not in admin


TOML = """
[site]
base_url = "https://news.example"
[fetch]
per_host_delay = 0.0
allow_private = ["127.0.0.1"]
"""
ADD = """
import sys
from pathlib import Path
from onestory.web.hub import open_hub
open_hub(Path(sys.argv[1]))
from onestory.web.jobs.sources import add_feed
add_feed(sys.argv[2])
"""


def call(
    port: int, method: str, target: str, body: bytes = b"", **headers: str
) -> tuple[int, bytes]:
    """A request to the running site, as the proxy with the certificate would hand it on."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    lines = {"host": "news.example", "x-forwarded-proto": "https"} | headers
    connection.request(method, target, body, {n.replace("_", "-"): v for n, v in lines.items()})
    answer = connection.getresponse()
    try:
        return answer.status, answer.read()
    finally:
        connection.close()


def free_port() -> int:
    with serving() as site:
        return site.port


def stored(folder: Path) -> set[str]:
    with sqlite3.connect(folder / "onestory.sqlite3") as database:
        return {title for (title,) in database.execute("SELECT entry_title FROM news_article")}


def test_a_running_hub_subscribes_and_is_pushed_to(tmp_path: Path) -> None:
    """The whole way with real processes; this hub verifies before it answers the question."""
    config.initialise(tmp_path, TOML)
    port, verified = free_port(), threading.Event()
    forms: list[dict[str, str]] = []
    with serving() as site:

        @site.route("/hub")
        def hub(exchange: Exchange) -> None:
            form = form_of(exchange)
            query = {f"hub.{n}": form[f"hub.{n}"] for n in ("mode", "topic", "lease_seconds")}
            path = urlsplit(form["hub.callback"]).path
            query["hub.challenge"] = CHALLENGE
            answer = call(port, "GET", f"{path}?{urlencode(query)}")
            forms.append(form)
            exchange.answer(202 if answer == (200, CHALLENGE.encode()) else 400)
            verified.set()

        body = atom(site, "one")
        site.routes["/feed"] = lambda e: e.answer(200, body, content_type="application/xml")
        subprocess.run([sys.executable, "-c", ADD, str(tmp_path), site.url("/feed")], check=True)
        command = [sys.executable, "-m", "onestory.cli", "run", "--data", str(tmp_path)]
        running = subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL)
        try:
            assert verified.wait(120)
            path = urlsplit(forms[0]["hub.callback"]).path
            new = atom(site, "two")
            digest = hmac.new(forms[0]["hub.secret"].encode(), new, hashlib.sha512).hexdigest()
            wrong = call(port, "POST", path, new, x_hub_signature="sha512=" + digest[::-1])
            assert (wrong[0], stored(tmp_path)) == (202, {"one"})
            right = call(port, "POST", path, new, x_hub_signature=f"sha512={digest}")
            assert (right[0], stored(tmp_path)) == (202, {"one", "two"})
        finally:
            os.kill(running.pid, signal.SIGTERM)
            running.wait()
