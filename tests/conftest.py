"""One hub for the whole run: a temporary data folder, SQLite or the PostgreSQL named in
ONESTORY_TEST_DATABASE, and (when asked for) the bundled press gathered into it."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
import hypothesis
import pytest

from onestory import config
from onestory.press import Press
from onestory.press.server import PressServer, Request

ROOT = Path(__file__).resolve().parents[1]
# Machines are shared and slow at times: no test fails for the time it takes.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")
_FOLDER = tempfile.TemporaryDirectory(prefix="onestory-tests-")


def pytest_configure() -> None:
    from onestory.web.demo import SETTINGS

    database = os.environ.get("ONESTORY_TEST_DATABASE", "")
    text = (f'database = "{database}"\n' if database else "") + SETTINGS.format(port=8000)
    config.initialise(Path(_FOLDER.name), text)
    os.environ["ONESTORY_DATA"] = _FOLDER.name
    os.environ["DJANGO_SETTINGS_MODULE"] = "onestory.web.settings"
    django.setup()


@pytest.fixture(scope="session")
def database() -> Iterator[None]:
    """The tables, made once."""
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "postgresql":  # what an earlier run left
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    yield
    connection.close()


@pytest.fixture
def rows(database: None) -> Iterator[None]:
    """Rows written by a test are gone after it."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True, slots=True)
class GatheredPress:
    """The press and the hub that gathered all four days of it."""

    press: Press
    server: PressServer
    folder: Path
    asked: tuple[Request, ...]
    """What the four days asked for; other tests look at feeds too, and at these among them."""


@pytest.fixture(scope="session")
def gathered(database: None) -> Iterator[GatheredPress]:
    """Edition 1, gathered tick by tick into the hub, its server still running."""
    from django.conf import settings

    from onestory.web.demo import play, subscribe

    press = Press(edition=1)
    with press.serve() as server:
        subscribe(press, server)
        asyncio.run(play(press, server, settings.ONESTORY, quiet=True))
        yield GatheredPress(press, server, Path(_FOLDER.name), tuple(server.log))
