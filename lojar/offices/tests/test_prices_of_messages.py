"""What a message costs: entered at the desk, and unknown until then."""

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from lojar.offices import actions, queries
from lojar.offices.models import Office
from tests import cast

pytestmark = pytest.mark.django_db


def test_an_office_begins_without_a_price():
    assert (cast.an_office().message_price, cast.an_office().monthly_budget) == (None, None)


def test_the_price_is_kept_to_the_cent():
    actions.set_prices(cast.an_office(), message_price=Decimal("356.65"), monthly_budget=500_000)
    office = Office.objects.get()
    assert (office.message_price, office.monthly_budget) == (Decimal("356.65"), 500_000)


def test_months_are_billed_in_the_accounts_zone_or_else_in_ours():
    office = cast.an_office()
    assert queries.billing_zone(office) == ZoneInfo("Asia/Jakarta")
    zone = "America/Los_Angeles"
    actions.set_prices(office, message_price=None, monthly_budget=None, billing_time_zone=zone)
    assert queries.billing_zone(office) == ZoneInfo(zone)


def test_a_zone_that_does_not_exist_changes_nothing():
    with pytest.raises(actions.CannotBe):
        actions.set_prices(
            cast.an_office(), message_price=Decimal(1), monthly_budget=None, billing_time_zone="Asia/Nowhere"
        )
    assert Office.objects.get().message_price is None
