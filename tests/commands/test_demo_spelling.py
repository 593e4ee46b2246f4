"""The demo's texts: transliteration, names of facilities, addresses."""

import re
from datetime import date
from uuid import UUID

import orjson
import pytest

from commands.demo.facilities import Wish, make_facilities
from commands.demo.latin import latin
from commands.demo.rows import FacilityRow
from permissions.role_sets import TEMPLATES

ORGANISATION = re.compile(r"^[А-ЩЬЮЯҐЇІЄа-щьюяґїіє0-9№«][^ЫЪЭЁыъэё@%&$^#]{0,499}$")
ORGANISATION_EN = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 '\".,&/()\-]*$")
BUILDING = re.compile(r"^[1-9][А-ЯҐЇІЄа-яґїіє0-9 /'-]{0,20}$")


@pytest.fixture(scope="module")
def facilities() -> list[FacilityRow]:
    versions = dict.fromkeys(TEMPLATES, UUID(int=0))
    return [made.facility for made in make_facilities(Wish(200, 3, date(2026, 11, 22)), versions)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Їжакевич", "yizhakevych"),
        ("Згурський", "zghurskyi"),
        ("Щербань", "shcherban"),
        ("Юрій", "yurii"),
        ("Знам'янка", "znamianka"),
        ("Ґалаґан", "galagan"),
        ("Гаєвич", "haievych"),
    ],
)
def test_words_are_transliterated_by_the_official_table(word: str, expected: str) -> None:
    assert latin(word) == expected


def test_facilities_are_named_as_the_register_allows_and_no_two_alike(facilities: list[FacilityRow]) -> None:
    for facility in facilities:
        assert ORGANISATION.match(facility.name_full), facility.name_full
        assert ORGANISATION.match(facility.name_short), facility.name_short
        assert ORGANISATION_EN.match(facility.name_full_en), facility.name_full_en
    assert len({facility.name_short for facility in facilities}) == len(facilities)


def test_every_kind_of_facility_occurs(facilities: list[FacilityRow]) -> None:
    assert len({facility.kind_code for facility in facilities}) == 8


def test_addresses_name_a_building_and_mostly_a_territory(facilities: list[FacilityRow]) -> None:
    addresses = [orjson.loads(facility.legal_address) for facility in facilities]
    assert all(BUILDING.match(address["building"]) for address in addresses)
    assert len([address for address in addresses if "katottg" in address]) > len(addresses) / 2
