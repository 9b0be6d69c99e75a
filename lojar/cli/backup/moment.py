"""What the database says at one moment: the same moment that the dump is made of, so that the two agree."""

import contextlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, models, transaction

from lojar.applications.models import IssuedDocument
from lojar.channels.models import InboundMessage, OutboundMessage, WebhookDelivery
from lojar.evidence.models import Photo, PhotoPage
from lojar.lib.encryption import key_id
from lojar.lib.sealed_fields import SealedField

# What officers' browsers hold is no business of a backup: a stolen one must not open a desk.
LEFT_OUT = ("django_session",)
SEALED_HEX = ("secret", "seed")  # where allauth keeps what our adapter seals
CHUNK = 2000


@contextlib.contextmanager
def one_moment() -> Iterator[str]:
    """The name of a snapshot; every query inside sees what pg_dump sees. Holds no lock that anybody waits for."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def server() -> int:
    """Its major version."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def is_an_office() -> bool:
    """False: `lojar setup` was never run here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.offices_office') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def bytes_of_tables() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(pg_table_size(relid)), 0) FROM pg_stat_user_tables")
        return int(cursor.fetchone()[0])


def rows() -> dict[str, int]:
    """Of every table; the ones left out count as empty, as they are in the dump."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        names = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
            found[name] = 0 if name in LEFT_OUT else cursor.fetchone()[0]
    return found


def migrations() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        for app, name in cursor.fetchall():
            found[app].append(name)
    return dict(found)


def messages() -> dict[str, dict[str, int]]:
    """The message ledger by state, for the person who compares."""
    return {
        "deliveries": _by_state(WebhookDelivery, "state"),
        "inbound_media": _by_state(InboundMessage, "media_state"),
        "outbound": _by_state(OutboundMessage, "state"),
    }


def _by_state(model: type[models.Model], state: str) -> dict[str, int]:
    counted = model._default_manager.values_list(state).annotate(n=models.Count("pk")).order_by(state)
    return dict(counted)


def wanted_objects() -> Iterator[str]:
    """Of every photo, page and document that has not been let go."""
    photos = Photo.objects.exclude(state=Photo.State.PURGED)
    yield from photos.values_list("object_key", flat=True).iterator(CHUNK)
    for keys in PhotoPage.objects.values_list(*PhotoPage.KEYS).iterator(CHUNK):
        yield from filter(None, keys)
    documents = IssuedDocument.objects.exclude(object_key="")
    yield from documents.values_list("object_key", flat=True).iterator(CHUNK)


def still_wanted(keys: Sequence[str]) -> set[str]:
    """Of these, the ones that a row names now."""
    return set().union(*(_named(keys[start : start + CHUNK]) for start in range(0, len(keys), CHUNK)))


def _named(asked: Sequence[str]) -> set[str]:
    photos = Photo.objects.exclude(state=Photo.State.PURGED).filter(object_key__in=asked)
    any_of_its = (models.Q(**{f"{name}__in": asked}) for name in PhotoPage.KEYS)
    pages = PhotoPage.objects.filter(reduce(or_, any_of_its))
    documents = IssuedDocument.objects.filter(object_key__in=asked)
    named = {*photos.values_list("object_key", flat=True), *documents.values_list("object_key", flat=True)}
    for keys in pages.values_list(*PhotoPage.KEYS):
        named.update(keys)
    return named & set(asked)


def sealed_columns() -> dict[tuple[str, str], SealedField]:
    """By table and column."""
    return {
        (model._meta.db_table, str(field.column)): field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    }


def keys_used() -> set[str]:
    """By the sealed columns; those of the objects are seen when they are copied."""
    found = set()
    with connection.cursor() as cursor:
        for names in sealed_columns():
            table, column = map(connection.ops.quote_name, names)
            cursor.execute(f"SELECT DISTINCT substring({column} for 5) FROM {table}")  # noqa: S608
            found |= {key_id(bytes(head)) for (head,) in cursor.fetchall() if head is not None}
    for data in Authenticator.objects.values_list("data", flat=True):
        found |= {_key_of_hex(str(data[name])) for name in SEALED_HEX if name in data}
    return found - {""}


def _key_of_hex(sealed: str) -> str:
    try:
        return key_id(bytes.fromhex(sealed))
    except ValueError:
        return ""
