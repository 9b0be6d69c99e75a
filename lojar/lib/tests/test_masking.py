"""No line of a log tells who a citizen is."""

import json
import logging

import pytest

from lojar.lib import masking
from lojar.lib.masking import JsonLines, PersonalDataFilter, mask, mask_numbers


@pytest.mark.parametrize(
    "number",
    ["3510995505900003", "3510 9955 0590 0003", "3510.9955.0590.0003", "628001234567", "+62 800-1234-567",
     "08001234567", "0800 1234 567"],
)  # fmt: skip
def test_a_long_number_is_hidden_however_it_is_written(number):
    masked = mask_numbers(f"dari {number}, terima kasih")
    assert number not in masked
    assert masked.startswith("dari ")
    assert masked.endswith(", terima kasih")
    assert sum(letter.isdigit() for letter in masked) == 4


@pytest.mark.parametrize(
    "text", ["BWI-261123-7KD4", "port 8000", "2026-11-23T10:00:00", "1763892000", "12 KB"]
)
def test_what_is_no_personal_number_stays_readable(text):
    assert mask_numbers(text) == text


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Authorization: Bearer abc.DEF-123_456", "Authorization: Bearer •••"),
        ("GET /media?access_token=abcdef123456&id=1", "GET /media?access_token=•••&id=1"),
        ("token EAAGm0PX4ZCpsBAKZC12345 expired", "token ••• expired"),
        ("connect postgresql://lojar:s3cr%40t@db.example/lojar", "connect postgresql://•••@db.example/lojar"),
        ("at wamid.HBgNNjI4MDAxMjM0NTY3FQIAEhg= now", "at wamid.•IAEhg= now"),
    ],
)
def test_a_token_is_hidden(said, written):
    assert mask(said) == written


def test_what_the_settings_keep_secret_is_hidden_wherever_it_stands(monkeypatch):
    monkeypatch.setattr(masking, "_secrets", set())
    masking.hide("", "short", "a-made-up-secret")
    assert mask("it says a-made-up-secret, in short") == "it says •••, in short"


def record_of(message, *args, **extra):
    record = logging.makeLogRecord(
        {"name": "lojar", "levelname": "INFO", "msg": message, "args": args, **extra}
    )
    assert PersonalDataFilter().filter(record)
    return json.loads(JsonLines().format(record))


def test_a_number_given_as_an_argument_is_hidden():
    assert record_of("message from %s", "628001234567")["message"] == "message from 62••••••••67"


def test_a_number_given_beside_the_message_is_hidden():
    line = record_of("stored", contact="628001234567", wa_id=628001234567, tries=3)
    assert line["contact"] == line["wa_id"] == "62••••••••67"
    assert line["tries"] == 3


def test_a_number_in_an_exception_is_hidden():
    try:
        raise ValueError("no contact 628001234567")
    except ValueError as wrong:
        line = record_of("failed", exc_info=(ValueError, wrong, wrong.__traceback__))
    assert "628001234567" not in json.dumps(line)
    assert "ValueError: no contact" in line["exception"]


def test_a_new_line_in_a_message_does_not_start_a_new_line_in_the_log():
    formatted = JsonLines().format(logging.makeLogRecord({"msg": "a\n{}"}))
    assert "\n" not in formatted


def test_a_wrong_format_string_does_not_lose_the_line():
    assert "628001234567" not in record_of("%d pages", "of 628001234567")["message"]
