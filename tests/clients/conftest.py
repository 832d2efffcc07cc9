"""A hub that serves Akismet, in a process of its own, for clients to ask."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from onestory import config

TOML = '[site]\nbase_url = "http://localhost"\n[akismet]\nserver = true\n'
MAKE_KEY = """
import sys
from pathlib import Path
from onestory.web import hub
hub.open_hub(Path(sys.argv[1]))
from onestory.web.akismet.models import ApiKey
print(ApiKey.objects.create(owner="a blog").key)
"""
LONGEST_START = 120  # seconds


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    key: str
    folder: Path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The hub, with a key that has learned nothing yet."""
    folder = tmp_path_factory.mktemp("hub")
    config.initialise(folder, TOML)
    made = subprocess.run(
        [sys.executable, "-c", MAKE_KEY, str(folder)], check=True, capture_output=True, text=True
    )
    port = free_port()
    command = [sys.executable, "-m", "onestory.cli", "run", "--data", str(folder)]
    running = subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield Server(port, made.stdout.split()[-1], folder)
    finally:
        os.kill(running.pid, signal.SIGTERM)
        running.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(LONGEST_START * 10):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The server did not start.")
