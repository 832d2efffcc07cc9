"""Every sentence this room emits for readers."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "copy": "{percent} % of its words stand in an earlier article.",
    "copy_credited": "{percent} % of its words stand in an earlier article, and the page credits "
    "another outlet.",
    "copy_own": "{percent} % of its words stand in an earlier article of the same outlet.",
    "joined": "Joined with a similarity of {percent} %.",
    "opened": "No earlier story was similar enough.",
    "merged": "The two stories were found to tell one event: similarity {percent} %.",
    "split": "The story was found to tell two events: similarity {percent} %.",
    "ordered": "{percent} % of its words stand in an earlier article in the same order.",
    "ordered_credited": "{percent} % of its words stand in an earlier article in the same order, and "
    "the page credits another outlet.",
    "ordered_own": "{percent} % of its words stand in an earlier article of the same outlet in the "
    "same order.",
    "copy_longer": "{percent} % of the words of an earlier article stand in it.",
    "copy_longer_credited": "{percent} % of the words of an earlier article stand in it, and the page "
    "credits another outlet.",
    "copy_longer_own": "{percent} % of the words of an earlier article of the same outlet stand in "
    "it.",
    "ordered_longer": "{percent} % of the words of an earlier article stand in it in the same order.",
    "ordered_longer_credited": "{percent} % of the words of an earlier article stand in it in the "
    "same order, and the page credits another outlet.",
    "ordered_longer_own": "{percent} % of the words of an earlier article of the same outlet stand in "
    "it in the same order.",
}
REASONS = tuple(PHRASES)
"""Kept by number, so that their order is never changed."""
