"""Districts and villages to choose from, and the names that old numbers still carry."""

import pytest

from lojar.catalogue import catalogue, regions


@pytest.mark.parametrize("code", ["3510", "35.10"])
def test_banyuwangi_has_25_districts(code):
    found = catalogue().districts(code)
    assert len(found) == 25
    assert "Blimbingsari" in [district.name for district in found]


def test_its_217_villages_hang_below_their_districts():
    villages = [v for d in catalogue().districts("3510") for v in catalogue().villages(d.code)]
    assert len(villages) == 217
    assert len({v.code for v in villages}) == 217


def test_a_name_that_occurs_twice_is_told_apart_by_its_district():
    homes = [
        d.name
        for d in catalogue().districts("3510")
        for v in catalogue().villages(d.code)
        if v.name == "Watukebo"
    ]
    assert len(homes) == 2


def test_an_office_elsewhere_has_districts_but_no_list_of_villages_yet():
    district = catalogue().districts("3509")[0]
    assert catalogue().villages(district.code) == ()


def test_a_retired_code_still_has_a_name():
    assert catalogue().region_name("9101") == "KAB. MERAUKE"
    assert regions.is_retired("91.01")
    assert not regions.is_retired("35.10")
    assert catalogue().region_name("351099") is None


def test_a_number_has_a_province_and_a_regency():
    assert catalogue().region_name("35") == "Jawa Timur"
    assert catalogue().region_name("3510") == "Kabupaten Banyuwangi"


def test_the_licence_of_the_region_codes_is_kept_beside_them():
    licence = (regions.FOLDER / "regions_LICENSE.txt").read_text(encoding="utf-8")
    assert "MIT License" in licence
