"""`lojar check` looks beyond its own machine."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django.utils import connector_params

from lojar.lib import clock
from lojar.reports import checks

pytestmark = pytest.mark.django_db(
    transaction=True
)  # PostgreSQL shows a transaction the sessions of its beginning


def found():
    return {message.id: message for message in checks.the_machines_fit_together(databases=["default"])}


def test_nobody_at_work_is_told_and_somebody_is_not():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        assert "lojar.reports.no_worker" in found()
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        assert "lojar.reports.no_worker" not in found()
        cursor.execute("DELETE FROM procrastinate_workers")


def test_files_on_one_disk_are_told_when_a_second_machine_works(settings):
    settings.LOJAR_MEDIA_URL = "file:///var/lib/lojar/media"
    assert "lojar.reports.files_of_one_machine" not in found()
    with psycopg.connect(**connector_params() | {"application_name": "lojar@another"}):
        told = found()["lojar.reports.files_of_one_machine"]
        assert "2 machines" in told.msg
        assert "another" in told.msg
        settings.LOJAR_MEDIA_URL = "s3://photos"
        assert "lojar.reports.files_of_one_machine" not in found()


@pytest.mark.parametrize(("seconds", "told"), [(0, False), (4, False), (7, True), (-7, True)])
def test_clocks_that_differ_are_told(monkeypatch, seconds, told):
    now = clock.now
    monkeypatch.setattr(clock, "now", lambda: now() + timedelta(seconds=seconds))
    assert ("lojar.reports.clocks_differ" in found()) is told


def test_the_database_is_asked_only_where_it_is_meant_to_be():
    assert checks.the_machines_fit_together(databases=None) == []
