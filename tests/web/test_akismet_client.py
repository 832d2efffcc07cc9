"""Asking an Akismet server: beside the filter, after it, instead of it, and never for long."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client, override_settings
from django.utils import timezone
from tests.conftest import GatheredPress
from tests.web.test_talk import comment_of, fields

from onestory.spam import Verdict
from onestory.web.akismet import client as module
from onestory.web.akismet.client import SENT, AkismetClient
from onestory.web.jobs.misses import tell_misses
from onestory.web.news.models import Story
from onestory.web.talk import posting
from onestory.web.talk.judge import decide
from onestory.web.talk.models import Comment, Decision

KEY = "0123456789ab"
PATIENT = 20  # seconds


@pytest.fixture
def story(gathered: GatheredPress, rows: None) -> Story:
    return Story.objects.filter(headline__isnull=False).order_by("-last_at").first()


@dataclass
class Server:
    """A server that answers what it is told to, and keeps what it was asked."""

    answer: bytes = b"false"
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    """0 for taking a question without ever answering."""
    ended: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {k: v[-1] for k, v in parse_qs(body, keep_blank_values=True).items()}
            state.asked.append((self.path, sent))
            if state.status == 0:
                state.ended.wait(PATIENT)
                return
            self.send_response(state.status or 200)
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(state.answer)))
            self.end_headers()
            self.wfile.write(state.answer)

        def log_message(self, *_: Any) -> None:
            pass

    fresh = AkismetClient()  # no rests and connections of other tests
    for place in (module, posting):
        monkeypatch.setattr(place, "akismet", fresh)
    monkeypatch.setattr("onestory.web.jobs.misses.akismet", fresh)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        state.port = http.server_address[1]
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield state
        state.ended.set()
        http.shutdown()
        thread.join(timeout=5)


@contextmanager
def asking(server: Server, mode: str, timeout: float = 5.0, **comments: Any) -> Iterator[None]:
    own = settings.ONESTORY
    url = f"http://akismet.localhost:{server.port}"
    rules = dataclasses.replace(own.akismet, key=KEY, url=url, mode=mode, timeout=timeout)
    talk = dataclasses.replace(own.comments, **comments)
    with override_settings(ONESTORY=dataclasses.replace(own, akismet=rules, comments=talk)):
        yield


def post(story: Story, **more: str) -> Comment:
    browser = Client(headers={"host": "127.0.0.1", "user-agent": "Browser/1"})
    browser.post(f"/story/{story.pk}/comment/", fields(story, **more))
    return Comment.objects.latest("pk")


def sure(decision: str) -> Any:
    return lambda comment: Verdict(1.0, decision, decision == "hold", ())


def wait_for(seen: Any) -> None:
    ends = time.monotonic() + PATIENT
    while not seen() and time.monotonic() < ends:
        time.sleep(0.02)
    assert seen()


def test_what_is_asked(story: Story, server: Server) -> None:
    with asking(server, "sole"):
        comment = post(story, text="Is it – so?", email="ann@a.example")
    ((path, sent),) = server.asked
    assert path == "/1.1/comment-check"
    assert sent.pop("api_key") == KEY
    assert set(sent) == set(SENT)
    assert sent["comment_content"] == "Is it – so?"
    assert sent["comment_author_email"] == "ann@a.example"
    assert sent["user_ip"] == "127.0.0.1"
    assert sent["user_agent"] == "Browser/1"
    assert sent["permalink"].endswith(story.get_absolute_url())
    assert comment.second == "ham"


@pytest.mark.parametrize(
    "mode, filter_says, akismet_says, state, asked",
    [
        ("sole", "spam", b"false", "published", 1),
        ("sole", "publish", b"true", "spam", 1),
        ("second", "hold", b"true", "spam", 1),
        ("second", "hold", b"false", "published", 1),
        ("second", "publish", b"true", "published", 1),  # sure of it: asked for the report only
        ("shadow", "publish", b"true", "published", 1),
        ("shadow", "spam", b"false", "spam", 1),
    ],
)
def test_who_decides(
    story: Story,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    mode: str,
    filter_says: str,
    akismet_says: bytes,
    state: str,
    asked: int,
) -> None:
    server.answer = akismet_says
    monkeypatch.setattr(posting, "judge", sure(filter_says))
    with asking(server, mode, hold_first_time=False):
        # Rows of this test are in no other thread's sight: what is noted later is tried by itself.
        monkeypatch.setattr(posting, "note_answer", lambda number: lambda answer: None)
        comment = post(story)
        wait_for(lambda: len(server.asked) == asked)
    assert comment.state == state


@pytest.mark.parametrize(
    "answer, headers, second",
    [
        (b"true", {"X-akismet-pro-tip": "discard"}, "discard"),
        (b"true", {}, "spam"),
        (b"invalid", {"X-akismet-debug-help": "bad key"}, "silent"),
        (b"", {}, "silent"),
        (b"<html>true</html>", {}, "silent"),
        (b"true" + b" " * 100_000, {}, "silent"),  # too long to be an answer
    ],
)
def test_what_it_says(
    story: Story, server: Server, answer: bytes, headers: dict[str, str], second: str
) -> None:
    server.answer, server.headers = answer, headers
    with asking(server, "sole"):
        assert post(story).second == second


def test_silence_leaves_it_to_the_filter_and_blocks_nobody(story: Story, server: Server) -> None:
    server.status = 0
    with asking(server, "sole", timeout=0.2):
        comment = post(story)
        assert (comment.second, comment.state) == ("silent", "held")
        for _ in range(12):
            posting.akismet.check({})
            time.sleep(0.05)
    assert len(server.asked) < 12  # a server that fails is left alone for a while


def test_nobody_there(story: Story, server: Server) -> None:
    server.port = 9
    with asking(server, "sole"):
        assert post(story).second == "silent"


def test_a_private_address_is_not_asked(story: Story, server: Server) -> None:
    own = settings.ONESTORY
    url = f"http://127.0.0.1:{server.port}"
    rules = dataclasses.replace(own.akismet, key=KEY, url=url, mode="sole")
    with override_settings(ONESTORY=dataclasses.replace(own, akismet=rules)):
        assert post(story).second == "silent"
    assert server.asked == []


def test_it_is_told_what_it_got_wrong_once(story: Story, server: Server) -> None:
    now = timezone.now()
    server.answer = b"Thanks for making the web a better place."
    wrong = comment_of(story, second="ham", text="pills", address_prefix="192.0.2.0/24")
    right = comment_of(story, second="spam", text="watches")
    blamed = comment_of(story, second="discard", text="good words")
    unasked = comment_of(story, text="x")
    for comment in (wrong, right, unasked):
        decide(comment, "spam", AnonymousUser(), now)
    decide(blamed, "published", AnonymousUser(), now)
    with asking(server, "shadow"):
        assert tell_misses() == 2
        assert tell_misses() == 0
    assert {(p, s["comment_content"]) for p, s in server.asked} == {
        ("/1.1/submit-spam", "pills"),
        ("/1.1/submit-ham", "good words"),
    }
    assert {s["user_ip"] for _, s in server.asked} == {"192.0.2.0", ""}
    assert Decision.objects.filter(told=False).count() == 1


def test_a_submission_that_fails_is_tried_again(story: Story, server: Server) -> None:
    decide(comment_of(story, second="ham"), "spam", AnonymousUser(), timezone.now())
    server.answer = b"invalid"
    with asking(server, "shadow"):
        assert tell_misses() == 0
        server.answer = b"Thanks for making the web a better place."
        assert tell_misses() == 1


def test_the_privacy_page_names_who_is_asked_and_what_is_sent(story: Story, server: Server) -> None:
    browser = Client(headers={"host": "127.0.0.1"})
    assert "sends nothing to anyone" in browser.get("/privacy/comments/").content.decode()
    with asking(server, "shadow"):
        page = browser.get("/privacy/comments/").content.decode()
    assert f"http://akismet.localhost:{server.port}" in page
    for name, what in SENT.items():
        assert name in page
        assert what.replace("'", "&#x27;") in page
