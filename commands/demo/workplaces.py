"""Makes a department's workplaces, and says whose they are."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from commands.demo.appointments import Tenure
from commands.demo.outlines import BLOOD_BANK, SEEDED
from commands.demo.plans import WORKPLACES_PER_DEPARTMENT, Site, balanced
from commands.demo.rows import DepartmentRow, WorkplaceAssignmentRow, WorkplaceRow

_ABSENT_SHARE = 0.15
_BUILDINGS = ("Головний корпус", "Корпус № 2", "Лікувальний корпус", "Поліклініка")
_BANK_PLACES = ("Робоче місце завідувача ЛБК", "Робоче місце дублера", "Пост видачі компонентів крові")
_PLACES = ("Кабінет завідувача", "Робочий кабінет", "Пост медичної сестри")
_DESKS = ("Кабінет керівника", "Робоче місце фахівця", "Робоче місце оператора")
_DESK_TYPES = {"ADMINISTRATION", "HR", "IT", "QUALITY", "RECEPTION", "DONOR_RECRUITMENT"}


@dataclass(frozen=True, slots=True)
class Premises:
    """The workplaces of a facility."""

    workplaces: tuple[WorkplaceRow, ...]
    links: tuple[WorkplaceAssignmentRow, ...]

    def in_department(self) -> dict[UUID, list[WorkplaceRow]]:
        """Give the workplaces in use of each department."""
        found: dict[UUID, list[WorkplaceRow]] = defaultdict(list)
        for workplace in self.workplaces:
            if workplace.status == "ACTIVE":
                found[workplace.department_id].append(workplace)
        return found


@dataclass(frozen=True, slots=True)
class _Rooms:
    """Where a department's rooms are."""

    building: str
    floor: int


def furnish(site: Site, departments: tuple[DepartmentRow, ...], tenures: tuple[Tenure, ...]) -> Premises:
    """Make two workplaces a department on average, and seat those who work there."""
    seated: dict[UUID, list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        if tenure.active:
            seated[tenure.position.department_id].append(tenure)
    workplaces: list[WorkplaceRow] = []
    links: list[WorkplaceAssignmentRow] = []
    counts = balanced(site.rng, len(departments), WORKPLACES_PER_DEPARTMENT, (0, 0, 1))
    ordinals = count(1)
    for department, wanted in zip(departments, counts, strict=True):
        rooms = _Rooms(site.rng.choice(_BUILDINGS), site.rng.randint(1, 5))
        made = [_workplace(site, department, rooms, at, next(ordinals)) for at in range(wanted)]
        workplaces += made
        links += _seat(site, made, seated[department.id])
    return Premises(tuple(workplaces), tuple(links))


def _seat(site: Site, made: list[WorkplaceRow], tenures: list[Tenure]) -> Iterator[WorkplaceAssignmentRow]:
    for at, tenure in enumerate(tenures):
        place = made[at % len(made)]
        yield WorkplaceAssignmentRow(site.ids.next(), place.id, tenure.assignment.id, site.id)


def _workplace(site: Site, department: DepartmentRow, rooms: _Rooms, at: int, ordinal: int) -> WorkplaceRow:
    rng = site.rng
    absent = rng.random() < _ABSENT_SHARE
    if site.plan.outline == SEEDED and department.name == BLOOD_BANK:
        absent = at == 0  # the seed's hospital has not counted the head's room yet
    return WorkplaceRow(
        id=site.ids.next(),
        department_id=department.id,
        facility_id=site.id,
        path=department.path,
        name=_name(department, at),
        building=rooms.building if rng.random() < 0.9 else None,
        floor=str(rooms.floor),
        room_number=f"{rooms.floor}{rng.randint(1, 40):02d}{rng.choice(('', '', '', 'а'))}",
        inventory_status="ABSENT" if absent else "ASSIGNED",
        inventory_number=None if absent else f"1013{ordinal:05d}",
        status="CLOSED" if department.status == "CLOSED" else "ACTIVE",
    )


def _name(department: DepartmentRow, at: int) -> str:
    if department.name == BLOOD_BANK:
        return _BANK_PLACES[at]
    names = _DESKS if department.type_code in _DESK_TYPES else _PLACES
    return names[at]
