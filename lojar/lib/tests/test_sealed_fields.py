"""A sealed field looks like any other to the program, and like noise to whoever reads the table."""

import datetime as dt

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter

from lojar.lib.encryption import NotOurs
from lojar.lib.sealed_fields import SealedBytesField, SealedJSONField, SealedTextField


class Letter(models.Model):
    """A table that exists for these tests only."""

    words = SealedTextField(null=True)
    facts = SealedJSONField(default=dict)
    picture = SealedBytesField(null=True)

    class Meta:
        app_label = "lib_tests"

    def __str__(self):
        return str(self.pk)


@pytest.fixture
def letters(db):
    with connection.schema_editor() as editor:
        editor.create_model(Letter)
    return Letter.objects


def stored(column):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM lib_tests_letter')
        return cursor.fetchone()[0]


def test_values_come_back_as_they_went_in(letters):
    facts = {"nama": "Sulastri", "anak": [1, 2], "lahir": dt.date(2026, 11, 23)}
    letters.create(words="Jalan Mawar\0 \ud800", facts=facts, picture=b"\x00\xff")
    letter = letters.get()
    assert letter.words == "Jalan Mawar\0 \ud800"
    assert letter.facts == {"nama": "Sulastri", "anak": [1, 2], "lahir": "2026-11-23"}
    assert letter.picture == b"\x00\xff"


def test_the_table_does_not_show_the_value(letters):
    letters.create(words="3510995505900003", facts={"nik": "3510995505900003"})
    assert b"3510995505900003" not in bytes(stored("words")) + bytes(stored("facts"))


def test_nothing_stays_nothing_and_can_be_asked_for(letters):
    letters.create(words=None)
    letters.create(words="")
    assert letters.get(words__isnull=True).words is None
    assert letters.get(words__isnull=False).words == ""


def test_a_value_can_be_changed_one_by_one_and_in_bulk(letters):
    letter = letters.create(words="lama", picture=b"lama")
    letters.update(words="baru")
    letter.picture = b"baru"
    letters.bulk_update([letter], ["picture"])
    assert letters.values_list("words", "picture").get() == ("baru", b"baru")


@pytest.mark.parametrize("question", [{"words": "x"}, {"words__contains": "x"}, {"facts__nama": "x"}])
def test_a_question_that_would_silently_find_nothing_is_refused(letters, question):
    with pytest.raises(FieldError):
        letters.filter(**question).exists()


def test_bytes_copied_from_another_column_do_not_open(letters):
    letters.create(words="rahasia", picture=b"gambar")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE lib_tests_letter SET words = picture")
    with pytest.raises(NotOurs):
        letters.get()


def test_a_migration_can_be_written_for_a_sealed_field():
    written, imports = MigrationWriter.serialize(SealedTextField(null=True, about="old.name"))
    assert written == "lojar.lib.sealed_fields.SealedTextField(about='old.name', null=True)"
    assert imports == {"import lojar.lib.sealed_fields"}
