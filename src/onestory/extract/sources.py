"""Links to original documents, and documents that are cited without one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from onestory.article import Span
from onestory.extract.blocks import Block
from onestory.extract.head import host, web_address
from onestory.extract.lines import Wording

MAX_LINKS = 200  # links looked at in one body

# "the report", "a study", "Gutachten"; not "reported", "reporter".
DOCUMENT = re.compile(
    r"\b(?:reports?|study|studies|survey|paper|ruling|judgment|indictment|filing|audit|white paper|"
    r"census|dataset|data set|press release|communiqué|bill|decree|minutes|transcript|letter|memo|"
    r"document|documents|findings|analysis|statement|Bericht|Studie|Gutachten|Urteil|Umfrage|"
    r"Mitteilung|Gesetzentwurf|Erhebung|rapport|étude|enquête|arrêt|informe|estudio|encuesta|"
    r"sentencia|relatório|estudo|rapporto|studio|sentenza|onderzoek|undersøkelse|utredning)\b",
    re.IGNORECASE,
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


def source_link(blocks: Sequence[Block], page: str) -> str:
    """The body's best link to an original document outside the outlet; empty where none is."""
    best, points = "", ENOUGH - 1
    for block, address, anchor in _outward(blocks, page):
        score = 2 * bool(OFFICIAL.search(host(address)))
        score += 2 * urlsplit(address).path.lower().endswith(".pdf")
        score += 2 * bool(DOCUMENT.search(anchor))
        if score >= points and DOCUMENT.search(block.text):
            score += 1
        if score > points:
            best, points = address, score
    return best


def cited_without_link(blocks: Sequence[Block], page: str) -> Span | None:
    """Where the text cites a document while nothing links out; offsets into the joined text."""
    if next(_outward(blocks, page), None) is not None:
        return None
    offset = 0
    for block in blocks:
        if found := CITED.search(block.text):
            return Span(offset + found.start(), offset + found.end())
        offset += len(block.text) + 2
    return None


def _outward(blocks: Sequence[Block], page: str) -> Iterator[tuple[Block, str, str]]:
    """Links of the body that leave the outlet's own domain: block, address, anchor text."""
    here = host(page)
    own = _domain(here)
    count = 0
    for block in blocks:
        for node in block.links:
            count += 1
            if count > MAX_LINKS:
                return
            link = node.attributes.get("href") or ""
            if "//" not in link[:8]:
                continue  # relative: it stays with the outlet
            address = web_address(link, page)
            if host(address) != here and _leads_out(address, own):
                yield block, address, node.text()
        if "://" in block.text:
            for found in WRITTEN_OUT.finditer(block.text):
                if _leads_out(address := web_address(found.group()), own):
                    yield block, address, address


def _leads_out(address: str, own: str) -> bool:
    there = host(address)
    return bool(there) and _domain(there) != own and not SOCIAL.search(there)


def _domain(name: str) -> str:
    """The last two labels of a host, three where the last two are short ("co.uk")."""
    labels = name.split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if short else labels[-2:])
