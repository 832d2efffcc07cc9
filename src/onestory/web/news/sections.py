"""The sections of the hub: places first, then the top level of IPTC Media Topics that news uses."""

from __future__ import annotations

from dataclasses import dataclass

from onestory.config import Site


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    name: str
    words: tuple[str, ...] = ()
    """What outlets call it, in feeds, addresses and pages."""


TOPICS: tuple[Section, ...] = (
    Section(
        "politics",
        "Politics",
        (
            "politics",
            "policy",
            "government",
            "election",
            "elections",
            "parliament",
            "politik",
            "politique",
            "politica",
            "política",
            "政治",
        ),
    ),
    Section(
        "economy",
        "Economy",
        (
            "economy",
            "business",
            "finance",
            "money",
            "markets",
            "economics",
            "wirtschaft",
            "economie",
            "économie",
            "economia",
            "economía",
            "経済",
            "companies",
            "trade",
            "banking",
        ),
    ),
    Section("labour", "Labour", ("labour", "labor", "jobs", "work", "unions", "strikes")),
    Section(
        "conflict", "Conflict", ("conflict", "war", "unrest", "security", "defence", "defense")
    ),
    Section(
        "crime-justice",
        "Crime and justice",
        (
            "crime",
            "courts",
            "court",
            "justice",
            "law",
            "crime-justice",
            "panorama",
            "police",
        ),
    ),
    Section(
        "disaster-accident",
        "Disasters",
        (
            "disaster",
            "disasters",
            "accident",
            "disaster-accident",
            "emergency",
        ),
    ),
    Section(
        "environment",
        "Environment",
        (
            "environment",
            "climate",
            "nature",
            "umwelt",
            "environnement",
            "medio-ambiente",
        ),
    ),
    Section("weather", "Weather", ("weather", "wetter", "meteo", "météo", "tiempo")),
    Section("health", "Health", ("health", "medicine", "gesundheit", "sante", "santé", "salud")),
    Section(
        "science-technology",
        "Science and technology",
        (
            "science",
            "technology",
            "tech",
            "science-technology",
            "space",
            "wissenschaft",
            "sciences",
            "ciencia",
            "energy",
            "科学",
            "技術",
            "テクノロジー",
        ),
    ),
    Section(
        "education", "Education", ("education", "schools", "bildung", "educacion", "educación")
    ),
    Section(
        "society",
        "Society",
        (
            "society",
            "housing",
            "religion",
            "human-interest",
            "people",
            "life",
            "community",
            "gesellschaft",
            "societe",
            "société",
            "sociedad",
            "animals",
        ),
    ),
    Section(
        "culture",
        "Culture",
        (
            "culture",
            "arts",
            "arts-culture",
            "entertainment",
            "music",
            "film",
            "books",
            "kultur",
            "cultura",
            "文化",
        ),
    ),
    Section(
        "sport",
        "Sport",
        (
            "sport",
            "sports",
            "football",
            "soccer",
            "deporte",
            "deportes",
            "スポーツ",
        ),
    ),
)
WORLD = Section(
    "world", "World", ("world", "international", "foreign", "ausland", "monde", "mundo")
)

BY_SLUG = {section.slug: section for section in (WORLD, *TOPICS)}


def home_section(site: Site) -> Section | None:
    """The hub's own country as a section, where one is set."""
    if not site.country:
        return None
    return Section(site.country.lower(), site.country_name or site.country)


def navigation(site: Site) -> list[Section]:
    """All sections in the order of the page's head."""
    home = home_section(site)
    return [WORLD, *([home] if home else []), *TOPICS]
