"""The page of the line: one sentence first, then the books, then how good and how dear it is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from lojar.channels import alarms
from lojar.channels.models import InboundMessage, LineAlarm, MessageTemplate, OutboundMessage, WebhookDelivery
from tests import cast

pytestmark = pytest.mark.django_db
PAGE = "/desk/saluran/"
STATE = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "line-state"}
METER = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "line-meter"}


def read(client: Client, **how: str) -> str:
    return client.get(PAGE, **how).content.decode()


def a_message(key: str, *, state: str = "delivered", minutes: int = 60, **more: object) -> OutboundMessage:
    at = cast.NOW - timedelta(minutes=minutes)
    times = (
        {"sent_at": at, "delivered_at": at + timedelta(seconds=4)} if state in ("delivered", "read") else {}
    )
    return OutboundMessage.objects.create(
        contact=cast.siti(), key=key, body={"type": "text", "body": "x"}, state=state, created_at=at,
        **{**times, "pricing_category": "service", "pricing_type": "regular", **more},
    )  # fmt: skip


def a_delivery(*, state: str = "processed", minutes: int = 1) -> WebhookDelivery:
    at = cast.NOW - timedelta(minutes=minutes)
    return WebhookDelivery.objects.create(body=b"{}", received_at=at, state=state)


# The sentence


def test_a_line_that_is_well_says_so_first(rina: Client) -> None:
    cast.an_office()
    page = read(rina)
    assert "Saluran berjalan baik." in page
    assert "Belum pernah ada kiriman dari WhatsApp" in page


@pytest.mark.parametrize(
    ("kind", "words", "step"),
    [
        ("line_190", "WhatsApp menolak kunci akses", "LOJAR_WHATSAPP_TOKEN"),
        ("line_131042_later", "Ada masalah pembayaran", "Penagihan"),
        ("line_368", "WhatsApp membatasi nomor kantor", "Account Quality"),
        ("line_account_later", "WhatsApp membatasi nomor kantor", "Account Quality"),
        ("line_200", "Izin aplikasi WhatsApp kurang", "whatsapp_business_messaging"),
        ("line_133010", "Nomor kantor tidak dikenali", "LOJAR_WHATSAPP_PHONE_NUMBER_ID"),
        ("line_unreachable", "tidak dapat dihubungi dari server", "sambungan internet"),
        ("line_777", "Pengiriman ke WhatsApp terganggu", "lojar check"),
    ],
)
def test_each_trouble_has_its_own_next_step(rina: Client, kind: str, words: str, step: str) -> None:
    alarms.raise_alarm(kind, "Kata Meta", office=cast.an_office(), now=cast.NOW, stops_sending=True)
    for page in (read(rina), rina.get("/desk/").content.decode()):
        assert "Pesan ke warga tertahan" in page
        assert words in page
        assert step in page
        assert "Kata Meta" in page


def test_every_kind_of_the_watch_and_of_the_notices_has_advice() -> None:
    from lojar.channels import ledger
    from lojar.desk.advice import advice

    kinds = [f"late_{book}_{part}" for book, part in ledger.LATE]
    kinds += [
        "template:x:id",
        "quality:x:id",
        "category:x:id",
        "templates_stopped@1",
        "budget",
        "budget_near",
    ]
    kinds += [
        "media_stuck",
        "ledger_gap",
        "account_alerts",
        "security",
        "account_0",
        "elsewhere_131042",
        "send_100",
        "line_None",
    ]
    assert [kind for kind in kinds if advice(kind) is None] == []
    assert advice("account_alerts") is not advice("account_0")


def test_an_alarm_that_nobody_foresaw_is_shown_in_its_own_words(rina: Client) -> None:
    alarms.raise_alarm("disk_full", "Ruang penyimpanan hampir habis", office=None, now=cast.NOW)
    assert "Saluran berjalan, dengan 1 peringatan." in read(rina)
    assert "Ruang penyimpanan hampir habis" in read(rina)


def test_books_that_do_not_close_are_said_before_anything_else_is_well(rina: Client) -> None:
    a_message("gone")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = 'replica'")
        cursor.execute("DELETE FROM channels_outboundmessage")
        cursor.execute("SET LOCAL session_replication_role = 'origin'")
    page = read(rina)
    assert "Pembukuan tidak cocok: Pesan untuk warga +1." in page
    assert "Jangan hapus apa pun" in page


def test_what_waits_too_long_is_named_with_its_age(rina: Client) -> None:
    a_delivery(state="waiting", minutes=9)
    page = read(rina)
    assert "Ada yang menunggu terlalu lama." in page
    assert "Kiriman WhatsApp: 1 menunggu dibaca" in page
    assert "9 menit lalu" in page


# The books


def test_what_came_stands_beside_what_became_of_it(rina: Client) -> None:
    a_delivery()
    for number, state in enumerate(OutboundMessage.State.values):
        a_message(f"k{number}", state=state)
    books = {book.key: book for book in rina.get(PAGE).context["books"]}
    assert (books["deliveries"].came, books["deliveries"].gap) == (1, 0)
    outbound = books["outbound"]
    assert {part.key: part.count for part in outbound.parts} == dict.fromkeys(OutboundMessage.State.values, 1)
    assert (outbound.came, outbound.gap) == (8, 0)
    assert [part.key for part in outbound.parts][:4] == ["queued", "held", "in_flight", "sent"]


def test_a_part_that_the_page_does_not_know_is_shown_all_the_same() -> None:
    from lojar.channels.ledger import Ledger
    from lojar.channels.rules.limits import Book, Part
    from lojar.desk.line import books_of

    (book,) = books_of(Ledger((Book("media", 1, (Part("of_tomorrow", 1),)),), cast.NOW))
    assert [(part.key, part.count) for part in book.parts] == [
        ("waiting", 0),
        ("kept", 0),
        ("of_tomorrow", 1),
    ]
    assert str(book.parts[-1].words) == "of_tomorrow"


def test_every_book_and_part_of_the_ledger_has_words() -> None:
    from lojar.channels import ledger
    from lojar.desk.line_words import BOOKS, ORDER, PARTS

    states = {
        "deliveries": WebhookDelivery.State.values, "updates": ledger.FATES,
        "messages": ("waiting", "heard", "silent", "put_aside"),
        "media": [state for state in InboundMessage.Media.values if state != "none"],
        "outbound": OutboundMessage.State.values,
    }  # fmt: skip
    assert set(BOOKS) == set(ledger.BOOKS) == set(states)
    needed = {(book, part) for book, parts in states.items() for part in parts}
    assert needed - set(PARTS) == set()
    assert {part for _book, part in needed} - set(ORDER) == set()


def test_the_state_refreshes_itself_and_is_quiet_while_nothing_changes(rina: Client) -> None:
    a_delivery()
    first = rina.get(PAGE, **STATE)
    assert "<html" not in first.content.decode()
    again = {**STATE, "HTTP_IF_NONE_MATCH": first.headers["ETag"]}
    assert rina.get(PAGE, **again).status_code == 304
    InboundMessage.objects.create(
        office=cast.an_office(), contact=cast.siti(), phone_number_id="1", wamid="w", kind="text", text="Halo",
        sent_at=cast.NOW, received_at=cast.NOW,
    )  # fmt: skip
    changed = rina.get(PAGE, **again)
    assert changed.status_code == 200
    assert '<span class="tile-number">1</span>' in changed.content.decode()


# Templates and quality


def test_a_template_that_is_not_usable_stands_first_with_what_to_do(rina: Client) -> None:
    MessageTemplate.objects.create(
        name="dokumen_siap", language="id", status="REJECTED", reason="INVALID_FORMAT", changed_at=cast.NOW
    )
    MessageTemplate.objects.create(
        name="jawaban_menunggu", language="id", status="APPROVED", changed_at=cast.NOW
    )
    templates = rina.get(PAGE).context["templates"]
    assert [str(each["word"]) for each in templates["told"]] == ["ditolak", "disetujui"]
    page = read(rina)
    assert "INVALID_FORMAT" in page
    assert "ubah kata-katanya" in page
    assert "12 template belum diajukan" in page


def test_quality_failures_and_what_was_refused_at_the_door_are_shown(rina: Client) -> None:
    a_message("d1")
    a_message("f1", state="failed", failed_at=cast.NOW - timedelta(hours=1), error_code=131026)
    LineAlarm.objects.create(
        kind="phone_number_quality_update", text="FLAGGED, TIER_250", raised_at=cast.NOW, office=None
    )
    page = read(rina, **METER)
    for words in ("50 %", "Tidak dapat sampai ke nomor ini", "FLAGGED, TIER_250", "Tanda tangan palsu"):
        assert words in page


# The banner


def test_the_banner_counts_what_waits_and_refreshes_itself(rina: Client) -> None:
    alarms.raise_alarm("line_190", "x", office=cast.an_office(), now=cast.NOW, stops_sending=True)
    for number in range(3):
        a_message(f"q{number}", state="queued")
    answer = rina.get("/desk/saluran/banner")
    assert "3 pesan menunggu" in answer.content.decode()
    assert "Pesan warga tetap diterima dan tersimpan" in answer.content.decode()
    tag = answer.headers["ETag"]
    assert rina.get("/desk/saluran/banner", HTTP_IF_NONE_MATCH=tag).status_code == 304
    LineAlarm.objects.update(resolved_at=cast.NOW)
    over = rina.get("/desk/saluran/banner", HTTP_IF_NONE_MATCH=tag)
    assert "line-banner" not in over.content.decode()


def test_small_warnings_do_not_fill_the_page(rina: Client) -> None:
    for number in range(5):
        alarms.raise_alarm(f"template:t{number}:id", f"Template t{number}", office=None, now=cast.NOW)
    page = rina.get("/desk/").content.decode()
    assert page.count('class="notice warning"') == 4
    assert "2 peringatan lain" in page


def test_two_troubles_of_the_line_are_one_banner(rina: Client) -> None:
    alarms.raise_alarm("line_unreachable", "x", office=None, now=cast.NOW)
    alarms.raise_alarm("line_131042_later", "y", office=cast.an_office(), now=cast.NOW, stops_sending=True)
    page = rina.get("/desk/").content.decode()
    assert page.count('class="line-banner') == 1
    assert "Pesan ke warga tertahan: Ada masalah pembayaran" in page
    assert "tidak dapat dihubungi dari server" in page


def test_the_page_speaks_english_too(wati: Client) -> None:
    a_message("f1", state="failed", failed_at=cast.NOW - timedelta(hours=1), error_code=131026)
    wati.post("/desk/bahasa", {"language": "en", "next": PAGE})
    page = read(wati)
    for words in (
        "The line is well.",
        "Cost this month",
        "It cannot reach this number",
        "Messages to citizens",
    ):
        assert words in page
    assert "Saluran berjalan" not in page
