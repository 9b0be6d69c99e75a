"""A mistake in the catalogue, told so that whoever wrote it can put it right: file, line, reason."""

from .shapes import Text

REASONS: dict[str, Text] = {
    "not_yaml": Text("berkas ini bukan YAML yang benar: {detail}", "this is not valid YAML: {detail}"),
    "not_a_mapping": Text(
        "'{key}' harus berisi pasangan kunci dan nilai", "'{key}' must hold keys and values"
    ),
    "not_a_list": Text("'{key}' harus berupa daftar", "'{key}' must be a list"),
    "not_a_word": Text("'{key}' harus berupa teks", "'{key}' must be text"),
    "not_a_number": Text("'{key}' harus berupa angka bulat", "'{key}' must be a whole number"),
    "not_a_flag": Text("'{key}' harus true atau false", "'{key}' must be true or false"),
    "missing": Text("'{key}' belum ada", "'{key}' is missing"),
    "no_words": Text(
        "'{key}' harus punya teks dalam bahasa Indonesia (id) dan Inggris (en)",
        "'{key}' needs text in Indonesian (id) and English (en)",
    ),
    "too_long": Text(
        "'{key}' paling banyak {limit} huruf, yang ini {length}: {text}",
        "'{key}' may have {limit} letters at most, this has {length}: {text}",
    ),
    "unknown_key": Text("kunci '{key}' tidak dikenal di sini", "the key '{key}' is not known here"),
    "twice": Text("'{key}' tertulis dua kali", "'{key}' is written twice"),
    "not_allowed": Text(
        "'{key}' tidak boleh '{value}'; yang boleh: {allowed}",
        "'{key}' may not be '{value}'; allowed: {allowed}",
    ),
    "unknown": Text("{what} '{value}' tidak ada", "there is no {what} '{value}'"),
    "circle": Text("pewarisan berputar: {path}", "inheritance goes round in a circle: {path}"),
    "no_question": Text(
        "berkas bersyarat '{key}' tidak dihasilkan oleh satu pun pilihan jawaban",
        "no choice of any question makes the conditional paper '{key}' necessary",
    ),
    "no_when": Text(
        "berkas bersyarat '{key}' belum punya 'when', syaratnya dalam kata-kata",
        "the conditional paper '{key}' has no 'when', its condition in words",
    ),
    "not_conditional": Text(
        "'{key}' sudah selalu diminta; hanya berkas bersyarat yang boleh ada di 'requires'",
        "'{key}' is always asked for; only conditional papers belong in 'requires'",
    ),
    "first_choice": Text(
        "pilihan pertama '{key}' harus meneruskan layanan ini",
        "the first choice '{key}' must go on with this service",
    ),
    "two_ways": Text(
        "pilihan '{key}' tidak boleh punya 'goes_to' dan 'stops' sekaligus",
        "the choice '{key}' may not have both 'goes_to' and 'stops'",
    ),
    "no_say": Text(
        "pilihan '{key}' menghentikan atau mengalihkan, jadi perlu 'says'",
        "the choice '{key}' stops or leads elsewhere, so it needs 'says'",
    ),
    "how_many": Text(
        "'{key}' harus punya {least} sampai {most} isi, yang ini {count}",
        "'{key}' must have {least} to {most} entries, this has {count}",
    ),
    "no_choices": Text(
        "isian pilihan '{key}' belum punya pilihan",
        "the field '{key}' is a choice but has no choices",
    ),
    "clash": Text(
        "'{key}' berbeda arti di dua layanan dalam paket ini",
        "'{key}' means different things in two services of this package",
    ),
    "unnamed_group": Text(
        "layanan '{key}' tidak ada di daftar 'order' kelompoknya",
        "the service '{key}' is not in the 'order' of its group",
    ),
}


class CatalogueMistake(ValueError):
    """Raised by the loader and by whoever lays changes over the catalogue."""

    def __init__(
        self, code: str, *, file: str = "", line: int = 0, where: str = "", **details: object
    ) -> None:
        self.code, self.file, self.line, self.where, self.details = code, file, line, where, details
        super().__init__(code)

    def said_in(self, language: str) -> str:
        """The reason in words, with the entry it is about."""
        reason = REASONS[self.code].said_in(language).format(**self.details)
        return f"{self.where}: {reason}" if self.where else reason

    @property
    def reason(self) -> str:
        return self.said_in("en")

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line else (f"{self.file}: " if self.file else "")
        return place + self.reason
