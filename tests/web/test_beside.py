"""`onestory run`: two processes that end together, however the site ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from onestory import config
from onestory.web.jobs.beside import GATHERING_DIED, _gather

WAIT = 60  # seconds for what takes one on an idle machine


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def gatherer_of(hub: Path) -> int:
    """The process that gathers into a hub, once it does."""
    for _ in range(WAIT * 10):
        held = hub / "gather.lock"
        if held.exists() and (number := held.read_text("ascii").strip()):
            return int(number)
        time.sleep(0.1)
    raise AssertionError("nobody gathers")


def ends(process: int) -> bool:
    for _ in range(WAIT * 10):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{process}/stat")
        if status.exists() and status.read_text("ascii").rsplit(")", 1)[1].split()[0] == "Z":
            return True  # dead, and nobody has asked yet
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_gather_loop_ends_with_the_site(tmp_path: Path, how: signal.Signals) -> None:
    config.initialise(tmp_path, config.TEMPLATE)
    port = free_port()
    command = [sys.executable, "-m", "onestory.cli", "run", "--data", str(tmp_path)]
    site = subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL)
    try:
        gatherer = gatherer_of(tmp_path)
        assert gatherer != site.pid
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=WAIT) as answer:
            assert answer.status == 200
        site.send_signal(how)
        site.wait(WAIT)
        assert ends(gatherer)
    finally:
        site.kill()
        site.wait()


def test_a_signal_to_the_whole_group_ends_the_pass_in_order(tmp_path: Path) -> None:
    """A service manager stops every process, not only the site's."""
    first = [sys.executable, "-m", "onestory.cli", "sources", "list", "--data", str(tmp_path)]
    config.initialise(tmp_path, config.TEMPLATE)
    subprocess.run(first, check=True)  # makes the tables
    context = multiprocessing.get_context("spawn")
    heard, told = context.Pipe(duplex=False)
    loop = context.Process(target=_gather, args=(tmp_path, heard))
    loop.start()
    try:
        gatherer_of(tmp_path)
        loop.terminate()
        loop.join(WAIT)
        assert loop.exitcode == 0
    finally:
        told.close()
        loop.kill()
        loop.join()


def test_who_runs_the_site_is_told_that_the_gather_loop_died(tmp_path: Path) -> None:
    config.initialise(tmp_path, config.TEMPLATE)
    command = [sys.executable, "-m", "onestory.cli", "run", "--data", str(tmp_path)]
    said = tmp_path / "said"
    with said.open("w") as stderr:
        site = subprocess.Popen([*command, "--port", str(free_port())], stderr=stderr)
    try:
        os.kill(gatherer_of(tmp_path), signal.SIGKILL)
        for _ in range(WAIT * 10):
            if GATHERING_DIED in said.read_text("utf-8"):
                break
            time.sleep(0.1)
        assert GATHERING_DIED in said.read_text("utf-8")
        assert site.poll() is None
    finally:
        site.kill()
        site.wait()
