from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onestory.article import Article, Span
from onestory.brief import write_brief
from onestory.brief.alone import speaker_outside
from onestory.brief.usable import is_usable, without_dateline, word_count
from onestory.claims import annotate, build_ledger
from onestory.claims.values import Ledger
from onestory.press import Press

FORMATS = Path(__file__).resolve().parents[2] / "docs" / "formats"


def story(number: int) -> list[Article]:
    press = Press()
    wanted = {a.id for a in press.stories[number].articles}
    rows = (json.loads(line) for line in press.articles_jsonl().splitlines())
    return [Article.from_record(r) for r in rows if r["id"] in wanted]


@pytest.mark.parametrize("number", [0, 1, 3, 5])
@pytest.mark.parametrize("words, per_article", [(120, 40), (60, 25), (5, 5)])
def test_a_brief_is_made_of_source_sentences_within_its_limits(
    number: int, words: int, per_article: int
) -> None:
    articles = story(number)
    texts = {a.id: a.text for a in articles}
    brief = write_brief(articles, build_ledger(articles), words, per_article)
    schema = json.loads((FORMATS / "brief.schema.json").read_text("utf-8"))
    jsonschema.validate(brief.as_record(), schema)
    spent: dict[str, int] = {}
    for sentence in brief.sentences:
        shown = texts[sentence.article][sentence.span.start : sentence.span.end]
        assert sentence.text == shown
        spent[sentence.article] = spent.get(sentence.article, 0) + word_count(shown)
    assert sum(spent.values()) <= words
    assert all(n <= per_article for n in spent.values())
    assert brief.headline is not None
    assert brief.headline.text in {a.title for a in articles}
    for item in brief.timeline:
        assert item.span.of(texts[item.article])


def test_nothing_in_nothing_out() -> None:
    brief = write_brief([], Ledger())
    assert brief.headline is None
    assert not brief.sentences


@pytest.mark.parametrize(
    "sentence, usable",
    [
        ("The ferry ran aground off Tarn Head with 210 people aboard.", True),
        ("She added that it was far too early to say what happened.", False),
        ("Was the captain asleep when the ferry struck the rocks?", False),
        ("Sign up to our newsletter and never miss a story from here.", False),
        ("“The ferry ran aground off Tarn Head with 210 people aboard.", False),
        ("The ferry ran aground off Tarn Head with 210 people and", False),
        ("The heroic men of the Border Service held the line again last night.", False),
        ("“A heroic night,” the mayor of Brindle said after the storm had passed.", True),
        ("| Ada Holm/Agency Photo The harbour wall broke in a storm.", False),
        ("$30 million was lost when the harbour wall of Brindle broke.", True),
        ("Ada Holm: It costs the town 382 million crowns in all.", False),
        ("The deal is fair, and this newspaper is glad of it.", False),
        ("Unfortunately, the gates of Brindle stayed shut all through the night.", False),
        ("Add up what the seven owners have, and the sum is 12 million crowns.", False),
        ("Just look at the harbour of Brindle on a Sunday in the summer.", False),
        ("The plan of Ada HolmStorm over Brindle Mayor to resign MORE was read on Monday.", False),
        ("CLOSE The mayor of Brindle met the engineers at the harbour wall.", False),
        ("Mayor Ada Holm speaks at the harbour wall of Brindle during a storm.", False),
        ("To read on about the harbour wall, become a member of our paper.", False),
        ("“The wall will break, and half the town of Brindle with it.”", False),
        ("“The wall will break, and half the town with it,” said Ada Holm.", True),
        ("Ada Holm stands by the report on the harbour wall of Brindle.", True),
        ("Consideration of the bill begins in the council of Brindle today.", True),
        ("フェリーは月曜日に岩礁に乗り上げ、乗客210人が救助された。", True),
    ],
)
def test_which_sentences_stand_alone(sentence: str, usable: bool) -> None:
    assert is_usable(sentence) is usable


@pytest.mark.parametrize(
    "opening",
    [
        "Brindle, 9 March (Agency) - ",
        "WASHINGTON — ",
        "WASHINGTON -- ",
        "BRINDLE, Tarn. (AP) — ",
        "ROSWELL, Ga. — ",
        "ST. HELENS, England — ",
        "",
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(opening: str) -> None:
    sentence = "The harbour wall broke on Monday - in a storm (of sorts)."
    text = opening + sentence
    assert without_dateline(text, Span(0, len(text))).of(text) == sentence


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=120), min_size=1, max_size=4))
def test_any_texts_give_spans(texts: list[str]) -> None:
    articles = [Article(id=str(n), title=t[:20], text=t) for n, t in enumerate(texts)]
    brief = write_brief(articles, build_ledger(articles))
    for sentence in brief.sentences:
        assert sentence.span.of(texts[int(sentence.article)]) == sentence.text


def test_what_somebody_says_is_not_shown_where_the_speaker_is_named_elsewhere() -> None:
    said = "Engineers had warned the council about cracks for ten years."
    text = (
        "The harbour wall of Brindle broke on Monday in a storm.\n\n"
        f"“It was bound to happen. {said} Nobody listened,” said Ada Holm, an engineer."
    )
    article = Article(id="a", title="Harbour wall breaks", text=text, outlet="A", language="en")
    read = annotate(article)
    spans = {s.of(text): s for s in read.sentences}
    assert speaker_outside(spans[said], read)
    assert not speaker_outside(read.sentences[0], read)
    brief = write_brief([article], build_ledger([article]), words=240, per_article=240)
    assert [s.text for s in brief.sentences if said in s.text] == []
