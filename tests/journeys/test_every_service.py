"""All services and packages through webhook, worker and stand-in, by citizens who read only what the program says."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from lojar.catalogue.loader import load

from . import records
from .citizen import Citizen
from .conftest import CALM
from .running_office import RunningOffice

pytestmark = pytest.mark.server
CATALOGUE = load()
BY_CHAT = [code for code, service in CATALOGUE.services.items() if service.remote != "none"]
IN_PERSON = [code for code, service in CATALOGUE.services.items() if service.remote == "none"]
PACKAGES = list(CATALOGUE.packages)
AT_ONCE = 6  # citizens; more only wait for each other on two cores
MOST_MESSAGES = 26  # of the office to one person, from the menu to the receipt; the longest form takes 22


@dataclass
class Journey:
    citizen: Citizen
    trouble: str = ""
    numbers: tuple[str, ...] = ()

    @property
    def said(self) -> list[str]:
        return [message["text"] for message in self.citizen.chat if message["side"] == "office"]


@pytest.fixture(scope="module")
def journeys(open_office: RunningOffice) -> dict[str, Journey]:
    open_office.turns(**CALM)
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        codes = [*BY_CHAT, *PACKAGES, *IN_PERSON]
        return dict(zip(codes, crowd.map(lambda code: _driven(open_office, code), codes), strict=True))


@pytest.fixture(scope="module")
def on_record(open_office: RunningOffice, journeys: dict[str, Journey]) -> dict[str, dict]:
    return {row["number"]: row for row in records.applications(open_office)}


@pytest.mark.parametrize("code", BY_CHAT)
def test_a_service_is_driven_to_its_receipt(code, journeys, on_record):
    journey = journeys[code]
    assert not journey.trouble, journey.trouble
    (row,) = [on_record[number] for number in journey.numbers]
    assert row["service"] in _outcomes(code)
    assert row["status"] == "submitted"
    assert row["phone"] == journey.citizen.phone
    assert set(row["papers"].values()) <= {"received"}
    assert all(row["photos"][key] for key in row["papers"])


@pytest.mark.parametrize("code", PACKAGES)
def test_a_package_becomes_one_application_a_service(code, journeys, on_record):
    journey = journeys[code]
    assert not journey.trouble, journey.trouble
    rows = [on_record[number] for number in journey.numbers]
    assert [row["service"] for row in rows] == list(CATALOGUE.packages[code].services)
    assert {row["status"] for row in rows} == {"submitted"}
    assert {row["package"] for row in rows} == ({code} if len(rows) > 1 else {rows[0]["package"]})
    assert all(row["photos"][key] for row in rows for key in row["papers"])


@pytest.mark.parametrize("code", IN_PERSON)
def test_a_service_in_person_only_is_explained(code, journeys):
    journey = journeys[code]
    assert not journey.trouble, journey.trouble
    assert CATALOGUE.services[code].remote_note.id in journey.citizen.reads
    assert not journey.numbers


def test_nobody_is_flooded_with_messages(journeys):
    counts = {code: len(journey.said) for code, journey in journeys.items()}
    lines = [
        f"{count:3} messages  {code}" for code, count in sorted(counts.items(), key=lambda each: -each[1])
    ]
    sys.stdout.write("\n".join(lines))  # shown by `pytest -s`, and when the next line fails
    assert max(counts.values()) <= MOST_MESSAGES


def _driven(office: RunningOffice, code: str) -> Journey:
    citizen = Citizen(office.standin_url, f"Warga {code} Contoh"[:60])
    try:
        citizen.chooses(_group_of(code), code)
        numbers = () if code in IN_PERSON else tuple(citizen.goes_on_to_the_receipt())
    except AssertionError as trouble:
        return Journey(citizen, trouble=str(trouble) or repr(trouble))
    return Journey(citizen, numbers=numbers)


def _group_of(code: str) -> str:
    return next((group.code for group in CATALOGUE.groups.values() if code in group.services), "paket")


def _outcomes(code: str) -> set[str]:
    """The service, or what it becomes when the date of the example lies too far back."""
    deadline = CATALOGUE.services[code].deadline
    return {code, deadline.late_service} if deadline and deadline.late_service else {code}
