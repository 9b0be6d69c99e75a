"""Notes of the officers: who is called by them, and that they are written once and told to nobody else."""

import pytest

from lojar.applications import actions, queries
from lojar.applications.models import CaseEvent, CaseNote, Mention
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.applications.rules.notes import called, must_be_a_note, unknown_names
from tests import cast

OFFICE = {1: "Rina Lestari", 2: "Joko Susilo", 3: "H. Hadi Susilo, S.Sos.", 4: "Rina"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("@Joko tolong lihat KK-nya", (2,)),
        ("sudah ditelepon, @joko.", (2,)),
        ("@Rina Lestari yang tahu", (1,)),
        ("@rina bagaimana?", (1, 4)),
        ("@susilo", (2, 3)),
        ("@Hadi dan @Joko Susilo", (3, 2)),
        ("@Joko @Joko", (2,)),
        ("@Jokowi", ()),
        ("@S.Sos", ()),
        ("joko@contoh.id", ()),
        ("surat@joko", ()),
        ("@", ()),
        ("tanpa nama", ()),
    ],
)
def test_a_note_calls_by_name(text: str, people: tuple[int, ...]) -> None:
    assert called(text, OFFICE) == people


def test_a_name_of_nobody_is_found_out() -> None:
    assert unknown_names("@Tono, @Joko dan @Tono", OFFICE) == ("Tono",)


@pytest.mark.parametrize(("text", "reason"), [(" \n", "nothing_written"), ("a" * 2001, "case_note_too_long")])
def test_a_note_is_neither_empty_nor_endless(text: str, reason: str) -> None:
    with pytest.raises(NotAllowed, match=reason):
        must_be_a_note(text)


def write(case, text="Ibu datang besok.", *, officer=None, key="k"):
    return actions.write_note(case, officer or cast.rina(), text=text, key=key, now=cast.NOW)


@pytest.mark.django_db
def test_sent_twice_it_is_one_note_and_one_event() -> None:
    case = cast.submitted()
    cast.joko()
    assert write(case, "@Joko lihat ini").pk == write(case, "@Joko lihat ini").pk
    assert (CaseNote.objects.count(), Mention.objects.count()) == (1, 1)
    assert CaseEvent.objects.filter(kind="note_written").count() == 1


@pytest.mark.django_db
def test_the_same_key_of_a_colleague_is_another_note() -> None:
    case = cast.submitted()
    write(case)
    write(case, officer=cast.joko())
    assert CaseNote.objects.count() == 2


@pytest.mark.django_db
def test_the_event_does_not_say_what_the_note_says() -> None:
    note = write(cast.submitted(), "Rahasia kantor")
    assert CaseEvent.objects.get(kind="note_written").data == {"note_id": note.pk}


@pytest.mark.django_db
def test_a_closed_case_and_one_that_a_colleague_holds_take_notes() -> None:
    case = actions.claim(cast.submitted(), cast.joko(), now=cast.NOW)
    assert write(case, officer=cast.rina()).text == "Ibu datang besok."
    closed = actions.reject(cast.submitted("ktp-hilang"), cast.rina(), ground="Contoh", now=cast.NOW)
    assert write(closed).application == closed


@pytest.mark.django_db
def test_an_officer_of_another_office_writes_none() -> None:
    case = cast.submitted()
    stranger = cast.an_officer("Tetangga")
    stranger.office = None
    with pytest.raises(NotAllowed, match="other_office"):
        write(case, officer=stranger)


@pytest.mark.django_db
def test_it_calls_until_it_is_opened_and_nobody_calls_themselves() -> None:
    case, joko, rina = cast.submitted(), cast.joko(), cast.rina()
    write(case, "@Joko dan @Rina")
    assert queries.is_called(joko, case)
    assert not queries.is_called(rina, case)
    assert actions.open_notes(case, joko, now=cast.NOW) == 1
    assert queries.calls_to(joko) == []


@pytest.mark.django_db
def test_whoever_left_is_not_called() -> None:
    joko = cast.joko()
    joko.is_active = False
    joko.save()
    write(cast.submitted(), "@Joko")
    assert not Mention.objects.exists()
