"""The people every test knows: made up, with NIKs of a district that does not exist and numbers nobody has.

Siti Contoh reports the birth of her child; Budi Contoh, her husband, lost his identity card. Rina and Joko are clerks,
Wati supervises them, Hadi is the head. The builders carry an application to any point of its life in one call, by
the same actions as the product.
"""

import hashlib
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count

from django.conf import settings
from PIL import Image

from lojar.applications import actions
from lojar.applications.models import Application, Paper
from lojar.applications.queries import given, service_of
from lojar.catalogue.shapes import Field, Service
from lojar.channels.models import Contact, Identity
from lojar.evidence.models import Photo, PhotoPage
from lojar.evidence.queries import store
from lojar.handover import actions as handover
from lojar.handover.models import HandOver
from lojar.offices.models import Office, Officer
from lojar.offices.rules.opening_hours import DEFAULT_HOURS

# A Monday at ten in the morning in Banyuwangi: the office is open.
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
PASSWORD = "made-up and long enough"
SITI_NIK, SITI_PHONE = "3510995505900003", "628000000001"
BUDI_NIK, BUDI_PHONE = "3510991506880001", "628000000002"
FAMILY_CARD = "3510990203120004"
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)

# What Siti would answer, by field; every other field gets something of its kind.
SAYS = {
    "hubungan": "ibu", "nik_pelapor": SITI_NIK, "nama_pelapor": "Siti Contoh", "nomor_kk": FAMILY_CARD,
    "kecamatan": "Genteng", "desa": "Kembiritan", "ayah_nik": BUDI_NIK, "ayah_nama": "Budi Contoh",
    "ayah_tempat_lahir": "Banyuwangi", "ayah_tanggal_lahir": "1988-06-15", "ibu_nik": SITI_NIK,
    "ibu_nama": "Siti Contoh", "ibu_tempat_lahir": "Jember", "ibu_tanggal_lahir": "1990-05-15",
    "anak_nama": "Rahma Putri Contoh", "lahir_tanggal": "2026-11-16", "lahir_jam": "08.15",
    "alm_nama": "Sukarman Contoh", "alm_nik": "3510990107550001", "mati_tanggal": "2026-11-20",
    "saksi1_nik": "3510991203800001", "saksi1_nama": "Slamet Contoh", "saksi2_nik": "3510994709850002",
    "saksi2_nama": "Tini Contoh", "ambil": "pdf", "pasangan_nik": BUDI_NIK,
}  # fmt: skip
OF_KIND = {
    "nik": SITI_NIK, "niks": SITI_NIK, "kk": FAMILY_CARD, "name": "Siti Contoh", "date": "2026-11-16", "time": "08.15",
    "datetime": "2026-11-16 08.15", "text": "Contoh", "integer": "2", "decimal": "3,2", "district": "Genteng",
    "village": "Kembiritan", "phone": SITI_PHONE, "email": "siti@contoh.id", "address": "Dusun Contoh RT 02 RW 01",
}  # fmt: skip
_colour = count(1)


# People and places


def an_office(**changes: object) -> Office:
    """The office of all tests: there is only one, and asking again brings it back."""
    fields = {
        "code": "contoh", "name": "Dispendukcapil Kabupaten Contoh", "short_name": "Dukcapil Contoh", "prefix": "BWI",
        "regency_code": "3510", "address": "Jl. Contoh No. 1", "whatsapp_display": "62800000000001",
        "phone_number_id": settings.LOJAR_WHATSAPP_PHONE_NUMBER_ID, "hours": DEFAULT_HOURS,
        "time_zone": "Asia/Jakarta", **changes,
    }  # fmt: skip
    office, _ = Office.objects.get_or_create(code=fields.pop("code"), defaults=fields)
    return office


def an_officer(name: str, role: str = "clerk", office: Office | None = None) -> Officer:
    """The hash is made only where a test logs in with a form (`with_password`): Argon2 is slow by intent."""
    email = f"{name.lower()}@contoh.id"
    found = Officer.objects.filter(email=email).first()
    return found or Officer.objects.create(email=email, name=name, role=role, office=office or an_office())


def with_password(officer: Officer) -> Officer:
    officer.set_password(PASSWORD)
    officer.save(update_fields=["password"])
    return officer


def rina() -> Officer:
    return an_officer("Rina")


def joko() -> Officer:
    return an_officer("Joko")


def wati() -> Officer:
    return an_officer("Wati", "supervisor")


def hadi() -> Officer:
    return an_officer("Hadi", "head")


def a_contact(name: str, phone: str, office: Office | None = None) -> Contact:
    office = office or an_office()
    identity = Identity.objects.filter(office=office, kind="phone", value=phone, valid_to=None).first()
    if identity:
        return identity.contact
    contact = Contact.objects.create(office=office, name=name, first_heard_at=NOW, window_opened_at=NOW)
    Identity.objects.create(
        contact=contact, office=office, kind="phone", value=phone, valid_from=NOW - timedelta(days=9)
    )
    return contact


def siti() -> Contact:
    return a_contact("Siti Contoh", SITI_PHONE)


def budi() -> Contact:
    return a_contact("Budi Contoh", BUDI_PHONE)


# Photos


def a_jpeg(seed: int | None = None) -> bytes:
    """A small real picture; another seed is another picture."""
    number = next(_colour) if seed is None else seed
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (number * 37 % 256, number * 101 % 256, number % 256)).save(
        out, "JPEG", comment=str(number)
    )
    return out.getvalue()


def a_photo(contact: Contact | None = None, *, seed: int | None = None, now: datetime = NOW) -> Photo:
    """Kept and ready to look at, without the decoder's process of its own (that is evidence's test)."""
    contact, data = contact or siti(), a_jpeg(seed)
    sha256 = hashlib.sha256(data).digest()
    found = Photo.objects.filter(contact=contact, sha256=sha256).first()
    if found:
        return found
    key = f"tests/{contact.pk}/{sha256.hex()}"
    store().put(key, data)
    photo = Photo.objects.create(
        contact=contact,
        sha256=sha256,
        state=Photo.State.KEPT,
        mime="image/jpeg",
        size=len(data),
        object_key=key,
        kept_at=now,
    )
    PhotoPage.objects.create(photo=photo, number=1, display_key=key, thumb_key=key, width=64, height=48)
    return photo


# Applications, each builder one step further


def a_draft(
    code: str = "akta-lahir",
    *,
    contact: Contact | None = None,
    answers: Mapping[str, str] | None = None,
    now: datetime = NOW,
) -> Application:
    """Just begun: no paper, no value, only the questions answered that were given."""
    return actions.start(contact or siti(), code, answers=answers or {}, now=now)


def a_complete_draft(
    code: str = "akta-lahir",
    *,
    contact: Contact | None = None,
    answers: Mapping[str, str] | None = None,
    values: Mapping[str, str] | None = None,
    now: datetime = NOW,
) -> Application:
    """Every question, field and needed paper; only sending is left."""
    draft = a_draft(code, contact=contact, answers=answers, now=now)
    answer_all(draft, now=now)
    fill_all(draft, values=values, now=now)
    lay_all(draft, now=now)
    draft.refresh_from_db()
    return draft


def submitted(code: str = "akta-lahir", *, now: datetime = NOW, **about: object) -> Application:
    return all_submitted(code, now=now, **about)[0]


def all_submitted(code: str = "paket-lahir", *, now: datetime = NOW, **about: object) -> list[Application]:
    """For packages: every member."""
    return actions.submit(a_complete_draft(code, now=now, **about), now=now)


def returned(
    code: str = "akta-lahir",
    *,
    papers: Iterable[str] = (),
    officer: Officer | None = None,
    note: str = "Mohon difoto ulang",
    now: datetime = NOW,
    **about: object,
) -> Application:
    """The named papers, or the first one, sent back."""
    return return_some(submitted(code, now=now, **about), papers=papers, officer=officer, note=note, now=now)


def return_some(
    application: Application,
    *,
    papers: Iterable[str] = (),
    officer: Officer | None = None,
    note: str = "Mohon difoto ulang",
    now: datetime = NOW,
) -> Application:
    officer = officer or rina()
    keys = list(papers) or [application.papers.order_by("position").first().key]
    for paper in application.papers.filter(key__in=keys):
        actions.return_paper(paper, officer, note=note, now=now)
    return actions.ask_for_correction(application, officer, now=now)


def accepted(
    code: str = "akta-lahir", *, officer: Officer | None = None, now: datetime = NOW, **about: object
) -> Application:
    return accept_it(submitted(code, now=now, **about), officer=officer, now=now)


def accept_it(
    application: Application, *, officer: Officer | None = None, now: datetime = NOW
) -> Application:
    officer = officer or (hadi() if service_of(application).needs_head else rina())
    for paper in _papers_with_pages(application):
        actions.accept_paper(paper, officer, now=now)
    return actions.accept(application, officer, now=now)


def ready(
    code: str = "akta-lahir", *, officer: Officer | None = None, now: datetime = NOW, **about: object
) -> Application:
    """In tray A-17, with a PDF for every output that is one."""
    return make_ready(accepted(code, officer=officer, now=now, **about), officer=officer, now=now).application


def make_ready(application: Application, *, officer: Officer | None = None, now: datetime = NOW) -> HandOver:
    officer = officer or (hadi() if service_of(application).needs_head else rina())
    for output in service_of(application).outputs:
        pdf = PDF if output.delivery == "pdf" else None
        actions.register_result(
            application, officer, name=output.name.id, number="3510-XX-23112026-0001", pdf=pdf, now=now
        )
    return handover.mark_ready(application, officer, place="A-17", now=now)


# What a citizen does in one go


def answer_all(draft: Application, *, now: datetime = NOW) -> None:
    """The first choice of every open question: it always goes on."""
    while questions := service_of(draft).to_choose(given(fresh(draft))):
        actions.answer(draft, questions[0].key, questions[0].choices[0].key, now=now)


def fill_all(draft: Application, *, values: Mapping[str, str] | None = None, now: datetime = NOW) -> None:
    service = service_of(draft)
    wanted = {field.key: _says(field, service) for field in service.fields if field.asked}
    actions.fill(draft, {**wanted, **(values or {})}, now=now)


def lay_all(draft: Application, *, now: datetime = NOW) -> None:
    """One new photo on every paper that is needed and has none."""
    for paper in draft.papers.filter(needed=True, state="missing"):
        actions.lay_page(draft, paper.key, a_photo(draft.contact), now=now)


def fresh(application: Application) -> Application:
    """The row as it is now: actions return a new one, and leave the one they were given as it was."""
    return Application.objects.get(pk=application.pk)


def _says(field: Field, service: Service) -> str:
    if field.choices:
        said = SAYS.get(field.key, "")
        return said if field.choice(said) else field.choices[0].key
    return SAYS.get(field.key) or OF_KIND[field.kind]


def _papers_with_pages(application: Application) -> list[Paper]:
    return list(application.papers.filter(pages__withdrawn_at=None, pages__isnull=False).distinct())
