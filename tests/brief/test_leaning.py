"""Sentences that lean on others, and those that may follow."""

from __future__ import annotations

import pytest

from onestory.brief.leaning import follows, leans, stems


@pytest.mark.parametrize(
    "sentence",
    [
        "In the same letter she put her fee at 51,000 crowns.",
        "At one village school, he added, 45 voters were counted.",
        "At noon he was driven home in a grey car.",
        "Told of the lower number, she answered: “Come and look.”",
        "Told of the lower number given by Halden Ferries, she answered: “Come and look.”",
        "Each has to come 54 kilometres over a track that floods.",
        "39 metres of it were unscrewed in autumn to be painted.",
        "What they got for it is a belt around the islands.",
        "The minister, Oddny Utvik, has said she will not extend it again.",
        "„Wer nachts kommt, darf morgens keine Blumen erwarten“, sagte er.",
        "« On fait les comptes », dit-elle aux journalistes.",
        "At least that's what the president of Brindle said.",
        "By then the oil was burning on both sides.",
        "As for the turnout, the paper quotes the observers.",
        "How well it worked is another matter altogether.",
        "The difference is 429 tonnes of oil on the shore.",
        "The applause lasted 13 minutes by our watch.",
        "Saba Akinyar read something else from the same gauge: seven hours.",
        "Harriet Yardley: It costs the country 382 million crowns.",
        "Aftermath: the south stand, minus 125 seats.",
        "Relief Watch had earlier put the amount at 7.8 litres.",
        "Seven times in that year the crew of the Bright Petrel closed the doors.",
        "In the harbour of Brindle, this helped nobody.",
        "Mayor Ada Holm also brought up the wall of Brindle.",
        "Other towns of the county have now closed their harbours.",
        "Now the engineers of the town are walking along the wall.",
        "Which is a long way from enough for a town of that size.",
        "Finally, she blamed the harbour office and promised a report.",
        "As a result, the harbour of Brindle is closed to ferries.",
        "In addition, the harbour of Brindle is closed to ferries.",
        "All this means the harbour of Brindle will be rebuilt.",
        "Well, the mayor of Brindle was at the harbour to explain.",
        "Just like the mayor of Brindle did in the year of the flood.",
        "Passengers had been warned the day before and most stations were quiet.",
    ],
)
def test_these_lean(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Holm said she would appeal.",
        "The driver said he had seen nothing on the bridge.",
        "After the crash, the driver said he had seen nothing.",
        "A court sent Barnaby Mossman, who said he would appeal, to prison.",
        "“Some of us have lost our homes,” Ada Holm said.",
        "Each of the two banks will keep its name.",
        "„Die Preise beruhigen sich“, sagte Ada Holm.",
        "Fourteen people from the camp have died, most of them infants.",
        "In Brindle, this year the wall has held so far.",
        "The council of Brindle closed the harbour and also the road.",
        "The union wants the same rise as the miners.",
        "Ada Holm resigned the day before the vote.",
        "Ada Holm signed the contract the year after her election.",
        "Civil defence engineers have measured the gap: 180 metres are gone.",
    ],
)
def test_these_stand_by_themselves(sentence: str) -> None:
    assert not leans(sentence)


@pytest.mark.parametrize(
    "sentence, known, fits",
    [
        ("The whole board will stay for a year.", "Falkenkasse to buy Kredit Nord", False),
        ("The bank will keep its name.", "Ostmark savings banks become one", True),
        ("The Thornhythe substation has two transformers.", "Homes lost power", True),
        ("The Ledger’s sum rests on land registers.", "Council freezes assets", False),
        ("The council’s list has 17 names.", "Council freezes assets", True),
        ("The union’s leader Ada Holm resigned.", "Teachers walk out", True),
        ("Parliament would have to approve the money.", "Launch of satellite is off", False),
        ("27 witnesses will be heard by the court.", "Inquest: a witness speaks", True),
        ("L’orge manque partout.", "Les prix de l’orge montent", True),
    ],
)
def test_what_may_follow(sentence: str, known: str, fits: bool) -> None:
    assert follows(sentence, stems(known)) is fits


def test_an_office_that_says_something_needs_no_introduction() -> None:
    sentence, known = "The prefecture said 239 tonnes of oil were lost.", stems("Oil on the beach")
    assert not follows(sentence, known)
    assert follows(sentence, known, speaks=True)


def test_forms_of_a_word_are_one() -> None:
    assert stems("killing banks ministry") == stems("killed bank minister's")
    assert stems("king") != stems("kind")
