"""Telling the Akismet server of what it got wrong, once a human decided otherwise."""

from __future__ import annotations

from django.conf import settings
from django.db.models import OuterRef, Subquery

from onestory.web.akismet.client import akismet, fields_about, stored_visit
from onestory.web.talk.models import Decision

AT_ONCE = 20
SAID = {"ham": False, "spam": True, "discard": True}


def tell_misses() -> int:
    """Submit decisions that contradict the server's answer; how many it took."""
    if not settings.ONESTORY.akismet.key:
        return 0
    last = (
        Decision.objects.filter(comment=OuterRef("comment")).order_by("-at", "-pk").values("pk")[:1]
    )
    rows = Decision.objects.filter(pk=Subquery(last), told=False, taught__isnull=False)
    rows = rows.filter(comment__second__in=SAID).exclude(comment__text="")
    taken = 0
    for decision in rows.select_related("comment__story")[:AT_ONCE]:
        comment = decision.comment
        if SAID[comment.second] != decision.taught:
            if not akismet.submit(decision.taught, fields_about(comment, stored_visit(comment))):
                break  # it rests; the next look goes on here
            taken += 1
        decision.told = True
        decision.save(update_fields=["told"])
    return taken
