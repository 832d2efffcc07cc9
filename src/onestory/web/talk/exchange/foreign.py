"""A comment as another system kept it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

State = Literal["published", "held", "spam", "removed"]
DEEPEST = 64  # elements; below, only text counts
BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "pre", "h1", "h2", "h3", "h4"})
SILENT = frozenset({"script", "style", "template"})


@dataclass(frozen=True, slots=True)
class ForeignComment:
    source: str
    """Which system, e.g. "wordpress"."""
    id: str
    page: str
    """Address of the page it was left on."""
    text: str
    state: State
    created: datetime | None
    parent: str = ""
    """The id of the comment it answers."""
    author: str = ""
    email: str = ""
    link: str = ""

    @property
    def key(self) -> str:
        """One comment, however often its file is read."""
        return f"{self.source}:{self.id}"[:200]

    @property
    def parent_key(self) -> str:
        """The key of the comment it answers."""
        return f"{self.source}:{self.parent}"[:200]


def plain(html: str) -> str:
    """What other systems keep as HTML, in the marks that comments have here: *emphasis*, > quotation,
    the address of a link after its words."""
    tree = LexborHTMLParser(f"<div>{html}</div>")
    root = tree.body
    text = _inner(root, 0) if root is not None else ""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    blocks = "\n".join(lines).split("\n\n")
    return "\n\n".join(b.strip("\n") for b in blocks if b.strip()).strip()


def _inner(node: LexborNode, depth: int) -> str:
    if depth > DEEPEST:
        return node.text() or ""
    parts = []
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            parts.append((child.text(deep=False) or "").replace("\n", " "))
        elif child.tag not in SILENT:
            parts.append(_element(child, depth))
    return "".join(parts)


def _element(node: LexborNode, depth: int) -> str:
    if node.tag == "br":
        return "\n"
    inner = _inner(node, depth + 1)
    if node.tag in {"em", "i"} and inner.strip() and "\n" not in inner and "*" not in inner:
        return f"*{inner.strip()}*"
    if node.tag == "blockquote":
        lines = [line.strip() for line in inner.strip().split("\n") if line.strip()]
        return "\n\n" + "\n".join(f"> {line}" for line in lines) + "\n\n"
    if node.tag == "a":
        address = node.attributes.get("href") or ""
        known = address in inner or not address.startswith(("http://", "https://"))
        return inner if known else f"{inner} {address}"
    return f"\n\n{inner}\n\n" if node.tag in BLOCKS else inner


def moment(seconds: object) -> datetime | None:
    """Seconds since 1970 as a moment; None where it is no such number."""
    try:
        return datetime.fromtimestamp(float(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        return None
