"""From the bytes of a photo to the words about it: kept, read, laid on its line, and its values offered."""

from datetime import timedelta

import pytest

from lojar.applications import actions
from lojar.applications.models import Application
from lojar.catalogue import for_office
from lojar.channels.models import InboundMessage, OutboundMessage
from lojar.evidence.actions import keep_photo
from lojar.evidence.first_look import Depth
from lojar.evidence.tests import photographs
from lojar.intake import converse as turns
from lojar.lib import clock
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def card() -> bytes:
    return photographs.sent(photographs.on_a_table(photographs.card()))


@pytest.fixture
def draft() -> Application:
    """Of a service that asks for an identity card and a family card; all else lies there."""
    services = for_office(cast.an_office()).services
    wanted = {"ktp", "kk"}
    service = next(
        s for s in services.values() if {r.key for r in s.requirements if r.required == "always"} == wanted
    )
    draft = cast.a_draft(service.code, contact=cast.siti())
    for question in service.questions:
        plain = next(choice for choice in question.choices if not (choice.goes_to or choice.stops))
        actions.answer(draft, question.key, plain.key, now=clock.now())
    for paper in draft.papers.filter(needed=True).exclude(key="ktp"):
        actions.lay_page(draft, paper.key, cast.a_photo(cast.siti()), now=clock.now())
    return draft


def photographs_it(data: bytes) -> str:
    siti, now = cast.siti(), clock.now()
    message = InboundMessage.objects.create(
        office=siti.office, contact=siti, phone_number_id=siti.office.phone_number_id, wamid=f"w{len(data)}",
        kind="image", media_state="kept", sent_at=now, received_at=now - timedelta(seconds=10),
    )  # fmt: skip
    keep_photo(siti, data=data, message=message, depth=Depth.READ, now=now)
    turns.converse(siti.pk)
    body = OutboundMessage.objects.filter(contact=siti).latest("id").body
    return str(body["body"])


def test_a_card_finds_its_line_and_its_values_are_offered_and_taken(draft, card):
    said = photographs_it(card)
    paper = draft.papers.get(key="ktp")
    assert paper.pages.count() == 1
    assert "NIK pelapor: 3510 9912 0190 0001" in said
    assert "Nama lengkap pelapor: SATRIA UJI" in said
    now = clock.now()
    InboundMessage.objects.create(
        office=draft.office, contact=cast.siti(), phone_number_id=draft.office.phone_number_id, wamid="yes",
        kind="text", text="ya benar", sent_at=now, received_at=now,
    )  # fmt: skip
    turns.converse(cast.siti().pk)
    assert cast.fresh(draft).values["nik_pelapor"] == photographs.NIK


def test_a_card_that_nobody_can_read_offers_nothing_and_brings_the_advice(draft, card):
    said = photographs_it(photographs.sent(photographs.blurred(photographs.on_a_table(photographs.card()))))
    assert "perlu diulang" in said
    assert "kami membaca" not in said
