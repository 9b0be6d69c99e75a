"""The people of a handful of messages, looked up at once and, who is surely new, made at once. The rest one by one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lojar.offices.models import Office

from ..models import Contact, Identity
from ..queries import contact_now
from ..rules.identity import Seen
from ..whatsapp.identities import change_names, contact_of, welcome
from ..whatsapp.parse import Heard

Name = tuple[int, str, str]  # office, kind, value


@dataclass(frozen=True)
class Meeting:
    """One message, as far as it tells who wrote it."""

    office: Office
    heard: Heard
    at: datetime

    @property
    def names(self) -> list[Name]:
        return _names(self.office, self.heard.who)


class Acquaintances:
    """Living names and whose they are, as the database has them now. One reader at a time asks."""

    def __init__(self, meetings: Sequence[Meeting]) -> None:
        self._expected = {name for meeting in meetings for name in meeting.names}
        self._whose: dict[Name, int] = {}
        self._look_up(self._expected)
        self._welcome(self._strangers(meetings))

    def settled(self, meeting: Meeting) -> int:
        """The contact who wrote. In the order of the messages: one may change who the next is from."""
        office, heard, at, names = meeting.office, meeting.heard, meeting.at, meeting.names
        holders = {self._whose.get(name) for name in names}
        if len(holders) == 1 and None not in holders and heard.change is None:
            return next(holder for holder in holders if holder is not None)
        contact = contact_of(office, heard.who, name=heard.name, at=at)
        if heard.change is not None:
            contact = change_names(office, heard.change, at=at)
        # A stranger touches nobody else's names; any other change may.
        self._look_up(names if holders == {None} and heard.change is None else self._expected)
        return contact.pk

    def today(self, contact_ids: Iterable[int]) -> dict[int, Contact]:
        """Each as the contact that it is now: a later message of the handful may have found two to be one."""
        found = Contact.objects.select_related("office", "merged_into__office").in_bulk(set(contact_ids))
        same: dict[int, Contact] = {}
        return {
            id: same.setdefault(contact_now(contact).pk, contact_now(contact))
            for id, contact in found.items()
        }

    def _strangers(self, meetings: Sequence[Meeting]) -> list[Meeting]:
        """The first message of each who is surely new: never heard of, and under the same names throughout."""
        if any(meeting.heard.change for meeting in meetings):
            return []
        under: dict[Name, set[Seen]] = {}
        for meeting in meetings:
            for name in meeting.names:
                under.setdefault(name, set()).add(meeting.heard.who)
        doubtful = {name for name, seen in under.items() if len(seen) > 1} | self._whose.keys()
        doubtful |= _found(Identity.objects.exclude(valid_to=None), self._expected).keys()
        first: dict[tuple[Name, ...], Meeting] = {}
        for meeting in meetings:
            if meeting.names and not doubtful.intersection(meeting.names):
                first.setdefault(tuple(meeting.names), meeting)
        return list(first.values())

    def _welcome(self, strangers: Sequence[Meeting]) -> None:
        contacts = welcome([(each.office, each.heard.who, each.heard.name, each.at) for each in strangers])
        for meeting, contact in zip(strangers, contacts, strict=True):
            self._whose.update(dict.fromkeys(meeting.names, contact.pk))

    def _look_up(self, names: Iterable[Name]) -> None:
        names = set(names)
        for name in names:
            self._whose.pop(name, None)
        self._whose.update(_found(Identity.objects.filter(valid_to=None), names))


def _found(identities: QuerySet[Identity], names: Collection[Name]) -> dict[Name, int]:
    offices, kinds, values = zip(*names, strict=True) if names else ((), (), ())
    rows = identities.filter(office__in=set(offices), kind__in=set(kinds), value__in=set(values))
    found = rows.values_list("office_id", "kind", "value", "contact_id")
    return {(office, kind, value): id for office, kind, value, id in found if (office, kind, value) in names}


def _names(office: Office, who: Seen) -> list[Name]:
    return [(office.pk, kind, value) for kind, value in who.pairs()]
