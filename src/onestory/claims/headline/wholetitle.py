"""A headline over a text about something else: how little of what its words say stands in the text,
and how far it is from what the text is about.

Each word of the title counts by how much it tells (a name most, a frequent word least), by how surely
it stands in the text (as it is, in another form, as one of its kin, as a part of a longer word) and by
where: a word of the opening, or one that comes again, is what the text is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onestory.article import Span
from onestory.claims.headline.nearness import nearness
from onestory.claims.headline.places import WORD, bare
from onestory.claims.headline.support import OPENING, Body
from onestory.claims.lexicon import Lexicon
from onestory.claims.lexicon.namelike import may_be_name
from onestory.claims.lexicon.words import split
from onestory.sections.model import known_words, likeness

LEAST_WORDS = 2  # words of a title below which nothing is said
LEAST_LETTERS = 4  # of a word that counts
NAME_WEIGHT = 2.0  # of a name or number against any other word
# What an English word weighs by its place among the most frequent ones; elsewhere each weighs 1.
BY_RANK = ((300, 0.5), (1_500, 0.8), (6_000, 1.0))
RARE_WEIGHT = 1.3
LATE, LATE_AGAIN = 0.5, 0.8  # what a word is worth behind the opening: found once, more often
# What tells that a title belongs to a text: the share of it that stands there, of all words and of
# those that are no names, how alike both are in the sections they speak for and how near in what their
# words mean; against it, each name, number and date (two at most) that is not there.
SHARE_COUNTS, PLAIN_COUNTS, LACKING_COUNTS, MOST_LACKING = 4.6, 4.3, 1.0, 2
LIKENESS_COUNTS, BEYOND_COUNTS, NEAR_COUNTS = 0.8, 0.26, 0.55
EXPECTED, EXPECTED_UNREAD = (
    3.9,
    3.4,
)  # what the sum is where either may be, with and without meaning
FEW_WORDS = 2.0  # what so many words that are no names say tells as much as the share of all
MOST_SHARE = 0.5  # of a title's words in its text, of which may be said that hardly a word is there
ABOUT = 1_500  # characters of a text that say what it is about
LEAST_QUOTED, LEAST_LENGTH = 3, 4  # words of a title that is a quotation, or tells one thing
QUOTED = re.compile(r"\s*[“\"«„‘](.+)[”\"»“’]\s*")
LEAST_PAIRS = 6  # pairs of letters of a title written without blanks
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
# Words of titles that tell nothing of what they are about, beside the small words of each language.
VAGUE = {
    "en": split(
        """
        will would could should after before over under more most first last next what when where
        year years says said make makes made take takes come comes came goes gets still back here
        there three four five just than then them they their with from into about
        """
    ),
    "de": split(
        """
        alle allem allen aller alles viel viele vielen mehr sein seine seiner seinem seinen ihre
        ihrer ihren erst erste ersten erstes lässt will wollen kann können könnte soll sollen sollte
        muss müssen werden wird wurde wurden haben hatte hatten noch schon jetzt heute immer wieder
        ganz neue neuen neuer neues gegen wegen während sagt sagte zwei drei vier fünf jahr jahre
        jahren unter über nach
        """
    ),
    "es": split(
        """
        durante casi cuatro tres cinco todo todos toda todas otra otro otros otras sobre entre
        contra hasta desde cómo cuando puede pueden hace tras según años nuevo nueva nuevos primera
        primer dice gran este esta estos
        """
    ),
    "fr": split(
        """
        tout tous toute toutes autre autres après avant entre contre depuis pendant comme plus moins
        deux trois quatre cinq fait faire peut être nouveau nouvelle première premier selon chez
        vers cette leur leurs
        """
    ),
}


class Share(NamedTuple):
    """How much of what a title says stands in a text, 0 to 1: of all, and of its words that are no
    names. A name may be that of a place where much happens."""

    all: float
    plain: float


NOTHING_TOLD, NOTHING_THERE = Share(1.0, 1.0), Share(0.0, 0.0)


def belonging(title: str, body: Body, share: Share, lacking: int, language: str) -> float:
    """How much speaks for a title's belonging to a text: above 0 where it is likelier than not.
    `share` is how much of it the text holds, `lacking` how many of its names, numbers and dates not."""
    held = SHARE_COUNTS * share.all + PLAIN_COUNTS * share.plain
    held -= LACKING_COUNTS * min(lacking, MOST_LACKING)
    if language[:2] != "en":
        return held - EXPECTED_UNREAD
    about = body.opening(ABOUT)
    held += LIKENESS_COUNTS * (likeness(title, about) or 0.0)
    near = nearness(title, about)
    if near is None:
        return held - EXPECTED_UNREAD
    return held + BEYOND_COUNTS * near.beyond + NEAR_COUNTS * near.words - EXPECTED


def share_held(
    title: str,
    body: Body,
    names: Sequence[Span],
    held: Sequence[Span],
    lex: Lexicon,
    language: str,
    enough: float = MOST_SHARE,
) -> Share:
    """The share of what a title says that stands in the text; all of it where it has too few words to
    tell. `names` are its names, `held` the names, numbers and dates that the text supports. From
    `enough` on no more than that is worked out."""
    if len(UNSPACED.findall(title)) > len(title) // 2:
        pairs = _by_pairs(title, body)
        return Share(pairs, pairs)
    words = _telling(title, names, lex, language)
    if len(words) < LEAST_WORDS:
        return _of_few(title, words, body)
    numbers = [h for h in held if h not in names]
    total = NAME_WEIGHT * len(numbers) + sum(w.weight for w in words)
    least = _at_least(words, body, total)
    if min(least) >= enough:
        return least
    there = sum(NAME_WEIGHT * _by_place(*body.place_of(n.of(title))) for n in numbers)
    plain = all_plain = 0.0
    for word in words:
        found = body.find_name(word.low) if word.named else body.find(word.low)
        worth = word.weight * found.sure * _by_place(found.first, found.times)
        there += worth
        if not word.named and not _is_unknown(word.low, language):
            plain += worth
            all_plain += word.weight
    share = there / total
    return Share(share, (plain + FEW_WORDS * share) / (all_plain + FEW_WORDS))


def _at_least(words: Sequence[_Word], body: Body, total: float) -> Share:
    """What is quickly seen to stand in the text."""
    opening = body.opening(OPENING)
    there = [
        (w.weight * (1.0 if w.low in opening else LATE), w.named)
        for w in words
        if body.writes(w.low)
    ]
    plain = sum(w.weight for w in words if not w.named)
    share = sum(worth for worth, _ in there) / total
    return Share(
        share, sum(worth for worth, named in there if not named) / plain if plain else share
    )


def _of_few(title: str, words: Sequence[_Word], body: Body) -> Share:
    """Of a title that hardly tells what it is about: nothing where it only quotes what the text does
    not, or where the one word that tells something is not there."""
    quoted = QUOTED.fullmatch(title)
    if quoted and len(quoted[1].split()) >= LEAST_QUOTED:
        return NOTHING_TOLD if body.says(quoted[1]) else NOTHING_THERE
    if len(title.split()) < LEAST_LENGTH or not words:
        return NOTHING_TOLD
    return NOTHING_TOLD if body.find(words[0].low).sure else NOTHING_THERE


def _is_unknown(word: str, language: str) -> bool:
    """Whether an English word is so rare that it is most likely a name."""
    return language[:2] == "en" and "-" not in word and may_be_name(word) and word not in _ranks()


class _Word(NamedTuple):
    low: str
    named: bool
    weight: float


def _telling(title: str, names: Sequence[Span], lex: Lexicon, language: str) -> list[_Word]:
    """The words of a title that tell what it is about."""
    found = []
    for match in WORD.finditer(title):
        low = bare(match.group())
        if any(Span(*match.span()).overlaps(n) for n in names):
            found.append(_Word(low, True, NAME_WEIGHT))
        elif len(low) >= LEAST_LETTERS and not _tells_nothing(low, lex, language):
            found.append(_Word(low, False, _weight(low, language)))
    return found


def _by_place(first: int, times: int) -> float:
    if first < OPENING:
        return 1.0
    return LATE_AGAIN if times > 1 else LATE


def _weight(word: str, language: str) -> float:
    if language[:2] != "en":
        return 1.0
    rank = _ranks().get(word)
    return next((w for most, w in BY_RANK if rank is not None and rank < most), RARE_WEIGHT)


@cache
def _ranks() -> dict[str, int]:
    return known_words()


def _tells_nothing(low: str, lex: Lexicon, language: str) -> bool:
    return (
        low in lex.determiners
        or low in lex.prepositions
        or low in lex.breakers
        or low in lex.conjunctions
        or low in lex.pronouns
        or low in lex.auxiliaries
        or low in lex.adverbs
        or low in lex.relatives
        or low in VAGUE.get(language[:2], ())
    )


def _by_pairs(title: str, body: Body) -> float:
    pairs = {title[n : n + 2] for n in range(len(title) - 1) if title[n : n + 2].isalpha()}
    if len(pairs) < LEAST_PAIRS:
        return 1.0
    return sum(body.has(p) for p in pairs) / len(pairs)
