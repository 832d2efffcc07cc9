"""The headline against its body: what is listed without support, and what a reader is warned of."""

from __future__ import annotations

import pytest

from onestory.article import Article
from onestory.claims import annotate, build_ledger
from onestory.claims.headline.check import check_headline, is_mismatch
from onestory.claims.headline.support import Body
from onestory.claims.headline.wholetitle import Share, belonging

BODY = (
    "The Pellan yard in Stavern will close in May, its owner said on Monday. Managing director Ada "
    "Merrick said 212 jobs would go. “We build good ships,” she said. The union wants a strike vote. "
    "The Tokiwan owner bought the yard in 2011 and has lost money in each year since. The cranes may "
    "be sold. A mayor, Otto Brandis, came to the gate in the rain and went away again."
)
GERMAN = (
    "Die Werft in Stavern schließt im Mai, teilte der Eigentümer am Montag mit. Geschäftsführerin Ada "
    "Merrick sagte, 212 Stellen fielen weg. Die Gewerkschaft will über einen Streik abstimmen. Der "
    "Bürgermeister kam ans Tor und ging wieder, es regnete den ganzen Tag über dem Hafen der Stadt."
)


def unsupported(title: str, text: str = BODY, language: str = "en") -> list[str]:
    article = Article(id="x", title=title, text=text, language=language)
    found = check_headline(article, annotate(article))
    return [c.span.of(title) for c in found if not c.supported]


@pytest.mark.parametrize(
    "title",
    [
        "Pellan yard in Stavern to close",
        "Stavern's Pellan yard to shed 212 jobs",
        "Pellan Yard To Shed Jobs As Owner Counts Losses",  # every word has a capital
        "Tokiwa owner to close Stavern shipyard",  # the text has "Tokiwan"
        "YARD CHAOS: owner to close Stavern docks",  # shouted, no names
        "Stavern yard to close in May, says Merrick",
    ],
)
def test_what_the_text_has_is_supported(title: str) -> None:
    assert unsupported(title) == []


@pytest.mark.parametrize(
    "title, missing",
    [
        ("Pellan yard in Brackwater to close", "Brackwater"),
        ("Brackwater's yard to close with loss of jobs", "Brackwater's"),  # at the beginning
        ("Osterlund Holdings to close Stavern yard", "Osterlund"),
        ("Pellan Yard in Brackwater Will Close With Loss of Jobs", "Brackwater"),
        ("Pellan yard to shed 340 jobs", "340"),
        ("Pellan yard to close in October", "in October"),
        ("Otto Brandis says the yard must stay open", "Otto Brandis"),  # he says nothing
        ("Cranes of Stavern yard sold", "sold"),  # they may be
        ("Late goal lifts bottom club out of relegation zone", None),  # another text's headline
    ],
)
def test_what_the_text_has_not_is_listed(title: str, missing: str | None) -> None:
    assert (missing or title) in unsupported(title)


def test_a_name_inside_another_word_is_not_that_name() -> None:
    body = Body("A woman was taken to hospital on Monday, the Leaksberg police said.")
    assert not body.has_name("Oman")
    assert body.has_name("Leaks")


def test_what_may_be_may_be_told_as_what_may_be() -> None:
    assert unsupported("Cranes of Stavern yard may be sold") == []


@pytest.mark.parametrize(
    "title, missing",
    [
        ("Ada Merrick schließt Werft in Stavern", []),
        ("Neue Regel für Werft in Stavern", []),  # every noun has a capital
        ("Vera Quillan schließt die Werft", ["Vera", "Quillan"]),
        ("Streik auf der Werft in Brackwater", ["Brackwater"]),
    ],
)
def test_german_titles(title: str, missing: list[str]) -> None:
    assert unsupported(title, GERMAN, "de") == missing


@pytest.mark.parametrize(
    "word, text",
    [
        ("Joburg", "The mayor of Johannesburg spoke."),
        ("French", "It was made in France."),
        ("Bill", "William Hardacre won."),
        ("VBS", "Valmere Broadcasting Service said so."),
        ("Merrowmen", "The isle of Merrow voted."),
    ],
)
def test_other_forms_of_a_name(word: str, text: str) -> None:
    assert Body(text).has_name(word)
    assert not Body("Nobody was there at noon.").has_name(word)


def test_a_text_that_only_leaves_a_number_out_is_no_ground_for_a_warning() -> None:
    # No number of the text could stand for it: listed, not warned of.
    article = Article(id="x", title="Stavern yard to close after 9,600 days", text=BODY)
    assert unsupported(article.title) == ["9,600"]
    assert not is_mismatch(article, annotate(article))
    swapped = Article(id="x", title="Stavern yard to shed 340 jobs", text=BODY)
    assert is_mismatch(swapped, annotate(swapped))


def warned(title: str, text: str = BODY, language: str = "en") -> bool:
    article = Article(id="x", title=title, text=text, language=language)
    return is_mismatch(article, annotate(article))


# A shipyard whose town the text does not name, and people who are each named once.
YARD = (
    "One of the last large yards on the Valmere coast is to lose hundreds of jobs. At Brackett & Sons "
    "1,373 people are employed today. Beatrix Mossman, the convener, said the real number was 471 jobs, "
    "because the company had left out everyone on a fixed contract. “My father laid keel plates here, "
    "and so did his,” said Felix Uppingham at the gate. The orders of the yard end in the autumn."
)


@pytest.mark.parametrize(
    "title",
    [
        "Pellan yard in Brackwater to close",  # the text says in which town
        "Ada Quillan to shed 212 jobs at the yard",  # beside a name that has another one there
        "Osterlund Holdings to close Stavern yard",  # Merrick's yard, again and again
    ],
)
def test_a_name_is_warned_of_where_another_stands_in_its_place(title: str) -> None:
    text = BODY + " In Stavern nobody spoke, and Merrick left. The Pellan yard is quiet."
    assert warned(title, text)


@pytest.mark.parametrize(
    "title",
    [
        "Hundreds of jobs to go at Kelderford shipyard",  # no town stands there in its stead
        "Hundreds of jobs to go as Ridge United sell the yard",  # no coast is called "United"
    ],
)
def test_a_name_that_the_text_only_leaves_out_is_listed_and_no_warning(title: str) -> None:
    assert unsupported(title, YARD)
    assert not warned(title, YARD)


def test_what_we_cannot_read_is_listed_and_no_warning() -> None:
    text = "Luseludeni ukhalo ngempi yokuqedwa inkinga yemilutha enkabeni yedolobha. " * 5
    assert unsupported("Kubukeka kukude phambili amaphara edla umzila", text)
    assert not warned("Kubukeka kukude phambili amaphara edla umzila", text)


def test_a_title_that_asks_need_not_use_the_words_of_its_text() -> None:
    assert unsupported("Workers' night: who wept and who did not") != []
    assert not warned("Workers' night: who wept and who did not")
    assert warned("Workers' night: Vera Quillan wept and Otto Lind did not")
    assert warned("Budget night: who smiled and who did not")  # of another matter altogether


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("“Is this the bread we ordered?”", True),  # only a quotation, and nobody says it
        ("“The cranes may be sold”", False),
        ("Nobody came but the baker", True),  # one word tells something, and it is not there
        ("And so it may be", False),
    ],
)
def test_a_title_of_few_telling_words_is_held_against_what_it_has(title: str, told: bool) -> None:
    assert bool(unsupported(title)) is told


def test_words_near_in_meaning_speak_for_a_title() -> None:
    text = "Firefighters fought a wildfire above the village. Smoke stood over the houses. " * 4
    body, share = Body(text), Share(0.1, 0.1)
    near = belonging("Hillside blaze chases neighbours out", body, share, 0, "en")
    far = belonging("Lender trims borrowing forecast", body, share, 0, "en")
    assert near > far + 0.5


def test_a_spanish_title_without_its_words_is_only_listed() -> None:
    text = (
        "La lluvia ha dejado a los vecinos sin luz en la costa y el agua no baja de las calles. "
        * 4
    )
    title = "Despierta el valle entre escombros"
    assert unsupported(title, text, "es")
    assert not warned(title, text, "es")


def test_a_firm_at_which_people_work_is_no_rival_of_a_town() -> None:
    text = YARD.replace("At Brackett & Sons", "At Brackett Pell")
    assert "At Brackett Pell" in text
    assert not warned("Hundreds of jobs to go at Kelderford shipyard", text)


@pytest.mark.parametrize(
    "title",
    [
        "Order No. 78: how the Pellan yard in Stavern lost its owner",  # names a thing
        "Stavern yard down to 9.8 cranes a gate",  # its cranes are not counted
        "Pellan yard to close in 1987 deal",  # the text has no year but one of another kind
    ],
)
def test_a_number_without_a_rival_of_its_kind_is_listed_and_no_warning(title: str) -> None:
    text = BODY.replace("in 2011", "long ago") + " There are 14 gates and 23 guards."
    assert unsupported(title, text)
    assert not warned(title, text)


def test_a_name_that_other_reports_of_the_story_have() -> None:
    title = "Workers of Norhaven hear of the end of the Pellan yard"
    first = Article(id="a", title=title, text=BODY, outlet="a", language="en")
    told = "In Norhaven the end of the Pellan yard came over the radio. " * 5
    second = Article(id="b", title="The yard", text=told, outlet="b", language="en")
    assert unsupported(title) == ["Norhaven"]
    checks = build_ledger([first, second]).headline_checks
    assert all(c.supported for c in checks if c.article == "a")
    assert "other reports" in next(c.note for c in checks if c.span.of(title) == "Norhaven")


@pytest.mark.parametrize("title", ["", "?", "“", "A" * 5000, "7 7 7 7", "ＡＢＣ 全文 全文 全文"])
def test_any_title_is_read(title: str) -> None:
    article = Article(id="x", title=title, text=BODY)
    assert all(0 <= c.span.start < c.span.end for c in check_headline(article, annotate(article)))


@pytest.mark.parametrize(
    "title",
    [
        "Pellan Yard Scraps Cranes as Owner Upholds Close of Stavern Docks",  # no names
        "Pellan Yard in Stavern Won't Close Before May",
        "Pellan yard in Stavern to close - Ann Quillan and Otto Lind",  # who wrote it
        "Pellan yard in Stavern to close : VBN",
        "DonÃ¢t ask Quillan: Pellan yard in Stavern to close",  # garbled
        "Merrickism and the end of the Pellan yard in Stavern",  # made from a name of the text
        "Stavern-Tokiwa deal: Pellan yard to close",
    ],
)
def test_no_name_is_looked_for_in_what_is_none(title: str) -> None:
    assert unsupported(title) == []


@pytest.mark.parametrize(
    "title, missing",
    [
        ("Bertha Merrick: yard to close in May", ["Bertha"]),
        ("Olga Quillan: the Stavern yard must not close", ["Olga", "Quillan"]),
    ],
)
def test_a_given_name_left_out_and_the_name_of_a_column_are_listed_and_no_warning(
    title: str, missing: list[str]
) -> None:
    text = BODY.replace("Ada Merrick", "Mr Merrick") + " Mr Merrick and Stavern, Stavern again."
    assert unsupported(title, text) == missing
    assert not warned(title, text)


def test_a_name_beside_a_possessive_one_has_its_rival() -> None:
    assert warned("Union questions Vera Merrick's plan for the Pellan yard in Stavern")


def test_the_number_of_a_year_cut_short_is_none_of_the_text() -> None:
    assert unsupported("Pellan yard in Stavern to close, the fire of '08 recalled") == []


STRANGER = "Rockets land twice in a year as agency counts the costs of orbit"
MATCH = (
    "Rovers beat United by two goals to one in the derby on Sunday. The winning goal fell in the last "
    "minute, when the goalkeeper slipped in the mud. The coach praised his players and the supporters. "
    "United stay at the bottom of the league and have not won a match since the autumn began."
)


def test_a_title_of_another_subject_is_warned_of() -> None:
    assert warned(STRANGER)
    assert warned(STRANGER, MATCH)
    assert not warned("Late goal wins the derby for Rovers", MATCH)


def test_another_report_of_the_story_settles_a_title_of_few_words_of_its_text() -> None:
    title = "Mud, tears and a keeper's nightmare"
    article = Article(id="x", title=title, text=BODY, language="en")
    notes = annotate(article)
    told = "The keeper wept in the mud. It was a nightmare, he said in tears. " * 5
    assert is_mismatch(article, notes, [Body(MATCH)])
    assert not is_mismatch(article, notes, [Body(MATCH), Body(told)])
    notes_of = [c.note for c in check_headline(article, notes, [Body(told)])]
    assert any("other reports of the story" in note for note in notes_of)


@pytest.mark.parametrize(
    "word, text",
    [
        ("orge", "Le prix de l’orge monte."),
        ("closure", "The yard is closed."),
        ("börse", "Die Frankfurter Wertpapierbörse schloss."),
        ("jobs", "A job was lost."),
    ],
)
def test_words_are_found_in_their_other_shapes(word: str, text: str) -> None:
    assert Body(text).find(word).sure > 0
    assert Body(text).find(word).times == 1
    assert Body("Nobody was there at noon.").find(word).times == 0
