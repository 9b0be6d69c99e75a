"""An office and an officer to change its catalogue."""

import pytest


@pytest.fixture
def office(db, settings):
    from lojar.offices import actions  # pytest reads this file before Django has its apps

    settings.LOJAR_WHATSAPP_PHONE_NUMBER_ID = "10001"
    settings.LOJAR_ADMIN_EMAIL = ""
    return actions.set_up_office()


@pytest.fixture
def officer(office):
    from lojar.offices.models import Officer

    return Officer.objects.create_user("kepala@example.test", office=office, name="Kepala", role="head")
