"""Into the hands of somebody entitled, and the old originals stay here."""

from datetime import timedelta

import pytest

from lojar.applications import queries as cases
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.handover import actions
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(days=1)


def test_the_applicant_takes_it():
    case = cast.ready("ktp-hilang")
    waiting = actions.hand_over(case, cast.joko(), collector="applicant", now=LATER)
    assert (waiting.collected_at, waiting.collector, waiting.collector_name) == (
        LATER,
        "applicant",
        "Siti Contoh",
    )
    assert waiting.handed_by == cast.joko()
    case = cast.fresh(case)
    assert (case.status, case.closed_at) == ("handed_over", LATER)
    assert cases.timeline(case)[-1].data["collector"] == "applicant"


def test_it_is_handed_over_once():
    case = cast.ready("ktp-hilang")
    actions.hand_over(case, cast.joko(), collector="applicant", now=LATER)
    with pytest.raises(NotAllowed, match="wrong_status"):
        actions.hand_over(case, cast.joko(), collector="applicant", now=LATER)


def test_family_and_proxies_are_named():
    case = cast.ready("ktp-hilang")
    for collector in ("family", "proxy"):
        with pytest.raises(NotAllowed, match="collector_unnamed"):
            actions.hand_over(case, cast.joko(), collector=collector, collector_name=" ", now=LATER)
    waiting = actions.hand_over(
        case, cast.joko(), collector="family", collector_name="Budi Contoh", now=LATER
    )
    assert waiting.collector_name == "Budi Contoh"


def test_a_proxy_without_a_power_of_attorney_goes_home():
    case = cast.ready("ktp-hilang")
    with pytest.raises(NotAllowed) as no:
        actions.hand_over(
            case, cast.joko(), collector="proxy", collector_name="Tini Contoh", shown=["ktp"], now=LATER
        )
    assert (no.value.reason, no.value.details["missing"]) == ("may_not_collect", ["surat_kuasa"])
    assert cast.fresh(case).status == "ready"


def test_a_neighbour_may_not_collect():
    with pytest.raises(NotAllowed, match="may_not_collect"):
        actions.hand_over(cast.ready("ktp-hilang"), cast.joko(), collector="neighbour", now=LATER)


def test_the_old_card_stays_here_or_its_loss_is_written_down():
    case = cast.ready("ktp-rusak")
    with pytest.raises(NotAllowed) as no:
        actions.hand_over(case, cast.joko(), collector="applicant", now=LATER)
    assert (no.value.reason, no.value.details["missing"]) == ("not_surrendered", ["ktp-rusak"])
    actions.hand_over(case, cast.joko(), collector="applicant", surrendered=["ktp-rusak"], now=LATER)
    other = cast.ready("ktp-rusak")
    actions.hand_over(
        other, cast.joko(), collector="applicant", excuse="Hilang, surat polisi ditunjukkan", now=LATER
    )
    assert cases.timeline(other)[-1].data["excuse"] == "Hilang, surat polisi ditunjukkan"


def test_what_is_not_ready_cannot_be_handed_over():
    for case in (cast.submitted("ktp-hilang"), cast.accepted("ktp-hilang")):
        with pytest.raises(NotAllowed, match="wrong_status"):
            actions.hand_over(case, cast.joko(), collector="applicant", now=LATER)


def test_an_officer_of_another_office_cannot_hand_over():
    stranger = cast.an_officer("Asing", office=cast.an_office(code="lain", phone_number_id="9"))
    with pytest.raises(NotAllowed, match="other_office"):
        actions.hand_over(cast.ready("ktp-hilang"), stranger, collector="applicant", now=LATER)
