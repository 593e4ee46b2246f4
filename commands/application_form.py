"""Rules for what an application says: in normal form, or everything that is amiss with it (US-K1)."""

from dataclasses import fields, replace
from typing import TypeVar

from commands.application_input import AdministratorInput, ApplicationForm, HeadInput, NameInput
from commands.contacts import PhoneInput, checked_address, checked_phones, stored_address, stored_phones
from commands.findings import Findings
from commands.people import ContactInput, PersonInput, person_of_number
from models.validators import (
    Accepted,
    Rejected,
    birth_date,
    email,
    organisation_name,
    organisation_name_en,
    person_name,
    tax_id,
    website,
)

SHORT_NAME_LENGTH_MAX = 200
HEAD_POSITIONS = frozenset({"P1", "P2", "P3", "P4", "P5", "P23", "P24", "P25", "P26"})

F = TypeVar("F", bound=ApplicationForm)
P = TypeVar("P", HeadInput, AdministratorInput)


async def normal_form(findings: Findings, form: F, kind_code: str) -> F:
    """Bring a form into normal form, with everything filled in that was left out."""
    legal = checked_address(findings, "legalAddress", form.legal_address) or form.legal_address
    head = await normal_head(findings, "head", form.head)
    administrator = _administrating(head)
    if form.administrator is not None:
        administrator = normal_person(findings, "administrator", form.administrator)
    made = replace(
        form,
        name_full=findings.checked("nameFull", organisation_name(form.name_full), form.name_full),
        name_short=findings.checked("nameShort", short_name(form.name_short), form.name_short),
        name_full_en=findings.checked(
            "nameFullEn", organisation_name_en(form.name_full_en), form.name_full_en
        ),
        name_short_en=findings.optional("nameShortEn", form.name_short_en, short_name_en),
        legal_address=legal,
        actual_address=checked_address(findings, "actualAddress", form.actual_address) or legal,
        email=findings.checked("email", email(form.email), form.email),
        phones=needed_phones(findings, "phones", form.phones),
        website=findings.optional("website", form.website, website),
        head=head,
        administrator=administrator,
        chief_accountant=normal_name(findings, "chiefAccountant", form.chief_accountant),
    )
    _judge_two_people(findings, head, administrator)
    _judge_transfusion(findings, made, kind_code)
    return made


async def normal_head(findings: Findings, at: str, given: HeadInput) -> HeadInput:
    """Bring a head into normal form, whose position is one of those that head a facility."""
    if given.position_code in HEAD_POSITIONS:
        await findings.title(f"{at}.positionCode", "POSITION", given.position_code)
    else:
        findings.problem(
            f"{at}.positionCode",
            "inclusion",
            "керівник закладу не обіймає такої посади",
            "no head of a facility holds such a position",
            tuple(sorted(HEAD_POSITIONS)),
        )
    return normal_person(findings, at, given)


def normal_person(findings: Findings, at: str, given: P) -> P:
    """Bring a head or an administrator into normal form; the tax number tells what was left out."""
    verdict = tax_id(given.tax_id, given.birth_date, given.gender)
    number = findings.checked(f"{at}.taxId", verdict, given.tax_id)
    born, gender = given.birth_date, given.gender
    if isinstance(verdict, Accepted):
        told = person_of_number(given.last_name, given.first_name, None, number)
        born, gender = born or told.birth_date, gender or told.gender
    if born is not None:
        born = findings.checked(f"{at}.birthDate", birth_date(born, findings.actor.today), born)
    return replace(
        given,
        last_name=findings.checked(f"{at}.lastName", person_name(given.last_name), given.last_name),
        first_name=findings.checked(f"{at}.firstName", person_name(given.first_name), given.first_name),
        middle_name=findings.optional(f"{at}.middleName", given.middle_name, person_name),
        tax_id=number,
        birth_date=born,
        gender=gender,
        email=findings.checked(f"{at}.email", email(given.email), given.email),
        phones=needed_phones(findings, f"{at}.phones", given.phones),
    )


def normal_name(findings: Findings, at: str, given: NameInput | None) -> NameInput | None:
    """Bring a name into normal form."""
    if given is None:
        return None
    return NameInput(
        findings.checked(f"{at}.lastName", person_name(given.last_name), given.last_name),
        findings.checked(f"{at}.firstName", person_name(given.first_name), given.first_name),
        findings.optional(f"{at}.middleName", given.middle_name, person_name),
    )


def needed_phones(findings: Findings, at: str, given: tuple[PhoneInput, ...]) -> tuple[PhoneInput, ...]:
    """Bring phones into normal form, of which there is one at least."""
    if not given:
        findings.problem(at, "required", "зазначте хоча б один телефон", "give a phone at least")
    return checked_phones(findings, at, given)


def short_name(written: str) -> Accepted[str] | Rejected:
    """Give a short name of a facility in its normal form."""
    return organisation_name(written, SHORT_NAME_LENGTH_MAX)


def short_name_en(written: str) -> Accepted[str] | Rejected:
    """Give a short English name of a facility in its normal form."""
    return organisation_name_en(written, SHORT_NAME_LENGTH_MAX)


def full_name(given: NameInput | None) -> str | None:
    """Give a name in one line."""
    if given is None:
        return None
    return " ".join(part for part in (given.last_name, given.first_name, given.middle_name) if part)


def person_told(given: HeadInput | AdministratorInput) -> tuple[PersonInput, ContactInput]:
    """Give a head or an administrator in normal form as acts write down people."""
    assert given.birth_date is not None, "the normal form has it"
    assert given.gender is not None, "the normal form has it"
    person = PersonInput(
        last_name=given.last_name,
        first_name=given.first_name,
        middle_name=given.middle_name,
        birth_date=given.birth_date,
        gender=given.gender,
        tax_id=given.tax_id,
        documents=(),
    )
    return person, ContactInput(given.email, given.phones)


def columns_of(form: ApplicationForm) -> dict[str, object]:
    """Give a form in normal form as the columns of an application hold it."""
    assert form.administrator is not None, "the normal form has it"
    return {
        "name_full": form.name_full,
        "name_short": form.name_short,
        "name_full_en": form.name_full_en,
        "name_short_en": form.name_short_en,
        "legal_address": stored_address(form.legal_address),
        "actual_address": stored_address(form.actual_address),
        "email": form.email,
        "phones": stored_phones(form.phones),
        "website": form.website,
        "transfusion_declared": form.transfusion_declared,
        "chief_accountant_name": full_name(form.chief_accountant),
        "head_position_code": form.head.position_code,
        **_person_columns("head", form.head),
        **_person_columns("administrator", form.administrator),
    }


def _person_columns(role: str, given: HeadInput | AdministratorInput) -> dict[str, object]:
    return {
        f"{role}_last_name": given.last_name,
        f"{role}_first_name": given.first_name,
        f"{role}_middle_name": given.middle_name,
        f"{role}_tax_id": given.tax_id,
        f"{role}_birth_date": given.birth_date,
        f"{role}_gender": given.gender,
        f"{role}_email": given.email,
        f"{role}_phones": stored_phones(given.phones),
    }


def _administrating(head: HeadInput) -> AdministratorInput:
    """Give the head as the administrator of the facility."""
    return AdministratorInput(**{each.name: getattr(head, each.name) for each in fields(AdministratorInput)})


def _judge_two_people(findings: Findings, head: HeadInput, administrator: AdministratorInput) -> None:
    """Judge that head and administrator are either two people or, in everything, one."""
    if head.tax_id == administrator.tax_id:
        if _administrating(head) != administrator:
            findings.problem(
                "administrator",
                "invalid",
                "адміністратор із РНОКПП керівника має бути в усьому ним самим: не вказуйте його",
                "an administrator with the head's tax number is the head in everything: leave it out",
            )
    elif head.email == administrator.email:
        findings.problem(
            "administrator.email",
            "unique",
            "у керівника та адміністратора мають бути різні адреси",
            "head and administrator need different addresses",
        )


def _judge_transfusion(findings: Findings, form: ApplicationForm, kind_code: str) -> None:
    if kind_code == "TRANSFUSION_FACILITY" and not form.transfusion_declared:
        findings.problem(
            "transfusionDeclared",
            "invalid",
            "закладу, що не надає послуг із трансфузії, реєстрація не потрібна",
            "a facility that does not transfuse needs no registration",
        )
