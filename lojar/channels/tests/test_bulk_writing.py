"""Many rows, one statement; each gets its own."""

from datetime import timedelta

import pytest
from django.db import DataError, transaction

from lojar.channels.models import OutboundMessage
from lojar.channels.tests.line import NOW, NUMBER, make_contact, make_office
from lojar.lib.bulk_writing import write_together

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    contact = make_contact(make_office("kantor", NUMBER), phone="62800000000011")
    made = (OutboundMessage(contact=contact, key=f"k{n}", body={}, created_at=NOW) for n in range(3))
    return OutboundMessage.objects.bulk_create(made)


def test_each_row_gets_its_own_and_no_other_field_is_touched(rows, django_assert_num_queries):
    for n, row in enumerate(rows[:2]):
        row.state, row.sent_at, row.wamid, row.key = "sent", NOW + timedelta(seconds=n), f"wamid.{n}", "other"
    rows[1].sent_at = None
    with django_assert_num_queries(1):
        write_together(rows[:2], ["state", "sent_at", "wamid"])
    found = OutboundMessage.objects.order_by("id").values_list("state", "sent_at", "wamid", "key")
    assert list(found) == [
        ("sent", NOW, "wamid.0", "k0"),
        ("sent", None, "wamid.1", "k1"),
        ("queued", None, "", "k2"),
    ]


def test_nothing_to_write_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        write_together([], ["state"])


def test_what_is_too_long_is_refused_and_not_cut(rows):
    rows[0].state = "x" * 99
    with pytest.raises(DataError), transaction.atomic():
        write_together(rows, ["state"])
