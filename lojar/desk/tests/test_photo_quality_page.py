"""What the program judged beside what officers decided, and a list to learn from that leads to nobody."""

import csv
import io

import pytest
from django.test import Client

from lojar.applications import actions
from lojar.applications.models import Application
from lojar.evidence.models import PhotoPage, Reading
from tests import cast

pytestmark = pytest.mark.django_db


def judge(application: Application, key: str, *reasons: str) -> None:
    page = PhotoPage.objects.get(photo__uses__paper=application.papers.get(key=key))
    Reading.objects.create(
        page=page, engine="test", usable=not reasons, reasons=list(reasons), found={}, read_at=cast.NOW
    )


@pytest.fixture
def judged(db: None) -> Application:
    case = cast.submitted()
    judge(case, "kk", "glare")
    judge(case, "surat-lahir")
    judge(case, "buku-nikah")
    rina = cast.rina()
    papers = {paper.key: paper for paper in case.papers.all()}
    actions.accept_paper(papers["kk"], rina, now=cast.NOW)
    actions.return_paper(papers["surat-lahir"], rina, reasons=["buram"], now=cast.NOW)
    actions.return_paper(papers["buku-nikah"], rina, reasons=["beda-data"], now=cast.NOW)
    return case


def test_the_page_counts_what_was_judged_and_where_officers_differ(wati: Client, judged: Application) -> None:
    answer = wati.get("/desk/mutu-foto/")
    quality = answer.context["quality"]
    assert (quality.judged, quality.good, dict(quality.by_reason)) == (3, 2, {"glare": 1})
    assert (quality.false_alarms, quality.missed, quality.agreed) == (1, 1, 0)
    assert "66,7 %" in answer.content.decode()


def test_the_list_has_a_line_for_each_photo_and_nobodys_data(wati: Client, judged: Application) -> None:
    answer = wati.get("/desk/mutu-foto/daftar.csv?hari=7")
    text = b"".join(answer.streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["diminta"], row["layak"], row["alasan"], row["petugas"]) for row in rows] == [
        ("surat_lahir", "1", "", "could_not"), ("buku_nikah", "1", "", "other"), ("kk", "0", "glare", "read"),
    ]  # fmt: skip
    for personal in (judged.number, cast.SITI_NIK, cast.SITI_PHONE, "Siti"):
        assert personal not in text


def test_an_office_without_photos_is_told_so(wati: Client) -> None:
    assert "Belum ada foto yang dinilai" in wati.get("/desk/mutu-foto/?hari=99").content.decode()


def test_clerks_and_other_offices_see_nothing_of_it(
    rina: Client, stranger: Client, judged: Application
) -> None:
    assert rina.get("/desk/mutu-foto/").status_code in (403, 404)
    assert rina.get("/desk/mutu-foto/daftar.csv").status_code in (403, 404)
    assert (
        stranger.get("/desk/mutu-foto/").status_code in (403, 404)
        or b"glare" not in stranger.get("/desk/mutu-foto/").content
    )
