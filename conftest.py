"""What every test stands on: a PostgreSQL, made-up keys, and a home of its own. Set before the settings are read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

HOME = Path(__file__).parent / ".lojar-test"
KEYS = {
    "DJANGO_SETTINGS_MODULE": "lojar.settings",
    "LOJAR_HOME": str(HOME),
    "LOJAR_SECRET_KEY": "made-up-key-for-tests-made-up-key-for-tests-made-up",
    "LOJAR_EVIDENCE_KEY": "bWFkZS11cC1rZXktZm9yLXRlc3RzLW1hZGUtdXAtazE=",
    "LOJAR_BASE_URL": "http://testserver",
    "LOJAR_WHATSAPP_API_URL": "http://graph.test.invalid",
    "LOJAR_WHATSAPP_PHONE_NUMBER_ID": "100000000000001",
    "LOJAR_WHATSAPP_WABA_ID": "200000000000002",
    "LOJAR_WHATSAPP_TOKEN": "made-up-token",
    "LOJAR_WHATSAPP_APP_SECRET": "made-up-app-secret",
    "LOJAR_WHATSAPP_VERIFY_TOKEN": "made-up-verify-token",
    "LOJAR_WHATSAPP_MEDIA_HOSTS": "media.test.invalid",
    "LOJAR_REQUIRE_MFA": "0",
    "LOJAR_SIGHT": "0",  # most pictures of the tests are of nothing
    "LOJAR_LOG_LEVEL": "WARNING",
}
# What the developer's shell happens to say must not change a test; the two that may are named here.
MAY_BE_GIVEN = {"LOJAR_DATABASE_URL", "LOJAR_TEST_NAME"}
# These databases live for minutes: nothing is lost when the power goes.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def _prepare() -> None:
    for name in [name for name in os.environ if name.startswith("LOJAR_") and name not in MAY_BE_GIVEN]:
        del os.environ[name]
    os.environ.update(KEYS)
    (HOME / "static").mkdir(parents=True, exist_ok=True)  # whitenoise complains of a folder that is not there
    if not os.environ.get("LOJAR_DATABASE_URL"):
        from lojar.lib.embedded_postgres import hold

        hold(HOME, FAST)


_prepare()
from django.conf import settings  # noqa: E402 - only now do they stand on what is set above

settings.DATABASES  # noqa: B018 - pytest-django sets Django up only when its settings are configured


@pytest.fixture
def run_jobs(db: None) -> Callable[[], int]:
    """Runs every waiting job here and now, also those scheduled for later, until none waits; gives how many ran.

    A worker would look from another connection and not see what a test has not committed.
    """
    from tests.jobs_at_once import run_waiting_jobs

    return run_waiting_jobs
