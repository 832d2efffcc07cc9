"""The starter list of real outlets that `onestory init` puts into an empty hub, each with evidence."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files

from django.db import transaction

from onestory.web.news.addresses import free_slug
from onestory.web.news.models import Evidence, Feed, Outlet, OutletAlias

LISTED = date(2026, 5, 31)  # of the public feed lists
VIEWED = date(2026, 8, 13)  # of the perennial sources list
VIEW_LINK = "https://en.wikipedia.org/wiki/Wikipedia:Reliable_sources/Perennial_sources"


def starter_rows() -> list[dict[str, str]]:
    """The rows of `starters.tsv`."""
    text = (files("onestory.web.news") / "starters.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@transaction.atomic
def add_starters() -> int:
    """Add the starter outlets unless the hub has outlets already; how many were added."""
    if Outlet.objects.exists():
        return 0
    rows = starter_rows()
    for row in rows:
        _add(row)
    return len(rows)


def _add(row: dict[str, str]) -> None:
    outlet = Outlet.objects.create(
        name=row["name"],
        slug=free_slug(row["name"]),
        domain=row["domain"],
        country=row["country"],
        language=row["language"],
        kind=row["kind"],
        owner=row["owner"],
        home=f"https://{row['domain']}/",
    )
    for alias in filter(None, row["aliases"].split(",")):
        OutletAlias.objects.create(domain=alias, outlet=outlet)
    Feed.objects.create(url=row["feed"], outlet=outlet)
    Evidence.objects.create(
        outlet=outlet,
        criterion="feed",
        finding="Its feed stands in a public list of feeds.",
        source=row["feed_list"],
        checked=LISTED,
    )
    Evidence.objects.create(
        outlet=outlet,
        criterion="identity",
        finding=f"Publishes under {row['domain']}.",
        source=row["feed_list"],
        checked=LISTED,
    )
    if row["owner"]:
        Evidence.objects.create(
            outlet=outlet,
            criterion="ownership",
            finding=row["owner"],
            source="State Media Monitor, by way of kagisearch/kite-public",
            checked=LISTED,
        )
    if row["view"]:
        Evidence.objects.create(
            outlet=outlet,
            criterion="outside-view",
            finding=f"English Wikipedia editors: {row['view']}.",
            source="Wikipedia, Reliable sources/Perennial sources",
            link=VIEW_LINK,
            checked=VIEWED,
        )
