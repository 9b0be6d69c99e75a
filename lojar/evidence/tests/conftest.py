"""Models are imported where they are used: pytest reads this file before Django is set up."""

from datetime import UTC, datetime

import pytest

NOW = datetime(2026, 11, 27, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def media_of_this_test(settings, tmp_path):
    settings.LOJAR_MEDIA_URL = f"file://{tmp_path / 'media'}"


@pytest.fixture
def office(db):
    from lojar.offices.models import Office

    return Office.objects.create(
        code="uji", name="Kantor Uji", short_name="Uji", prefix="UJI", phone_number_id="1"
    )


@pytest.fixture
def citizen(office):
    from lojar.channels.models import Contact

    return Contact.objects.create(office=office, first_heard_at=NOW)
