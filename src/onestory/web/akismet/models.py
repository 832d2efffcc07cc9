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
