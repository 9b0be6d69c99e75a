"""A setting comes from the variable or from a file; a wrong one refuses to start without repeating it."""

from pathlib import Path

import pytest

from lojar.lib import environment
from lojar.lib.environment import WrongSetting


def test_a_setting_is_read_from_the_variable(monkeypatch):
    monkeypatch.setenv("X_NAME", "  Dinas Contoh ")
    assert environment.text("X_NAME") == "Dinas Contoh"


def test_a_setting_is_read_from_the_file_that_name_file_names(monkeypatch, tmp_path):
    (tmp_path / "token").write_text("rahasia\n")
    monkeypatch.setenv("X_TOKEN_FILE", str(tmp_path / "token"))
    assert environment.text("X_TOKEN") == "rahasia"


def test_the_variable_goes_before_the_file(monkeypatch, tmp_path):
    (tmp_path / "token").write_text("from the file")
    monkeypatch.setenv("X_TOKEN_FILE", str(tmp_path / "token"))
    monkeypatch.setenv("X_TOKEN", "from the variable")
    assert environment.text("X_TOKEN") == "from the variable"


def test_a_required_setting_that_is_missing_refuses_to_start():
    with pytest.raises(WrongSetting, match="X_MISSING: is not set; set X_MISSING or X_MISSING_FILE"):
        environment.text("X_MISSING")


def test_an_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("X_EMPTY", "")
    assert environment.text("X_EMPTY", "default") == "default"
    assert environment.flag("X_EMPTY", True) is True


def test_a_file_that_cannot_be_read_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("X_TOKEN_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(WrongSetting, match="X_TOKEN_FILE: cannot be read"):
        environment.text("X_TOKEN")


@pytest.mark.parametrize(
    ("word", "meaning"), [("1", True), ("yes", True), ("True", True), ("0", False), ("off", False)]
)
def test_a_flag_is_one_or_zero_or_a_plain_word(monkeypatch, word, meaning):
    monkeypatch.setenv("X_FLAG", word)
    assert environment.flag("X_FLAG", not meaning) is meaning


def test_a_flag_that_is_neither_refuses_to_start(monkeypatch):
    monkeypatch.setenv("X_FLAG", "perhaps")
    with pytest.raises(WrongSetting, match="must be 1 or 0"):
        environment.flag("X_FLAG")


@pytest.mark.parametrize("wrong", ["eight", "-1", "8.5", "٨", "0", "99"])
def test_a_number_outside_its_bounds_refuses_to_start(monkeypatch, wrong):
    monkeypatch.setenv("X_NUMBER", wrong)
    with pytest.raises(WrongSetting):
        environment.number("X_NUMBER", 8, at_least=1, at_most=64)


def test_a_number_that_is_not_set_takes_the_default():
    assert environment.number("X_NUMBER", 8) == 8


def test_a_short_secret_is_refused_and_never_repeated(monkeypatch):
    monkeypatch.setenv("X_SECRET", "hunter2")
    with pytest.raises(WrongSetting) as refusal:
        environment.secret("X_SECRET", at_least=32)
    assert "hunter2" not in str(refusal.value)


def test_an_address_loses_its_closing_slash(monkeypatch):
    monkeypatch.setenv("X_URL", "https://lojar.example.id/")
    assert environment.url("X_URL") == "https://lojar.example.id"


@pytest.mark.parametrize(
    "wrong", ["lojar.example.id", "ftp://example.id", "https://", "http://[::1", "http://a:port"]
)
def test_an_address_of_the_wrong_kind_refuses_to_start(monkeypatch, wrong):
    monkeypatch.setenv("X_URL", wrong)
    with pytest.raises(WrongSetting):
        environment.url("X_URL")


def test_a_file_address_is_kept_as_it_is(monkeypatch):
    monkeypatch.setenv("X_MEDIA", "file:///var/lib/lojar/")
    assert environment.url("X_MEDIA", schemes=("file", "s3")) == "file:///var/lib/lojar/"


def test_a_path_becomes_absolute(monkeypatch):
    monkeypatch.setenv("X_HOME", "~/lojar")
    assert environment.path("X_HOME") == Path.home() / "lojar"
    assert environment.path("X_OTHER", None) is None


def test_a_listing_is_cut_at_commas(monkeypatch):
    monkeypatch.setenv("X_HOSTS", "a.example, b.example:8443,,")
    assert environment.listing("X_HOSTS") == ["a.example", "b.example:8443"]
    assert environment.listing("X_NOTHING", ("c",)) == ["c"]


def test_a_choice_outside_the_list_refuses_to_start(monkeypatch):
    monkeypatch.setenv("X_CHOICE", "loud")
    with pytest.raises(WrongSetting, match="must be one of info, warning"):
        environment.one_of("X_CHOICE", ("info", "warning"), default="info")


def test_what_a_parser_says_becomes_the_refusal(monkeypatch):
    with pytest.raises(WrongSetting, match="X_KEY: invalid literal"):
        environment.checked("X_KEY", "abc", by=int)
