"""What helping processes are asked: the engine's part of a page and of a story, without the database."""

from __future__ import annotations

from onestory.article import Article
from onestory.brief import Brief, write_brief
from onestory.claims import Annotations, annotate, build_ledger
from onestory.claims.values import Ledger
from onestory.extract.learned import Learned, Lesson
from onestory.extract.page import read_page

Reading = tuple[Ledger, Brief, dict[str, Annotations]]


def read_with_lesson(body: bytes, url: str, learned: Learned) -> tuple[Article, Lesson]:
    """A page as read, and what it teaches about the outlet's next one."""
    page = read_page(body, url, learned=learned)
    return page.article, page.lesson


def read_story(articles: list[Article], words: int, per_article: int) -> Reading:
    """A story's ledger and brief, and what was found in each article. Nothing of nothing."""
    annotations = {a.id: annotate(a) for a in articles}
    ledger = build_ledger(articles, annotations)
    return ledger, write_brief(articles, ledger, words, per_article, annotations), annotations
