"""What somebody has learnt is told anew; own words wait for the personnel office (US-X2)."""

from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import UNCHANGED, Act, Actor, Asked, Examined, Outcome, Unchanged, forbidden
from commands.employee_names import given_of
from commands.employee_rows import Seen, employee_row, hold_employee, judge_here, updated
from commands.employee_types import PROFESSIONAL
from commands.findings import Findings
from commands.premises import Premises
from commands.professional_input import (
    EducationInput,
    QualificationInput,
    ScienceDegreeInput,
    SpecialityInput,
)
from commands.professional_rows import replace_professional
from commands.professional_rules import (
    normal_about,
    normal_educations,
    normal_experience,
    normal_part,
    normal_qualifications,
    normal_specialities,
)
from commands.wording import sentence
from errors import Conflict
from models import EmployeeType
from permissions.catalogue import EMPLOYEE


@dataclass(frozen=True, slots=True)
class UpdateEmployeeProfessional:
    """What changes of what somebody has learnt: a list is replaced whole, null empties a field."""

    employee_id: Annotated[UUID, Asked("Працівник", "Employee")]
    educations: Annotated[tuple[EducationInput, ...] | Unchanged, Asked("Освіта")] = UNCHANGED
    qualifications: Annotated[
        tuple[QualificationInput, ...] | Unchanged, Asked("Підвищення кваліфікації")
    ] = UNCHANGED
    specialities: Annotated[tuple[SpecialityInput, ...] | Unchanged, Asked("Спеціальності")] = UNCHANGED
    science_degree: Annotated[
        ScienceDegreeInput | Unchanged | None, Asked("Науковий ступінь", more="null вилучає його")
    ] = UNCHANGED
    about_myself: Annotated[str | Unchanged | None, Asked("Про себе")] = UNCHANGED
    working_experience: Annotated[int | Unchanged | None, Asked("Стаж, років")] = UNCHANGED


@dataclass(frozen=True, slots=True)
class ConfirmProfessional:
    """Whose words about what they have learnt are confirmed."""

    employee_id: Annotated[UUID, Asked("Працівник", "Employee")]


async def _judge(
    tx: Transaction, actor: Actor, wish: UpdateEmployeeProfessional, premises: Premises
) -> Examined[UpdateEmployeeProfessional, Seen]:
    findings = Findings(tx, actor)
    if not given_of(wish):
        findings.problem("", "required", "зазначте, що змінити", "say what to change")
    seen = await employee_row(findings, wish.employee_id, [EMPLOYEE.professional_update])
    if seen is None:
        return findings.examined(wish)
    kind = seen.employee.employee_type
    judge_here(findings, seen.employee)
    if kind not in PROFESSIONAL:
        findings.problem(
            "",
            "exclusion",
            f"для працівника виду «{kind.title_uk}» освіту й кваліфікацію не зазначають",
            "field doctor is not allowed",
            tuple(sorted(PROFESSIONAL)),
        )
    wish = await _normal(findings, wish, kind)
    headline = f"Змінити освіту та кваліфікацію працівника: {seen.name}, заклад «{premises.name}»"
    said = sentence(headline, wish, {"employee_id": seen.name})
    if not seen.may_for_facility(actor, EMPLOYEE.professional_update):
        said = f"{said} Зміни діятимуть як не підтверджені, доки їх не підтвердить відділ кадрів."
    return findings.examined(wish, said, seen)


async def _normal(
    findings: Findings, wish: UpdateEmployeeProfessional, kind: EmployeeType
) -> UpdateEmployeeProfessional:
    """Bring what is given into normal form."""
    given: dict[str, Any] = {}
    if wish.educations is not UNCHANGED:
        given["educations"] = normal_educations(findings, "educations", wish.educations, kind)
    if wish.qualifications is not UNCHANGED:
        given["qualifications"] = normal_qualifications(findings, "qualifications", wish.qualifications, kind)
    if wish.specialities is not UNCHANGED:
        given["specialities"] = await normal_specialities(findings, "specialities", wish.specialities, kind)
    if wish.science_degree is not UNCHANGED:
        given["science_degree"] = normal_part(findings, "scienceDegree", wish.science_degree)
    if wish.about_myself is not UNCHANGED:
        given["about_myself"] = normal_about(findings, "aboutMyself", wish.about_myself)
    if wish.working_experience is not UNCHANGED:
        given["working_experience"] = normal_experience(
            findings, "workingExperience", wish.working_experience
        )
    return replace(wish, **given)


async def _update(tx: Transaction, actor: Actor, wish: UpdateEmployeeProfessional, seen: Seen) -> Outcome:
    given = given_of(wish)
    await replace_professional(tx, seen.employee.id, given)
    columns = {name: given[name] for name in ("about_myself", "working_experience") if name in given}
    confirmed = seen.may_for_facility(actor, EMPLOYEE.professional_update)
    change = await updated(tx, seen.employee, **columns, professional_confirmed=confirmed)
    return Outcome({"employee": seen.employee.id}, (change,))


async def _judge_confirmation(
    tx: Transaction, actor: Actor, wish: ConfirmProfessional, premises: Premises
) -> Examined[ConfirmProfessional, Seen]:
    findings = Findings(tx, actor)
    seen = await employee_row(findings, wish.employee_id, [EMPLOYEE.professional_update])
    if seen is None:
        return findings.examined(wish)
    judge_here(findings, seen.employee)
    if not seen.may_for_facility(actor, EMPLOYEE.professional_update):
        findings.refusals.append(
            forbidden(EMPLOYEE.professional_update, path="$.input.employeeId", scope="FACILITY")
        )
    elif seen.employee.professional_confirmed:
        findings.refusals.append(
            Conflict("тут нічого підтверджувати", "there is nothing to confirm here", evidence={})
        )
    headline = f"Підтвердити освіту та кваліфікацію працівника: {seen.name}, заклад «{premises.name}»"
    return findings.examined(wish, sentence(headline, wish, {"employee_id": seen.name}), seen)


async def _confirm(tx: Transaction, _actor: Actor, _wish: ConfirmProfessional, seen: Seen) -> Outcome:
    change = await updated(tx, seen.employee, professional_confirmed=True)
    return Outcome({"employee": seen.employee.id}, (change,))


UPDATE_EMPLOYEE_PROFESSIONAL = Act(
    "updateEmployeeProfessional",
    "Змінити освіту та кваліфікацію працівника",
    UpdateEmployeeProfessional,
    EMPLOYEE.professional_update,
    {"employee": "Employee"},
    _judge,
    _update,
    lock=hold_employee,
)
CONFIRM_PROFESSIONAL = Act(
    "confirmProfessional",
    "Підтвердити освіту та кваліфікацію працівника",
    ConfirmProfessional,
    EMPLOYEE.professional_update,
    {"employee": "Employee"},
    _judge_confirmation,
    _confirm,
    lock=hold_employee,
)
