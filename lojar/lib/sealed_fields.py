"""Model fields encrypted in the table: a stolen backup holds bytes, a query can only ask for NULL."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from lojar.lib.encryption import Keyring

if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]
else:
    AnyField = models.Field


def keyring() -> Keyring:
    """The ring of this installation, made once for the keys in settings (base64, the first one writes)."""
    keys: str | Sequence[str] = settings.LOJAR_EVIDENCE_KEYS
    return _ring(keys if isinstance(keys, str) else ",".join(keys))


@lru_cache(maxsize=4)
def _ring(keys: str) -> Keyring:
    return Keyring.parse(keys)


class SealedField(AnyField):
    """Stored as bytea, bound to its column: bytes copied into another column do not open.

    `about` names the column; give it the old name when a model or a field is renamed.
    """

    empty_strings_allowed = False

    def __init__(self, *args: Any, about: str = "", **kwargs: Any) -> None:
        self.about = about
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.about:
            kwargs["about"] = self.about
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> Any:
        """Every seal differs, so equality would silently find nothing: refuse it (index a digest instead)."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return keyring().seal_directly(
            self.to_bytes(value), about=self._about()
        )  # psycopg writes bytes as bytea

    def from_db_value(self, value: Any, expression: object, connection: BaseDatabaseWrapper) -> Any:
        if value is None:
            return None
        return self.from_bytes(keyring().open(bytes(value), about=self._about()))

    def to_bytes(self, value: Any) -> bytes:
        return bytes(value)

    def from_bytes(self, data: bytes) -> Any:
        return data

    def _about(self) -> bytes:
        return (self.about or f"{self.model._meta.label_lower}.{self.attname}").encode()


class SealedBytesField(SealedField):
    """Bytes as they came."""


class SealedTextField(SealedField):
    """Text; even a lone surrogate or a zero character comes back as it was."""

    empty_strings_allowed = True

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else str(value)

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode("utf-8", "surrogatepass")

    def from_bytes(self, data: bytes) -> str:
        return data.decode("utf-8", "surrogatepass")


class SealedJSONField(SealedField):
    """A value of JSON; dates and decimals go in as Django's encoder writes them and come out as text."""

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, cls=DjangoJSONEncoder, separators=(",", ":")).encode()

    def from_bytes(self, data: bytes) -> Any:
        return json.loads(data)
