"""The prover is not fooled: words that are neither fixed nor stored fail wherever they stand."""

from __future__ import annotations

import pytest
from django.conf import settings
from tests.conftest import GatheredPress

from onestory.web.news.models import Claim, Story
from onestory.web.verify import Prover, changed_stories

LIE = "The mayor has stolen the harbour."
SPAN = '<span data-proof="{version}:text:0-{end}"{extra}>{words}</span>'


@pytest.fixture
def prover(gathered: GatheredPress) -> Prover:
    return Prover()


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{LIE}</p>",
        f"<data data-query>{LIE}</data>",
        f"<noscript>{LIE}</noscript>",
        f"<svg><text>{LIE}</text></svg>",
        f"<svg><title>{LIE}</title></svg>",
        f'<p title="{LIE}">Sources</p>',
        f'<p aria-description="{LIE}">Sources</p>',
        f'<iframe srcdoc="{LIE}"></iframe>',
        f'<input name="author" value="{LIE}">',
        f'<input name="author" placeholder="{LIE}">',
        f'<select><option label="{LIE}"></option></select>',
        f'<time datetime="2026-03-09" title="{LIE}">9 March 2026</time>',
        f"<span data-phrase>Only one origin of {LIE} reports this.</span>",
        "<span data-phrase>Only one origin of 3 mayors reports this.</span>",
    ],
)
def test_words_of_nobody_fail(prover: Prover, body: str) -> None:
    assert prover.prove("/", f"<title>Sources</title><body>{body}</body>").failures


@pytest.mark.parametrize(
    "head",
    [
        f'<meta property="og:title" content="{LIE}">',
        f'<meta property="og:description" content="{LIE}">',
        f'<meta name="twitter:title" content="{LIE}">',
        f'<link rel="alternate" href="/feed.atom" title="{LIE}">',
        f'<script type="application/ld+json">{{"url": "{LIE}"}}</script>',
        f'<script type="application/ld+json">{{"@type": "{LIE}"}}</script>',
        f'<script type="application/ld+json">{{"datePublished": "{LIE}"}}</script>',
    ],
)
def test_a_head_of_nobody_fails(prover: Prover, head: str) -> None:
    assert prover.prove("/", f"<head>{head}</head><body></body>").failures


def test_what_a_reader_searched_for_may_be_repeated(prover: Prover) -> None:
    page = '<input name="q" type="search" value="harbour"><data data-query>harbour</data>'
    assert not prover.prove("/search/?q=harbour", page).failures
    assert prover.prove("/search/?q=mayor", page).failures
    assert prover.prove("/?q=harbour", page).failures


def test_a_proven_span_may_not_carry_more(prover: Prover) -> None:
    story = Story.objects.filter(headline__isnull=False).first()
    version = story.headline
    words = version.text.split()[0]
    end = len(words)
    plain = SPAN.format(version=version.pk, end=end, extra="", words=words)
    assert not prover.prove("/", plain).failures
    assert prover.prove(
        "/", SPAN.format(version=version.pk, end=end, extra=f' title="{LIE}"', words=words)
    ).failures


@pytest.mark.parametrize("what", ["status", "origins", "why", "brief", "growth", "count"])
def test_a_ledger_edited_by_hand_is_found(gathered: GatheredPress, rows: None, what: str) -> None:
    assert changed_stories(settings.ONESTORY) == []
    claim = Claim.objects.filter(status="disputed").first()
    story = claim.story
    if what == "status":
        claim.status = "agreed"
    elif what == "origins":
        claim.origins = 97
    elif what == "why":
        claim.why = "97 independent origins report the same."
    elif what == "brief":
        story.brief["sentences"][0]["span"][1] -= 3
    elif what == "growth":
        story.rank_parts["growth"] += 0.25
    else:
        story.origins = 97
    claim.save()
    story.save()
    found = changed_stories(settings.ONESTORY)
    assert len(found) == 1
    assert story.slug in found[0]
