"""Inline markup of the material → plain text with gold spans at code point offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from onestory.article import PARAGRAPH_BREAK, Span
from onestory.press.edition import MaterialError

TAG = re.compile(r'<(/?)(say|cue|src|fig|bad|when)((?:\s+[a-z]+(?:=(?:"[^"]*"|[^\s"<>]+))?)*)\s*>')
ATTRIBUTE = re.compile(r'([a-z]+)(?:=(?:"([^"]*)"|([^\s"]+)))?')
BLANK = re.compile(r"\n\s*\n")
BlockKind = Literal["p", "h2", "quote", "item"]
MARKS: tuple[tuple[str, BlockKind], ...] = (("## ", "h2"), ("> ", "quote"), ("- ", "item"))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as the page will show it; the span is its place in the text."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    number: int
    source: Span | None
    cue: Span | None
    contents: tuple[Span, ...]
    direct: bool


@dataclass(frozen=True, slots=True)
class GoldFigure:
    span: Span
    key: str
    value: float
    comparator: str
    high: float | None
    unit: str
    at: str
    attribution: int | None


@dataclass(frozen=True, slots=True)
class GoldDamage:
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its markup, and what the markup said."""

    text: str
    blocks: tuple[Block, ...] = ()
    attributions: tuple[GoldAttribution, ...] = ()
    figures: tuple[GoldFigure, ...] = ()
    damages: tuple[GoldDamage, ...] = ()


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int


@dataclass(slots=True)
class _Reading:
    parts: dict[int, dict[str, list[Span]]] = field(default_factory=dict)
    direct: set[int] = field(default_factory=set)
    figures: list[GoldFigure] = field(default_factory=list)
    damages: list[GoldDamage] = field(default_factory=list)


def paragraphs_of(source: str) -> list[str]:
    """The blocks of a body source: parted by blank lines, list items each their own."""
    found: list[str] = []
    for block in BLANK.split(source.strip()):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            found += lines
        elif lines:
            found.append(" ".join(lines))
    return found


def read_markup(source: str) -> Marked:
    """Strip the markup of a body whose slots are filled. Raises MaterialError when tags do not
    balance."""
    reading = _Reading()
    pieces: list[str] = []
    blocks: list[Block] = []
    length = 0
    for paragraph in paragraphs_of(source):
        kind, body = _kind(paragraph)
        if pieces:
            length += len(PARAGRAPH_BREAK)
        text = _read_paragraph(body, length, reading)
        pieces.append(text)
        blocks.append(Block(kind, Span(length, length + len(text))))
        length += len(text)
    return Marked(
        PARAGRAPH_BREAK.join(pieces),
        tuple(blocks),
        _attributions(reading),
        tuple(reading.figures),
        tuple(reading.damages),
    )


def _kind(paragraph: str) -> tuple[BlockKind, str]:
    for mark, kind in MARKS:
        if paragraph.startswith(mark):
            return kind, paragraph.removeprefix(mark)
    return "p", paragraph


def _read_paragraph(source: str, offset: int, reading: _Reading) -> str:
    pieces: list[str] = []
    length, position = offset, 0
    stack: list[_Open] = []
    for match in TAG.finditer(source):
        piece = source[position : match.start()]
        pieces.append(piece)
        length += len(piece)
        position = match.end()
        if not match[1]:
            stack.append(_Open(match[2], _attributes(match[3]), length))
        elif not stack or stack[-1].tag != match[2]:
            raise MaterialError(f"</{match[2]}> closes nothing near {source[:60]!r}")
        else:
            _close(stack.pop(), length, reading)
    if stack:
        raise MaterialError(f"<{stack[-1].tag}> is never closed near {source[:60]!r}")
    pieces.append(source[position:])
    return "".join(pieces)


def _close(opened: _Open, end: int, reading: _Reading) -> None:
    span, said = Span(opened.start, end), opened.attributes
    if opened.tag in {"say", "cue", "src"}:
        number = int(said.get("a") or 0)
        parts = reading.parts.setdefault(number, {"say": [], "cue": [], "src": []})
        parts[opened.tag].append(span)
        if "direct" in said:
            reading.direct.add(number)
    elif opened.tag == "fig":
        reading.figures.append(_figure(span, said))
    elif opened.tag == "bad":
        reading.damages.append(GoldDamage(said.get("kind", ""), span))


def _figure(span: Span, said: dict[str, str]) -> GoldFigure:
    try:
        value = float(_plain(said["v"]))
        high = float(_plain(said["hi"])) if said.get("hi") else None
    except (KeyError, ValueError) as error:
        raise MaterialError(f"a figure needs a plain number in v: {said}") from error
    return GoldFigure(
        span,
        said.get("k", "-"),
        value,
        said.get("c", "="),
        high,
        said.get("unit", ""),
        said.get("at", ""),
        int(said["by"]) if said.get("by") else None,
    )


def _plain(text: str) -> str:
    """A number as slots are shown in attributes (English digits) → a plain number."""
    return text.replace(",", "").replace("\u00a0", "")


def _attributes(text: str) -> dict[str, str]:
    return {m[1]: m[2] if m[2] is not None else (m[3] or "") for m in ATTRIBUTE.finditer(text)}


def _attributions(reading: _Reading) -> tuple[GoldAttribution, ...]:
    found: list[GoldAttribution] = []
    for number, parts in sorted(reading.parts.items()):
        if parts["say"]:
            found.append(
                GoldAttribution(
                    number,
                    _first(parts["src"]),
                    _first(parts["cue"]),
                    tuple(parts["say"]),
                    number in reading.direct,
                )
            )
    return tuple(found)


def _first(spans: list[Span]) -> Span | None:
    return spans[0] if spans else None
