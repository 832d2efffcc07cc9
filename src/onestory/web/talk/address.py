"""Where a visitor is, when the site stands behind proxies of its own."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def visitor_address(request: HttpRequest) -> str:
    """The right-most address that is no trusted proxy: all left of it anyone may have written."""
    remote = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    nearest = remote
    while forwarded and _is_trusted(nearest):
        said = _parsed(forwarded.pop())
        if said is None:
            return nearest
        nearest = str(said)
    return nearest


def _is_trusted(address: str) -> bool:
    parsed = _parsed(address)
    proxies = map(ip_network, settings.ONESTORY.site.trusted_proxies)
    return parsed is not None and any(parsed in proxy for proxy in proxies)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(address.strip())
    except ValueError:
        return None
    # A listener for both families names an IPv4 peer ::ffff:192.0.2.7.
    return getattr(parsed, "ipv4_mapped", None) or parsed
