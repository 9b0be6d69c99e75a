"""What the report says, in Indonesian and in English: the office reads the one, who helps it may read the other."""

from typing import NamedTuple


class Both(NamedTuple):
    id: str
    en: str


class Rehearsal(NamedTuple):
    """What a scenario is called, and what is done in it."""

    title: Both
    done: Both


VERDICTS = {
    "PASS": Both("LULUS", "PASS"),
    "FAIL": Both("GAGAL", "FAIL"),
    "NOT REHEARSED": Both("TIDAK DILATIH", "NOT REHEARSED"),
}

SCENARIOS = {
    "meta-down": Rehearsal(
        Both("WhatsApp tidak dapat dihubungi", "WhatsApp is out of reach"),
        Both(
            "Sambungan ke WhatsApp ditolak, lalu setiap permintaan dijawab 503; warga tetap menulis.",
            "Connections to WhatsApp were refused, then every request was answered 503; citizens went on writing.",
        ),
    ),
    "token-expired": Rehearsal(
        Both("Token WhatsApp kedaluwarsa", "The token has expired"),
        Both(
            "WhatsApp menolak token kantor, peringatan harus muncul; lalu token diperbarui.",
            "WhatsApp refused the office's token, an alarm had to appear; then the token was renewed.",
        ),
    ),
    "backlog": Rehearsal(
        Both("Pesan tujuh hari datang sekaligus", "Seven days of messages at once"),
        Both(
            "Pesan yang tertahan sampai tujuh hari datang terbalik, terbagi lain, dan dua kali; sebagian jendela "
            "24 jam sudah tertutup.",
            "Messages of up to seven days came last first, packed anew, and twice; some 24-hour windows had closed.",
        ),
    ),
    "worker-killed": Rehearsal(
        Both("Proses kerja mati mendadak", "The worker dies"),
        Both(
            "`lojar work` dimatikan dengan kill -9 tiga kali, di tengah pesan dan foto.",
            "`lojar work` was killed with -9 three times, amid messages and photos.",
        ),
    ),
    "web-killed": Rehearsal(
        Both("Server web mati mendadak", "The web server dies"),
        Both(
            "`lojar serve` dimatikan dengan kill -9 dua kali ketika warga menulis.",
            "`lojar serve` was killed with -9 twice while citizens wrote.",
        ),
    ),
    "database-killed": Rehearsal(
        Both("Basis data mati mendadak", "The database dies"),
        Both(
            "PostgreSQL dimatikan dengan kill -9 dua kali ketika warga menulis.",
            "PostgreSQL was killed with -9 twice while citizens wrote.",
        ),
    ),
    "disk-full": Rehearsal(
        Both("Penyimpanan penuh", "The disk is full"),
        Both(
            "Penyimpanan latihan diisi sampai tidak dapat ditulisi, warga menulis; lalu dikosongkan.",
            "The drill's own disk was filled until nothing could be written, citizens wrote; then it was freed.",
        ),
    ),
    "answers-lost": Rehearsal(
        Both("Jawaban WhatsApp hilang, kabar berulang", "WhatsApp's answers are lost, its news comes twice"),
        Both(
            "Pesan diterima WhatsApp tetapi jawabannya hilang; kabarnya datang dua kali, terbalik, dan digabung.",
            "WhatsApp took messages but its answers were lost; its news came twice, turned around, and in batches.",
        ),
    ),
    "media-failing": Rehearsal(
        Both("Foto lambat dan gagal diunduh", "Photos come slowly, or fail"),
        Both(
            "Unduhan foto lambat dan berkali-kali dijawab 503.",
            "Downloads of photos were slow, and answered 503 many times.",
        ),
    ),
}

FINDINGS = {
    "lost": Both(
        "pesan warga tidak ada di catatan kantor", "a citizen's message is not in the office's books"
    ),
    "never_written": Both(
        "ada di catatan kantor, padahal tidak ditulis warga", "in the office's books, but no citizen wrote it"
    ),
    "kept_twice": Both("satu pesan warga dicatat dua kali", "a citizen's message is in the books twice"),
    "unheard": Both("pesan warga belum diolah", "a citizen's message was not taken in"),
    "unanswered": Both("pesan warga tidak dijawab", "a citizen's message was not answered"),
    "heard_twice": Both("pesan warga diolah dua kali", "a citizen's message was taken in twice"),
    "put_aside": Both(
        "pesan warga disisihkan karena tidak dapat diolah",
        "a citizen's message was put aside, not understood",
    ),
    "heard_out_of_order": Both(
        "urutan pesan warga terbalik", "a citizen's messages were taken in out of order"
    ),
    "photo_waits": Both("foto belum diambil", "a photo has not been fetched"),
    "photo_lost": Both(
        "foto hilang tanpa kabar kepada warga", "a photo was lost and the citizen was not told"
    ),
    "photo_miscounted": Both("foto tersimpan bukan satu kali", "a photo is not kept exactly once"),
    "answer_waits": Both("jawaban belum terkirim", "an answer still waits"),
    "answer_failed": Both("jawaban gagal atau kedaluwarsa", "an answer failed or expired"),
    "uncertain": Both(
        "jawaban tidak ada di ponsel, dan kantor tidak tahu apakah sudah terkirim",
        "an answer is not on the phone, and the office does not know whether it left",
    ),
    "uncertain_shown": Both(
        "jawaban ada di ponsel, tetapi kantor tidak tahu",
        "an answer is on the phone, and the office does not know",
    ),
    "not_on_phone": Both(
        "jawaban tercatat terkirim, tetapi tidak ada di ponsel",
        "an answer counts as sent, but is not on the phone",
    ),
    "unknown_answer": Both(
        "pesan di ponsel yang tidak dikenal kantor", "a message on the phone that the office does not know"
    ),
    "answer_twice": Both("jawaban muncul dua kali di ponsel", "an answer stands on the phone twice"),
    "answers_out_of_order": Both("urutan jawaban terbalik", "answers stand on the phone out of order"),
    "delivery_waits": Both("kiriman WhatsApp belum dibaca", "a delivery of WhatsApp's has not been read"),
    "delivery_aside": Both("kiriman WhatsApp disisihkan", "a delivery of WhatsApp's was put aside"),
    "untold": Both(
        "kabar WhatsApp belum diterima kantor", "news of WhatsApp's has not been taken by the office"
    ),
    "alarm_open": Both("peringatan masih terbuka", "an alarm is still open"),
    "never_calm": Both("keadaan tidak kunjung tenang", "it never became calm"),
    "no_alarm": Both("peringatan yang harus muncul tidak muncul", "an alarm that had to appear did not"),
    "ledger_open": Both("buku besar tidak cocok", "the ledger does not close"),
    "not_called": Both(
        "warga tidak diberi tahu bahwa ada jawaban", "a citizen was not told that an answer waits"
    ),
    "trouble_missing": Both(
        "gangguan tidak terjadi seperti yang dipesan", "the trouble did not come as ordered"
    ),
    "database_unreadable": Both("basis data tidak dapat dibaca", "the database cannot be read"),
    "drill_stopped": Both("latihan tidak dapat dilanjutkan", "the drill could not go on"),
}

REMARKS = {
    "restarted": Both("berhenti sendiri dan dinyalakan lagi", "stopped by itself and was started again"),
    "database_itself": Both("basis data pulih sendiri setelah", "the database came back by itself after"),
    "database_by_drill": Both(
        "basis data tidak pulih sendiri dan dinyalakan oleh latihan",
        "the database did not come back by itself; the drill started it",
    ),
    "ledger_unknown": Both("buku besar tidak tersedia di versi ini", "this version has no ledger"),
    "refused": Both("kali kiriman WhatsApp ditolak dulu", "deliveries of WhatsApp's were refused at first"),
}
