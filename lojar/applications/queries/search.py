"""Finding a case by what a person has at hand: its number, a NIK or KK, the phone that wrote, or a name."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet

from lojar.channels.models import Identity
from lojar.lib import reference
from lojar.lib.sealed_fields import keyring
from lojar.offices.models import Office

from ..models import Application
from ..name_marks import marks_of_keys
from ..rules.lifecycle import Status
from ..rules.search_terms import Terms, read_terms

MOST = 50
LOOKED_BACK = 20_000  # cases; a name that fills a page of so many is a common one


def by_number(text: str, *, office: Office | None = None) -> Application | None:
    """As it was typed: small letters, blanks and missing dashes do not matter."""
    number = reference.parse(text) or reference.find_in(text)
    found = _rows(office).filter(number=number) if number else Application.objects.none()
    return found.first()


def search(office: Office, text: str) -> list[Application]:
    """Newest first, at most 50. NIK and KK are found by digest, so nobody can list them;
    a name by whole words in any spelling, with a village or a day (of sending) where they are typed too."""
    terms = read_terms(text)
    asked = _asked(office, terms)
    if asked is None:
        return []
    found = _rows(office).filter(asked)
    if terms.words and not (terms.number or terms.sixteen_digits or terms.phone):
        return _newest_of_a_name(found)
    return list(found.order_by("-id")[:MOST])


def _newest_of_a_name(found: QuerySet[Application]) -> list[Application]:
    """A common name is found among the newest by going back from the last one. The same way would look at every case
    there is before it said that a rare name has none: those the index of words knows better, where nothing but the
    words is asked of it. (`id + 0` is no column, so no index can offer to begin with the newest.)"""
    last = Application.objects.order_by("-id").values_list("id", flat=True).first() or 0
    newest = list(found.filter(id__gt=last - LOOKED_BACK).order_by("-id")[:MOST])
    if len(newest) == MOST or last <= LOOKED_BACK:
        return newest
    return list(found.order_by((F("id") + 0).desc())[:MOST])


def _asked(office: Office, terms: Terms) -> Q | None:
    if terms.number:
        return Q(number=terms.number)
    if terms.sixteen_digits:
        digest = keyring().digest(terms.sixteen_digits)
        return Q(nik_digest=digest) | Q(kk_digest=digest)
    if terms.phone:
        whose = Identity.objects.filter(office=office, kind=Identity.Kind.PHONE, value=terms.phone)
        return Q(contact__in=list(whose.values_list("contact_id", flat=True)))
    return _by_name(office, terms) if terms.words else None


def _by_name(office: Office, terms: Terms) -> Q:
    named = Q(name_marks__contains=marks_of_keys(office.pk, terms.words)) & ~Q(status=Status.DRAFT.value)
    return named & _sent_on(terms.day, office) if terms.day else named


def _sent_on(day: date, office: Office) -> Q:
    begins = datetime.combine(day, time(), ZoneInfo(office.time_zone))
    return Q(submitted_at__gte=begins, submitted_at__lt=begins + timedelta(days=1))


def _rows(office: Office | None) -> QuerySet[Application]:
    rows = Application.objects.select_related("contact", "claimed_by")
    return rows if office is None else rows.filter(office=office)
