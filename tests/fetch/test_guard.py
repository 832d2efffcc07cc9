"""The guard as tables: every network, every odd spelling, and names that change their mind."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import QUICK, Site

from onestory.errors import FetchRefusedError
from onestory.fetch.client import Client, FetchPolicy
from onestory.fetch.guard import REFUSED_NETWORKS, REFUSED_PORTS, Guard, refused_kind
from onestory.fetch.phrases import PHRASES, say


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("0.0.0.0", "this"),
        ("0.1.2.3", "this"),
        ("10.255.255.255", "private"),
        ("100.64.0.1", "shared"),
        ("100.127.255.255", "shared"),
        ("100.100.100.200", "metadata"),
        ("127.0.0.1", "loopback"),
        ("127.255.0.1", "loopback"),
        ("168.63.129.16", "metadata"),
        ("169.254.169.254", "metadata"),
        ("169.254.0.1", "link-local"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.0.0.8", "protocol"),
        ("192.0.2.1", "documentation"),
        ("192.168.1.1", "private"),
        ("198.19.0.1", "benchmark"),
        ("203.0.113.9", "documentation"),
        ("224.0.0.1", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("::", "this"),
        ("::1", "loopback"),
        ("::127.0.0.1", "reserved"),
        ("::ffff:127.0.0.1", "relay"),
        ("::ffff:93.184.216.34", "relay"),
        ("64:ff9b::7f00:1", "relay"),
        ("64:ff9b:1::a00:1", "relay"),
        ("100::1", "reserved"),
        ("2001::1", "relay"),
        ("2001:2::1", "protocol"),
        ("2001:db8::1", "documentation"),
        ("2002:7f00:1::", "relay"),
        ("3fff::1", "documentation"),
        ("4000::1", "reserved"),
        ("5f00::1", "reserved"),
        ("fc00::1", "private"),
        ("fd00:ec2::254", "metadata"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fec0::1", "private"),
        ("ff02::1", "multicast"),
        ("8.8.8.8", None),
        ("93.184.216.34", None),
        ("100.63.255.255", None),
        ("100.128.0.0", None),
        ("172.15.255.255", None),
        ("172.32.0.0", None),
        ("2606:4700::1", None),
        ("2a00:1450::1", None),
    ],
)
def test_networks(address: str, kind: str | None) -> None:
    assert refused_kind(ip_address(address)) == kind


def test_every_kind_has_its_sentence() -> None:
    assert {f"network-{kind}" for _, kind in REFUSED_NETWORKS} <= set(PHRASES)


@given(st.integers(0, 2**32 - 1).map(IPv4Address) | st.integers(0, 2**128 - 1).map(IPv6Address))
def test_what_passes_is_global(address: IPv4Address | IPv6Address) -> None:
    if refused_kind(address) is None:
        assert not address.is_loopback
        assert not address.is_link_local
        assert not address.is_multicast
        assert not any(address in ip_network(n) for n in ("10.0.0.0/8", "fc00::/7"))


@pytest.mark.parametrize(
    ("url", "phrase"),
    [
        ("https://news.example/a", ""),
        ("http://news.example:8080/", ""),
        ("http://93.184.216.34/", ""),
        ("http://bücher.example/", ""),
        ("ftp://news.example/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("news.example", "url"),
        ("http:///path", "url"),
        ("http://u:p@news.example/", "credentials"),
        ("http://@news.example/", "credentials"),
        ("http://news.example@10.0.0.1/", "credentials"),
        ("http://10.0.0.1/", "network-private"),
        ("http://[::1]/", "network-loopback"),
        ("http://[fd00:ec2::254]/", "network-metadata"),
        ("http://localhost/", "network-loopback"),
        ("http://LOCALHOST./", "network-loopback"),
        ("http://a.localhost/", "network-loopback"),
        ("http://127.0.0.1./", "network-loopback"),
        ("http://news.example:22/", "port"),
        ("http://news.example:6379/", "port"),
        ("http://news.example:99999/", "port"),
        ("http://news.example:0/", "port"),
    ],
)
def test_addresses_before_dns(url: str, phrase: str) -> None:
    reason = Guard().check_url(url)
    assert reason == "" if not phrase else reason.startswith(PHRASES[phrase].split("{")[0])


@pytest.mark.parametrize("port", sorted(REFUSED_PORTS)[:5])
def test_odd_ports_are_open_to_exempt_hosts(port: int) -> None:
    assert Guard(["*.localhost"]).check_url(f"http://a.localhost:{port}/") == ""


@pytest.mark.parametrize(
    ("allow", "host", "address", "allowed"),
    [
        ("*.localhost", "a.localhost", "127.0.0.1", True),
        ("*.localhost", "localhost", "127.0.0.1", False),
        ("*.localhost", "alocalhost", "127.0.0.1", False),
        ("intranet.example", "intranet.example", "10.1.2.3", True),
        ("intranet.example", "x.intranet.example", "10.1.2.3", False),
        ("10.0.0.0/8", "anything.example", "10.1.2.3", True),
        ("10.0.0.0/8", "anything.example", "192.168.0.1", False),
        ("192.168.1.7", "nas.example", "192.168.1.7", True),
        ("64:ff9b::/96", "news.example", "64:ff9b::808:808", True),
    ],
)
def test_exemptions(allow: str, host: str, address: str, allowed: bool) -> None:
    assert (Guard([allow]).check_address(host, ip_address(address)) == "") is allowed


@pytest.mark.parametrize(
    ("answers", "phrase"),
    [
        (["10.0.0.1"], "network-private"),
        (["93.184.216.34", "127.0.0.1"], "network-loopback"),
        (["::ffff:10.0.0.1"], "network-relay"),
    ],
)
def test_every_address_of_a_name_counts(answers: list[str], phrase: str) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        return answers

    with pytest.raises(FetchRefusedError, match=PHRASES[phrase]):
        asyncio.run(Guard().resolve("news.example", 80, resolver))


def test_localhost_is_no_question_to_dns() -> None:
    async def resolver(host: str, port: int) -> list[str]:
        raise AssertionError("asked")

    found = asyncio.run(Guard(["*.localhost"]).resolve("a.localhost", 80, resolver))
    assert found == ["127.0.0.1"]


def test_a_name_that_changes_its_mind_gains_nothing(site: Site) -> None:
    """The first answer is checked and connected to; a second question is checked anew."""
    site.route("/")(lambda e: e.answer(200, b"x"))
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    asked = []

    async def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    policy = replace(QUICK, allow_private=("127.0.0.0/8",))

    async def run() -> tuple[str, str]:
        async with Client(policy, resolver=resolver) as client:
            url = site.url("/", "rebind.example")
            return (await client.get(url)).error, (await client.get(url)).error

    first, second = asyncio.run(run())
    assert first == ""
    assert second == say("network-private")
    assert len(site.seen) == 1


@pytest.mark.parametrize("host", ["127.1", "0x7f.1", "2130706433", "0177.0.0.1"])
def test_odd_spellings_of_loopback_never_connect(site: Site, host: str) -> None:
    site.route("/")(lambda e: e.answer(200, b"x"))

    async def run() -> str:
        async with Client(FetchPolicy(retries=0)) as client:
            return (await client.get(site.url("/", host))).error

    assert asyncio.run(run()) != ""
    assert site.seen == []
