"""The root of all reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import strawberry

from permissions.catalogue import (
    ACCESS_LOG,
    ASSIGNMENT,
    DEPARTMENT,
    DICTIONARY,
    EMPLOYEE,
    EQUIPMENT,
    FACILITY,
    FACILITY_APPLICATION,
    IDENTITY_CORRECTION,
    INVITATION,
    MIS_CLIENT,
    NOTICE,
    POSITION,
    ROLE_SET,
    WORKPLACE,
)
from schema.declare import (
    ON,
    PERMISSION,
    Argument,
    any_node,
    apart,
    caller,
    connection,
    lookup,
    one,
    preparation,
    several,
)
from schema.explanation import HOLDERS, QUESTION

if TYPE_CHECKING:
    from schema.access_log import AccessRecord
    from schema.application import FacilityApplication
    from schema.assignment import Assignment
    from schema.caller import Caller
    from schema.correction import IdentityCorrection
    from schema.department import Department
    from schema.dictionary import Dictionary
    from schema.employee import Employee
    from schema.equipment import Equipment
    from schema.explanation import PermissionExplanation
    from schema.facility import Facility
    from schema.invitation import Invitation
    from schema.invited import InvitationPeek
    from schema.journal_proof import JournalProof
    from schema.mis_client import MisClient, MisConnection
    from schema.mutation import Prepare
    from schema.notice import Notice
    from schema.permission import Permission
    from schema.position import Position
    from schema.relay import Connection, Node
    from schema.role_set import RoleSet
    from schema.workplace import Workplace


@strawberry.type(description="Читання реєстру; підпису не потребує")
class Query:
    """What can be asked."""

    node: Node | None = any_node("Об’єкт за глобальним ідентифікатором", many=False)
    nodes: list[Node | None] = any_node("Об’єкти за ідентифікаторами, у тому самому порядку", many=True)

    facility: Facility | None = lookup(
        FACILITY.public,
        "Заклад за ідентифікатором або за кодом ЄДРПОУ (незакритий і найдавніший, якщо їх кілька)",
        keys=("id", "edrpou"),
        order="{row}.status = 'CLOSED', {row}.id",
    )
    facilities: Connection[Facility] = connection(FACILITY.public, "Заклади")
    facility_application: FacilityApplication | None = lookup(FACILITY_APPLICATION.read, "Заява закладу")
    facility_applications: Connection[FacilityApplication] = connection(
        FACILITY_APPLICATION.read, "Заяви закладів про реєстрацію"
    )
    department: Department | None = lookup(DEPARTMENT.read, "Відділ")
    departments: Connection[Department] = connection(DEPARTMENT.read, "Відділи")
    position: Position | None = lookup(POSITION.read, "Посада")
    positions: Connection[Position] = connection(POSITION.read, "Посади")
    employee: Employee | None = lookup(EMPLOYEE.public, "Працівник")
    employees: Connection[Employee] = connection(EMPLOYEE.public, "Працівники")
    assignment: Assignment | None = lookup(ASSIGNMENT.read, "Призначення")
    assignments: Connection[Assignment] = connection(ASSIGNMENT.read, "Призначення")
    invitation: Invitation | None = lookup(INVITATION.read, "Запрошення")
    invitations: Connection[Invitation] = connection(INVITATION.read, "Запрошення")
    workplace: Workplace | None = lookup(WORKPLACE.read, "Робоче місце")
    workplaces: Connection[Workplace] = connection(WORKPLACE.read, "Робочі місця")
    equipment: Equipment | None = lookup(EQUIPMENT.public, "Одиниця обладнання")
    equipment_list: Connection[Equipment] = connection(EQUIPMENT.public, "Обладнання")

    access_log: Connection[AccessRecord] = connection(
        ACCESS_LOG.read, "Хто дивився чиї особисті дані; останній перегляд перший"
    )
    identity_correction: IdentityCorrection | None = lookup(
        IDENTITY_CORRECTION.read, "Виправлення даних особи"
    )
    identity_corrections: Connection[IdentityCorrection] = connection(
        IDENTITY_CORRECTION.read, "Виправлення даних осіб"
    )

    role_set: RoleSet | None = lookup(ROLE_SET.read, "Рольовий набір")
    role_sets: Connection[RoleSet] = connection(ROLE_SET.read, "Рольові набори")

    mis_client: MisClient | None = lookup(MIS_CLIENT.read, "Клієнт МІС")
    notices: Connection[Notice] = connection(NOTICE.publish, "Опубліковані оголошення")
    mis_clients: Connection[MisClient] = connection(MIS_CLIENT.read, "Клієнти МІС")
    mis_connection: MisConnection | None = lookup(MIS_CLIENT.read, "Під’єднання клієнта МІС")
    mis_connections: Connection[MisConnection] = connection(MIS_CLIENT.read, "Під’єднання клієнтів МІС")

    me: Caller = caller("Той, хто запитує, і що йому можна")
    peek_invitation: InvitationPeek = apart(
        "Що за запрошення за посиланням; сеансу не потребує, надсилають методом POST,"
        " у документі стоїть саме",
        Argument("token", required=True),
    )
    journal_proof: JournalProof | None = apart(
        "Доказ, що дія з таким nonce є в журналі; порожньо, доки її не охопила контрольна точка (10 хв);"
        " у документі стоїть саме",
        Argument("nonce", required=True),
    )
    prepare: Prepare = preparation("Підготувати дію до підпису; у документі стоїть саме")
    permission_catalogue: list[Permission] = several(
        DICTIONARY.read, "Усі права, які можна надати", table="permission", order="{row}.ordinal", rows=83
    )
    explain_permission: PermissionExplanation = one(
        DICTIONARY.read,
        "Чому право є або чому його немає; прихований об’єкт пояснюють так, немов його немає",
        table=QUESTION,
        arguments=(PERMISSION, ON, Argument("employee", is_id=True)),
    )
    permission_holders: Connection[Employee] = connection(
        ROLE_SET.read,
        "Хто має право над об’єктом зараз",
        on=HOLDERS,
        arguments=(PERMISSION, replace(ON, required=True)),
        broad=True,
    )

    dictionary: Dictionary | None = lookup(DICTIONARY.read, "Довідник за позначенням", keys=("name",))
    dictionaries: list[Dictionary] = several(
        DICTIONARY.read, "Усі довідники", table="dictionary", order="{row}.name", rows=16
    )
