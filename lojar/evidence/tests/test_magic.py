import pytest
from hypothesis import given
from hypothesis import strategies as st

from lojar.evidence.rules.file_names import shown_name
from lojar.evidence.rules.magic import DECODERS, UNKNOWN, kind_of

from . import files


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (files.picture("JPEG"), "image/jpeg"),
        (files.picture("PNG"), "image/png"),
        (files.picture("WEBP"), "image/webp"),
        (files.HEIC, "image/heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "image/heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "image/avif"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "video/mp4"),
        (files.pdf(), "application/pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", "application/pdf"),
        (files.picture("GIF"), "image/gif"),
        (files.picture("TIFF"), "image/tiff"),
        (files.picture("BMP"), "image/bmp"),
        (files.zip_bomb(), "application/zip"),
        (b"MZ\x90\0", "application/x-msdownload"),
        (b"  <!DOCTYPE html><p>", "text/html"),
        (b"<svg xmlns=", "text/html"),
        (b"GIF89a/*", "image/gif"),
        (b"halo", UNKNOWN),
        (b"", UNKNOWN),
    ],
)
def test_bytes_are_what_they_begin_as(data, mime):
    assert kind_of(data) == mime


@pytest.mark.parametrize("word", ["gif", "tiff", "bmp"])
def test_pictures_of_the_office_scanners_kind_are_known_but_not_opened(word):
    assert f"image/{word}" not in DECODERS


@given(st.binary(max_size=64))
def test_any_bytes_have_a_kind(data):
    assert "/" in kind_of(data)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\KTP ibu.jpg", "KTP ibu.jpg"),
        ("ktp\u202egpj.exe", "ktpgpj.exe"),
        ("a\0b\x1b[31m\n.jpg", "ab[31m.jpg"),
        (".htaccess", "htaccess"),
        ("x" * 500, "x" * 120),
        ("", ""),
    ],
)
def test_a_name_is_shown_without_its_path_and_tricks(name, shown):
    assert shown_name(name) == shown
