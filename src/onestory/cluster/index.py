"""Articles in arrival order → stories, one at a time, at a cost that does not grow with the stream.

An article joins the live story whose decision (`decide.py`) is highest, or opens its own. A story takes
no article further than `EVENT_DAYS` from its first: an event is short, a storyline is long.
Deterministic: ties go to the older story.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from statistics import median_low

from onestory.article import Article
from onestory.cluster.columns import NOBODY
from onestory.cluster.copies import COMPARED, Match
from onestory.cluster.decide import ARTICLE_TERMS, COPY_DAYS, COPY_JOINS, INDEXED_TERMS
from onestory.cluster.expiring import expire
from onestory.cluster.finding import best_story
from onestory.cluster.live import DAY, TOLD_ENOUGH, Live
from onestory.cluster.repairing import MayMove, anything, repair
from onestory.cluster.small_words import small_words_known
from onestory.cluster.terms import (
    Terms,
    Vector,
    in_unknown_language,
    terms_of,
    vector,
    word_hash,
)
from onestory.cluster.told import besides
from onestory.cluster.traces import Traces, traces_of
from onestory.cluster.values import Placement

SWEEP_EVERY = 256  # arrivals between two looks for what has expired


class StoryIndex:
    """Live stories. `add` decides on arrival; `repair` may join and part stories later."""

    def __init__(self, live: Live | None = None) -> None:
        self._live = live or Live()

    def __len__(self) -> int:
        """How many articles are live."""
        return len(self._live.articles) - self._live.gone

    def standing(self) -> dict[str, str]:
        """The story of each live article."""
        keys, articles = self._live.stories.keys, self._live.articles
        placed = zip(articles.ids, articles.story, strict=True)
        return {identifier: keys[story] for identifier, story in placed if story != NOBODY}

    def add(self, article: Article) -> Placement:
        """Place an article. Its id must be new; adding an id again returns where it stands."""
        live = self._live
        if live.articles.number_of(article.id) != NOBODY:
            return self.placement(article.id)
        when = self._time_of(article)
        terms, found = self._read(article)
        traces = traces_of(article.text)
        credited = bool(article.credit)
        sharing = live.copies.sharing(traces)
        match = live.copies.closest(traces, sharing, credited)
        number = self._enter(article, when, found)
        dated = article.published is not None
        story, score, line = best_story(live, found, when, dated=dated)
        if match is None:
            match = self._found_beside(traces, story, sharing, credited)
        proven = match is not None and (credited or match.share >= COPY_JOINS)
        if match is not None and proven and self._open(match.number, when):
            story = live.articles.story[match.number]
        live.note(number, "joined" if story != NOBODY else "opened", score)
        if match is not None and live.articles.story[match.number] == story:
            self._note_copy(number, match, credited)
        if story == NOBODY:
            story = live.stories.add(article.id, line or article.id, when, live.clock)
        live.articles.arrival[number] = live.stories.keys[story]
        live.copies.add(traces)
        self._join(number, story, when, found, terms)
        return live.placement(number)

    def restore(self, article: Article, placement: Placement, settled: bool = False) -> None:
        """Enter an article where it was placed before, without deciding anew. `settled`: repair has
        looked at its story since, and need not look again."""
        live = self._live
        if live.articles.number_of(article.id) != NOBODY:
            return
        when = self._time_of(article)
        terms, found = self._read(article)
        live.copies.add(traces_of(article.text))
        number = self._enter(article, when, found)
        story = live.story_named(placement.story)
        if story == NOBODY:
            line = placement.storyline or placement.story
            story = live.stories.add(placement.story, line, when, live.clock)
            if placement.story != article.id:
                live.named[placement.story] = story
        live.articles.arrival[number] = placement.arrival_story
        live.articles.origin[number] = placement.origin
        looked_at = settled and story not in live.touched
        self._join(number, story, when, found, terms)
        if looked_at:
            live.touched.discard(story)
            live.stories.looked[story] = live.stories.size[story]

    def repair(self, may_move: MayMove = anything) -> list[Placement]:
        """Join touched stories that have grown alike, and part those that tell two events; the
        placements that changed. `may_move` is asked before articles go from one story to another."""
        return repair(self._live, may_move)

    def placement(self, identifier: str) -> Placement:
        """Where an article stands now. Raises KeyError for one that is unknown or has expired."""
        number = self._live.articles.number_of(identifier)
        if number == NOBODY:
            raise KeyError(identifier)
        return self._live.placement(number)

    def _time_of(self, article: Article) -> float:
        """When an article was published, in seconds; the stream's clock where it does not say."""
        live = self._live
        if article.published is not None:
            when = _seconds(article.published)
            live.dates.append(when)
            live.clock = max(live.clock, median_low(live.dates))
        else:
            when = live.clock
        live.arrivals += 1
        if live.arrivals % SWEEP_EVERY == 0:
            expire(live)
        return when

    def _read(self, article: Article) -> tuple[Terms, Vector]:
        terms = terms_of(article)
        if not small_words_known(article.text):
            terms = in_unknown_language(terms, article)
        return terms, vector(terms, self._live.statistics, ARTICLE_TERMS)

    def _enter(self, article: Article, when: float, found: Vector) -> int:
        return self._live.articles.add(article.id, word_hash(article.outlet), when, found)

    def _found_beside(
        self, traces: Traces, story: int, sharing: list[int], credited: bool
    ) -> Match | None:
        """The copy among the members of a story, by its runs; where no runs are left of it, by its
        words in order, also among the texts that share a run."""
        live = self._live
        members = islice(live.members(story), COMPARED) if story != NOBODY else ()
        beside = [number for number in members if number not in sharing]
        by_runs = live.copies.closest(traces, beside, credited)
        return by_runs or live.copies.closest_in_order(traces, [*sharing, *beside])

    def _open(self, number: int, when: float) -> bool:
        """Whether an article's story still takes a copy of this time."""
        first = self._live.stories.first[self._live.articles.story[number]]
        return abs(when - first) <= COPY_DAYS * DAY

    def _note_copy(self, number: int, match: Match, credited: bool) -> None:
        articles = self._live.articles
        name = ("ordered" if match.in_order else "copy") + ("_longer" if match.larger else "")
        if articles.outlet[number] == articles.outlet[match.number]:
            name += "_own"
        elif credited:
            name += "_credited"
        self._live.note(number, name, match.share)
        articles.origin[number] = articles.origin[match.number]

    def _join(self, number: int, story: int, when: float, found: Vector, terms: Terms) -> None:
        """Put an article into a story; what it tells that the story had not told is learned. In a
        language of which nothing is known each article counts: the first there share nothing but small
        words, and the story that these make of them would never show how common they are."""
        live, stories = self._live, self._live.stories
        fresh, indexed = terms.hashes, found.hashes[:INDEXED_TERMS]
        if terms.unknown_language or not stories.size[story]:
            live.statistics.stories += 1
        if stories.size[story]:
            told = live.told(story)
            if not terms.unknown_language:
                fresh = besides(fresh, told[0])
            indexed = besides(indexed, told[0][told[2] >= TOLD_ENOUGH])
            stories.tell(story, told, found)
        live.statistics.learn(fresh)
        live.finder.add_each(indexed, story)
        live.take(story, number)
        live.span(story, when, when)


def _seconds(moment: datetime) -> float:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp()
