"""Regions as conditions: however many subtrees there are, and however they are written."""

from uuid import UUID

import pytest

from compiler.scopes import reaching
from permissions.access import ANONYMOUS, Access, Principal, PrincipalKind
from permissions.catalogue import DEPARTMENT, EMPLOYEE, EQUIPMENT, ROLE_SET
from permissions.region import MANY, Region, RegionShape
from schema.graph import graph
from tests.compiler.hospital import Hospital
from tests.reading import Json, Reader

QUERY = """
{
  equipmentList { nodes { name inventoryNumber redacted } }
  employees { nodes { lastName workContact { workEmail } redacted } }
}
"""


def access_below(hospital: Hospital, subtrees: int) -> Access:
    """Hold the conditional permissions below the blood bank and below departments where nothing stands."""
    facility: UUID = hospital.rows["hospital"]["id"]
    nowhere = {(facility, f"ZZ{number:02}.") for number in range(subtrees - 1)}
    below = Region(subtrees=frozenset({(facility, hospital.rows["bank"]["path"]), *nowhere}))
    whole = Region(facilities=frozenset({facility}))
    held = {
        **ANONYMOUS.held,
        **dict.fromkeys((EMPLOYEE.public, EQUIPMENT.public, DEPARTMENT.read), whole),
        **dict.fromkeys((EMPLOYEE.work_contact, EQUIPMENT.inventory), below),
    }
    return Access(held, Principal(PrincipalKind.PERSON, UUID(int=1)))


@pytest.fixture
async def expected(reader: Reader, hospital: Hospital) -> Json:
    """What is seen with the one subtree that holds anything."""
    return await reader.data(QUERY, access=access_below(hospital, 1))


@pytest.mark.parametrize(("subtrees", "written"), [(2, 2), (3, 4), (8, 8), (9, MANY), (40, MANY)])
async def test_subtrees_are_padded_and_then_joined_and_show_the_same(
    reader: Reader, hospital: Hospital, expected: Json, subtrees: int, written: int
) -> None:
    access = access_below(hospital, subtrees)
    assert written in {region.subtrees for region in access.shape.regions}
    assert await reader.data(QUERY, access=access) == expected
    shown = [each["inventoryNumber"] for each in expected["equipmentList"]["nodes"] if not each["redacted"]]
    hidden = [each for each in expected["employees"]["nodes"] if each["redacted"]]
    assert any(shown)
    assert 0 < len(hidden) < len(expected["employees"]["nodes"])


def test_numbers_of_subtrees_that_are_padded_alike_share_a_shape(hospital: Hospital) -> None:
    keys = [access_below(hospital, subtrees).shape.key for subtrees in (3, 4, 5, 9, 40)]
    assert keys[0] == keys[1]
    assert keys[3] == keys[4]
    assert len(set(keys)) == 3


def test_own_rows_may_be_limited_to_facilities_and_templates_are_everyones_to_read() -> None:
    types = graph().catalogue.types
    limited = RegionShape(own=True, own_limited=True)
    assert reaching(0, limited, types["Employee"]) == (
        "(({row}.person_id = {person} AND {row}.facility_id = ANY ({r0.limits})))"
    )
    template = "{row}.facility_id IS NULL"
    assert types["RoleSet"].base == ROLE_SET.read
    assert template in reaching(0, limited, types["RoleSet"], base=True)
    assert template in reaching(0, RegionShape(facilities=1), types["RoleSet"], base=True)
    assert template not in reaching(0, RegionShape(facilities=1), types["RoleSet"])


def test_a_region_that_a_type_cannot_lie_in_is_never_reached() -> None:
    types = graph().catalogue.types
    assert reaching(0, RegionShape(own=True), types["Equipment"]) == "FALSE"
    assert reaching(0, RegionShape(subtrees=1), types["Facility"]) == "FALSE"
