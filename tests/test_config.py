from __future__ import annotations

from pathlib import Path

import pytest

from onestory import config
from onestory.errors import SettingsError, StorageError


def write(folder: Path, text: str) -> Path:
    (folder / config.FILE_NAME).write_text(text, "utf-8")
    return folder


def test_a_new_folder_gets_settings_and_a_private_secret(tmp_path: Path) -> None:
    settings = config.initialise(tmp_path / "hub")
    assert settings.site.title == "Onestory"
    assert len(settings.secret) > 40
    assert (tmp_path / "hub" / "secret").stat().st_mode & 0o077 == 0
    assert config.initialise(tmp_path / "hub").secret == settings.secret


def test_every_setting_of_the_template_is_real(tmp_path: Path) -> None:
    lines = []
    for line in config.TEMPLATE.splitlines():
        body = line.removeprefix("# ")
        lines.append(body if "=" in body and not body.startswith("database") else line)
    write(tmp_path, "\n".join(lines))
    config.load(tmp_path)


@pytest.mark.parametrize(
    "text, names",
    [
        ("[site", "valid TOML"),
        ("titel = 1", "`titel`"),
        ("[site]\ntitel = 'x'", "`site.titel`"),
        ("[site]\ntitle = 3", "`site.title` must be text"),
        ("[fetch]\ntimeout = 'long'", "`fetch.timeout` must be a number"),
        ("[fetch]\ntimeout = 0", "`fetch.timeout` must be above 0"),
        ("site = 3", "`site` must be a table"),
        ("database = 'mysql://x'", "postgresql://"),
        ("[brief]\nper_article = 41", "only be lowered"),
        ("[site]\nbase_url = 'news.example'", "http"),
    ],
)
def test_a_bad_setting_is_named_with_its_file(tmp_path: Path, text: str, names: str) -> None:
    with pytest.raises(SettingsError) as caught:
        config.load(write(tmp_path, text))
    assert names in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_a_missing_folder_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="onestory init"):
        config.load(tmp_path / "none")


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StorageError, match="--data"):
        config.initialise(tmp_path / "file")
