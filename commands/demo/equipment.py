"""Makes a department's equipment: what it is, how it fares, when verified, and of what it is a part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from random import Random

from commands.demo.machines import Machine, machines_of
from commands.demo.outlines import BLOOD_BANK
from commands.demo.places import to_json
from commands.demo.plans import (
    EQUIPMENT_PER_DEPARTMENT,
    HOSPITAL_WITHOUT_FREEZER,
    SEEDED_HOSPITAL,
    Site,
    balanced,
)
from commands.demo.rows import DepartmentRow, EquipmentRow, WorkplaceRow
from commands.demo.trees import Line
from commands.demo.workplaces import Premises

_OVERDUE_SHARE = 0.12
_ABSENT_SHARE = 0.1
_AT_WORKPLACE_SHARE = 0.45
_NO_FREEZER_SHARE = 0.08
_FREEZERS = frozenset({"PLASMA_FREEZER", "ULTRA_LOW_FREEZER"})
_PART_OF = {
    "TEMPERATURE_LOGGER": frozenset({"BLOOD_REFRIGERATOR", "PLASMA_FREEZER", "ULTRA_LOW_FREEZER"}),
    "BARCODE_SCANNER": frozenset({"COMPUTER"}),
    "LABEL_PRINTER": frozenset({"COMPUTER"}),
}
_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class _Fate:
    """How a device fares."""

    status: str
    availability: str
    note: str | None = None
    error_reason: str | None = None


_WELL = _Fate("ACTIVE", "AVAILABLE")
_RETIRED = _Fate("INACTIVE", "AVAILABLE", "Виведено з експлуатації разом із закриттям відділу")
_FATES = (
    _WELL,
    _Fate("ACTIVE", "DAMAGED", "Очікує на ремонт: несправний компресор"),
    _Fate("INACTIVE", "AVAILABLE", "На консервації"),
    _Fate("INACTIVE", "LOST", "Не знайдено під час інвентаризації"),
    _Fate("INACTIVE", "DESTROYED", "Списано за актом"),
    _Fate("ENTERED_IN_ERROR", "AVAILABLE", None, "Повторний запис тієї самої одиниці"),
)
_FATE_WEIGHTS = (90, 4, 2, 1, 2, 1)


def equip(
    site: Site, lines: tuple[Line, ...], departments: tuple[DepartmentRow, ...], premises: Premises
) -> Iterator[EquipmentRow]:
    """Make four devices a department on average."""
    counts = balanced(site.rng, len(lines), EQUIPMENT_PER_DEPARTMENT, (0, 1, 1, 2, 3))
    places = premises.in_department()
    ordinals = count(1)
    for line, department, wanted in zip(lines, departments, counts, strict=True):
        made: list[EquipmentRow] = []
        for machine in machines_of(line.crew, wanted, _without(site, department)):
            device = _device(site, machine, department, next(ordinals))
            made.append(_placed(site.rng, device, made, places.get(department.id, ())))
        yield from made


def _without(site: Site, department: DepartmentRow) -> frozenset[str]:
    """Say which kinds a department must do without: one blood bank in twelve has no freezer."""
    if department.name != BLOOD_BANK or site.plan.number == SEEDED_HOSPITAL:
        return frozenset()
    lacks = site.plan.number == HOSPITAL_WITHOUT_FREEZER or site.rng.random() < _NO_FREEZER_SHARE
    return _FREEZERS if lacks else frozenset()


def _placed(
    rng: Random, device: EquipmentRow, made: Sequence[EquipmentRow], places: Sequence[WorkplaceRow]
) -> EquipmentRow:
    """Put a device at a workplace of its department, or make it a part of a device there."""
    wholes = [other.id for other in made if other.type_code in _PART_OF.get(device.type_code, ())]
    parent = wholes[-1] if wholes and rng.random() < 0.7 else None
    place = rng.choice(places).id if places and rng.random() < _AT_WORKPLACE_SHARE else None
    return device._replace(parent_id=parent, workplace_id=place)


def _fate(site: Site, department: DepartmentRow) -> _Fate:
    if department.status == "CLOSED":
        return _RETIRED
    if site.plan.number == SEEDED_HOSPITAL and department.name == BLOOD_BANK:
        return _WELL
    return site.rng.choices(_FATES, _FATE_WEIGHTS)[0]


def _device(site: Site, machine: Machine, department: DepartmentRow, ordinal: int) -> EquipmentRow:
    rng = site.rng
    maker, model = rng.choice(machine.models)
    made_on = site.today - timedelta(days=rng.randint(500, 4500))
    commissioned_on = made_on + timedelta(days=rng.randint(20, 200))
    verified_on, due_on = _verification(rng, machine, commissioned_on, site.today)
    absent = rng.random() < _ABSENT_SHARE
    serial = f"{made_on:%y}{rng.randrange(10**7):07d}"
    fate = _fate(site, department)
    low, high = machine.temperature or (None, None)
    capacity, unit = machine.capacity or (None, None)
    return EquipmentRow(
        id=site.ids.next(),
        department_id=department.id,
        facility_id=site.id,
        path=department.path,
        workplace_id=None,
        parent_id=None,
        type_code=machine.type_code,
        names=_names(rng, machine, model, ordinal),
        inventory_status="ABSENT" if absent else "ASSIGNED",
        inventory_number=None if absent else f"1014{ordinal:05d}",
        serial_number=serial if rng.random() < 0.93 else None,
        manufacturer=maker,
        model_number=model,
        lot_number=f"П-{rng.randrange(1000):03d}" if rng.random() < 0.2 else None,
        manufacture_date=made_on,
        commissioned_on=commissioned_on,
        expiration_date=made_on + timedelta(days=rng.choice((3650, 5475))) if rng.random() < 0.8 else None,
        temperature_min=low,
        temperature_max=high,
        capacity=None if capacity is None else Decimal(capacity),
        capacity_unit=unit,
        last_verified_on=verified_on,
        next_verification_on=due_on,
        next_maintenance_on=site.today + timedelta(days=rng.randint(-20, 300))
        if rng.random() < 0.4
        else None,
        properties=to_json([{"type": kind, key: value} for kind, key, value in machine.properties]),
        status=fate.status,
        error_reason=fate.error_reason,
        availability_status=fate.availability,
        udi=_udi(rng, serial),
        note=fate.note,
    )


def _names(rng: Random, machine: Machine, model: str, ordinal: int) -> str:
    names = [{"name": f"{machine.name} {model}", "type": "REGISTERED"}]
    if rng.random() < 0.4:
        names.append({"name": f"{machine.nickname} № {ordinal}", "type": "USER_FRIENDLY"})
    return to_json(names)


def _verification(
    rng: Random, machine: Machine, commissioned_on: date, today: date
) -> tuple[date | None, date | None]:
    """Draw the last and the next verification; one in eight is overdue."""
    if machine.verified_every is None:
        return None, None
    period = machine.verified_every * _MONTH
    late = rng.randint(1, 200) if rng.random() < _OVERDUE_SHARE else -rng.randint(1, period.days - 1)
    verified_on = max(commissioned_on, today - period - timedelta(days=late))
    return verified_on, verified_on + period


def _udi(rng: Random, serial: str) -> str:
    if rng.random() > 0.1:
        return "[]"
    return to_json(
        [{"value": f"(01)0999{rng.randrange(10**10):010d}(21){serial}", "type": "UDI-DI", "assigner": "GS1"}]
    )
