"""Every write of the gather pipeline, each one transaction: a process killed between two of them has
lost nothing and, started again, does nothing twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.text import slugify

from onestory.article import PARAGRAPH_BREAK, READABLE_STATES, FeedEntry
from onestory.article import Article as ReadArticle
from onestory.article import Feed as ReadFeed
from onestory.claims import compare_versions, silent_correction
from onestory.config import Settings
from onestory.extract.learned import Learned, mark
from onestory.feeds.polling import moved_to, usual_gap
from onestory.feeds.websub import Topic
from onestory.fetch.snapshot import Snapshot
from onestory.web.jobs import subscriptions
from onestory.web.news.addresses import article_key, domain_of, is_home, outlet_for
from onestory.web.news.models import (
    Address,
    Article,
    Author,
    Feed,
    Listing,
    Look,
    Outlet,
    Story,
    Subscription,
    Version,
)
from onestory.web.news.search import index_version

FUTURE_TOLERANCE = timedelta(hours=2)  # clocks differ; later than that a date is not believed
MOST_LISTED = 10_000  # addresses kept of one sitemap before those that left it are forgotten
MOST_FAILURES = 5  # reads of one page before it is given up


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """What one look at a feed brought."""

    at: datetime
    status: int
    problem: str = ""
    parsed: ReadFeed | None = None
    etag: str = ""
    last_modified: str = ""
    next_poll: datetime | None = None
    gone: bool = False
    moved_to: str = ""
    topic: Topic | None = None
    """Where what is new could be subscribed to."""

    @property
    def ok(self) -> bool:
        return not self.problem and self.status in {200, 304}


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What one read of a page brought: an extracted article, or why there is none."""

    at: datetime
    status: int = 0
    state: str = ""
    problem: str = ""
    final_url: str = ""
    article: ReadArticle | None = None
    snapshot: Snapshot | None = None
    etag: str = ""
    last_modified: str = ""
    reserved: str = ""
    retry: bool = False
    """Worth another try later."""
    postponed: datetime | None = None
    """The page was not asked for; it is to be by then."""
    learned: Learned = Learned()
    """What was known of the outlet's pages when this one was read."""


def due_feeds(now: datetime) -> list[Feed]:
    """Feeds to look at now, longest waiting first."""
    waiting = Feed.objects.select_related("outlet").filter(gone=False)
    waiting = waiting.filter(Q(next_poll__isnull=True) | Q(next_poll__lte=now))
    waiting = waiting.exclude(outlet__paused=True).exclude(outlet__taken_down=True)
    return list(waiting.order_by("next_poll", "pk"))


def due_articles(
    now: datetime, limit: int, under_way: Sequence[int] = (), busy: Sequence[int] = ()
) -> list[Article]:
    """Pages to read now: new ones first, then those whose time to be read again has come.

    Without those under way, and without those of outlets that are busy.
    """
    waiting = Article.objects.select_related("outlet", "current").filter(
        next_read__lte=now, taken_down=False, outlet__taken_down=False, outlet__paused=False
    )
    waiting = waiting.exclude(pk__in=under_way).exclude(outlet__in=busy)
    return list(waiting.order_by("next_read", "pk")[:limit])


@transaction.atomic
def store_poll(feed: Feed, outcome: PollOutcome, settings: Settings) -> list[int]:
    """Write a look at a feed and its new entries; the ids of the new articles."""
    feed.polls += 1
    feed.last_poll, feed.status = outcome.at, outcome.status
    feed.problem = outcome.problem[:300]
    feed.next_poll, feed.gone = outcome.next_poll, outcome.gone
    if outcome.ok:
        feed.failures, feed.last_success = 0, outcome.at
    else:
        feed.failures += 1
    if outcome.parsed is not None:
        feed.etag, feed.last_modified = outcome.etag[:300], outcome.last_modified[:100]
        feed.title = (outcome.parsed.title or feed.title)[:300]
        _learn_rhythm(feed, outcome.parsed, outcome.at)
    _follow_move(feed, outcome)
    feed.save()
    first = not feed.looks.filter(ok=True).exists()
    Look.objects.create(feed=feed, at=outcome.at, ok=outcome.ok)
    new = []
    if outcome.parsed is not None:
        subscriptions.keep_topic(feed, outcome.topic, outcome.at)
        new = _take_in(feed, outcome.parsed, outcome.at, settings, first)
    # What a hub should have pushed and did not keeps the feed at its own pace.
    if outcome.ok and not new:
        feed.next_poll = subscriptions.rarely(feed, outcome.next_poll, outcome.at)
        feed.save(update_fields=["next_poll"])
    return new


@transaction.atomic
def store_push(row: Subscription, parsed: ReadFeed, at: datetime, settings: Settings) -> list[int]:
    """Write what a hub pushed, as if it had been found in the feed; the ids of the new articles."""
    feed = Feed.objects.select_for_update(of=("self",)).select_related("outlet").get(pk=row.feed_id)
    feed.failures, feed.problem, feed.last_success = 0, "", at
    feed.save(update_fields=["failures", "problem", "last_success"])
    Subscription.objects.filter(pk=row.pk).update(pushes=F("pushes") + 1, last_push=at)
    Look.objects.create(feed=feed, at=at, ok=True)
    return _take_in(feed, parsed, at, settings, first=False)


def _learn_rhythm(feed: Feed, parsed: ReadFeed, at: datetime) -> None:
    published = [e.published for e in parsed.entries if e.published is not None]
    feed.gap_minutes = usual_gap(published, at)
    feed.newest = max((p for p in published if p <= at), default=feed.newest)


def _take_in(
    feed: Feed, parsed: ReadFeed, at: datetime, settings: Settings, first: bool
) -> list[int]:
    entries: Sequence[FeedEntry] = parsed.entries
    if parsed.is_sitemap:
        entries = _never_listed(feed, entries, first)
    return _store_entries(feed, entries, at, settings)


def _follow_move(feed: Feed, outcome: PollOutcome) -> None:
    """Rewrite a feed's address once it has been led there for good several times."""
    led = bool(outcome.moved_to) and outcome.moved_to != feed.url
    feed.moves = feed.moves + 1 if led else 0
    has_entries = outcome.parsed is not None and bool(outcome.parsed.entries)
    address = moved_to(outcome.moved_to, feed.url, feed.moves, has_entries)
    if address and not Feed.objects.filter(url=address).exists():
        feed.url, feed.moves = address[:1000], 0


def _never_listed(feed: Feed, entries: Sequence[FeedEntry], first: bool) -> list[FeedEntry]:
    """The entries of a sitemap without those that have no date and stood in it before.

    At the first look everything without a date is taken for old: a sitemap lists a whole archive,
    and only what comes to it later can be news.
    """
    undated = {article_key(e.link): e for e in entries if e.published is None}
    undated.pop("", None)
    known = set(feed.listings.values_list("key", flat=True))
    fresh = undated.keys() - known
    Listing.objects.bulk_create([Listing(feed=feed, key=k) for k in fresh], batch_size=500)
    if len(known) > MOST_LISTED:
        feed.listings.exclude(key__in=undated).delete()
    news = {id(undated[key]) for key in fresh} if not first else set()
    return [e for e in entries if e.published is not None or id(e) in news]


def _store_entries(
    feed: Feed, entries: Sequence[FeedEntry], at: datetime, settings: Settings
) -> list[int]:
    oldest = at - timedelta(days=settings.gather.page_age_days)
    keys = {article_key(e.link): e for e in reversed(entries)}
    keys.pop("", None)
    known = set(Address.objects.filter(key__in=keys).values_list("key", flat=True))
    new = []
    for key, entry in keys.items():
        published = sane(entry.published, at)
        if key in known or (published and published < oldest):
            continue
        outlet = feed.outlet
        if outlet is None or domain_of(key) not in outlet_domains(outlet):
            outlet = outlet_for(key)
        try:
            # Polled and pushed at the same moment, an entry is stored once.
            with transaction.atomic():
                article = Article.objects.create(
                    key=key,
                    url=entry.link[:1000],
                    outlet=outlet,
                    feed=feed,
                    entry_title=entry.title[:500],
                    entry_summary=entry.summary[:5000],
                    entry_published=published,
                    published=published or at,
                    first_seen=at,
                    next_read=at,
                )
                Address.objects.create(key=key, article=article)
        except IntegrityError:
            continue
        new.append(article.pk)
    return new


def outlet_domains(outlet: Outlet) -> set[str]:
    """The outlet's domains; looked up once for a row in hand."""
    known: set[str] | None = getattr(outlet, "known_domains", None)
    if known is None:
        known = {outlet.domain, *outlet.aliases.values_list("domain", flat=True)}
        outlet.known_domains = known
    return known


def sane(moment: datetime | None, now: datetime) -> datetime | None:
    """A publication time in UTC, or None where it is missing or cannot be true."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    moment = moment.astimezone(UTC)
    return moment if datetime(1990, 1, 1, tzinfo=UTC) < moment <= now + FUTURE_TOLERANCE else None


@transaction.atomic
def store_page(pk: int, outcome: PageOutcome, settings: Settings) -> bool:
    """Write one read of a page. True when it made a new version."""
    article = Article.objects.select_for_update(of=("self",)).select_related("outlet").get(pk=pk)
    if outcome.article is not None and article.current_id is None:
        twin = _twin_by_canonical(article, outcome)
        if twin is not None:
            _merge_into_twin(article, twin)
            return False
    if outcome.postponed is not None:
        article.problem, article.next_read = outcome.problem[:300], outcome.postponed
        article.save(update_fields=["problem", "next_read"])
        return False
    article.reads += 1
    article.http_status = outcome.status or None
    article.problem = outcome.problem[:300]
    if outcome.reserved:
        article.reserved = outcome.reserved[:300]
    if outcome.article is None:
        _store_failure(article, outcome, settings)
        return False
    article.failures = 0
    article.etag, article.last_modified = outcome.etag[:300], outcome.last_modified[:100]
    article.next_read = next_read(article, outcome.at, settings)
    if outcome.article.state not in READABLE_STATES:
        if article.current_id is not None:
            # A wall or an error page now stands where an article stood: what was read stays.
            article.problem = "The page no longer shows the article."
        else:
            article.state = outcome.article.state
        article.save()
        return False
    _credit_publisher(article, outcome.final_url)
    fresh = _store_version(article, outcome)
    article.save()
    return fresh


def _credit_publisher(article: Article, final_url: str) -> None:
    """Where a feed's link led to another site, that site is who published the text."""
    key = article_key(final_url)
    if key and domain_of(key) not in outlet_domains(article.outlet):
        article.outlet = outlet_for(key)


def _twin_by_canonical(article: Article, outcome: PageOutcome) -> Article | None:
    """The article that already owns the page's canonical address, which is believed only when it
    stays with the outlet that was asked."""
    assert outcome.article is not None
    if outcome.article.state not in READABLE_STATES:
        return None  # many pages lead to one wall
    digest = text_digest(outcome.article.title or article.entry_title, outcome.article.text)
    for url in (outcome.article.url, outcome.final_url):
        key = article_key(url)
        if (
            not key
            or key == article.key
            or is_home(key)
            or domain_of(key) not in outlet_domains(article.outlet)
        ):
            continue
        address, made = Address.objects.get_or_create(key=key, defaults={"article": article})
        if not made and address.article_id != article.pk:
            twin = address.article.current
            if twin is None or twin.sha256 == digest or twin.title == outcome.article.title:
                return address.article
    return None


def _merge_into_twin(article: Article, twin: Article) -> None:
    Address.objects.filter(article=article).update(article=twin)
    article.delete()


def _store_failure(article: Article, outcome: PageOutcome, settings: Settings) -> None:
    article.failures += 1
    if outcome.status == 304:
        article.failures = 0
        article.next_read = next_read(article, outcome.at, settings)
    elif outcome.retry and article.failures < MOST_FAILURES:
        article.next_read = outcome.at + timedelta(minutes=15 * 2**article.failures)
    elif article.current_id is not None and outcome.state != "gone":
        article.next_read = next_read(article, outcome.at, settings)
    else:
        article.next_read = None
    if outcome.state and (article.current_id is None or outcome.state == "gone"):
        article.state = outcome.state
    article.save()


def next_read(article: Article, now: datetime, settings: Settings) -> datetime | None:
    """When to read the page again: at the set ages, then never."""
    born = article.first_seen
    for hours in settings.gather.reread_hours:
        moment = born + timedelta(hours=hours)
        if moment > now:
            return moment
    return None


def _store_version(article: Article, outcome: PageOutcome) -> bool:
    read = outcome.article
    assert read is not None
    title = (read.title or article.entry_title)[:1000]
    digest = text_digest(title, read.text)
    previous = article.current
    article.state = read.state
    if previous is not None and (
        previous.sha256 == digest or _only_furniture(previous, title, read, outcome.learned)
    ):
        return False
    record = read.as_record()
    for heavy in ("text", "paragraphs"):
        record.pop(heavy)
    if outcome.learned.version:
        record["learned"] = outcome.learned.version
    version = Version(
        article=article,
        number=(previous.number + 1) if previous else 1,
        fetched=outcome.at,
        title=title,
        text=read.text,
        sha256=digest,
        byline=list(read.authors),
        record=record,
    )
    if outcome.snapshot is not None:
        version.snapshot_file = outcome.snapshot.file
        version.snapshot_offset = outcome.snapshot.offset
        version.snapshot_length = outcome.snapshot.length
        version.snapshot_sha256 = outcome.snapshot.sha256
    if previous is not None:
        old = ReadArticle(title=previous.title, text=previous.text)
        new = replace(read, title=title)
        changes = compare_versions(old, new)
        version.changes = [c.as_record() for c in changes]
        version.silent_correction = silent_correction(changes, old, new)
    version.save()
    if not article.reserved:
        index_version(version)
    _apply_metadata(article, read, version)
    return True


def _only_furniture(previous: Version, title: str, read: ReadArticle, learned: Learned) -> bool:
    """Whether a page differs from its last version only in blocks since learned to be furniture."""
    repeated = learned.repeated
    if not repeated or previous.title != title:
        return False
    before = [p for p in previous.text.split(PARAGRAPH_BREAK) if mark(p) not in repeated]
    return before == [p for p in read.paragraphs if mark(p) not in repeated]


def _apply_metadata(article: Article, read: ReadArticle, version: Version) -> None:
    article.current = version
    published = sane(read.published, version.fetched)
    if version.number == 1:
        article.published = published or article.entry_published or article.first_seen
    article.published_as_given = read.published.isoformat()[:40] if read.published else ""
    article.modified_as_given = read.modified.isoformat()[:40] if read.modified else ""
    article.language = read.language[:16] or article.outlet.language
    article.section_as_given = read.section[:120]
    article.credit = read.credit[:200]
    article.source_link = read.source_link if len(read.source_link) <= 1000 else ""
    article.warnings = [w.as_record() for w in read.warnings]
    article.authors.set(_authors(read.authors, article.outlet))
    if article.story_id:
        Story.objects.filter(pk=article.story_id).update(stale=True)


def _authors(names: Sequence[str], outlet: Outlet) -> Iterable[Author]:
    for name in dict.fromkeys(n.strip()[:200] for n in names if n.strip()):
        known = Author.objects.filter(outlet=outlet, name=name).first()
        if known is None:
            base = slugify(f"{name}-{outlet.slug}")[:180] or f"author-{outlet.slug}"
            slug, number = base, 2
            while Author.objects.filter(slug=slug).exists():
                slug, number = f"{base}-{number}", number + 1
            known = Author.objects.create(name=name, outlet=outlet, slug=slug)
        yield known


def text_digest(title: str, text: str) -> str:
    """SHA-256 of title, newline, text in UTF-8: what spans are proved against."""
    return hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()


@transaction.atomic
def store_import(record: dict[str, Any], now: datetime) -> bool:
    """Put one JSON article into the hub as if gathered. False when it was there already.

    Raises ValueError naming the field that cannot be used.
    """
    read = ReadArticle.from_record(record)
    if not read.text and not read.title:
        raise ValueError("neither 'title' nor 'text' is there")
    url = read.url or f"https://{slugify(read.outlet) or 'imported'}.invalid/{read.id}"
    key = article_key(url)
    if not key:
        raise ValueError(f"'url' is not a web address: {url!r}")
    if Address.objects.filter(key=key).exists():
        return False
    outlet = outlet_for(key, read.outlet)
    published = sane(read.published, now)
    try:
        article = Article.objects.create(
            key=key,
            url=url,
            outlet=outlet,
            entry_title=read.title[:500],
            first_seen=published or now,
            published=published or now,
            reads=1,
        )
        Address.objects.create(key=key, article=article)
    except IntegrityError:
        return False
    _store_version(article, PageOutcome(at=published or now, status=200, article=read))
    article.save()
    return True
