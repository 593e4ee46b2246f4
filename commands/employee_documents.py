"""The documents that prove who somebody is are replaced by newer ones (US-X2)."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import UNCHANGED, Act, Actor, Asked, Examined, Outcome, Unchanged
from commands.employee_names import updated_person
from commands.employee_rows import Seen, employee_row, hold_employee, judge_here, judge_open, updated
from commands.findings import Findings
from commands.people_input import DocumentInput, PersonInput
from commands.people_known import disagreeing
from commands.people_rows import TAKEN, document_rows, subject_rows
from commands.person_rules import normal_documents
from commands.premises import Premises
from commands.wording import sentence
from commands.written import told
from errors import Refused
from models import IdentityDocument, PersonIdentity, PersonSubject
from models.validators import unzr
from permissions.catalogue import EMPLOYEE

_OTHER = "SELECT 1 FROM person_identity WHERE unzr = $1 AND person_id <> $2"


@dataclass(frozen=True, slots=True)
class UpdateEmployeeDocuments:
    """The documents that somebody has now, all of them."""

    employee_id: Annotated[UUID, Asked("Працівник", "Employee")]
    documents: Annotated[tuple[DocumentInput, ...], Asked("Документи, що посвідчують особу", more="усі")]
    unzr: Annotated[str | Unchanged | None, Asked("УНЗР", more="обов’язково з ID-карткою")] = UNCHANGED


@dataclass(frozen=True, slots=True)
class Proven:
    """An employee with the identity that the documents prove."""

    seen: Seen
    identity: PersonIdentity
    person: PersonInput


async def _judge(
    tx: Transaction, actor: Actor, wish: UpdateEmployeeDocuments, premises: Premises
) -> Examined[UpdateEmployeeDocuments, Proven]:
    findings = Findings(tx, actor)
    seen = await employee_row(findings, wish.employee_id, [EMPLOYEE.identity_update])
    if seen is None:
        return findings.examined(wish)
    judge_here(findings, seen.employee)
    judge_open(findings, seen.employee)
    if findings.hinder:
        return findings.examined(wish)
    identity = await PersonIdentity.get(person_id=seen.employee.person_id, using_db=tx)
    wish = replace(
        wish, unzr=findings.altered("unzr", wish.unzr, lambda value: unzr(value, identity.birth_date))
    )
    person = _person(seen, identity, wish)
    person = replace(person, documents=normal_documents(findings, "", person))
    wish = replace(wish, documents=person.documents)
    headline = f"Змінити документи працівника: {seen.name}, заклад «{premises.name}»"
    said = sentence(headline, wish, {"employee_id": seen.name})
    return findings.examined(wish, said, Proven(seen, identity, person))


def _person(seen: Seen, identity: PersonIdentity, wish: UpdateEmployeeDocuments) -> PersonInput:
    employee = seen.employee
    return PersonInput(
        last_name=employee.last_name,
        first_name=employee.first_name,
        birth_date=identity.birth_date,
        gender=identity.gender,
        tax_id=identity.tax_id or "",
        documents=wish.documents,
        no_tax_id=identity.no_tax_id,
        unzr=identity.unzr if wish.unzr is UNCHANGED else wish.unzr,
    )


async def _update(tx: Transaction, actor: Actor, wish: UpdateEmployeeDocuments, proven: Proven) -> Outcome:
    person_id, person = proven.seen.employee.person_id, proven.person
    if person.unzr and await tx.execute_query_dict(_OTHER, [person.unzr, person_id]):
        raise Refused((disagreeing("unzr"),))
    with told({"person_identity_unzr": TAKEN, "person_subject_pkey": TAKEN}):
        if wish.unzr is not UNCHANGED:
            proven.identity.unzr = person.unzr
            await proven.identity.save(using_db=tx, update_fields=["unzr"])
        await IdentityDocument.filter(person_id=person_id).using_db(tx).delete()
        await IdentityDocument.bulk_create(document_rows(person_id, person.documents), using_db=tx)
        if person.no_tax_id:
            await renew_subjects(tx, person_id, person, actor.means.pepper)
    change = await updated_person(tx, actor, person_id)
    return Outcome({"employee": proven.seen.employee.id}, (await updated(tx, proven.seen.employee), change))


async def renew_subjects(tx: Transaction, person_id: UUID, person: PersonInput, pepper: bytes) -> None:
    """Let signatures find the person by the numbers that are true now, and by no others."""
    await PersonSubject.filter(person_id=person_id).using_db(tx).delete()
    await PersonSubject.bulk_create(subject_rows(person_id, person, pepper), using_db=tx)


UPDATE_EMPLOYEE_DOCUMENTS = Act(
    "updateEmployeeDocuments",
    "Змінити документи працівника",
    UpdateEmployeeDocuments,
    EMPLOYEE.identity_update,
    {"employee": "Employee"},
    _judge,
    _update,
    lock=hold_employee,
)
