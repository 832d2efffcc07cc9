"""Keys that other sites use to ask this hub's filter."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models

KEY_LENGTH = 12  # characters: WordPress refuses any other length before it asks


def new_key() -> str:
    return secrets.token_hex(KEY_LENGTH // 2)


class ApiKey(models.Model):
    """One site's key. What it reports trains a layer of its own, never the hub's filter."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key)
    owner = models.CharField(max_length=200)
    site = models.CharField(max_length=300, blank=True)
    active = models.BooleanField(default=True)
    made = models.DateTimeField(auto_now_add=True)
    monthly_limit = models.PositiveIntegerField(default=50_000)
    month = models.CharField(max_length=7, blank=True)
    used = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["owner"]

    def __str__(self) -> str:
        return f"{self.owner} {self.site}"


class SiteUse(models.Model):
    """What one site asked and reported with a key in one month."""

    COUNTED: ClassVar = ("spam", "ham", "missed_spam", "false_positives")

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="uses")
    month = models.CharField(max_length=7)
    site = models.CharField(max_length=300, blank=True)
    spam = models.PositiveIntegerField(default=0)
    ham = models.PositiveIntegerField(default=0)
    missed_spam = models.PositiveIntegerField(default=0)
    false_positives = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "month", "site"], name="use_once_per_site")
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.month}"

    def as_record(self) -> dict[str, int | str]:
        counted = {name: getattr(self, name) for name in self.COUNTED}
        return {"site": self.site, "total": self.spam + self.ham, **counted}
