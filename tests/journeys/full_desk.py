"""Every page of the desk, with something on it: what a browser is driven over."""

from datetime import datetime, timedelta

from lojar.applications import actions
from lojar.applications.models import Application
from lojar.catalogue import sayings
from lojar.catalogue.models import Saying
from lojar.channels import actions as talking
from lojar.channels import alarms
from lojar.channels.models import LineAlarm, MessageTemplate, OutboundMessage
from lojar.evidence import actions as evidence
from lojar.lib import clock
from lojar.notifications.models import MorningNote
from lojar.offices.actions import plan_shift
from lojar.visits.actions.rooms import draw_room
from lojar.visits.models import Visit
from lojar.visits.rules.room_plan import RoomPlan
from lojar.visits.tests.stock import a_session, booked, somebody
from tests import cast

A_TRIAL = "rows=15&columns=20&spacing=0,6&row_spacing=0,9&distance=1,5&gone=&wheelchair=C3"


def every_page() -> dict[str, str]:
    """Every page of the desk, with something on it."""
    now = clock.now()
    waiting = cast.submitted(now=now - timedelta(hours=2))
    mourning = cast.submitted("akta-mati", contact=cast.budi(), now=now - timedelta(hours=3))
    cast.return_some(mourning, now=now)
    approved = cast.accepted("ktp-hilang", contact=cast.budi(), now=now)
    ready = cast.ready("ktp-rusak", now=now)
    LineAlarm.objects.create(office=cast.an_office(), kind="x", text="Kunci akses ditolak", raised_at=now)
    _a_line_in_trouble(now)
    _notes_that_call(mourning, now)
    _promises_in_trouble(now)
    boards = {
        f"board {key}": f"/desk/janji/?daftar={key}" for key in ("lewat", "dipegang", "pesan", "draf", "diam")
    }
    return {
        **boards, "mornings": "/desk/janji/harian/", "exports": "/desk/ekspor/",
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
        "talks": "/desk/percakapan/", "talk": f"/desk/percakapan/{_a_talk_put_off(now)}/",
        "ready answers": "/desk/jawaban/", "ready answer": "/desk/jawaban/tanpa-biaya/",
        "new ready answer": "/desk/jawaban/baru/",
        "office": "/desk/kantor/", "officers": "/desk/petugas/", "shifts": _a_week(now),
        "rooms": "/desk/ruang/", "room": _a_room(), "a room tried": f"{_a_room()}?{A_TRIAL}",
        "schedule": "/desk/jadwal/", "a session": _a_session(now),
        "second factor": "/desk/keamanan/", "missing": "/desk/berkas/BWI-000000-0000/",
    }  # fmt: skip


def _a_week(now: datetime) -> str:
    plan_shift(cast.rina(), "home", starts_at=now, ends_at=now + timedelta(hours=7))
    return "/desk/petugas/jadwal/"


def _a_session(now: datetime) -> str:
    """With somebody who comes for an urgent reason, and somebody who is owed another time."""
    session = a_session(starts_at=now + timedelta(days=1), places=2, office=cast.an_office())
    booked(session, somebody(41), now=now)
    lost = booked(session, somebody(42), now=now)
    Visit.objects.filter(pk=lost.pk).update(state="displaced")
    return f"/desk/jadwal/sesi/{session.pk}/"


def _a_room() -> str:
    plan = RoomPlan(
        gone=frozenset({"A1", "A2"}), wheelchair=frozenset({"B1"}), placed=(("T1", 50, 550),), doors=((0, 0, 80),),
        walls=((0, 450, 350, 450),),
    )  # fmt: skip
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


def _notes_that_call(case: Application, now: datetime) -> None:
    """The officer who reads the pages, and a colleague."""
    cast.an_officer("Ayu", "admin")
    for number, text in enumerate(("Keluarga sudah ditelepon.", "@Ayu tolong lihat, @Wati juga")):
        actions.write_note(case, cast.joko(), text=text, key=str(number), now=now)


def _a_talk_put_off(now: datetime) -> int:
    """Of three who wait, one whose time has come and one whose time will."""
    people = [cast.a_contact(f"Tini {number} Contoh", f"62800000020{number}") for number in range(3)]
    for number, contact in enumerate(people):
        talking.talk_with_officer(contact, now)
        due_at = now + timedelta(hours=number * 2 - 1)
        if number < 2:
            talking.answer_later(contact, due_at=due_at, officer=cast.rina(), now=now)
    return people[0].pk


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
