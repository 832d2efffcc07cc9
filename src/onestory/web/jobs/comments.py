"""`onestory comments import` and `export`: comments into the hub, and out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from onestory.article import iso
from onestory.errors import InputError
from onestory.web.news.addresses import article_key, story_named
from onestory.web.news.models import Address, Story
from onestory.web.news.views.found import find_story
from onestory.web.talk.exchange import ForeignComment, read_comments
from onestory.web.talk.judge import LESSONS, teach_all
from onestory.web.talk.markup import to_html
from onestory.web.talk.models import Comment, Decision
from onestory.web.talk.posting import clean
from onestory.web.talk.readers import read_email

TOGETHER = 200  # stored in one transaction: a stopped import goes on where it stood


def import_comments(
    file: Path,
    site: str,
    story: int,
    learn: bool,
    emit: Callable[[dict[str, Any]], None],
    say: Callable[[str], None],
) -> int:
    """Import a file; each page unknown here is named. The number of comments left out.

    Raises InputError where the file, or the story, is none.
    """
    under = Story.objects.filter(pk=story).first() if story else None
    if story and under is None:
        raise InputError(f"There is no story {story}.")
    importer = Importer(under, learn, timezone.now())
    trouble = ""
    columns = (TextColumn("Comments"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Comments", total=None)
        try:
            for done in importer.take(read_comments(file, site)):
                bar.update(task, completed=done)
        except InputError as error:
            trouble = str(error)
    for page, number in importer.homeless.most_common():
        emit({"page": page, "comments": number, "problem": "no story here has this page"})
    emit(dict(importer.counts))
    if trouble:
        say(trouble)
    if importer.homeless:
        say("Name a story with --story for comments on pages that are unknown here.")
    return importer.counts["homeless"] + bool(trouble)


class Importer:
    """Puts comments under the stories of the pages they were left on, each once.

    A page is a story's own page, or an article of it by any address that led there; what belongs to no
    page known here goes under `story`, or is counted by page in `homeless`.
    """

    def __init__(self, story: Story | None, learn: bool, now: datetime) -> None:
        self._otherwise, self._learn, self._now = story, learn, now
        self._pages: dict[str, Story | None] = {}
        self.counts: Counter[str] = Counter(imported=0, known=0, empty=0, homeless=0, learned=0)
        self.homeless: Counter[str] = Counter()

    def take(self, comments: Iterable[ForeignComment]) -> Iterator[int]:
        """Import all; after each batch, how many were looked at. What a damaged file holds before the
        damage is imported.
        """
        done, batch = 0, []
        try:
            for comment in comments:
                batch.append(comment)
                if len(batch) == TOGETHER:
                    full, batch = batch, []
                    self._take(full)
                    yield (done := done + TOGETHER)
        finally:
            self._take(batch)

    def _take(self, batch: list[ForeignComment]) -> None:
        lessons: list[tuple[Comment, bool | None]] = []
        with transaction.atomic():
            for foreign in batch:
                comment = self._store(foreign)
                taught = LESSONS.get(foreign.state) if comment and self._learn else None
                if comment is not None and taught is not None:
                    Decision.objects.create(
                        comment=comment,
                        at=comment.created,
                        old="held",
                        new=comment.state,
                        taught=taught,
                        via="import",
                    )
                    lessons.append((comment, taught))
        if lessons:
            teach_all(lessons)
        self.counts["learned"] += len(lessons)

    def _store(self, foreign: ForeignComment) -> Comment | None:
        text = clean(foreign.text)
        story = self._story(foreign.page)
        if not text:
            self.counts["empty"] += 1
        elif story is None:
            self.counts["homeless"] += 1
            self.homeless[foreign.page] += 1
        elif self._is_known(foreign, text):
            self.counts["known"] += 1
        else:
            self.counts["imported"] += 1
            return self._make(foreign, story, text)
        return None

    def _is_known(self, foreign: ForeignComment, text: str) -> bool:
        if Comment.objects.filter(imported=foreign.key).exists():
            return True
        own = foreign.id if foreign.source == "onestory" and foreign.id.isdigit() else ""
        return bool(own) and Comment.objects.filter(pk=own[:17], text=text).exists()

    def _make(self, foreign: ForeignComment, story: Story, text: str) -> Comment:
        answered = Comment.objects.filter(imported=foreign.parent_key, story=story)
        return Comment.objects.create(
            story=story,
            parent=answered.first() if foreign.parent else None,
            author=foreign.author.replace("\x00", "").strip()[:80] or "Anonymous",
            email=read_email(foreign.email),
            link=_address(foreign.link),
            text=text,
            body=to_html(text),
            state=foreign.state,
            created=foreign.created or self._now,
            imported=foreign.key,
        )

    def _story(self, page: str) -> Story | None:
        if page not in self._pages:
            self._pages[page] = self._find(page) or self._otherwise
        return self._pages[page]

    def _find(self, page: str) -> Story | None:
        base = settings.ONESTORY.site.base_url.rstrip("/")
        path = page.removeprefix(base)
        if path.startswith("/story/"):
            named = story_named(path)
            return find_story(named.pk) if named else None
        row = Address.objects.filter(key=article_key(page)).select_related("article__story").first()
        return row.article.story if row else None


def export_comments() -> Iterator[dict[str, Any]]:
    """Every comment, the oldest first, as `read_comments` reads it again."""
    base = settings.ONESTORY.site.base_url.rstrip("/")
    rows = Comment.objects.exclude(text="").select_related("story__headline__article", "outlet")
    for c in rows.prefetch_related("decisions").iterator(chunk_size=500):
        yield {
            "id": c.pk,
            "page": base + c.story.get_absolute_url(),
            "article": c.story.headline.article.url if c.story.headline else "",
            "parent": c.parent_id,
            "author": c.author,
            "email": c.email,
            "link": c.link,
            "text": c.text,
            "state": c.state,
            "created": iso(c.created),
            "edited": iso(c.edited),
            "outlet": c.outlet.domain if c.outlet else "",
            "decisions": [
                {"at": iso(d.at), "from": d.old, "to": d.new, "taught": d.taught, "via": d.via}
                for d in c.decisions.all()
            ],
        }


def _address(link: str) -> str:
    link = link.strip()[:300]
    return link if link.startswith(("http://", "https://")) and "\x00" not in link else ""
