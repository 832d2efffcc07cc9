"""What operators decide about stories: done, undone, and never overruled by the machine."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count, Max
from django.test import Client
from tests.conftest import GatheredPress

from onestory.cluster import Placement, StoryIndex
from onestory.web.desk import decisions
from onestory.web.desk.decisions import RefusalError
from onestory.web.jobs import decided
from onestory.web.jobs import gather as gathering
from onestory.web.jobs.boundaries import is_settled, standing
from onestory.web.jobs.page import differences
from onestory.web.jobs.reading import as_read
from onestory.web.jobs.stories import StoryKeeper
from onestory.web.news.models import (
    Address,
    Article,
    BoundaryChange,
    DeskDecision,
    Story,
    Version,
)
from onestory.web.talk.models import Comment, Proposal
from onestory.web.verify import Prover

User = get_user_model()
MOST_TICKS = 1_000


@pytest.fixture
def editor(rows: None) -> User:
    return User.objects.create_user("editor", password="pw", is_staff=True)


@pytest.fixture
def browser(editor: User) -> Client:
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(editor)
    return browser


@pytest.fixture
def story(gathered: GatheredPress, rows: None) -> Story:
    """The story with most articles among those that tell one event: halves of a larger one that
    tells two would fall apart by themselves."""
    largest = Story.objects.annotate(n=Count("articles")).order_by("-n", "pk")
    return next(s for s in largest if len({section_of(a) for a in s.articles.all()}) == 1)


def section_of(article: Article) -> str:
    return urlsplit(article.url).path.split("/")[1]


@pytest.fixture
def other(story: Story) -> Story:
    shown = Story.objects.annotate(n=Count("articles")).exclude(pk=story.pk)
    return shown.filter(merged_into__isnull=True, n__gte=2).order_by("-n", "pk").first()


def newest() -> datetime:
    return Article.objects.aggregate(at=Max("published"))["at"]


def gather(now: datetime | None = None) -> StoryKeeper:
    """A pass by a process that has just started."""
    keeper = StoryKeeper(settings.ONESTORY, lambda: now or newest())
    keeper.bring_up_to_date(lambda *_: None)
    return keeper


def proposals(now: datetime) -> set[int]:
    """Articles that repair alone would move."""
    keeper = StoryKeeper(settings.ONESTORY, lambda: now)
    keeper._heed_the_desk(now)
    return {int(p.id) for p in keeper._index.repair()}


def keys(story: Story) -> set[int]:
    return set(story.articles.values_list("pk", flat=True))


def half(story: Story) -> list[Article]:
    """Every second article: no machine would part them so."""
    return list(story.articles.order_by("published", "pk"))[::2]


def arrival(like: Article) -> Article:
    """Another outlet's article with an article's words."""
    url = f"{like.url}-again"
    article = Article.objects.create(
        key=url,
        url=url,
        outlet=Article.objects.exclude(outlet=like.outlet).first().outlet,
        first_seen=newest(),
        published=like.published + timedelta(minutes=1),
        state="article",
        language=like.language,
    )
    Address.objects.create(key=url, article=article)
    current = like.current
    article.current = Version.objects.create(
        article=article,
        number=1,
        fetched=newest(),
        title=current.title,
        text=current.text,
        sha256=current.sha256,
        record=current.record,
    )
    article.save()
    return article


def test_what_was_split_off_stays_apart(story: Story, editor: User) -> None:
    chosen, whole, now = half(story), keys(story), newest()
    apart = decisions.split(story, chosen, "other-event", editor, now).other
    assert {a.pk for a in chosen} & proposals(now) or (whole - keys(apart)) & proposals(now)
    for keeper in (gather(now), gather(now)):
        assert keys(apart) == {a.pk for a in chosen}
        assert keys(story) == whole - keys(apart)
        keeper.bring_up_to_date(lambda *_: None)  # once more in the same process
    apart.refresh_from_db()
    assert (apart.storyline, apart.merged_into) == (story.storyline, None)
    assert apart.headline.article_id in keys(apart)


def test_a_split_made_while_a_process_runs_is_heeded(story: Story, editor: User) -> None:
    now = newest()
    keeper = gather(now)
    chosen, whole = half(story), keys(story)
    apart = decisions.split(story, chosen, "other-event", editor, now).other
    late = arrival(like=chosen[0])
    keeper.bring_up_to_date(lambda *_: None)
    assert keys(apart) | keys(story) - {late.pk} >= whole
    assert {a.pk for a in chosen} <= keys(apart)
    assert whole - {a.pk for a in chosen} <= keys(story)
    late.refresh_from_db()
    assert late.story_id in {apart.pk, story.pk}
    assert not late.placed_by_human


def test_what_was_merged_stays_together(story: Story, other: Story, editor: User) -> None:
    now, both = newest(), keys(story) | keys(other)
    keeper = gather(now)
    like = other.articles.filter(current__isnull=False).first()
    comment = Comment.objects.create(story=other, author="A", text="x", body="x", created=now)
    decision = decisions.merge(other, story, "one-event", editor, now)
    late = arrival(like)
    for running in (keeper, gather(now)):
        running.bring_up_to_date(lambda *_: None)
        assert keys(story) == both | {late.pk}
    other.refresh_from_db()
    comment.refresh_from_db()
    assert (other.merged_into, comment.story) == (story, story)
    decisions.undo(decision, "mistake", editor, now)
    other.refresh_from_db()
    comment.refresh_from_db()
    assert (other.merged_into, comment.story) == (None, other)
    assert keys(story) == (both | {late.pk}) - keys(other)
    assert keys(other) <= both
    assert not Article.objects.filter(placed_by_human=True).exists()


def test_an_article_placed_with_an_index_older_than_a_merge_follows_it(
    story: Story, other: Story, editor: User
) -> None:
    now = newest()
    keeper = gather(now)
    late = arrival(like=other.articles.filter(current__isnull=False).first())
    late.refresh_from_db()
    placement = keeper._index.add(as_read(late))
    goal = Story.objects.get(key=placement.story)
    decisions.merge(goal, other if goal != other else story, "one-event", editor, now)
    keeper._place(late, placement, now, arrival=True)
    goal.refresh_from_db()
    late.refresh_from_db()
    assert goal.merged_into is not None
    assert late.story == standing(goal)


def test_an_article_moved_stays_where_it_was_moved(
    story: Story, other: Story, editor: User
) -> None:
    now, moved = newest(), half(story)[0]
    decision = decisions.move(story, [moved], other, "other-place", editor, now)
    for _ in range(2):
        gather(now)
        assert moved.pk in keys(other)
        assert moved.pk not in keys(story)
    change = BoundaryChange.objects.get(decision=decision)
    assert (change.by_human, change.reason) == (True, "It tells of another place.")
    back = decisions.undo(decision, "new-reports", editor, now)
    assert moved.pk in keys(story)
    with pytest.raises(RefusalError, match="done"):
        decisions.undo(decision, "mistake", editor, now)
    with pytest.raises(RefusalError, match="done"):
        decisions.undo(back, "mistake", editor, now)


def test_undoing_a_split_leads_its_address_back(story: Story, editor: User) -> None:
    now, whole = newest(), keys(story)
    decision = decisions.split(story, half(story), "overview", editor, now)
    decisions.undo(decision, "mistake", editor, now)
    decision.other.refresh_from_db()
    assert keys(story) == whole
    assert decision.other.merged_into == story


def test_a_later_decision_is_taken_back_first(story: Story, other: Story, editor: User) -> None:
    now, moved = newest(), half(story)[0]
    first = decisions.move(story, [moved], other, "other-place", editor, now)
    moved.refresh_from_db()
    second = decisions.move(other, [moved], story, "other-event", editor, now)
    with pytest.raises(RefusalError, match="later"):
        decisions.undo(first, "mistake", editor, now)
    decisions.undo(second, "mistake", editor, now)
    moved.refresh_from_db()
    assert (moved.story, moved.placed_by_human) == (other, True)
    decisions.undo(first, "mistake", editor, now)
    moved.refresh_from_db()
    assert (moved.story, moved.placed_by_human) == (story, False)


def test_a_pin_is_set_and_taken_back(story: Story, browser: Client) -> None:
    address = f"/desk/stories/{story.pk}/"
    browser.post(address + "decide/", {"action": "pin", "reason": "matters"})
    story.refresh_from_db()
    assert story.pinned
    reader = Client(headers={"host": "127.0.0.1"})
    for page in ("/", story.get_absolute_url()):
        shown = reader.get(page).content.decode()
        assert "Pinned by the desk" in shown
        assert Prover().prove(page, shown).failures == []
    assert "It matters to most readers now." in shown
    assert "Unpin it" in browser.get(address).content.decode()
    again = browser.post(address + "decide/", {"action": "pin", "reason": "matters"})
    assert again.headers["location"].endswith("?notice=done")
    browser.post(f"/desk/stories/undo/{DeskDecision.objects.get().pk}/", {"reason": "mistake"})
    story.refresh_from_db()
    assert not story.pinned
    assert "Pinned by the desk" not in reader.get("/").content.decode()


def split_by_form(story: Story, browser: Client) -> Story:
    form = {"action": "move", "article": [a.pk for a in half(story)], "reason": "other-event"}
    browser.post(f"/desk/stories/{story.pk}/decide/", form)
    story.refresh_from_db()
    return DeskDecision.objects.get().other


def test_what_was_decided_is_on_the_pages_when_the_desk_answers(
    story: Story, browser: Client
) -> None:
    apart = split_by_form(story, browser)
    for one in (story, apart):
        assert not one.stale
        assert differences(one, settings.ONESTORY) == []
        assert one.headline.article_id in keys(one)
    browser.post(f"/desk/stories/undo/{DeskDecision.objects.get().pk}/", {"reason": "mistake"})
    story.refresh_from_db()
    assert not story.stale
    assert differences(story, settings.ONESTORY) == []


def test_large_stories_are_made_anew_by_the_gather_loop(
    story: Story, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decided, "AT_ONCE", 1)
    monkeypatch.setattr(gathering, "DESK_TICK", 0.01)
    now = newest()

    async def loop_until_made() -> None:
        async with gathering._heeding_the_desk(settings.ONESTORY, lambda: now):
            apart = await gathering.in_database(split_by_form)(story, browser)
            assert apart.stale
            assert story.stale
            waiting = Story.objects.filter(pk__in=[story.pk, apart.pk], stale=True)
            for _ in range(MOST_TICKS):
                if not await gathering.in_database(waiting.exists)():
                    break
                await asyncio.sleep(0.05)

    async_to_sync(loop_until_made)()
    for one in Story.objects.filter(pk__in=[story.pk, DeskDecision.objects.get().other_id]):
        assert differences(one, settings.ONESTORY) == []


def test_the_desk_works_by_forms_alone(story: Story, other: Story, browser: Client) -> None:
    address = f"/desk/stories/{story.pk}/"
    chosen = [a.pk for a in half(story)]
    browser.post(
        address + "decide/",
        {"action": "move", "article": chosen, "into": "", "reason": "other-event"},
    )
    apart = DeskDecision.objects.get().other
    assert keys(apart) == set(chosen)
    shown = browser.get(apart.get_absolute_url()).content.decode()  # before it is made
    assert Prover().prove(apart.get_absolute_url(), shown).failures == []
    where = f"https://hub.example{other.get_absolute_url()}?x=1#comments"
    browser.post(
        f"/desk/stories/{apart.pk}/decide/",
        {"action": "merge", "into": where, "reason": "one-event"},
    )
    assert set(chosen) <= keys(other)
    for page in (address, f"/desk/stories/{other.pk}/", "/desk/stories/", "/desk/"):
        shown = browser.get(page).content.decode()
        assert Prover().prove(page, shown).failures == []
    assert browser.get(f"/desk/stories/{apart.pk}/").headers["location"].endswith(f"/{other.pk}/")
    found = browser.get("/desk/stories/", {"story": str(story.pk)})
    assert found.headers["location"] == address
    assert "There is no such story" in browser.get("/desk/stories/?story=x").content.decode()


@pytest.mark.parametrize(
    ("form", "notice"),
    [
        ({"action": "pin", "reason": "because"}, "reason"),
        ({"action": "merge", "into": "own", "reason": "one-event"}, "same"),
        ({"action": "merge", "into": "999999", "reason": "one-event"}, "empty"),
        ({"action": "move", "reason": "other-day"}, "none"),
        ({"action": "move", "article": "all", "reason": "other-day"}, "all"),
        ({"action": "move", "article": "other", "reason": "other-day"}, "none"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    story: Story, other: Story, browser: Client, form: dict[str, str], notice: str
) -> None:
    chosen = {"all": list(keys(story)), "other": list(keys(other))}
    sent = {**form, "article": chosen.get(form.get("article", ""), [])}
    if form.get("into") == "own":
        sent["into"] = str(story.pk)
    answer = browser.post(f"/desk/stories/{story.pk}/decide/", sent)
    assert answer.headers["location"].endswith(f"?notice={notice}")
    shown = browser.get(answer.headers["location"]).content.decode()
    assert 'role="alert"' in shown
    assert Prover().prove(f"/desk/stories/{story.pk}/", shown).failures == []
    assert not DeskDecision.objects.exists()
    assert not BoundaryChange.objects.filter(by_human=True).exists()


def test_the_desk_is_for_operators_with_a_form_of_ours(story: Story, editor: User) -> None:
    stranger = Client(headers={"host": "127.0.0.1"})
    for page in ("/desk/stories/", f"/desk/stories/{story.pk}/"):
        assert stranger.get(page).headers["location"].startswith("/desk/login/")
    decide = f"/desk/stories/{story.pk}/decide/"
    form = {"action": "pin", "reason": "matters"}
    assert stranger.post(decide, form).headers["location"].startswith("/desk/login/")
    elsewhere = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    elsewhere.force_login(editor)
    assert elsewhere.post(decide, form).status_code == 403
    assert not Story.objects.filter(pinned=True).exists()
    assert not DeskDecision.objects.exists()


def test_what_repair_may_not_do(story: Story, other: Story, editor: User) -> None:
    now = newest()
    decision = decisions.split(story, half(story), "other-event", editor, now)
    apart = decision.other
    left, taken = story.articles.first(), apart.articles.first()
    assert is_settled(taken, story.key)  # back to where it was taken from
    assert is_settled(taken, other.key)  # or anywhere else
    assert is_settled(left, apart.key)  # nor may what it was parted from follow it
    assert not is_settled(left, other.key)
    assert not is_settled(other.articles.first(), apart.key)
    merged = decisions.merge(story, other, "one-event", editor, now)
    assert is_settled(other.articles.first(), apart.key)  # parted from all it stands with now
    decisions.undo(merged, "mistake", editor, now)
    decisions.undo(decision, "mistake", editor, now)
    for article in (left, taken):
        article.refresh_from_db()
        assert not is_settled(article, other.key)


def test_the_desk_names_nothing_that_was_taken_down(story: Story, browser: Client) -> None:
    article = story.articles.exclude(pk=story.headline.article_id).first()
    Article.objects.filter(pk=article.pk).update(taken_down=True)
    shown = browser.get(f"/desk/stories/{story.pk}/").content.decode()
    assert f'data-proof="{article.current_id}:title' not in shown


@pytest.fixture
def twin(story: Story) -> Story:
    """A story that the machine alone would join with `story`: nobody decided that it is one."""
    made = Story.objects.create(key="999999999", slug="twin")
    for article in half(story):
        article.story = made
        article.save(update_fields=["story"])
    return made


def test_repair_joins_what_nobody_holds_apart(story: Story, twin: Story) -> None:
    whole = keys(story) | keys(twin)
    gather()
    assert whole in (keys(story), keys(twin))


@pytest.mark.parametrize("pinned", ["story", "twin"])
def test_repair_leaves_a_pinned_story_its_place(
    story: Story, twin: Story, editor: User, pinned: str
) -> None:
    held = story if pinned == "story" else twin
    before = keys(held)
    decisions.pin(held, True, "matters", editor, newest())
    for keeper in (gather(), gather()):  # each a process that has just started
        keeper.bring_up_to_date(lambda *_: None)
        held.refresh_from_db()
        assert held.merged_into is None
        assert keys(held) >= before


@pytest.mark.parametrize("proposed", ["story", "twin"])
def test_repair_does_not_join_what_the_desk_called_two(
    story: Story, twin: Story, editor: User, proposed: str
) -> None:
    two = (story, twin) if proposed == "story" else (twin, story)
    Proposal.objects.create(
        kind="same-event", story=two[0], other=two[1], state="declined", created=newest()
    )
    before = keys(story), keys(twin)
    for keeper in (gather(), gather()):
        keeper.bring_up_to_date(lambda *_: None)
        assert (keys(story), keys(twin)) == before


def test_what_was_decided_while_repair_thought_stands(
    story: Story, twin: Story, editor: User
) -> None:
    decisions.pin(story, True, "matters", editor, newest())
    keeper = StoryKeeper(settings.ONESTORY, newest)
    keeper._heed_the_desk(newest())
    first = story.articles.first()
    keeper._repair(placed(first, twin), newest())
    first.refresh_from_db()
    assert first.story == story


def test_a_refusal_leaves_the_index_as_it_is(
    story: Story, twin: Story, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else each pass would read all live articles again as long as somebody holds stories apart."""
    decisions.pin(story, True, "matters", editor, newest())
    decisions.pin(twin, True, "matters", editor, newest())
    assert proposals(newest()), "a pass that nobody holds back would join the two"
    keeper = gather()
    entered: list[str] = []
    monkeypatch.setattr(
        StoryIndex, "restore", lambda _, article, *_a, **_k: entered.append(article)
    )
    keeper.bring_up_to_date(lambda *_: None)
    assert (entered, keys(story) & keys(twin)) == ([], set())


@pytest.fixture
def mixed(story: Story) -> Story:
    """Two events on one page, as when articles were joined too early."""
    told = {section_of(article) for article in story.articles.all()}
    shown = Story.objects.annotate(n=Count("articles")).filter(n__gte=4).order_by("-n", "pk")
    other = next(s for s in shown if told.isdisjoint(map(section_of, s.articles.all())))
    for article in other.articles.all():
        article.story, article.arrival_story = story, int(story.key)
        article.save(update_fields=["story", "arrival_story"])
    story.stale = True
    story.save(update_fields=["stale"])
    return story


def test_repair_parts_two_events_and_says_so(mixed: Story, browser: Client) -> None:
    together = keys(mixed)
    keeper = gather()
    assert 2 <= len(keys(mixed)) < len(together)
    changes = BoundaryChange.objects.filter(old=mixed, article__in=together, by_human=False)
    made = {c.new for c in changes if "two events" in c.reason}
    assert len(made) == 1
    assert keys(mixed) | keys(made.pop()) == together
    assert keeper._index.standing() == {
        str(a.pk): a.story.key for a in Article.objects.filter(pk__in=keeper._index.standing())
    }
    assert "two events" in browser.get(f"/story/{mixed.pk}/", follow=True).content.decode()


def test_repair_parts_nothing_that_a_person_pinned(mixed: Story, editor: User) -> None:
    together = keys(mixed)
    decisions.pin(mixed, True, "matters", editor, newest())
    gather()
    assert keys(mixed) == together


def placed(article: Article, story: Story) -> Placement:
    key = str(article.pk)
    return Placement(key, story.key, key, story.key, key)
