"""Comments under stories, and every decision about them.

Each stored field has its purpose in `talk.privacy.FIELDS`; a test holds the two together.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from onestory.web.news.models import Article, Outlet, Story


class Comment(models.Model):
    """One comment. `body` is the sanitised HTML of `text`."""

    STATES: ClassVar = [
        ("published", "Published"),
        ("held", "Held"),
        ("spam", "Spam"),
        ("removed", "Removed"),
    ]
    body_is_html = True

    story = models.ForeignKey(Story, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    author = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    link = models.URLField(max_length=300, blank=True)
    text = models.TextField()
    body = models.TextField()
    state = models.CharField(max_length=10, choices=STATES, default="held", db_index=True)
    created = models.DateTimeField(db_index=True)
    score = models.FloatField(default=0)
    reasons = models.JSONField(default=list)
    address_hash = models.CharField(max_length=64, blank=True, db_index=True)
    address_prefix = models.CharField(max_length=50, blank=True)
    user_agent = models.CharField(max_length=200, blank=True)
    edited = models.DateTimeField(null=True)
    notify = models.BooleanField(default=False)
    outlet = models.ForeignKey(Outlet, models.SET_NULL, null=True, related_name="replies")
    verdict = models.CharField(max_length=10, blank=True)
    second = models.CharField(max_length=10, blank=True)
    imported = models.CharField(max_length=200, blank=True, db_index=True)

    class Meta:
        ordering: ClassVar = ["created", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "created", "id"])]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:40]}"

    def get_absolute_url(self) -> str:
        return f"{self.story.get_absolute_url()}?at={self.pk}#comment-{self.pk}"


class Decision(models.Model):
    """Who moved a comment from which state to which: the log, and what undo goes back over.

    `taught` is what the filter was to know of the comment from then on: spam, not spam or nothing.
    """

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="decisions")
    at = models.DateTimeField()
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    old = models.CharField(max_length=10)
    new = models.CharField(max_length=10)
    taught = models.BooleanField(null=True)
    via = models.CharField(max_length=10, default="desk")
    """A key of `labels.VIA`."""
    batch = models.CharField(max_length=24, blank=True, db_index=True)
    """What was decided at once bears the same word."""
    told = models.BooleanField(default=False)
    """Whether the Akismet server that had said otherwise was told of it."""

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.old} → {self.new}"


class Proposal(models.Model):
    """What a reader thinks is put together wrongly. It holds no word of the reader's."""

    STATES: ClassVar = [("open", "Open"), ("accepted", "Accepted"), ("declined", "Declined")]

    story = models.ForeignKey(Story, models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=12)
    """A key of `labels.PROPOSAL`."""
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="+")
    other = models.ForeignKey(Story, models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=STATES, default="open", db_index=True)
    created = models.DateTimeField(db_index=True)
    decided = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    address_hash = models.CharField(max_length=64, blank=True, db_index=True)
    address_prefix = models.CharField(max_length=50, blank=True)

    class Meta:
        ordering: ClassVar = ["created", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.story_id} {self.article_id or self.other_id}"


class Reader(models.Model):
    """Someone who proved a mail address: by it they follow answers, and see, take or erase what is
    theirs. There is no password."""

    email = models.EmailField(unique=True)
    """In lower case."""
    name = models.CharField(max_length=80, blank=True)
    created = models.DateTimeField()
    confirmed = models.DateTimeField(null=True)
    """When they said, by a mailed link, that answers may be mailed."""
    muted = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.email


class Report(models.Model):
    """A reader's hint to the moderators about a comment; it holds no word of the reader's."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=12)
    """A key of `labels.REPORT`."""
    created = models.DateTimeField(db_index=True)
    address_hash = models.CharField(max_length=64, blank=True)
    address_prefix = models.CharField(max_length=50, blank=True)

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.reason}"


class Letter(models.Model):
    """A mail that waits to be sent. Once sent, or given up, its row is gone."""

    kind = models.CharField(max_length=10, db_index=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    unsubscribe = models.CharField(max_length=500, blank=True)
    """The address that ends such mail with one POST (RFC 8058)."""
    created = models.DateTimeField(db_index=True)
    due = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} to {self.to}"


class Mailed(models.Model):
    """When a mail of a kind was last made for somebody: so that nobody is flooded by us."""

    kind = models.CharField(max_length=10)
    about = models.CharField(max_length=254)
    """An address, a comment's number or a day."""
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "about"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class UsedToken(models.Model):
    """A form token that was spent; kept until it would have expired anyway."""

    nonce = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.nonce
