"""Rules for what is told of a person: names, numbers, birth date, documents, each and together (§1.0.2)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from commands.contacts import checked_phones
from commands.findings import Findings
from commands.people_input import ContactInput, DocumentInput, PersonInput
from models import DocumentType, Gender
from models.validators import (
    Accepted,
    Rejected,
    birth_date,
    document_dates,
    document_set,
    email,
    id_card,
    passport,
    person_name,
    tax_id,
    tax_id_substitute,
    text,
    unzr,
)
from models.validators.codes import DAY_ZERO

ISSUER_LENGTH_MAX = 300
NUMBER_LENGTH_MIN, NUMBER_LENGTH_MAX = 2, 25
DOCUMENTS_MAX = len(DocumentType)

_BOOKS = (DocumentType.PASSPORT, DocumentType.NATIONAL_ID)
"""The documents whose number stands for a refused tax number."""


def normal_person(findings: Findings, at: str, person: PersonInput) -> PersonInput:
    """Bring who somebody is into normal form, or note everything that is amiss."""
    today = findings.actor.today
    born = findings.checked(f"{at}.birthDate", birth_date(person.birth_date, today), person.birth_date)
    number = judged_number(findings, f"{at}.taxId", person)
    made = replace(
        person,
        last_name=findings.checked(f"{at}.lastName", person_name(person.last_name), person.last_name),
        first_name=findings.checked(f"{at}.firstName", person_name(person.first_name), person.first_name),
        middle_name=findings.optional(f"{at}.middleName", person.middle_name, person_name),
        birth_date=born,
        tax_id=number,
        unzr=findings.optional(f"{at}.unzr", person.unzr, lambda value: unzr(value, born)),
    )
    return replace(made, documents=normal_documents(findings, at, made))


def judged_number(findings: Findings, at: str, person: PersonInput) -> str:
    """Give the tax number, or the number of the document in its place (V-RNOKPP, V-NOTAX)."""
    if person.no_tax_id:
        return findings.checked(at, tax_id_substitute(person.tax_id), person.tax_id)
    return findings.checked(at, tax_id(person.tax_id, person.birth_date, person.gender), person.tax_id)


def normal_documents(findings: Findings, at: str, person: PersonInput) -> tuple[DocumentInput, ...]:
    """Bring a person's documents into normal form, and judge them together."""
    at_all = f"{at}.documents" if at else "documents"
    if not 1 <= len(person.documents) <= DOCUMENTS_MAX:
        findings.problem(
            at_all,
            "required" if not person.documents else "length",
            f"від одного до {DOCUMENTS_MAX} документів",
            f"one to {DOCUMENTS_MAX} documents",
        )
        return person.documents
    findings.checked(at_all, document_set([each.type for each in person.documents]), None)
    if person.unzr is None and DocumentType.NATIONAL_ID in {each.type for each in person.documents}:
        findings.problem(
            f"{at}.unzr" if at else "unzr",
            "required",
            "з ID-карткою потрібен УНЗР",
            "an ID card comes with the УНЗР",
        )
    made = tuple(
        _normal_document(findings, f"{at_all}[{place}]", each, person)
        for place, each in enumerate(person.documents)
    )
    if person.no_tax_id:
        _judge_substitute(findings, at_all, person.tax_id, made)
    return made


def _normal_document(findings: Findings, at: str, given: DocumentInput, person: PersonInput) -> DocumentInput:
    dates = document_dates(
        given.type, given.issued_at, given.expiration_date, person.birth_date, findings.actor.today
    )
    findings.checked(at, dates, None)
    return replace(
        given,
        number=_normal_number(findings, at, given),
        issued_by=findings.optional(f"{at}.issuedBy", given.issued_by, _issuer),
    )


def _normal_number(findings: Findings, at: str, given: DocumentInput) -> str:
    if given.type == DocumentType.PASSPORT:
        return findings.checked(at, passport(given.number), given.number)
    if given.type == DocumentType.NATIONAL_ID:
        # what else the card needs is judged beside, where it is told
        return findings.checked(at, id_card(given.number, dt.date.max, ""), given.number)
    value = findings.checked(f"{at}.number", text(given.number, NUMBER_LENGTH_MAX), given.number)
    if len(value) < NUMBER_LENGTH_MIN:
        findings.problem(f"{at}.number", "length", "щонайменше два знаки", "two characters at least")
    return value


def _judge_substitute(findings: Findings, at: str, number: str, documents: Sequence[DocumentInput]) -> None:
    """Judge that the number in place of a tax number is that of the passport or of the ID card."""
    if number not in {each.number for each in documents if each.type in _BOOKS}:
        findings.problem(
            at,
            "dependency",
            "без РНОКПП потрібен паспорт або ID-картка з номером, зазначеним замість нього",
            "without a tax number, the passport or ID card whose number stands in its place is needed",
        )


def _issuer(written: str) -> Accepted[str] | Rejected:
    return text(written, ISSUER_LENGTH_MAX)


def normal_contact(findings: Findings, at: str, contact: ContactInput) -> ContactInput:
    """Bring how to reach somebody into normal form, or note everything that is amiss."""
    if not contact.phones:
        findings.problem(f"{at}.phones", "required", "зазначте хоча б один телефон", "give a phone at least")
    return ContactInput(
        work_email=findings.checked(f"{at}.workEmail", email(contact.work_email), contact.work_email),
        phones=checked_phones(findings, f"{at}.phones", contact.phones),
        personal_email=findings.optional(f"{at}.personalEmail", contact.personal_email, email),
    )


def person_of_number(last_name: str, first_name: str, middle_name: str | None, number: str) -> PersonInput:
    """Give a person of whom only the names and the tax number are told: it says birth date and gender.

    The number is a valid РНОКПП of ten digits.
    """
    return PersonInput(
        last_name=last_name,
        first_name=first_name,
        middle_name=middle_name,
        birth_date=DAY_ZERO + dt.timedelta(days=int(number[:5])),
        gender=Gender.MALE if int(number[8]) % 2 else Gender.FEMALE,
        tax_id=number,
        documents=(),
    )
