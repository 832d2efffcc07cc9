"""Reports that contradict each other, and such as only seem to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onestory.article import Article, Version
from onestory.claims import build_ledger
from onestory.claims.ledger.denied import denials_of
from onestory.claims.values import Claim, ClaimKind, Status

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)  # a Wednesday


def story(*texts: str, language: str = "en") -> list[Article]:
    return [
        Article(
            id=f"a{n}",
            title="",
            text=text,
            outlet=f"Outlet {n}",
            language=language,
            published=NOON,
        )
        for n, text in enumerate(texts)
    ]


def claims(kind: ClaimKind, *texts: str, language: str = "en") -> list[Claim]:
    found = build_ledger(story(*texts, language=language)).claims
    return [c for c in found if c.kind == kind and len({r.article for r in c.reports}) > 1]


def statuses(kind: ClaimKind, *texts: str, language: str = "en") -> list[Status]:
    return [c.status for c in claims(kind, *texts, language=language)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Police arrested the harbour master of Kesh on Monday night.",
            "Police did not arrest the harbour master of Kesh on Monday night.",
        ),
        (
            "Mayor Voss took bribes for the harbour contract in Kesh.",
            "Mayor Voss denied that he took bribes for the harbour contract in Kesh.",
        ),
        (
            "The council had approved the new tunnel under the river.",
            "The council had never approved the new tunnel under the river.",
        ),
    ],
)
def test_a_denial_disputes_what_it_denies(one: str, other: str) -> None:
    found = claims("event", one, other)
    assert [c.status for c in found] == ["disputed"]
    assert "1 of them deny it" in found[0].why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (  # something else is denied
            "Police arrested the harbour master of Kesh, who had no licence, on Monday.",
            "Police arrested the harbour master of Kesh on Monday at the pier.",
        ),
        (  # not yet
            "The council approved the new tunnel under the river today.",
            "The council has not yet approved the new tunnel under the river.",
        ),
        (  # nothing is denied
            "Not only the mayor went to the new bridge over the river in Kesh.",
            "The mayor went to the new bridge over the river in Kesh.",
        ),
        (  # a denial in a phrase, in a clause of its own, in a name; nobody says that it is so
            "Ada Merrick was sent to prison for life on Monday for the murder in Kesh.",
            "Ada Merrick was sent to prison for life without parole on Monday for the murder in Kesh.",
        ),
        (
            "The tanker that ran aground off Kesh on Monday carried a pilot, the harbour master said.",
            "The tanker that ran aground off Kesh on Monday, which carried no lights, was towed, the "
            "harbour master said.",
        ),
        (
            "The film of the drowned village was shown in the hall at Kesh on Monday night.",
            "The film Never Again of the drowned village was shown in the hall at Kesh on Monday night.",
        ),
        (
            "The lawyer of the harbour master of Kesh declined to comment on the charges.",
            "The lawyer of the harbour master of Kesh would not comment on the charges.",
        ),
        (
            "A plea of the yard was denied, and the bank will ask the court to sell the dock in Kesh.",
            "The bank will ask the court to sell the dock in Kesh.",
        ),
        (  # both deny it
            "The values of the harbour board of Kesh have not changed, the chairman Holt said.",
            "The values of the harbour board of Kesh havent changed, said the chairman Holt.",
        ),
        (
            "The gates at the weir were not raised before midnight on Monday.",
            "The gates at the weir were not raised ahead of midnight on Monday.",
        ),
    ],
)
def test_no_denial_no_dispute(one: str, other: str) -> None:
    assert "disputed" not in statuses("event", one, other)


def test_words_that_a_denial_bears_on() -> None:
    [denial] = denials_of("Holt, who was not arrested on Monday night, left for Kesh")
    assert denial.words == ("arrested", "on", "Monday")
    assert denial.clause[0] == "was"
    assert not denials_of("No fewer than twelve people came, and Holt got life without parole.")


def test_two_days_for_one_event_are_disputed() -> None:
    text = "The tanker Ulla ran aground off the harbour of Kesh on {} evening."
    assert statuses("date", text.format("Monday"), text.format("Sunday")) == ["disputed"]
    assert statuses("date", text.format("Monday"), text.format("Monday")) == ["agreed"]


def test_the_day_of_another_clause_is_no_day_of_the_event() -> None:
    one = "The bill on the harbour was read in the hall of Kesh by Holt, who came on Monday."
    other = "The bill on the harbour was read in the hall of Kesh by Holt on Tuesday."
    assert statuses("date", one, other) == []


def test_the_day_of_a_dateline_is_no_day_of_the_event() -> None:
    one = "Kesh, 11 March (Norpress) – The tanker Ulla ran aground off Kesh on Monday."
    other = "The tanker Ulla ran aground off Kesh on Monday."
    assert statuses("date", one, other) == ["agreed"]


QUOTE = "We counted every ballot in the hall and we will not count them a third time"


@pytest.mark.parametrize(
    ("changed", "status", "why"),
    [
        (QUOTE, "agreed", "same words."),
        ("We counted every ballot in the hall", "agreed", "1 of them shortened"),
        (
            "We counted every ballot … and we will not count them a third time",
            "agreed",
            "shortened",
        ),
        (QUOTE.replace("ballot", "paper"), "compatible", "other words"),
        (QUOTE.replace("will not", "won't"), "agreed", "same words."),
        (QUOTE.replace("not ", ""), "disputed", "another denial or number"),
        ("and we will count them a third time", "disputed", "another denial or number"),
    ],
)
def test_what_befalls_a_quotation(changed: str, status: Status, why: str) -> None:
    found = claims("quote", f"“{QUOTE},” said Ann Voss.", f"“{changed},” said Ann Voss.")
    assert [c.status for c in found] == [status]
    assert why in found[0].why


def test_the_longest_report_of_a_quotation_comes_first() -> None:
    found = claims(
        "quote",
        "“We counted every ballot in the hall,” said Ann Voss.",
        f"“{QUOTE},” said Ann Voss.",
    )
    assert [r.article for r in found[0].reports] == ["a1", "a0"]
    assert QUOTE in found[0].text


def test_one_quotation_with_two_speakers_is_disputed() -> None:
    found = claims("quote", f"“{QUOTE},” said Ann Voss.", f"“{QUOTE},” said Karl Brandt.")
    assert [c.status for c in found] == ["disputed"]
    assert "2 speakers" in found[0].why


def test_an_office_is_not_another_speaker() -> None:
    assert statuses("quote", f"“{QUOTE},” said Ann Voss.", f"“{QUOTE},” the mayor said.") == [
        "agreed"
    ]


@pytest.mark.parametrize(
    ("one", "other", "status"),
    [
        # Units.
        ("The wall is 12 metres high.", "The wall is 12 feet high.", "disputed"),
        ("The belt is 13 miles wide.", "The belt is 21 km wide.", "compatible"),
        ("The fund lost 37 million euros.", "The fund lost 37 million dollars.", "disputed"),
        # Bounds.
        ("The fire killed 31 people.", "The fire killed fewer than 31 people.", "disputed"),
        ("The march drew 300 people.", "The march drew more than 300 people.", "compatible"),
        ("The march drew almost 300 people.", "The march drew 290 people.", "compatible"),
        ("The march drew almost 300 people.", "The march drew 120 people.", "disputed"),
        # Denials.
        (
            "Police said 28 people were arrested.",
            "Police said 28 people had not been arrested.",
            "disputed",
        ),
        # The lone toll of either text, whoever is counted.
        ("The raid killed six people.", "Three bandits were killed, the army said.", "disputed"),
        # What is marked alike.
        (
            "The clinic in the camp saw 679 people with acute watery diarrhoea.",
            "The bulletin lists 258 cases of acute diarrhoea in the camp.",
            "disputed",
        ),
        # How long something lasted.
        ("The alarm rang for 12 minutes.", "The alarm lasted three minutes.", "disputed"),
        # Rates.
        ("They get 15 litres a day.", "They live on 7.8 litres of water a day.", "disputed"),
        ("Only 41 miners were underground at Karrow.", "Of late 70 men were underground at Karrow.",
         "disputed"),
    ],
)  # fmt: skip
def test_figures_that_can_and_cannot_all_be_true(one: str, other: str, status: Status) -> None:
    assert statuses("figure", one, other) == [status]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The firm cut 300 jobs.", "In 2019 the firm cut 120 jobs."),
        ("A provisional count gave him 5,351 votes.", "The final count gave him 3,888 votes."),
        ("Of the 14 wells in the camp, 4 failed.", "In the camp 4 wells failed."),
        ("The first bomb hurt 35 people in Tanta.", "In Alexandria the blast hurt 78 worshippers."),
        ("Twelve people were injured.", "Four guards were injured."),
        ("46 percent said they would oppose it.", "50 percent said they would support it."),
        ("One in three families has debts.", "One in five families has debts."),
        ("He had 23 guns, and he was killed there.", "The shots killed 59 people there."),
        ("The blast shook five hospitals where the injured lay.", "The blast injured 48 people."),
        ("Russia denied any part in it after the expulsion of 23 diplomats.",
         "Britain expelled 23 diplomats."),
    ],
)  # fmt: skip
def test_figures_that_are_no_rivals(one: str, other: str) -> None:
    assert "disputed" not in statuses("figure", one, other)


def test_rivals_of_one_text_are_rivals_in_another() -> None:
    rivals = "The commission put turnout at 71 percent. The observers said turnout was 47 percent."
    plain = "Turnout was 47 percent in the east. Turnout was 71 percent on paper."
    assert statuses("figure", rivals, plain) == ["disputed"]


def test_a_german_article_is_no_death() -> None:
    one = "Die Kommission bezifferte die Beteiligung auf 71 Prozent."
    found = build_ledger(story(one, "Es waren 62 Menschen, die leben dort.", language="de")).claims
    assert not [c for c in found if c.status == "disputed"]


def test_who_cites_what_was_taken_back_contradicts_nobody() -> None:
    text = "Boats from the south will get {} licences for the bank of Kesh."
    phare, courier, grid = story(
        text.format(52),
        "Boats from the south will get 69 licences, Le Phare reported.",
        text.format(52),
    )
    phare = Article(
        id="a0", title="", text=phare.text, outlet="Le Phare", language="en", published=NOON,
        versions=(Version(1, None, "", text.format(69)),),
    )  # fmt: skip
    found = {c.status for c in build_ledger([phare, courier, grid]).claims if c.kind == "figure"}
    assert found == {"agreed", "withdrawn"}


def test_sentences_with_other_numbers_are_no_agreed_statement() -> None:
    told = "Repairs will cost {} million euros and take eight months, chief engineer Tom Hale said."
    assert statuses("figure", told.format("2.3"), told.format("3.1"))[0] == "disputed"
    assert statuses("event", told.format("2.3"), told.format("3.1")) == []
    assert statuses("event", told.format("2.3"), told.format("2.3")) == ["agreed"]


def test_articles_without_ids_are_not_one() -> None:
    texts = ("Twelve people were killed in Kesh.", "Nine people were killed in Kesh.")
    ledger = build_ledger([Article(title="", text=text) for text in texts])
    assert ledger.articles == (("#1", "#1"), ("#2", "#2"))
    assert ledger.claims[0].status == "disputed"
