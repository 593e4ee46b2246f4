"""A Tortoise user works with the models as with any others."""

from collections.abc import AsyncIterator

import pytest
from tortoise.context import TortoiseContext
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from models import (
    Department,
    DepartmentStatus,
    DictionaryValue,
    EmailAddress,
    Employee,
    EmployeeStatus,
    EmployeeType,
    Equipment,
    EquipmentAvailability,
    EquipmentStatus,
    Facility,
    FacilityStatus,
    Gender,
    InventoryStatus,
    Person,
    PersonIdentity,
    VerificationStatus,
)
from models.configuration import configuration
from tests.models.world import DAY, NOW


@pytest.fixture
async def tortoise(shared_url: str) -> AsyncIterator[None]:
    async with TortoiseContext() as context:
        await context.init(config=configuration(shared_url))
        yield


async def make_facility(edrpou: str) -> Facility:
    return await Facility.create(
        kind_code="TRANSFUSION_FACILITY",
        edrpou=edrpou,
        name_full="Зразкова лікарня",
        name_short="ЗЛ",
        status=FacilityStatus.REGISTERED,
        legal_address={"text": "Київ"},
        actual_address={"text": "Київ"},
        email="zl@example.com",
        registered_at=NOW,
    )


async def make_department(facility: Facility, parent: Department | None = None) -> Department:
    return await Department.create(
        facility=facility,
        parent=parent,
        parent_path=parent.path if parent else None,
        segment="0001",
        name="Лікарняний банк крові (ЛБК)",
        type_code="LOGISTICS_INVENTORY",
        status=DepartmentStatus.ACTIVE,
        opened_on=DAY,
    )


@pytest.mark.usefixtures("tortoise")
async def test_a_hierarchy_is_made_and_walked() -> None:
    async with in_transaction() as transaction:
        facility = await make_facility("14360570")
        root = await make_department(facility)
        child = await make_department(facility, root)
        assert child.path == "0001.0001."
        assert [found.id async for found in root.children] == [child.id]
        found = await Department.get(id=child.id).prefetch_related("parent__facility")
        assert found.parent is not None
        assert found.parent.facility.name_short == "ЗЛ"
        await transaction.rollback()


@pytest.mark.usefixtures("tortoise")
async def test_what_the_database_makes_comes_back_with_the_new_object() -> None:
    async with in_transaction() as transaction:
        facility = await make_facility("14360570")
        root = await make_department(facility)
        device = await Equipment.create(
            department=root,
            facility=facility,
            path=root.path,
            type_code="PLATELET_AGITATOR",
            names=[{"name": "Тромбошейкер", "type": "REGISTERED"}],
            inventory_status=InventoryStatus.ABSENT,
            status=EquipmentStatus.ACTIVE,
            availability_status=EquipmentAvailability.AVAILABLE,
        )
        assert device.name == "Тромбошейкер"
        device.names = [{"name": "Шейкер", "type": "USER_FRIENDLY"}]
        await device.save()
        await device.refresh_from_db()
        assert (device.name, device.capacity_unit) == ("Шейкер", None)
        await transaction.rollback()


@pytest.mark.usefixtures("tortoise")
async def test_an_employee_carries_the_names_of_the_person() -> None:
    async with in_transaction() as transaction:
        facility = await make_facility("14360570")
        person = await Person.create(
            last_name="Косач", first_name="Лариса", verification_status=VerificationStatus.NOT_VERIFIED
        )
        await PersonIdentity.create(person=person, birth_date=DAY, gender=Gender.FEMALE)
        await EmailAddress.create(address="lesia@example.com", person=person)
        employee = await Employee.create(
            facility=facility,
            person=person,
            employee_type=EmployeeType.DOCTOR,
            work_email="lesia@example.com",
            status=EmployeeStatus.ACTIVE,
        )
        assert employee.last_name == "Косач"
        facility.head_employee = employee
        await facility.save()
        person.last_name = "Українка"
        await person.save()
        await employee.refresh_from_db()
        assert (employee.last_name, employee.status) == ("Українка", EmployeeStatus.ACTIVE)
        assert (await PersonIdentity.get(person_id=person.id)).gender is Gender.FEMALE
        await transaction.rollback()


@pytest.mark.usefixtures("tortoise")
async def test_a_broken_promise_is_an_integrity_error() -> None:
    with pytest.raises(IntegrityError, match="facility_edrpou_format"):
        await make_facility("1436057X")


@pytest.mark.usefixtures("tortoise")
async def test_a_dictionary_is_read_in_its_order() -> None:
    values = await DictionaryValue.filter(dictionary_id="GENDER").order_by("ordinal")
    assert [value.code for value in values] == [member.value for member in Gender]
    assert [value.title for value in values] == [member.title_uk for member in Gender]
