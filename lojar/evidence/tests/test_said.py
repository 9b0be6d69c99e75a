"""Who is who on a family card, and what is sure enough to be offered."""

from lojar.evidence.rules.reading.said import said_on


def one(value: str, confidence: float = 0.97, *doubts: str) -> dict:
    return {"value": value, "confidence": confidence, "doubts": list(doubts), "place": [[0, 0]]}


def row(name: str, relation: str, sex: str) -> dict:
    return {"name": one(name), "relation": one(relation), "sex": one(sex)}


def people(*rows: dict) -> dict[str, str]:
    said = said_on({"members": rows})
    return {key: value.value for key, value in said.items() if key.endswith(".name")}


def test_the_head_and_his_wife_are_the_parents():
    assert people(
        row("BUDI", "kepala_keluarga", "male"), row("SITI", "istri", "female"), row("RAHMA", "anak", "female")
    ) == {"head.name": "BUDI", "father.name": "BUDI", "mother.name": "SITI"}


def test_a_mother_alone_is_the_head_and_the_mother():
    assert people(row("SITI", "kepala_keluarga", "female"), row("RAHMA", "anak", "female")) == {
        "head.name": "SITI", "mother.name": "SITI",
    }  # fmt: skip


def test_with_two_couples_under_one_roof_nobody_is_taken_for_a_parent():
    two = (
        row("BUDI", "kepala_keluarga", "male"),
        row("ANDI", "anak", "male"),
        row("DEWI", "menantu", "female"),
    )
    assert people(*two) == {"head.name": "BUDI"}


def test_a_card_without_relations_names_nobody():
    assert people({"name": one("BUDI"), "sex": one("male")}) == {}


def test_doubt_keeps_a_value_from_being_offered_but_an_unlisted_district_does_not():
    said = said_on({
        "fields": {
            "nik": one("3510991201900001", 0.97, "unknown_region"), "name": one("BUDI", 0.97, "hard_to_read"),
            "address": one("JL. MELATI", 0.85),
        }
    })  # fmt: skip
    assert said["nik"].is_sure
    assert not said["name"].is_sure
    assert not said["address"].is_sure


def test_an_older_reading_says_nothing():
    assert said_on({"corners": None, "spots": []}) == {}
