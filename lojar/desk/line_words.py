"""The books of the line and the states of templates in an officer's words."""

from django.utils.translation import gettext_lazy as _

# book -> (its name, what is counted in it)
BOOKS = {
    "deliveries": (_("Kiriman WhatsApp"), _("setiap kiriman yang tanda tangannya benar")),
    "updates": (_("Isi kiriman"), _("pesan, tanda terima, dan kabar dalam kiriman yang sudah dibaca")),
    "messages": (_("Pesan warga"), _("setiap pesan satu kali, berapa kali pun dikirim ulang")),
    "media": (_("Foto dan berkas warga"), _("diambil dari WhatsApp paling lambat hari ke-7")),
    "outbound": (_("Pesan untuk warga"), _("jawaban program, kabar, dan balasan petugas")),
}
PARTS = {
    ("deliveries", "waiting"): _("menunggu dibaca"),
    ("deliveries", "processed"): _("selesai dibaca"),
    ("deliveries", "set_aside"): _("disisihkan dengan alasan"),
    ("updates", "message"): _("pesan baru"),
    ("updates", "repeat"): _("kiriman ulang yang dikenali"),
    ("updates", "receipt"): _("tanda terima"),
    ("updates", "echo"): _("ditulis petugas di HP"),
    ("updates", "notice"): _("kabar akun, nomor, template"),
    ("updates", "put_aside"): _("disisihkan dengan alasan"),
    ("messages", "waiting"): _("menunggu jawaban"),
    ("messages", "heard"): _("sudah didengar"),
    ("messages", "silent"): _("tidak perlu jawaban"),
    ("messages", "put_aside"): _("diserahkan kepada petugas"),
    ("media", "waiting"): _("sedang diambil"),
    ("media", "kept"): _("tersimpan"),
    ("media", "quarantined"): _("dikarantina"),
    ("media", "lost"): _("hilang di WhatsApp, warga diminta mengirim ulang"),
    ("outbound", "queued"): _("antre"),
    ("outbound", "held"): _("menunggu warga menulis"),
    ("outbound", "in_flight"): _("belum jelas sampai"),
    ("outbound", "sent"): _("terkirim, belum sampai"),
    ("outbound", "delivered"): _("sampai"),
    ("outbound", "read"): _("dibaca"),
    ("outbound", "failed"): _("gagal"),
    ("outbound", "expired"): _("kedaluwarsa"),
}
# The way of things, for the eye: what is open first, then what is done, then what went another way.
ORDER = (
    *("waiting", "queued", "held", "in_flight", "sent", "processed", "heard", "message", "kept", "delivered"),
    *("read", "receipt", "repeat", "notice", "echo", "silent", "put_aside", "set_aside", "quarantined"),
    *("lost", "failed", "expired"),
)
# Said also where there are none: the sum is read as received = processed + put aside + waiting.
ALWAYS = {
    "deliveries": ("waiting", "processed", "set_aside"),
    "updates": ("message", "receipt", "put_aside"),
    "messages": ("waiting", "heard", "put_aside"),
    "media": ("waiting", "kept"),
    "outbound": ("queued", "held", "in_flight", "sent", "delivered", "read", "failed"),
}
OPEN = frozenset({"waiting", "queued", "held", "in_flight"})
TROUBLED = frozenset({"lost", "failed", "set_aside", "put_aside", "quarantined"})

# status -> (word, colour, what to do)
TEMPLATES = {
    "UNKNOWN": (_("belum diketahui"), "", _("Jalankan lojar templates list untuk menanyakannya.")),
    "APPROVED": (_("disetujui"), "positive", ""),
    "PENDING": (_("sedang dinilai WhatsApp"), "info", _("Tunggu keputusannya; kabarnya datang sendiri.")),
    "IN_APPEAL": (_("sedang ditinjau ulang"), "info", _("Tunggu keputusannya; kabarnya datang sendiri.")),
    "REJECTED": (
        _("ditolak"),
        "negative",
        _("Baca alasannya, ubah kata-katanya, lalu jalankan lojar templates push."),
    ),
    "PAUSED": (
        _("dijeda"),
        "warning",
        _("Warga menilainya buruk. Tunggu sampai dibuka lagi; sementara itu template lain dipakai."),
    ),
    "DISABLED": (
        _("dimatikan"),
        "negative",
        _("Buat kata-kata yang baru dengan nama baru; template ini tidak dibuka lagi."),
    ),
    "FLAGGED": (
        _("ditandai karena mutunya"),
        "warning",
        _("Kurangi kabar yang tidak diminta warga; template dapat dijeda."),
    ),
    "LIMIT_EXCEEDED": (
        _("melewati batas jumlah"),
        "negative",
        _("Hapus template lama di WhatsApp Manager."),
    ),
    "MISSING": (_("tidak ada di WhatsApp"), "negative", _("Jalankan lojar templates push.")),
    "PENDING_DELETION": (_("akan dihapus"), "warning", _("Jalankan lojar templates push untuk membuatnya lagi.")),
    "DELETED": (_("dihapus"), "negative", _("Jalankan lojar templates push untuk membuatnya lagi.")),
}  # fmt: skip
QUALITY = {
    "GREEN": (_("mutu baik"), "positive"),
    "YELLOW": (_("mutu sedang"), "warning"),
    "RED": (_("mutu buruk"), "negative"),
}
OF_THE_NUMBER = {
    "phone_number_quality_update": _("Mutu nomor"),
    "business_capability_update": _("Batas pengiriman"),
    "account_alerts": _("Peringatan akun"),
    "security": _("Keamanan"),
}
