"""Visits that nobody had to make, counted from what was done from afar."""

from datetime import datetime

from django.db.models import BigIntegerField, F
from django.db.models.functions import Coalesce

from lojar.offices.models import Office

from ..models import CaseEvent
from ..rules.events import Kind

# Each of these was a way to the office before: to apply, to bring what was missing, to collect.
FROM_AFAR = sorted(kind.value for kind in (Kind.SUBMITTED, Kind.RESUBMITTED, Kind.DELIVERED))


def visits_avoided(office: Office, *, since: datetime, until: datetime) -> int:
    """`since` counts, `until` does not. The members of a package, sent together, are one way."""
    done = CaseEvent.objects.filter(
        application__office=office, kind__in=FROM_AFAR, at__gte=since, at__lt=until
    ).exclude(by=CaseEvent.By.OFFICER)
    ways = done.annotate(
        way=Coalesce(-F("application__bundle_id"), F("application_id"), output_field=BigIntegerField())
    )
    return ways.order_by().values("kind", "way", "at").distinct().count()
