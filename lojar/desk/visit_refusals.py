"""What a rule of visits said no to, in an officer's words: what it was, and what can be done."""

from django.utils.translation import gettext_lazy as _

VISIT_REFUSALS = {
    "full": (
        _("Tempatnya sudah penuh."),
        _("Pilih waktu lain. Tempat yang kosong pada hari yang ditunggu ditawarkan menurut urutan tunggu."),
    ),
    "has_open_visit": (_("Orang ini sudah punya jadwal."), _("Pindahkan atau batalkan jadwal yang ada.")),
    "session_begun": (_("Sesi ini sudah mulai."), _("Pilih sesi yang belum mulai.")),
    "session_over": (_("Sesi ini sudah selesai."), _("Pilih sesi yang belum mulai.")),
    "hall_closed": (_("Loket tutup pada waktu itu."), _("Pilih waktu lain, atau ganti cara melayani.")),
    "not_urgent": (
        _("Tanpa alasan mendesak."),
        _("Pada waktu itu loket hanya untuk keperluan mendesak. Pilih alasannya."),
    ),
    "officer_only": (_("Alasan ini hanya dari petugas."), _("Tuliskan alasannya sebagai petugas.")),
    "note_needed": (_("Alasan ini perlu catatan."), _("Tulis mengapa orang ini perlu datang.")),
    "other_purpose": (_("Sesi ini untuk keperluan lain."), _("Pilih sesi dengan keperluan yang sama.")),
    "not_shorter": (_("Jam itu tidak lebih awal."), _("Tulis jam sebelum sesi ini selesai.")),
    "counter_taken": (
        _("Loket itu sudah dijadwalkan."),
        _("Pada jam itu loket melayani keperluan lain. Pilih jam atau loket lain."),
    ),
    "begun_already": (
        _("Waktunya sudah lewat."),
        _("Ganti mulai sekarang, atau pilih waktu yang akan datang."),
    ),
    "unexplained": (_("Alasannya belum ditulis."), _("Warga membaca alasan ini. Tulis satu kalimat pendek.")),
    "hold_expired": (_("Waktu memilih sudah lewat."), _("Jadwalkan sekali lagi.")),
}
