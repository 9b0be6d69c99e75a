"""Told to end, a drill says so with its exit code."""

import signal

import pytest

from lojar.cli import drill


@pytest.fixture(autouse=True)
def _handlers_as_before():
    before = {number: signal.getsignal(number) for number in drill.ENDS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", drill.ENDS)
def test_what_goes_wrong_while_cleaning_up_does_not_hide_that_it_was_told_to_end(number, capsys):
    with pytest.raises(SystemExit) as left, drill._leaving_when_told():
        _told_while_working(number)
    assert left.value.code == 128 + number
    assert "the disk is gone" in capsys.readouterr().err


def test_what_goes_wrong_by_itself_is_shown():
    with pytest.raises(OSError, match="by itself"), drill._leaving_when_told():
        raise OSError("by itself")


def _told_while_working(number):
    try:
        signal.raise_signal(number)
    finally:
        raise OSError("the disk is gone")
