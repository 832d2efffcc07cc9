"""Full-text search over current versions: FTS5 on SQLite, tsvector on PostgreSQL."""

from __future__ import annotations

import re

from django.db import connection

from onestory.web.news.lists import shown_articles
from onestory.web.news.models import Article, Version

LONGEST_QUERY = 200  # characters
MOST_RESULTS = 100
_WORD = re.compile(r"\w+")


def index_version(version: Version) -> None:
    """Make an article findable by its current version."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM news_search WHERE rowid = %s", [version.article_id])
            cursor.execute(
                "INSERT INTO news_search (rowid, title, text) VALUES (%s, %s, %s)",
                [version.article_id, version.title, version.text],
            )
        else:
            cursor.execute(
                "INSERT INTO news_search (article_id, words) VALUES (%s, "
                "setweight(to_tsvector('simple', %s), 'A') || to_tsvector('simple', left(%s, 500000)))"
                " ON CONFLICT (article_id) DO UPDATE SET words = EXCLUDED.words",
                [version.article_id, version.title, version.text],
            )


def search(query: str) -> list[Article]:
    """Articles that have all words of the query, best match first; reserved texts are not searched."""
    words = _WORD.findall(query[:LONGEST_QUERY].lower())
    if not words:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT rowid FROM news_search WHERE news_search MATCH %s "
                "ORDER BY bm25(news_search, 4.0, 1.0) LIMIT %s",
                [" ".join(f'"{word}"' for word in words), MOST_RESULTS],
            )
        else:
            cursor.execute(
                "SELECT article_id FROM news_search, plainto_tsquery('simple', %s) AS query "
                "WHERE words @@ query ORDER BY ts_rank(words, query) DESC, article_id LIMIT %s",
                [" ".join(words), MOST_RESULTS],
            )
        keys = [row[0] for row in cursor.fetchall()]
    found = shown_articles().filter(reserved="").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def words_found(text: str, query: str) -> list[tuple[int, int]]:
    """Where words of the query stand in a text, in order.

    >>> words_found("The ferry Bright Petrel.", "petrel ferry")
    [(4, 9), (17, 23)]
    """
    wanted = set(_WORD.findall(query.lower()))
    return [m.span() for m in _WORD.finditer(text) if m.group().lower() in wanted]


def sentence_with(version: Version, query: str) -> tuple[int, int] | None:
    """The first stored sentence that has the most words of the query."""
    words = set(_WORD.findall(query.lower()))
    best: tuple[int, tuple[int, int]] | None = None
    for start, end in (version.annotations or {}).get("sentences", ()):
        hits = len(words & set(_WORD.findall(version.text[start:end].lower())))
        if hits and (best is None or hits > best[0]):
            best = hits, (start, end)
    return best[1] if best else None
