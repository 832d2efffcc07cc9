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
}
REASONS = tuple(PHRASES)
"""Kept by number, so that their order is never changed."""
