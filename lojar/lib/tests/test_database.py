"""Every session has limits of its own, over any kind of socket; what an office says in its address comes last."""

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django.utils import connector_params

from lojar.lib import database


def test_an_address_becomes_an_entry():
    entry = database.entry_of("postgresql://lojar:a%40b@db.example:6432/loket?sslmode=require")
    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("db.example", "6432", "loket")
    assert (entry["USER"], entry["PASSWORD"]) == ("lojar", "a@b")
    assert entry["OPTIONS"] == {"sslmode": "require"}


def test_an_address_may_name_the_folder_of_a_socket():
    entry = database.entry_of("postgresql://lojar@/lojar?host=/run/postgresql&port=5433")
    assert (entry["HOST"], entry["PORT"], entry["OPTIONS"]) == ("/run/postgresql", "5433", {})


def test_what_the_address_says_has_the_last_word():
    options = database.with_limits(
        {"OPTIONS": {"connect_timeout": "9", "options": "-c statement_timeout=5000 -c search_path=loket"}}
    )["OPTIONS"]
    assert options["connect_timeout"] == "9"
    assert options["tcp_user_timeout"] == "10000"
    assert options["options"].endswith(" -c statement_timeout=5000 -c search_path=loket")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [("idle_in_transaction_session_timeout", "1min"), ("lock_timeout", "30s"), ("statement_timeout", "1min")],
)
def test_sessions_of_people_and_jobs_are_in_a_hurry(name, value):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        assert cursor.fetchone() == (value,)


@pytest.mark.django_db
def test_the_keeper_and_the_worker_take_the_same_limits():
    with psycopg.connect(**connector_params()) as session:
        assert session.execute("SHOW client_connection_check_interval").fetchone() == ("5s",)
        assert session.execute("SHOW statement_timeout").fetchone() == ("1min",)


@pytest.mark.django_db
def test_a_migration_takes_the_time_that_it_takes():
    params = connector_params()
    with psycopg.connect(**params | {"options": database.without_hurry(params["options"])}) as session:
        for name in database.HURRIED:
            assert session.execute(f"SHOW {name}").fetchone() == ("0",)
