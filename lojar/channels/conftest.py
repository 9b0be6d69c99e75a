"""An office with a line. The room itself is imported late: pytest reads this file before Django is set up."""

import json
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _line(settings: Any) -> None:
    from lojar.channels.tests.line import NUMBER, SECRET, VERIFY_TOKEN

    settings.ROOT_URLCONF = "lojar.channels.tests.urls"
    settings.LOJAR_WHATSAPP_APP_SECRET = SECRET
    settings.LOJAR_WHATSAPP_VERIFY_TOKEN = VERIFY_TOKEN
    settings.LOJAR_WHATSAPP_PHONE_NUMBER_ID = NUMBER
    settings.LOJAR_WHATSAPP_WABA_ID = "102290129340398"
    settings.LOJAR_WHATSAPP_API_URL = "https://graph.test.invalid"
    settings.LOJAR_WHATSAPP_MEDIA_HOSTS = ["media.test.invalid", "lookaside.fbsbx.com:443", "10.0.0.9:8443"]


@pytest.fixture
def clock_at(time_machine: Any) -> Any:
    from lojar.channels.tests.line import NOW

    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def office(db: None) -> Any:
    from lojar.channels.tests.line import NUMBER, make_office

    return make_office("kantor", NUMBER)


@pytest.fixture
def contact(office: Any) -> Any:
    from lojar.channels.tests.line import PHONE, make_contact

    return make_contact(office, phone=PHONE)


@pytest.fixture
def meta(client: Any, office: Any, clock_at: Any) -> Any:
    """Posts a payload (by name, or as JSON or bytes) through the door and runs the job that reads it."""
    from lojar.channels.models import WebhookDelivery
    from lojar.channels.tests.line import payload, sign

    def post(what: Any) -> Any:
        told = payload(what) if isinstance(what, str) else what
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        answer = client.post(
            "/whatsapp/webhook",
            data=body,
            content_type="application/json",
            HTTP_X_HUB_SIGNATURE_256=sign(body),
        )
        assert answer.status_code == 200
        run("channels.read_inbox")
        return WebhookDelivery.objects.latest("id")

    return post


def run(name: str, **what: Any) -> Any:
    """A job of this room, as the worker would call it."""
    from procrastinate.contrib.django import app

    return app.tasks[name].func(**what)


@pytest.fixture
def wire() -> Any:
    import httpx

    from lojar.channels.tests.line import Wire
    from lojar.channels.whatsapp import graph

    made = Wire()
    graph.speak_through(httpx.MockTransport(made))
    yield made
    graph.speak_through(None)


@pytest.fixture
def send(clock_at: Any) -> Any:
    return lambda contact: run("channels.deliver", contact_id=contact.pk)
