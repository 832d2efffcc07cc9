"""The subscriber's side of WebSub, decision by decision."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestory.feeds import websub
from onestory.feeds.websub import Topic, is_signed, read_intent, request_form, topic_of

FEED = "https://harbour.example/feed"
HUB = "https://hub.example/"
SECRET, BODY = "a-secret-only-two-know", b"<feed/>"


@pytest.mark.parametrize(
    ("link", "hints", "topic"),
    [
        ("", {"hub": HUB, "self": FEED}, Topic(HUB, FEED)),
        ("", {"hub": HUB}, Topic(HUB, FEED)),
        ("", {"hub": "/hub", "self": "/all"}, Topic(f"{FEED[:-5]}/hub", f"{FEED[:-5]}/all")),
        ("", {"self": FEED}, None),
        ("", {"hub": "javascript:x"}, None),
        ("", {"hub": "https://hub.example/" + "x" * 1000}, None),
        ("", {"hub": "http://hub.example/"}, None),
        (f'<{HUB}>; rel="hub", <{FEED}?all>; rel=self', {}, Topic(HUB, f"{FEED}?all")),
        (f'<{HUB}>;REL="hub self"', {}, Topic(HUB, HUB)),
        (f"<{HUB}>; rel=hub", {"hub": "https://other.example/", "self": FEED}, Topic(HUB, FEED)),
        (f"<{HUB}1>; rel=hub, <{HUB}2>; rel=hub", {}, Topic(f"{HUB}1", FEED)),
        (f'<{HUB}>; title="rel=hub"', {}, None),
        ("<https://hub.example", {}, None),
    ],
)
def test_topics(link: str, hints: dict[str, str], topic: Topic | None) -> None:
    assert topic_of({"link": link}, hints, FEED) == topic


def test_a_feed_without_tls_may_have_a_hub_without() -> None:
    found = topic_of({}, {"hub": "http://hub.example/"}, "http://harbour.example/feed")
    assert found == Topic("http://hub.example/", "http://harbour.example/feed")


def test_forms() -> None:
    form = parse_qs(request_form("subscribe", FEED, "https://n.example/websub/x/", SECRET).decode())
    assert form == {
        "hub.mode": ["subscribe"],
        "hub.topic": [FEED],
        "hub.callback": ["https://n.example/websub/x/"],
        "hub.lease_seconds": ["864000"],
        "hub.secret": [SECRET],
    }
    goodbye = parse_qs(request_form("unsubscribe", FEED, "https://n.example/x/", SECRET).decode())
    assert set(goodbye) == {"hub.mode", "hub.topic", "hub.callback"}


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_signatures(method: str) -> None:
    digest = hmac.new(SECRET.encode(), BODY, getattr(hashlib, method)).hexdigest()
    assert is_signed(f"{method}={digest}", SECRET, BODY)
    assert is_signed(f"{method.upper()}={digest.upper()}", SECRET, BODY)
    assert not is_signed(f"{method}={digest}", SECRET, BODY + b" ")
    assert not is_signed(f"{method}={digest}", "another", BODY)
    assert not is_signed(f"{method}={digest[:-1]}", SECRET, BODY)
    assert not is_signed(digest, SECRET, BODY)


def test_weak_and_unknown_methods_sign_nothing() -> None:
    digest = hmac.new(SECRET.encode(), BODY, hashlib.md5).hexdigest()
    for header in (f"md5={digest}", "", "=", "sha256", "sha256=", "sha256=é", "plain=x"):
        assert not is_signed(header, SECRET, BODY)


@pytest.mark.parametrize(
    ("seconds", "lease"),
    [
        ("3600", timedelta(hours=1)),
        ("", websub.LEASE),
        ("-5", websub.LEASE),
        ("soon", websub.LEASE),
        ("0", websub.SHORTEST_LEASE),
        ("9" * 12, websub.LONGEST_LEASE),
        ("9" * 4000, websub.LEASE),
        ("٣", websub.LEASE),
    ],
)
def test_leases(seconds: str, lease: timedelta) -> None:
    asked = {"hub.mode": "subscribe", "hub.topic": FEED, "hub.challenge": "c"}
    intent = read_intent({**asked, "hub.lease_seconds": seconds})
    assert intent is not None
    assert intent.lease == lease
    assert timedelta(0) < websub.renew_after(lease) < lease


def test_what_asks_nothing_is_no_intent() -> None:
    assert read_intent({}) is None
    assert read_intent({"hub.mode": "publish", "hub.challenge": "c"}) is None
    assert read_intent({"hub.mode": "subscribe"}) is None
    assert read_intent({"hub.mode": "subscribe", "hub.challenge": "c" * 4001}) is None
    denied = read_intent({"hub.mode": "denied", "hub.topic": FEED, "hub.reason": " too\n many "})
    assert denied is not None
    assert denied.reason == "too many"


def test_silence_backs_off() -> None:
    waits = [websub.ask_again_after(n) for n in range(12)]
    assert waits == sorted(waits)
    assert waits[0] == websub.FIRST_WAIT and waits[-1] == websub.LONGEST_WAIT


@given(st.text(alphabet='<>;="relhubsf, /:', max_size=80), st.text(max_size=40))
def test_never_raises(link: str, header: str) -> None:
    topic_of({"link": link}, {}, FEED)
    is_signed(header, SECRET, BODY)
