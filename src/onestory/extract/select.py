"""Elements by a few CSS selectors: natively where the tree is walked so, else by lexbor's own engine, the
twin, which is several times slower. Only tags and attributes are asked for, so that both agree."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from onestory.extract import native
from onestory.extract.blocks import NAMES, Node
from onestory.extract.lines import one_line
from onestory.markup import compiled

MOST = 100_000  # elements found, where nobody asks for fewer
# "a", "[class*='date' i]", "link[rel~='next'][href*='2']"; whatever else CSS has is not understood.
SIMPLE = re.compile(r"([a-z0-9]*)((?:\[[a-z-]+[~*]?='[^']+'(?: i)?\])*)")
TEST = re.compile(r"\[([a-z-]+)([~*]?)='([^']+)'( i)?\]")
HOW = {("", ""): 0, ("~", ""): 1, ("*", ""): 2, ("*", " i"): 3}  # as in native/select.h
NUMBERS = {name: number for number, name in NAMES.items()}

Simple = tuple[int, int, tuple[tuple[int, int, str], ...]]
"""A group, the number of a tag or 0, and the tests of its attributes: which, how, the value."""


class Selector:
    """Groups of selectors, in each of them parted by commas: an element is found once, in the first
    group that is for it."""

    def __init__(self, *groups: str) -> None:
        self.groups = groups
        self._simple = tuple(
            _simple(number, css) for number, group in enumerate(groups) for css in group.split(",")
        )

    def among(self, tree: LexborHTMLParser, most: int = MOST) -> list[Node]:
        """The elements of a page that the first group is for, in the page's order."""
        return self.grouped(tree, most)[0]

    def within(self, node: Node, tree: LexborHTMLParser, most: int = MOST) -> list[Node]:
        """Those in another element, itself among them."""
        return self._found(tree, node, most)[0]

    def grouped(self, tree: LexborHTMLParser, most: int = MOST) -> tuple[list[Node], ...]:
        """The elements of a page by group; `most` of all groups together."""
        root = tree.root
        return self._found(tree, root, most) if root else tuple([] for _ in self.groups)

    def _found(self, tree: LexborHTMLParser, node: Node, most: int) -> tuple[list[Node], ...]:
        if native.WALKS and compiled is not None:
            found: tuple[list[Node], ...] = compiled.select(
                tree, node.mem_id, self._simple, most, len(self.groups)
            )
            return found
        assert isinstance(node, LexborNode)
        return self.plainly(node, most)

    def plainly(self, node: LexborNode, most: int = MOST) -> tuple[list[Node], ...]:
        """The twin of `select` in native/select.h: what one does the other must."""
        own = [{n.mem_id for n in node.css(css)} for css in self.groups]
        found: tuple[dict[int, Node], ...] = tuple({} for _ in self.groups)
        seen: set[int] = set()
        for one in node.css(",".join(self.groups)):  # each element once for each selector it fits
            address = one.mem_id
            if len(seen) == most and address not in seen:
                break
            seen.add(address)
            group = next(number for number, ids in enumerate(own) if address in ids)
            found[group].setdefault(address, one)
        return tuple([*nodes.values()] for nodes in found)


def short_line(node: Node, most: int) -> str:
    """The text of an element in one line; empty where that is longer than `most` characters."""
    text = node.text(separator=" ") if isinstance(node, LexborNode) else node.short_text(most)
    line = one_line(text)
    return line if len(line) <= most else ""


def _simple(group: int, css: str) -> Simple:
    parsed = SIMPLE.fullmatch(css)
    if parsed is None or (parsed.group(1) and parsed.group(1) not in NUMBERS):
        raise ValueError(f"{css!r} asks for more than a tag and attributes")
    if compiled is None:
        return group, 0, ()
    tests = (
        (compiled.ATTRIBUTES.index(name), HOW[how, case], value)
        for name, how, value, case in TEST.findall(parsed.group(2))
    )
    return group, NUMBERS.get(parsed.group(1), 0), tuple(tests)
