"""The native walk, where it was built and where the installed lexbor lays out its nodes as it expects.

Without it everything is read by the same rules in Python (`walk.py`), several times slower.
"""

from __future__ import annotations

from types import ModuleType

from selectolax.lexbor import LexborHTMLParser

from onestory.markup import compiled


def _is_fit(markup: ModuleType) -> bool:
    """Whether nodes, texts, attributes and names lie where the native walk looks for them."""
    wanted = " ".join(f"{name}='{name}'" for name in markup.ATTRIBUTES)
    tree = LexborHTMLParser(
        f"<body><p {wanted} data-near=near data-far-too-long-to-lie-near=far>probe text</p>"
        "<probe-of-a-long-custom-name></probe-of-a-long-custom-name>"
    )
    body = tree.body
    element = body.first_child if body else None
    text, custom = (element.first_child, element.next) if element else (None, None)
    if not (body and element and text and custom):
        return False
    addresses = (body.mem_id, element.mem_id, custom.mem_id, text.mem_id)
    return bool(markup.fits(*addresses, element.tag_id))


WALKS = compiled is not None and _is_fit(compiled)
