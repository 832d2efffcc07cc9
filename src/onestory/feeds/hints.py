"""What a feed says about itself before its first entry: how often to look, hub, self, next page."""

from __future__ import annotations

import html
import re

# `<atom:link rel="hub" href="…"/>`, `<link href='…' rel='self'>`; not `<link>…</link>`.
LINK_TAG = re.compile(rb"<(?:[\w.-]{1,40}:)?link\s([^<>]{1,4000})>")
ATTRIBUTE = re.compile(rb"([\w:.-]{1,40})\s{0,5}=\s{0,5}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})')")
TTL = re.compile(rb"<ttl>\s{0,20}(\d{1,6})\s{0,20}</ttl>", re.IGNORECASE)
PERIOD = re.compile(rb"<sy:updatePeriod>\s{0,20}(\w{1,10})\s{0,20}</sy:updatePeriod>")
FREQUENCY = re.compile(rb"<sy:updateFrequency>\s{0,20}(\d{1,4})\s{0,20}</sy:updateFrequency>")
SKIP_HOURS = re.compile(rb"<skipHours>(.{1,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
HOUR = re.compile(rb"<hour>\s{0,20}(\d{1,2})\s{0,20}</hour>", re.IGNORECASE)
SKIP_DAYS = re.compile(rb"<skipDays>(.{1,1000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
DAY = re.compile(rb"<day>\s{0,20}([a-zA-Z]{6,9})\s{0,20}</day>", re.IGNORECASE)
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

PERIOD_MINUTES = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200}
WANTED = frozenset({b"hub", b"self", b"next"})


def read_hints(head: bytes) -> dict[str, str]:
    """`ttl`, `skip-hours`, `skip-days`, `hub`, `self` and `next`, those that an XML feed's head gives.

    The ttl is in minutes, hours are of UTC, days count from Monday 0; both lists joined by commas.
    """
    hints: dict[str, str] = {}
    for tag in LINK_TAG.finditer(head):
        given = {n.lower(): double or single for n, double, single in ATTRIBUTE.findall(tag[1])}
        rel, address = given.get(b"rel", b"").lower(), given.get(b"href")
        if rel in WANTED and address:
            plain = html.unescape(address.decode("utf-8", "replace").strip())
            hints.setdefault(rel.decode(), plain)
    lower = head.lower()
    if (b"<ttl" in lower or b"<sy:" in lower) and (minutes := _ttl(head)):
        hints["ttl"] = str(minutes)
    if b"<skip" not in lower:
        return hints
    if hours := sorted({int(h) % 24 for h in _within(head, SKIP_HOURS, HOUR)}):
        hints["skip-hours"] = ",".join(map(str, hours))
    days = {d.decode().capitalize() for d in _within(head, SKIP_DAYS, DAY)}
    if numbers := sorted(DAYS.index(day) for day in days if day in DAYS):
        hints["skip-days"] = ",".join(map(str, numbers))
    return hints


def _within(head: bytes, element: re.Pattern[bytes], value: re.Pattern[bytes]) -> list[bytes]:
    found = element.search(head)
    return value.findall(found.group(1)) if found else []


def _ttl(head: bytes) -> int:
    if ttl := TTL.search(head):
        return int(ttl.group(1))
    period = PERIOD.search(head)
    minutes = PERIOD_MINUTES.get(period.group(1).decode().lower(), 0) if period else 0
    times = FREQUENCY.search(head)
    return minutes // max(1, int(times.group(1))) if times else minutes
