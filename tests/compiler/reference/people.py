"""What the reference knows of accounts, of what opens when a person accepts, and of corrections."""

from collections.abc import Callable, Mapping
from datetime import datetime

from tests.compiler.reference.things import Row, Things


def _person(things: Things, row: Row) -> Row:
    (found,) = things.of("person", id=row["person_id"])
    return found


def _state(things: Things, row: Row) -> str:
    if row["status"] in ("DISMISSED", "ENTERED_IN_ERROR"):
        return "CLOSED"
    if row["identity_open"] and _person(things, row)["blocked_at"] is not None:
        return "BLOCKED"
    return {"DRAFT": "ABSENT", "PENDING": "INVITED"}.get(row["status"], str(row["status"]))


def _last_login(things: Things, row: Row) -> datetime | None:
    logins = things.of("person_login", person_id=row["person_id"]) if row["identity_open"] else []
    return max((each["last_at"] for each in logins), default=None)


def _expires(things: Things, row: Row) -> datetime | None:
    certificates = (
        things.of("signing_certificate", person_id=row["person_id"], status="ACTIVE")
        if row["identity_open"]
        else []
    )
    return max((each["not_after"] for each in certificates), default=None)


def _is_caller(things: Things, row: Row) -> bool:
    return things.caller is not None and row["proposed_by_id"] == things.caller


VALUES: Mapping[str, Callable[[Things, Row], object]] = {
    "EmployeeAccount.state": _state,
    "EmployeeAccount.lastLoginAt": _last_login,
    "EmployeeAccount.certificateExpiresAt": _expires,
    "EmployeeProfessional.confirmed": lambda _, row: row["professional_confirmed"],
    "IdentityCorrection.payloadSha256": lambda _, row: row["payload_sha256"].hex(),
    "IdentityCorrection.proposedByMe": _is_caller,
}


def _once_open(table: str, key: str) -> Callable[[Things, Row], list[Row]]:
    """Rows of the person, when the person has accepted the facility or nobody else knows them."""
    return lambda things, row: things.of(table, **{key: row["person_id"]}) if row["identity_open"] else []


def _certificates(things: Things, row: Row) -> list[Row]:
    found = _once_open("signing_certificate", "person_id")(things, row)
    return sorted(found, key=lambda each: each["bound_at"], reverse=True)


OBJECTS: Mapping[str, Callable[[Things, Row], list[Row]]] = {
    "Employee.account": lambda _, row: [row],
    "Employee.personalContact": _once_open("person", "id"),
    "Employee.identity": _once_open("person_identity", "person_id"),
    "Employee.certificates": _certificates,
}
