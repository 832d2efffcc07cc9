"""Bytes → text: marks, labels, detection, and what is merely damaged."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestory.extract.encoding import MAX_BYTES, declared_charset, decode, known, utf8

GERMAN = "<p>Die Fähre lief vor Tarnholm auf Grund, größere Schäden gab es nicht.</p>"
RUSSIAN = "<p>Паром сел на мель у берегов Тарнхольма в понедельник утром, сообщил порт.</p>"
JAPANESE = "<p>フェリーは月曜日にタルンホルム沖で座礁した、と港が発表した。</p>"


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        (GERMAN, "utf-8", ""),
        (GERMAN, "utf-8", "iso-8859-1"),  # a wrong label: the bytes prove UTF-8
        (GERMAN, "cp1252", "iso-8859-1"),
        (GERMAN, "cp1252", "latin1"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "euc-jp", "euc-jp"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
    ],
)
def test_declared_and_proved_encodings(text: str, codec: str, label: str) -> None:
    page = f'<meta charset="{label}">{text}' if label else text
    assert decode(page.encode(codec)) == page
    assert utf8(page.encode(codec)).decode() == page


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_goes_first(name: str) -> None:
    data = GERMAN.encode(name)
    assert decode(data, "koi8-r") == GERMAN
    assert utf8(data).decode() == GERMAN


def test_undeclared_legacy_pages_are_detected() -> None:
    assert "Паром" in decode((RUSSIAN * 20).encode("cp1251"))
    assert "größere" in decode((GERMAN * 20).encode("cp1252"))


def test_one_stray_byte_does_not_change_the_encoding() -> None:
    data = ('<meta charset="utf-8">' + GERMAN * 60).encode() + b"\xe9"
    assert "größere" in decode(data)


def test_the_http_charset_goes_before_the_page_s() -> None:
    page = f'<meta charset="koi8-r">{RUSSIAN}'
    assert decode(page.encode("cp1251"), "windows-1251") == page


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        (b'<meta charset="utf-8">', "utf-8"),
        (b"<META HTTP-EQUIV=x CONTENT='text/html; charset=ISO-8859-1'>", "cp1252"),
        (b'<meta charset="utf-16">', "utf-8"),
        (b'<meta data-charset-name="koi8-r">', ""),
        (b'<meta charset="no-such-thing">', ""),
        (b"", ""),
    ],
)
def test_meta_declarations(markup: bytes, found: str) -> None:
    assert declared_charset(markup) == found


def test_unknown_labels_are_empty() -> None:
    assert known("") == known("rot13") == known("base64") == known("\x00") == ""


@given(st.binary(max_size=400), st.text(max_size=20))
def test_any_bytes_and_label_decode(data: bytes, label: str) -> None:
    decode(data, label).encode("utf-8")
    utf8(data, label).decode("utf-8")


def test_long_input_is_cut() -> None:
    assert len(utf8(b"a" * (MAX_BYTES + 10))) == MAX_BYTES
    assert decode(codecs.BOM_UTF8) == ""
