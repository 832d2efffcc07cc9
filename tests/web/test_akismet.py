"""The Akismet protocol as its clients speak it, rule by rule."""

from __future__ import annotations

import csv
import dataclasses
import io
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings
from django.test import Client, RequestFactory, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onestory.config import Akismet
from onestory.web.akismet.fields import fields_of
from onestory.web.akismet.models import KEY_LENGTH, ApiKey
from onestory.web.akismet.views import THANKS

ASKED = {"blog": "https://blog.example", "user_ip": "192.0.2.7", "comment_content": "hello"}


@pytest.fixture
def key(rows: None) -> str:
    return ApiKey.objects.create(owner="a blog").key


@pytest.fixture
def browser():
    on = dataclasses.replace(django_settings.ONESTORY, akismet=Akismet(server=True))
    with override_settings(ONESTORY=on):
        yield Client(headers={"host": "127.0.0.1"})


def test_off_unless_the_operator_turns_it_on(key: str) -> None:
    answer = Client(headers={"host": "127.0.0.1"}).post("/akismet/1.1/verify-key", {"key": key})
    assert answer.status_code == 404


def test_keys_are_as_long_as_wordpress_wants(key: str) -> None:
    assert len(key) == KEY_LENGTH == 12


@pytest.mark.parametrize(
    "fields, body",
    [
        ({"key": "{key}"}, b"valid"),
        ({"api_key": "{key}"}, b"valid"),
        ({"key": "wrongwrongxx", "api_key": "{key}"}, b"invalid"),
        ({"key": ""}, b"invalid"),
        ({}, b"invalid"),
    ],
)
def test_the_candidate_key_wins(
    browser: Client, key: str, fields: dict[str, str], body: bytes
) -> None:
    sent = {name: value.format(key=key) for name, value in fields.items()}
    answer = browser.post("/akismet/1.1/verify-key", sent)
    assert answer.content == body
    assert ("X-akismet-debug-help" in answer.headers) is (body == b"invalid")


def test_checks_and_reports_answer_byte_for_byte(browser: Client, key: str) -> None:
    def ask(**more: str) -> bytes:
        return browser.post("/akismet/1.1/comment-check", {**ASKED, "api_key": key, **more}).content

    assert ask() == b"false"
    assert ask(comment_author="viagra-test-123") == b"true"
    assert ask(comment_author_email="akismet-guaranteed-spam@example.com") == b"true"
    assert ask(comment_author="viagra-test-123", user_role="administrator") == b"false"
    assert ask(honeypot_field_name="trap", trap="filled") == b"true"
    for name in ("submit-spam", "submit-ham"):
        answer = browser.post(f"/akismet/1.1/{name}", {**ASKED, "api_key": key, "is_test": "1"})
        assert answer.content == THANKS.encode()


def test_missing_fields_and_spent_keys_are_errors_not_spam(browser: Client, key: str) -> None:
    answer = browser.post("/akismet/1.1/comment-check", {"api_key": key})
    assert answer.content == b"invalid"
    ApiKey.objects.update(monthly_limit=1)
    sent = {**ASKED, "api_key": key}
    browser.post("/akismet/1.1/comment-check", sent)
    assert browser.post("/akismet/1.1/comment-check", sent).content == b"invalid"
    usage = browser.get("/akismet/1.2/usage-limit", {"api_key": key}).json()
    assert usage["limit"] == 1 and usage["throttled"] is True


FORM = "application/x-www-form-urlencoded"
CHECK = "/akismet/1.1/comment-check"


def ask(browser: Client, body: bytes, path: str = CHECK, kind: str = FORM) -> tuple[int, bytes]:
    answer = browser.post(path, body, content_type=kind)
    return answer.status_code, answer.content


def test_the_key_is_found_wherever_clients_put_it(browser: Client, key: str) -> None:
    form = urlencode(ASKED).encode()
    assert ask(browser, form)[1] == b"invalid"
    assert ask(browser, form, f"{CHECK}?api_key={key}")[1] == b"false"
    with override_settings(ALLOWED_HOSTS=["*"]):
        by_host = Client(headers={"host": f"{key}.rest.example"})
        assert ask(by_host, form, "/1.1/comment-check")[1] == b"false"


def test_other_charsets_are_read(browser: Client, key: str) -> None:
    body = b"api_key=x&blog_charset=windows-1251&comment_content=%CF%F0%E8%E2%E5%F2"
    request = RequestFactory().post("/", body, content_type=FORM)
    assert fields_of(request)["comment_content"] == "\u041f\u0440\u0438\u0432\u0435\u0442"
    odd = RequestFactory().post("/", body.replace(b"windows-1251", b"zlib"), content_type=FORM)
    assert "comment_content" in fields_of(odd)


def test_thousands_of_fields_are_read_and_too_many_bytes_held(browser: Client, key: str) -> None:
    form = urlencode({**ASKED, "api_key": key}).encode()
    many = b"&".join(b"a%d=" % n for n in range(8_000))
    assert ask(browser, form + b"&" + many) == (200, b"false")
    for huge in (form + b"&x=" + b"y" * 70_000, form + b"&x=" + b"y" * 1_200_000):
        answer = browser.post(CHECK, huge, content_type=FORM)
        assert (answer.status_code, answer.content) == (200, b"invalid")
        assert answer["X-akismet-debug-help"] == "The request is too large."


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=600), kind=st.sampled_from([FORM, "multipart/form-data; boundary=x"])
)
def test_any_bytes_are_answered(browser: Client, key: str, body: bytes, kind: str) -> None:
    for path in (CHECK, f"{CHECK}?api_key={key}", f"/akismet/1.1/submit-spam?api_key={key}"):
        status, told = ask(browser, body, path, kind)
        assert status == 200
        assert told in {b"invalid", b"false", THANKS.encode()}


def test_what_a_key_reports_is_learned_for_it_alone(browser: Client, key: str) -> None:
    spam = "Cheap watches and pills, visit http://best-deals.example now"
    good = "The second paragraph says the council voted twice, so the number is wrong"
    for n in range(30):
        for name, text in (("submit-spam", spam), ("submit-ham", good)):
            form = {**ASKED, "api_key": key, "comment_content": f"{text} {n}"}
            browser.post(f"/akismet/1.1/{name}", form)
    other = ApiKey.objects.create(owner="another blog").key
    told = {
        k: browser.post(CHECK, {**ASKED, "api_key": k, "comment_content": f"{spam} 99"}).content
        for k in (key, other)
    }
    assert told == {key: b"true", other: b"false"}
    tested = {**ASKED, "api_key": other, "comment_content": spam, "is_test": "true"}
    for _ in range(60):
        browser.post("/akismet/1.1/submit-spam", tested)
    assert browser.post(CHECK, {**ASKED, "api_key": other, "comment_content": spam}).content == (
        b"false"
    )


def test_the_sites_of_a_key_are_counted(browser: Client, key: str) -> None:
    for blog, times in (("https://one.example", 3), ("=two", 1)):
        for _ in range(times):
            browser.post(CHECK, {**ASKED, "blog": blog, "api_key": key})
    browser.post("/akismet/1.1/submit-spam", {**ASKED, "blog": "=two", "api_key": key})
    told = browser.get("/akismet/1.2/key-sites", {"api_key": key}).json()
    (month,) = set(told) - {"limit", "offset", "total"}
    assert [(r["site"], r["total"]) for r in told[month]] == [
        ("https://one.example", 3),
        ("=two", 1),
    ]
    assert told[month][1]["missed_spam"] == 1
    assert (told["limit"], told["offset"], told["total"]) == (500, 0, 2)
    paged = browser.get("/akismet/1.2/key-sites", {"api_key": key, "limit": "1", "offset": "1"})
    assert [r["site"] for r in paged.json()[month]] == ["=two"]
    table = browser.get("/akismet/1.2/key-sites", {"api_key": key, "format": "csv"})
    title, names, *rows = csv.reader(io.StringIO(table.content.decode()))
    assert (len(title), names[0], len(rows)) == (1, "Site", 2)
    assert rows[1][0] == "'=two"  # no formula for a spreadsheet
    assert (
        browser.get("/akismet/1.2/key-sites", {"api_key": key, "month": "x"}).content == b"invalid"
    )
    assert browser.get("/akismet/1.2/key-sites", {"api_key": "x"}).content == b"invalid"


def test_what_only_the_plugin_asks_is_answered(browser: Client, key: str) -> None:
    assert browser.post("/akismet/1.1/deactivate", {"key": key}).content == b"deactivated"
    for name in ("get-subscription", "get-stats"):
        for answer in (
            browser.post(f"/akismet/1.1/{name}", {"key": key}),
            browser.get(f"/akismet/1.1/{name}", {"key": key}),
        ):
            assert answer.json()
        assert browser.post(f"/akismet/1.1/{name}", {"key": "no"}).content == b"invalid"
