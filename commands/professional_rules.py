"""Rules for what is told of somebody's education and qualification (§1.0.5, US-E7)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, TypeVar

from commands.employee_types import DEGREES, NOT_MAIN, PROFESSIONAL, QUALIFICATIONS
from commands.findings import Findings
from commands.professional_input import ProfessionalInput, SpecialityInput
from models import EmployeeType
from models.validators import text

T = TypeVar("T")

PARTS_MAX = 20
EXPERIENCE_MAX = 80
ABOUT_LENGTH_MAX = 2000

_LENGTHS: Mapping[str, int] = MappingProxyType(
    {
        "country": 100,
        "city": 100,
        "institution_name": 300,
        "diploma_number": 50,
        "speciality": 200,
        "certificate_number": 50,
        "additional_info": 500,
        "attestation_name": 300,
    }
)
_ENDS: Mapping[str, str] = MappingProxyType({"valid_to": "issued_date", "valid_to_date": "attestation_date"})
_PAST = ("issued_date", "attestation_date")


async def normal_professional(
    findings: Findings, at: str, given: ProfessionalInput, employee_type: EmployeeType
) -> ProfessionalInput:
    """Bring what somebody has learnt into normal form, or note everything that is amiss."""
    return replace(
        given,
        educations=normal_educations(findings, f"{at}.educations", given.educations, employee_type),
        qualifications=normal_qualifications(
            findings, f"{at}.qualifications", given.qualifications, employee_type
        ),
        specialities=await normal_specialities(
            findings, f"{at}.specialities", given.specialities, employee_type
        ),
        science_degree=normal_part(findings, f"{at}.scienceDegree", given.science_degree),
        about_myself=normal_about(findings, f"{at}.aboutMyself", given.about_myself),
        working_experience=normal_experience(findings, f"{at}.workingExperience", given.working_experience),
    )


def judge_allowed(
    findings: Findings, at: str, given: ProfessionalInput | None, employee_type: EmployeeType
) -> None:
    """Judge whether the registry keeps anything of the kind for an employee of the kind, or must."""
    if given is None and employee_type == EmployeeType.DOCTOR:
        findings.problem(
            at, "required", "для лікаря потрібні освіта і спеціальність", "a doctor's education is needed"
        )
    if given is not None and employee_type not in PROFESSIONAL:
        findings.problem(
            at,
            "exclusion",
            f"для працівника виду «{employee_type.title_uk}» освіту й кваліфікацію не зазначають",
            "field doctor is not allowed",
            tuple(sorted(PROFESSIONAL)),
        )


def normal_educations(findings: Findings, at: str, given: tuple[T, ...], kind: EmployeeType) -> tuple[T, ...]:
    """Judge diplomas, at least one, each of a degree that the kind of employee has."""
    if not given:
        findings.problem(at, "required", "зазначте хоча б один диплом", "give a diploma at least")
    _judge_listed(findings, at, given, "degree", DEGREES.get(kind), "education degree", kind)
    return _normal_parts(findings, at, given)


def normal_qualifications(
    findings: Findings, at: str, given: tuple[T, ...], kind: EmployeeType
) -> tuple[T, ...]:
    """Judge further training, each of a sort that the kind of employee has."""
    _judge_listed(findings, at, given, "type", QUALIFICATIONS.get(kind), "qualification type", kind)
    return _normal_parts(findings, at, given)


async def normal_specialities(
    findings: Findings, at: str, given: tuple[SpecialityInput, ...], kind: EmployeeType
) -> tuple[SpecialityInput, ...]:
    """Judge specialities: of a doctor exactly one is the main one, of anybody else at most one."""
    main = [each.speciality for each in given if each.speciality_officio]
    if not main and kind == EmployeeType.DOCTOR:
        findings.problem(
            at,
            "required",
            "лікар повинен мати одну основну спеціальність",
            "employee doesn't have speciality with active speciality_officio",
        )
    if len(main) > 1:
        findings.problem(
            at,
            "unique",
            "основна спеціальність може бути лише одна",
            "employee have more than one speciality with active speciality_officio",
        )
    for place, each in enumerate(given):
        await findings.title(f"{at}[{place}].speciality", "SPECIALITY_TYPE", each.speciality)
        if each.speciality_officio and each.speciality in NOT_MAIN.get(kind, frozenset()):
            findings.problem(
                f"{at}[{place}].speciality",
                "inclusion",
                f"ця спеціальність не може бути основною для виду «{kind.title_uk}»",
                f"speciality {each.speciality} with active speciality_officio is not allowed for {kind}",
            )
    return _normal_parts(findings, at, given)


def normal_about(findings: Findings, at: str, given: str | None) -> str | None:
    """Judge what somebody says of themselves."""
    return findings.optional(at, given, lambda value: text(value, ABOUT_LENGTH_MAX))


def normal_experience(findings: Findings, at: str, given: int | None) -> int | None:
    """Judge how many years somebody has worked."""
    if given is not None and not 0 < given <= EXPERIENCE_MAX:
        findings.problem(
            at,
            "number",
            f"ціле число років від 1 до {EXPERIENCE_MAX}",
            f"a number of years from 1 to {EXPERIENCE_MAX}",
        )
    return given


def _judge_listed(
    findings: Findings,
    at: str,
    given: Sequence[Any],  # parts of one kind
    field: str,
    allowed: frozenset[Any] | None,
    words_en: str,
    kind: EmployeeType,
) -> None:
    """Judge that a coded field of every part is one of those allowed, where they are limited."""
    for place, each in enumerate(given):
        value = getattr(each, field)
        if allowed is not None and value not in allowed:
            findings.problem(
                f"{at}[{place}].{field}",
                "inclusion",
                f"«{value.title_uk}» не приймають для виду «{kind.title_uk}»",
                f"{words_en} {value} is not allowed for {kind.lower()}",
                tuple(sorted(each.value for each in allowed)),
            )


def _normal_parts(findings: Findings, at: str, given: tuple[T, ...]) -> tuple[T, ...]:
    if len(given) > PARTS_MAX:
        findings.problem(at, "length", f"не більше як {PARTS_MAX}", f"at most {PARTS_MAX}", (str(PARTS_MAX),))
    return tuple(
        made
        for place, each in enumerate(given)
        if (made := normal_part(findings, f"{at}[{place}]", each)) is not None
    )


def normal_part(findings: Findings, at: str, part: T | None) -> T | None:
    """Bring one diploma, course, speciality or degree into normal form: its texts, then its dates."""
    if part is None:
        return None
    given: Any = part  # any of the four
    changes: dict[str, object] = {}
    for each in fields(given):
        value, place = getattr(given, each.name), f"{at}.{_key(each.name)}"
        if isinstance(value, str) and each.name in _LENGTHS and not _is_code(given, each.name):
            changes[each.name] = findings.checked(place, text(value, _LENGTHS[each.name]), value)
        if isinstance(value, dt.date):
            _judge_date(findings, place, each.name, value, given)
    made: T = replace(given, **changes)
    return made


def _is_code(part: object, name: str) -> bool:
    return isinstance(part, SpecialityInput) and name == "speciality"


def _judge_date(findings: Findings, at: str, name: str, day: dt.date, part: object) -> None:
    if name in _PAST and day > findings.actor.today:
        findings.problem(at, "date", "дата в майбутньому", "the date is in the future")
    begun = getattr(part, _ENDS[name]) if name in _ENDS else None
    if begun is not None and day < begun:
        findings.problem(at, "date", "раніше, ніж видано", "before it was given")


def _key(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
