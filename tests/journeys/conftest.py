"""One running office for all journeys: it takes twenty seconds to open, and people share an office in life too."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .citizen import Citizen
from .running_office import RunningOffice, running_office

CALM = {
    "rate_limits": False, "duplicate_webhooks": False, "batch_seconds": 0.0, "reorder": False, "lose_answers": 0,
    "media_failures": 0, "webhooks_held": False, "down": False, "slow_seconds": 0.0,
}  # fmt: skip


@pytest.fixture(scope="session")
def open_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    home: Path = tmp_path_factory.mktemp("office")
    with running_office(home) as office:
        _greet(office)
        yield office


def _greet(office: RunningOffice) -> None:
    """An office that cannot say good morning fails every journey in the same way: rather once, with its logs."""
    try:
        Citizen(office.standin_url, "Tamu Contoh").writes("selamat pagi").hears()
    except AssertionError as silence:
        logs = "\n".join(f"{name}: {office.log_of(name)}" for name in office.processes)
        pytest.fail(f"{silence}\n{logs}", pytrace=False)


@pytest.fixture
def office(open_office: RunningOffice) -> Iterator[RunningOffice]:
    """In calm weather, before and after; scripted citizens are faster than Meta lets people be."""
    open_office.turns(**CALM)
    yield open_office
    open_office.turns(**CALM)


@pytest.fixture
def citizen(office: RunningOffice) -> Callable[[str], Citizen]:
    return lambda name: Citizen(office.standin_url, name)
