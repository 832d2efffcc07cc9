"""The errors a caller can act on: each says what was wrong, where, and what to do."""

from __future__ import annotations


class OnestoryError(Exception):
    """Base of every error this package raises on purpose. `str(error)` is one clear sentence."""


class SettingsError(OnestoryError):
    """`onestory.toml` cannot be used as it is."""


class InputError(OnestoryError):
    """A file or line given to a command cannot be read."""


class FetchRefusedError(OnestoryError):
    """An address must not be fetched (private network, scheme, robots.txt)."""


class StorageError(OnestoryError):
    """The database or the data folder cannot be written."""
