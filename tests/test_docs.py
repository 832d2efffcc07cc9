"""What the documents say and what the code has are held together here."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
import typer

from onestory import config
from onestory.cli import app
from onestory.web.news.labels import STATE, STATUS, WARNING

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (ROOT / "docs/commands.md").read_text("utf-8")
OPERATING = (ROOT / "docs/operating.md").read_text("utf-8")


def commands() -> list[str]:
    top = typer.main.get_command(app)
    found = []
    for name, command in top.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found += [f"{name} {sub}" for sub in inner] if inner else [name]
    return found


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(command: str) -> None:
    group, _, sub = command.partition(" ")
    assert f"onestory {group}" in COMMANDS
    assert not sub or sub in COMMANDS


def test_every_setting_is_documented() -> None:
    for field in dataclasses.fields(config.Settings):
        value = getattr(config.Settings(data=Path()), field.name)
        if dataclasses.is_dataclass(value):
            for inner in dataclasses.fields(value):
                assert f"`{field.name}.{inner.name}`" in OPERATING, inner.name
        elif field.name != "data":
            assert f"`{field.name}`" in OPERATING, field.name


def test_every_status_and_warning_has_a_name() -> None:
    from typing import get_args

    from onestory.article import STATES
    from onestory.claims.phrases import PHRASES
    from onestory.claims.values import Status

    assert set(get_args(Status)) == set(STATUS)
    assert set(STATES) <= set(STATE)
    contract = {
        "damaged-sentence",
        "headline-mismatch",
        "unattributed-figure",
        "unnamed-speaker",
        "missing-source-link",
        "no-date",
        "no-byline",
        "boilerplate",
        "loaded-wording",
        "possible-double-count",
        "possible-name-error",
    }
    assert contract == set(WARNING)
    assert contract <= set(PHRASES)


@pytest.mark.parametrize("name", ["README.md", "docs/commands.md", "docs/operating.md"])
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_a_command_answers_in_its_format_file() -> None:
    named = set(re.findall(r"formats/([a-z-]+\.schema\.json)", COMMANDS))
    there = {p.name for p in (ROOT / "docs/formats").glob("*.schema.json")}
    assert named | {"press-truth.schema.json"} == there
