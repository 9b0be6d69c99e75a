"""The people of a handful of messages, looked up at once; whoever is new or has changed is settled one by one."""

from collections.abc import Iterable
from datetime import datetime

from lojar.offices.models import Office

from ..models import Contact, Identity
from ..queries import contact_now
from ..rules.identity import Seen
from ..whatsapp.identities import change_names, contact_of
from ..whatsapp.parse import Heard

Name = tuple[int, str, str]  # office, kind, value


class Acquaintances:
    """Living names and whose they are, as the database has them now. One reader at a time asks."""

    def __init__(self, expected: Iterable[tuple[Office, Seen]]) -> None:
        self._expected = {name for office, who in expected for name in _names(office, who)}
        self._whose: dict[Name, int] = {}
        self._look_up(self._expected)

    def settled(self, office: Office, heard: Heard, *, at: datetime) -> int:
        """The contact who wrote. In the order of the messages: one may change who the next is from."""
        names = _names(office, heard.who)
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

    def _look_up(self, names: Iterable[Name]) -> None:
        names = set(names)
        for name in names:
            self._whose.pop(name, None)
        offices, kinds, values = zip(*names, strict=True) if names else ((), (), ())
        living = Identity.objects.filter(
            office__in=set(offices), kind__in=set(kinds), value__in=set(values), valid_to=None
        )
        for office_id, kind, value, contact_id in living.values_list(
            "office_id", "kind", "value", "contact_id"
        ):
            if (office_id, kind, value) in names:
                self._whose[office_id, kind, value] = contact_id


def _names(office: Office, who: Seen) -> list[Name]:
    return [(office.pk, kind, value) for kind, value in who.pairs()]
