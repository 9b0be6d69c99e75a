"""Where files may be fetched from; none of these may touch the database or the network."""

import pytest

from lojar.channels.rules.addresses import Place, Reach, lies_in_the_open, reach

GRAPH = Place("https", "graph.facebook.com", 443)
LISTED = {"lookaside.fbsbx.com", "minio.kantor:9000"}


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (("https", "lookaside.fbsbx.com", 443), Reach.OPEN),
        (("https", "minio.kantor", 9000), Reach.ANYWHERE),
        (("https", "graph.facebook.com", 443), Reach.ANYWHERE),
        (("http", "lookaside.fbsbx.com", 80), Reach.FORBIDDEN),
        (("http", "minio.kantor", 9000), Reach.FORBIDDEN),
        (("https", "lookaside.fbsbx.com", 8443), Reach.FORBIDDEN),
        (("https", "minio.kantor", 443), Reach.FORBIDDEN),
        (("ftp", "lookaside.fbsbx.com", 443), Reach.FORBIDDEN),
        (("https", "fbsbx.com", 443), Reach.FORBIDDEN),
        (("https", "x.lookaside.fbsbx.com", 443), Reach.FORBIDDEN),
    ],
)
def test_only_what_is_listed_is_asked(place, expected):
    assert reach(Place(*place), listed=LISTED, graph=GRAPH) is expected


def test_a_stand_in_over_plain_http_may_hand_out_files_over_plain_http():
    standin = Place("http", "127.0.0.1", 8001)
    assert reach(standin, listed=set(), graph=standin) is Reach.ANYWHERE
    assert reach(Place("http", "minio.kantor", 9000), listed=LISTED, graph=standin) is Reach.ANYWHERE
    assert reach(Place("http", "lookaside.fbsbx.com", 80), listed=LISTED, graph=standin) is Reach.FORBIDDEN


@pytest.mark.parametrize(
    "address", ["157.240.22.53", "8.8.8.8", "2a03:2880:f12f:83:face:b00c:0:25de", "64:ff9b::9df0:1635",
                "::ffff:157.240.22.53"],
)  # fmt: skip
def test_the_open_internet(address):
    assert lies_in_the_open(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.5", "169.254.169.254",
        "100.64.0.1", "198.18.0.1", "192.0.2.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::", "2001:0:7f00:1::1", "2001:db8::1", "5f00::1",
        "", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1",
    ],
)  # fmt: skip
def test_what_is_not_the_open_internet_or_no_address_at_all(address):
    assert not lies_in_the_open(address)
