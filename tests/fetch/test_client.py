"""The client against a real server that plays every fault."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import brotli
import h2.config
import h2.connection
import h2.events
import pytest
import zstandard
from loopback import QUICK, Exchange, Route, Site, get, serving

from onestory.fetch.client import Client, FetchPolicy, Response, next_address
from onestory.fetch.pace import Pace
from onestory.fetch.phrases import PHRASES, say

BODY = b"<html><title>Tide</title></html>"


def test_a_plain_answer(site: Site) -> None:
    site.route("/a?b=c")(lambda e: e.answer(200, BODY, ETag='"1"', Content_Type="text/html"))
    response = get(site.url("/a?b=c#part"))
    assert (response.status, response.body, response.error) == (200, BODY, "")
    assert response.final_url == site.url("/a?b=c")
    assert response.url == site.url("/a?b=c#part")
    assert response.headers["etag"] == '"1"'
    assert response.fetched.tzinfo is UTC
    assert response.ok
    assert response.request_head.startswith(b"GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:")
    assert response.response_head.startswith(b"HTTP/1.1 200 X\r\n")
    sent = site.seen[0].headers
    assert sent["user-agent"] == QUICK.user_agent
    assert "cookie" not in sent


def test_the_clock_is_handed_in(site: Site) -> None:
    site.route("/a")(lambda e: e.answer(200, BODY))
    moment = datetime(2026, 3, 9, tzinfo=UTC)

    async def run() -> datetime:
        async with Client(QUICK, clock=lambda: moment) as client:
            return (await client.get(site.url("/a"))).fetched

    assert asyncio.run(run()) == moment


def test_localhost_names_need_no_dns(site: Site) -> None:
    site.route("/a")(lambda e: e.answer(200, BODY))
    assert get(site.url("/a", "ridge.localhost")).body == BODY
    assert site.seen[0].headers["host"] == f"ridge.localhost:{site.port}"


def test_validators_go_back_verbatim_and_304_is_success(site: Site) -> None:
    def answer(e: Exchange) -> None:
        same = e.headers.get("if-none-match") == 'W/"x, y"'
        e.answer(304 if same else 200, b"" if same else BODY, ETag='W/"x, y"')

    site.route("/f")(answer)
    assert not get(site.url("/f"), accept="feed").not_modified
    since = "Mon, 09 Mar 2026 08:00:00 GMT"
    response = get(site.url("/f"), etag='W/"x, y"', last_modified=since, accept="feed")
    assert response.not_modified
    assert response.ok
    assert site.seen[1].headers["if-modified-since"] == since


def test_validators_that_are_no_header_are_not_sent(site: Site) -> None:
    site.route("/f")(lambda e: e.answer(200, BODY))
    assert get(site.url("/f"), etag='"a"\r\nX-Evil: 1').ok
    assert "if-none-match" not in site.seen[0].headers
    assert "x-evil" not in site.seen[0].headers


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(BODY)),
        ("x-gzip", gzip.compress(BODY[:9]) + gzip.compress(BODY[9:])),
        ("gzip", gzip.compress(BODY) + b"\0\0\0"),
        ("deflate", zlib.compress(BODY)),
        ("deflate", bare_deflate(BODY)),
        ("br", brotli.compress(BODY)),
        ("zstd", zstandard.compress(BODY)),
        ("zstd", zstandard.compress(BODY[:9]) + zstandard.compress(BODY[9:])),
        ("identity", BODY),
        ("br, gzip", gzip.compress(brotli.compress(BODY))),
    ],
)
def test_codings(site: Site, coding: str, packed: bytes) -> None:
    site.route("/z")(lambda e: e.answer(200, packed, Content_Encoding=coding))
    assert get(site.url("/z")).body == BODY


SMALL = replace(QUICK, max_page_bytes=100_000)


@pytest.mark.parametrize(
    ("coding", "packed", "phrase"),
    [
        ("gzip", gzip.compress(bytes(50_000_000)), "too-large-unpacked"),
        ("br", brotli.compress(bytes(50_000_000), quality=5), "too-large-unpacked"),
        ("zstd", zstandard.compress(bytes(50_000_000)), "too-large-unpacked"),
        ("deflate", zlib.compress(bytes(50_000_000)), "too-large-unpacked"),
        ("gzip, gzip", gzip.compress(gzip.compress(bytes(50_000_000))), "too-large-unpacked"),
        ("gzip", gzip.compress(BODY)[:-12], "damaged"),
        ("gzip", BODY, "damaged"),
        ("br", b"\xff" * 40, "damaged"),
        ("br", brotli.compress(BODY)[:-3], "damaged"),
        ("zstd", b"\xff" * 40, "damaged"),
        ("zstd", zstandard.compress(BODY)[:-3], "damaged"),
        ("deflate", b"\xff" * 40, "damaged"),
        ("compress", BODY, "coding"),
        ("gzip, gzip, gzip", BODY, "coding"),
        ("", bytes(100_001), "too-large"),
    ],
)
def test_bombs_and_damage(site: Site, coding: str, packed: bytes, phrase: str) -> None:
    site.route("/z")(lambda e: e.answer(200, packed, Content_Encoding=coding))
    response = get(site.url("/z"), SMALL)
    assert response.error == say(phrase, limit=100_000)
    assert response.body == b""
    assert response.status == 200
    assert not response.ok


def test_an_endless_body_is_cut_off(site: Site) -> None:
    def endless(e: Exchange) -> None:
        e.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            e.write(bytes(10_000))

    site.route("/")(endless)
    assert get(site.url("/"), SMALL).error == say("too-large", limit=100_000)


def test_endless_headers_are_given_up(site: Site) -> None:
    def endless(e: Exchange) -> None:
        e.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            e.write(b"X-More: " + b"x" * 5000 + b"\r\n")

    site.route("/")(endless)
    assert get(site.url("/")).error in {say("protocol"), say("reset")}


def test_only_the_head_may_be_asked_for(site: Site) -> None:
    site.route("/")(lambda e: e.answer(200, b"x" * 300_000))
    response = get(site.url("/"), SMALL, head_bytes=1000)
    assert response.body == b"x" * 1000
    assert response.truncated
    site.route("/z")(
        lambda e: e.answer(200, gzip.compress(bytes(9_000_000)), Content_Encoding="gzip")
    )
    assert get(site.url("/z"), SMALL, head_bytes=1000).body == bytes(1000)


def test_a_body_that_trickles_hits_the_total_limit(site: Site) -> None:
    def slow(e: Exchange) -> None:
        e.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n")
        while not e.wait(0.05):
            e.write(b"x")

    site.route("/")(slow)
    response = get(site.url("/"), replace(QUICK, timeout_s=0.4))
    assert response.error == say("total-timeout")


def test_silence_hits_the_read_limit(site: Site) -> None:
    site.route("/")(lambda e: e.wait(20))
    response = get(site.url("/"), replace(QUICK, read_timeout_s=0.2))
    assert response.error == say("read-timeout")
    assert response.status == 0


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nxx\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-5\r\nxx\r\n",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 999999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcdef",
        b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nbad header\r\n\r\n",
    ],
)
def test_bad_http(site: Site, raw: bytes) -> None:
    site.route("/")(lambda e: e.write(raw))
    assert get(site.url("/")).error == say("protocol")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab",
    ],
)
def test_connections_that_end_early(site: Site, raw: bytes) -> None:
    def answer(e: Exchange) -> None:
        e.write(raw)
        e.hang_up()

    site.route("/")(answer)
    assert get(site.url("/")).error == say("reset")


def test_nobody_listens() -> None:
    assert get("http://127.0.0.1:1/").error == say("connect")


def test_unknown_names() -> None:
    async def unknown(host: str, port: int) -> list[str]:
        import socket

        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    async def run() -> str:
        async with Client(QUICK, resolver=unknown) as client:
            return (await client.get("http://nobody.example/")).error

    assert asyncio.run(run()) == say("dns")


CERTIFICATE = Path(__file__).parent / "ridge.localhost.pem"


@pytest.mark.parametrize(
    ("host", "trusted", "phrase"),
    [
        ("ridge.localhost", True, ""),
        ("ridge.localhost", False, "certificate"),
        ("other.localhost", True, "certificate"),
    ],
)
def test_certificates_are_checked_for_the_name_asked(host: str, trusted: bool, phrase: str) -> None:
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(CERTIFICATE)
    trust = ssl.create_default_context(cafile=str(CERTIFICATE) if trusted else None)

    async def run(url: str) -> Response:
        async with Client(QUICK, tls=trust) as client:
            return await client.get(url)

    with serving(server) as site:
        site.route("/")(lambda e: e.answer(200, BODY))
        response = asyncio.run(run(site.url("/", host)))
    assert response.error == (say(phrase) if phrase else "")
    assert response.body == (b"" if phrase else BODY)


def test_plain_http_where_tls_is_expected(site: Site) -> None:
    site.route("/")(lambda e: e.answer())
    assert get(site.url("/").replace("http:", "https:")).error in {say("tls"), say("connect")}


def redirect(status: int, to: str) -> Route:
    return lambda e: e.answer(status, b"", Location=to)


def test_redirects_are_followed_and_written_down(site: Site) -> None:
    site.route("/1")(redirect(301, "/2"))
    site.route("/2")(redirect(308, site.url("/3")))
    site.route("/3")(redirect(302, "4?x=%C3%A9#frag"))
    site.route("/4?x=%C3%A9")(lambda e: e.answer(200, BODY))
    response = get(site.url("/1"))
    assert response.body == BODY
    assert response.final_url == site.url("/4?x=%C3%A9")
    assert response.redirects == (
        (site.url("/1"), 301),
        (site.url("/2"), 308),
        (site.url("/3"), 302),
    )
    assert response.permanent_url == site.url("/3")  # the last place only 301 and 308 led to


@pytest.mark.parametrize(
    ("status", "end", "permanent"), [(301, 200, True), (302, 200, False), (301, 404, False)]
)
def test_only_good_permanent_redirects_rewrite(
    site: Site, status: int, end: int, permanent: bool
) -> None:
    site.route("/old")(redirect(status, "/new"))
    site.route("/new")(lambda e: e.answer(end, BODY))
    assert get(site.url("/old")).permanent_url == (site.url("/new") if permanent else "")


@pytest.mark.parametrize(
    ("to", "phrase", "refused"),
    [
        ("/a", "redirect-loop", False),
        ("http://10.0.0.1/", "network-private", True),
        ("http://169.254.169.254/latest/meta-data/", "network-metadata", True),
        ("http://[::ffff:169.254.169.254]/", "network-relay", True),
        ("http://user:secret@news.example/", "credentials", True),
        ("http://news.example:25/", "port", True),
        ("file:///etc/passwd", "scheme", True),
        ("gopher://news.example/", "scheme", True),
        ("", "redirect-nowhere", False),
        ("http://[::1", "redirect-nowhere", False),
    ],
)
def test_redirects_that_are_not_followed(site: Site, to: str, phrase: str, refused: bool) -> None:
    site.route("/a")(redirect(302, to))
    response = get(site.url("/a"))
    assert response.error == say(phrase, port=25)
    assert response.refused is refused
    assert (response.status, response.body) == (302, b"")
    assert response.redirects == ((site.url("/a"), 302),)
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    ("here", "location", "led_to", "phrase"),
    [
        ("https://a.example/", "http://a.example/x", "http://a.example/x", "redirect-downgrade"),
        ("https://a.example/", "//b.example/x", "https://b.example/x", ""),
        ("http://a.example/", "https://a.example/", "https://a.example/", ""),
    ],
)
def test_downgrades(here: str, location: str, led_to: str, phrase: str) -> None:
    response = Response(here, here, 302, {"location": location})
    found = next_address(response, [(here, 302)], 5)
    assert found == (led_to, say(phrase) if phrase else "")


def test_a_loop_over_several_addresses_is_left(site: Site) -> None:
    site.route("/a")(redirect(302, "/b"))
    site.route("/b")(redirect(307, "/c"))
    site.route("/c")(redirect(301, "/a"))
    response = get(site.url("/a"))
    assert response.error == say("redirect-loop")
    assert site.paths() == ["/a", "/b", "/c"]


@pytest.mark.parametrize(
    "to",
    ["http://10.0.0.1/", "http://[fe80::1]/", "http://0x0a.1/", "http://167772161/", "//[::1]/"],
)
def test_a_private_address_behind_a_good_redirect_is_refused(site: Site, to: str) -> None:
    site.route("/a")(redirect(301, "/b"))
    site.route("/b")(redirect(302, to))
    response = get(site.url("/a"))
    assert response.refused
    assert response.body == b""
    assert site.paths() == ["/a", "/b"]


def test_a_redirect_with_a_body_without_end_is_followed(site: Site) -> None:
    def endless(e: Exchange) -> None:
        e.write(b"HTTP/1.1 302 X\r\nlocation: /b\r\n\r\n")
        while True:
            e.write(bytes(10_000))

    site.route("/a")(endless)
    site.route("/b")(lambda e: e.answer(200, BODY))
    assert get(site.url("/a")).body == BODY


def test_a_packed_body_that_trickles_hits_the_total_limit(site: Site) -> None:
    def slow(e: Exchange) -> None:
        e.write(b"HTTP/1.1 200 OK\r\ncontent-encoding: br\r\n\r\n")
        for byte in brotli.compress(bytes(50_000_000), quality=5):
            e.write(bytes([byte]))
            if e.wait(0.05):
                return

    site.route("/")(slow)
    response = get(site.url("/"), replace(QUICK, timeout_s=0.4))
    assert (response.error, response.body) == (say("total-timeout"), b"")


def test_too_many_redirects(site: Site) -> None:
    for n in range(9):
        site.route(f"/{n}")(redirect(302, f"/{n + 1}"))
    response = get(site.url("/0"))
    assert response.error == say("redirect-many", limit=5)
    assert len(site.seen) == 6


@pytest.mark.parametrize("retry_after", ["0", "Mon, 09 Mar 2026 08:00:00 GMT"])
def test_busy_servers_are_asked_again_when_they_say_when(site: Site, retry_after: str) -> None:
    def busy(e: Exchange) -> None:
        date = "Mon, 09 Mar 2026 08:00:00 GMT"
        if e.number < 3:
            e.answer(503, b"", Retry_After=retry_after, Date=date)
        else:
            e.answer(200, BODY)

    site.route("/")(busy)
    assert get(site.url("/"), replace(QUICK, retries=2)).body == BODY


def test_long_waits_are_left_to_the_schedule(site: Site) -> None:
    site.route("/")(lambda e: e.answer(429, b"slow down", Retry_After="3600"))
    response = get(site.url("/"), replace(QUICK, retries=2))
    assert (response.status, response.retry_after, len(site.seen)) == (429, 3600.0, 1)


@pytest.mark.parametrize("status", [404, 500, 502])
def test_other_failures_are_not_repeated(site: Site, status: int) -> None:
    site.route("/")(lambda e: e.answer(status, b"no"))
    response = get(site.url("/"), replace(QUICK, retries=2))
    assert (response.status, response.error, len(site.seen)) == (status, "", 1)


def test_a_reset_is_tried_again(site: Site) -> None:
    site.route("/")(lambda e: e.hang_up() if e.number == 1 else e.answer(200, BODY))
    assert get(site.url("/"), replace(QUICK, retries=1)).body == BODY


def test_a_kept_connection_that_died_is_replaced(site: Site) -> None:
    site.route("/")(lambda e: e.answer(200, BODY, connection="keep-alive"))

    async def run() -> list[int]:
        async with Client(replace(QUICK, retries=1)) as client:
            return [(await client.get(site.url("/"))).status for _ in range(3)]

    assert asyncio.run(run()) == [200, 200, 200]


def test_one_host_is_asked_slowly_and_others_meanwhile(site: Site) -> None:
    now, slept = [100.0], []

    async def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        now[0] += seconds

    site.route("/")(lambda e: e.answer(200, BODY))

    async def run() -> None:
        pace = Pace(2.0, 1, lambda: now[0], sleep)
        async with Client(QUICK, pace=pace) as client:
            for host in ("a.localhost", "b.localhost", "a.localhost"):
                assert (await client.get(site.url("/", host))).ok
            pace.slow_down("b.localhost", 7)
            for _ in range(2):
                await client.get(site.url("/", "b.localhost"))

    asyncio.run(run())
    assert slept == [2.0, 7.0]


def test_never_more_than_a_few_at_a_time() -> None:
    running, most = 0, 0

    async def one(pace: Pace) -> None:
        nonlocal running, most
        async with pace.turn("h"):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    async def run() -> None:
        pace = Pace(0.0, 2)
        await asyncio.gather(*(one(pace) for _ in range(20)))

    asyncio.run(run())
    assert most == 2


def test_a_closed_client_says_so() -> None:
    response = asyncio.run(Client(QUICK).get("http://127.0.0.1:1/"))
    assert response.error == say("closed")


@pytest.mark.parametrize(
    "url", ["", "x", "http://", "http:///a", "http://[::1", "\x00", "ftp://x/"]
)
def test_what_is_no_address(url: str) -> None:
    response = get(url, FetchPolicy(retries=0))
    assert response.refused
    assert response.error in PHRASES.values()


async def speak_http2(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer each request of one connection with its path."""
    connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    connection.initiate_connection()
    writer.write(connection.data_to_send())
    while data := await reader.read(65_536):
        for event in connection.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                path = dict(event.headers)[b":path"]
                status = [(":status", "200"), ("content-type", "text/plain")]
                connection.send_headers(event.stream_id, status)
                connection.send_data(event.stream_id, path, end_stream=True)
        writer.write(connection.data_to_send())
        await writer.drain()
    writer.close()


def test_http2_where_the_server_offers_it() -> None:
    offer = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    offer.load_cert_chain(CERTIFICATE)
    offer.set_alpn_protocols(["h2", "http/1.1"])
    trust = ssl.create_default_context(cafile=str(CERTIFICATE))

    async def work() -> tuple[list[Response], int]:
        connections = 0

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal connections
            connections += 1
            await speak_http2(reader, writer)

        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=offer)
        port = server.sockets[0].getsockname()[1]
        policy = replace(QUICK, allow_private=("*.localhost",))
        async with Client(policy, tls=trust) as client:
            got = [
                await client.get(f"https://ridge.localhost:{port}/{name}") for name in ("a", "b")
            ]
        server.close()
        return got, connections

    answers, connections = asyncio.run(work())
    assert [a.body for a in answers] == [b"/a", b"/b"]
    assert all(a.response_head.startswith(b"HTTP/2") for a in answers)
    assert connections == 1  # the second request went over the first one's connection
