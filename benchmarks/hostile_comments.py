"""A hostile night: thousands of comments that try to break the demo, and what a moderator finds then.

One command, `python benchmarks/hostile_comments.py [--comments 10000] [--shown 2000]`. The demo's hub is
made in a temporary folder, its flood limits lifted (else 300 in ten minutes would be all), and
each comment is posted over HTTP from an address of its own. Then some are approved, and story, list,
log and report pages are opened in headless Chromium with scripts on. Printed: answers by status,
scripts that ran, what the content policy had to stop, and how long the moderator's list takes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import statistics
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from onestory.web import hub

SENDERS = 4  # at a time
LOOKS = 40  # at the moderator's list
HIT = "window.hit && hit()"
TOUCH = """for (const said of document.querySelectorAll(".said, .said *"))
  for (const kind of ["mouseover", "click", "toggle", "load", "error"])
    if (kind !== "click" || !said.href || said.href.startsWith("javascript:"))
      said.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }));
"""
PIECES = [
    f"<script>{HIT}</script>",
    f"<img src=x onerror='{HIT}'>",
    f"<svg/onload={HIT.replace(' ', '')}>",
    f"<a href='javascript:{HIT}'>link</a>",
    f"[link](javascript:{HIT})",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>",
    f"</textarea><script>{HIT}</script>",
    f"</title></style></script><script>{HIT}</script>",
    f"https://x.example/\"onmouseover='{HIT}'",
    f"https://x.example/'><img src=x onerror={HIT.replace(' ', '')}>",
    f"*<b onclick='{HIT}'>*",
    f"> <details open ontoggle='{HIT}'>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror='{HIT}'>",
    f"<noscript><p title='</noscript><img src=x onerror={HIT}>'>",
    "{{ 7|add:7 }}{% debug %}${7*7}<%= 7*7 %>",
    "\u202egnp.exe\u202c \u2066hidden\u2069",
    "p\u200bi\u200dl\u2060l\ufeffs",
    "раураl ЅАLЕ ｆｒｅｅ 𝕧𝕚𝕒𝕘𝕣𝕒",
    "a" + "\u0301" * 300,
    "\x00\x01\x08\x1b[31mred\x7f\ud7ff\ufffe",
    "' OR 1=1 --",
    "\r\nSet-Cookie: x=1\r\n\r\n<script>",
    "> " * 400,
    "*" * 999,
    "https://" + "x" * 400,
    "\n" * 2000,
    "😀" * 500,
    "مرحبا بالعالم \u200f\u200e",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=10_000)
    parser.add_argument("--shown", type=int, default=2_000, help="approved afterwards")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(Path(folder), asked.comments, asked.shown), indent=1))


def measure(folder: Path, number: int, shown: int) -> dict[str, Any]:
    """Make the demo in `folder`, let `number` comments come, and look at what became of them."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's loop runs in this thread
    story = make_demo(folder)
    from playwright.sync_api import sync_playwright

    from onestory.web.jobs.serve import local_site
    from onestory.web.talk.models import Comment

    with local_site() as site:
        started = time.perf_counter()
        answers = post_all(site, story.pk, number)
        seconds = time.perf_counter() - started
        held = Comment.objects.filter(state="held")
        stored = held.count()
        Comment.objects.filter(pk__in=list(held.values_list("pk", flat=True)[:shown])).update(
            state="published"
        )
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            looked = look(chromium, site, story)
            chromium.close()
        return {
            "posted": number,
            "a second": round(number / seconds, 1),
            "answers": dict(sorted(answers.items())),
            "server errors": sum(n for status, n in answers.items() if status >= 500),
            "stored": stored,
            **looked,
        }


def make_demo(folder: Path) -> Any:
    """The hub of the demo, gathered; its story with most to say."""
    from onestory.press import Press
    from onestory.web.demo import SETTINGS

    settings = SETTINGS.format(port=8000).replace(
        "[fetch]", 'trusted_proxies = ["127.0.0.0/8"]\n\n[fetch]', 1
    )
    hub.initialise(folder, settings, starters=False)
    from django.conf import settings as django_settings

    from onestory.web.demo import play, subscribe
    from onestory.web.news.models import Story
    from onestory.web.talk import gate

    gate.PER_SITE = gate.PER_PREFIX = gate.PER_ADDRESS = gate.PER_AUTHOR = 10**9
    press = Press(edition=1)
    with press.serve() as server:
        subscribe(press, server)
        asyncio.run(play(press, server, django_settings.ONESTORY, quiet=True))
    return Story.objects.filter(headline__isnull=False).order_by("-last_at").first()


def post_all(site: str, story: int, number: int) -> Counter[int]:
    """Post every comment from an address of its own; how many got which status (0: none)."""
    from django.utils import timezone

    from onestory.web.talk.token import make_token

    draw = random.Random(6)
    since = timezone.now() - timedelta(minutes=1)

    def one(n: int, data: bytes) -> int:
        place = f"{site}/story/{story}/comment/"
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "x-forwarded-for": f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}",
        }
        try:
            return clients[n % SENDERS].post(place, content=data, headers=headers).status_code
        except httpx.HTTPError:
            return 0

    clients = [httpx.Client(timeout=120) for _ in range(SENDERS)]
    with ThreadPoolExecutor(SENDERS) as pool:
        # Tokens are drawn here: the database belongs to this thread and the site's.
        bodies = ((n, body_of(draw, make_token(story, since))) for n in range(number))
        statuses = pool.map(lambda pair: one(*pair), bodies)
        return Counter(statuses)


def body_of(draw: random.Random, token: str) -> bytes:
    """One hostile form: pieces at random in every field; some huge, some with bytes that are no text."""
    text = " ".join(draw.choices(PIECES, k=draw.randint(1, 6)))
    kind = draw.random()
    if kind < 0.01:
        text = "x" * 900_000  # beyond what is read, within what is taken
    form = {
        "token": token,
        "text": text or "x",
        "author": draw.choice(PIECES),
        "email": draw.choice(["", "a@b.example", draw.choice(PIECES)]),
        "parent": draw.choice(["", "1", "99999999999999999999", "-1", "x"]),
    }
    data = urlencode(form, errors="surrogatepass").encode()
    if kind > 0.97:
        data += b"&" + b"&".join(b"p%d=%%ff%%fe" % n for n in range(150))
    if kind > 0.995:
        data += b"&" + b"&".join(b"q%d=1" % n for n in range(10_000))
    return data


def look(chromium: Any, site: str, story: Any) -> dict[str, Any]:
    """Open what holds those comments in a browser, and time the moderator's list."""
    from django.contrib.auth import get_user_model

    from onestory.web.talk.models import Comment

    get_user_model().objects.create_superuser("op", password="right")
    hits: list[str] = []
    stopped: list[str] = []
    first = Comment.objects.filter(state="published").first()
    places = [f"{story.get_absolute_url()}?talk={n}" for n in range(1, 21)]
    places += [f"/desk/comments/?state={s}" for s in ("held", "published", "spam")]
    places += [f"/desk/comments/?state=held&like={first.pk}", "/desk/comments/log/"]
    places += [f"/comment/{first.pk}/report/", f"{story.get_absolute_url()}?reply={first.pk}"]
    context = chromium.new_context()
    context.expose_function("hit", lambda: hits.append("a script"))
    page = context.new_page()
    page.on("dialog", lambda dialog: (hits.append("a dialog"), dialog.dismiss()))
    page.on("console", lambda message: stopped.append(message.text))
    page.goto(f"{site}/desk/login/")
    page.fill("#id_username", "op")
    page.fill("#id_password", "right")
    page.get_by_role("button", name="Enter").click()
    for place in places:
        answer = page.goto(site + place)
        assert answer is not None and answer.status == 200, f"{place}: {answer}"
        page.evaluate(TOUCH)
    cookies = {c["name"]: c["value"] for c in context.cookies()}
    context.close()
    times = []
    with httpx.Client(base_url=site, cookies=cookies, timeout=60) as client:
        for _ in range(LOOKS):
            started = time.perf_counter()
            assert client.get("/desk/comments/").status_code == 200
            times.append(1000 * (time.perf_counter() - started))
    return {
        "pages opened": len(places),
        "scripts that ran": len(hits),
        "stopped by the content policy": sum("Content Security" in text for text in stopped),
        "moderator's list, ms": {
            "median": round(statistics.median(times)),
            "p95": round(sorted(times)[int(0.95 * LOOKS)]),
            "longest": round(max(times)),
        },
    }


if __name__ == "__main__":
    main()
