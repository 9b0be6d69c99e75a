"""The peer of `bench.worklist`: django-helpdesk, with as many tickets, in another database of the same PostgreSQL.

    python -m bench.worklist_peer DATABASE_URL TICKETS ROUNDS

A process of its own, because it has settings of its own. Its tickets have what ours have: the same few open ones among
many that are done, a made-up name in the title. Prints JSON: what was asked -> milliseconds, sorted.
"""

import json
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import django
import psycopg
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

from .timing import timed

NAME = "bench_helpdesk"
WAITING = 0.03  # of all, as in `lojar seed`
FIRST = ("Siti", "Budi", "Tini", "Slamet", "Rahma", "Joko", "Wati", "Agus", "Dewi", "Eko")
APPS = [
    "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.sites", "django.contrib.messages", "django.contrib.humanize", "django.contrib.staticfiles",
    "rest_framework", "helpdesk",
]  # fmt: skip
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
CONTEXT = ["request", "debug", "static"]
urlpatterns: list[object] = []  # this file is also where its addresses are looked up


def main() -> None:
    address, tickets, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    _settle(address)
    from django.core.management import call_command
    from django.urls import include, path

    urlpatterns.append(path("", include("helpdesk.urls")))
    call_command("migrate", verbosity=0)
    _fill(tickets)
    print(json.dumps({name: timed(work, rounds) for name, work in _asked(tickets).items()}))


def _settle(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {NAME}")  # type: ignore[arg-type]
    at = conninfo_to_dict(address)
    settings.configure(
        SECRET_KEY="made-up-key-for-a-benchmark-made-up-key-for-a-benchmark",
        INSTALLED_APPS=APPS, MIDDLEWARE=MIDDLEWARE, ROOT_URLCONF=__name__, USE_TZ=True, SITE_ID=1,
        ALLOWED_HOSTS=["*"], STATIC_URL="/static/", LOGIN_URL="/login/",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField", HELPDESK_TEAMS_MODE_ENABLED=False,
        DATABASES={"default": {
            "ENGINE": "django.db.backends.postgresql", "NAME": NAME, "USER": at.get("user", ""),
            "PASSWORD": at.get("password", ""), "HOST": at.get("host", ""), "PORT": at.get("port", ""),
            "CONN_MAX_AGE": None,
        }},
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {"context_processors": [
                *(f"django.template.context_processors.{name}" for name in CONTEXT),
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]},
        }],
    )  # fmt: skip
    django.setup()


def _fill(tickets: int) -> None:
    from django.db import connection
    from helpdesk.models import Queue, Ticket

    queue = Queue.objects.create(title="Loket", slug="loket")
    chance, start = random.Random(1), datetime(2026, 1, 1, tzinfo=UTC)
    for first in range(0, tickets, 5000):
        Ticket.objects.bulk_create(
            Ticket(
                title=f"{chance.choice(FIRST)} Contoh {number}: akta kelahiran", queue=queue, priority=3,
                created=start + timedelta(minutes=number), modified=start + timedelta(minutes=number),
                status=Ticket.OPEN_STATUS if chance.random() < WAITING else Ticket.CLOSED_STATUS,
                submitter_email=f"warga{number}@contoh.example", description="Akta kelahiran anak, foto terlampir.",
            )
            for number in range(first, min(first + 5000, tickets))
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _asked(tickets: int) -> dict[str, Callable[[], object]]:
    from django.contrib.auth import get_user_model
    from django.test import Client
    from helpdesk.models import Ticket
    from helpdesk.query import query_to_base64

    desk = Client()
    desk.force_login(get_user_model().objects.create_superuser("rina", "rina@contoh.example", "x"))
    some = Ticket.objects.filter(status=Ticket.OPEN_STATUS)[10].pk

    def listed(**wanted: object) -> Callable[[], object]:
        query = query_to_base64(
            {"filtering": {}, "filtering_null": {}, "sorting": "created", "search_string": "", **wanted}
        )
        return lambda: _get(desk, f"/datatables_ticket_list/{query}?length=50&start=0&draw=1")

    return {
        "worklist": listed(filtering={"status__in": [Ticket.OPEN_STATUS]}),
        "open a case": lambda: _get(desk, f"/tickets/{some}/"),
        "search: number": listed(search_string=f"warga{tickets // 2}@"),
        "search: common name": listed(search_string="Siti"),
        "search: a name nobody has": listed(search_string="Zulaikha"),
    }


def _get(desk: object, path: str) -> None:
    answer = desk.get(path)  # type: ignore[attr-defined]
    if answer.status_code != 200 or not answer.content:
        raise SystemExit(f"django-helpdesk answered {answer.status_code} to {path}")


if __name__ == "__main__":
    main()
