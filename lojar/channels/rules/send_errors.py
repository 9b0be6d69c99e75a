"""What to do about each error of the Cloud API. We branch on the code: titles and HTTP statuses change."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


class Course(Enum):
    """What happens to the message that met the error."""

    RETRY = "retry"  # the same message again, later
    WAIT_FOR_PERSON = "wait_for_person"  # too many to this one person: only their messages wait
    UPLOAD_AGAIN = "upload_again"  # the file was not accepted: once more with a fresh upload
    NEEDS_TEMPLATE = "needs_template"  # the window is closed: hold it and send a template
    GIVE_UP = "give_up"  # this message never arrives
    STOP_TEMPLATE = "stop_template"  # this template is not usable; others are
    STOP_TEMPLATES = "stop_templates"  # no template may be sent; replies may
    STOP_LINE = "stop_line"  # nothing can be sent until a person has seen to it
    UNCERTAIN = "uncertain"  # nobody knows whether it left: wait for a receipt, never send again


@dataclass(frozen=True)
class Verdict:
    course: Course
    why: str
    alarm: bool = False
    outage: bool = False  # Meta is out of order, whatever the message
    vague: bool = False  # a server that fails says so of messages that left, too


_R, _PERSON, _UPLOAD = Course.RETRY, Course.WAIT_FOR_PERSON, Course.UPLOAD_AGAIN
_W, _T, _LINE = Course.NEEDS_TEMPLATE, Course.GIVE_UP, Course.STOP_LINE

TABLE: dict[int, tuple[Course, str]] = {
    0: (_LINE, "Token WhatsApp tidak diterima"),
    1: (_R, "Gangguan sementara di WhatsApp"),
    2: (_R, "Layanan WhatsApp sedang terganggu"),
    3: (_LINE, "Aplikasi belum diberi kemampuan ini"),
    4: (_R, "Terlalu banyak panggilan dari aplikasi"),
    10: (_LINE, "Izin aplikasi dicabut"),
    33: (_LINE, "Nomor kantor tidak ditemukan di WhatsApp"),
    100: (_T, "Isi permintaan tidak diterima WhatsApp"),
    190: (_LINE, "Token WhatsApp salah atau kedaluwarsa"),
    368: (_LINE, "Nomor kantor dibatasi karena kebijakan"),
    80007: (_R, "Terlalu banyak panggilan dari akun"),
    130403: (_T, "Kantor memblokir nomor warga ini"),
    130429: (_R, "Batas kecepatan nomor kantor tercapai"),
    130472: (_T, "WhatsApp menahan pesan ini dalam uji coba"),
    130497: (_LINE, "Nomor kantor tidak boleh mengirim ke negara ini"),
    131000: (_R, "WhatsApp gagal karena sebab yang tidak disebut"),
    131005: (_LINE, "Izin mengirim tidak ada"),
    131008: (_T, "Pesan kurang lengkap"),
    131009: (_T, "Ada isian pesan yang tidak diterima"),
    131016: (_R, "Layanan WhatsApp sedang tidak tersedia"),
    131021: (_T, "Tujuan sama dengan nomor kantor"),
    131026: (_T, "Tidak dapat sampai ke nomor ini"),
    131030: (_T, "Nomor tidak ada dalam daftar uji"),
    131031: (_LINE, "Akun WhatsApp kantor dikunci"),
    131042: (_LINE, "Ada masalah pembayaran di akun WhatsApp"),
    131045: (_LINE, "Nomor kantor belum terdaftar dengan benar"),
    131047: (_W, "Jendela 24 jam sudah tertutup"),
    131048: (_LINE, "Dibatasi karena dilaporkan sebagai spam"),
    131049: (_T, "WhatsApp menahan pesan ini; jangan dikirim lagi dalam 24 jam"),
    131050: (_T, "Warga berhenti menerima pesan pemasaran"),
    131051: (_T, "Jenis pesan tidak didukung"),
    131052: (_T, "Berkas dari warga tidak dapat diambil"),
    131053: (_UPLOAD, "Berkas tidak diterima WhatsApp"),
    131056: (_PERSON, "Terlalu sering mengirim ke nomor ini"),
    131057: (_R, "Akun WhatsApp sedang dalam pemeliharaan"),
    131062: (_T, "Pesan ini tidak dapat dikirim tanpa nomor telepon"),
    131064: (Course.STOP_TEMPLATES, "Pengiriman template dibatasi"),
    132000: (_T, "Jumlah isian template tidak cocok"),
    132001: (Course.STOP_TEMPLATE, "Template belum ada atau belum disetujui"),
    132005: (_T, "Isi template terlalu panjang"),
    132007: (_T, "Isi template melanggar kebijakan"),
    132012: (_T, "Bentuk isian template tidak cocok"),
    132015: (Course.STOP_TEMPLATE, "Template dijeda oleh WhatsApp"),
    132016: (Course.STOP_TEMPLATE, "Template dimatikan oleh WhatsApp"),
    132068: (_T, "Formulir WhatsApp diblokir"),
    132069: (_R, "Formulir WhatsApp dibatasi sementara"),
    133004: (_R, "Layanan pendaftaran WhatsApp terganggu"),
    137000: (_W, "Kunci keamanan warga berubah"),
}
_ALARMING = {
    132000,
    132005,
    132007,
    132012,
    131008,
    131009,
    100,
    132068,
}  # mistakes of ours: somebody must look
# Another template, or the same one later, may still reach this person.
OF_THE_TEMPLATE = frozenset(code for code, (course, _) in TABLE.items() if course is Course.STOP_TEMPLATE)
# Not this message's fault and not this number's rate: Meta itself is out of order, and may say so of what it sent.
MAY_HAVE_LEFT = frozenset({1, 2, 131000, 131016, 131057, 133004})
NOT_FOUND = 33  # the subcode of 100 that means: the number is gone, or we may not see it


def verdict(code: int | None, *, http_status: int = 0, subcode: int = 0) -> Verdict:
    """`http_status` 0 stands for an error that a webhook told."""
    if code is None:
        return _without_code(http_status)
    if code == 100 and subcode == NOT_FOUND:
        code = 33
    if code in TABLE:
        course, why = TABLE[code]
        stops = course in (_LINE, Course.STOP_TEMPLATES, Course.STOP_TEMPLATE)
        alarm, vague = stops or code in _ALARMING, code in MAY_HAVE_LEFT and http_status >= 500
        return Verdict(course, why, alarm, outage=code in MAY_HAVE_LEFT, vague=vague)
    if 200 <= code <= 299:
        return Verdict(_LINE, "Izin aplikasi kurang", alarm=True)
    if 133000 <= code <= 133999:
        return Verdict(_LINE, "Pendaftaran nomor kantor bermasalah", alarm=True)
    if http_status == 429 or http_status >= 500:
        return _without_code(http_status)
    return Verdict(_T, f"Galat WhatsApp yang belum dikenal ({code})", alarm=True)


def _without_code(http_status: int) -> Verdict:
    if http_status == 429:
        return Verdict(_R, "WhatsApp meminta kami menunggu")
    if http_status == 503:  # said before anything is done
        return Verdict(_R, "WhatsApp sedang tidak melayani", outage=True)
    if http_status in (401, 403):
        return Verdict(_LINE, "WhatsApp menolak token kantor", alarm=True)
    if 400 <= http_status < 500:
        return Verdict(_T, f"WhatsApp menolak permintaan ({http_status})", alarm=True)
    return Verdict(Course.UNCERTAIN, "Jawaban WhatsApp hilang di jalan")


MOST_TRIES = 30
MOST_UPLOADS = 2
# While the line is stopped or Meta is away, one message asks for all: soon, for as long as it lasts.
_ENDLESS = (Course.STOP_LINE, Course.STOP_TEMPLATES)
LONGEST_WAIT, LONGEST_PROBE = 3600, 60
UNTIL_A_RECEIPT = 15  # seconds; it comes sooner where the message left after all, and calls the next try off


def may_try_again(tries: int, found: Verdict) -> bool:
    """Trouble of Meta's or of the account is no message's end: rules.turn says when one has become stale."""
    if found.outage or found.course in _ENDLESS:
        return True
    return found.course in (Course.RETRY, Course.WAIT_FOR_PERSON) and tries < MOST_TRIES


def wait_before_try(tries: int, *, found: Verdict) -> timedelta:
    """Four times longer each time, as Meta asks for the pair rate."""
    first = 6 if found.course is Course.WAIT_FOR_PERSON else 2
    longest = LONGEST_PROBE if found.outage or found.course is Course.STOP_LINE else LONGEST_WAIT
    wait = min(first * 4 ** min(max(tries - 1, 0), 10), longest)
    return timedelta(seconds=max(wait, UNTIL_A_RECEIPT) if found.vague else wait)
