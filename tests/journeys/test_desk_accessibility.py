"""The desk in a real browser: no barrier that axe knows, nothing wider than the screen, and the keys do the work."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from lojar.applications.models import Application
from lojar.catalogue import sayings
from lojar.catalogue.models import Saying
from lojar.channels import alarms
from lojar.channels.models import LineAlarm, MessageTemplate, OutboundMessage
from lojar.evidence import actions as evidence
from lojar.lib import clock
from lojar.notifications.models import MorningNote
from lojar.offices.models import Officer
from lojar.visits.actions.rooms import draw_room
from lojar.visits.rules.room_plan import RoomPlan
from tests import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text()
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = [(360, 740), (1280, 800)]
SECONDS = 1000
A_TRIAL = "rows=15&columns=20&spacing=0,6&row_spacing=0,9&distance=1,5&gone=&wheelchair=C3"


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
    """Every page of the desk, with something on it."""
    now = clock.now()
    waiting = cast.submitted(now=now - timedelta(hours=2))
    mourning = cast.submitted("akta-mati", contact=cast.budi(), now=now - timedelta(hours=3))
    cast.return_some(mourning, now=now)
    approved = cast.accepted("ktp-hilang", contact=cast.budi(), now=now)
    ready = cast.ready("ktp-rusak", now=now)
    LineAlarm.objects.create(office=cast.an_office(), kind="x", text="Kunci akses ditolak", raised_at=now)
    _a_line_in_trouble(now)
    _promises_in_trouble(now)
    boards = {
        f"board {key}": f"/desk/janji/?daftar={key}" for key in ("lewat", "dipegang", "pesan", "draf", "diam")
    }
    return {
        **boards, "mornings": "/desk/janji/harian/",
        "worklist": "/desk/", "review": f"/desk/berkas/{waiting.number}/",
        "conversation": f"/desk/berkas/{waiting.number}/?panel=percakapan",
        "history": f"/desk/berkas/{mourning.number}/?panel=riwayat",
        "looks at a case": f"/desk/berkas/{_a_case_looked_at(waiting, now)}/dilihat/",
        "looks of the team": "/desk/petugas/dilihat/",
        "looks of an officer": f"/desk/petugas/{cast.rina().pk}/dilihat/",
        "service of a case": f"/desk/berkas/{waiting.number}/?panel=layanan",
        "approved": f"/desk/berkas/{approved.number}/", "pick-up": "/desk/serah-terima/",
        "pass": f"/desk/serah-terima/?kode={ready.hand_over.code}", "trouble": "/desk/gangguan/",
        "line": "/desk/saluran/", "catalogue": "/desk/layanan/", "service": "/desk/layanan/akta-lahir/",
        "texts": "/desk/pesan/", "sayings": "/desk/kata/", "saying": f"/desk/kata/{_a_saying(now)}/?meaning=hours",
        "office": "/desk/kantor/", "officers": "/desk/petugas/",
        "rooms": "/desk/ruang/", "room": _a_room(), "a room tried": f"{_a_room()}?{A_TRIAL}",
        "second factor": "/desk/keamanan/", "missing": "/desk/berkas/BWI-000000-0000/",
    }  # fmt: skip


def _a_room() -> str:
    plan = RoomPlan(gone=frozenset({"A1", "A2"}), wheelchair=frozenset({"B1"}))
    return f"/desk/ruang/{draw_room(cast.an_office(), 'Teras depan', plan).pk}/"


def _a_case_looked_at(case: Application, now: datetime) -> str:
    """By two officers, in every way, and once for no application."""
    photo = case.papers.first().pages.first().photo
    evidence.record_view(cast.a_photo(), officer=cast.rina(), seen_as="display", now=now - timedelta(days=2))
    evidence.record_view(photo, officer=cast.wati(), seen_as="display", now=now - timedelta(days=1))
    for minutes, seen_as in enumerate(("thumb", "display", "straight", "original")):
        seen_at = now - timedelta(minutes=9 - minutes)
        evidence.record_view(photo, officer=cast.rina(), seen_as=seen_as, about=case.number, now=seen_at)
    for number in range(21):  # far more in an hour than anybody reads
        photo = cast.a_photo(cast.a_contact("Banyak Contoh", f"6280000001{number:02}"))
        evidence.record_view(
            photo, officer=cast.joko(), seen_as="display", now=now - timedelta(minutes=number)
        )
    return case.number


def _a_saying(now: datetime) -> int:
    """One that waits, one that was taught."""
    for text in ("kapan bukak e kantor iku", "mau nyetak yg rusak itu lho"):
        sayings.collect(cast.an_office(), text, plain=text, likely=["hours", "ktp-rusak"], now=now)
    first, second = Saying.objects.order_by("pk")
    sayings.teach(second, "ktp-rusak", officer=cast.an_officer("Hadi", "head"), now=now)
    return first.pk


def _promises_in_trouble(now: datetime) -> None:
    """Something late, something near, something held and not touched, a draft left behind, and two mornings."""
    for days, counts in ((0, {"late": 2, "near": 1, "failed_message": 1, "left_draft": 1}), (1, {})):
        on = (now - timedelta(days=days)).date()
        MorningNote.objects.create(office=cast.an_office(), on=on, counts=counts, written_at=now)
    for hours in (-50, -2, 3):
        case = cast.accepted("ktp-hilang", contact=cast.budi(), now=now - timedelta(days=5))
        Application.objects.filter(pk=case.pk).update(promised_at=now + timedelta(hours=hours))
    held = cast.submitted("ktp-hilang", contact=cast.budi(), now=now - timedelta(days=9))
    cast.actions.claim(held, cast.rina(), now=now - timedelta(days=8))
    cast.a_draft("ktp-rusak", now=now - timedelta(days=5))


def _a_line_in_trouble(now: datetime) -> None:
    """Stopped, with a message of every state and a template that was refused."""
    alarms.raise_alarm("line_190", "Sesi berakhir", office=cast.an_office(), now=now, stops_sending=True)
    for state in OutboundMessage.State.values:
        OutboundMessage.objects.create(
            contact=cast.siti(), key=f"a {state} one", body={"type": "text", "body": "Kabar"}, state=state,
            created_at=now - timedelta(hours=1), in_flight_at=now - timedelta(hours=1), error_code=131026,
        )  # fmt: skip
    MessageTemplate.objects.create(
        name="dokumen_siap", language="id", status="REJECTED", reason="X", changed_at=now
    )


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
