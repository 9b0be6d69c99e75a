"""A file is taken in whole, of its announced size and with its announced sum, or not at all."""

import httpx
import pytest

from lojar.channels import media
from lojar.channels.media import Damaged, TooLarge, fetch
from lojar.channels.tests.photo_line import BASE64, DATA, HEX, HOST, address, asked, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(contact, office, clock_at):
    return photo(contact)


def test_a_file_that_says_it_is_too_large_is_not_fetched(message, wire):
    wire.then(address(file_size=media.LARGEST + 1))
    with pytest.raises(TooLarge):
        fetch(message)
    assert len(wire.requests) == 1


def test_a_file_that_is_larger_than_it_says_is_cut_off(message, wire, monkeypatch):
    monkeypatch.setattr("lojar.channels.media.fetching.LARGEST", 10)
    for answer in (
        httpx.Response(200, content=DATA),
        httpx.Response(200, content=iter([DATA[:9], DATA[9:]])),
    ):
        wire.then(address(file_size=5), answer)
        with pytest.raises(TooLarge):
            fetch(message)


@pytest.mark.parametrize(
    ("told", "matched"), [(HEX, True), (HEX.upper(), True), (BASE64, True), ("", None), ("?", None)]
)
def test_the_sum_may_be_written_in_hex_or_base64(contact, clock_at, wire, told, matched):
    wire.then(address(), httpx.Response(200, content=DATA))
    assert fetch(photo(contact, sha256=told)).checksum_matched is matched


def test_other_bytes_than_announced_are_damaged_and_flagged_where_they_are_taken_all_the_same(message, wire):
    other = b"x" * len(DATA)
    wire.then(address(), httpx.Response(200, content=other))
    with pytest.raises(Damaged) as wrong:
        fetch(message)
    assert not wrong.value.is_short
    wire.then(address(), httpx.Response(200, content=other))
    found = fetch(message, as_it_is=True)
    assert (found.data, found.checksum_matched) == (other, False)


def test_fewer_bytes_than_announced_are_not_kept(contact, clock_at, wire):
    message = photo(contact, sha256="")
    for part in (DATA[:-1], b""):
        wire.then(address(), httpx.Response(200, content=part))
        with pytest.raises(Damaged) as wrong:
            fetch(message)
        assert wrong.value.is_short


def test_a_right_sum_is_believed_before_a_size(message, wire):
    wire.then(address(file_size=7), httpx.Response(200, content=DATA))
    assert fetch(message).checksum_matched is True


@pytest.mark.parametrize("size", ["", "nonsense", None, -5, 1.5, {}, "--5"])
def test_a_size_that_is_none_says_nothing(contact, clock_at, wire, size):
    wire.then(address(file_size=size), httpx.Response(200, content=DATA))
    assert fetch(photo(contact, sha256="")).data == DATA


def test_the_sum_that_graph_tells_counts_as_well(contact, clock_at, wire):
    message = photo(contact, sha256="")
    wire.then(address(sha256=HEX), httpx.Response(200, content=DATA))
    assert fetch(message).checksum_matched is True
    wire.then(address(sha256=HEX), httpx.Response(200, content=b"x" * len(DATA)))
    with pytest.raises(Damaged):
        fetch(message)


def test_a_url_that_brings_other_bytes_is_followed_by_the_id(contact, clock_at, wire):
    wire.then(httpx.Response(200, content=b"other"), address(), httpx.Response(200, content=DATA))
    assert fetch(photo(contact, url=f"{HOST}/direct")).checksum_matched is True


def test_a_url_without_a_sum_is_left_for_the_id_which_tells_one(contact, clock_at, wire):
    wire.then(address(sha256=HEX), httpx.Response(200, content=DATA))
    fetch(photo(contact, sha256="", url=f"{HOST}/direct"))
    assert f"{HOST}/direct" not in asked(wire)


def test_the_number_that_the_message_came_to_is_named(contact, clock_at, wire):
    message = photo(contact)
    message.phone_number_id = "106540352242923"
    wire.then(address(), httpx.Response(200, content=DATA))
    fetch(message)
    assert wire.requests[0].url.params["phone_number_id"] == "106540352242923"
