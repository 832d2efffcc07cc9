"""Dates in text and their ISO 8601 values, read against the article's own date."""

from onestory.claims.dates.find import find_dates

__all__ = ["find_dates"]
