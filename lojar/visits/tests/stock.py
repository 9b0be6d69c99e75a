"""Sessions and people for the tests of places."""

from datetime import timedelta

from lojar.visits import actions
from lojar.visits.actions import Errand
from lojar.visits.models import Session, Visit
from tests import cast

NOW = cast.NOW
TOMORROW = NOW + timedelta(days=1)
ILL = Errand(reason="sakit", person_name="Siti Contoh")


def a_session(*, places=1, purpose="urgent", counter="Loket 1", starts_at=TOMORROW, minutes=60, office=None):
    return Session.objects.create(
        office=office or cast.an_office(),
        counter=counter,
        purpose=purpose,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        places=places,
        service_minutes=minutes // places if places else 15,
    )


def somebody(number):
    return cast.a_contact(f"Orang Contoh {number}", f"6280011{number:06}")


def booked(session, contact, *, errand=ILL, now=NOW):
    held = actions.hold(contact, session, errand, now=now)
    return actions.book(held.pass_token, now=now)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def arrived(visit):
    """The hall's verb, when there is a hall."""
    Visit.objects.filter(pk=visit.pk).update(state="arrived", arrived_at=NOW)
    return fresh(visit)


def another_office():
    return cast.an_office(code="sebelah", prefix="SBL", phone_number_id="100000000000009")


def trail(visit):
    return list(visit.events.order_by("id").values_list("kind", flat=True))
