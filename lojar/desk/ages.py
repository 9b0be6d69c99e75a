"""How long ago and how soon, as an officer says it. Pure: `now` is an argument."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def ago(moment: datetime, now: datetime) -> str:
    """ "2 jam lalu"; under a minute "baru saja"."""
    seconds = int((now - moment).total_seconds())
    return _("baru saja") if seconds < MINUTE else _("%(span)s lalu") % {"span": span(seconds)}


def left(moment: datetime, now: datetime) -> str:
    """ "2 jam lagi", or "lewat 2 jam" once it is past."""
    seconds = int((moment - now).total_seconds())
    if seconds < 0:
        return _("lewat %(span)s") % {"span": span(-seconds)}
    return _("%(span)s lagi") % {"span": span(seconds)}


def span(seconds: int) -> str:
    if seconds < HOUR:
        count = max(1, seconds // MINUTE)
        return ngettext("%(count)d menit", "%(count)d menit", count) % {"count": count}
    if seconds < DAY:
        count = seconds // HOUR
        return ngettext("%(count)d jam", "%(count)d jam", count) % {"count": count}
    count = seconds // DAY
    return ngettext("%(count)d hari", "%(count)d hari", count) % {"count": count}


def lateness(promised: datetime | None, now: datetime) -> str:
    """What a promise deserves on a list: "late", "soon" (four hours left) or nothing."""
    if promised is None:
        return ""
    if promised < now:
        return "late"
    return "soon" if promised - now < timedelta(hours=4) else ""
