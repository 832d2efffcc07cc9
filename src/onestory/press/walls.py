"""Pages that stand where an article should: challenge, consent, soft 404, empty; and plain pages."""

from __future__ import annotations

from html import escape

from onestory.press.material import PressArticle, PressOutlet
from onestory.press.pages import FICTION


def challenge() -> str:
    return _page(
        "Just a moment...",
        '<div id="challenge-form"><h1>Checking your browser before accessing this site</h1>'
        "<p>Please enable JavaScript and cookies to continue.</p><p>Ray ID: 0f1c710n</p></div>",
    )


def consent(outlet: PressOutlet) -> str:
    return _page(
        f"{outlet.name}: your privacy",
        '<div class="consent-wall" id="cmp-container"><h1>We value your privacy</h1>'
        "<p>We and our 214 partners store and access information on a device.</p>"
        "<button>Accept all</button><button>Manage options</button></div>",
    )


def soft404(outlet: PressOutlet) -> str:
    return _page(
        f"Page not found | {outlet.name}",
        "<main><h1>Page not found</h1><p>Sorry, we could not find the page you were looking for."
        '</p><p><a href="/">Back to the front page</a></p></main>',
        canonical="/",
    )


def empty(article: PressArticle) -> str:
    """A page whose body is loaded by script, and the script is missing."""
    return _page(article.versions[0].headline, '<div id="root"></div><noscript></noscript>')


def plain(outlet: PressOutlet, title: str, body: str) -> str:
    return _page(f"{title} | {outlet.name}", f"<main><h1>{escape(title)}</h1>{body}</main>")


def listing(outlet: PressOutlet, articles: list[tuple[str, str]]) -> str:
    """An outlet's home page: links, and the feed."""
    items = "".join(f'<li><h3><a href="{escape(u)}">{escape(t)}</a></h3></li>' for u, t in articles)
    return _page(
        outlet.name,
        f"<main><h1>{escape(outlet.name)}</h1><ul>{items}</ul></main>",
        extra='<link rel="alternate" type="application/rss+xml" href="/feed">',
    )


def _page(title: str, body: str, canonical: str = "", extra: str = "") -> str:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"{link}{extra}</head><body>{body}<footer><p>{FICTION}</p></footer></body></html>"
    )
