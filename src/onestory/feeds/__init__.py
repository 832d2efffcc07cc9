"""Feed bytes → entries; lists of feeds in and out; where feeds are found and when to look again."""

from onestory.feeds.discover import discover_feeds
from onestory.feeds.parse import parse_feed

__all__ = ["discover_feeds", "parse_feed"]
