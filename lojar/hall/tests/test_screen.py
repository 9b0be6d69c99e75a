"""The screen on the wall and the telephone of who waits: no names, 304 while nothing changed, one question a look."""

from datetime import timedelta

import pytest
from django.test import Client

from lojar.hall.tokens import screen_token
from lojar.lib import clock
from lojar.visits import actions
from lojar.visits.models import Ticket
from lojar.visits.rules.pass_code import pass_code
from lojar.visits.tests.stock import NOW, a_session
from lojar.visits.tests.test_arriving import a_room, arrive, expected, limited, walk_in
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> list[Ticket]:
    a_room()
    a_session(counter="Loket 3", starts_at=NOW + timedelta(hours=1))
    return [walk_in(f"{n:024}", now=NOW + timedelta(seconds=n)) for n in range(3)]


def call(now=NOW) -> Ticket | None:
    return actions.call_next(cast.an_office(), "Loket 3", officer=cast.rina(), now=now)


def screen(client: Client, end: str = "now", **headers: str):
    return client.get(f"/hall/layar/{screen_token(cast.an_office().pk)}/{end}", headers=headers)


def phone(client: Client, ticket: Ticket, end: str = "now", **headers: str):
    return client.get(f"/hall/tiket/{ticket.visit.pass_token}/{end}", headers=headers)


def test_the_screen_calls_the_number_out_and_shows_no_name(client: Client, line) -> None:
    call()
    for end in ("", "now"):
        page = screen(client, end).content.decode()
        assert "A001" in page
        assert 'data-said="Nomor A satu, silakan ke loket tiga"' in page
        assert "Siti" not in page
        assert "Contoh" not in page.replace("Dukcapil Contoh", "")


def test_the_screen_is_told_nothing_while_nothing_changed(client: Client, line) -> None:
    tag = screen(client).headers["ETag"]
    same = screen(client, **{"If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")
    call()
    changed = screen(client, **{"If-None-Match": tag})
    assert changed.status_code == 200
    assert b"A001" in changed.content


def test_a_number_called_again_is_another_call(client: Client, line) -> None:
    ticket = call()
    first = screen(client).content
    actions.recall(ticket, "Loket 3", officer=cast.rina(), now=NOW + timedelta(seconds=20))
    assert screen(client).content != first


@pytest.mark.parametrize("token", ["1", "1:abc", "x" * 300, "999999:x", "1:AAAA-zzzz_"])
def test_a_screen_that_was_not_signed_by_us_is_not_there(client: Client, line, token: str) -> None:
    for end in ("", "now"):
        assert client.get(f"/hall/layar/{token}/{end}").status_code == 404


def test_a_telephone_tells_the_number_who_is_before_and_where_to_sit(client: Client, line) -> None:
    page = phone(client, line[1], "").content.decode()
    assert "A002" in page
    assert "1 nomor" in page
    assert "kursi 2" in page
    assert "Siti" not in page
    assert "noindex" in phone(client, line[1], "").headers["X-Robots-Tag"]


def test_a_telephone_hears_the_call_and_the_end(client: Client, line) -> None:
    ticket = call()
    assert "Silakan ke Loket 3" in phone(client, line[0]).content.decode()
    actions.finish(ticket, "Loket 3", officer=cast.rina(), now=NOW)
    assert "Terima kasih sudah datang" in phone(client, line[0]).content.decode()


def test_a_telephone_is_told_nothing_while_its_own_news_is_the_same(client: Client, line) -> None:
    tag = phone(client, line[0]).headers["ETag"]
    walk_in("z" * 24)  # somebody behind them
    assert phone(client, line[0], **{"If-None-Match": tag}).status_code == 304
    call()
    assert phone(client, line[0], **{"If-None-Match": tag}).status_code == 200


def test_a_look_is_one_question_to_the_database(client: Client, line, django_assert_num_queries) -> None:
    for ticket in line * 2:
        phone(client, ticket)
    wall = f"/hall/layar/{screen_token(cast.an_office().pk)}/now"
    with django_assert_num_queries(1):
        phone(client, line[2])
    with django_assert_num_queries(1):
        client.get(wall)


def test_who_waits_outside_reads_so_and_then_that_they_may_come_in(client: Client) -> None:
    limited(people=1)
    first, second = walk_in("a" * 24), walk_in("b" * 24)
    assert "Silakan menunggu di luar" in phone(client, second).content.decode()
    actions.leave(first, officer=cast.rina(), now=NOW)
    assert "Silakan masuk" in phone(client, second).content.decode()


def test_before_the_door_the_same_address_is_the_pass(client: Client) -> None:
    visit = expected()
    code = pass_code(visit.pass_token)
    page = client.get(f"/hall/tiket/{visit.pass_token}/", follow=True).content.decode()
    assert f"{code[:3]} {code[3:]}" in page
    assert "Orang Contoh" not in page
    arrive(visit)
    assert "A001" in client.get(f"/hall/tiket/{visit.pass_token}/").content.decode()


def test_the_address_of_a_visit_that_is_over_is_no_pass_any_more(client: Client) -> None:
    cancelled = actions.cancel(expected(1), now=NOW)
    page = client.get(f"/hall/tiket/{cancelled.pass_token}/", follow=True).content.decode()
    assert "sudah dibatalkan" in page
    assert "<svg" not in page


def test_a_pass_that_nobody_gave_out_is_not_there(client: Client) -> None:
    for token in ("abc", "x" * 300, "..", "%2e%2e"):
        assert client.get(f"/hall/tiket/{token}/").status_code == 404


def test_the_next_morning_the_screen_is_empty(client: Client, line, monkeypatch) -> None:
    call()
    assert b"A001" in screen(client).content
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    assert b"A001" not in screen(client).content
