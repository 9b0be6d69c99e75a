"""A handful of sample papers that all seeded cases share: drawn here, plainly made up."""

import io
from collections.abc import Sequence
from datetime import datetime

from PIL import Image, ImageDraw

from lojar.channels.models import Contact, Identity
from lojar.evidence.actions import keep_photo
from lojar.evidence.models import Photo
from lojar.offices.models import Office

PHONE = "6280000000000"
TITLES = ("KARTU KELUARGA", "KARTU TANDA PENDUDUK", "SURAT KETERANGAN KELAHIRAN", "BUKU NIKAH")


def sample_photos(office: Office, *, now: datetime) -> Sequence[Photo]:
    """The same bytes every time, so that they are kept once."""
    owner = _owner(office, now)
    return [keep_photo(owner, data=_drawn(title), filename=f"{title}.jpg", now=now) for title in TITLES]


def _owner(office: Office, now: datetime) -> Contact:
    known = Identity.objects.filter(
        office=office, kind=Identity.Kind.PHONE, value=PHONE, valid_to=None
    ).first()
    if known:
        return known.contact
    owner = Contact.objects.create(office=office, name="Contoh berkas", first_heard_at=now)
    Identity.objects.create(
        contact=owner, office=office, kind=Identity.Kind.PHONE, value=PHONE, valid_from=now
    )
    return owner


def _drawn(title: str) -> bytes:
    page = Image.new("RGB", (900, 600), "#f4efe2")
    pen = ImageDraw.Draw(page)
    pen.rectangle((20, 20, 880, 580), outline="#4a5568", width=4)
    pen.text((60, 60), title, fill="#1a202c", font_size=44)
    pen.text((60, 500), "CONTOH - BUKAN DOKUMEN ASLI", fill="#9b2c2c", font_size=32)
    for line in range(5):
        pen.line((60, 160 + line * 60, 780 - line * 40, 160 + line * 60), fill="#718096", width=10)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80)
    return out.getvalue()
