"""What each alarm of the line means, what still works, and who does what now. One place for all kinds of alarm."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from lojar.channels.queries import OF_THE_NUMBER

Words = Any  # text now or, until the language of the page is known, a promise of it
IT = _("Pengelola sistem")
META = _("Pengelola akun Meta")
HEAD = _("Kepala kantor")
TOKEN, RIGHTS, PAYMENT, POLICY, NUMBER = {"0", "190", "None"}, {"3", "10", "131005"}, {"131042"}, {
    "368", "130497", "131031", "131048", "account",
}, {"33", "131045"}  # fmt: skip


@dataclass(frozen=True)
class Advice:
    what: Words
    who: Words = ""
    do: Words = ""
    works: Words = ""


COMES_IN = _("Pesan warga tetap diterima dan tersimpan; tidak ada yang hilang.")
LOOK_AT_WORK = _("Pastikan lojar work berjalan dan database dapat dihubungi.")
OF_GROUP = {
    "token": Advice(
        _("WhatsApp menolak kunci akses (token) kantor"),
        IT,
        _(
            "Buat token baru untuk System User di Meta Business Settings, tulis ke LOJAR_WHATSAPP_TOKEN, lalu jalankan "
            "ulang lojar serve dan lojar work."
        ),
        COMES_IN,
    ),
    "rights": Advice(
        _("Izin aplikasi WhatsApp kurang atau dicabut"),
        IT,
        _(
            "Di Meta Business Settings beri System User izin whatsapp_business_messaging dan "
            "whatsapp_business_management, lalu buat token baru."
        ),
        COMES_IN,
    ),
    "payment": Advice(
        _("Ada masalah pembayaran di akun WhatsApp"),
        META,
        _(
            "Buka Penagihan (Billing) di Meta Business Settings, lunasi tagihan atau ganti cara bayarnya. Sesudah itu "
            "Lojar mengirim lagi sendiri."
        ),
        COMES_IN,
    ),
    "policy": Advice(
        _("WhatsApp membatasi nomor kantor"),
        META,
        _(
            "Buka Account Quality di Meta Business Support, baca alasannya, lalu minta peninjauan (Request review)."
        ),
        COMES_IN,
    ),
    "registration": Advice(
        _("Nomor kantor tidak dikenali WhatsApp"),
        IT,
        _(
            "Periksa LOJAR_WHATSAPP_PHONE_NUMBER_ID dengan lojar check, lalu daftarkan lagi nomornya di WhatsApp "
            "Manager."
        ),
        COMES_IN,
    ),
    "unreachable": Advice(
        _("WhatsApp tidak dapat dihubungi dari server kantor"),
        IT,
        _(
            "Periksa sambungan internet server. Bila sambungannya baik, gangguannya di pihak Meta: Lojar mencoba lagi "
            "sendiri."
        ),
        _("Pesan yang sudah diterima tersimpan, dan meja petugas tetap dapat dipakai."),
    ),
    "line": Advice(
        _("Pengiriman ke WhatsApp terganggu"),
        IT,
        _("Baca keterangan dari WhatsApp, lalu jalankan lojar check."),
        COMES_IN,
    ),
    "templates": Advice(
        _("Template tidak boleh dikirim untuk sementara"),
        META,
        _("Buka Account Quality di Meta Business Support, baca alasannya, lalu minta peninjauan."),
        _("Balasan dalam 24 jam tetap terkirim; kabar di luar itu menunggu sampai warga menulis."),
    ),
    "template": Advice(
        _("Ada template yang tidak dapat dipakai"),
        IT,
        _("Baca alasannya di bawah, perbaiki kata-katanya, lalu jalankan lojar templates push."),
        _("Template lain dipakai sebagai gantinya bila ada."),
    ),
    "quality": Advice(
        _("Mutu sebuah template menurun"),
        HEAD,
        _("Bila terus menurun, WhatsApp menjeda template ini. Kurangi kabar yang tidak diminta warga."),
        _("Pesan tetap terkirim."),
    ),
    "category": Advice(
        _("WhatsApp mengganti jenis sebuah template"),
        META,
        _("Biayanya berubah. Minta peninjauan kategori di WhatsApp Manager."),
        _("Pesan tetap terkirim."),
    ),
    "number": Advice(
        _("Ada kabar dari WhatsApp tentang nomor kantor"),
        META,
        _("Buka nomor kantor di WhatsApp Manager dan baca kabarnya."),
        _("Pesan tetap terkirim."),
    ),
    "late_deliveries": Advice(_("Kiriman WhatsApp belum dibaca program"), IT, LOOK_AT_WORK, COMES_IN),
    "late_messages": Advice(_("Pesan warga belum dijawab program"), IT, LOOK_AT_WORK, COMES_IN),
    "late_queued": Advice(_("Pesan untuk warga belum terkirim"), IT, LOOK_AT_WORK, COMES_IN),
    "late_in_flight": Advice(
        _("Pesan untuk warga belum jelas sampai atau tidak"),
        IT,
        _(
            "Tunggu kabarnya dari WhatsApp. Lojar tidak mengirim dua kali; di halaman Gangguan Anda dapat "
            "memutuskannya."
        ),
        COMES_IN,
    ),
    "media": Advice(
        _("Berkas warga belum dapat diambil; WhatsApp menghapusnya setelah 7 hari"),
        IT,
        _("Pastikan lojar work berjalan dan server dapat menghubungi lookaside.fbsbx.com."),
        _("Pesan yang tidak membawa berkas tetap dijawab."),
    ),
    "gap": Advice(
        _("Yang masuk tidak sama dengan yang tercatat nasibnya. Pesan baru tetap diterima."),
        IT,
        _("Jangan hapus apa pun. Jalankan lojar ledger dan simpan hasilnya, lalu hubungi pembuat Lojar."),
    ),
    "budget": Advice(
        _("Biaya pesan bulan ini perlu dilihat"),
        HEAD,
        _("Lihat biayanya di halaman Saluran. Naikkan anggaran bila pesannya memang perlu."),
        _("Pesan tetap terkirim: anggaran tidak menghentikan apa pun."),
    ),
    "send": Advice(
        _("Ada pesan yang isinya tidak diterima WhatsApp"),
        IT,
        _("Telepon warganya dari halaman Gangguan, dan teruskan keterangan di bawah kepada pembuat Lojar."),
        _("Pesan lain tetap terkirim."),
    ),
    "account": Advice(
        _("WhatsApp melaporkan galat pada akun kantor"),
        META,
        _("Pantau dahulu. Bila pengiriman berhenti, peringatan lain menyebut langkahnya."),
        _("Pesan tetap terkirim."),
    ),
}
# How a kind begins -> its group; the first that fits.
_BEGINNINGS = (
    ("templates_stopped", "templates"),
    ("template:", "template"),
    ("quality:", "quality"),
    ("category:", "category"),
    ("late_media", "media"),
    ("media_stuck", "media"),
    ("ledger_gap", "gap"),
    ("late_deliveries", "late_deliveries"),
    ("late_messages", "late_messages"),
    ("late_outbound_queued", "late_queued"),
    ("late_outbound_in_flight", "late_in_flight"),
    ("budget", "budget"),
    ("send_", "send"),
    ("account_", "account"),
    ("elsewhere_", "account"),
)


def advice(kind: str) -> Advice | None:
    """None for a kind that nobody foresaw: its own text must do."""
    group = group_of(kind)
    return OF_GROUP[group] if group else None


def group_of(kind: str) -> str:
    if kind.startswith("line_"):
        return _of_the_line(kind)
    if kind in OF_THE_NUMBER:
        return "number"
    return next((group for beginning, group in _BEGINNINGS if kind.startswith(beginning)), "")


def _of_the_line(kind: str) -> str:
    code = kind.removeprefix("line_").removesuffix("_later")
    for codes, group in (
        (TOKEN, "token"),
        (RIGHTS, "rights"),
        (PAYMENT, "payment"),
        (POLICY, "policy"),
        (NUMBER, "registration"),
        ({"unreachable"}, "unreachable"),
    ):
        if code in codes:
            return group
    if re.fullmatch(r"2\d\d", code):
        return "rights"
    return "registration" if re.fullmatch(r"133\d\d\d", code) else "line"
