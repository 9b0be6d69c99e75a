"""The hall in a real browser: no barrier, nothing wider than the screen, no script needed for a verb; and a screen that
keeps its head when the network goes."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection

from lojar.hall.tokens import screen_token
from lojar.hall.views.phone import office_of_pass
from lojar.lib import clock
from lojar.visits import actions
from lojar.visits.models import Ticket
from lojar.visits.tests.stock import ILL, a_session, somebody
from lojar.visits.tests.test_arriving import a_room
from tests import cast

from .test_desk_accessibility import SECONDS, SIZES, barriers, browser, entered, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server, monkeypatch: pytest.MonkeyPatch) -> str:
    """Playwright keeps an event loop in this thread; Django would refuse the database here without this word."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    return live_server.url


@pytest.fixture(autouse=True)
def _leave_nothing(transactional_db: None) -> Iterator[None]:
    """A test that commits is cleaned up by Django, but for the jobs: Django does not know their table."""
    yield
    office_of_pass.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture
def line() -> list[Ticket]:
    """Two who are inside, one of them called."""
    a_room()
    now = clock.now()
    a_session(counter="Loket 1", starts_at=now - timedelta(minutes=5))
    tickets = [_walk_in(f"{n:024}") for n in range(2)]
    actions.call_next(cast.an_office(), "Loket 1", officer=cast.rina(), now=now)
    return tickets


def _walk_in(key: str) -> Ticket:
    door = actions.AtTheDoor(marks=["elderly"])
    return actions.arrive_unbooked(
        cast.an_office(), "urgent", ILL, door, key=key, officer=cast.rina(), now=clock.now()
    )


def _expected_soon() -> str:
    soon = clock.now() + timedelta(seconds=30)
    session = a_session(counter="Loket 2", starts_at=soon, places=2)
    held = actions.hold(somebody(1), session, ILL, now=clock.now())
    return actions.book(held.pass_token, now=clock.now()).pass_token


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [*SIZES, (1920, 1080)])
def test_no_page_of_the_hall_has_a_barrier(
    address: str, line: list[Ticket], width: int, height: int, scheme: str
) -> None:
    token, wall = _expected_soon(), screen_token(cast.an_office().pk)
    paths = [
        "/hall/", "/hall/pintu/", "/hall/pintu/?kode=7KM3PX", f"/hall/pintu/?kode={token}", "/hall/pintu/tanpa-janji/",
        f"/hall/karcis/{line[0].pk}/", "/hall/loket/", "/hall/loket/?loket=Loket+1", "/hall/loket/?loket=Loket+2",
        f"/hall/tiket/{token}/", f"/hall/tiket/{line[1].visit.pass_token}/", f"/hall/layar/{wall}/",
    ]  # fmt: skip
    found = {}
    with browser() as started:
        page = entered(
            started, address, cast.rina(), viewport={"width": width, "height": height}, color_scheme=scheme
        )
        for path in paths:
            page.goto(address + path)
            found[path] = barriers(page) + too_wide(page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_somebody_comes_and_is_served_without_any_script(address: str) -> None:
    token = _expected_soon()
    with browser() as started:
        page = entered(started, address, cast.rina(), java_script_enabled=False)
        page.goto(f"{address}/hall/pintu/")
        page.fill("#code", token)
        page.click("text=Cari")
        page.click("main button:has-text('Catat kedatangan')")
        page.wait_for_selector("text=A001")
        page.goto(f"{address}/hall/loket/?loket=Loket+2")
        page.click("text=Panggil berikutnya")
        page.click("text=Selesai, panggil berikutnya")
        page.wait_for_selector("text=Belum ada yang menunggu untuk loket ini.")
    assert Ticket.objects.get().state == "finished"


def test_the_screen_tells_its_age_when_the_network_is_gone_and_resumes_by_itself(
    address: str, line: list[Ticket]
) -> None:
    with browser() as started:
        context = started.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(40 * SECONDS)
        page.goto(f"{address}/hall/layar/{screen_token(cast.an_office().pk)}/")
        page.wait_for_selector(".latest .number:has-text('A001')")
        assert page.evaluate("document.querySelector('.latest .number').offsetHeight") >= 0.12 * 1080
        context.set_offline(True)
        page.evaluate("(now => { Date.now = () => now() + 130000; })(Date.now.bind(Date))")
        page.wait_for_selector("text=Terakhir diperbarui 2 menit lalu")
        ticket = Ticket.objects.get(pk=line[0].pk)
        actions.finish(ticket, "Loket 1", officer=cast.rina(), now=clock.now())
        actions.call_next(cast.an_office(), "Loket 1", officer=cast.rina(), now=clock.now())
        context.set_offline(False)
        page.wait_for_selector(".latest .number:has-text('A002')")
        page.wait_for_selector("[data-age]", state="hidden")
        assert page.evaluate("getComputedStyle(document.querySelector('.latest')).animationName") == "none"
