"""The office looks over its catalogue and changes it in words a mistake can be read in."""

import pytest
from django.test import Client

from lojar.catalogue import queries
from lojar.catalogue.models import Override
from tests import cast

pytestmark = pytest.mark.django_db


def form_of(client: Client, code: str) -> dict[str, str]:
    """What the browser would send back unchanged."""
    context = client.get(f"/desk/layanan/{code}/").context
    service = context["service"]
    given = {f"need-{row['base'].key}": row["need"] for row in context["papers"]}
    for row in context["papers"]:
        given |= {
            f"label-{row['base'].key}-id": row["now"].label.id,
            f"label-{row['base'].key}-en": row["now"].label.en,
        }
    for name in ("name", "short", "description"):
        text = getattr(service, name)
        given |= {f"{name}-id": text.id, f"{name}-en": text.en}
    promise = service.promise
    given |= {"amount": str(promise.amount), "unit": promise.unit, "promise-id": promise.text.id}
    given |= {"promise-en": promise.text.en, "office_note": service.office_note, "reason": "SK kepala dinas"}
    given |= {f"delivery-{n}": each.delivery for n, each in enumerate(service.outputs)}
    return given | ({"offered": "1"} if service.offered else {})


def changes(code: str) -> dict[str, object]:
    return dict(Override.objects.get(service_code=code).changes)


def test_every_service_is_shown_with_its_doubt(rina: Client) -> None:
    page = rina.get("/desk/layanan/").content.decode()
    assert page.count("/desk/layanan/") >= 38
    assert "perlu diperiksa" in page


def test_a_paper_that_is_not_asked_for_here_is_dropped(hadi: Client) -> None:
    given = form_of(hadi, "akta-lahir") | {"need-buku-nikah": "optional", "need-surat-lahir": "no"}
    hadi.post("/desk/layanan/akta-lahir/override", given)
    assert changes("akta-lahir") == {
        "drop_requirements": ["surat-lahir"],
        "optional_requirements": ["buku-nikah"],
    }
    service = queries.for_office(cast.an_office()).services["akta-lahir"]
    assert service.requirement("surat-lahir") is None


def test_a_form_sent_back_unchanged_changes_nothing(hadi: Client) -> None:
    hadi.post("/desk/layanan/akta-lahir/override", form_of(hadi, "akta-lahir"))
    assert not Override.objects.exists()


def test_a_longer_promise_needs_its_words(hadi: Client) -> None:
    given = form_of(hadi, "akta-lahir") | {"amount": "3"}
    answer = hadi.post("/desk/layanan/akta-lahir/override", given)
    assert answer.status_code == 422
    assert "Perubahan belum disimpan." in answer.content.decode()
    words = {
        "promise-id": "3 hari kerja setelah berkas lengkap",
        "promise-en": "3 working days once complete",
    }
    hadi.post("/desk/layanan/akta-lahir/override", given | words)
    assert queries.for_office(cast.an_office()).services["akta-lahir"].promise.amount == 3


def test_a_name_too_long_for_whatsapp_is_refused_with_the_limit(hadi: Client) -> None:
    given = form_of(hadi, "akta-lahir") | {"short-id": "Akta kelahiran bagi semua anak"}
    answer = hadi.post("/desk/layanan/akta-lahir/override", given)
    assert answer.status_code == 422
    assert "paling banyak 24 huruf" in answer.content.decode()


def test_a_change_needs_a_reason(hadi: Client) -> None:
    answer = hadi.post("/desk/layanan/akta-lahir/override", form_of(hadi, "akta-lahir") | {"reason": ""})
    assert answer.status_code == 422
    assert not Override.objects.exists()


def test_a_clerk_reads_and_does_not_change(rina: Client) -> None:
    assert rina.get("/desk/layanan/akta-lahir/").status_code == 200
    assert rina.post("/desk/layanan/akta-lahir/override", {"step": "confirm"}).status_code == 403


def test_the_office_confirms_an_entry_and_keeps_it_through_later_changes(hadi: Client) -> None:
    hadi.post("/desk/layanan/akta-lahir/override", {"step": "confirm"})
    hadi.post(
        "/desk/layanan/akta-lahir/override", form_of(hadi, "akta-lahir") | {"need-buku-nikah": "optional"}
    )
    assert changes("akta-lahir") == {"confirmed": True, "optional_requirements": ["buku-nikah"]}


def test_a_service_can_be_switched_off_and_given_back(hadi: Client) -> None:
    given = form_of(hadi, "ikd")
    given.pop("offered")
    hadi.post("/desk/layanan/ikd/override", given)
    assert not queries.for_office(cast.an_office()).services["ikd"].offered
    hadi.post("/desk/layanan/ikd/override", {"step": "take_back"})
    assert queries.for_office(cast.an_office()).services["ikd"].offered


def test_an_unknown_service_is_404(rina: Client) -> None:
    assert rina.get("/desk/layanan/akta-bulan/").status_code == 404
