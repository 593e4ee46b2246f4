"""What the graph declares of applications, and of how far a facility has come, said once more."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from permissions.holdings import KYIV
from tests.compiler.reference.things import Row, Things

Found = Callable[[Things, Row], list[Row]]


def _days_left(things: Things, row: Row) -> int | None:
    """Count day by day; the calendar of these worlds is empty."""
    if row["decided_at"] is not None:
        return None
    day = row["paused_at"].astimezone(KYIV).date() if row["paused_at"] else things.today
    left = 0
    while day < row["due_on"]:
        day += dt.timedelta(days=1)
        left += day.isoweekday() < 6
    return left


def _is_overdue(things: Things, row: Row) -> bool:
    return row["status"] in ("SUBMITTED", "IN_REVIEW") and row["due_at"] < things.now


def _is_caller(things: Things, person_id: object) -> bool:
    return things.caller is not None and person_id == things.caller


def _names(role: str, kind: str) -> dict[str, Callable[[Things, Row], object]]:
    columns = {"lastName": "last_name", "firstName": "first_name", "middleName": "middle_name"}
    columns |= {"email": "email", "taxId": "tax_id"}

    def of(column: str) -> Callable[[Things, Row], object]:
        return lambda _, row: row[f"{role}_{column}"]

    return {
        f"{part}.{field}": of(column)
        for part in (kind, f"{kind}Identity")
        for field, column in columns.items()
    }


VALUES: Mapping[str, Callable[[Things, Row], object]] = {
    **_names("head", "ApplicationHead"),
    **_names("administrator", "ApplicationAdministrator"),
    "ApplicationAttachment.sha256": lambda _, row: row["sha256"].hex(),
    "FacilityApplication.workingDaysLeft": _days_left,
    "FacilityApplication.isOverdue": _is_overdue,
    "FacilityApplication.takenByMe": lambda things, row: _is_caller(things, row["taken_by_id"]),
    "FacilityApplication.typedByMe": lambda things, row: _is_caller(things, row["typed_by_id"]),
    "OnboardingStep.done": lambda _, row: row["done_at"] is not None,
    "Onboarding.percent": lambda things, row: _percent([each["done_at"] for each in steps_of(things, row)]),
}


def _percent(done: list[dt.datetime | None]) -> int:
    return int(100 * sum(each is not None for each in done) / len(done) + 0.5)


def _earliest(moments: Iterable[dt.datetime | None]) -> dt.datetime | None:
    return min((each for each in moments if each is not None), default=None)


def steps_of(things: Things, facility: Row) -> list[Row]:
    """Give the steps of a facility, each with when it was done."""
    return [{"code": code, "title": title, "done_at": done} for code, title, done in _steps(things, facility)]


def _steps(things: Things, facility: Row) -> Iterator[tuple[str, str, dt.datetime | None]]:
    def first(table: str, test: Callable[[Row], bool] = lambda _: True) -> dt.datetime | None:
        rows = things.of(table, facility_id=facility["id"])
        return _earliest(row["created_at"] for row in rows if test(row))

    def accepted(kind: str) -> dt.datetime | None:
        rows = things.of("invitation", facility_id=facility["id"], status="ACCEPTED", kind=kind)
        return _earliest(row["used_at"] for row in rows)

    leaders = (facility["head_employee_id"], facility["administrator_employee_id"])
    administrator = things.of("employee", id=leaders[1], status="ACTIVE")
    entered = _earliest(row["created_at"] for row in administrator)
    staff = [row for row in things.of("employee", facility_id=facility["id"]) if row["id"] not in leaders]
    joined = _earliest(row["created_at"] for row in staff if row["status"] == "ACTIVE")

    def below(row: Row) -> bool:
        return str(row["path"]).count(".") > 1

    registered = facility["registered_at"]
    yield "APPLICATION_SUBMITTED", "Заяву подано", first("facility_application") or registered
    yield "FACILITY_REGISTERED", "Заклад зареєстровано", registered
    yield "ADMINISTRATOR_LOGGED_IN", "Адміністратор увійшов уперше", accepted("FIRST_LOGIN") or entered
    yield "ROLE_SET_CREATED", "Складено рольовий набір", first("role_set")
    yield "STAFF_ADDED", "Додано працівників", _earliest(row["created_at"] for row in staff)
    yield "DEPARTMENT_CREATED", "Створено відділ", first("department", below)
    yield "POSITION_CREATED", "Додано посаду у відділі", first("position", below)
    yield "EMPLOYEE_APPOINTED", "Призначено працівника", first("assignment", below)
    invited = first("invitation", lambda row: bool(row["kind"] == "EMPLOYEE"))
    yield "EMPLOYEE_INVITED", "Запрошення передано працівникові", invited
    yield "EMPLOYEE_JOINED", "Працівник прийняв запрошення", accepted("EMPLOYEE") or joined
    yield "WORKPLACE_CREATED", "Створено робоче місце", first("workplace")
    entered_equipment = first("equipment", lambda row: bool(row["status"] != "ENTERED_IN_ERROR"))
    yield "EQUIPMENT_ENTERED", "Внесено обладнання", entered_equipment


def at_risk(things: Things, facility: Row, position: Row) -> bool:
    """Tell whether a position of the facility has one holder and no double."""
    if position["facility_id"] != facility["id"] or position["status"] != "ACTIVE":
        return False
    held = things.of("assignment", position_id=position["id"])
    holders = {
        row["employee_id"] for row in held if row["status"] == "ACTIVE" and row["kind"] != "SUBSTITUTE"
    }
    doubles = [
        double
        for row in held
        for double in things.of("assignment", substitutes_assignment_id=row["id"], status="ACTIVE")
    ]
    return len(holders) == 1 and not doubles


def _itself(_: Things, row: Row) -> list[Row]:
    return [row]


def _all(column: str) -> Found:
    return lambda _, row: list(row[column])


def _whole(column: str) -> Found:
    return lambda _, row: [row[column]]


def _entry(dictionary: str, column: str) -> Found:
    return lambda things, row: things.entry(dictionary, row[column])


def _attachments(things: Things, row: Row) -> list[Row]:
    found = things.of("attachment", application_id=row["id"])
    return sorted(found, key=lambda each: (each["named_at"], each["id"]))


OBJECTS: Mapping[str, Found] = {
    "FacilityApplication.kind": _entry("FACILITY_KIND", "kind_code"),
    "FacilityApplication.reason": _entry("APPLICATION_REASON", "reason_code"),
    "FacilityApplication.legalAddress": _whole("legal_address"),
    "FacilityApplication.actualAddress": _whole("actual_address"),
    "FacilityApplication.phones": _all("phones"),
    "FacilityApplication.head": _itself,
    "FacilityApplication.headIdentity": _itself,
    "FacilityApplication.administrator": _itself,
    "FacilityApplication.administratorIdentity": _itself,
    "FacilityApplication.attachments": _attachments,
    "ApplicationHead.position": _entry("POSITION", "head_position_code"),
    "ApplicationHead.phones": _all("head_phones"),
    "ApplicationAdministrator.phones": _all("administrator_phones"),
    "Facility.onboarding": _itself,
    "Onboarding.steps": steps_of,
}

PEEKS = {
    f"FacilityApplication.{group}": "facilityApplication:read"
    for group in ("headIdentity", "administratorIdentity")
}

MASKED = ("ApplicationHeadIdentity.taxId", "ApplicationAdministratorIdentity.taxId")


def is_own(things: Things, person_id: Any, application: Row) -> bool:
    """Tell whether a person has submitted the application."""
    keys = [row["subject_key"] for row in things.of("person_subject", person_id=person_id)]
    return application["applicant_key"] in keys
