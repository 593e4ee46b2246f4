"""Every act goes the whole way over HTTP: prepared, signed, performed, answered, and none twice."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from commands.acts import ACTS
from tests.acting import Stage, acting

ELSEWHERE = {
    "unbindCertificate",
    "submitFacilityApplication",
    "resubmitApplication",
    "withdrawApplication",
    "takeApplication",
    "returnApplication",
    "rejectApplication",
    "registerFacility",
    "changeFacilityStatus",
    "updateFacility",
    "changeFacilityHead",
    "changeFacilityAdmin",
    "registerEmployee",
    "registerEmployees",
    "inviteEmployee",
    "updateEmployeeName",
    "updateEmployeeContacts",
    "confirmEmail",
    "updateEmployeeProfessional",
    "confirmProfessional",
    "updateEmployeeDocuments",
    "proposeIdentityCorrection",
    "decideIdentityCorrection",
    "dismissEmployee",
    "suspendEmployee",
    "resumeEmployee",
    "blockPerson",
    "unblockPerson",
    "updateWorkplace",
    "closeWorkplace",
    "updateEquipment",
    "changeEquipmentStatus",
    "changeEquipmentAvailability",
    "transferEquipment",
    "createDictionaryValue",
    "updateDictionaryValue",
    "setHoliday",
    "removeHoliday",
    "createMisClient",
    "rotateMisSecret",
    "blockMisClient",
    "unblockMisClient",
    "connectMisClient",
    "disconnectMisClient",
    "publishNotice",
    "updatePosition",
    "closePosition",
    "assignEmployee",
    "updateAssignment",
    "suspendAssignment",
    "resumeAssignment",
    "endAssignment",
    "setAssignmentRoleSets",
    "activateSubstitute",
    "endSubstitution",
    "reissueInvitation",
    "revokeInvitation",
}
"""Acts that other journeys tell of."""

READING = {"permission": "department:read", "scope": "FACILITY", "canUse": True}


@pytest.fixture
async def stage(own_database_url: str) -> AsyncIterator[Stage]:
    async with acting(own_database_url) as stage:
        yield stage


async def test_every_act_is_performed_as_it_was_prepared(stage: Stage) -> None:
    done: list[str] = []

    async def act(name: str, shown: str, /, **given: Any) -> str:
        answer = await stage.administrator.act(name, given, f"replayed {shown} {{ id version }}")
        assert "errors" not in answer, (name, answer["errors"])
        assert answer["data"][name]["replayed"] is False
        done.append(name)
        found: str = answer["data"][name][shown]["id"]
        return found

    clinic = await act(
        "createDepartment",
        "department",
        name="Клініка",
        typeCode="CLINICAL",
        parentId=stage.root_id,
        address={"settlement": "Київ", "street": "вул. Зразкова", "building": "1"},
        phones=[{"type": "LAND_LINE", "number": "+380441234567"}],
    )
    bank = await act(
        "createDepartment",
        "department",
        name="Лікарняний банк крові",
        typeCode="LOGISTICS_INVENTORY",
        parentId=stage.root_id,
    )
    await act("updateDepartment", "department", departmentId=bank, workingHours="цілодобово", code=None)
    await act("moveDepartment", "department", departmentId=bank, parentId=clinic)
    await act("createPosition", "position", departmentId=bank, titleCode="NURSE", headcount="1.5")
    await act(
        "createWorkplace", "workplace", departmentId=bank, name="Кабінет видачі", inventoryNumber="відсутній"
    )
    await act(
        "createEquipment",
        "equipment",
        departmentId=bank,
        typeCode="BLOOD_REFRIGERATOR",
        names=[{"name": "Холодильник для крові"}],
        inventoryNumber="101480001",
        temperatureMin="2",
        temperatureMax="6",
    )
    readers = await act("createRoleSet", "roleSet", name="Читачі", grants=[READING])
    await act("updateRoleSet", "roleSet", roleSetId=readers, name="Читачі відділів")
    await act("retireRoleSet", "roleSet", roleSetId=readers)
    spare = await act(
        "createDepartment", "department", name="Запасний", typeCode="OTHER", parentId=stage.root_id
    )
    await act("closeDepartment", "department", departmentId=spare)
    assert set(done) == ACTS.keys() - ELSEWHERE
    assert await stage.count("journal_entry") == await stage.count("nonce_used") == len(done)
