"""Languages of which nothing is known, and those whose small words are."""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from dataclasses import replace

import pytest

from onestory.article import Article
from onestory.cluster import StoryIndex
from onestory.cluster.small_words import FUNCTION_WORDS, SMALL_WORDS, small_words_known
from onestory.cluster.terms import WORD as WORD_OF_TERMS
from onestory.cluster.terms import terms_of
from onestory.press import Press

WORD = re.compile(r"[^\W\d_]+")
SYLLABLES = [first + second for first in "bdfgklmnrstvz" for second in "aeiou"]


def in_another_language(text: str) -> str:
    """Every word replaced by one of an invented language, about as long, the same each time."""

    def replaced(found: re.Match[str]) -> str:
        word = found.group()
        number = zlib.crc32(word.lower().encode()) * 2_654_435_761
        made = "".join(
            SYLLABLES[(number >> 5 * place) % len(SYLLABLES)]
            for place in range(len(word) // 2 or 1)
        )
        return made.capitalize() if word[0].isupper() else made

    return WORD.sub(replaced, text)


def test_the_press_in_an_unknown_language_is_not_one_story() -> None:
    """The first articles there have nothing but small words in common, and had been joined by them."""
    press = Press(1)
    articles = [Article.from_record(json.loads(x)) for x in press.articles_jsonl().splitlines()]
    index = StoryIndex()
    stories = Counter(
        index.add(
            replace(a, title=in_another_language(a.title), text=in_another_language(a.text))
        ).story
        for a in articles
    )
    assert max(stories.values()) < len(articles) / 8
    assert len(stories) > len(press.stories)


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (True, "Il traghetto è fermo nel porto di Merrow dopo la tempesta, e non ci sono feriti. "),
        (True, "Паром стоит в порту после шторма, и на борту не было пассажиров. "),
        (
            True,
            "Feribot fırtınadan sonra limanda kaldı ve bir yolcu yaralandı, ancak bu gece için daha çok "
            "uyarı var. ",
        ),
        (
            True,
            "Promjena je stigla na otok, ali škole su zatvorene do srijede i nije bilo ranjenih. ",
        ),
        (True, "渡し船は嵐のあと港にとどまり、けが人はいなかった。"),
        (False, "Baltu keromi vasdeg turilo mentak sufala dorim keltanu vora bistel. "),
    ],
)
def test_small_words_tell_a_known_language(known: bool, text: str) -> None:
    assert small_words_known(text * 8) == known
    assert small_words_known(text.split()[0])  # too short to tell


@pytest.mark.parametrize("language", SMALL_WORDS)
def test_a_small_word_of_any_language_is_one_word_and_tells_nothing(language: str) -> None:
    """Vowel signs had parted those of Hindi, Bengali and Tamil."""
    article = Article(id="1", title="", text="")
    words = SMALL_WORDS[language].split()
    telling = [w for w in words if len(terms_of(replace(article, title=w, text=w)).hashes)]
    assert telling == []
    assert [w for w in words if WORD_OF_TERMS.findall(w) != [w]] == []


def test_no_small_word_is_a_name_or_a_thing_of_another_language() -> None:
    telling = {
        "ai",
        "dan",
        "men",
        "door",
        "meer",
        "tot",
        "nyt",
        "ki",
        "care",
        "hindi",
        "ale",
        "mai",
    }
    assert not telling & FUNCTION_WORDS
    assert all(len(words.split()) > 3 for words in SMALL_WORDS.values())
