"""What was not understood is collected without the people in it, taught, weighed, and understood from then on."""

from datetime import timedelta

import pytest

from lojar.catalogue import sayings
from lojar.catalogue.models import Saying
from lojar.intake import scenery
from lojar.intake.engine.commands import Collect
from lojar.intake.sayings import collect
from lojar.intake.tests.harness import Citizen
from lojar.intake.understand import understand
from lojar.intake.understand.impersonal import impersonal
from tests import cast

STRANGE = "kromo kulo badhe ngrampungaken serat penting"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("nama saya Siti Aminah nik 3510995505900003 kok blm jadi", "nama saya … nik … kok blm jadi"),
        ("hub 0628 0000 0001 atau siti@contoh.id https://contoh.id/x", "hub … atau …"),
        ("ktp 2 lembar rt 03", "ktp 2 lembar rt 03"),
        ("3510995505900003", ""),
        ("🙏🙏", ""),
        ("Siti Nur Aminah", ""),
        ("x " * 200, ""),
    ],
)
def test_a_saying_has_no_person_in_it(text, bare):
    assert impersonal(text) == bare


def test_a_doubt_is_collected_and_somebodys_data_is_not():
    citizen = Citizen().writes("zxq plorp gribel")
    assert Collect("zxq plorp gribel", citizen.last.commands[-1].likely) in citizen.last.commands
    citizen = Citizen().writes("3510995505900003")
    assert not [each for each in citizen.last.commands if isinstance(each, Collect)]


@pytest.mark.django_db
def test_the_same_words_count_and_are_shown_most_frequent_first():
    office = cast.an_office()
    for text in ("plorp", "Kulo   GRIBEL!", "kulo gribel"):
        collect(office, text, ["hours"], now=cast.NOW)
    assert [(each.text, each.times) for each in sayings.open_of(office)] == [
        ("Kulo GRIBEL!", 2),
        ("plorp", 1),
    ]


@pytest.mark.django_db
def test_what_is_taught_is_understood_by_this_office_only():
    office = cast.an_office()
    before = understand(STRANGE, scenery.words_of(office))
    collect(office, STRANGE, before.likely, now=cast.NOW)
    (saying,) = sayings.open_of(office)
    sayings.teach(saying, "pickup", officer=cast.an_officer("Hadi", "head"), now=cast.NOW)
    after = understand(STRANGE, scenery.words_of(office))
    assert before.intent != "pickup"
    assert (after.intent, after.confidence >= 0.8) == ("pickup", True)
    sayings.let_go(saying, officer=cast.an_officer("Hadi", "head"), now=cast.NOW)
    assert understand(STRANGE, scenery.words_of(office)).intent == before.intent
    assert sayings.open_of(office) == []


@pytest.mark.django_db
def test_the_effect_is_weighed_on_what_nobody_learnt_from():
    office = cast.an_office()
    collect(office, STRANGE, [], now=cast.NOW)
    (saying,) = sayings.open_of(office)
    effect = sayings.effect_of(saying, "pickup")
    assert effect.before.count == effect.after.count > 200
    assert effect.after.right >= effect.before.right - 0.01
    assert len(effect.spoiled) < 3


@pytest.mark.django_db
def test_a_meaning_that_does_not_exist_is_refused():
    collect(cast.an_office(), STRANGE, [], now=cast.NOW)
    with pytest.raises(sayings.UnknownMeaning):
        sayings.teach(Saying.objects.get(), "moonrise", officer=cast.an_officer("Hadi", "head"), now=cast.NOW)


@pytest.mark.django_db
def test_what_nobody_says_any_more_is_forgotten():
    office, hadi = cast.an_office(), cast.an_officer("Hadi", "head")
    for text in ("plorp", "gribel"):
        collect(office, text, [], now=cast.NOW)
    sayings.teach(sayings.open_of(office)[0], "hours", officer=hadi, now=cast.NOW)
    assert sayings.forget_old(now=cast.NOW + timedelta(days=89)) == 0
    assert sayings.forget_old(now=cast.NOW + timedelta(days=91)) == 1
    assert len(sayings.taught_of(office)) == 1
