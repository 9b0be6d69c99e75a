"""What people write, and what it means: measured on both collections, and on the traps of the domain."""

from datetime import date

import pytest
import yaml

from lojar.intake.understand import understand, understand_line
from lojar.intake.wordlist import FOLDER, base_words, own_words

TODAY = date(2026, 11, 25)


def collection(origin: str) -> list[tuple[str, str]]:
    said = yaml.safe_load((FOLDER / "heard" / f"{origin}.yaml").read_text(encoding="utf-8"))
    return [(text, intent) for intent, texts in said.items() for text in texts]


def meant(text: str) -> str:
    return understand(text, own_words()).intent


@pytest.mark.parametrize("origin", ["written", "found"])
def test_nine_of_ten_messages_are_understood(origin):
    rows = collection(origin)
    wrong = [(text, intent, meant(text)) for text, intent in rows if meant(text) != intent]
    assert len(wrong) <= len(rows) / 10, wrong


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("saya mau buat ktp baru, umur saya 17", "ktp-baru"),
        ("ktp saya kecopetan di terminal", "ktp-hilang"),
        ("anak sy mau masuk tentara butuh ktp cepet", "urgent"),
        ("ada yg minta kode otp katanya dari dukcapil", "fraud_check"),
        ("kartu keluarga robek gimana gantinya", "kk-hilang-rusak"),
        ("my father died", "akta-mati"),
        ("I lost my ID card", "ktp-hilang"),
        ("pindah dari bali ke banyuwangi", "pindah-datang"),
        ("anak hasil nikah siri aktanya", "akta-lahir-sptjm-nikah"),
        ("pecah kartu keluarga karena sudah menikah", "kk-baru"),
        ("saya daftar polisi perlu legalisir kk", "legalisir"),
    ],
)
def test_messages_of_no_collection_are_understood(text, intent):
    assert meant(text) == intent


def test_a_correction_names_the_service_that_was_meant():
    understood = understand("bukan akta tapi kk", own_words())
    assert (understood.intent, understood.service) == ("change_service", "kk-baru")


def test_several_papers_in_one_breath_are_several_services():
    understood = understand("ktp sama kk hilang dua duanya", own_words())
    assert understood.intent == "multi"
    assert {understood.service, *understood.also} == {"ktp-hilang", "kk-hilang-rusak"}


@pytest.mark.parametrize("text", ["", "   ", "?!", "\x00", "😀", "\ud800", "ا ب ت", "x" * 65_536, "#" * 500])
def test_whatever_was_typed_is_answered_with_doubt_not_with_an_error(text):
    assert understand(text, own_words()).confidence <= 0.8


def test_what_cannot_be_explained_is_doubted():
    assert understand("lupa kata sandi email kantor pajak jakarta", own_words()).confidence < 0.6


def test_a_line_says_text_intent_service_and_confidence():
    told = understand_line("ktp hilang", TODAY)
    assert {key: told[key] for key in ("text", "intent", "service")} == {
        "text": "ktp hilang", "intent": "ktp-hilang", "service": "ktp-hilang",
    }  # fmt: skip
    assert told["confidence"] > 0.9
    assert told["likely"][0] == "ktp-hilang"


def test_a_line_says_what_else_was_mentioned():
    told = understand_line("no kk 3510990203120004, anak saya Rahma Putri lahir 3 maret 2026", TODAY)
    assert told["mentions"] == [
        {"kind": "kk", "value": "3510990203120004", "of": None},
        {"kind": "name", "value": "Rahma Putri", "of": "child"},
        {"kind": "date", "value": "2026-03-03", "of": "birth"},
    ]


@pytest.mark.parametrize("home", ["Kabupaten Banyuwangi", "Kota Malang"])
def test_moving_to_our_own_place_is_coming(home):
    ours = base_words().knowing({}, home=home)
    assert understand(f"mau pindah ke {home.split()[-1].lower()}", ours).intent == "pindah-datang"


def test_what_is_said_beside_a_warning_or_a_hurry_names_no_other_service():
    assert understand("ada yg minta kode otp katanya dari dukcapil", own_words()).service == ""
    assert understand("anak sy mau masuk tentara butuh ktp cepet", own_words()).service == "ktp-baru"


def test_a_hundred_pages_are_understood_by_their_beginning_and_cost_no_more():
    wish = "ktp saya hilang. "
    assert understand(wish * 40_000, own_words()) == understand((wish * 400)[:4096], own_words())
