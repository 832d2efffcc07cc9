"""Text-mining reservations: what a page or host says about being mined, the rule kept verbatim.

Read are TDMRep (W3C community group: header, meta, /.well-known/tdmrep.json), AIPREF Content-Usage
(IETF drafts: header and robots.txt), RSL licence links, ai.txt and the `noai` robots directive.
Of AIPREF's categories `tdm` and `bots` are text mining; `train-ai` and `search` are not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from protego import Protego
from selectolax.lexbor import LexborHTMLParser

Kind = Literal[
    "tdmrep-header",
    "tdmrep-meta",
    "tdmrep-file",
    "content-usage-header",
    "content-usage-robots",
    "rsl-header",
    "rsl-link",
    "rsl-robots",
    "noai-header",
    "noai-meta",
    "ai-txt",
]

MAX_HEAD_BYTES = 65_536  # of a page: its head is always within
MAX_RULE_CHARS = 300  # of a recorded rule
MAX_LOCATIONS = 2_000  # entries read of one tdmrep.json
MINING = frozenset({"tdm", "bots"})
RSL_TYPE = "application/rsl+xml"
HTML_SIGNS = (b"tdm-reservation", b"noai", b"application/rsl+xml")

# `tdm=n`, `bots = n`; not `train-ai=n`, not `tdm=y`.
USAGE_DENIED = re.compile(
    r"(?:^|[\s,;])([a-z][a-z0-9-]{0,30})\s{0,3}=\s{0,3}\??n(?=$|[\s,;])", re.IGNORECASE
)
# `<…>; rel="license"; type="application/rsl+xml"`; not a plain rel=license.
RSL_LINK = re.compile(
    r"<[^<>]{1,2000}>[^<>]{0,200}?application/rsl\+xml[^<>,]{0,200}", re.IGNORECASE
)
# `noai`, `noimageai, noai`; not `noaix`, not `noindex`.
NOAI = re.compile(r"(?:^|[\s,:])noai(?=$|[\s,])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reservation:
    """A page is reserved from text mining; `rule` is the outlet's own words."""

    kind: Kind
    rule: str


def reservation(
    headers: Mapping[str, str],
    html_head: bytes = b"",
    tdmrep_json: bytes = b"",
    path: str = "/",
) -> Reservation | None:
    """The first reservation a page's headers (lower-case names), head or tdmrep.json make."""
    return (
        _from_headers(headers)
        or _from_html(html_head[:MAX_HEAD_BYTES])
        or from_tdmrep(tdmrep_json, path)
    )


def from_tdmrep(data: bytes, path: str) -> Reservation | None:
    """What /.well-known/tdmrep.json says of a path: the longest matching location decides."""
    best: tuple[int, Reservation | None] = (-1, None)
    for location, value, rule in _locations(data):
        if len(location) > best[0] and _matches(location, path):
            best = (len(location), Reservation("tdmrep-file", rule) if value == 1 else None)
    return best[1]


def from_robots(text: str, agent: str, path: str) -> Reservation | None:
    """What robots.txt says beside its rules: Content-Usage lines (AIPREF) and License (RSL)."""
    best: tuple[int, Reservation | None] = (-1, None)
    for line in group_lines(text, agent, "content-usage"):
        pattern, usage = _usage_line(line)
        if len(pattern) > best[0] and _matches(pattern, path):
            denied = _denied(usage)
            best = (len(pattern), _made("content-usage-robots", line) if denied else None)
    if best[1]:
        return best[1]
    for raw in text.splitlines():
        field, _, value = raw.partition("#")[0].partition(":")
        if field.strip().lower() == "license" and value.strip():
            return _made("rsl-robots", raw)
    return None


def from_ai_txt(text: str, agent: str, path: str) -> Reservation | None:
    """What ai.txt says: rules written as in robots.txt, read for us and for everyone."""
    if not text.strip() or "<html" in text[:2000].lower():
        return None
    url = f"https://host{path if path.startswith('/') else '/'}"
    if Protego.parse(text).can_fetch(url, agent):
        return None
    return _made("ai-txt", forbidding_line(text, agent, url))


def group_lines(text: str, agent: str, *fields: str) -> list[str]:
    """The lines with these fields in the robots.txt groups that count for `agent` (RFC 9309)."""
    chosen: dict[str, list[str]] = {}
    agents: list[str] = []
    open_group = False
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        field, colon, value = line.partition(":")
        name = field.strip().lower()
        if not colon:
            continue
        if name == "user-agent":
            agents = [*agents, value.strip().lower()] if open_group else [value.strip().lower()]
            open_group = True
            for token in agents:
                chosen.setdefault(token, [])
        elif name not in {"sitemap", "host", "license"}:
            open_group = False
            if name in fields:
                for token in agents:
                    chosen[token].append(line)
    mine = agent.lower()
    return chosen[mine] if mine in chosen else chosen.get("*", [])


def forbidding_line(text: str, agent: str, url: str) -> str:
    """The longest Disallow line that on its own forbids `url`; empty where none does."""
    best, path = "", path_of(url)
    for line in group_lines(text, agent, "disallow"):
        pattern = line.partition(":")[2].strip()
        if len(line) <= len(best) or not pattern or not _matches(pattern, path):
            continue
        if not Protego.parse(f"User-agent: *\n{line}\n").can_fetch(url, agent):
            best = line
    return best[:MAX_RULE_CHARS]


def path_of(url: str) -> str:
    """The part of an address that rules are matched against: path and query."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _from_headers(headers: Mapping[str, str]) -> Reservation | None:
    if headers.get("tdm-reservation", "").split(",")[0].strip() == "1":
        return _made("tdmrep-header", "tdm-reservation: 1")
    usage = headers.get("content-usage", "")
    if _denied(usage):
        return _made("content-usage-header", f"content-usage: {usage}")
    if link := RSL_LINK.search(headers.get("link", "")[:8000]):
        return _made("rsl-header", f"link: {link.group()}")
    robots = headers.get("x-robots-tag", "")
    if NOAI.search(robots):
        return _made("noai-header", f"x-robots-tag: {robots}")
    return None


def _from_html(head: bytes) -> Reservation | None:
    lower = head.lower()
    if not any(sign in lower for sign in HTML_SIGNS):
        return None  # nearly every page: a look saves a parse
    tree = LexborHTMLParser(head)
    for node in tree.css("meta[name][content]"):
        name = (node.attributes.get("name") or "").strip().lower()
        content = (node.attributes.get("content") or "").strip()
        if name == "tdm-reservation" and content == "1":
            return _made("tdmrep-meta", '<meta name="tdm-reservation" content="1">')
        if name == "robots" and NOAI.search(content):
            return _made("noai-meta", f'<meta name="robots" content="{content}">')
    for node in tree.css("link[rel][type]"):
        if (node.attributes.get("type") or "").strip().lower() == RSL_TYPE:
            return _made("rsl-link", node.html or RSL_TYPE)
    return None


def _locations(data: bytes) -> Iterator[tuple[str, int, str]]:
    try:
        entries = json.loads(data) if data else []
    except (ValueError, RecursionError):
        return
    for entry in (entries if isinstance(entries, list) else [entries])[:MAX_LOCATIONS]:
        if not isinstance(entry, dict):
            continue
        location, value = entry.get("location"), entry.get("tdm-reservation")
        if isinstance(location, str) and value in (0, 1, "0", "1"):
            yield location, int(value), json.dumps(entry, ensure_ascii=False)[:MAX_RULE_CHARS]


def _matches(pattern: str, path: str) -> bool:
    """Path patterns of robots.txt: prefix, `*` for anything, `$` for the end."""
    if "://" in pattern:
        pattern = urlsplit(pattern).path or "/"
    pattern, path = unquote(pattern) or "/", unquote(path)
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for position, part in enumerate(rest):
        if anchored and position == len(rest) - 1:
            return path.endswith(part) and len(path) - len(part) >= at
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not anchored or at == len(path)


def _usage_line(line: str) -> tuple[str, str]:
    """`Content-Usage: /path tdm=n` → its path (`/` where it has none) and its preferences."""
    value = line.partition(":")[2].strip()
    if value.startswith("/"):
        path, _, usage = value.partition(" ")
        return path, usage
    return "/", value


def _denied(usage: str) -> bool:
    return any(m.group(1).lower() in MINING for m in USAGE_DENIED.finditer(usage[:2000]))


def _made(kind: Kind, rule: str) -> Reservation:
    return Reservation(kind, " ".join(rule.split())[:MAX_RULE_CHARS])
