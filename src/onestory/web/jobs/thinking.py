"""What helping processes are asked of a story: the engine's part of it, without the database."""

from __future__ import annotations

from onestory.article import Article
from onestory.brief import Brief, write_brief
from onestory.claims import Annotations, annotate, build_ledger
from onestory.claims.values import Ledger
from onestory.claims.warnings.beside import beside_story
from onestory.measured import shipped, withheld
from onestory.measured.gates import shown_annotations, shown_ledger

Reading = tuple[Ledger, Brief, dict[str, Annotations]]


def read_story(articles: list[Article], words: int, per_article: int) -> Reading:
    """A story's ledger and brief, and what was found in each article. Nothing of nothing."""
    annotations = {a.id: annotate(a) for a in articles}
    kept_back = withheld(shipped())
    ledger = shown_ledger(build_ledger(articles, annotations), kept_back)
    brief = write_brief(articles, ledger, words, per_article, annotations)
    return ledger, brief, shown_annotations(beside_story(articles, annotations), kept_back)
