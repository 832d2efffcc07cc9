"""Links to original documents, and documents that are cited without one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from onestory.article import Span
from onestory.extract.blocks import Block, signed
from onestory.extract.head import host, web_address
from onestory.extract.lines import Wording

MAX_LINKS = 200  # links looked at in one body

# "the report", "a study", "Gutachten"; not "reported", "reporter".
DOCUMENT = Wording(
    r"\b(?:reports?|study|studies|survey|paper|ruling|judgment|indictment|filing|audit|white paper|"
    r"census|dataset|data set|press release|communiqué|bill|decree|minutes|transcript|letter|memo|"
    r"document|documents|findings|analysis|statement|Bericht|Studie|Gutachten|Urteil|Umfrage|"
    r"Mitteilung|Gesetzentwurf|Erhebung|rapport|étude|enquête|arrêt|informe|estudio|encuesta|"
    r"sentencia|relatório|estudo|rapporto|studio|sentenza|onderzoek|undersøkelse|utredning)\b",
    signs="report|study|studi|survey|paper|ruling|judgment|indictment|filing|audit|census|data|release|"
    "communiqué|bill|decree|minutes|transcript|letter|memo|document|findings|analysis|statement|"
    "bericht|gutachten|urteil|umfrage|mitteilung|gesetzentwurf|erhebung|rapport|étude|enquête|arrêt|"
    "informe|estudio|encuesta|sentencia|relatório|estudo|sentenza|onderzoek|undersøkelse|utredning",
)
# "according to a report", "the study, published on Tuesday"; not "reporters were told".
CITED = Wording(
    r"\b(?:according to|in|published in|found in|shown by)\s+(?:a|an|the|its|their|this)\s+"
    r"(?:[\w-]+\s+){0,3}(?:report|study|survey|paper|ruling|indictment|filing|audit)\b|"
    r"\b(?:a|an|the|its|their)\s+(?:[\w-]+\s+){0,3}(?:report|study|survey|paper|ruling|audit)\s+"
    r"(?:published|released|issued|by|from)\b|"
    r"\b(?:laut|nach|gemäß)\s+(?:einer|einem|der|dem)\s+(?:[\w-]+\s+){0,3}(?:Studie|Bericht|"
    r"Gutachten|Umfrage|Untersuchung)\b|"
    r"\bselon\s+(?:une?|le|la)\s+(?:[\w-]+\s+){0,3}(?:rapport|étude|enquête)\b|"
    r"\bsegún\s+(?:un|una|el|la)\s+(?:[\w-]+\s+){0,3}(?:informe|estudio|encuesta)\b",
    signs="report|study|survey|paper|ruling|indictment|filing|audit|studie|bericht|gutachten|"
    "umfrage|untersuchung|rapport|étude|enquête|informe|estudio|encuesta",
)
CITED_NOUN = re.compile("|".join(CITED.signs))
CITED_REACH = 7  # words of the pattern up to its noun, at most
CITED_TAIL = 12  # characters after the noun that the pattern looks at, as in "study published by"
OFFICIAL = re.compile(
    r"(?:^|\.)(?:gov|gouv|gob|gub|govt|mil|int|edu|parliament|europa)(?:\.[a-z]{2,3}){0,2}$|"
    r"(?:^|\.)(?:ac\.[a-z]{2}|un\.org|who\.int|doi\.org|arxiv\.org|eu|bund\.de|admin\.ch|"
    r"documentcloud\.org|courtlistener\.com)$|court|ministry|statist|census|parliament",
    re.IGNORECASE,
)
SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|tiktok|youtube|youtu|t|linkedin|pinterest|whatsapp|"
    r"wa|telegram|threads|bsky|reddit|apple|google|amazon|amzn|spotify|flipboard)\.[a-z.]{2,7}$",
    re.IGNORECASE,
)
# An address as text; what ends a sentence is not part of it.
WRITTEN_OUT = re.compile(r"https?://[^\s<>\"'）)]{4,300}(?<![.,;:!?])")
ENOUGH = 2  # points from which a link counts as one to a document


class Outward(NamedTuple):
    """A link of the body that leaves the outlet's own domain."""

    block: Block
    address: str
    anchor: str


def outward_links(blocks: Sequence[Block], page: str) -> list[Outward]:
    """The links of a body to others, those in its markup before those written out in its text."""
    own = _domain(host(page))
    found = []
    for block, node in islice(((b, n) for b in blocks for n in b.links), MAX_LINKS):
        link = node.attributes.get("href") or ""
        if "//" not in link[:8]:
            continue  # relative: it stays with the outlet
        address = web_address(link, page)
        if _leads_out(address, own):
            found.append(Outward(block, address, node.text()))
    for block in blocks:
        if "://" in block.text:
            for written in WRITTEN_OUT.finditer(block.text):
                address = web_address(written.group())
                if _leads_out(address, own):
                    found.append(Outward(block, address, address))
    return found


def source_link(links: Sequence[Outward]) -> str:
    """The best link to an original document outside the outlet; empty where none is."""
    best, points = "", ENOUGH - 1
    for block, address, anchor in links:
        score = 2 * _is_official(host(address))
        score += 2 * (".pdf" in address.lower() and urlsplit(address).path.lower().endswith(".pdf"))
        score += 2 * bool(DOCUMENT.search(anchor))
        if score >= points and DOCUMENT.search(block.text):
            score += 1
        if score > points:
            best, points = address, score
    return best


def cited_document(blocks: Sequence[Block]) -> Span | None:
    """Where the text cites a document; offsets into the joined text."""
    for block in signed(blocks, CITED):
        if found := _cited_in(block.text):
            place = next(n for n, other in enumerate(blocks) if other is block)
            offset = sum(len(other.text) + 2 for other in blocks[:place])
            return Span(offset + found.start(), offset + found.end())
    return None


def _cited_in(text: str) -> re.Match[str] | None:
    """The pattern around the first of its nouns that it fits: looking everywhere takes far longer."""
    lower = text.lower()
    if len(lower) != len(text):  # of a few letters lower case makes two
        return CITED.pattern.search(text)
    for noun in CITED_NOUN.finditer(lower):
        start = noun.start()
        for _ in range(CITED_REACH):
            start = max(text.rfind(" ", 0, start), 0)
        # Where the look ends in a word, what fits there may not fit in the whole text.
        if (near := CITED.pattern.search(text, start, noun.end() + CITED_TAIL)) and (
            found := CITED.pattern.match(text, near.start())
        ):
            return found
    return None


def _leads_out(address: str, own: str) -> bool:
    there = host(address)
    return bool(there) and _domain(there) != own and not _is_social(there)


@lru_cache(maxsize=4_096)
def _is_official(name: str) -> bool:
    return OFFICIAL.search(name) is not None


@lru_cache(maxsize=4_096)
def _is_social(name: str) -> bool:
    return SOCIAL.search(name) is not None


@lru_cache(maxsize=4_096)
def _domain(name: str) -> str:
    """The last two labels of a host, three where the last two are short ("co.uk")."""
    labels = name.split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if short else labels[-2:])
