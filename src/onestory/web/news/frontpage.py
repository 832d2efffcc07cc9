"""What the front page shows beside its stories: where outlets differ, and what was changed silently."""

from __future__ import annotations

from collections.abc import Sequence

from onestory.web.news.changes import VersionChange, version_change
from onestory.web.news.claims import ClaimBlock, claim_block
from onestory.web.news.models import Claim, Version, quotable

DISPUTES = 4
SILENT = 3
AT_ONCE = 12  # stories whose disputes are read together, until there are enough


def silent_corrections() -> list[VersionChange]:
    """The newest changes of substance that came without a note."""
    changed = Version.objects.filter(quotable("article__"), silent_correction=True)
    shown = changed.select_related("article__outlet", "article__story__headline")
    newest = shown.order_by("-fetched", "-pk")[:SILENT]
    return [version_change(version, facts=True) for version in newest]


def disputes_of(stories: Sequence[int]) -> list[ClaimBlock]:
    """The dispute of each story that is understood best on its own, of the first stories that have
    any."""
    clearest: list[ClaimBlock] = []
    for at in range(0, len(stories), AT_ONCE):
        found = _disputed(stories[at : at + AT_ONCE])
        for story in stories[at : at + AT_ONCE]:
            blocks = [block for block in found.get(story, ()) if block.has_sides]
            clearest += sorted(blocks, key=lambda block: not block.is_plain)[:1]
        if len(clearest) >= DISPUTES:
            break
    return clearest[:DISPUTES]


def _disputed(stories: Sequence[int]) -> dict[int, list[ClaimBlock]]:
    """The disputed figures of each story, in the ledger's order."""
    disputed = Claim.objects.filter(story_id__in=stories, status="disputed", kind="figure")
    disputed = disputed.select_related(
        "story__headline__article__outlet", "text_version__article__outlet"
    )
    disputed = disputed.prefetch_related("reports__version__article__outlet", "reports__article")
    found: dict[int, list[ClaimBlock]] = {}
    for claim in sorted(disputed, key=lambda c: c.position):
        found.setdefault(claim.story_id, []).append(claim_block(claim))
    return found
