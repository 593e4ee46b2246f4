"""The rows of people and employees, many at a time."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.contacts import stored_phones
from commands.people_input import ContactInput, DocumentInput, PersonInput
from commands.professional_input import ProfessionalInput
from commands.professional_rows import insert_professional
from commands.written import told
from errors import Conflict
from models import (
    DocumentType,
    Employee,
    EmployeeStatus,
    EmployeeType,
    IdentityDocument,
    Person,
    PersonIdentity,
    PersonSubject,
    VerificationStatus,
)
from signing.subject import subject_key

_KEEP_ADDRESSES = """
INSERT INTO email_address (address, person_id) SELECT * FROM unnest($1::text[], $2::uuid[])
ON CONFLICT DO NOTHING
"""
_ELSEWHERE = "SELECT DISTINCT person_id FROM employee WHERE person_id = ANY ($1) AND facility_id <> $2"
_BOOKS = (DocumentType.PASSPORT, DocumentType.NATIONAL_ID)

TAKEN = Conflict(
    "цієї ж миті цю особу, адресу або табельний номер записано іншою дією; спробуйте ще раз",
    "the person, an address or a personnel number was written down at this very moment; try again",
)
_FASTER = dict.fromkeys(
    (
        "person_identity_tax_id",
        "person_identity_unzr",
        "person_subject_pkey",
        "email_address_pkey",
        "employee_person_once",
        "employee_personnel_number",
        "employee_owns_work_email",
        "person_owns_personal_email",
    ),
    TAKEN,
)


@dataclass(frozen=True, slots=True)
class EmployeeDraft:
    """What an employee is to be at a facility."""

    person_id: UUID
    contact: ContactInput
    employee_type: EmployeeType
    status: EmployeeStatus = EmployeeStatus.DRAFT
    personnel_number: str | None = None
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    professional: ProfessionalInput | None = None


async def insert_people(
    tx: Transaction, people: Sequence[tuple[UUID | None, PersonInput, ContactInput]], pepper: bytes
) -> list[UUID]:
    """Write down those of the people who have no id yet, and everybody's work addresses; give all ids.

    Of whom the registry knows already it keeps what it knows.
    """
    ids = [known or uuid7() for known, _, _ in people]
    new = [(id_, *each[1:]) for id_, each in zip(ids, people, strict=True) if each[0] is None]
    owned = [(each.work_email, id_) for id_, (_, _, each) in zip(ids, people, strict=True)]
    owned += [(each.personal_email, id_) for id_, _, each in new if each.personal_email is not None]
    with told(_FASTER):
        await Person.bulk_create([_person(*each) for each in new], using_db=tx)
        await tx.execute_query(_KEEP_ADDRESSES, [list(part) for part in zip(*owned, strict=True)])
        await PersonIdentity.bulk_create([_identity(id_, person) for id_, person, _ in new], using_db=tx)
        documents = [row for id_, person, _ in new for row in document_rows(id_, person.documents)]
        await IdentityDocument.bulk_create(documents, using_db=tx)
        keys = [row for id_, person, _ in new for row in subject_rows(id_, person, pepper)]
        await PersonSubject.bulk_create(keys, using_db=tx)
    return ids


def _person(person_id: UUID, person: PersonInput, contact: ContactInput) -> Person:
    return Person(
        id=person_id,
        last_name=person.last_name,
        first_name=person.first_name,
        middle_name=person.middle_name,
        personal_email=contact.personal_email,
        verification_status=VerificationStatus.NOT_VERIFIED,
    )


def _identity(person_id: UUID, person: PersonInput) -> PersonIdentity:
    return PersonIdentity(
        person_id=person_id,
        birth_date=person.birth_date,
        gender=person.gender,
        tax_id=person.tax_id,
        no_tax_id=person.no_tax_id,
        unzr=person.unzr,
    )


def document_rows(person_id: UUID, documents: Iterable[DocumentInput]) -> list[IdentityDocument]:
    """Give the rows of a person's documents."""
    return [
        IdentityDocument(
            id=uuid7(),
            person_id=person_id,
            type=each.type,
            number=each.number,
            issued_by=each.issued_by,
            issued_at=each.issued_at,
            expiration_date=each.expiration_date,
        )
        for each in documents
    ]


def subject_rows(person_id: UUID, person: PersonInput, pepper: bytes) -> list[PersonSubject]:
    """Give the keys under which signatures find the person: the tax number's, or the documents'."""
    if not person.no_tax_id:
        keys = {subject_key("RNOKPP", person.tax_id, pepper)}
    else:
        numbers = [person.tax_id, *(each.number for each in person.documents if each.type in _BOOKS)]
        keys = {subject_key("DOC", each, pepper) for each in numbers}
    return [PersonSubject(subject_key=key, person_id=person_id) for key in sorted(keys)]


async def insert_employees(
    tx: Transaction, facility_id: UUID, drafts: Sequence[EmployeeDraft]
) -> list[Employee]:
    """Write down employees of a facility with what they have learnt."""
    people = [each.person_id for each in drafts]
    rows = await tx.execute_query_dict(_ELSEWHERE, [people, facility_id])
    elsewhere = {row["person_id"] for row in rows}
    made = [_employee(facility_id, each, opens=each.person_id not in elsewhere) for each in drafts]
    with told(_FASTER):
        await Employee.bulk_create(made, using_db=tx)
    learnt = [(row.id, each.professional) for row, each in zip(made, drafts, strict=True)]
    await insert_professional(tx, [(id_, each) for id_, each in learnt if each is not None])
    return made


def _employee(facility_id: UUID, draft: EmployeeDraft, *, opens: bool) -> Employee:
    """Make the row; the identity of whom other facilities know opens when the person accepts."""
    learnt = draft.professional
    return Employee(
        id=uuid7(),
        facility_id=facility_id,
        person_id=draft.person_id,
        personnel_number=draft.personnel_number,
        employee_type=draft.employee_type,
        work_email=draft.contact.work_email,
        work_phones=stored_phones(draft.contact.phones),
        status=draft.status,
        start_date=draft.start_date,
        end_date=draft.end_date,
        about_myself=learnt.about_myself if learnt else None,
        working_experience=learnt.working_experience if learnt else None,
        identity_open=opens,
    )
