"""Several questions of one breath are each answered; a sentence broken over bubbles stays one sentence."""

import pytest

from lojar.intake.tests.harness import Citizen
from lojar.intake.understand import apart
from lojar.intake.wordlist import own_words

HOURS, PLACE, COST, LOST = (
    "jam buka kantor?",
    "alamat kantor di mana?",
    "biayanya berapa?",
    "syarat ktp hilang apa saja?",
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"{HOURS}\n{PLACE}\n{COST}\n{LOST}", (HOURS, PLACE, COST, LOST)),
        (f"{HOURS} {PLACE}", (HOURS, PLACE)),
        (f"selamat pagi\n{HOURS}\n{COST}\nterima kasih", (HOURS, COST)),
    ],
)
def test_clear_questions_are_taken_apart(text, parts):
    assert apart(text, own_words()) == parts


@pytest.mark.parametrize(
    "text",
    [
        HOURS,
        f"{HOURS}\n{HOURS}",
        "ktp saya\nhilang",
        "anak saya lahir\nmau buat aktanya\nbagaimana caranya",
        f"assalamualaikum\n{HOURS}",
        f"{HOURS}\nxqz plorp",
        "\n".join([HOURS, PLACE] * 4),
        "",
    ],
)
def test_what_is_one_thing_or_not_wholly_clear_stays_whole(text):
    assert apart(text, own_words()) == (text,)


def test_four_bubbles_twice_are_answered_and_call_no_officer():
    citizen = Citizen()
    for _ in range(2):
        citizen.sends(*[citizen.heard("text", text=question) for question in (HOURS, PLACE, COST, LOST)])
        assert all(
            word in citizen.reads for word in ("Jam buka kantor", "Jl. Contoh", "gratis", "KTP-el hilang")
        )
        assert citizen.state.doubts == 0
    assert citizen.state.service == "ktp-hilang"


def test_a_question_after_the_wish_does_not_lose_the_wish():
    citizen = Citizen()
    citizen.sends(citizen.heard("text", text=LOST), citizen.heard("text", text=HOURS))
    assert "Jam buka kantor" in citizen.reads
    assert citizen.state.service == "ktp-hilang"


def test_answers_in_several_bubbles_stay_answers():
    citizen = Citizen().writes("ktp saya hilang").presses("begin").photographs("surat polisi", "kk")
    citizen.sends(
        *[
            citizen.heard("text", text=line)
            for line in ("3510995505900003", "Siti Aminah", "3510990203120004")
        ]
    )
    assert citizen.case.values["nama_pelapor"] == "Siti Aminah"
