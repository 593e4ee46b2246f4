"""People as acts write them down: judged by what may be seen here, found or created when the act is signed.

A person is one row, however many facilities employ them. Whether somebody is known elsewhere, is blocked
there, or owns an address is no business of whoever only prepares: it is told when the signed act is
performed, which is limited and remembered. What the registry knows of a person stays as it is; what is typed
about them has to agree with it, and the person's identity opens to another facility only after the person has
accepted.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Actor
from commands.findings import Findings
from commands.people_input import ContactInput, DocumentInput, PersonInput
from commands.people_known import address_taken, refuse_strangers
from commands.people_rows import EmployeeDraft, insert_employees, insert_people
from commands.person_rules import normal_contact, normal_person, person_of_number
from commands.professional_input import ProfessionalInput
from compiler.ids import encode_id
from errors import Conflict, Refusal
from models import Employee, EmployeeStatus, EmployeeType
from permissions.catalogue import EMPLOYEE
from permissions.decision import Whereabouts, may

__all__ = [
    "ContactInput",
    "DocumentInput",
    "EmployeeDraft",
    "PersonFound",
    "PersonInput",
    "ProfessionalInput",
    "already_employed",
    "judge_people",
    "judge_person",
    "person_of_number",
    "put_employee",
    "put_employees",
    "put_people",
    "put_person",
]

_COLLEAGUES = """
SELECT identity.tax_id, employee.id FROM person_identity AS identity
JOIN employee ON employee.person_id = identity.person_id
WHERE identity.tax_id = ANY ($1) AND employee.facility_id = $2
    AND employee.status NOT IN ('DISMISSED', 'ENTERED_IN_ERROR')
"""
_ADDRESSES_HERE = """
SELECT DISTINCT employee.work_email, identity.tax_id FROM employee
LEFT JOIN person_identity AS identity ON identity.person_id = employee.person_id
WHERE employee.facility_id = $2 AND employee.work_email = ANY ($1)
"""


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person as typed, in normal form, and where in the input: `person` and `contact` lie below `at`."""

    at: str
    person: PersonInput
    contact: ContactInput

    def place(self, field: str) -> str:
        """Give the path of a field below `$.input`."""
        return f"{self.at}.{field}" if self.at else field


async def judge_person(
    findings: Findings, at: str, person: PersonInput, contact: ContactInput
) -> PersonFound:
    """Judge a person by what may be seen in the actor's facility; `at` is empty at the root of the input."""
    (found,) = await judge_people(findings, [(at, person, contact)])
    return found


async def judge_people(
    findings: Findings, people: Sequence[tuple[str, PersonInput, ContactInput]]
) -> list[PersonFound]:
    """Judge people of one input, each by itself and all together."""
    found = []
    for at, person, contact in people:
        below = f"{at}." if at else ""
        found.append(
            PersonFound(
                at,
                normal_person(findings, f"{below}person", person),
                normal_contact(findings, f"{below}contact", contact),
            )
        )
    _judge_repeated(findings, found)
    await _judge_colleagues(findings, found)
    await _judge_addresses(findings, found)
    return found


def _judge_repeated(findings: Findings, found: Sequence[PersonFound]) -> None:
    """Judge that one person, and one address, stand in the input once."""
    numbers: set[str] = set()
    addresses: dict[str, str] = {}
    for each in found:
        if each.person.tax_id in numbers:
            at = each.place("person.taxId")
            findings.problem(at, "unique", "цю особу тут уже зазначено", "this person is given already")
        numbers.add(each.person.tax_id)
        for field, address in _addresses(each):
            if addresses.setdefault(address, each.at) != each.at:
                findings.problems.append(address_taken(each.place(field)))


async def _judge_colleagues(findings: Findings, found: Sequence[PersonFound]) -> None:
    """Refuse people who work in the facility already, to whoever may see their numbers there."""
    actor = findings.actor
    if not may(actor.access, EMPLOYEE.identity, Whereabouts(actor.facility)):
        return
    values = [[each.person.tax_id for each in found], actor.facility]
    rows = await findings.tx.execute_query_dict(_COLLEAGUES, values)
    here = {row["tax_id"]: row["id"] for row in rows}
    findings.refusals += (
        already_employed(each.place("person.taxId"), here[each.person.tax_id])
        for each in found
        if each.person.tax_id in here
    )


async def _judge_addresses(findings: Findings, found: Sequence[PersonFound]) -> None:
    """Judge that no colleague has the address, for whoever may see colleagues' addresses."""
    actor = findings.actor
    if not may(actor.access, EMPLOYEE.work_contact, Whereabouts(actor.facility)):
        return
    addresses = [address for each in found for _, address in _addresses(each)]
    rows = await findings.tx.execute_query_dict(_ADDRESSES_HERE, [addresses, actor.facility])
    owners = {row["work_email"]: row["tax_id"] for row in rows}
    for each in found:
        for field, address in _addresses(each):
            if owners.get(address, each.person.tax_id) != each.person.tax_id:
                findings.problems.append(address_taken(each.place(field)))


def _addresses(found: PersonFound) -> list[tuple[str, str]]:
    """Give the addresses with the fields that hold them."""
    given = [("contact.workEmail", found.contact.work_email)]
    if found.contact.personal_email is not None:
        given.append(("contact.personalEmail", found.contact.personal_email))
    return given


def already_employed(at: str, employee_id: UUID) -> Refusal:
    """Say that the person works in the facility already, and as whom."""
    return Conflict(
        "ця особа вже є серед працівників закладу",
        "this person is an employee of the facility already",
        evidence={"path": f"$.input.{at}", "employeeId": encode_id("Employee", employee_id)},
    )


async def put_person(
    tx: Transaction, actor: Actor, found: PersonFound, facility_id: UUID | None = None
) -> UUID:
    """Find the person or write them down for a facility, the actor's unless told; raises Refused."""
    (person_id,) = await put_people(tx, actor, [found], facility_id)
    return person_id


async def put_people(
    tx: Transaction, actor: Actor, found: Sequence[PersonFound], facility_id: UUID | None = None
) -> list[UUID]:
    """Find people or write them down, in their order; raises Refused with all that stands in the way."""
    known = await refuse_strangers(
        tx,
        facility_id or actor.facility,
        [(each.at, each.person, each.contact) for each in found],
        already_employed,
    )
    people = [(known[place], each.person, each.contact) for place, each in enumerate(found)]
    return await insert_people(tx, people, actor.means.pepper)


async def put_employee(
    tx: Transaction,
    actor: Actor,
    person_id: UUID,
    facility_id: UUID | None,
    contact: ContactInput,
    *,
    employee_type: EmployeeType,
    status: EmployeeStatus = EmployeeStatus.DRAFT,
    personnel_number: str | None = None,
    start_date: dt.date | None = None,
    end_date: dt.date | None = None,
    professional: ProfessionalInput | None = None,
) -> Employee:
    """Write down that somebody works for a facility, the actor's unless told; raises Refused if too late."""
    draft = EmployeeDraft(
        person_id, contact, employee_type, status, personnel_number, start_date, end_date, professional
    )
    (employee,) = await put_employees(tx, facility_id or actor.facility, [draft])
    return employee


async def put_employees(
    tx: Transaction, facility_id: UUID, drafts: Sequence[EmployeeDraft]
) -> list[Employee]:
    """Write down that people work for a facility, in their order; raises Refused if too late."""
    return await insert_employees(tx, facility_id, drafts)
