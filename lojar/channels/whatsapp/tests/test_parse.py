"""Reading can only say what it found: no JSON that anybody could sign makes it fail."""

import copy
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from lojar.channels.tests.line import PAYLOADS
from lojar.channels.whatsapp.parse import Trouble, parse
from lojar.channels.whatsapp.send import tracked, tracker

GOOD = [
    json.loads(path.read_text("utf-8"))
    for path in sorted(PAYLOADS.glob("*.json"))
    if path.stat().st_size < 5000 and not path.stem.startswith(("http_", "graph_"))
]
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20))
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.binary(max_size=200))
def test_bytes_are_read_or_are_trouble(body):
    assert all(isinstance(update, Trouble) for update in parse(body))


@given(anything)
def test_any_value_is_read(value):
    parse(json.dumps({"object": "whatsapp_business_account", "entry": value}).encode())


@settings(max_examples=300)
@given(st.data())
def test_a_good_payload_with_a_part_replaced_is_still_read(data):
    """Walks to a random place of a real payload and puts something else there."""
    found = copy.deepcopy(data.draw(st.sampled_from(GOOD)))
    place = found
    for _ in range(data.draw(st.integers(1, 12))):
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            place[key] = data.draw(anything)
            break
        place = place[key]
    parse(json.dumps(found).encode())


@given(st.integers(1, 10**15), st.integers(0, 99))
def test_a_tracker_comes_back_as_what_it_tracks(outbound_id, attempt):
    found = tracked(tracker(outbound_id, attempt))
    assert (found.outbound_id, found.attempt) == (outbound_id, attempt)
