"""Helping processes: when they come, that they change nothing, what happens when one dies."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from onestory.web.jobs.hands import PATIENCE, PILE, Hands, HelperDiedError

HUB = """
from onestory.web.jobs.hands import Hands
import os, time
if __name__ == "__main__":
    print(*Hands(1).each([(os.getpid, ())], many=True), flush=True)
    time.sleep(600)
"""


def who(number: int) -> tuple[int, int]:
    return number, os.getpid()


def die_as_helper(number: int) -> int:
    if multiprocessing.parent_process() is not None:
        os._exit(1)
    return number


def refuse() -> None:
    raise ValueError("no")


def pids(hands: Hands, count: int, at_once: int) -> list[int]:
    async def work() -> list[int]:
        found = []
        for start in range(0, count, at_once):
            jobs = [hands(who, n) for n in range(start, start + at_once)]
            results = await asyncio.gather(*jobs)
            assert [n for n, _ in results] == list(range(start, start + at_once))
            found += [pid for _, pid in results]
        return found

    return asyncio.run(work())


def test_little_work_starts_no_process() -> None:
    hands = Hands(2)
    assert set(pids(hands, 2 * PATIENCE, PILE - 1)) == {os.getpid()}
    assert set(pids(hands, PATIENCE // 2, PATIENCE // 2)) == {os.getpid()}
    hands.close()


def test_piled_work_is_shared_out() -> None:
    hands = Hands(1)
    elsewhere = set(pids(hands, 2 * PATIENCE, 2 * PATIENCE)) - {os.getpid()}
    assert len(elsewhere) == 1
    assert set(pids(hands, 1, 1)) == elsewhere  # it stays for the next time
    hands.close()
    assert set(pids(hands, 1, 1)) == {os.getpid()}


def test_no_helpers_where_none_are_wanted() -> None:
    assert set(pids(Hands(0), 2 * PATIENCE, 2 * PATIENCE)) == {os.getpid()}


@pytest.mark.parametrize("processes", [0, 2])
def test_results_come_in_order(processes: int) -> None:
    hands = Hands(processes)
    jobs = ((who, (n,)) for n in range(50))
    results = list(hands.each(jobs, many=True))
    assert [n for n, _ in results] == list(range(50))
    assert all((pid == os.getpid()) == (processes == 0) for _, pid in results)
    hands.close()


def test_what_a_function_raises_is_raised() -> None:
    hands = Hands(1)
    with pytest.raises(ValueError, match="no"):
        list(hands.each([(refuse, ())], many=True))
    with pytest.raises(ValueError, match="no"):
        asyncio.run(hands(refuse))
    hands.close()


def test_a_helper_that_dies_takes_only_its_work_with_it() -> None:
    hands = Hands(1)
    list(hands.each([(who, (1,))], many=True))

    async def work() -> None:
        with pytest.raises(HelperDiedError):
            await hands(os._exit, 1)
        assert await hands(who, 2) == (2, os.getpid())

    asyncio.run(work())
    hands.close()


def test_a_story_is_read_here_when_its_helper_died() -> None:
    hands = Hands(1)
    jobs = [(die_as_helper, (n,)) for n in range(12)]
    assert list(hands.each(jobs, many=True)) == list(range(12))
    hands.close()


def test_helpers_end_with_a_hub_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "hub.py"
    script.write_text(HUB)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as hub:
        assert hub.stdout is not None
        assert int(hub.stdout.readline()) != hub.pid
        os.kill(hub.pid, signal.SIGKILL)
        # Both hold the output: it ends when the last of them has ended.
        assert hub.stdout.read() == b""
