"""`onestory.toml` → one frozen `Settings`. Nothing else reads settings or the environment."""

from __future__ import annotations

import dataclasses
import ipaddress
import os
import secrets
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from onestory.errors import SettingsError, StorageError

FILE_NAME = "onestory.toml"
SECRET_NAME = "secret"  # noqa: S105 - the file's name, not a secret

AKISMET_MODES = ("shadow", "second", "sole")
BRIEF_WORDS_PER_ARTICLE = 40  # quotation ceiling; a site may only lower it


@dataclass(frozen=True, slots=True)
class Site:
    title: str = "Onestory"
    base_url: str = "http://127.0.0.1:8000"
    country: str = ""
    """ISO 3166 code of the hub's own country: it gets a section of its own beside World."""
    country_name: str = ""
    contact: str = ""
    """Where outlets and readers reach the operator: an address or a page."""
    operator: str = ""
    time_zone: str = "UTC"
    show_texts: bool = False
    """Show readers whole stored texts and snapshots: only where you hold the rights. Otherwise they
    see the cited sentences, and staff see all."""
    language: str = "en"
    trusted_proxies: tuple[str, ...] = ()
    """Addresses and networks whose X-Forwarded-For says where a visitor really is."""


@dataclass(frozen=True, slots=True)
class Fetch:
    timeout: float = 20.0
    """Seconds for one request, redirects included."""
    max_page_bytes: int = 8_000_000
    max_feed_bytes: int = 16_000_000
    per_host_delay: float = 2.0
    """Seconds between two requests to one host."""
    concurrency: int = 16
    allow_private: tuple[str, ...] = ()
    """Host patterns and networks exempt from the private-address guard, e.g. "*.localhost"."""
    retries: int = 2


@dataclass(frozen=True, slots=True)
class Gather:
    poll_minutes: int = 60
    page_age_days: int = 4
    """Entries older than this are not fetched: their stories are closed."""
    reread_hours: tuple[float, ...] = (1, 3, 8, 24, 72)
    """Ages at which a page is read again to see changes."""
    processes: int = 2
    """That help to read pages and compare articles when work piles up; 0 for none."""


@dataclass(frozen=True, slots=True)
class BriefLength:
    words: int = 120
    per_article: int = BRIEF_WORDS_PER_ARTICLE


@dataclass(frozen=True, slots=True)
class Comments:
    open: bool = True
    close_after_days: int = 14
    depth: int = 4
    keep_address_days: int = 30
    hold_first_time: bool = True
    edit_minutes: int = 15
    """For so long an author may change or delete a comment; 0 for not at all."""
    shadow: bool = False
    """The filter judges, and its verdicts are only compared with what people decide."""


@dataclass(frozen=True, slots=True)
class Mail:
    server: str = ""
    """smtp://user:password@host:587 (STARTTLS), smtps://host:465, file:FOLDER; empty for no mail."""
    sender: str = ""
    moderators: tuple[str, ...] = ()
    """Who gets held comments with links that decide, and the digest."""
    most_per_hour: int = 10
    """Held comments mailed one by one; the digest has the others."""
    digest_hour: int = 7
    """Of the site's time zone; -1 for no digest."""


@dataclass(frozen=True, slots=True)
class Akismet:
    server: bool = False
    """Answer the Akismet protocol under /akismet/ for keys made at the desk."""
    key: str = ""
    """Ask an Akismet server about comments here, with this key; empty for asking nobody."""
    url: str = "https://rest.akismet.com"
    """Akismet's own server, or a compatible one."""
    mode: str = "shadow"
    """shadow: only compare; second: it decides where the filter is unsure; sole: it decides."""
    timeout: float = 2.0
    """Seconds a reader waits for it at most; after that the filter decides."""


@dataclass(frozen=True, slots=True)
class Settings:
    data: Path
    database: str = ""
    """Empty for SQLite in the data folder, or postgresql://user:password@host/name."""
    demo: bool = False
    """The press is invented: every page says so."""
    hosts: tuple[str, ...] = ()
    """Host names the site answers to, besides base_url's and loopback."""
    site: Site = field(default_factory=Site)
    fetch: Fetch = field(default_factory=Fetch)
    gather: Gather = field(default_factory=Gather)
    brief: BriefLength = field(default_factory=BriefLength)
    comments: Comments = field(default_factory=Comments)
    mail: Mail = field(default_factory=Mail)
    akismet: Akismet = field(default_factory=Akismet)

    @property
    def sqlite_path(self) -> Path:
        return self.data / "onestory.sqlite3"

    @property
    def snapshots(self) -> Path:
        return self.data / "snapshots"

    @property
    def secret(self) -> str:
        """The site's secret. Raises SettingsError where `onestory init` has not been run."""
        try:
            return (self.data / SECRET_NAME).read_text("ascii").strip()
        except OSError as error:
            raise SettingsError(
                f"No secret in {self.data}: run `onestory init {self.data}` first."
            ) from error


TEMPLATE = """\
# Onestory. Every setting has a default; what is commented out shows it.
# database = "postgresql://onestory:password@localhost/onestory"   # default: SQLite here
# hosts = ["news.example.org"]

[site]
title = "Onestory"
# base_url = "http://127.0.0.1:8000"   # the address readers use
# country = "US"                       # your country gets a section beside World
# country_name = "United States"
# operator = "Who runs this hub"
# contact = "mailto:desk@example.org"  # sent to outlets with every request
# time_zone = "UTC"
# show_texts = false                   # whole stored texts for readers: only with the rights
# trusted_proxies = []                 # e.g. ["127.0.0.1"]: believe their X-Forwarded-For

[fetch]
# per_host_delay = 2.0                 # seconds between two requests to one host
# timeout = 20.0
# allow_private = []                   # e.g. ["*.localhost", "192.168.1.0/24"]

[gather]
# poll_minutes = 60
# page_age_days = 4
# reread_hours = [1, 3, 8, 24, 72]
# processes = 2                        # that help when work piles up; 0 for none

[brief]
# words = 120
# per_article = 40                     # may only be lowered

[comments]
# open = true
# close_after_days = 14
# hold_first_time = true
# keep_address_days = 30
# edit_minutes = 15                    # an author may change or delete a comment; 0: not at all
# shadow = false                       # the filter judges, but people decide everything

[mail]
# server = "smtp://user:password@mail.example.org:587"   # or smtps://…:465, or file:FOLDER
# sender = "hub@example.org"
# moderators = ["desk@example.org"]    # they are asked about held comments
# most_per_hour = 10                   # the digest has the others
# digest_hour = 7                      # -1: no digest

[akismet]
# server = false                       # answer other sites
# key = ""                             # ask Akismet, or a compatible server at `url`
# mode = "shadow"                      # shadow: only compare; second: where the filter is unsure; sole
# timeout = 2.0
"""


def initialise(folder: Path, text: str = TEMPLATE) -> Settings:
    """Write `onestory.toml` and the secret where they are missing, and load them.

    Raises StorageError when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        settings_file = folder / FILE_NAME
        if not settings_file.exists():
            settings_file.write_text(text, "utf-8")
        secret_file = folder / SECRET_NAME
        if not secret_file.exists():
            descriptor = os.open(secret_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as handle:
                handle.write(secrets.token_urlsafe(48) + "\n")
    except OSError as error:
        raise StorageError(
            f"Cannot write to {folder}: {error.strerror or error}. Choose a folder you may write "
            "to with --data."
        ) from error
    return load(folder)


def load(folder: Path) -> Settings:
    """Read the settings of a data folder. Raises SettingsError naming file, key and remedy."""
    path = folder / FILE_NAME
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(
            f"There is no {FILE_NAME} in {folder}: run `onestory init {folder}` first."
        ) from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}. Mend that line.") from error
    settings = _settings_from(table, folder, path)
    _check(settings, path)
    return settings


def _settings_from(table: dict[str, Any], folder: Path, path: Path) -> Settings:
    values: dict[str, Any] = {"data": folder}
    defaults = Settings(data=folder)
    for key, value in table.items():
        if not hasattr(defaults, key) or key in {"data", "secret", "snapshots", "sqlite_path"}:
            raise SettingsError(f"{path}: there is no setting `{key}`. Remove or rename it.")
        default = getattr(defaults, key)
        if dataclasses.is_dataclass(default):
            if not isinstance(value, dict):
                raise SettingsError(f"{path}: `{key}` must be a table, written [{key}].")
            fields = {
                name: _coerce(item, default, name, f"{key}.{name}", path)
                for name, item in value.items()
            }
            values[key] = dataclasses.replace(default, **fields)  # type: ignore[type-var]
        else:
            values[key] = _coerce(value, defaults, key, key, path)
    return Settings(**values)


def _coerce(value: Any, defaults: Any, name: str, label: str, path: Path) -> Any:
    if name not in {f.name for f in dataclasses.fields(defaults)}:
        raise SettingsError(f"{path}: there is no setting `{label}`. Remove or rename it.")
    default = getattr(defaults, name)
    if isinstance(default, tuple) and isinstance(value, list):
        return tuple(value)
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(default):
        kinds = {str: "text in quotes", bool: "true or false", int: "a whole number"}
        kinds |= {float: "a number", tuple: "a list"}
        raise SettingsError(
            f"{path}: `{label}` must be {kinds.get(type(default), 'another kind of value')}, "
            f"not {value!r}."
        )
    return value


def _check(settings: Settings, path: Path) -> None:
    if settings.database and urlsplit(settings.database).scheme not in {"postgresql", "postgres"}:
        raise SettingsError(
            f"{path}: `database` must begin with postgresql:// or be left out for SQLite."
        )
    if urlsplit(settings.site.base_url).scheme not in {"http", "https"}:
        raise SettingsError(f"{path}: `site.base_url` must begin with http:// or https://.")
    if not 0 < settings.brief.per_article <= BRIEF_WORDS_PER_ARTICLE:
        raise SettingsError(
            f"{path}: `brief.per_article` may only be lowered from {BRIEF_WORDS_PER_ARTICLE}."
        )
    for proxy in settings.site.trusted_proxies:
        _check_network(proxy, path)
    _check_mail(settings.mail, path)
    _check_akismet(settings.akismet, path)
    for label, number in (
        ("fetch.timeout", settings.fetch.timeout),
        ("fetch.concurrency", settings.fetch.concurrency),
        ("gather.poll_minutes", settings.gather.poll_minutes),
        ("gather.page_age_days", settings.gather.page_age_days),
    ):
        if number <= 0:
            raise SettingsError(f"{path}: `{label}` must be above 0, not {number}.")
    if settings.gather.processes < 0:
        raise SettingsError(f"{path}: `gather.processes` must be 0 or more.")


def _check_mail(mail: Mail, path: Path) -> None:
    kind, host = urlsplit(mail.server).scheme, urlsplit(mail.server).hostname
    if mail.server and not (kind == "file" or (kind in {"smtp", "smtps"} and host)):
        raise SettingsError(
            f"{path}: `mail.server` must begin with smtp://, smtps:// or file: and name a host or "
            "folder, or be left out for no mail."
        )
    if mail.server and "@" not in mail.sender:
        raise SettingsError(f"{path}: `mail.sender` must be the address that mail comes from.")
    if any("@" not in str(moderator) for moderator in mail.moderators):
        raise SettingsError(f"{path}: `mail.moderators` must list mail addresses.")
    if not -1 <= mail.digest_hour <= 23:
        raise SettingsError(f"{path}: `mail.digest_hour` must be 0 to 23, or -1 for none.")


def _check_akismet(akismet: Akismet, path: Path) -> None:
    if akismet.mode not in AKISMET_MODES:
        raise SettingsError(f"{path}: `akismet.mode` must be one of {', '.join(AKISMET_MODES)}.")
    if urlsplit(akismet.url).scheme not in {"http", "https"}:
        raise SettingsError(f"{path}: `akismet.url` must begin with http:// or https://.")
    if not 0 < akismet.timeout <= 10:
        raise SettingsError(f"{path}: `akismet.timeout` must be above 0 and at most 10 seconds.")


def _check_network(network: object, path: Path) -> None:
    try:
        ipaddress.ip_network(str(network))
    except ValueError as error:
        raise SettingsError(
            f"{path}: `site.trusted_proxies` must list addresses or networks such as "
            f'"127.0.0.1" or "10.0.0.0/8", not {network!r}.'
        ) from error
