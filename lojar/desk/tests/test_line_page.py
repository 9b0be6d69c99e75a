"""The page of the line: one sentence first, then the books, then how good and how dear it is."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client

from lojar.channels import alarms
from lojar.channels.models import InboundMessage, LineAlarm, MessageTemplate, OutboundMessage, WebhookDelivery
from lojar.desk.per_application import per_application
from lojar.offices.models import Office
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
    kinds += ["account_alerts", "security", "account_0", "elsewhere_131042", "send_100", "line_None"]
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
    assert "Ada yang menunggu terlalu lama. Kiriman WhatsApp: 1 menunggu dibaca." in page
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
    assert (str(book.parts[0].words), book.gap) == ("of_tomorrow", 0)


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
    assert templates[-1]["word"] == "disetujui"
    page = read(rina)
    assert "INVALID_FORMAT" in page
    assert "ubah kata-katanya" in page
    assert "belum diajukan" in page


def test_quality_failures_and_what_was_refused_at_the_door_are_shown(rina: Client) -> None:
    a_message("d1")
    a_message("f1", state="failed", failed_at=cast.NOW - timedelta(hours=1), error_code=131026)
    LineAlarm.objects.create(
        kind="phone_number_quality_update", text="FLAGGED, TIER_250", raised_at=cast.NOW, office=None
    )
    page = read(rina, **METER)
    for words in ("50 %", "Tidak dapat sampai ke nomor ini", "FLAGGED, TIER_250", "Tanda tangan palsu"):
        assert words in page


# Cost


def test_a_clerk_sees_the_state_and_not_the_costs(rina: Client, wati: Client) -> None:
    a_message("d1")
    alarms.raise_alarm("budget", "Biaya melewati anggaran", office=cast.an_office(), now=cast.NOW)
    for how in ({}, METER):
        assert "Biaya bulan ini" not in read(rina, **how)
        assert "Biaya bulan ini" in read(wati, **how)
    assert "Biaya melewati anggaran" not in rina.get("/desk/").content.decode()
    assert "Biaya melewati anggaran" in wati.get("/desk/").content.decode()


def test_without_a_price_there_are_counts_and_no_invented_cost(wati: Client) -> None:
    a_message("d1")
    page = read(wati)
    assert "Harga satu pesan belum ditulis" in page
    assert "Rp\u00a0" not in page


def test_with_a_price_and_a_budget_the_month_is_reckoned(hadi: Client) -> None:
    a_message("d1", pricing_category="utility")
    given = {"message_price": "356,65", "monthly_budget": "500.000", "billing_time_zone": ""}
    assert hadi.post("/desk/saluran/prices", given).status_code == 302
    office = Office.objects.get()
    assert (office.message_price, office.monthly_budget) == (Decimal("356.65"), 500_000)
    page = read(hadi)
    for words in ("Rp\u00a0357", "Rp\u00a0356,65", "Rp\u00a0500.000", 'value="356,65"', 'value="500.000"'):
        assert words in page


def test_the_price_may_be_taken_back(hadi: Client) -> None:
    Office.objects.filter(pk=cast.an_office().pk).update(message_price=Decimal(9), monthly_budget=9)
    hadi.post("/desk/saluran/prices", {"message_price": "", "monthly_budget": ""})
    assert (Office.objects.get().message_price, Office.objects.get().monthly_budget) == (None, None)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"message_price": "murah"}, "Tulis sebagai rupiah"),
        ({"message_price": "-5"}, "Tulis sebagai rupiah"),
        ({"billing_time_zone": "Jakarta"}, "Tulis seperti Asia/Jakarta"),
    ],
)
def test_what_is_no_price_is_refused_in_words(hadi: Client, given: dict[str, str], words: str) -> None:
    answer = hadi.post("/desk/saluran/prices", given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Office.objects.get().message_price is None


def test_what_it_would_cost_to_tell_everybody_who_waits(wati: Client) -> None:
    a_message("h1", state="held")
    a_message("h2", state="held")
    Office.objects.update(message_price=Decimal(400))
    page = read(wati)
    assert "2 jawaban menunggu warga menulis." in page
    assert "1 template terkirim (Rp\u00a0400)" in page


# Messages for each application


def test_messages_are_counted_for_each_application_sent_this_month() -> None:
    application = cast.submitted(now=cast.NOW - timedelta(days=1))
    before, after = 25 * 60, 10
    a_message("b1", minutes=before, about="")  # while the service was chosen
    a_message("b2", minutes=before, about=application.number)
    a_message("a1", minutes=after, about=application.number)
    a_message("a2", minutes=after, about="")  # about something else
    a_message("a3", minutes=after, about=application.number, state="failed")
    a_message("phoned:1", minutes=after, about=application.number)
    found = per_application(cast.an_office(), cast.NOW)
    assert (found.all.count, found.all.middle, found.before.middle) == (1, 3, 2)
    assert [str(line.service) for line in found.services] != []


def test_an_application_without_messages_counts_as_none_and_a_package_once() -> None:
    cast.all_submitted("paket-lahir", now=cast.NOW - timedelta(days=1))
    found = per_application(cast.an_office(), cast.NOW)
    assert (found.all.count, found.all.middle) == (1, 0)


def test_applications_of_last_month_and_drafts_are_not_counted() -> None:
    cast.submitted(now=cast.NOW - timedelta(days=40))
    cast.a_draft("ktp-hilang")
    assert per_application(cast.an_office(), cast.NOW).all is None


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
