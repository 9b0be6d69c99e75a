"""A voice note of three silent seconds: an Ogg Opus stream built by hand, since nobody can speak into a test."""

import struct

SILENCE = b"\xfc\xff\xfe"  # one Opus frame of 20 ms in which nobody speaks


def note(frames: int = 150) -> bytes:
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 16000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 7) + b"standin" + struct.pack("<I", 0)
    sound = _page([SILENCE] * frames, flags=4, position=312 + 960 * frames, number=2)
    return _page([head], flags=2, position=0, number=0) + _page([tags], flags=0, position=0, number=1) + sound


def _page(packets: list[bytes], *, flags: int, position: int, number: int) -> bytes:
    lacing = b"".join(bytes([255] * (len(packet) // 255) + [len(packet) % 255]) for packet in packets)
    header = struct.pack("<4sBBqIII", b"OggS", 0, flags, position, 0x4C4F4A41, number, 0)
    page = header + bytes([len(lacing)]) + lacing + b"".join(packets)
    return page[:22] + struct.pack("<I", _crc(page)) + page[26:]


def _crc(data: bytes) -> int:
    register = 0
    for byte in data:
        register ^= byte << 24
        for _ in range(8):
            register = ((register << 1) ^ 0x04C11DB7 if register & 0x80000000 else register << 1) & 0xFFFFFFFF
    return register
