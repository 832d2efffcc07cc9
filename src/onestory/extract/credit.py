"""Which agency a report credits: "(AP)" in the dateline, "dpa" at the end, "with Reuters"."""

from __future__ import annotations

import re
from collections.abc import Sequence

# News agencies by the names they go by in print.
AGENCIES = (
    "AP", "Associated Press", "The Associated Press", "Reuters", "Thomson Reuters", "AFP",
    "Agence France-Presse", "dpa", "dpa-AFX", "APA", "ANSA", "EFE", "Bloomberg", "PA", "PA Media",
    "Press Association", "UPI", "Xinhua", "新华社", "TASS", "Interfax", "SID", "KNA", "epd", "ANP",
    "Belga", "STT", "NTB", "TT", "Ritzau", "Kyodo", "共同", "時事", "Jiji", "Yonhap", "연합뉴스", "PTI",
    "ANI", "IANS", "AAP", "The Canadian Press", "Canadian Press", "CP", "Keystone-SDA", "SDA",
    "Lusa", "Deutsche Presse-Agentur", "Anadolu Ajansı", "Europa Press", "Anadolu", "Anadolu Agency", "AA", "CNA", "中央社", "dts", "afp", "reuters",
    "AdnKronos", "ATS", "MTI", "PAP", "ČTK", "TASR", "Hina", "Tanjug", "BNS", "ELTA", "Antara",
)  # fmt: skip
_BY_FOLD = {name.casefold(): name for name in reversed(AGENCIES)}
_NAMED = "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))

# "BERLIN (Meridian) -", "ALDMERE, March 3 (AP) —", "London/Paris (dpa/lnw) -"
DATELINE = re.compile(
    r"^(?:[^\W\d_][^()\n]{1,60}\s)?\(([A-Za-zÀ-ž][\w .&-]{1,30}?)(?:/[\w.-]{1,12})?\)\s*[.–—:-]"
)
# "(dpa)", "AFP/dpa" as a whole last paragraph or at its end
LAST = re.compile(rf"(?:^|[.!?”\"»]\s*)[(\[]?({_NAMED})(?:/[\w/ -]{{1,30}})?[)\]]?\s*$")
# "with Reuters", "mit Material von dpa", "Source: Meridian", "With reporting by Meridian."
CREDIT_LINE = re.compile(
    r"^[(\[–—-]?\s*(?:(?:written|additional reporting|reporting|with (?:reporting|material|files|"
    r"contributions?|reports?)) (?:by|from)|with|mit (?:material|agenturmaterial|informationen) "
    r"(?:von|der)|mit|quelle|source|fuente|avec|con informaci[óo]n de|con|agency|credit|by|from)\s*"
    r":?\s+((?:the )?[A-ZÀ-ÞČ][\w.&-]*(?: [A-ZÀ-Þ][\w.&-]*){0,3})[)\]]?\.?$|^[(\[]([A-Z][\w-]{1,20})[)\]]$",
    re.IGNORECASE,
)
PARTS = re.compile(r"[,;/|&]|\s(?:and|und|with|mit)\s")
NO_CREDIT_ENDS = (
    ".",
    "!",
    "?",
    "”",
    "»",
    '"',
    ",",
    ":",
    "…",
)  # what no credit at a text's end ends in
CREDIT_LENGTH = 60  # characters of a paragraph that is only a credit


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's: "dpa", "Reuters"; not "Ann Reuter"."""
    return name.strip(" .").casefold() in _BY_FOLD


def read_credit(paragraphs: Sequence[str], bylines: Sequence[str]) -> str:
    """The agency a report credits, as the page writes it; empty where it credits none."""
    for paragraph in paragraphs[:2]:
        opening = paragraph[:160]
        if "(" in opening and (found := DATELINE.match(opening)):
            name = found.group(1).strip()
            if name[0].isupper() or is_agency(name):
                return name
    for line in bylines:
        for part in PARTS.split(line[:200]):
            if is_agency(part):
                return part.strip(" .")
    for paragraph in paragraphs[-3:]:
        if len(paragraph) <= CREDIT_LENGTH and (found := CREDIT_LINE.match(paragraph)):
            return (found.group(1) or found.group(2)).strip(" .")
        if paragraph.endswith(NO_CREDIT_ENDS):
            continue
        if found := LAST.search(paragraph[-60:]):
            return found.group(1)
    return ""
