"""The rows of the hub: who publishes, where we look, what we read, what we made of it.

Rules that hold across the tables: an article's address is unique and never reused; a version's text
never changes once written (spans point into it); a story's address never dies (`merged_into`).
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from onestory.article import STATES
from onestory.web.news.labels import DESK_REASON, HUB


class Outlet(models.Model):
    """Who publishes. Identity is the domain of the canonical URL, never the feed."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    domain = models.CharField(max_length=200, unique=True)
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    home = models.URLField(max_length=1000, blank=True)
    paused = models.BooleanField(default=False)
    taken_down = models.BooleanField(default=False)
    """Set on an outlet's request: nothing of it is fetched or shown again."""
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("outlet", args=[self.slug])


class OutletAlias(models.Model):
    """Another domain of the same outlet (bbc.com beside bbc.co.uk)."""

    domain = models.CharField(max_length=200, unique=True)
    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="aliases")

    def __str__(self) -> str:
        return self.domain


class LearnedPages(models.Model):
    """What an outlet's pages taught about reading the next one (see `extract.learned`)."""

    outlet = models.OneToOneField(Outlet, models.CASCADE, primary_key=True, related_name="learned")
    version = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    record = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.outlet}: {self.pages} pages, version {self.version}"


class Evidence(models.Model):
    """One dated fact about an outlet that the admission rule looks at."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="evidence")
    criterion = models.CharField(max_length=60)
    finding = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=1000, blank=True)
    checked = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["criterion", "-checked"]

    def __str__(self) -> str:
        return f"{self.outlet}: {self.criterion}"


class Feed(models.Model):
    """Where we look, with everything needed to look politely."""

    url = models.URLField(max_length=1000, unique=True)
    outlet = models.ForeignKey(Outlet, models.SET_NULL, null=True, related_name="feeds")
    title = models.CharField(max_length=300, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    next_poll = models.DateTimeField(null=True, blank=True, db_index=True)
    last_poll = models.DateTimeField(null=True, blank=True)
    last_success = models.DateTimeField(null=True, blank=True)
    status = models.IntegerField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    failures = models.PositiveIntegerField(default=0)
    polls = models.PositiveIntegerField(default=0)
    moves = models.PositiveIntegerField(default=0)
    """Looks in a row that were led elsewhere for good; the address is rewritten after a few."""
    gone = models.BooleanField(default=False)
    gap_minutes = models.FloatField(null=True)
    """Usual time between two of its entries."""
    newest = models.DateTimeField(null=True)
    """When the newest entry it ever showed was published, by its own word."""

    class Meta:
        ordering: ClassVar = ["url"]

    def __str__(self) -> str:
        return self.url


class Subscription(models.Model):
    """What we asked of the hub that a feed names (WebSub), and what came of it."""

    feed = models.OneToOneField(Feed, models.CASCADE, related_name="subscription")
    hub = models.URLField(max_length=1000)
    topic = models.URLField(max_length=1000)
    """The feed's address as the hub knows it."""
    named = models.BooleanField(default=True)
    """The feed still names the hub."""
    token = models.CharField(max_length=64, unique=True)
    """The unguessable part of the address that the hub calls."""
    secret = models.CharField(max_length=100)
    """What pushes are signed with."""
    state = models.CharField(max_length=8, choices=list(HUB.items()), default="wanted")
    next_ask = models.DateTimeField(null=True, db_index=True)
    lease_ends = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    """Questions since the hub last verified one."""
    problem = models.CharField(max_length=300, blank=True)
    pushes = models.PositiveIntegerField(default=0)
    last_push = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.topic}: {self.state}"


class Look(models.Model):
    """One attempt to look at an outlet, kept so that "left out" has a denominator."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="looks")
    at = models.DateTimeField(db_index=True)
    ok = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.feed} {self.at:%F %T}"


class Listing(models.Model):
    """An address without a date that stands in a sitemap now: news is what was not listed before."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="listings")
    key = models.CharField(max_length=1000)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feed", "key"], name="listing_once_per_feed")
        ]

    def __str__(self) -> str:
        return self.key


class Author(models.Model):
    """A byline at one outlet."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="authors")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outlet", "name"], name="author_once_per_outlet")
        ]
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])


class Storyline(models.Model):
    """Events that belong together."""

    key = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """The readable part is the first event's."""
        events = self.stories.filter(merged_into__isnull=True, first_at__isnull=False)
        first = events.order_by("first_at", "pk").first()
        return reverse("storyline", args=[self.pk, first.slug if first else "storyline"])


class Story(models.Model):
    """One event. The headline is a version's title, the brief and ledger are pointers."""

    key = models.CharField(max_length=40, unique=True)
    """Id of the article that opened it; survives repairs."""
    slug = models.SlugField(max_length=80, default="story")
    section = models.CharField(max_length=40, blank=True, db_index=True)
    section_reason = models.CharField(max_length=300, blank=True)
    """Why it stands there: fixed wording with numbers."""
    country = models.CharField(max_length=2, blank=True)
    storyline = models.ForeignKey(
        Storyline, models.SET_NULL, null=True, blank=True, related_name="stories"
    )
    headline = models.ForeignKey(
        "Version", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    first_at = models.DateTimeField(null=True, db_index=True)
    last_at = models.DateTimeField(null=True, db_index=True)
    outlets = models.PositiveIntegerField(default=0)
    origins = models.PositiveIntegerField(default=0)
    rank = models.FloatField(default=0, db_index=True)
    rank_parts = models.JSONField(default=dict)
    brief = models.JSONField(default=dict)
    headline_checks = models.JSONField(default=list)
    coverage = models.JSONField(default=dict)
    """Outlet ids by what can be said of them: left-out, not-seen, could-not-look, with looks."""
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="absorbed"
    )
    pinned = models.BooleanField(default=False)
    stale = models.BooleanField(default=True, db_index=True)
    """Its articles changed since the ledger and brief were made."""

    class Meta:
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return f"{self.pk}: {self.headline.title if self.headline else self.slug}"

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.pk, self.slug])


class DeskDecision(models.Model):
    """What a person decided about stories: the log of the desk, and what undo goes back over."""

    PARTING: ClassVar = ("split", "move")

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=10)
    reason = models.CharField(max_length=20)
    """A code of `labels.DESK_REASON`."""
    story = models.ForeignKey(Story, models.CASCADE, related_name="decisions")
    other = models.ForeignKey(Story, models.CASCADE, null=True, related_name="+")
    """Where its articles went."""
    comments = models.JSONField(default=list)
    """Of which comments went along."""
    undoes = models.OneToOneField("self", models.CASCADE, null=True, related_name="undone_by")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.story_id} {self.other_id or ''}"

    @property
    def wording(self) -> str:
        return DESK_REASON[self.action][self.reason]


class BoundaryChange(models.Model):
    """Why an article moved between stories: the public log."""

    at = models.DateTimeField()
    article = models.ForeignKey("Article", models.CASCADE, related_name="boundary_changes")
    old = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="+")
    new = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    by_human = models.BooleanField(default=False)
    decision = models.ForeignKey(DeskDecision, models.CASCADE, null=True, related_name="changes")
    was_placed_by_human = models.BooleanField(default=False)
    """What the article's own mark said before the decision."""

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.old_id} → {self.new_id}"


class Article(models.Model):
    """One page of one outlet. `key` is its address as first met; a page that cannot be read has a
    state and a problem, not an exception."""

    STATE_CHOICES: ClassVar = [(s, s) for s in (*STATES, "unread", "refused", "failed", "gone")]

    key = models.CharField(max_length=1000, unique=True)
    url = models.URLField(max_length=1000)
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="articles")
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, related_name="articles")
    entry_title = models.CharField(max_length=500, blank=True)
    entry_summary = models.TextField(blank=True)
    entry_published = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=STATE_CHOICES, default="unread", db_index=True)
    problem = models.CharField(max_length=300, blank=True)
    """Why it is not read, in fixed words: a refusal of robots.txt, a status, a guard's rule."""
    reserved = models.CharField(max_length=300, blank=True)
    """The text-mining reservation in force, verbatim; such articles show headline and link."""
    http_status = models.IntegerField(null=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    first_seen = models.DateTimeField(db_index=True)
    published = models.DateTimeField(null=True, db_index=True)
    """UTC; the entry's or first-seen time where the page gives none."""
    published_as_given = models.CharField(max_length=40, blank=True)
    modified_as_given = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=16, blank=True)
    section_as_given = models.CharField(max_length=120, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    source_link = models.URLField(max_length=1000, blank=True)
    authors = models.ManyToManyField(Author, related_name="articles", blank=True)
    current = models.ForeignKey("Version", models.SET_NULL, null=True, related_name="+")
    story = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="articles")
    arrival_story = models.PositiveBigIntegerField(null=True)
    origin = models.ForeignKey("self", models.SET_NULL, null=True, related_name="copies")
    origin_reason = models.CharField(max_length=300, blank=True)
    placed_by_human = models.BooleanField(default=False)
    reads = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    next_read = models.DateTimeField(null=True, db_index=True)
    warnings = models.JSONField(default=list)
    taken_down = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-published", "-pk"]
        indexes: ClassVar = [models.Index(fields=["story", "published"])]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk])

    @property
    def is_quotable(self) -> bool:
        """Whether its words may be shown; `quotable` says the same to the database."""
        return not (self.taken_down or self.outlet.taken_down or self.reserved)


AS_TOLD = ("published", "current__sha256", "credit", "pk")
"""The order in which articles are told: by time, and within one time by their words, the uncredited
text first. Neither who published an article nor when it was found moves it."""


def quotable(prefix: str = "") -> models.Q:
    """Articles whose words may be shown: neither they nor their outlet taken down, not reserved.
    `prefix` leads to the article ("article__").
    """
    return models.Q(
        **{
            f"{prefix}taken_down": False,
            f"{prefix}outlet__taken_down": False,
            f"{prefix}reserved": "",
        }
    )


class Address(models.Model):
    """Every address that led to an article: feed links, redirects, canonical. Each is one
    article's for ever, so nothing is stored twice."""

    key = models.CharField(max_length=1000, unique=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="addresses")

    def __str__(self) -> str:
        return self.key


class Version(models.Model):
    """One fetched state of an article. Never updated: spans are proved against it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    fetched = models.DateTimeField()
    title = models.CharField(max_length=1000)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    """Of title, newline, text in UTF-8: what `onestory verify` re-computes."""
    byline = models.JSONField(default=list)
    record = models.JSONField(default=dict)
    """Metadata as extracted, without the text."""
    snapshot_file = models.CharField(max_length=200, blank=True)
    snapshot_offset = models.PositiveBigIntegerField(null=True)
    snapshot_length = models.PositiveBigIntegerField(null=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    changes = models.JSONField(default=list)
    """Against the version before: rows of `onestory diff`."""
    silent_correction = models.BooleanField(default=False)
    annotations = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} v{self.number}"


class Claim(models.Model):
    """A row of a story's ledger; rebuilt whenever the story changes."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="claims")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    status = models.CharField(max_length=16, db_index=True)
    origins = models.PositiveIntegerField()
    why = models.CharField(max_length=400)
    text_version = models.ForeignKey(Version, models.CASCADE, related_name="+", null=True)
    text_start = models.PositiveIntegerField(default=0)
    text_end = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"


class Report(models.Model):
    """One article's statement of a claim, pointing into one version."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="reports")
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()
    speaker_start = models.PositiveIntegerField(null=True)
    speaker_end = models.PositiveIntegerField(null=True)
    value = models.CharField(max_length=200, blank=True)
    number = models.FloatField(null=True)
    """The value as a plain number, where it is a figure."""
    comparator = models.CharField(max_length=5, default="=")
    """How the number bounds the value: "at least 40" is ">=", no 40."""
    high = models.FloatField(null=True)
    """The upper end of a range, whose lower one is the number."""
    hedged = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.version} [{self.start}:{self.end}]"


class Correction(models.Model):
    """A correction to our own pages, shown at /corrections/."""

    at = models.DateTimeField()
    story = models.ForeignKey(Story, models.SET_NULL, null=True, blank=True)
    before = models.TextField()
    after = models.TextField()
    cause = models.TextField()

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%F}"


class Clock(models.Model):
    """The hub's last completed step, so that a stopped gather goes on where it was."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField(null=True)
    note = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


def story_slug(title: str) -> str:
    """The readable part of a story's address, from the words of its first headline."""
    return slugify(title)[:80].strip("-") or "story"
