"""What templates may print. Everything on a page is one of:

- a source span: `{% span version 120 245 %}`, `{% title version %}` (element with `data-proof`)
- a row the operator or a reader entered: `{% row outlet "name" %}` (element with `data-row`)
- a value the hub counted: `{{ n|count }}`, `{{ moment|when }}` (elements `data` and `time`)
- fixed wording chosen by code: `{{ reason|phrase }}` (element with `data-phrase`)
- fixed wording written in the template itself.

`onestory verify` proves each of the five.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from onestory.article import Span
from onestory.web.news.changes import ChangeRow
from onestory.web.news.models import Version
from onestory.web.news.pointing import Pointer
from onestory.web.news.proof import Proof
from onestory.web.news.search import words_found
from onestory.web.talk.avatars import draw
from onestory.web.talk.models import Comment

register = template.Library()

ROW_FIELDS = {
    "outlet": {"name", "owner", "domain", "home"},
    "outletalias": {"domain"},
    "author": {"name"},
    "feed": {"url", "title", "problem"},
    "subscription": {"problem"},
    "evidence": {"finding", "source", "criterion"},
    "article": {
        "url",
        "problem",
        "reserved",
        "credit",
        "section_as_given",
        "published_as_given",
        "modified_as_given",
        "source_link",
        "entry_title",
    },
    "correction": {"before", "after", "cause"},
    "comment": {"author", "body"},
    "reader": {"name", "email"},
    "user": {"username"},
}
"""What may be printed of which row, as a row: source text of articles is not among it."""


@register.simple_tag
def span(
    version: Version, start: int, end: int, cuts: Iterable[Iterable[int]] = (), tag: str = "span"
) -> SafeString:
    """Print a range of a version's text, minus the cuts."""
    return _proved(version, "text", Span(start, end), cuts, tag)


@register.simple_tag
def marked(sentence: Pointer, part: Pointer) -> SafeString:
    """Print a sentence with a part of it marked: up to three ranges, each with its own proof."""
    return marked_all(sentence, [part])


@register.simple_tag
def marked_all(sentence: Pointer, parts: Sequence[Pointer]) -> SafeString:
    """Print a sentence with parts of it marked, those left out that leave it or overlap."""
    inside = [p.range for p in parts if p.version == sentence.version]
    return _marked(sentence.version, "text", sentence.range, inside)


@register.simple_tag
def with_words(sentence: Pointer, query: str) -> SafeString:
    """Print a sentence with the words of a search marked."""
    places = words_found(sentence.text, query)
    found = [Span(sentence.start + start, sentence.start + end) for start, end in places]
    return _marked(sentence.version, "text", sentence.range, found)


@register.simple_tag
def changed(row: ChangeRow) -> SafeString:
    """Print a change in its sentence or title, the old words struck out and the new ones marked."""
    here = row.new or row.old
    if here is None:
        return mark_safe("")
    field, shown = row.field, ""
    if row.before:
        shown += _piece(here.version, row.before.range, "span", field)
        shown += _gap(here.version, here.start, field)
    if row.old:
        shown += _piece(row.old.version, row.old.range, "del", field) + (" " if row.new else "")
    if row.new:
        shown += _piece(row.new.version, row.new.range, "ins", field)
    if row.after:
        shown += _gap(here.version, here.end, field)
        shown += _piece(here.version, row.after.range, "span", field)
    return mark_safe(shown)  # noqa: S308 - proved pieces, and spaces between them


@register.simple_tag
def title(version: Version | None, tag: str = "span") -> SafeString:
    """Print a version's title, whole."""
    if version is None:
        return mark_safe("")
    return _proved(version, "title", Span(0, len(version.title)), (), tag)


@register.simple_tag
def title_option(version: Version, value: int) -> SafeString:
    """Print a title as a choice of a form."""
    proof = Proof(version.pk, "title", Span(0, len(version.title)))
    return format_html(
        '<option value="{}" data-proof="{}" dir="auto"{}>{}</option>',
        value,
        proof,
        _language(version),
        proof.replay(version.title),
    )


@register.simple_tag
def marked_title(version: Version, start: int, end: int) -> SafeString:
    """Print a version's title with a part of it marked, where it is not all of it."""
    whole, part = Span(0, len(version.title)), Span(start, end)
    return _marked(version, "title", whole, [part] if part != whole else [])


@register.simple_tag
def proof_of(version: Version, field: str = "title") -> str:
    """The notation alone, for elements whose attribute carries the text (meta, aria-label)."""
    return str(Proof(version.pk, field, Span(0, len(getattr(version, field)))))


@register.simple_tag
def row(instance: Model, field: str, tag: str = "span") -> SafeString:
    """Print a field of a row that people entered. Raises ValueError for a field not allowed."""
    name = instance._meta.model_name or ""
    if field not in ROW_FIELDS.get(name, ()):
        raise ValueError(f"{name}.{field} may not be printed as a row")
    return format_html(
        '<{} dir="auto" data-row="{}.{}.{}">{}</{}>',
        mark_safe(tag),  # noqa: S308 - tags come from templates, never from rows
        name,
        instance.pk,
        field,
        getattr(instance, field),
        mark_safe(tag),  # noqa: S308
    )


@register.simple_tag
def row_html(instance: Model, field: str) -> SafeString:
    """Print a row field that holds sanitised HTML. Raises ValueError for any other."""
    name = instance._meta.model_name or ""
    if field not in ROW_FIELDS.get(name, ()) or not getattr(instance, f"{field}_is_html", False):
        raise ValueError(f"{name}.{field} holds no sanitised HTML")
    return format_html(
        '<div class="said" dir="auto" data-row="{}.{}.{}">{}</div>',
        name,
        instance.pk,
        field,
        mark_safe(getattr(instance, field)),  # noqa: S308 - nh3 made it
    )


@register.simple_tag
def avatar(comment: Comment) -> SafeString:
    """A small drawing, the same for one address (or name) on one site, and meaningless elsewhere."""
    return mark_safe(draw(comment.email.lower() or f"name {comment.author}"))  # noqa: S308 - numbers


@register.filter
def count(number: float | None) -> SafeString:
    """Print a number the hub counted, with thousands separators."""
    number = number or 0
    places = next(n for n in (0, 1, 2) if n == 2 or round(number, n) == round(number, 2))
    shown = number_format(round(number, places), places, use_l10n=True, force_grouping=True)
    return format_html('<data value="{}">{}</data>', number, shown)


@register.filter
def when(moment: datetime | date | None, style: str = "long") -> SafeString:
    """Print a moment in the site's time zone, in one of the styles of `format_moment`."""
    if moment is None:
        return mark_safe("")
    return format_html(
        '<time datetime="{}" data-style="{}">{}</time>',
        moment.isoformat(),
        style,
        format_moment(moment, style),
    )


@register.filter
def phrase(text: str) -> SafeString:
    """Print fixed wording that code chose; it must be in a catalogue of phrases."""
    return format_html("<span data-phrase>{}</span>", text)


@register.inclusion_tag("parts/period.html")
def period(first: datetime | None, last: datetime | None) -> dict[str, SafeString]:
    """Print from when to when, what both have in common once."""
    if first is None or last is None:
        return {"begun": when(first or last)}
    begun, ended = timezone.localtime(first), timezone.localtime(last)
    if f"{begun:%F %H:%M}" == f"{ended:%F %H:%M}":
        return {"begun": when(first)}
    if begun.date() == ended.date():
        return {"begun": when(first), "ended": when(last, "time")}
    style = "yearless" if begun.year == ended.year else "long"
    return {"begun": when(first, style), "ended": when(last)}


def format_moment(moment: datetime | date, style: str = "long") -> str:
    """A moment in words, the same everywhere on the site. Styles: long, yearless, short (for lists: the
    year only where it is not this one), day, weekday, time, iso."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    if style == "iso":
        return moment.isoformat()
    if style == "weekday":
        return f"{moment:%A}, {moment.day} {moment:%B}"
    day = f"{moment.day} {moment:%B %Y}"
    if style == "day" or not isinstance(moment, datetime):
        return day
    if style == "time":
        return f"{moment:%H:%M}"
    if style == "yearless":
        day = f"{moment.day} {moment:%B}"
    if style == "short":
        this_year = moment.year == timezone.localtime().year
        day = f"{moment.day} {moment:%b}" if this_year else f"{moment.day} {moment:%b %Y}"
    return f"{day}, {moment:%H:%M}"


def _proved(version: Version, field: str, where: Span, cuts: Any, tag: str) -> SafeString:
    proof = Proof(version.pk, field, where, tuple(Span(*cut) for cut in cuts))
    return format_html(
        '<{0} data-proof="{1}" dir="auto"{2}>{3}</{0}>',
        mark_safe(tag),  # noqa: S308 - tags come from templates, never from rows
        proof,
        _language(version),
        proof.replay(getattr(version, field)),
    )


def _marked(version: Version, field: str, whole: Span, parts: Iterable[Span]) -> SafeString:
    """A range with parts of it marked, every piece with its own proof and the spaces between them."""
    at, shown = whole.start, ""
    for part in sorted(parts, key=lambda p: (p.start, p.end)):
        if at <= part.start < part.end <= whole.end:
            shown += _piece(version, Span(at, part.start), "span", field)
            shown += _gap(version, part.start, field) if at < part.start else ""
            shown += _piece(version, part, "mark", field) + _gap(version, part.end, field)
            at = part.end
    return mark_safe(shown + _piece(version, Span(at, whole.end), "span", field))  # noqa: S308 - proved


def _piece(version: Version, where: Span, tag: str, field: str = "text") -> str:
    """A proved range, or nothing where the range holds nothing to show."""
    if not where.of(getattr(version, field)).strip():
        return ""
    return _proved(version, field, where, (), tag)


def _gap(version: Version, place: int, field: str = "text") -> str:
    """The space that stands in the text where two printed ranges of it meet."""
    around = getattr(version, field)[max(place - 1, 0) : place + 1]
    return " " if any(map(str.isspace, around)) else ""


def _language(version: Version) -> SafeString:
    language = version.record.get("language", "") if version.record else ""
    return format_html(' lang="{}"', language) if language else mark_safe("")
