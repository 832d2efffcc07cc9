from __future__ import annotations

import dataclasses

import pytest
from django.conf import settings as django_settings
from django.test import Client, override_settings

from onestory.config import Akismet
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
