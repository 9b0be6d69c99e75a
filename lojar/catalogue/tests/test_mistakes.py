"""Whoever writes the catalogue is told the file, the line and the reason of a mistake."""

import pytest

from lojar.catalogue.lines import parse_yaml
from lojar.catalogue.loader import load
from lojar.catalogue.mistakes import REASONS, CatalogueMistake

from . import small

SATU = "services/satu.yaml"
LONG = '{id: "Nama layanan yang terlalu panjang", en: "Yes"}'
STOPS = "{key: rusak, stops: true, says: " + small.T + ","
BROKEN = {
    "a key that nobody knows": (SATU, "  remote: full", "  remotely: full", 3, "missing"),
    "a left-over key": (SATU, "  remote: full", "  remote: full\n  tarif: 5000", 8, "unknown_key"),
    "a value that is not allowed": (SATU, "remote: full", "remote: half", 7, "not_allowed"),
    "a paper of no kind": (SATU, "doc: ktp", "doc: sim", 15, "unknown"),
    "a condition nobody asks about": (SATU, ", requires: [surat]", "", 14, "no_question"),
    "a condition without words": (SATU, ", when: " + small.T, "", 15, "no_when"),
    "a choice that needs an unknown paper": (SATU, "[surat]", "[surat, akta]", 8, "unknown"),
    "a field that is not defined": (SATU, "[alasan]", "[alsan]", 16, "unknown"),
    "a service like none": (SATU, "same_as: ktp-hilang", "same_as: ktp-baru", 23, "unknown"),
    "a service like itself": (SATU, "same_as: ktp-hilang", "same_as: ktp-rusak", 22, "circle"),
    "a source nobody listed": (SATU, "sources: [GK]", "sources: [XX]", 20, "unknown"),
    "an unknown confidence": (SATU, "confidence: high", "confidence: sure", 21, "not_allowed"),
    "a norm nobody set": (SATU, "norm: sehari", "norm: sejam", 17, "unknown"),
    "a service written twice": (SATU, "- code: ktp-rusak", "- code: ktp-hilang", 1, "twice"),
    "a key written twice": (SATU, "  remote: full", "  remote: full\n  remote: none", 8, "twice"),
    "a name too long for a row": (SATU, f"short: {small.T}", f"short: {LONG}", 5, "too_long"),
    "no English": (SATU, f"name: {small.T}\n  short", 'name: {id: "Ya"}\n  short', 4, "no_words"),
    "empty words": (SATU, f"name: {small.T}\n  short", 'name: {id: "Ya", en: " "}\n  short', 4, "no_words"),
    "one choice is no question": (SATU, f"        - {{key: rusak, label: {small.T}}}\n", "", 11, "how_many"),
    "the first choice leads away": (SATU, "{key: rusak,", STOPS, 11, "first_choice"),
    "it leads away without a word": (SATU, "requires: [surat]", "goes_to: ktp-rusak", 13, "no_say"),
    "a paper required twice": (SATU, "required: conditional", "required: always", 8, "not_conditional"),
    "not YAML at all": (SATU, "remote: full", "remote: [full", 8, "not_yaml"),
    "an unknown form of delivery": (SATU, "delivery: card", "delivery: drone", 19, "not_allowed"),
    "a paper without a short name": ("documents.yaml", f"short: {small.T}, ", "", 4, "missing"),
    "a choice without choices": ("fields.yaml", "kind: text", "kind: choice", 4, "no_choices"),
    "a field of no kind": ("fields.yaml", "kind: text", "kind: txt", 4, "not_allowed"),
    "a package of nothing": ("packages.yaml", "[]", f"\n- {{code: p, services: [sim], name: {small.T}}}", 2, "unknown"),
    "a word for no service": ("words.yaml", "ktp-hilang:", "sim-hilang:", 2, "unknown"),
    "a time that is no number": ("principles.yaml", "amount: 1", 'amount: "satu"', 4, "not_a_number"),
}  # fmt: skip


def test_the_small_catalogue_is_whole(tmp_path):
    found = load(small.write(tmp_path))
    assert list(found.services) == ["ktp-hilang", "ktp-rusak"]
    assert found.services["ktp-rusak"].requirements == found.services["ktp-hilang"].requirements


@pytest.mark.parametrize(("file", "old", "new", "line", "code"), BROKEN.values(), ids=BROKEN.keys())
def test_a_mistake_names_its_file_line_and_reason(tmp_path, file, old, new, line, code):
    with pytest.raises(CatalogueMistake) as caught:
        load(small.write(tmp_path, file, old, new))
    mistake = caught.value
    assert mistake.code == code
    assert mistake.line == line
    assert mistake.file == file.rsplit("/", 1)[-1]
    assert mistake.reason in str(mistake)
    assert f":{line}:" in str(mistake)


def test_a_missing_file_is_named(tmp_path):
    folder = small.write(tmp_path)
    (folder / "urgent.yaml").unlink()
    with pytest.raises(CatalogueMistake, match=r"urgent\.yaml"):
        load(folder)


def test_an_unquoted_no_is_not_taken_for_a_key():
    with pytest.raises(CatalogueMistake) as caught:
        parse_yaml("a: 1\nno: 2\n", "x.yaml")
    assert caught.value.line == 2


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_has_words_in_both_languages_with_the_same_gaps(code):
    reason = REASONS[code]
    gaps = [{part.split("}")[0] for part in words.split("{")[1:]} for words in (reason.id, reason.en)]
    assert gaps[0] == gaps[1]
