"""What the graph declares, said once more: computed values, relations, lists and parts of rows."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from compiler.ids import encode_id
from tests.compiler.reference import applications, invitations, people, vendors
from tests.compiler.reference.spelling import snake
from tests.compiler.reference.things import TABLE_OF, Row, Thing, Things

OF_JSON = {"Address", "Phone", "EquipmentName", "EquipmentProperty", "EquipmentUdi"}
SCOPES = ("OWN", "DEPARTMENT", "FACILITY", "ANY")
NEEDED = ("BLOOD_REFRIGERATOR", "PLASMA_FREEZER")


def _occupancy(things: Things, row: Row) -> str:
    filled = things.filled(row)
    if not filled:
        return "VACANT"
    return "PARTLY_FILLED" if filled < row["headcount"] else "FILLED"


def _title(things: Things, row: Row) -> str:
    found: str = row["custom_title"] or things.entry("POSITION", row["title_code"])[0]["title"]
    return found


def _identity(things: Things, row: Row, column: str) -> object:
    found = people.OBJECTS["Employee.identity"](things, row)  # nothing is found by what is not shown
    return found[0][column] if found else None


VALUES: Mapping[str, Callable[[Things, Row], object]] = {
    **applications.VALUES,
    **vendors.VALUES,
    **people.VALUES,
    **invitations.VALUES,
    "*.databaseId": lambda _, row: row["id"],
    "*.inventoryNumberLabel": lambda _, row: row["inventory_number"] or "відсутній",
    "Facility.name": lambda _, row: row["name_short"],
    "Department.depth": lambda things, row: len(things.ancestors(row)) + 1,
    "Position.title": _title,
    "Position.vacancies": lambda things, row: max(row["headcount"] - things.filled(row), Decimal("0.00")),
    "Position.occupancy": _occupancy,
    "Employee.fullName": lambda _, row: " ".join(
        name for name in (row["last_name"], row["first_name"], row["middle_name"]) if name
    ),
    "Employee.taxId": lambda things, row: _identity(things, row, "tax_id"),
    "Employee.birthDate": lambda things, row: _identity(things, row, "birth_date"),
    "Equipment.verificationOverdue": lambda things, row: (
        row["next_verification_on"] is not None and row["next_verification_on"] < things.today
    ),
    "DepartmentCompleteness.isComplete": lambda things, row: not things.lacking(row, NEEDED),
    "SigningCertificate.issuer": lambda _, row: row["issuer_name"],
    "SigningCertificate.status": lambda things, row: (
        "EXPIRED" if row["status"] == "ACTIVE" and row["not_after"] < things.now else row["status"]
    ),
    "RoleSet.isTemplate": lambda _, row: row["facility_id"] is None,
    "Permission.requiresSignature": lambda _, row: row["signed"],
    "Permission.scopes": lambda things, row: [
        scope for scope in SCOPES if things.of("permission_scope", permission=row["code"], scope=scope)
    ],
    "EquipmentProperty.valueDecimal": lambda _, row: (
        None if "valueDecimal" not in row else str(row["valueDecimal"])
    ),
}

REFERENCES: Mapping[str, tuple[str, str]] = {
    f"{owner}.{field}": (column, entity)
    for owners, field, column, entity in (
        (
            (
                *("Department", "Position", "Employee", "Assignment", "Workplace", "Equipment", "RoleSet"),
                "MisConnection",
            ),
            "facility",
            "facility_id",
            "Facility",
        ),
        (("Invitation",), "facility", "facility_id", "Facility"),
        (("Invitation",), "employee", "employee_id", "Employee"),
        (("Invitation",), "assignment", "assignment_id", "Assignment"),
        (("FacilityApplication", "IdentityCorrection"), "facility", "facility_id", "Facility"),
        (("IdentityCorrection",), "employee", "employee_id", "Employee"),
        (("Position", "Workplace", "Equipment"), "department", "department_id", "Department"),
        (("Department",), "parent", "parent_id", "Department"),
        (("Equipment",), "parent", "parent_id", "Equipment"),
        (("Equipment",), "recorder", "recorder_id", "Employee"),
        (("MisConnection",), "client", "client_id", "MisClient"),
        (("Equipment",), "workplace", "workplace_id", "Workplace"),
        (("Assignment",), "position", "position_id", "Position"),
        (("Assignment",), "employee", "employee_id", "Employee"),
        (("Assignment",), "substitutes", "substitutes_assignment_id", "Assignment"),
    )
    for owner in owners
}

Related = Callable[[Things, Row, Row], bool]


def _by(column: str) -> Related:
    return lambda _, row, other: other[column] == row["id"]


def _carries(things: Things, assignment: Row, role_set: Row) -> bool:
    versions = [row["id"] for row in things.of("role_set_version", role_set_id=role_set["id"])]
    carried = things.of("assignment_role_set", assignment_id=assignment["id"])
    return any(row["version_id"] in versions for row in carried)


def _linked(own: str, others: str) -> Related:
    return lambda things, row, other: bool(
        things.of("workplace_assignment", **{own: row["id"], others: other["id"]})
    )


RELATED: Mapping[str, tuple[str, Related]] = {
    **{
        f"Facility.{field}": (entity, _by("facility_id"))
        for field, entity in (
            ("departments", "Department"),
            ("positions", "Position"),
            ("employees", "Employee"),
            ("assignments", "Assignment"),
            ("workplaces", "Workplace"),
            ("equipment", "Equipment"),
            ("roleSets", "RoleSet"),
            ("misConnections", "MisConnection"),
            ("applications", "FacilityApplication"),
        )
    },
    "Facility.risks": ("Position", applications.at_risk),
    "MisClient.connections": ("MisConnection", _by("client_id")),
    "Facility.mergedFrom": ("Facility", _by("merged_to_id")),
    "Department.children": ("Department", _by("parent_id")),
    "Department.descendants": (
        "Department",
        lambda things, row, other: row["id"] in [above["id"] for above in things.ancestors(other)],
    ),
    "Department.positions": ("Position", _by("department_id")),
    "Department.workplaces": ("Workplace", _by("department_id")),
    "Department.equipment": ("Equipment", _by("department_id")),
    "Department.assignments": (
        "Assignment",
        lambda things, row, other: things.department_id_of(other) == row["id"],
    ),
    "Department.employees": (
        "Employee",
        lambda things, row, other: any(
            things.department_id_of(each) == row["id"] for each in things.active(other)
        ),
    ),
    "Position.assignments": ("Assignment", _by("position_id")),
    "Position.employees": (
        "Employee",
        lambda things, row, other: any(each["position_id"] == row["id"] for each in things.active(other)),
    ),
    "Employee.assignments": ("Assignment", _by("employee_id")),
    "Employee.positions": (
        "Position",
        lambda things, row, other: any(each["position_id"] == other["id"] for each in things.active(row)),
    ),
    "Employee.workplaces": (
        "Workplace",
        lambda things, row, other: any(
            things.of("workplace_assignment", workplace_id=other["id"], assignment_id=each["id"])
            for each in things.active(row)
        ),
    ),
    "Employee.departments": (
        "Department",
        lambda things, row, other: any(
            things.department_id_of(each) == other["id"] for each in things.active(row)
        ),
    ),
    "Assignment.substitutesHere": ("Assignment", _by("substitutes_assignment_id")),
    "Assignment.invitations": ("Invitation", _by("assignment_id")),
    "Invitation.reissues": ("Invitation", _by("reissue_of_id")),
    "Assignment.workplaces": ("Workplace", _linked("assignment_id", "workplace_id")),
    "Assignment.roleSets": ("RoleSet", _carries),
    "Position.defaultRoleSets": (
        "RoleSet",
        lambda things, row, other: bool(
            things.of("position_role_set", position_id=row["id"], role_set_id=other["id"])
        ),
    ),
    "RoleSet.assignments": ("Assignment", lambda things, row, other: _carries(things, other, row)),
    "Workplace.assignments": ("Assignment", _linked("workplace_id", "assignment_id")),
    "Workplace.equipment": ("Equipment", _by("workplace_id")),
    "Equipment.parts": ("Equipment", _by("parent_id")),
}


def _sorted(table: str, column: str, *order: Callable[[Row], Any]) -> Callable[[Things, Row], list[Row]]:
    """Rows of a table that belong to this one, in an order."""

    def found(things: Things, row: Row) -> list[Row]:
        key = "person_id" if column == "person_id" else "id"
        rows = things.of(table, **{column: row[key]})
        return sorted(rows, key=lambda each: tuple(part(each) for part in order))

    return found


def _versions(things: Things, row: Row) -> list[Row]:
    return sorted(things.of("role_set_version", role_set_id=row["id"]), key=lambda each: each["number"])


def _dated(row: Row) -> object:
    return row["issued_date"] or dt.date.max


def _main_speciality(things: Things, row: Row) -> list[Row]:
    main = things.of("employee_speciality", employee_id=row["id"], speciality_officio=True)
    return things.entry("SPECIALITY_TYPE", main[0]["speciality_code"]) if main else []


def _itself(_: Things, row: Row) -> list[Row]:
    return [row]


def _column(name: str) -> Callable[[Things, Row], list[Row]]:
    return lambda _, row: [row[name]] if row[name] is not None else []


def _all(name: str) -> Callable[[Things, Row], list[Row]]:
    return lambda _, row: row[name]


def _entry(dictionary: str, column: str) -> Callable[[Things, Row], list[Row]]:
    return lambda things, row: things.entry(dictionary, row[column])


OBJECTS: Mapping[str, Callable[[Things, Row], list[Row]]] = {
    **vendors.OBJECTS,
    **people.OBJECTS,
    **applications.OBJECTS,
    "Dictionary.values": lambda things, row: sorted(
        things.of("dictionary_value", dictionary=row["name"]), key=lambda each: each["ordinal"]
    ),
    "Facility.kind": _entry("FACILITY_KIND", "kind_code"),
    "Facility.legalAddress": _column("legal_address"),
    "Facility.actualAddress": _column("actual_address"),
    "Facility.phones": _all("phones"),
    "Facility.location": lambda _, row: [] if row["latitude"] is None else [row],
    "Facility.licences": _sorted(
        "facility_licence", "facility_id", lambda row: row["issued_date"], lambda row: row["id"]
    ),
    "Facility.externalIds": _sorted(
        "facility_external_id", "facility_id", lambda row: row["system"], lambda row: row["value"]
    ),
    "Facility.head": lambda things, row: things.of("employee", id=row["head_employee_id"]),
    "Facility.administrator": lambda things, row: things.of("employee", id=row["administrator_employee_id"]),
    "Department.type": _entry("DEPARTMENT_TYPE", "type_code"),
    "Department.address": _column("address"),
    "Department.phones": _all("phones"),
    "Department.ancestors": lambda things, row: things.ancestors(row),
    "Department.headPosition": lambda things, row: things.of(
        "position", department_id=row["id"], kind="HEAD", status="ACTIVE"
    ),
    "Department.completeness": lambda _, row: [row] if row["type_code"] == "LOGISTICS_INVENTORY" else [],
    "DepartmentCompleteness.missing": lambda things, row: things.lacking(row, NEEDED),
    "DepartmentCompleteness.recommended": lambda things, row: things.lacking(row, ("PLATELET_AGITATOR",)),
    "Position.titleValue": _entry("POSITION", "title_code"),
    "Employee.mainSpeciality": _main_speciality,
    "Employee.workContact": _itself,
    "Employee.professional": _itself,
    "Assignment.substitutionPeriods": lambda things, row: sorted(
        things.of("substitution_period", assignment_id=row["id"]),
        key=lambda each: each["starts_at"],
        reverse=True,
    ),
    "EmployeeWorkContact.workPhones": _all("work_phones"),
    "EmployeePersonalContact.mobilePhones": _all("mobile_phones"),
    "EmployeeIdentity.documents": _sorted("identity_document", "person_id", lambda row: row["type"]),
    "EmployeeProfessional.educations": _sorted(
        "employee_education", "employee_id", _dated, lambda row: row["id"]
    ),
    "EmployeeProfessional.qualifications": _sorted(
        "employee_qualification", "employee_id", _dated, lambda row: row["id"]
    ),
    "EmployeeProfessional.specialities": _sorted(
        "employee_speciality",
        "employee_id",
        lambda row: not row["speciality_officio"],
        lambda row: row["id"],
    ),
    "EmployeeProfessional.scienceDegree": _sorted("employee_science_degree", "employee_id"),
    "Speciality.speciality": _entry("SPECIALITY_TYPE", "speciality_code"),
    "Assignment.department": lambda things, row: things.of("department", id=things.department_id_of(row)),
    "Assignment.substitutes": lambda things, row: things.of(
        "assignment", id=row["substitutes_assignment_id"]
    ),
    "RoleSet.currentVersion": lambda things, row: _versions(things, row)[-1:],
    "RoleSet.versions": _versions,
    "RoleSetVersion.grants": _sorted(
        "role_set_grant", "version_id", lambda row: row["permission"], lambda row: row["scope"]
    ),
    "RoleSetGrant.permission": lambda things, row: things.of("permission", code=row["permission"]),
    "Equipment.type": _entry("EQUIPMENT_TYPE", "type_code"),
    "Equipment.names": _all("names"),
    "Equipment.properties": _all("properties"),
    "Equipment.udi": _all("udi"),
}


def value_of(things: Things, thing: Thing, field: str) -> object:
    """Give a scalar as a Python value."""
    twin = VALUES.get(f"{thing.type}.{field}") or VALUES.get(f"*.{field}")
    if field == "id":
        return encode_id(thing.type, thing.row["id"])
    if twin is not None:
        return twin(things, thing.row)
    return thing.row.get(field) if thing.type in OF_JSON else thing.row[snake(field)]


def related_to(things: Things, thing: Thing, field: str) -> list[Thing]:
    """Give the rows of a connection before it is filtered."""
    entity, test = RELATED[f"{thing.type}.{field}"]
    return [other for other in things.all(entity) if test(things, thing.row, other.row)]


def objects_of(things: Things, thing: Thing, field: str, kind: str) -> list[Thing]:
    """Give the objects under a field that is no connection: at most one, or the items of a list."""
    key = f"{snake(field)}_id"
    if kind in TABLE_OF and key in thing.row:
        found = things.by_key(kind, thing.row[key])
        return [] if found is None else [found]
    return [Thing(kind, row) for row in OBJECTS[f"{thing.type}.{field}"](things, thing.row)]
