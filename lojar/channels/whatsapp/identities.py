"""Which contact wrote: numbers and ids come, go and turn out to belong together. What to do is rules/identity.

Whoever loses a living name, or turns out to be two, has to prove who they are before anything of before is shown
(`Contact.unproven_since`). Who only gains a name does not.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from lojar.lib import clock
from lojar.offices.models import Office

from ..models import AnswerLater, Contact, Identity, InboundMessage, OutboundMessage
from ..outbox import withhold
from ..queries import contact_now
from ..rules.identity import Change, Holder, Move, Seen, merged, settle
from ..signals import contacts_merged


def contact_of(office: Office, who: Seen, *, name: str, at: datetime) -> Contact:
    """The contact behind these names, made where there is none. Called by one reader at a time."""
    living = list(_living(office, who).select_related("contact"))
    if len(living) == len(who.pairs()) and len({identity.contact_id for identity in living}) == 1:
        return _named(living[0].contact, name)
    if not living and (former := _former(office, who, at)):
        return _named(former, name)
    return _named(_settled(office, who, living, at), name)


def welcome(newcomers: Sequence[tuple[Office, Seen, str, datetime]]) -> list[Contact]:
    """Contacts of people whose names nobody has or had: office, names, what they call themselves, since when."""
    contacts = Contact.objects.bulk_create(
        Contact(office=office, first_heard_at=at, name=name) for office, _, name, at in newcomers
    )
    Identity.objects.bulk_create(
        Identity(contact=contact, office=office, kind=kind, value=value, valid_from=at)
        for contact, (office, who, _, at) in zip(contacts, newcomers, strict=True)
        for kind, value in who.pairs()
    )
    return contacts


def change_names(office: Office, change: Change, *, at: datetime) -> Contact:
    """Meta itself says that who was `before` is `after` from now on."""
    contact = contact_of(office, change.before, name="", at=at)
    others = {identity.contact_id for identity in _living(office, change.after)} - {contact.pk}
    for other_id in sorted(others):
        contact = _merge(contact.pk, other_id, at)
    if change.after.phone:
        # With a new number comes a new user id, whether or not it is told at once: both old ones are past.
        _end(contact.identities.exclude(_named_in(change.after)), at)
    _give(contact, change.after, at)
    contact.refresh_from_db(fields=["unproven_since"])
    return contact


def _living(office: Office, who: Seen) -> QuerySet[Identity]:
    return Identity.objects.filter(_named_in(who), office=office, valid_to=None)


def _named_in(who: Seen) -> Q:
    condition = Q(pk=None)
    for kind, value in who.pairs():
        condition |= Q(kind=kind, value=value)
    return condition


def _former(office: Office, who: Seen, at: datetime) -> Contact | None:
    """A message that Meta held back for days may come from a number that is somebody's past."""
    past = Identity.objects.filter(_named_in(who), office=office, valid_to__gte=at, valid_from__lte=at)
    found = past.select_related("contact").order_by("-valid_to").first()
    return contact_now(found.contact) if found else None


def _settled(office: Office, who: Seen, living: list[Identity], at: datetime) -> Contact:
    by_phone = _holder(living, Identity.Kind.PHONE)
    by_user_id = _holder(living, Identity.Kind.USER_ID)
    verdict = settle(who, by_phone, by_user_id)
    if verdict.move in (Move.MAKE, Move.PART):
        contact = Contact.objects.create(office=office, first_heard_at=at)
    elif verdict.move is Move.MERGE:
        contact = _merge(verdict.contact, verdict.other, at)
    else:
        contact = Contact.objects.get(pk=verdict.contact)
    _give(contact, who, at)
    return contact


def _holder(living: list[Identity], kind: str) -> Holder | None:
    holding = next((identity for identity in living if identity.kind == kind), None)
    if holding is None:
        return None
    values = dict(
        Identity.objects.filter(contact_id=holding.contact_id, valid_to=None).values_list("kind", "value")
    )
    return Holder(holding.contact_id, values.get("phone", ""), values.get("user_id", ""))


def _give(contact: Contact, who: Seen, at: datetime) -> None:
    """From `at` on the contact lives under these names, and nobody else does."""
    for kind, value in who.pairs():
        same = Identity.objects.filter(office_id=contact.office_id, kind=kind, value=value, valid_to=None)
        if same.filter(contact=contact).exists():
            continue
        _end(same, at)
        _end(contact.identities.filter(kind=kind), at)
        Identity.objects.create(
            contact=contact, office_id=contact.office_id, kind=kind, value=value, valid_from=at
        )


def _end(identities: QuerySet[Identity], at: datetime) -> None:
    """Numbers are given up and handed out again: whoever speaks under what is left, or under a new name, is asked."""
    ending = identities.filter(valid_to=None)
    for contact in Contact.objects.filter(identities__in=ending).distinct():
        _ask_for_proof(contact, at)
    ending.update(valid_to=at)


def _ask_for_proof(contact: Contact, at: datetime) -> None:
    """What is on its way to them is of before, too."""
    contact.unproven_since = max(at, contact.unproven_since or at)
    contact.save(update_fields=["unproven_since"])
    withhold(contact, now=clock.now())


def _named(contact: Contact, name: str) -> Contact:
    if name and contact.name != name:
        contact.name = name
        contact.save(update_fields=["name"])
    return contact


def _merge(one: int, another: int, at: datetime) -> Contact:
    verdict = merged(one, another)
    kept, gone = Contact.objects.get(pk=verdict.contact), Contact.objects.get(pk=verdict.other)
    for kind in Identity.Kind.values:
        if kept.identities.filter(kind=kind, valid_to=None).exists():
            gone.identities.filter(kind=kind, valid_to=None).update(valid_to=at)
    Identity.objects.filter(contact=gone).update(contact=kept)
    InboundMessage.objects.filter(contact=gone).update(contact=kept)
    OutboundMessage.objects.filter(contact=gone).update(contact=kept)
    _take_over(kept, gone)
    _keep_the_earlier_answer(kept, gone)
    _ask_for_proof(kept, at)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    # One step leads to whoever it is today, however often that changed.
    Contact.objects.filter(merged_into=gone).update(merged_into=kept)
    contacts_merged.send(sender=Contact, kept=kept, gone=gone, at=at)
    return kept


def _take_over(kept: Contact, gone: Contact) -> None:
    """Whatever one of the two asked for holds for both: silence, an officer, the wider window."""
    kept.name = kept.name or gone.name
    kept.first_heard_at = min(kept.first_heard_at, gone.first_heard_at)
    fields = ("window_opened_at", "stopped_at", "with_officer_since", "unproven_since")
    for field in fields:
        times = [at for at in (getattr(kept, field), getattr(gone, field)) if at is not None]
        setattr(kept, field, max(times, default=None))
    kept.save(update_fields=["name", "first_heard_at", *fields])


def _keep_the_earlier_answer(kept: Contact, gone: Contact) -> None:
    """Two may not stand for one person: what was promised first is what they wait for."""
    both = AnswerLater.objects.filter(contact__in=[kept, gone])
    first = both.order_by("due_at", "pk").first()
    if first is not None:
        both.exclude(pk=first.pk).delete()
        AnswerLater.objects.filter(pk=first.pk).update(contact=kept)
