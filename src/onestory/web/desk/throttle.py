"""Wrong passwords are counted per account and per network, for all processes of the site."""

from __future__ import annotations

import hashlib
import threading
import unicodedata

from django.core.cache import cache
from django.http import HttpRequest

from onestory.web.talk.address import visitor_address
from onestory.web.talk.privacy import address_prefix

PER_ACCOUNT = 10  # wrong passwords in one window
PER_NETWORK = 30
WINDOW = 15 * 60  # seconds after the last wrong password

_lock = threading.Lock()


def take_try(request: HttpRequest, name: str) -> bool:
    """Whether a password may be looked at. It counts as wrong until `give_back`, so that many
    sent at once are no way around the limit."""
    limits = _limits(request, name)
    with _lock:
        if any(cache.get(key, 0) >= limit for key, limit in limits.items()):
            return False
        for key in limits:
            cache.set(key, cache.get(key, 0) + 1, WINDOW)
    return True


def give_back(request: HttpRequest, name: str) -> None:
    """The password was right: the account is free again, its network as it was before."""
    with _lock:
        for key in _limits(request, name):
            left = 0 if key.startswith("account") else cache.get(key, 0) - 1
            cache.set(key, max(left, 0), WINDOW)


def _limits(request: HttpRequest, name: str) -> dict[str, int]:
    account = unicodedata.normalize("NFKC", name).strip().casefold()
    limits = {f"account-{_digest(account)}": PER_ACCOUNT}
    if network := address_prefix(visitor_address(request)):
        limits[f"network-{_digest(network)}"] = PER_NETWORK
    return limits


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
