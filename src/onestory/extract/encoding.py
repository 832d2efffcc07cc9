"""Page bytes → text: byte order mark, valid UTF-8, declared charset, detection, in that order.

Labels follow the WHATWG Encoding Standard (ISO-8859-1 means Windows-1252, EUC-KR means CP949).
Valid UTF-8 goes before the declaration because a wrong label is common and a text in a legacy
encoding that happens to be valid UTF-8 is not.
"""

from __future__ import annotations

import codecs
import re

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from onestory.markup import compiled

MAX_BYTES = 5_000_000  # bytes read of one page; the rest is cut off
PIECE = 4_096  # bytes
META_WINDOW = 4_096  # bytes searched for a declaration; browsers stop at 1,024, pages do not
DETECT_WINDOW = 65_536  # bytes shown to the detector
STRAY_SHARE = 0.02  # broken bytes among non-ASCII ones up to which a page still counts as UTF-8

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LEGACY_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

# Matches `<meta charset="x">` and `content="text/html; charset=x"`; not `data-charset-name`.
META_CHARSET = re.compile(
    rb"<meta\b[^>]{0,300}?[\s;\"']charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
HIGH_BYTES = bytes(range(128, 256))
ESCAPE = b"\x1b"  # the mark of the 7-bit ISO-2022 encodings


def utf8(data: bytes, charset: str = "") -> bytes:
    """The page in UTF-8. Nearly every page is already; it is passed through without a copy."""
    if len(data) <= MAX_BYTES and not data.startswith(LEGACY_MARKS) and ESCAPE not in data:
        if compiled.is_utf8(data) if compiled is not None else is_utf8(data):
            return data.removeprefix(codecs.BOM_UTF8)
    return decode(data, charset).encode("utf-8", "replace")


def is_utf8(data: bytes) -> bool:
    """Whether the data is valid UTF-8; looked at in pieces, so that no long text is made."""
    position = 0
    try:
        while piece := data[position : position + PIECE]:
            # Most of a page is ASCII, whatever its language: that is told far sooner.
            read = len(piece) if piece.isascii() else codecs.utf_8_decode(piece, "strict", False)[1]
            if not read:  # cut off inside a character
                return False
            position += read
    except UnicodeDecodeError:
        return False
    return True


def decode(data: bytes, charset: str = "") -> str:
    """The text of a page. `charset` is the HTTP header's, where known. Never raises."""
    data = data[:MAX_BYTES]
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    declared = known(charset) or declared_charset(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(data) >= MAX_BYTES - 3 or _nearly_utf8(data):
            return data.decode("utf-8", "replace")
    else:
        if not (ESCAPE in data and declared.startswith("iso2022")):
            return text
    if declared and declared != "utf-8":
        text = data.decode(declared, "replace")
        if text.count("\ufffd") <= STRAY_SHARE * _non_ascii(data) + 1:
            return text
    detected = known(detect_encoding(data, max_len=DETECT_WINDOW) or "") or "cp1252"
    return data.decode(detected, "replace")


def declared_charset(data: bytes) -> str:
    """The codec a page's own meta element names; empty where it names none we know."""
    found = META_CHARSET.search(data[:META_WINDOW])
    return known(found.group(1).decode("ascii")) if found else ""


def known(label: str) -> str:
    """The Python codec of a charset label by the WHATWG table; empty when unknown."""
    name = map_encoding_to_html5(label.strip().lower(), fallback_utf8=False) if label else None
    if not name:
        return ""
    if name.lower().startswith("utf-16"):  # the Standard: a readable declaration proves otherwise
        return "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _nearly_utf8(data: bytes) -> bool:
    """Whether only a stray byte here and there keeps the data from being UTF-8."""
    high = _non_ascii(data)
    broken = data.decode("utf-8", "replace").count("\ufffd") - data.count(b"\xef\xbf\xbd")
    return broken <= STRAY_SHARE * high


def _non_ascii(data: bytes) -> int:
    return len(data) - len(data.translate(None, HIGH_BYTES))
