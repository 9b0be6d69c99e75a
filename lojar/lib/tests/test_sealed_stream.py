"""A long file opens as it was, or not at all: every piece knows its place, and the last one that it is the last."""

import io

import pytest

from lojar.lib.encryption import Keyring, NotOurs, key_id, new_key
from lojar.lib.sealed_stream import HEAD, PIECE, open_stream, seal_stream

RING = Keyring.parse(new_key())
ABOUT = b"a dump"
STEP = PIECE + 16


def sealed(data: bytes, ring: Keyring = RING) -> bytes:
    out = io.BytesIO()
    seal_stream(io.BytesIO(data), out, ring, about=ABOUT)
    return out.getvalue()


def opened(data: bytes, ring: Keyring = RING, about: bytes = ABOUT) -> bytes:
    return b"".join(open_stream(io.BytesIO(data), ring, about=about))


def of_length(length: int) -> bytes:
    return bytes(range(256)) * (length // 256) + b"x" * (length % 256)


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7])
def test_a_file_of_any_length_opens_as_it_was(length):
    data = of_length(length)
    assert opened(sealed(data)) == data


def test_nothing_of_it_can_be_read_without_the_key():
    found = sealed(b"628000000001" * 1000)
    assert b"628000000001" not in found
    with pytest.raises(NotOurs):
        opened(found, Keyring.parse(new_key()))
    assert key_id(found) == RING.ids[0]


def test_another_kind_of_file_does_not_pass_for_it():
    with pytest.raises(NotOurs):
        opened(sealed(b"rows"), about=b"a photo")


@pytest.mark.parametrize(
    "length", [0, HEAD - 1, HEAD, HEAD + 16, HEAD + STEP, HEAD + 2 * STEP, HEAD + 2 * STEP + 5]
)
def test_a_file_cut_short_anywhere_is_refused(length):
    with pytest.raises(NotOurs):
        opened(sealed(of_length(2 * PIECE + 100))[:length])


@pytest.mark.parametrize("place", [0, 10, HEAD, HEAD + PIECE, HEAD + STEP + 3, -1])
def test_a_change_of_a_byte_is_noticed(place):
    changed = bytearray(sealed(of_length(PIECE + 100)))
    changed[place] ^= 1
    with pytest.raises(NotOurs):
        opened(bytes(changed))


def test_pieces_swapped_left_out_or_added_are_noticed():
    found = sealed(of_length(3 * PIECE + 5))
    head, pieces = found[:HEAD], [found[HEAD + n * STEP : HEAD + (n + 1) * STEP] for n in range(4)]
    for order in ([1, 0, 2, 3], [0, 2, 3], [0, 1, 2, 3, 3]):
        with pytest.raises(NotOurs):
            opened(head + b"".join(pieces[n] for n in order))


def test_an_old_key_still_opens_after_a_rotation():
    old, new = new_key(), new_key()
    assert opened(sealed(b"rows", Keyring.parse(old)), Keyring.parse(f"{new},{old}")) == b"rows"
