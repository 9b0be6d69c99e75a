"""A clock that is wrong is told by `lojar check`; whoever does not answer says nothing about it."""

from datetime import timedelta
from email.utils import format_datetime

import httpx
import pytest
import time_machine

from lojar.channels import clock_check
from lojar.lib import clock

pytestmark = pytest.mark.django_db


def metas_clock(monkeypatch, **answer):
    def head(url, **_):
        if "fails" in answer:
            raise answer["fails"]
        return httpx.Response(400, headers=answer.get("headers", {}))

    monkeypatch.setattr(clock_check.httpx, "head", head)


def told():
    return [warning.msg for warning in clock_check.the_clock_is_right()]


def test_a_clock_that_agrees_is_nothing_to_tell(monkeypatch):
    metas_clock(monkeypatch, headers={"Date": format_datetime(clock.now())})
    assert told() == []


def test_a_clock_that_runs_ahead_of_both_is_told_twice(monkeypatch):
    metas_clock(monkeypatch, headers={"Date": format_datetime(clock.now())})
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        first, second = told()
    assert "ahead of that of PostgreSQL" in first
    assert "ahead of that of Meta" in second


def test_a_clock_that_is_behind(monkeypatch):
    metas_clock(monkeypatch, headers={"Date": format_datetime(clock.now() + timedelta(minutes=1))})
    (only,) = told()
    assert "behind that of Meta" in only


@pytest.mark.parametrize(
    "answer",
    [
        {"headers": {}},
        {"headers": {"Date": "besok"}},
        {"fails": httpx.ConnectError("no way")},
        {"fails": httpx.ReadTimeout("")},
    ],
)
def test_whoever_does_not_answer_says_nothing(monkeypatch, answer):
    metas_clock(monkeypatch, **answer)
    assert told() == []
