"""What the graph declares of invitations, said once more."""

from collections.abc import Callable, Mapping

from tests.compiler.reference.things import Row, Things

OPEN = ("CREATED", "SENT", "OPENED")
CARRYING = ("INVITATION", "FACILITY_REGISTERED")


def _status(things: Things, row: Row) -> str:
    is_over = row["status"] in OPEN and row["expires_at"] <= things.now
    return "EXPIRED" if is_over else str(row["status"])


def _letter(column: str) -> Callable[[Things, Row], object]:
    """Give what became of the last letter that carried the link."""

    def found(things: Things, row: Row) -> object:
        letters = [each for each in things.of("letter", invitation_id=row["id"]) if each["kind"] in CARRYING]
        return max(letters, key=lambda each: each["id"].int)[column] if letters else None

    return found


VALUES: Mapping[str, Callable[[Things, Row], object]] = {
    "Invitation.status": _status,
    "Invitation.letterState": _letter("state"),
    "Invitation.letterError": _letter("last_error_code"),
}


def is_invited(things: Things, person_id: object, invitation: Row) -> bool:
    """Tell whether a person is the one who was invited."""
    (employee,) = things.of("employee", id=invitation["employee_id"])
    return bool(employee["person_id"] == person_id)
