"""Whatever Meta mixes into one POST, every good part is in it, under its own person."""

import json
from random import Random

from bench.storm import envelope
from bench.storm.envelope import BAD_CHANGES, Update
from bench.storm.pace import LINE, Line, Pairs


def updates():
    for n in range(12):
        person = f"6280070000000{n % 3}"
        told = {"from": person, "id": f"wamid.{n}", "type": "text", "text": {"body": "Halo"}}
        kind = "statuses" if n % 4 == 0 else "messages"
        yield Update(f"wamid.{n}", kind, told, 0.0, person, f"Warga {n % 3}")


def test_every_update_is_in_the_post_with_its_sender():
    for seed in range(30):
        every = list(updates())
        body = json.loads(envelope.body(every, Random(seed), sibling=seed % 2 == 0))
        changes = [change for change in body["entry"][0]["changes"] if change not in BAD_CHANGES]
        found = {}
        for change in changes:
            value = change["value"]
            names = {contact["wa_id"] for contact in value.get("contacts", [])}
            for message in value.get("messages", []):
                assert message["from"] in names
                found[message["id"]] = message
            found |= {status["id"]: status for status in value.get("statuses", [])}
        assert set(found) == {update.key for update in every}
        assert len(body["entry"][0]["changes"]) - len(changes) == (seed % 2 == 0)


def test_a_signature_is_over_the_bytes():
    assert envelope.signature("geheim", b"{}").startswith("sha256=")
    assert envelope.signature("geheim", b"{}") != envelope.signature("geheim", b"{ }")


def test_the_line_takes_eighty_in_a_second_and_counts_what_is_over():
    line = Line()
    assert all(line.passes(100 + n / 100) for n in range(LINE))
    assert not line.passes(100.9)
    assert line.over == [100.9]
    assert line.passes(102.5)


def test_a_person_takes_forty_five_at_once_and_then_one_in_six_seconds():
    pairs = Pairs()
    assert all(pairs.passes("a", 1000.0) for _ in range(45))
    assert not pairs.passes("a", 1000.0)
    assert pairs.passes("b", 1000.0)
    assert pairs.passes("a", 1006.0)
    assert not pairs.passes("a", 1006.0)
    assert pairs.passes("a", 1300.0)
