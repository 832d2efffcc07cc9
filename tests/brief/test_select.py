"""The choice of sentences, by itself."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from onestory.article import Article, Span
from onestory.brief import select, write_brief
from onestory.brief.alone import counts_unnamed, reads_alike
from onestory.brief.candidates import Candidate, _value, candidates_of
from onestory.brief.leaning import stems
from onestory.brief.opening import TWIN, openers
from onestory.brief.select import MOST_READ, _Chosen, _Worth
from onestory.brief.support import Support, common_language
from onestory.claims import Annotations, annotate, build_ledger

FALSE = (
    "Inspectors later found 4,812 barrels of glowing honey beneath the courthouse of Brindlemoor."
)


def candidate(words: str = "", **given: Any) -> Candidate:
    terms = frozenset(words.split())
    fields: dict[str, Any] = {
        "article": "1", "origin": "1", "span": Span(0, 9), "position": 0, "words": 12,
        "terms": terms, "stems": terms,
    }  # fmt: skip
    return Candidate(**(fields | given))


def article(number: int, title: str, text: str, origin: int = 0) -> Article:
    return Article(
        id=str(number), title=title, text=text, outlet=f"O{number}", language="en",
        origin=str(origin or number),
    )  # fmt: skip


def test_two_sentences_of_equal_worth_are_equal_to_the_last_bit() -> None:
    """Or which of two twins is chosen would hang on the order of a set, another in each process, and a
    story built by one would not be what another reads."""
    draw = random.Random(3)
    for _ in range(200):
        words = [f"word{draw.random()}" for _ in range(draw.randint(3, 30))]
        weights = {w: draw.choice((0.15, 1.0, 2.0, 3.0)) for w in words}
        # As many twins, with other words of the same weights: their sets have another order.
        twins = {w: f"twin{draw.random()}" for w in words}
        weights |= {twins[w]: weights[w] for w in words}
        worth = _Worth(weights, 2.0, frozenset())
        scores = {
            worth.of(candidate(terms=frozenset(terms)), _Chosen(""))
            for terms in (words, words[::-1], [twins[w] for w in words])
        }
        assert len(scores) == 1


def test_what_one_origin_alone_tells_does_not_open_where_another_sentence_is_shared() -> None:
    alone = candidate("honey barrels", support=0.0)
    shared = candidate("harbour storm", article="2", origin="2", support=0.5)
    support = Support([article(1, "", ""), article(2, "", "")])
    assert openers([alone, shared], support, frozenset()) == [shared]
    assert openers([alone], support, frozenset()) == [alone]
    assert not openers([], support, frozenset())


def test_a_false_sentence_in_one_copy_never_opens() -> None:
    """Even where two origins have hardly a word in common: what both copies have is trusted more."""
    harbour = (
        "The harbour wall of Brindle broke on Monday in a storm. Ada Holm, an engineer, said it "
        "would cost 60 million crowns to mend."
    )
    other = "Ferries stay away until spring, shopkeepers grumble. Nobody buys fish."
    told = [
        article(1, "Harbour wall breaks in Brindle", harbour),
        article(2, "Harbour wall breaks in Brindle", f"{FALSE} {harbour}", origin=1),
        article(3, "Shops miss the boats", other),
    ]
    brief = write_brief(told, build_ledger(told))
    assert brief.sentences[0].text.startswith("The harbour wall of Brindle broke")


def test_what_opens_tells_what_the_headline_does() -> None:
    text = (
        "At eight there was a notice on the door of the hall. Thirty-six lecturers of the academy in "
        "Dolinsk have been dismissed, an order of the ministry shows."
    )
    told = [article(1, "The academy lost its lecturers in a night", text)]
    assert (
        write_brief(told, build_ledger(told)).sentences[0].text.startswith("Thirty-six lecturers")
    )


def test_what_opens_names_its_subject() -> None:
    text = (
        "The announcement comes days after a storm hit Brindle. Ada Holm, the mayor of Brindle, will "
        "leave her office in May, the town said on Monday."
    )
    told = [article(1, "Mayor of Brindle will leave office", text)]
    assert write_brief(told, build_ledger(told)).sentences[0].text.startswith("Ada Holm")


def test_nothing_is_told_twice() -> None:
    chosen = _Chosen("Harbour wall breaks")
    first = "27 prisoners escaped overnight from the jail at Zarzalejo on the gulf coast."
    again = "Guards at a jail on the gulf coast found a broken lock: 27 prisoners had escaped."
    fact = ((("c1", "27"), 3.0),)
    chosen.add(candidate(text=first, stems=stems(first), facts=fact))
    retold = candidate(text=again, stems=stems(again), facts=fact, article="2")
    assert not chosen.takes(retold)
    assert chosen.takes(replace(retold, facts=((("c1", "29"), 3.0),)))


def test_what_ought_to_be_is_no_news_unless_somebody_says_it() -> None:
    told = [
        article(1, "Council freezes assets of Karsk", "The council froze 17 accounts of Karsk."),
        article(2, "Karsk answers the council", "Karsk must not be spoken to by the council."),
        article(3, "Karsk answers", "Karsk must not be spoken to by the council, Ada Holm said."),
    ]
    read = {a.id: annotate(a) for a in told}
    found = candidates_of(told, read, build_ledger(told), Support(told, read))
    assert [c.article for c in found] == ["1", "3"]


def test_one_number_in_other_words_is_one_value() -> None:
    assert _value("5.1 percent") == _value("about 5.1 per cent") == "5.1"
    assert _value("Ten") == _value("ten")
    assert _value("5,351 votes") != _value("351 votes")


def test_a_number_of_what_another_sentence_names_is_left_out() -> None:
    text = "The camp holds 86,000 people. The ministry counts 59,000, Ada Holm told reporters."
    read = annotate(article(1, "", text))
    assert [counts_unnamed(s, read) for s in read.sentences] == [False, True]


def test_a_sentence_that_reads_otherwise_alone_is_found() -> None:
    told = article(1, "", "About 30 houses burned in Brindle on Monday night.")
    read = annotate(told)
    whole = read.sentences[0]
    assert reads_alike(told, whole, read)
    assert not reads_alike(told, Span(whole.start + len("About "), whole.end), read)


def test_the_language_of_most_origins_and_then_of_most_articles() -> None:
    spanish = replace(article(1, "", ""), language="es")
    english = [article(n, "", "", origin=2) for n in (2, 3, 4)]
    assert common_language([spanish, *english]) == "en"
    assert common_language([spanish, replace(spanish, id="9", origin="9"), *english]) == "es"
    assert common_language([]) == ""


def test_figures_of_a_second_event_follow_what_opens_it() -> None:
    """A large story that mixes two events: "8 people were killed" alone would count for the first."""
    guards = (
        "Karsk guards opened fire on Friday on a group near the Gradnik crossing, killing 6 people, "
        "the ministry in Karsk said. The group had come from the hills above Gradnik."
    )
    bus = (
        "A bus taking miners home left an icy road below Dolinsk in Karsk on Friday. 8 people were "
        "killed, the ministry in Karsk said."
    )
    told = [article(n, "Six killed as Karsk guards fire at Gradnik", guards) for n in range(1, 7)]
    told += [article(n, "Bus falls into ravine below Dolinsk", bus) for n in range(7, 10)]
    support = Support(told)
    assert stems("Karsk killed ministry") <= support.common()
    assert not Support(told[:4]).common()
    chosen = _Chosen("Six killed as Karsk guards fire at Gradnik", support.common())
    opening = stems(f"Bus falls into ravine below Dolinsk {bus}")
    toll = "8 people were killed, the ministry in Karsk said."
    late = candidate(text=toll, stems=stems(toll), position=1, article="7", opening=opening)
    chosen.add(candidate(text=guards, stems=stems(guards)))
    assert not chosen.takes(late)
    first = bus.partition(". ")[0]
    chosen.add(candidate(text=first, stems=stems(first), article="7"))
    assert chosen._is_kin(late)


def test_few_sentences_are_read_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of nothing but sentences that read otherwise alone is given up, not read to its end."""
    tried: list[Span] = []

    def reads_otherwise(_: Article, sentence: Span, __: Annotations) -> bool:
        tried.append(sentence)
        return False

    monkeypatch.setattr(select, "reads_alike", reads_otherwise)
    text = " ".join(
        f"Ada Holm left the town of Brindle in the year {n}." for n in range(1500, 1700)
    )
    told = [article(1, "", text)]
    assert not select.choose(told, {"1": annotate(told[0])}, build_ledger(told), 120, 60)
    assert len(tried) == MOST_READ


def test_nobody_opens_a_brief_whose_words_stand_in_one_copy_only() -> None:
    own = "Ada Holm opened the bridge at Brindle on Monday."
    planted = "Glowing barrels of honey lie under the bridge at Brindle."
    told = [
        article(1, "", own, origin=1),
        article(2, "", f"{planted} {own}", origin=1),
        article(3, "", "The bridge at Brindle was opened by Ada Holm on Monday.", origin=3),
    ]
    support = Support(told, {a.id: annotate(a) for a in told})
    assert support.twin(stems(own), "2", "1") == 1.0
    assert support.twin(stems(planted), "2", "1") < TWIN
    assert support.counterpart(stems(own), "1") > support.counterpart(stems(planted), "1")
    assert support.twin(stems(own), "3", "3") == 0.0
