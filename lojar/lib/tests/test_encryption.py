"""What is sealed opens again for the same place and the same key, and for nothing else."""

import base64
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lojar.lib.encryption import Keyring, NotOurs, key_id, new_key

OLD, NEW = new_key(), new_key()
RING = Keyring.parse(OLD)


@given(st.binary(max_size=4096), st.binary(max_size=64))
def test_what_is_sealed_opens_again(data, about):
    assert RING.open(RING.seal(data, about=about), about=about) == data
    assert RING.open(RING.seal_directly(data, about=about), about=about) == data


def test_the_same_photo_sealed_twice_looks_different():
    assert RING.seal(b"photo", about=b"key") != RING.seal(b"photo", about=b"key")


@pytest.mark.parametrize("seal", [RING.seal, RING.seal_directly])
def test_a_value_moved_to_another_place_does_not_open(seal):
    sealed = seal(b"photo", about=b"photos/1")
    with pytest.raises(NotOurs):
        RING.open(sealed, about=b"photos/2")


@pytest.mark.parametrize("seal", [RING.seal, RING.seal_directly])
def test_a_change_of_any_byte_is_noticed(seal):
    sealed = seal(b"photo", about=b"key")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(NotOurs):
            RING.open(bytes(changed), about=b"key")


@pytest.mark.parametrize("seal", [RING.seal, RING.seal_directly])
def test_a_value_cut_short_anywhere_is_refused(seal):
    sealed = seal(b"photo", about=b"key")
    for length in range(len(sealed)):
        with pytest.raises(NotOurs):
            RING.open(sealed[:length], about=b"key")


def test_after_a_rotation_old_values_open_and_new_ones_are_sealed_with_the_new_key():
    rotated = Keyring.parse(f"{NEW},{OLD}")
    old = RING.seal(b"photo", about=b"key")
    assert rotated.open(old, about=b"key") == b"photo"
    assert not rotated.is_sealed_with_first(old)
    with pytest.raises(NotOurs, match="not on this ring"):
        RING.open(rotated.seal(b"photo", about=b"key"), about=b"key")


def test_a_rewrapped_envelope_opens_without_the_old_key():
    old = RING.seal(b"photo", about=b"key")
    rewrapped = Keyring.parse([NEW, OLD]).rewrap(old, about=b"key")
    assert Keyring.parse(NEW).open(rewrapped, about=b"key") == b"photo"
    assert rewrapped[65:] == old[65:]


def test_a_digest_finds_the_same_value_again_even_after_a_rotation():
    assert RING.digest("3510995505900003") == Keyring.parse(f"{NEW},{OLD}").digest("3510995505900003")
    assert RING.digest("3510995505900003") != RING.digest("3510995505900004")
    assert RING.digest("3510995505900003") != Keyring.parse(NEW).digest("3510995505900003")


@pytest.mark.parametrize("wrong", ["", " , ", "not base64!", base64.b64encode(os.urandom(31)).decode()])
def test_a_wrong_key_is_refused_and_never_repeated(wrong):
    with pytest.raises(ValueError, match="key") as refusal:
        Keyring.parse(wrong)
    assert not wrong.strip(" ,") or wrong not in str(refusal.value)


def test_a_keyring_does_not_show_its_keys():
    assert OLD not in repr(RING)
    assert OLD not in str(vars(RING))


@pytest.mark.parametrize("seal", [RING.seal, RING.seal_directly])
def test_a_seal_names_the_key_that_opens_it(seal):
    assert key_id(seal(b"photo", about=b"key")) == RING.ids[0]
    assert Keyring.parse(f"{NEW},{OLD}").ids[1] == RING.ids[0]
    assert OLD not in RING.ids


@pytest.mark.parametrize("bytes_", [b"", b"\xff\xd8\xff\xe0 a photo that nobody sealed"])
def test_what_is_no_seal_names_no_key(bytes_):
    assert key_id(bytes_) == ""
