"""Every service and package, driven to the receipt by a citizen who reads only what the program says."""

import pytest

from lojar.applications.rules.lifecycle import Status
from lojar.channels.messages import plain
from lojar.intake.tests.harness import Citizen, catalogue, ids, scene
from tests.reader import Seen, next_step

BY_CHAT = [code for code, service in catalogue().services.items() if service.remote != "none"]
PACKAGES = list(catalogue().packages)
ENOUGH = 40  # turns; the longest form needs about twenty


def group_of(code: str) -> str:
    return next((g.code for g in catalogue().groups.values() if code in g.services), "paket")


class Reader(Citizen):
    """Presses the first button, copies the example, photographs what is asked for. Knows nothing else."""

    def finds(self, code: str) -> "Reader":
        self.writes("menu")
        self.presses(f"group:{group_of(code)}")
        self.presses(f"service:{code}")
        return self

    def reacts(self) -> None:
        assert self.last.say, f"silence after {self.said[-1]}"
        last = self.last.say[-1]
        step = next_step(Seen(plain(last), tuple(ids(last))))
        do = {"writes": self.writes, "presses": self.presses, "photographs": self.photographs}
        do[step.how](*step.what)

    def drives(self, code: str) -> None:
        self.finds(code)
        for _ in range(ENOUGH):
            if self.has_sent:
                return
            self.reacts()
        raise AssertionError(f"{code} was not sent: {self.reads}")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("code", [*BY_CHAT, *PACKAGES])
def test_a_citizen_who_only_reads_reaches_the_receipt(code, language):
    citizen = Reader(scene(language=language))
    citizen.drives(code)
    sent = citizen.scene.cases[0]
    assert sent.status == Status.SUBMITTED
    assert sent.code == code
    assert sent.is_complete


@pytest.mark.parametrize("code", [*BY_CHAT, *PACKAGES])
def test_no_turn_needs_more_than_two_messages(code):
    citizen = Reader()
    sizes = []
    citizen.finds(code)
    for _ in range(ENOUGH):
        sizes.append(len(citizen.last.say))
        if citizen.has_sent:
            break
        citizen.reacts()
    assert citizen.has_sent
    assert max(sizes) <= 2


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_service_that_is_never_done_by_chat_is_explained_and_not_begun(language):
    never = [code for code, service in catalogue().services.items() if service.remote == "none"]
    for code in never:
        citizen = Reader(scene(language=language)).finds(code)
        assert not citizen.done
        assert catalogue().services[code].remote_note.said_in(language) in citizen.reads
