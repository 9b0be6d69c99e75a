"""What stands on made-up papers: names that nobody bears, numbers of the impossible district 351099."""

from numpy.random import Generator

SYLLABLES = [
    "sa",
    "ri",
    "wi",
    "jo",
    "ko",
    "ra",
    "ma",
    "di",
    "ta",
    "nu",
    "la",
    "ga",
    "bu",
    "tri",
    "yan",
    "ning",
    "kar",
    "ti",
    "ar",
    "ya",
    "pu",
    "tra",
    "le",
    "ha",
    "si",
    "wa",
    "na",
    "mi",
    "do",
    "ro",
    "fa",
    "ku",
    "su",
    "pri",
    "han",
    "da",
    "ru",
    "dek",
    "ayu",
    "gus",
    "lin",
    "dra",
    "ndo",
    "ken",
    "cha",
    "mut",
]
LABELS = [
    "Nama",
    "Nama Lengkap",
    "Tempat/Tgl Lahir",
    "Jenis Kelamin",
    "Alamat",
    "RT/RW",
    "Kel/Desa",
    "Kecamatan",
    "Agama",
    "Pekerjaan",
    "Status",
    "Kewarganegaraan",
    "Berlaku Hingga",
    "Nomor",
    "Tanggal",
    "Ayah",
    "Ibu",
    "Anak ke",
    "Berat",
    "Panjang",
    "Keterangan",
    "Hubungan",
    "Saksi",
    "Provinsi",
]
TITLES = [
    "KARTU KELUARGA",
    "SURAT KETERANGAN",
    "KUTIPAN AKTA",
    "PROVINSI CONTOH",
    "FORMULIR PERMOHONAN",
    "AKTA KELAHIRAN",
    "SURAT PENGANTAR",
    "BERITA ACARA",
    "KARTU TANDA",
    "SURAT PERNYATAAN",
    "TANDA TERIMA",
    "BUKU NIKAH",
    "PEMERINTAH KABUPATEN",
    "DAFTAR ANGGOTA",
]
SENTENCES = [
    "Yang bertanda tangan di bawah ini menerangkan bahwa",
    "dengan sebenarnya dan tanpa paksaan dari siapa pun",
    "demikian surat ini dibuat untuk dipergunakan sebagaimana mestinya",
    "telah lahir seorang anak di",
    "berdasarkan peraturan yang berlaku",
    "apabila di kemudian hari terdapat kekeliruan",
    "bersama ini kami sampaikan",
]


def word(rng: Generator) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.integers(2, 4)))


def name(rng: Generator) -> str:
    return " ".join(word(rng) for _ in range(rng.integers(1, 4)))


def number(rng: Generator, digits: int = 16) -> str:
    return "351099" + "".join(str(rng.integers(0, 10)) for _ in range(digits - 6))


def day(rng: Generator) -> str:
    return f"{rng.integers(1, 29):02}-{rng.integers(1, 13):02}-{rng.integers(1950, 2026)}"


def value(rng: Generator) -> str:
    made = rng.choice(4)
    return (name(rng), number(rng), day(rng), f"{word(rng)} {rng.integers(1, 200)}")[made]


def sentence(rng: Generator) -> str:
    return str(rng.choice(SENTENCES)) + " " + name(rng)
