"""The desk in a real browser: no barrier that axe knows, nothing wider than the screen, and the keys do the work."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from lojar.channels import alarms
from lojar.channels.models import OutboundMessage
from lojar.lib import clock
from lojar.offices.models import Officer
from tests import cast

from .full_desk import every_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text()
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = [(360, 740), (1280, 800)]
SECONDS = 1000


@pytest.fixture
def address(live_server, monkeypatch: pytest.MonkeyPatch) -> str:
    """Playwright keeps an event loop in this thread; Django would refuse the database here without this word."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    return live_server.url


@pytest.fixture(autouse=True)
def _leave_no_jobs(transactional_db: None) -> Iterator[None]:
    """A test that commits is cleaned up by Django, but for the jobs: Django does not know their table."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture
def pages(address: str) -> dict[str, str]:
    return every_page()


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        yield started
        started.close()


def entered(started: Browser, address: str, officer: Officer, **how: object) -> Page:
    """A page of somebody who has signed in already."""
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    context = started.new_context(locale="id-ID", **how)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    page = context.new_page()
    page.set_default_timeout(20 * SECONDS)
    return page


def barriers(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("levels => axe.run(document, {runOnly: levels})", LEVELS)
    return [f"{each['id']}: {node['target']}" for each in found["violations"] for node in each["nodes"]]


def too_wide(page: Page) -> list[str]:
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"{wide} px on {screen}"] if wide > screen else []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_page_of_the_desk_has_a_barrier(
    address: str, pages: dict[str, str], width: int, height: int, scheme: str
) -> None:
    found = {}
    admin = cast.an_officer("Ayu", "admin")
    with browser() as started:
        page = entered(
            started, address, admin, viewport={"width": width, "height": height}, color_scheme=scheme
        )
        for name, path in pages.items():
            page.goto(address + path)
            found[name] = barriers(page) + too_wide(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_door_has_no_barrier_and_no_script_of_strangers(address: str) -> None:
    complaints: list[str] = []
    with browser() as started:
        page = started.new_context(locale="id-ID", viewport={"width": 360, "height": 740}).new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(f"{address}/desk/masuk/")
        found = barriers(page) + too_wide(page)
    assert (found, complaints) == ([], [])


def test_a_case_is_reviewed_with_the_keyboard_alone(address: str) -> None:
    """Take the next, accept, return with a ready-made reason, change one's mind, approve, undo, approve."""
    application = cast.submitted(now=clock.now() - timedelta(hours=1))
    complaints: list[str] = []
    with browser() as started:
        page = entered(started, address, cast.rina(), viewport={"width": 1280, "height": 800})
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda wrong: complaints.append(str(wrong)))
        page.goto(f"{address}/desk/")
        page.keyboard.press("n")
        page.wait_for_selector("#review")
        for done in (1, 2):
            page.keyboard.press("a")
            page.wait_for_selector(f"text={done} dari 3 berkas sudah diperiksa.")
        page.keyboard.press("r")
        page.keyboard.press("1")
        page.locator(".give-back-end button").press("Enter")
        page.wait_for_selector("text=1 berkas perlu diperbaiki warga.")
        page.keyboard.press("u")
        page.wait_for_selector("text=2 dari 3 berkas sudah diperiksa.")
        page.keyboard.press("a")
        page.wait_for_selector("text=Semua berkas diterima.")
        page.keyboard.press("s")
        page.wait_for_selector(".undo-bar")
        page.keyboard.press("z")
        page.wait_for_selector(".undo-bar", state="detached")
        assert cast.fresh(application).status == "submitted"
        page.keyboard.press("s")
        page.wait_for_selector(".undo-bar")
        page.keyboard.press("s")
        page.wait_for_selector("text=disetujui. Warga diberi tahu")
    assert cast.fresh(application).status == "accepted"
    assert complaints == []


def test_a_ready_answer_is_picked_with_the_keyboard_and_nothing_is_sent_by_it(address: str) -> None:
    """It goes below what was typed, and a mention of a colleague goes where one is writing."""
    case = cast.submitted(now=clock.now())
    cast.wati()
    with browser() as started:
        page = entered(started, address, cast.rina(), viewport={"width": 1280, "height": 800})
        page.goto(f"{address}/desk/berkas/{case.number}/?panel=percakapan")
        page.fill("#reply", "Selamat pagi.")
        page.keyboard.press("Escape")
        page.keyboard.press("w")
        page.keyboard.press("1")
        assert page.input_value("#reply").startswith(
            "Selamat pagi.\n\nTerima kasih sudah menunggu, Siti Contoh."
        )
        assert page.evaluate("document.activeElement.id") == "reply"
        page.goto(f"{address}/desk/berkas/{case.number}/?panel=riwayat")
        page.keyboard.press("c")  # and on, without a pause
        page.keyboard.type("Tolong ")
        page.click(".note-people summary")
        page.click("text=@Wati")
        page.keyboard.type("periksa")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".notes li")
    assert case.notes.get().text == "Tolong @Wati periksa"
    assert not OutboundMessage.objects.filter(purpose="officer").exists()


def test_a_failed_message_is_settled_with_the_keyboard_alone(address: str) -> None:
    """And a trouble of the line that comes meanwhile appears above the page by itself."""
    now = clock.now()
    failed = OutboundMessage.objects.create(
        contact=cast.siti(), key="f", body={"type": "text", "body": "Kabar"}, state="failed", created_at=now,
        failed_at=now, error_code=131026,
    )  # fmt: skip
    with browser() as started:
        page = entered(started, address, cast.rina(), viewport={"width": 1280, "height": 800})
        page.goto(f"{address}/desk/gangguan/")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent").startswith("Sudah disampaikan"):
                break
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Dicatat: sudah disampaikan lewat telepon.")
        alarms.raise_alarm("line_190", "x", office=cast.an_office(), now=now, stops_sending=True)
        page.wait_for_selector("text=WhatsApp menolak kunci akses", timeout=60 * SECONDS)
    assert OutboundMessage.objects.get(key=f"phoned:{failed.pk}").written_by == cast.rina()


def test_leaving_the_page_makes_the_decision(address: str) -> None:
    application = cast.submitted(now=clock.now())
    for paper in application.papers.filter(pages__isnull=False):
        cast.actions.accept_paper(paper, cast.rina(), now=clock.now())
    with browser() as started:
        page = entered(started, address, cast.rina(), viewport={"width": 1280, "height": 800})
        page.goto(f"{address}/desk/berkas/{application.number}/")
        page.keyboard.press("s")
        page.wait_for_selector(".undo-bar")
        page.goto(f"{address}/desk/")
        for _ in range(50):  # the beacon arrives when it arrives
            if cast.fresh(application).status == "accepted":
                break
            page.wait_for_timeout(100)
    assert cast.fresh(application).status == "accepted"
