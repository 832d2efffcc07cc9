"""Mends the commonest fault of feeds: `&` that begins no XML entity, which XML readers drop text at.

HTML's named entities become numeric ones, any other stray `&` becomes `&amp;`; CDATA stays as it is.
"""

from __future__ import annotations

import re
from html.entities import html5

CDATA_START, CDATA_END = b"<![CDATA[", b"]]>"
# `a & b`, `?x=1&y=2`, `&eacute;`, `&#XE9;`; not `&amp;`, `&#233;`, `&#xE9;`.
STRAY = re.compile(
    rb"&(?!#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)"
    rb"(?:#X([0-9a-fA-F]{1,6};)|([A-Za-z][A-Za-z0-9]{1,31};))?"
)


def mend_ampersands(data: bytes) -> bytes:
    """The bytes of an ASCII-compatible XML document with every `&` outside CDATA well-formed."""
    pieces: list[bytes] = []
    at, mended = 0, False
    while at < len(data):
        start = data.find(CDATA_START, at)
        start = len(data) if start < 0 else start
        end = data.find(CDATA_END, start) if start < len(data) else -1
        end = len(data) if end < 0 else end + len(CDATA_END)
        if STRAY.search(data, at, start):
            pieces.append(STRAY.sub(_mended, data[at:start]))
            mended = True
        else:
            pieces.append(data[at:start])
        pieces.append(data[start:end])
        at = end
    return b"".join(pieces) if mended else data


def _mended(stray: re.Match[bytes]) -> bytes:
    number, name = stray.groups()
    if number:
        return b"&#x" + bytes(number)
    characters = html5.get(name.decode("ascii")) if name else None
    if characters is None:
        return b"&amp;" + (name or b"")
    return "".join(f"&#{ord(c)};" for c in characters).encode("ascii")
