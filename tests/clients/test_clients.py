"""Akismet clients as they are published, against a running hub. Installed by `.ci/run`."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.clients.conftest import Server

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
SPAM = "Cheap watches and pills, visit http://best-deals.example now and earn money fast"
GOOD = "The second paragraph says the council voted twice, so the number cannot be right."
WRONG = "wrongwrongxx"


@pytest.fixture(scope="module")
def taught(server: Server) -> Server:
    """The key has learned, through the Python client, what spam is on its site."""
    akismet = pytest.importorskip("akismet", reason="the Akismet clients are not installed")
    with python_client(akismet, server, server.key) as client:
        for n in range(30):
            client.submit_spam("192.0.2.7", comment_content=f"{SPAM} {n}")
            client.submit_ham("192.0.2.7", comment_content=f"{GOOD} {n}")
    return server


def python_client(akismet, server: Server, key: str):
    """The client as published; its own argument leads it to another host."""
    import httpx

    class ToHub(httpx.BaseTransport):
        def __init__(self) -> None:
            self._inner = httpx.HTTPTransport()

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=server.port)
            request.headers["host"] = f"127.0.0.1:{server.port}"
            return self._inner.handle_request(request)

    settings = akismet.Config(key=key, url="https://blog.example/")
    return akismet.SyncClient(config=settings, http_client=httpx.Client(transport=ToHub()))


def test_python(taught: Server) -> None:
    import akismet

    with python_client(akismet, taught, taught.key) as client:
        assert client.verify_key()
        assert not client.verify_key(WRONG, "https://blog.example/")
        ham, spam, discard = (
            akismet.CheckResponse.HAM,
            akismet.CheckResponse.SPAM,
            akismet.CheckResponse.DISCARD,
        )
        assert client.comment_check("192.0.2.7", comment_content=f"{GOOD} 99") == ham
        assert client.comment_check("192.0.2.7", comment_content=f"{SPAM} 99") in {spam, discard}
        assert client.comment_check("192.0.2.7", comment_author="viagra-test-123") == spam
        assert client.usage_limit()["throttled"] is False


def test_node(taught: Server) -> None:
    if not (HERE / "node_modules").is_dir() or shutil.which("node") is None:
        pytest.skip("the Akismet clients for Node are not installed")
    asked = subprocess.run(
        [
            *("node", "--require", str(HERE / "names.cjs"), str(HERE / "ask.mjs")),
            *(str(taught.port), taught.key, WRONG, f"{SPAM} 98", f"{GOOD} 98"),
        ],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert asked.returncode == 0, asked.stderr
    told = json.loads(asked.stdout)
    assert told["akismet-api"] == {
        "valid": True,
        "wrong": False,
        "spam": True,
        "good": False,
        "guaranteed": True,
        "trapped": True,
        "submitted": "Thanks for making the web a better place.",
        "unknown": "Invalid API key",
        "incomplete": "Invalid API key",
    }
    assert told["@cedx/akismet"] == {
        "valid": True,
        "wrong": False,
        "spam": told["@cedx/akismet"]["spam"],
        "good": 0,
        "guaranteed": 1,
        "submitted": True,
        "unknown": "Empty or unknown key.",
    }
    assert told["@cedx/akismet"]["spam"] in {1, 2}  # spam, or blatant spam
