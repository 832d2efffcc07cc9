"""Bounded unpacking of Content-Encoding: no answer grows past its limit, however it is packed."""

from __future__ import annotations

import zlib
from typing import Literal

import brotli  # type: ignore[import-untyped]
import zstandard

ACCEPT_ENCODING = "gzip, br, zstd, deflate"
MAX_ZSTD_WINDOW = 8 * 2**20  # bytes; RFC 9659 allows a web server no more
MAX_LAYERS = 2  # a body packed more often than twice is no honest page
PIECE = 65536  # bytes unpacked at a time
SIP = 256  # bytes of Zstandard unpacked at a time; they may grow to 10 MB

Trouble = Literal["too-large-unpacked", "coding", "damaged"]


class UnpackError(Exception):
    """A body cannot be unpacked within its limit; `trouble` names the phrase."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble: Trouble = trouble


def unpack(body: bytes, content_encoding: str, limit: int, head_only: bool = False) -> bytes:
    """Unpack a body coded as the header says, to at most `limit` bytes.

    With `head_only` the input may be cut and the first `limit` bytes are given back. Raises
    UnpackError.
    """
    codings = [c.strip().lower() for c in content_encoding.split(",") if c.strip()]
    codings = [c for c in codings if c != "identity"]
    if len(codings) > MAX_LAYERS:
        raise UnpackError("coding")
    for coding in reversed(codings):
        if coding in {"gzip", "x-gzip"}:
            body = _gunzip(body, limit, head_only)
        elif coding == "deflate":
            body = _inflate(body, limit, head_only)
        elif coding == "br":
            body = _unbrotli(body, limit, head_only)
        elif coding == "zstd":
            body = _unzstd(body, limit, head_only)
        else:
            raise UnpackError("coding")
    return body


class _Output:
    """Collects pieces up to a limit."""

    def __init__(self, limit: int, head_only: bool) -> None:
        self.limit, self.head_only = limit, head_only
        self.data = bytearray()

    def full_after(self, piece: bytes) -> bool:
        """Take a piece; True once a head is complete. Raises UnpackError past the limit."""
        self.data += piece
        if len(self.data) <= self.limit:
            return False
        if not self.head_only:
            raise UnpackError("too-large-unpacked")
        del self.data[self.limit :]
        return True


def _gunzip(body: bytes, limit: int, head_only: bool) -> bytes:
    """All members of a gzip body (RFC 1952); what follows the last one is ignored."""
    out, rest, first = _Output(limit, head_only), body, True
    while rest and (first or rest.startswith(b"\x1f\x8b")):
        rest = _stream(zlib.decompressobj(zlib.MAX_WBITS | 16), rest, out)
        first = False
        if head_only and len(out.data) >= limit:
            break
    return bytes(out.data)


def _inflate(body: bytes, limit: int, head_only: bool) -> bytes:
    """zlib (RFC 1950), or the bare deflate stream some servers send under that name."""
    out = _Output(limit, head_only)
    bare = len(body) < 2 or (body[0] & 15) != 8 or (body[0] * 256 + body[1]) % 31 != 0
    if body:
        _stream(zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS), body, out)
    return bytes(out.data)


def _stream(packer: zlib._Decompress, rest: bytes, out: _Output) -> bytes:
    try:
        while not packer.eof:
            piece = packer.decompress(rest, PIECE)
            rest = packer.unconsumed_tail
            if out.full_after(piece):
                return b""
            if not piece and not rest and not packer.eof:
                break
    except zlib.error as error:
        raise UnpackError("damaged") from error
    if not packer.eof and not out.head_only:
        raise UnpackError("damaged")
    return packer.unused_data


def _unbrotli(body: bytes, limit: int, head_only: bool) -> bytes:
    out, packer, rest = _Output(limit, head_only), brotli.Decompressor(), body
    try:
        while not packer.is_finished():
            piece = packer.process(rest, output_buffer_limit=PIECE)
            rest = b""
            if out.full_after(piece):
                return bytes(out.data)
            if not piece and packer.can_accept_more_data():
                break
    except brotli.error as error:
        raise UnpackError("damaged") from error
    if body and not packer.is_finished() and not head_only:
        raise UnpackError("damaged")
    return bytes(out.data)


def _unzstd(body: bytes, limit: int, head_only: bool) -> bytes:
    """All frames of a Zstandard body (RFC 8878), its window bounded (RFC 9659).

    Fed in sips: the most that a sip can grow to is what may be held beyond the limit.
    """
    out, rest = _Output(limit, head_only), body
    maker = zstandard.ZstdDecompressor(max_window_size=MAX_ZSTD_WINDOW)
    packer = maker.decompressobj()
    try:
        while rest:
            sip, rest = rest[:SIP], rest[SIP:]
            if out.full_after(packer.decompress(sip)):
                return bytes(out.data)
            if packer.eof:
                rest = packer.unused_data + rest
                if rest:
                    packer = maker.decompressobj()
    except zstandard.ZstdError as error:
        raise UnpackError("damaged") from error
    if body and not packer.eof and not head_only:
        raise UnpackError("damaged")
    return bytes(out.data)
