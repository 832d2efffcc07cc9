"""Pages read again: what changed around the text raises no alarm, and each changed word is found.

One command, `python benchmarks/refetches.py [--refetches 10000] [--edits 2000]`. Pages of both editions
of the fictional press are fetched, then changed in ways that are no news (advertisements, related links,
counts, typography, one or several at once), read and compared again: an alarm is any change but a
cosmetic one. Then single words, names and numbers of the text are replaced by others: found is a change,
cosmetic ones aside, that covers the place. Beside it the plainest rule: is the page's text another, as
trafilatura reads it?
"""

from __future__ import annotations

import argparse
import gzip
import lzma
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import trafilatura

from _paths import shared
from onestory import compare_versions, extract_article
from onestory.article import Article
from onestory.press import Press
from onestory.press.server import PressServer

KEEP = "surrogateescape"  # some pages are in another encoding: their bytes go through as they are
PEER_EVERY = 20  # refetches that the peer reads too: it is slow
END = re.compile(r"</(?:p|h2|figure)>")
OPENING = re.compile(r"<body[^>]*>")
TOKEN = re.compile(r"[^\W_]{3,}|\d+")
OTHER_WORDS = ("harbour", "seldom", "copper", "again", "northern", "quietly", "Merrow", "Stannard")


@dataclass(frozen=True, slots=True)
class Page:
    url: str
    html: str
    article: Article


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--refetches", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=2_000)
    parser.add_argument(
        "--real", action="store_true", help="labelled pages of real outlets instead"
    )
    asked = parser.parse_args()
    pages = real() if asked.real else [page for edition in (1, 2) for page in read(edition)]
    draw = random.Random(11)
    print(f"{len(pages)} pages")
    refetches(draw, pages, asked.refetches)
    edits(draw, pages, asked.edits)


def read(edition: int) -> list[Page]:
    """The pages of an edition that are whole articles, as they stand on its last day."""
    press = Press(edition=edition)
    found = []
    server = PressServer(press)
    try:
        server.clock = press.ticks()[-1]
        for article in press.articles:
            parts = urlsplit(server.url(article))
            answer = server.answer(parts.netloc, parts.path)
            if answer.status != 200:
                continue
            url = f"https://{parts.hostname}{parts.path}"
            extracted = extract_article(answer.body, url)
            if extracted.state == "article" and len(extracted.text) > 400:
                found.append(Page(url, answer.body.decode("utf-8", KEEP), extracted))
    finally:
        server._http.server_close()
    return found


def real() -> list[Page]:
    """The pages of the extraction set that are whole articles."""
    found = []
    for path in sorted(shared("extraction/fundus").rglob("*.html*")):
        data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        url = f"https://outlet.example/{path.name}"
        extracted = extract_article(data, url)
        if (
            extracted.state == "article"
            and len(extracted.text) > 400
            and END.search(data.decode("utf-8", KEEP))
        ):
            found.append(Page(url, data.decode("utf-8", KEEP), extracted))
    return found


def refetches(draw: random.Random, pages: list[Page], number: int) -> None:
    alarms: Counter[str] = Counter()
    asked = peer_alarms = peer_asked = 0
    for n in range(number):
        page = draw.choice(pages)
        kinds = draw.sample(sorted(NO_NEWS), draw.choice((1, 1, 2, 3)))
        html = page.html
        for kind in kinds:
            html = NO_NEWS[kind](draw, html)
        again = extract_article(html.encode("utf-8", KEEP), page.url)
        asked += 1
        changes = compare_versions(page.article, again)
        if any(c.change != "cosmetic" for c in changes):
            alarms["+".join(sorted(kinds))] += 1
        if n % PEER_EVERY == 0:
            peer_asked += 1
            peer_alarms += _by_peer(page.html) != _by_peer(html)
    print(f"refetches without news: {asked}, alarms {sum(alarms.values())}")
    for kinds, count in alarms.most_common(8):
        print(f"  {kinds}: {count}")
    print(f"  text as trafilatura reads it, compared whole: {peer_alarms} of {peer_asked} alarms")


def _by_peer(html: str) -> str | None:
    return trafilatura.extract(html.encode("utf-8", KEEP))


def edits(draw: random.Random, pages: list[Page], number: int) -> None:
    found: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    while sum(tried.values()) < number:
        page = draw.choice(pages)
        token = draw.choice(list(TOKEN.finditer(page.article.text)))
        kind, other = another(draw, token.group())
        # The same words around it, so that the place in the markup is the place in the text.
        around = page.article.text[max(0, token.start() - 12) : token.end() + 12]
        if other == token.group() or page.html.count(around) != 1:
            continue
        at = token.start() - max(0, token.start() - 12)
        changed = around[:at] + other + around[at + len(token.group()) :]
        again = extract_article(page.html.replace(around, changed).encode("utf-8", KEEP), page.url)
        place = again.text.find(changed)
        if place < 0:
            continue
        place += at
        tried[kind] += 1
        found[kind] += any(
            c.new is not None and c.new.start <= place < c.new.end
            for c in compare_versions(page.article, again)
            if c.change not in {"cosmetic", "headline"}
        )
    print(f"single edits: {sum(tried.values())}, found {sum(found.values())}")
    for kind in sorted(tried):
        print(f"  {kind}: {found[kind]} of {tried[kind]}")


def another(draw: random.Random, token: str) -> tuple[str, str]:
    """What kind of word it is, and another one to stand in its place."""
    if token.isdigit():
        return "number", str(int(token) + draw.choice((-1, 1, 10))) if int(token) > 10 else "17"
    return ("capitalised" if token[0].isupper() else "word"), draw.choice(OTHER_WORDS)


# What is no news.


def advertisement(draw: random.Random, html: str) -> str:
    where = draw.choice(list(END.finditer(html))).end()
    shown = draw.choice(("Advertisement", "Sponsored", "Anzeige"))
    name = f"<div class='{draw.choice(('ad', 'ad-slot', 'sponsored', 'promo'))}'>"
    link = (
        f"<a href='https://ads.example/{draw.random()}'>{shown}: a holiday by the sea, from 99</a>"
    )
    return f"{html[:where]}{name}{link}</div>{html[where:]}"


def related(draw: random.Random, html: str) -> str:
    where = list(END.finditer(html))[-1].end()
    links = "".join(
        f"<li><a href='/more/{draw.random()}'>Another story of the day, number {n}</a></li>"
        for n in range(draw.randint(2, 6))
    )
    title = draw.choice(("Related", "Read more", "Most read"))
    box = f"<aside class='related'><h3>{title}</h3><ul>{links}</ul></aside>"
    return html[:where] + box + html[where:]


def counts(draw: random.Random, html: str) -> str:
    where = list(END.finditer(html))[-1].end()
    shown = f"{draw.randint(1, 900)} comments · {draw.randint(1, 9000)} views"
    return f"{html[:where]}<div class='counts'><span>{shown}</span></div>{html[where:]}"


def typography(draw: random.Random, html: str) -> str:
    head, opening, body = html.partition("<body")
    pairs = [
        ("'", "&rsquo;"),
        ("’", "'"),
        (" – ", " &mdash; "),
        ("“", "&ldquo;"),
        ("”", "&rdquo;"),
        (". ", ".  "),
    ]
    old, new = draw.choice(pairs)
    # In text only, never inside a tag.
    parts = re.split(r"(<script.*?</script>|<style.*?</style>|<[^>]*>)", body, flags=re.DOTALL)
    shown = (p if n % 2 else p.replace(old, new) for n, p in enumerate(parts))
    return head + opening + "".join(shown)


def banner(draw: random.Random, html: str) -> str:
    opening = OPENING.search(html)
    where = opening.end() if opening else 0
    words = f"<div class='banner'><a href='/app'>Get our app, {draw.randint(1, 99)} new</a></div>"
    return html[:where] + words + html[where:]


NO_NEWS: dict[str, Callable[[random.Random, str], str]] = {
    "advertisement": advertisement,
    "banner": banner,
    "counts": counts,
    "related": related,
    "typography": typography,
}


if __name__ == "__main__":
    main()
