"""Which article, which outlet and which story an address belongs to."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urlsplit

from courlan import normalize_url
from django.utils.text import slugify
from tld import get_fld

from onestory.web.news.models import Outlet, OutletAlias, Story

LONGEST = 1000
_STORY = re.compile(r"(?:.*/story/)?(\d{1,17})(?:-[\w-]*)?/?(?:[?#].*)?", re.ASCII)


def article_key(url: str) -> str:
    """The address without what does not change the page: tracking parameters, fragment, host case.

    Empty for anything that is not an http(s) address of usable length.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or len(url) > LONGEST:
            return ""
        return str(urldefrag(normalize_url(url)).url)[:LONGEST]
    except ValueError:
        return ""


def is_home(url: str) -> bool:
    """Whether an address is a site's front page, which many pages wrongly give as their own."""
    return urlsplit(url).path.strip("/") == ""


def domain_of(url: str) -> str:
    """The registrable domain (Public Suffix List), or the host where there is none."""
    host = (urlsplit(url).hostname or "").lower()
    if host.endswith(".localhost"):
        return host
    return str(get_fld(url, fail_silently=True) or host.removeprefix("www."))


def outlet_for(url: str, name: str = "") -> Outlet:
    """The outlet that publishes at this address, made as "unknown" where it is new."""
    domain = domain_of(url)
    known = Outlet.objects.filter(domain=domain).first()
    if known:
        return known
    alias = OutletAlias.objects.select_related("outlet").filter(domain=domain).first()
    if alias:
        return alias.outlet
    parts = urlsplit(url)
    outlet, _ = Outlet.objects.get_or_create(
        domain=domain,
        defaults={
            "name": name or domain,
            "slug": free_slug(name or domain),
            "home": f"{parts.scheme}://{parts.netloc}/",
        },
    )
    return outlet


def free_slug(name: str) -> str:
    """A slug no other outlet has."""
    base = slugify(name)[:100] or "outlet"
    slug, number = base, 2
    while Outlet.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def story_named(text: str) -> Story | None:
    """The story somebody means by its number or the address of its page."""
    match = _STORY.fullmatch(text.strip()[:LONGEST])
    return Story.objects.filter(pk=int(match[1])).first() if match else None
