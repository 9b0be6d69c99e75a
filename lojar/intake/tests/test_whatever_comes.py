"""Whatever is written, pressed or sent, in whatever order: never an error, never a message WhatsApp would refuse."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lojar.intake.engine import State
from lojar.intake.tests.harness import Citizen, catalogue, ids

WORDS = [
    "halo", "ya", "tidak", "batal", "status", "menu", "lewati", "1", "2", "10", "ktp hilang", "kk rusak",
    "ganti foto kk", "hapus foto ktp", "tertukar", "bukan ktp, kk", "akta lahir", "meninggal", "ganti layanan",
    "petugas", "english", "#KTP#1",
    "3510995505900003", "3510995505900003\nSiti Aminah\n3510990203120004", "Genteng\nKembiritan", "kirim",
    "ubah data", "nama: {x}", "%s {} {0}", "\x00\u202e", "x" * 5000, "", " ", "?", "lanjut", "halaman lagi",
]  # fmt: skip
KINDS = ["audio", "sticker", "reaction", "unsupported", "location"]
TROUBLES = ["", "", "", "damaged", "lost"]
FAULTS = ["", "", "glare", "cut_off"]
text = st.one_of(st.sampled_from(WORDS), st.text(max_size=40))
step = st.one_of(
    st.tuples(st.just("writes"), text),
    st.tuples(st.just("presses"), st.integers(0, 9)),
    st.tuples(st.just("stale"), st.integers(0, 60)),
    st.tuples(st.just("photo"), st.tuples(text, st.sampled_from(TROUBLES), st.integers(1, 4))),
    st.tuples(st.just("kind"), st.sampled_from(KINDS)),
    st.tuples(st.just("waits"), st.integers(0, 20)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(list(catalogue().services)), st.lists(step, max_size=25))
def test_no_order_of_things_breaks_the_conversation(code, steps):
    citizen = Citizen().writes("halo")
    citizen.sends(citizen.heard("choice", choice=f"service:{code}", text="x"))
    for verb, what in steps:
        _take(citizen, verb, what)
        assert State.from_json(citizen.state.to_json()) == citizen.state
        assert len(citizen.last.say) <= 4


def _take(citizen: Citizen, verb: str, what) -> None:
    every = list(dict.fromkeys(id for message in citizen.said for id, _ in ids(message)))
    last = [id for message in citizen.last.say for id, _ in ids(message)]
    if verb == "writes":
        citizen.writes(what)
    elif verb == "waits":
        citizen.waits(hours=what)
    elif verb == "kind":
        citizen.sends(citizen.heard(what))
    elif verb == "photo":
        caption, trouble, pages = what
        fault = FAULTS[pages % len(FAULTS)] if not trouble else ""
        citizen.sends(citizen.photo(caption, trouble=trouble, pages=pages, fault=fault), citizen.photo())
    elif pressed := (last if verb == "presses" else every):
        citizen.sends(citizen.heard("choice", choice=pressed[what % len(pressed)], text="y"))
