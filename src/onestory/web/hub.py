"""Opening a hub: its folder, its settings, its database; from here on Django may be imported."""

from __future__ import annotations

import os
from pathlib import Path

from onestory import config
from onestory.errors import SettingsError, StorageError


def open_hub(folder: Path, create_tables: bool = True) -> config.Settings:
    """Make a data folder the process's hub: set up Django and bring the tables up to date.

    Raises SettingsError or StorageError with one sentence where that cannot be done.
    """
    folder = folder.resolve()
    settings = config.load(folder)
    os.environ["ONESTORY_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "onestory.web.settings"
    import django

    django.setup()
    if create_tables:
        _migrate(settings)
    return settings


def initialise(folder: Path, template: str = config.TEMPLATE, starters: bool = True) -> None:
    """Write what a hub needs into a folder; what is there already stays."""
    config.initialise(folder, template)
    open_hub(folder)
    if starters:
        from onestory.web.jobs.starters import add_starters

        add_starters()


def _migrate(settings: config.Settings) -> None:
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    where = settings.database.rpartition("@")[2] or str(settings.sqlite_path)
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        if not settings.database:
            _require_writable(settings)
    except (DatabaseError, OSError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise StorageError(
            f"The database {where} cannot be used: {first}. Check that it runs, has room and that "
            "you may write to it."
        ) from error
    except ImportError as error:
        raise SettingsError(
            "The PostgreSQL driver is missing: install it with `pip install onestory[postgresql]`."
        ) from error


def _require_writable(settings: config.Settings) -> None:
    from django.db import DatabaseError, connection

    if not os.access(settings.sqlite_path, os.W_OK):
        raise DatabaseError("the file is read-only")
    with connection.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("ROLLBACK")
