"""Comments of other systems come in whole, each once; ours go out and come back."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import GatheredPress
from tests.web.test_talk import comment_of

from onestory.errors import InputError
from onestory.spam.filter import JOURNAL
from onestory.spam.journal import Journal
from onestory.web.jobs.comments import export_comments, import_comments
from onestory.web.news.models import Story
from onestory.web.talk.exchange import read_comments
from onestory.web.talk.exchange.foreign import plain
from onestory.web.talk.models import Comment


@pytest.fixture
def story(gathered: GatheredPress, rows: None) -> Story:
    return Story.objects.filter(headline__isnull=False).order_by("-last_at").first()


@pytest.fixture
def journal() -> Iterator[Path]:
    path = settings.ONESTORY.data / "spam" / JOURNAL
    path.unlink(missing_ok=True)
    yield path
    path.unlink(missing_ok=True)


def wordpress(page: str) -> bytes:
    def comment(
        number: int, approved: str, text: str, parent: int = 0, kind: str = "comment"
    ) -> str:
        return f"""<wp:comment><wp:comment_id>{number}</wp:comment_id>
        <wp:comment_author><![CDATA[Mira & Sons]]></wp:comment_author>
        <wp:comment_author_email>Mira@A.example</wp:comment_author_email>
        <wp:comment_author_url>javascript:alert(1)</wp:comment_author_url>
        <wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>
        <wp:comment_date_gmt>2024-03-05 06:07:08</wp:comment_date_gmt>
        <wp:comment_content><![CDATA[{text}]]></wp:comment_content>
        <wp:comment_approved>{approved}</wp:comment_approved>
        <wp:comment_type>{kind}</wp:comment_type>
        <wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"""

    first = "First, with <em>force</em>.\n\nAnd <a href='http://a.example/x'>a link</a>"
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
    <!-- a long head -->
    <rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Blog</title>
    <item><title>Post</title><link>{page}</link>
    <content:encoded xmlns:content="x">text\x0b</content:encoded>
    {comment(1, "1", first)}
    {comment(2, "1", "<blockquote>First</blockquote>An answer", 1)}
    {comment(3, "spam", "Buy pills")}
    {comment(4, "0", "It waits")}
    {comment(5, "trash", "Thrown away")}
    {comment(6, "1", "[...] linked [...]", kind="pingback")}
    </item></channel></rss>""".encode()


def disqus(page: str) -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
    <disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
    <thread dsq:id="77"><id>x</id><link>{page}</link><title>Post</title>
    <author><name>Owner</name></author></thread>
    <post dsq:id="1"><id/><message><![CDATA[<p>First</p><p>more</p>]]></message>
    <createdAt>2024-03-05T06:07:08Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
    <author><name>Mira</name><username>mira</username></author><thread dsq:id="77"/></post>
    <post dsq:id="2"><message><![CDATA[<p>An answer</p>]]></message>
    <createdAt>2024-03-05T07:07:08Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
    <author><name>Ole</name></author><thread dsq:id="77"/><parent dsq:id="1"/></post>
    <post dsq:id="3"><message>Buy pills</message><createdAt>2024-03-05T07:07:08Z</createdAt>
    <isDeleted>false</isDeleted><isSpam>true</isSpam><author><name>B</name></author>
    <thread dsq:id="77"/></post>
    <post dsq:id="4"><message>gone</message><createdAt>2024-03-05T07:07:08Z</createdAt>
    <isDeleted>true</isDeleted><isSpam>false</isSpam><author><name>B</name></author>
    <thread dsq:id="77"/></post></disqus>""".encode()


def remark42(page: str) -> bytes:
    def row(number: str, parent: str, text: str, deleted: bool = False) -> str:
        where = {"site": "s", "url": page}
        user = {"name": "Mira", "id": "anonymous_1", "picture": "", "ip": "x", "admin": False}
        return json.dumps(
            {"id": number, "pid": parent, "text": f"<p>{text}</p>", "orig": "", "user": user,
             "locator": where, "time": "2024-03-05T06:07:08.123-06:00", "delete": deleted}
        )  # fmt: skip

    lines = [json.dumps({"version": 1, "users": [], "posts": []})]
    lines += [row("a", "", "First"), row("b", "a", "An answer"), row("c", "", "gone", True)]
    return gzip.compress("\n".join(lines).encode())


def isso(page: str, path: Path) -> bytes:
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE threads (id INTEGER PRIMARY KEY, uri TEXT, title TEXT)")
        base.execute(
            "CREATE TABLE comments (tid INTEGER, id INTEGER PRIMARY KEY, parent INTEGER, "
            "created FLOAT, modified FLOAT, mode INTEGER, remote_addr TEXT, text TEXT, author TEXT, "
            "email TEXT, website TEXT, likes INTEGER, dislikes INTEGER, voters BLOB)"
        )
        base.execute("INSERT INTO threads VALUES (1, ?, 'Post')", [page])
        for number, parent, mode, text in (
            (1, None, 1, "First"),
            (2, 1, 1, "An answer"),
            (3, None, 2, "It waits"),
            (4, None, 4, ""),
        ):
            values = [1, number, parent, 1709618828.5, None, mode, "x", text, None, None, None]
            base.execute(
                f"INSERT INTO comments VALUES ({','.join('?' * 14)})", [*values, 0, 0, b""]
            )
    base.close()
    return path.read_bytes()


def article_url(story: Story) -> str:
    return story.headline.article.url


def bring_in(path: Path, **given: Any) -> tuple[int, dict[str, int], list[dict[str, Any]]]:
    records: list[dict[str, Any]] = []
    told: list[str] = []
    options = {"site": "", "story": 0, "learn": False} | given
    left = import_comments(path, *options.values(), records.append, told.append)
    return left, records[-1], records[:-1]


SYSTEMS: dict[str, tuple[Callable[[str, Path], bytes], dict[str, str]]] = {
    "wordpress": (
        lambda page, path: wordpress(page),
        {"First, with": "published", "An answer": "published", "Buy pills": "spam",
         "It waits": "held", "Thrown away": "removed"},
    ),
    "disqus": (
        lambda page, path: disqus(page),
        {"First": "published", "An answer": "published", "Buy pills": "spam", "gone": "removed"},
    ),
    "remark42": (
        lambda page, path: remark42(page),
        {"First": "published", "An answer": "published", "gone": "removed"},
    ),
    "isso": (isso, {"First": "published", "An answer": "published", "It waits": "held"}),
}  # fmt: skip


@pytest.mark.parametrize("system", SYSTEMS)
def test_comments_come_in_whole_and_once(system: str, story: Story, tmp_path: Path) -> None:
    make, expected = SYSTEMS[system]
    path = tmp_path / "export"
    path.write_bytes(make(article_url(story), path))
    left, counts, _ = bring_in(path)
    assert (left, counts["imported"]) == (0, len(expected))
    assert bring_in(path)[1]["known"] == len(expected)
    stored = list(Comment.objects.order_by("pk"))
    for comment, (words, state) in zip(stored, expected.items(), strict=True):
        assert words in comment.text
        assert comment.state == state
        assert comment.story == story
        assert comment.created.year == 2024
        assert comment.link == ""
    assert stored[1].parent == stored[0]
    assert "192.0.2.7" not in json.dumps([vars(c) for c in stored], default=str)
    page = Client(headers={"host": "127.0.0.1"}).get(story.get_absolute_url()).content.decode()
    assert "An answer" in page
    assert "Buy pills" not in page


def test_markup_becomes_the_marks_of_this_site(story: Story, tmp_path: Path) -> None:
    path = tmp_path / "wxr.xml"
    path.write_bytes(wordpress(article_url(story)))
    first, second, *_ = read_comments(path)
    assert first.text == "First, with *force*.\n\nAnd a link http://a.example/x"
    assert second.text == "> First\n\nAn answer"
    assert first.created == datetime(2024, 3, 5, 6, 7, 8, tzinfo=UTC)
    assert first.author == "Mira & Sons"


def test_what_people_decided_there_is_learned_when_asked(
    story: Story, tmp_path: Path, journal: Path
) -> None:
    path = tmp_path / "wxr.xml"
    path.write_bytes(wordpress(article_url(story)))
    assert bring_in(path, learn=True)[1]["learned"] == 3
    learned = {row["text"][:5]: row["spam"] for row in Journal(journal).standing()}
    assert learned == {"First": False, "> Fir": False, "Buy p": True}
    assert set(Comment.objects.get(state="spam").decisions.values_list("via", flat=True)) == {
        "import"
    }


def test_comments_of_unknown_pages_are_named_or_put_where_told(
    story: Story, tmp_path: Path
) -> None:
    path = tmp_path / "wxr.xml"
    path.write_bytes(wordpress("https://blog.example/post"))
    left, counts, pages = bring_in(path)
    assert (left, counts["imported"]) == (5, 0)
    assert pages[0]["page"] == "https://blog.example/post"
    assert pages[0]["comments"] == 5
    assert bring_in(path, story=story.pk)[1]["imported"] == 5
    with pytest.raises(InputError, match="no story 999999"):
        bring_in(path, story=999_999)


def test_an_isso_names_paths_only(story: Story, tmp_path: Path) -> None:
    path = tmp_path / "comments.db"
    isso("/post", path)
    assert {c.page for c in read_comments(path, "https://blog.example")} == {
        "https://blog.example/post"
    }


def test_ours_go_out_and_come_back(story: Story, tmp_path: Path) -> None:
    first = comment_of(story, text="First *words*", email="a@a.example", state="published")
    comment_of(story, text="> First\n\nAn answer", parent=first, state="spam")
    lines = [json.dumps(record) for record in export_comments()]
    path = tmp_path / "comments.jsonl"
    path.write_text("\n".join(lines))
    assert bring_in(path)[1] == {
        "imported": 0, "known": 2, "empty": 0, "homeless": 0, "learned": 0
    }  # fmt: skip
    Comment.objects.all().delete()
    assert bring_in(path)[1]["imported"] == 2
    again = list(export_comments())
    for record, line in zip(again, lines, strict=True):
        before = json.loads(line)
        for name in ("text", "state", "email", "author", "created", "page"):
            assert record[name] == before[name]
    assert again[1]["parent"] == again[0]["id"]


@pytest.mark.parametrize(
    "data, said",
    [
        (b"", "no export"),
        (b"hello", "no export"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><rss/>", "document type"),
        (b"<rss><channel><item>", "damaged"),
        (b"<rss>" + b"<a>" * 300, "deeper"),
        (b"SQLite format 3\x00" + b"x" * 100, "Isso"),
        (b"\x1f\x8bxxxx", "unpacked"),
        (b'{"id": 1}\n{', "line 2"),
    ],
)
def test_damaged_files_are_named(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        list(read_comments(path))


def test_what_stands_before_the_damage_is_read(story: Story, tmp_path: Path) -> None:
    path = tmp_path / "wxr.xml"
    whole = wordpress(article_url(story))
    path.write_bytes(whole + b"<rss>")
    left, counts, _ = bring_in(path)
    assert (left, counts["imported"]) == (1, 5)


@given(st.binary(max_size=300), st.sampled_from([b"", b"<rss>", b"<disqus>", b"{", b"\x1f\x8b"]))
def test_any_bytes_end_in_comments_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes
) -> None:
    path = tmp_path_factory.mktemp("x") / "export"
    path.write_bytes(start + data)
    try:
        assert list(read_comments(path)) is not None
    except InputError as error:
        assert str(error).endswith(".")


@given(st.text(max_size=300))
def test_any_markup_becomes_plain_text(html: str) -> None:
    assert "<script" not in plain(f"<p>{html}</p><script>x</script>").replace(html, "")
