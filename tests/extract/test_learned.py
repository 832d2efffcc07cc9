"""What an outlet's pages teach about its next one: repeated blocks, the place, the zone, the dates."""

from __future__ import annotations

import json
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from onestory.extract.learned import DOUBTS, Learned, Lesson, mark
from onestory.extract.page import read_page

SUBJECTS = ("Ferry aground off Skerry", "Budget vote put off", "Storm closes mountain pass",
            "Library opens late", "Bakers ask for cheaper flour")  # fmt: skip
OFFER = (
    "Stay close to the news with the Tarn Post, the paper for the whole of the northern valleys."
)
BACKGROUND = "The harbour has been closed since the winter, when a beam in the old quay gave way."


def page(subject: str, extra: str = "", place: str = "entry", when: str = "") -> bytes:
    text = "".join(
        f"<p>{subject}: part {n} of what was said on Monday, as the council's clerk put it.</p>"
        for n in range(6)
    )
    time = f'<meta property="article:published_time" content="{when}">' if when else ""
    return (
        f"<html><head><title>{subject}</title>{time}</head><body><h1>{subject}</h1>"
        f"<div class='{place}'>{text}{extra}</div></body></html>"
    ).encode()


def taught(pages: list[bytes], learned: Learned | None = None) -> Learned:
    known = learned or Learned()
    for html in pages:
        known = known.after(read_page(html, learned=known).lesson)
    return known


def test_a_block_on_pages_about_different_things_is_dropped() -> None:
    known = taught([page(s, f"<p>{OFFER}</p>") for s in SUBJECTS[:3]])
    assert known.repeated == {mark(OFFER)}
    before = read_page(page(SUBJECTS[3], f"<p>{OFFER}</p>"))
    after = read_page(page(SUBJECTS[3], f"<p>{OFFER}</p>"), learned=known)
    assert OFFER in before.article.text
    assert after.article.paragraphs == before.article.paragraphs[:-1]


def test_background_of_a_running_story_is_kept() -> None:
    subjects = [f"Harbour {n}: {s}" for n, s in enumerate(SUBJECTS)]
    known = taught([page(s, f"<p>{BACKGROUND}</p>") for s in subjects])
    assert known.repeated == frozenset()


def test_the_text_s_place_decides_where_readers_write_more() -> None:
    known = taught([page(s) for s in SUBJECTS[:4]])
    assert known.home.endswith("div.entry")
    letters = "".join(f"<div class=letter><p>{'I see it otherwise, dear editors. ' * 12}</p></div>"
                      for _ in range(5))  # fmt: skip
    html = page(SUBJECTS[4]).replace(b"</body>", f"{letters}</body>".encode())
    alone, helped = read_page(html), read_page(html, learned=known)
    assert "otherwise" in alone.article.text
    assert "otherwise" not in helped.article.text
    assert helped.article.text.count("part") == 6


def test_what_was_learned_is_forgotten_when_pages_change() -> None:
    known = taught([page(s) for s in SUBJECTS])
    later = taught([page(s, place="story-2") for s in SUBJECTS[:DOUBTS]], known)
    assert later.home == ""
    assert later.version > known.version


def test_a_time_without_a_zone_gets_the_outlet_s() -> None:
    known = taught([page(SUBJECTS[0], when="2026-03-09T06:40:00+02:00")])
    read = read_page(page(SUBJECTS[1], when="2026-03-10T07:00:00"), learned=known).article
    assert read.published is not None
    assert read.published.isoformat() == "2026-03-10T07:00:00+02:00"


NOTE = "<p class='date'>Published {}</p>"


def dated(subject: str, shown: str, declared: str = "") -> bytes:
    return page(subject, NOTE.format(shown), when=declared)


def test_an_outlet_s_order_of_day_and_month_is_learned_and_forgotten_when_contradicted() -> None:
    pages = [dated(SUBJECTS[0], "03/13/2026"), dated(SUBJECTS[1], "03/25/2026")]
    known = taught(pages[:1])
    assert known.day_first is None
    known = taught(pages[1:], known)
    assert known.day_first is False
    read = read_page(dated(SUBJECTS[2], "03/04/2026"), learned=known).article
    assert read.published is not None and (read.published.month, read.published.day) == (3, 4)
    known = taught([dated(SUBJECTS[3], "13/03/2026")], known)
    assert known.day_first is None
    read = read_page(dated(SUBJECTS[2], "03/04/2026"), learned=known).article
    assert read.published is not None and (read.published.month, read.published.day) == (4, 3)


def test_a_declared_date_tells_the_order_of_one_that_could_be_either() -> None:
    declared = "2026-03-04T08:00:00Z"
    known = taught([dated(subject, "03/04/2026", declared) for subject in SUBJECTS[:2]])
    assert known.day_first is False
    known = taught([dated(subject, "04/03/2026", declared) for subject in SUBJECTS[:2]])
    assert known.day_first is True


def test_dates_that_could_be_either_teach_nothing_by_themselves() -> None:
    assert taught([dated(subject, "03/04/2026") for subject in SUBJECTS]).order == 0
    both = "13/03/2026</p><p class='date'>Seen 03/14/2026"
    assert taught([dated(subject, both) for subject in SUBJECTS]).order == 0


lessons = st.builds(
    Lesson,
    title=st.sampled_from(SUBJECTS),
    home=st.sampled_from(["", "div.a", "div.b"]),
    blocks=st.lists(st.sampled_from([mark(str(n)) for n in range(9)])).map(tuple),
    confidence=st.floats(0, 1),
    published=st.none() | st.datetimes(min_value=datetime(2000, 1, 1)),
    order=st.sampled_from([-1, 0, 1]),
)


@given(st.lists(lessons, max_size=30))
def test_what_is_known_survives_json_and_versions_only_grow(taken: list[Lesson]) -> None:
    known = Learned()
    for lesson in taken:
        after = known.after(lesson)
        assert after.version >= known.version
        said = (after.home, after.repeated, after.day_first)
        changed = said != (known.home, known.repeated, known.day_first)
        assert changed <= (after.version > known.version)
        known = after
    assert Learned.from_record(json.loads(json.dumps(known.as_record()))) == known
