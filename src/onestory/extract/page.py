"""The order of work: bytes → UTF-8 → tree → head and blocks → metadata, body, state, warnings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from onestory.article import PARAGRAPH_BREAK, Article
from onestory.collector import at_rest
from onestory.extract.authors import signed_by
from onestory.extract.body import NOTHING, find_body
from onestory.extract.continued import next_part
from onestory.extract.credit import read_credit
from onestory.extract.encoding import utf8
from onestory.extract.head import read_head, web_address
from onestory.extract.learned import Learned, Lesson, marks
from onestory.extract.metadata import numeric_order, read_metadata
from onestory.extract.rescue import rescued
from onestory.extract.sources import outward_links, source_link
from onestory.extract.state import Evidence, page_state
from onestory.extract.tree import parse
from onestory.extract.walk import flatten
from onestory.extract.warnings import lacking, warn


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as read, and where its text stood on the page."""

    article: Article
    home: str = ""
    published: datetime | None = None
    """As the page gives it, perhaps without a zone."""
    next_part: str = ""
    """Where the article goes on; looked for on the pages of an outlet that is being learned."""
    order: int = 0
    """What its numeric dates tell: 1 for day first, -1 for month first. Looked for like `next_part`."""

    @property
    def lesson(self) -> Lesson:
        """What the page teaches about the outlet's next one."""
        read = self.article
        return Lesson(
            read.title,
            self.home,
            marks(read.paragraphs),
            read.confidence,
            self.published,
            self.order,
        )


def extract_article(html: bytes | str, url: str = "", charset: str = "") -> Article:
    """Read a page, as bytes or already as text. `url` is where it was fetched, `charset` the HTTP
    header's, where known.

    A pure function that never raises on bad input: what cannot be read becomes a state.
    """
    data = html.encode("utf-8", "replace") if isinstance(html, str) else html
    return read_page(data, url, charset).article


def read_page(
    html: bytes, url: str = "", charset: str = "", learned: Learned | None = None
) -> Reading:
    """Read a page with what the outlet's earlier pages taught. Pure; never raises on bad input."""
    with at_rest():
        return _read_page(html, url, charset, learned)


def _read_page(html: bytes, url: str, charset: str, learned: Learned | None) -> Reading:
    known = learned or NOTHING
    source = utf8(html, charset)
    tree = parse(source)
    page = flatten(tree)
    head = read_head(tree, page, web_address(url))
    about = read_metadata(tree, head, page, known.day_first)
    titles = (about.title, about.titles.h1, about.titles.og, about.titles.jsonld)
    body = rescued(find_body(page, titles, learned), head, page, source, titles)
    paragraphs = body.paragraphs
    text = PARAGRAPH_BREAK.join(paragraphs)
    state = page_state(Evidence(head, page, body, about.title, source))
    authors = about.authors or signed_by(page, body.blocks, (about.outlet,))
    links = outward_links(body.blocks, about.url)
    lacks = lacking(about.published, authors)
    article = Article(
        title=about.title,
        text=text,
        url=about.url,
        state=state,
        titles=about.titles,
        authors=authors,
        published=known.zoned(about.published),
        modified=known.zoned(about.modified),
        language=about.language,
        outlet=about.outlet,
        section=about.section,
        credit=read_credit(paragraphs, about.bylines),
        source_link=source_link(links),
        image=about.image,
        paragraphs=paragraphs,
        confidence=body.confidence,
        warnings=warn(state, text, body.blocks, lacks, bool(links)),
    )
    if learned is None:
        return Reading(article, body.home, about.published)
    following, order = next_part(tree, head, source), numeric_order(tree, head)
    return Reading(article, body.home, about.published, following, order)
