"""Who may open and do what on the pages of the line: every address, every role, the own office and another."""

from datetime import timedelta

import pytest
from django.test import Client

from lojar.channels import alarms
from lojar.channels.models import OutboundMessage
from lojar.offices.models import Office, Officer
from tests import cast

pytestmark = pytest.mark.django_db
EVERYBODY = ("clerk", "supervisor", "head", "admin")
LEADS = ("supervisor", "head", "admin")
RULERS = ("head", "admin")
PRICES = {"message_price": "1", "monthly_budget": "", "billing_time_zone": ""}
# method, address, who may, what another office gets
ADDRESSES = [
    ("get", "/desk/saluran/", EVERYBODY, 200),  # their own line
    ("get", "/desk/saluran/banner", EVERYBODY, 200),
    ("post", "/desk/saluran/prices", RULERS, 302),  # their own prices
    ("get", "/desk/gangguan/", EVERYBODY, 200),
    ("post", "/desk/gangguan/pesan/{failed}/again", EVERYBODY, 404),
    ("post", "/desk/gangguan/pesan/{failed}/phone-call", EVERYBODY, 404),
    ("post", "/desk/gangguan/pesan/{uncertain}/again", EVERYBODY, 404),
    ("post", "/desk/gangguan/pesan/{uncertain}/phone-call", EVERYBODY, 404),
    ("post", "/desk/gangguan/tertahan/{contact}/notice", EVERYBODY, 404),
    ("post", "/desk/gangguan/peringatan/{alarm}/resolution", LEADS, 404),
]
OFTEN = [(*address, role) for address in ADDRESSES for role in EVERYBODY]


@pytest.fixture
def rows(db: None) -> dict[str, int]:
    office, siti, at = cast.an_office(), cast.siti(), cast.NOW - timedelta(hours=1)
    about = {"contact": siti, "body": {"type": "text", "body": "Rahasia warga"}, "created_at": at}
    failed = OutboundMessage.objects.create(key="f", state="failed", failed_at=at, **about)
    uncertain = OutboundMessage.objects.create(key="u", state="in_flight", in_flight_at=at, **about)
    OutboundMessage.objects.create(key="h", state="held", **about)
    alarm = alarms.raise_alarm("line_190", "Token ditolak", office=office, now=at, stops_sending=True)
    return {"failed": failed.pk, "uncertain": uncertain.pk, "contact": siti.pk, "alarm": alarm.pk}


def asked(client: Client, method: str, address: str, rows: dict[str, int]):
    return getattr(client, method)(address.format(**rows), PRICES if "prices" in address else {})


@pytest.mark.parametrize(("method", "address", "may", "elsewhere", "role"), OFTEN)
def test_a_role_may_what_its_office_trusts_it_with(
    signed_in,
    rows: dict[str, int],
    method: str,
    address: str,
    may: tuple[str, ...],
    elsewhere: int,
    role: str,
) -> None:
    answer = asked(signed_in(cast.an_officer(f"Orang{role}", role)), method, address, rows)
    allowed = 200 if method == "get" else 302
    assert answer.status_code == (allowed if role in may else 403)


@pytest.mark.parametrize(("method", "address", "may", "elsewhere", "role"), OFTEN)
def test_another_office_finds_nothing(
    signed_in, next_town: Office, rows: dict[str, int], method: str, address: str, may: tuple[str, ...],
    elsewhere: int, role: str,
) -> None:  # fmt: skip
    before = list(OutboundMessage.objects.order_by("pk").values_list("key", "state"))
    answer = asked(signed_in(cast.an_officer(f"Jauh{role}", role, next_town)), method, address, rows)
    assert answer.status_code == (elsewhere if role in may else 403)
    assert "Rahasia warga" not in answer.content.decode()
    assert "Token ditolak" not in answer.content.decode()
    assert list(OutboundMessage.objects.order_by("pk").values_list("key", "state")) == before
    assert cast.an_office().message_price is None


@pytest.mark.parametrize(("method", "address", "may", "elsewhere"), ADDRESSES)
def test_a_verb_is_not_a_page_and_a_page_is_not_a_verb(
    ayu: Client, rows: dict[str, int], method: str, address: str, may: tuple[str, ...], elsewhere: int
) -> None:
    other = "post" if method == "get" else "get"
    assert asked(ayu, other, address, rows).status_code == 405


def test_somebody_who_left_gets_nothing(signed_in, rows: dict[str, int]) -> None:
    gone = cast.an_officer("Pergi", "admin")
    client = signed_in(gone)
    Officer.objects.filter(pk=gone.pk).update(is_active=False)
    for method, address, *_rest in ADDRESSES:
        assert asked(client, method, address, rows).status_code in (302, 403)
    assert OutboundMessage.objects.count() == 3
