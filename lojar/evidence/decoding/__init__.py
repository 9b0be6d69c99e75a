"""Bytes from strangers are opened in a process of their own: see docs/decisions/0007-decoding-untrusted-bytes.md."""

from .process import PIXELS, SHOWN, DecodedPage, Decoder, Decoding, decode

__all__ = ["PIXELS", "SHOWN", "DecodedPage", "Decoder", "Decoding", "decode"]
