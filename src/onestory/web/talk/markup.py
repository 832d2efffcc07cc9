"""A commenter's text → safe HTML: paragraphs, line breaks, *emphasis*, links, > quotes. No more."""

from __future__ import annotations

import re
from html import escape

import nh3

LINK = re.compile(r"https?://[^\s<>\"']{3,300}")
EMPHASIS = re.compile(r"(?<![\w*])\*([^*\n]{1,200})\*(?![\w*])")
TAGS = {"p", "br", "em", "a", "blockquote"}


def to_html(text: str) -> str:
    """Sanitised HTML; whatever the text holds, only `TAGS` come out.

    >>> to_html("a <b>bold</b> *word*")
    '<p>a &lt;b&gt;bold&lt;/b&gt; <em>word</em></p>'
    """
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    html = "".join(_block(block) for block in blocks if block.strip())
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
    )


def _block(block: str) -> str:
    if all(line.startswith(">") for line in block.split("\n")):
        inner = "\n".join(line.removeprefix(">").strip() for line in block.split("\n"))
        return f"<blockquote><p>{_inline(inner)}</p></blockquote>"
    return f"<p>{_inline(block)}</p>"


def _inline(text: str) -> str:
    parts, position = [], 0
    for match in LINK.finditer(text):
        parts.append(_emphasis(text[position : match.start()]))
        address = escape(match.group(), quote=True)
        parts.append(f'<a href="{address}">{address}</a>')
        position = match.end()
    parts.append(_emphasis(text[position:]))
    return "".join(parts).replace("\n", "<br>")


def _emphasis(text: str) -> str:
    return EMPHASIS.sub(r"<em>\1</em>", escape(text, quote=False))
