"""How somebody is reached changes; a new address counts once it is confirmed (US-X2)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import UNCHANGED, Act, Actor, Asked, Change, Examined, Outcome, Unchanged, forbidden
from commands.contacts import PhoneInput, checked_phones, stored_phones
from commands.email_confirmations import ask_to_confirm, own_address, refuse_taken, release_address
from commands.employee_names import given_of, updated_person
from commands.employee_rows import Seen, employee_row, hold_employee, judge_here, judge_open, updated
from commands.findings import Findings
from commands.hiring import PERSONNEL_NUMBER_LENGTH_MAX
from commands.people_known import address_taken
from commands.people_rows import TAKEN
from commands.premises import Premises
from commands.wording import sentence
from commands.written import taken, told
from models import EmployeeStatus
from models.validators import Accepted, Rejected, email, text
from permissions.catalogue import EMPLOYEE

_COLLEAGUE = """
SELECT 1 FROM employee WHERE facility_id = $1 AND work_email = $2 AND person_id <> $3 LIMIT 1
"""
_NUMBER = "SELECT 1 FROM employee WHERE facility_id = $1 AND personnel_number = $2 AND id <> $3"
_WORK = ("work_email", "phones", "personnel_number")
_OWN = ("personal_email", "mobile_phones")
_UNACCEPTED = (EmployeeStatus.DRAFT, EmployeeStatus.PENDING)


@dataclass(frozen=True, slots=True)
class UpdateEmployeeContacts:
    """What of somebody's contacts changes; a field that is left out stays, null empties it."""

    employee_id: Annotated[UUID, Asked("Працівник", "Employee")]
    work_email: Annotated[
        str | Unchanged, Asked("Робоча електронна адреса", more="діятиме, щойно її підтвердять за листом")
    ] = UNCHANGED
    phones: Annotated[tuple[PhoneInput, ...] | Unchanged, Asked("Робочі телефони")] = UNCHANGED
    personnel_number: Annotated[str | Unchanged | None, Asked("Табельний номер")] = UNCHANGED
    personal_email: Annotated[
        str | Unchanged | None,
        Asked("Особиста електронна адреса", more="діятиме, щойно її підтвердять за листом"),
    ] = UNCHANGED
    mobile_phones: Annotated[tuple[PhoneInput, ...] | Unchanged, Asked("Особисті телефони")] = UNCHANGED


async def _judge(
    tx: Transaction, actor: Actor, wish: UpdateEmployeeContacts, premises: Premises
) -> Examined[UpdateEmployeeContacts, Seen]:
    findings = Findings(tx, actor)
    wish = _normal(findings, wish)
    given = given_of(wish)
    if not given:
        findings.problem("", "required", "зазначте, що змінити", "say what to change")
    do = [EMPLOYEE.work_contact_update, EMPLOYEE.personal_contact_update]
    seen = await employee_row(findings, wish.employee_id, do)
    if seen is None:
        return findings.examined(wish)
    judge_here(findings, seen.employee)
    _judge_rights(findings, seen, given)
    if any(name in given for name in _OWN):
        judge_open(findings, seen.employee)
    await _judge_taken(findings, seen, given)
    waits = " Нова адреса діятиме, щойно особа підтвердить її за листом." if any(_addresses(given)) else ""
    headline = f"Змінити контакти працівника: {seen.name}, заклад «{premises.name}»"
    said = sentence(headline, wish, {"employee_id": seen.name})
    return findings.examined(wish, f"{said}{waits}", seen)


def _normal(findings: Findings, wish: UpdateEmployeeContacts) -> UpdateEmployeeContacts:
    checked: dict[str, Any] = {"work_email": findings.altered("workEmail", wish.work_email, email)}
    if wish.phones is not UNCHANGED:
        if not wish.phones:
            findings.problem("phones", "required", "зазначте хоча б один телефон", "give a phone at least")
        checked["phones"] = checked_phones(findings, "phones", wish.phones)
    if wish.mobile_phones is not UNCHANGED:
        checked["mobile_phones"] = checked_phones(findings, "mobilePhones", wish.mobile_phones)
    return replace(
        wish,
        personal_email=findings.altered("personalEmail", wish.personal_email, email),
        personnel_number=findings.altered("personnelNumber", wish.personnel_number, _personnel_number),
        **checked,
    )


def _judge_rights(findings: Findings, seen: Seen, given: dict[str, Any]) -> None:
    """Judge that each group is changed by whoever may; a personnel number is no business of its bearer."""
    actor = findings.actor
    for permission, names in (
        (EMPLOYEE.work_contact_update, _WORK),
        (EMPLOYEE.personal_contact_update, _OWN),
    ):
        if any(name in given for name in names) and not seen.may(actor, permission):
            findings.refusals.append(forbidden(permission, path="$.input.employeeId"))
    if "personnel_number" in given and not seen.may_for_facility(actor, EMPLOYEE.work_contact_update):
        findings.refusals.append(
            forbidden(EMPLOYEE.work_contact_update, path="$.input.personnelNumber", scope="FACILITY")
        )


async def _judge_taken(findings: Findings, seen: Seen, given: dict[str, Any]) -> None:
    """Judge what colleagues have already, for whoever sees what they have."""
    employee, tx = seen.employee, findings.tx
    if not seen.may_for_facility(findings.actor, EMPLOYEE.work_contact):
        return
    for field, address in _addresses(given):
        values = [employee.facility_id, address, employee.person_id]
        if await tx.execute_query_dict(_COLLEAGUE, values):
            findings.problems.append(address_taken(field))
    number = given.get("personnel_number")
    if number and await tx.execute_query_dict(_NUMBER, [employee.facility_id, number, employee.id]):
        findings.problems += _NUMBER_TAKEN.problems


def _addresses(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, field in (("work_email", "workEmail"), ("personal_email", "personalEmail")):
        if given.get(name):
            yield field, given[name]


def _personnel_number(written: str) -> Accepted[str] | Rejected:
    return text(written, PERSONNEL_NUMBER_LENGTH_MAX)


_NUMBER_TAKEN = taken(
    "personnelNumber",
    "такий табельний номер у закладі вже є",
    "the facility has this personnel number already",
)


async def _update(tx: Transaction, actor: Actor, wish: UpdateEmployeeContacts, seen: Seen) -> Outcome:
    given, employee = given_of(wish), seen.employee
    for field, address in _addresses(given):
        await refuse_taken(tx, field, address, employee.person_id)
    changes: list[Change] = []
    columns = _columns(given, {"phones": "work_phones", "personnel_number": "personnel_number"})
    former = employee.work_email
    if wish.work_email not in (UNCHANGED, former):
        if employee.status in _UNACCEPTED:
            # whoever is only invited confirms the address by answering the invitation
            await own_address(tx, "workEmail", str(wish.work_email), employee.person_id)
            columns["work_email"] = wish.work_email
        else:
            changes.append(await ask_to_confirm(tx, actor, employee, str(wish.work_email), personal=False))
    with told({"employee_personnel_number": TAKEN}):
        changes.append(await updated(tx, employee, **columns))
    if "work_email" in columns:
        await release_address(tx, former, employee.person_id)
    changes += await _update_person(tx, actor, given, seen)
    return Outcome({"employee": employee.id}, tuple(changes))


async def _update_person(tx: Transaction, actor: Actor, given: dict[str, Any], seen: Seen) -> list[Change]:
    """Write what is the person's own: a new address by a letter, an empty one and phones at once."""
    employee, changes = seen.employee, []
    columns = _columns(given, {"mobile_phones": "mobile_phones"})
    address = given.get("personal_email")
    if address and employee.status not in _UNACCEPTED:
        changes.append(await ask_to_confirm(tx, actor, employee, address, personal=True))
    elif "personal_email" in given:
        if address:
            await own_address(tx, "personalEmail", address, employee.person_id)
        columns["personal_email"] = address
    if columns:
        (row,) = await tx.execute_query_dict(_PERSONAL, [employee.person_id])
        changes.append(await updated_person(tx, actor, employee.person_id, **columns))
        if "personal_email" in columns:
            await release_address(tx, row["personal_email"], employee.person_id)
    return changes


_PERSONAL = "SELECT personal_email FROM person WHERE id = $1"


def _columns(given: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Give the columns of the fields that are given."""
    return {
        column: stored_phones(given[name]) if name.endswith("phones") else given[name]
        for name, column in names.items()
        if name in given
    }


UPDATE_EMPLOYEE_CONTACTS = Act(
    "updateEmployeeContacts",
    "Змінити контакти працівника",
    UpdateEmployeeContacts,
    EMPLOYEE.work_contact_update,
    {"employee": "Employee"},
    _judge,
    _update,
    lock=hold_employee,
)
