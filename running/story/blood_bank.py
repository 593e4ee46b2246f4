"""The second seed: a hospital's blood bank starts to work in єКров, from its registration to its freezer."""

from dataclasses import dataclass

from running.story.people import Human
from running.story.registration import Applicant, Registered, register
from running.story.scene import Json, Player, Scene

TEMPLATES = "{ roleSets(first: 100) { nodes { id code name } } }"
ROOT = """query($edrpou: String!) {
  facility(edrpou: $edrpou) { departments(first: 5) { nodes { id name parent { id } } } }
}"""
ONBOARDING = """query($edrpou: String!) {
  facility(edrpou: $edrpou) { onboarding { percent steps { code title done } } }
}"""
BANK = """query($id: ID!) {
  department(id: $id) {
    name
    positions { nodes { title assignments { nodes { kind status employee { fullName } } } } }
    workplaces { nodes { name inventoryNumberLabel } }
    equipment { nodes { name availabilityStatus } }
  }
}"""
NOTICES = "{ me { notices { text } } }"
EQUIPMENT = (
    ("BLOOD_REFRIGERATOR", "Холодильник для крові", "2.0", "6.0"),
    ("PLASMA_FREEZER", "Морозильна камера для плазми", "-40.0", "-25.0"),
    ("PLATELET_AGITATOR", "Тромбошейкер", "20.0", "24.0"),
)


@dataclass(frozen=True, slots=True)
class BloodBank:
    """What the story leaves behind: the facility, its blood bank, and the people who may work in it."""

    registered: Registered
    department_id: str
    administrator: Player
    manager: Player
    double: Player


async def play_blood_bank(scene: Scene, registrar: Player) -> BloodBank:
    """Play the seed from the application to a blood bank that awaits the ministry's word."""
    head, administrator, manager, double = (scene.cast.human() for _ in range(4))
    hospital = Applicant(
        scene.cast.edrpou(), "Обласна клінічна лікарня", "TRANSFUSION_FACILITY", head, administrator
    )
    registered = await register(scene, registrar, hospital)
    admin = scene.player(administrator)
    await admin.accept(registered.administrator_link)
    role_set = await _role_set(admin)
    cards = [await _card(admin, human) for human in (manager, double)]
    department = await _department(admin, hospital)
    positions = [await _position(admin, department, *each) for each in _POSITIONS]
    first = await _appoint(admin, positions[0], cards[0], role_set, None)
    second = await _appoint(admin, positions[1], cards[1], role_set, first["assignment"]["id"])
    people = [scene.player(human) for human in (manager, double)]
    for player, appointed in zip(people, (first, second), strict=True):
        await player.accept(appointed["invitationUrl"])
    await _furnish(people[0], admin, department, [each["assignment"]["id"] for each in (first, second)])
    await _announce(registrar, registered)
    await people[0].look("прочитати оголошення", NOTICES)
    await people[0].look("подивитися на свій банк крові", BANK, {"id": department})
    await admin.look("побачити, що все зроблено", ONBOARDING, {"edrpou": hospital.edrpou})
    return BloodBank(registered, department, admin, people[0], people[1])


_POSITIONS = (("BB_HEAD", "HEAD"), ("BB_DOUBLE", "STAFF"))


async def _role_set(admin: Player) -> str:
    found = await admin.look("переглянути рольові набори", TEMPLATES)
    template = next(each for each in found["roleSets"]["nodes"] if each["code"] == "BLOOD_BANK_HEAD")
    made = await admin.act(
        "створити рольовий набір",
        "createRoleSet",
        {"name": "Працівник лікарняного банку крові", "basedOnId": template["id"]},
        "roleSet { id name }",
    )
    role_set: str = made["roleSet"]["id"]
    return role_set


async def _card(admin: Player, human: Human) -> str:
    given = {"person": human.papers(admin.scene.today), "contact": human.contact}
    made = await admin.act("додати працівника", "registerEmployee", given, "employee { id fullName status }")
    employee: str = made["employee"]["id"]
    return employee


async def _department(admin: Player, hospital: Applicant) -> str:
    found = await admin.look("відкрити «Реєстр учасників»", ROOT, {"edrpou": hospital.edrpou})
    root = next(each for each in found["facility"]["departments"]["nodes"] if each["parent"] is None)
    made = await admin.act(
        "створити відділ",
        "createDepartment",
        {
            "parentId": root["id"],
            "name": "Лікарняний банк крові (ЛБК)",
            "typeCode": "LOGISTICS_INVENTORY",
        },
        "department { id name type { title } }",
    )
    department: str = made["department"]["id"]
    return department


async def _position(admin: Player, department: str, title_code: str, kind: str) -> str:
    made = await admin.act(
        "додати посаду",
        "createPosition",
        {"departmentId": department, "titleCode": title_code, "kind": kind},
        "position { id title kind }",
    )
    position: str = made["position"]["id"]
    return position


async def _appoint(
    admin: Player, position: str, employee: str, role_set: str, substitutes: str | None
) -> Json:
    given: dict[str, object] = {
        "positionId": position,
        "employeeId": employee,
        "roleSetIds": [role_set],
        "orderNumber": "17-к",
        "orderDate": admin.scene.today.isoformat(),
        "delivery": "LINK",
    }
    if substitutes is not None:
        given |= {"kind": "SUBSTITUTE", "substitutesAssignmentId": substitutes}
    return await admin.act(
        "призначити працівника",
        "assignEmployee",
        given,
        "assignment { id kind status } invitationUrl",
    )


async def _furnish(manager: Player, admin: Player, department: str, assignments: list[str]) -> None:
    """Enter the workplace of both, and the equipment of the department."""
    await admin.act(
        "створити робоче місце",
        "createWorkplace",
        {
            "departmentId": department,
            "name": "Робоче місце завідувача ЛБК",
            "assignmentIds": assignments,
            "roomNumber": "112",
            "inventoryNumber": "відсутній",
        },
        "workplace { id name inventoryNumberLabel }",
    )
    for type_code, name, lowest, highest in EQUIPMENT:
        await manager.act(
            "внести обладнання на вкладці «Ресурси»",
            "createEquipment",
            {
                "departmentId": department,
                "typeCode": type_code,
                "names": [{"name": name}],
                "inventoryNumber": "відсутній",
                "temperatureMin": lowest,
                "temperatureMax": highest,
            },
            "equipment { id name }",
        )


async def _announce(registrar: Player, registered: Registered) -> None:
    await registrar.act(
        "оголосити, що далі",
        "publishNotice",
        {
            "text": "Очікуйте подальших вказівок від Міністерства охорони здоров’я України",
            "audience": "FACILITY",
            "facilityId": registered.id,
            "validFrom": registrar.scene.today.isoformat(),
        },
        "notice { id }",
    )
