"""An article → the HTML page of its outlet's template: ten templates, as unlike as real sites are.

Around the text stands what real pages carry: navigation, cookie bar, related lists, newsletter boxes,
captions, author boxes, share rows, comment forms. Every page says in its footer that it is fiction.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Any

from onestory.article import Span
from onestory.press.markup import Block
from onestory.press.material import PressArticle, PressOutlet, PressVersion

FICTION = "Fiction. This page belongs to the bundled press of Onestory; nothing on it is real."
READ_MORE = {
    "en": "Read more",
    "de": "Lesen Sie auch",
    "fr": "À lire aussi",
    "es": "Lea también",
    "ja": "関連記事",
}
SHARE = {"en": "Share this", "de": "Teilen", "fr": "Partager", "es": "Compartir", "ja": "共有する"}
NEWSLETTER = {
    "en": "Sign up to our newsletter and never miss a story.",
    "de": "Abonnieren Sie unseren Newsletter.",
    "fr": "Inscrivez-vous à notre lettre d’information.",
    "es": "Suscríbase a nuestro boletín.",
    "ja": "メールマガジンに登録する",
}
COOKIES = {
    "en": "We use cookies to make this site better.",
    "de": "Wir verwenden Cookies.",
    "fr": "Nous utilisons des cookies.",
    "es": "Usamos cookies.",
    "ja": "当サイトはクッキーを使用しています。",
}
CAPTION = {
    "en": "A picture from our archive.",
    "de": "Archivbild.",
    "fr": "Photo d’archives.",
    "es": "Foto de archivo.",
    "ja": "資料写真",
}
SUBSCRIBE = {
    "en": "To read on, subscribe or log in.",
    "de": "Weiterlesen mit Abonnement.",
    "fr": "La suite est réservée aux abonnés.",
    "es": "Contenido para suscriptores.",
    "ja": "この続きは有料会員限定です。",
}
BY = {"en": "By", "de": "Von", "fr": "Par", "es": "Por", "ja": "文・"}
AND = {"en": " and ", "de": " und ", "fr": " et ", "es": " y ", "ja": "、"}
TEASER_PARAGRAPHS = 2  # shown in front of a paywall


@dataclass(frozen=True, slots=True)
class Context:
    """What a template needs of one state of a page."""

    article: PressArticle
    version: PressVersion
    base: str
    related: tuple[tuple[str, str], ...]
    """Addresses and headlines of other pages of the outlet."""

    @property
    def outlet(self) -> PressOutlet:
        return self.article.outlet

    @property
    def language(self) -> str:
        return self.article.language

    @property
    def url(self) -> str:
        return self.base + self.article.path

    @property
    def dated(self) -> bool:
        return "no-date" not in self.article.anomalies

    @property
    def byline(self) -> str:
        return AND[self.language].join(self.article.byline)

    @property
    def modified(self) -> datetime:
        return self.version.at

    def word(self, words: dict[str, str]) -> str:
        return escape(words.get(self.language, words["en"]))


def article_page(context: Context) -> str:
    """The page of an article as its outlet shows it at the version's time."""
    return TEMPLATES[context.outlet.template](context)


SCHEMA_TYPES = {"live": "LiveBlogPosting", "gallery": "ImageGallery"}


def body_html(context: Context, tag: str = "p") -> str:
    """The body's blocks; behind a paywall only the teaser."""
    marked = context.version.marked
    blocks = list(marked.blocks)
    walled = context.article.fault == "paywall"
    if walled:
        blocks = blocks[:TEASER_PARAGRAPHS]
    html = "\n".join(_block(b, marked.text, tag) for b in blocks)
    if context.article.kind == "gallery":
        shown = (_block(b, marked.text, tag) for b in blocks)
        html = "\n".join(
            f'<figure><img src="/picture/{n}.jpg" alt=""></figure>{t}' for n, t in enumerate(shown)
        )
    if context.version.note:
        html += f'\n<p class="correction"><em>{escape(context.version.note)}</em></p>'
    if context.article.source_link:
        html += f'\n<p>Document: <a href="{escape(context.article.source_link)}">original</a></p>'
    if walled:
        html += f'\n<div class="paywall subscriber-only"><p>{context.word(SUBSCRIBE)}</p></div>'
    return html


def _block(block: Block, text: str, tag: str) -> str:
    words = escape(Span(*block.span).of(text), quote=False)
    match block.kind:
        case "h2":
            return f"<h2>{words}</h2>"
        case "quote":
            return f"<blockquote><p>{words}</p></blockquote>"
        case "item":
            return f"<ul><li>{words}</li></ul>"
    return f"<{tag}>{words}</{tag}>"


def head(context: Context, structured: str, extra: str = "") -> str:
    """The head every template shares: title with the site's name, canonical, OpenGraph."""
    headline = escape(context.version.headline)
    dated = ""
    if context.dated and context.outlet.template not in {"blog", "divbr"}:
        dated = (
            f'<meta property="article:published_time" content="{_iso(context.article.published)}">'
            f'<meta property="article:modified_time" content="{_iso(context.modified)}">'
        )
    reserved = '<meta name="tdm-reservation" content="1">' if context.outlet.reservation else ""
    return f"""<!doctype html>
<html lang="{context.language}">
<head><meta charset="{context.outlet.charset if context.outlet.charset == "utf-8" else "iso-8859-1"}">
<title>{headline} | {escape(context.outlet.name)}</title>
<link rel="canonical" href="{context.url}">
<link rel="alternate" hreflang="{context.language}" href="{context.url}">
<meta property="og:title" content="{headline}">
<meta property="og:site_name" content="{escape(context.outlet.name)}">
<meta property="og:url" content="{context.url}">
<meta property="og:type" content="article">
<meta name="viewport" content="width=device-width">{dated}{reserved}{extra}
{structured}
<style>body{{font:16px/1.5 serif;max-width:44rem;margin:1rem auto;padding:0 1rem}}nav,aside,footer{{font-size:.85em}}</style>
</head>"""


def structured_data(context: Context, graph: bool = False, many: bool = False) -> str:
    """JSON-LD as sites write it: one object, an array, or a graph."""
    article: dict[str, Any] = {
        "@type": SCHEMA_TYPES.get(context.article.kind, "NewsArticle"),
        "headline": context.version.headline,
        "url": context.url,
        "publisher": {"@type": "NewsMediaOrganization", "name": context.outlet.name},
        "articleSection": context.article.section,
    }
    if context.dated:
        article["datePublished"] = _iso(context.article.published)
        article["dateModified"] = _iso(context.modified)
    if context.article.byline:
        article["author"] = [{"@type": "Person", "name": name} for name in context.article.byline]
    if context.article.fault == "paywall":
        article["isAccessibleForFree"] = False
    site = {"@type": "WebSite", "name": context.outlet.name, "url": context.base}
    record: Any = {"@context": "https://schema.org", **article}
    if graph:
        record = {"@context": "https://schema.org", "@graph": [site, article]}
    elif many:
        record = [{"@context": "https://schema.org", **site}, record]
    text = json.dumps(record, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _related(context: Context) -> str:
    items = "".join(
        f'<li><a href="{escape(u)}">{escape(t)}</a></li>' for u, t in context.related[:4]
    )
    return f'<aside class="related"><h3>{context.word(READ_MORE)}</h3><ul>{items}</ul></aside>'


def _nav(context: Context) -> str:
    names = ("Home", "World", "Politics", "Economy", "Sport", "Culture")
    links = "".join(f'<li><a href="/{n.lower()}/">{n}</a></li>' for n in names)
    return f"<nav><ul>{links}</ul></nav>"


def _footer(context: Context) -> str:
    return (
        f"<footer><p>{FICTION}</p><p>© {escape(context.outlet.owner)}</p>"
        '<p><a href="/about">About</a> <a href="/corrections">Corrections policy</a></p></footer>'
    )


def _credit(context: Context) -> str:
    credit = context.article.credit
    if not credit:
        return ""
    return f'<p class="agency-credit">{escape(credit)}</p>'


def _time(moment: datetime, shown: str) -> str:
    return f'<time datetime="{_iso(moment)}">{escape(shown)}</time>'


def _iso(moment: datetime) -> str:
    return moment.isoformat()


def _byline_tag(context: Context, html: str) -> str:
    return html.format(by=context.word(BY), name=escape(context.byline)) if context.byline else ""


def _wire(c: Context) -> str:
    when = (
        _time(c.article.published, f"{c.article.published:%d %b %Y %H:%M} GMT") if c.dated else ""
    )
    return f"""{head(c, structured_data(c))}
<body>{_nav(c)}<main><article><h1>{escape(c.version.headline)}</h1>
<div class="byline">{_byline_tag(c, '{by} <a rel="author" href="/staff">{name}</a>')} {when}</div>
<div class="wire-body">{body_html(c)}</div></article>{_related(c)}</main>{_footer(c)}</body></html>"""


def _broadsheet(c: Context) -> str:
    when = ""
    if c.dated:
        when = f'<p class="dateline">{_time(c.article.published, f"{c.article.published:%d.%m.%Y, %H:%M}")}</p>'
    return f"""{head(c, structured_data(c, graph=True))}
<body><div id="cookie-banner">{c.word(COOKIES)} <button>OK</button></div>{_nav(c)}
<article itemscope itemtype="https://schema.org/NewsArticle"><p class="section">{escape(c.article.section)}</p>
<h1 itemprop="headline">{escape(c.version.headline)}</h1>
{_byline_tag(c, '<p class="author" itemprop="author">{by} {name}</p>')}{when}
<figure><div class="placeholder"></div><figcaption>{c.word(CAPTION)}</figcaption></figure>
<div itemprop="articleBody">{body_html(c)}</div>{_credit(c)}
<div class="share">{c.word(SHARE)}: Mail, Link</div></article>{_related(c)}
<div class="newsletter-box"><p>{c.word(NEWSLETTER)}</p><form><input name="mail"></form></div>{_footer(c)}</body></html>"""


def _tabloid(c: Context) -> str:
    blocks = body_html(c).split("\n")
    teaser = (
        f'<div class="inline-promo"><a href="{c.related[0][0]}">{escape(c.related[0][1])}</a></div>'
        if c.related
        else ""
    )
    middle = len(blocks) // 2
    body = "\n".join([*blocks[:middle], teaser, *blocks[middle:]])
    when = (
        f'<span class="stamp">Published: {_time(c.article.published, f"{c.article.published:%H:%M, %d %B %Y}")}</span>'
        if c.dated
        else ""
    )
    return f"""{head(c, structured_data(c, many=True))}
<body><header>{_nav(c)}</header><div class="col"><h1>{escape(c.version.headline)}</h1>
{_byline_tag(c, '<p class="byline-name">{by} {name} for ' + escape(c.outlet.name) + "</p>")}{when}
<div class="story-text">{body}</div>{_credit(c)}
<div class="most-read"><h3>Most read</h3><ol>{"".join(f"<li><a href='{u}'>{escape(t)}</a></li>" for u, t in c.related)}</ol></div>
<section class="comments"><h3>Comments</h3><form><textarea></textarea></form></section></div>{_footer(c)}</body></html>"""


def _broadcaster(c: Context) -> str:
    when = (
        f"<span>{_time(c.article.published, f'{c.article.published:%d %B %Y}')}</span>"
        if c.dated
        else ""
    )
    return f"""{head(c, structured_data(c))}
<body>{_nav(c)}<main role="main"><article>
<header><h1 id="main-heading">{escape(c.version.headline)}</h1>{when}
{_byline_tag(c, '<div data-component="byline"><strong>{by} {name}</strong><span>Correspondent</span></div>')}</header>
<section class="rich-text">{body_html(c)}</section>{_credit(c)}</article>{_related(c)}
<section class="author-box"><p>{escape(c.byline or c.outlet.name)} reports for {escape(c.outlet.name)}.</p></section></main>{_footer(c)}</body></html>"""


def _regional(c: Context) -> str:
    local = c.article.published + timedelta(hours=1)  # the region's clock, with its offset
    stamp = local.strftime("%Y-%m-%dT%H:%M:%S+01:00")
    when = f'<time class="pub" datetime="{stamp}">{local:%d/%m/%Y %H:%M}</time>' if c.dated else ""
    return f"""{head(c, "")}
<body>{_nav(c)}<div class="page"><div class="article"><h1>{escape(c.version.headline)}</h1>
<div class="meta">{_byline_tag(c, '<span class="byline">{name}</span>')} {when}</div>
<div class="article-body">{body_html(c)}</div>{_credit(c)}
<p class="note">Is there news in your street? Write to the newsroom.</p></div>{_related(c)}</div>{_footer(c)}</body></html>"""


def _portal(c: Context) -> str:
    side = "".join(
        f'<div class="card"><a href="{u}">{escape(t)}</a><p>{escape(t)}</p></div>'
        for u, t in c.related
    )
    when = (
        f"<i class=date>{_time(c.article.published, f'{c.article.published:%d-%m-%Y %H:%M}')}</i>"
        if c.dated
        else ""
    )
    return f"""{head(c, structured_data(c))}
<body>{_nav(c)}<table width="100%"><tr><td class="left">{side}</td><td><div id="content-text">
<h1>{escape(c.version.headline)}</h1>{when}{_byline_tag(c, '<div class="autor">{by} {name}</div>')}
{body_html(c)}{_credit(c)}</div></td><td class="right">{side}</td></tr></table>{_footer(c)}</body></html>"""


def _blog(c: Context) -> str:
    when = (
        f'<span class="entry-date">{c.article.published:%B} {c.article.published.day}, {c.article.published:%Y %H:%M} UTC</span>'
        if c.dated
        else ""
    )
    return f"""{head(c, structured_data(c, graph=True))}
<body class="single-post">{_nav(c)}<div class="hentry post"><h1 class="entry-title">{escape(c.version.headline)}</h1>
<p class="entry-meta">{when} {_byline_tag(c, '<span class="author vcard"><a class="url fn">{name}</a></span>')}</p>
<div class="entry-content">{body_html(c)}</div>{_credit(c)}
<div class="sharedaddy">{c.word(SHARE)}</div><div class="jp-relatedposts">{_related(c)}</div></div>{_footer(c)}</body></html>"""


def _divbr(c: Context) -> str:
    """A body in one div, its paragraphs parted by br: no p at all."""
    marked = c.version.marked
    blocks = marked.blocks[:TEASER_PARAGRAPHS] if c.article.fault == "paywall" else marked.blocks
    body = "<br><br>\n".join(escape(Span(*b.span).of(marked.text), quote=False) for b in blocks)
    note = f"<br><br><i>{escape(c.version.note)}</i>" if c.version.note else ""
    wall = f'<div class="paywall">{c.word(SUBSCRIBE)}</div>' if c.article.fault == "paywall" else ""
    return f"""{head(c, structured_data(c))}
<body>{_nav(c)}<div class="titre"><h1>{escape(c.version.headline)}</h1></div>
{_byline_tag(c, '<div class="signature">{by} {name}</div>')}
<div class="texte">{body}{note}</div>{wall}{_credit(c)}{_related(c)}{_footer(c)}</body></html>"""


def _ngo(c: Context) -> str:
    when = (
        f"<dd>{_time(c.article.published, f'{c.article.published:%d %b %Y}')}</dd>"
        if c.dated
        else ""
    )
    return f"""{head(c, "")}
<body>{_nav(c)}<main><div class="report"><h1>{escape(c.version.headline)}</h1><dl><dt>Published</dt>{when}
<dt>Source</dt><dd>{escape(c.outlet.name)}</dd></dl>{_byline_tag(c, '<p class="writer">{name}</p>')}
<div class="report-content">{body_html(c)}</div></div>
<div class="donate"><p>Your gift keeps our observers in the field.</p><button>Donate</button></div></main>{_footer(c)}</body></html>"""


def _trade(c: Context) -> str:
    when = _time(c.article.published, f"{c.article.published:%d %b %Y, %H:%M}") if c.dated else ""
    return f"""{head(c, structured_data(c))}
<body>{_nav(c)}<div class="wrapper"><div class="crumbs">Home &gt; {escape(c.article.section)}</div>
<h1>{escape(c.version.headline)}</h1><div class="info">{_byline_tag(c, '<span class="name">{name}</span> | ')}{when}</div>
<div class="copy">{body_html(c)}</div>{_credit(c)}<div class="tags">Tags: harbour, grid, tariff</div>
<div class="events"><h4>Upcoming events</h4><p>Quay Days, registration open</p></div></div>{_footer(c)}</body></html>"""


TEMPLATES: dict[str, Callable[[Context], str]] = {
    "wire": _wire,
    "broadsheet": _broadsheet,
    "tabloid": _tabloid,
    "broadcaster": _broadcaster,
    "regional": _regional,
    "portal": _portal,
    "blog": _blog,
    "divbr": _divbr,
    "ngo": _ngo,
    "trade": _trade,
}
