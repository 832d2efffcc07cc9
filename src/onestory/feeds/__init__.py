"""Feed bytes → entries; lists of feeds in and out; where feeds are found and when to look again."""

from onestory.feeds.discover import discover_feeds, discover_sitemaps
from onestory.feeds.parse import parse_feed
from onestory.feeds.sitemap import parse_sitemap

__all__ = ["discover_feeds", "discover_sitemaps", "parse_feed", "parse_sitemap"]
