"""Mends the commonest fault of feeds: `&` that begins no XML entity, which XML readers drop text at.

HTML's named entities become numeric ones, any other stray `&` becomes `&amp;`; CDATA stays as it is.
"""

from __future__ import annotations

import re
from html.entities import html5

CDATA_START, CDATA_END = b"<![CDATA[", b"]]>"
# `a & b`, `?x=1&y=2`, `&eacute;`, `&#XE9;`; not `&amp;`, `&#233;`, `&#xE9;`.
STRAY = re.compile(
    rb"&(?!lt;|gt;|amp;|quot;|#(?:[0-9]{1,7}|x[0-9a-fA-F]{1,6});|apos;)"  # the commonest first
)
# What may follow a stray `&` and belong to it; apart, because groups make the search slower.
REFERENCE = re.compile(rb"#X([0-9a-fA-F]{1,6};)|([A-Za-z][A-Za-z0-9]{1,31};)")


def mend_ampersands(data: bytes) -> bytes:
    """The bytes of an ASCII-compatible XML document with every `&` outside CDATA well-formed."""
    pieces: list[bytes] = []
    kept = at = 0  # data[:kept] stands in the pieces, data[:at] is looked through
    while stray := STRAY.search(data, at):
        after = _end_of_cdata(data, at, stray.start())
        if after:
            at = after
            continue
        reference = REFERENCE.match(data, stray.end())
        pieces += (data[kept : stray.start()], _mended(reference))
        kept = at = reference.end() if reference else stray.end()
    return b"".join((*pieces, data[kept:])) if pieces else data


def _end_of_cdata(data: bytes, since: int, at: int) -> int:
    """Where the CDATA section ends that `at` lies in; 0 where it lies in none begun `since`."""
    start = data.rfind(CDATA_START, since, at)
    if start < 0:
        return 0
    end = data.find(CDATA_END, start)
    if end < 0:
        return len(data)
    return end + len(CDATA_END) if end > at else 0


def _mended(reference: re.Match[bytes] | None) -> bytes:
    if reference is None:
        return b"&amp;"
    number, name = reference.groups()
    if number:
        return b"&#x" + bytes(number)
    characters = html5.get(name.decode("ascii"))
    if characters is None:
        return b"&amp;" + bytes(name)
    return "".join(f"&#{ord(c)};" for c in characters).encode("ascii")
