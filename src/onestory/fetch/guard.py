"""The SSRF guard: which addresses may be asked, judged on the address really connected to.

The network backend resolves a name, checks every address it stands for and connects to a checked
one, so a name that changes its answer between check and use gains nothing. A pooled connection
stays with the address that was checked. Networks: IANA special-purpose registries (RFC 6890).
"""

from __future__ import annotations

import asyncio
import socket
import typing
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatchcase
from functools import partial
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Literal
from urllib.parse import urlsplit

import httpcore
import httpx

from onestory.errors import FetchRefusedError
from onestory.fetch.phrases import say

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Awaitable[list[str]]]
Kind = Literal[
    "this",
    "private",
    "shared",
    "loopback",
    "link-local",
    "metadata",
    "protocol",
    "documentation",
    "benchmark",
    "relay",
    "multicast",
    "reserved",
]

# First match counts. 168.63.129.16 is public but answers as a cloud's host agent.
REFUSED_NETWORKS: tuple[tuple[str, Kind], ...] = (
    ("0.0.0.0/8", "this"),
    ("10.0.0.0/8", "private"),
    ("100.100.100.200/32", "metadata"),
    ("100.64.0.0/10", "shared"),
    ("127.0.0.0/8", "loopback"),
    ("168.63.129.16/32", "metadata"),
    ("169.254.169.254/32", "metadata"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "protocol"),
    ("192.0.2.0/24", "documentation"),
    ("192.88.99.0/24", "relay"),
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "benchmark"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/128", "this"),
    ("::1/128", "loopback"),
    ("::ffff:0:0/96", "relay"),  # IPv4-mapped
    ("64:ff9b::/96", "relay"),  # NAT64; an IPv6-only site may allow it in allow_private
    ("64:ff9b:1::/48", "relay"),
    ("2001:db8::/32", "documentation"),
    ("2001::/32", "relay"),  # Teredo
    ("2001::/23", "protocol"),
    ("2002::/16", "relay"),  # 6to4
    ("3fff::/20", "documentation"),
    ("fd00:ec2::254/128", "metadata"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "private"),
    ("ff00::/8", "multicast"),
)
GLOBAL_IPV6 = IPv6Network("2000::/3")  # all of IPv6 outside it is reserved

# Below 1024 only the web's own; above, what speaks another protocol or holds a store.
OPEN_LOW_PORTS = frozenset({80, 443})
REFUSED_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 2181, 2375, 2376, 2379, 3306, 3389, 3659, 4045, 4190, 5060, 5061}
    | {5432, 5672, 5900, 5984, 6000, 6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697}
    | {9042, 9092, 9200, 9300, 10080, 10250, 11211, 27017}
)

_NETWORKS: tuple[tuple[IPv4Network | IPv6Network, Kind], ...] = tuple(
    (ip_network(text), kind) for text, kind in REFUSED_NETWORKS
)
DNS_THREADS = 16
CONNECT_SHARE_S = 5.0  # the most one of several addresses of a host may take


def refused_kind(address: Address) -> Kind | None:
    """Why an address must not be connected to; None where it is public."""
    plain = ip_address(int(address)) if isinstance(address, IPv4Address) else _unscoped(address)
    for network, kind in _NETWORKS:
        if plain.version == network.version and plain in network:
            return kind
    if isinstance(plain, IPv6Address) and plain not in GLOBAL_IPV6:
        return "reserved"
    return None


class Guard:
    """Judges addresses against the rules above and the operator's exemptions."""

    def __init__(self, allow_private: Iterable[str] = ()) -> None:
        self._networks: list[IPv4Network | IPv6Network] = []
        self._patterns: list[str] = []
        for item in allow_private:
            try:
                self._networks.append(ip_network(item, strict=False))
            except ValueError:
                self._patterns.append(_host_key(item))

    def check_url(self, url: str) -> str:
        """The sentence saying why `url` must not be asked, before any name is resolved, or ""."""
        try:
            parts = httpx.URL(url)
            userinfo = "@" in urlsplit(url).netloc
        except (httpx.InvalidURL, ValueError, TypeError):
            return say("url")
        if parts.scheme not in {"http", "https"}:
            return say("scheme" if parts.scheme else "url")
        if not parts.host:
            return say("url")
        if userinfo or parts.userinfo:
            return say("credentials")
        host = _host_key(parts.host)
        literal = _literal(host)
        if not self._exempt(host, literal) and not _open_port(parts.port):
            return say("port", port=parts.port or 0)
        if literal is not None:
            return self.check_address(host, literal)
        if _is_localhost(host) and not self._exempt(host, IPv4Address("127.0.0.1")):
            return say("network-loopback")
        return ""

    def check_address(self, host: str, address: Address) -> str:
        """The sentence saying why `host` must not be asked at `address`, or ""."""
        if self._exempt(_host_key(host), address):
            return ""
        kind = refused_kind(address)
        return say(f"network-{kind}") if kind else ""

    async def resolve(self, host: str, port: int, resolver: Resolver) -> list[str]:
        """The checked addresses of a host.

        Raises FetchRefusedError when any of them is refused, OSError when the name is unknown.
        """
        key = _host_key(host)
        literal = _literal(key)
        if literal is not None:
            found = [str(literal)]
        elif _is_localhost(key):
            found = ["127.0.0.1"]  # RFC 6761: never a question to DNS
        else:
            found = await resolver(key, port)
        for text in found:
            if reason := self.check_address(key, ip_address(text)):
                raise FetchRefusedError(reason)
        return found

    def _exempt(self, host: str, address: Address | None) -> bool:
        if any(fnmatchcase(host, pattern) for pattern in self._patterns):
            return True
        if address is None:
            return False
        return any(address.version == n.version and address in n for n in self._networks)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections to checked addresses only."""

    def __init__(self, guard: Guard, resolver: Resolver | None = None) -> None:
        self._guard = guard
        # Threads of its own: a slow name server must not hold up the rest of the program.
        self._threads = ThreadPoolExecutor(DNS_THREADS, "dns")
        self._resolver = resolver or self._ask_system
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[typing.Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first checked address that answers.

        Raises FetchRefusedError for refused addresses, OSError for unknown names, httpcore's
        errors for the rest.
        """
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._guard.resolve(host, port, self._resolver)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        share = timeout
        if len(addresses) > 1:
            share = min(CONNECT_SHARE_S, timeout or CONNECT_SHARE_S)
        trouble: Exception = httpcore.ConnectError("no address")
        for address in addresses:
            try:
                return await self._inner.connect_tcp(
                    address, port, share, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
        raise trouble

    def close(self) -> None:
        """Let go of the threads; questions still out are not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _ask_system(self, host: str, port: int) -> list[str]:
        """The addresses the system knows for a name, in its order, once each."""
        found = await asyncio.get_running_loop().run_in_executor(
            self._threads, partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        )
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[typing.Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise FetchRefusedError(say("scheme"))

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def _host_key(host: str) -> str:
    return host.strip().rstrip(".").strip("[]").lower()


def _is_localhost(host: str) -> bool:
    return host == "localhost" or host.endswith(".localhost")


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _unscoped(address: IPv6Address) -> IPv6Address:
    return IPv6Address(int(address))


def _open_port(port: int | None) -> bool:
    if port is None or port in OPEN_LOW_PORTS:
        return True
    return 1024 <= port <= 65535 and port not in REFUSED_PORTS
