"""A wrong tax number or birth date is proposed for correction by the facility (US-X3).

The person stays the same; a registrar decides, and names the digest of what was signed here.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import UNCHANGED, Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, Unchanged
from commands.employee_names import given_of
from commands.employee_rows import Seen, employee_row, hold_employee, judge_here, judge_open
from commands.findings import Findings
from commands.people_input import PersonInput
from commands.person_rules import judged_number
from commands.premises import Premises
from commands.wording import sentence
from commands.written import told
from errors import Conflict
from models import CorrectionStatus, Gender, IdentityCorrection, PersonIdentity
from models.validators import Accepted, Rejected, birth_date, text, unzr
from permissions.catalogue import EMPLOYEE

REASON_LENGTH_MAX = 500

_OPEN_HERE = """
SELECT 1 FROM identity_correction WHERE person_id = $1 AND facility_id = $2 AND status = 'PROPOSED'
"""
_OPEN = Conflict(
    "виправлення даних цієї особи вже чекає на рішення",
    "a correction of this person's data waits for a decision already",
    evidence={"path": "$.input.employeeId", "reason": "CORRECTION_OPEN"},
)


@dataclass(frozen=True, slots=True)
class ProposeIdentityCorrection:
    """What is wrong about somebody's identity, and what is right; what is left out stays."""

    employee_id: Annotated[UUID, Asked("Працівник", "Employee")]
    reason: Annotated[str, Asked("Підстава", more="який документ свідчить про помилку")]
    tax_id: Annotated[
        str | Unchanged, Asked("Правильний РНОКПП", more="або номер паспорта замість нього")
    ] = UNCHANGED
    no_tax_id: Annotated[bool | Unchanged, Asked("Відмова від РНОКПП")] = UNCHANGED
    birth_date: Annotated[dt.date | Unchanged, Asked("Правильна дата народження")] = UNCHANGED
    gender: Annotated[Gender | Unchanged, Asked("Правильна стать")] = UNCHANGED
    unzr: Annotated[str | Unchanged | None, Asked("Правильний УНЗР")] = UNCHANGED


@dataclass(frozen=True, slots=True)
class Proposed:
    """Whose identity is corrected: as it is, and as it is to be."""

    seen: Seen
    former: PersonIdentity
    right: PersonInput


async def _judge(
    tx: Transaction, actor: Actor, wish: ProposeIdentityCorrection, premises: Premises
) -> Examined[ProposeIdentityCorrection, Proposed]:
    findings = Findings(tx, actor)
    wish = replace(wish, reason=findings.checked("reason", _reason(wish.reason), wish.reason))
    if not given_of(replace(wish, reason=UNCHANGED)):  # type: ignore[arg-type]  # never kept
        findings.problem("", "required", "зазначте, що виправити", "say what to correct")
    seen = await employee_row(findings, wish.employee_id, [EMPLOYEE.identity_update])
    if seen is None:
        return findings.examined(wish)
    judge_here(findings, seen.employee)
    judge_open(findings, seen.employee)
    if findings.hinder:
        return findings.examined(wish)
    former = await PersonIdentity.get(person_id=seen.employee.person_id, using_db=tx)
    wish, right = _right(findings, wish, seen, former)
    if await tx.execute_query_dict(_OPEN_HERE, [former.person_id, seen.employee.facility_id]):
        findings.refusals.append(_OPEN)
    headline = (
        f"Подати реєстраторові виправлення даних особи: {seen.name}, заклад «{premises.name}»;"
        " до рішення нічого не зміниться"
    )
    said = sentence(headline, wish, {"employee_id": seen.name})
    return findings.examined(wish, said, Proposed(seen, former, right))


def _right(
    findings: Findings, wish: ProposeIdentityCorrection, seen: Seen, former: PersonIdentity
) -> tuple[ProposeIdentityCorrection, PersonInput]:
    """Judge the identity as it is to be, all of it together."""
    born = former.birth_date
    if wish.birth_date is not UNCHANGED:
        born = findings.checked("birthDate", birth_date(wish.birth_date, findings.actor.today), born)
    person = PersonInput(
        last_name=seen.employee.last_name,
        first_name=seen.employee.first_name,
        birth_date=born,
        gender=former.gender if wish.gender is UNCHANGED else wish.gender,
        tax_id=(former.tax_id or "") if wish.tax_id is UNCHANGED else wish.tax_id,
        documents=(),
        no_tax_id=former.no_tax_id if wish.no_tax_id is UNCHANGED else wish.no_tax_id,
        unzr=former.unzr if wish.unzr is UNCHANGED else wish.unzr,
    )
    person = replace(
        person,
        tax_id=judged_number(findings, "taxId", person),
        unzr=findings.optional("unzr", person.unzr, lambda value: unzr(value, born)),
    )
    if _is_same(person, former) and not findings.hinder:
        findings.problem("", "invalid", "це ті самі дані", "these are the same data")
    if wish.tax_id is not UNCHANGED:
        wish = replace(wish, tax_id=person.tax_id)
    if wish.unzr is not UNCHANGED:
        wish = replace(wish, unzr=person.unzr)
    return wish, person


def _is_same(person: PersonInput, former: PersonIdentity) -> bool:
    names = ("tax_id", "no_tax_id", "birth_date", "gender", "unzr")
    return all(getattr(person, name) == getattr(former, name) for name in names)


async def _propose(
    tx: Transaction, actor: Actor, wish: ProposeIdentityCorrection, proposed: Proposed
) -> Outcome:
    assert actor.payload_sha256 is not None, "what is performed was signed"
    employee, former, right = proposed.seen.employee, proposed.former, proposed.right
    correction_id = uuid7()
    with told({"identity_correction_one_open": _OPEN}):
        await IdentityCorrection.create(
            using_db=tx,
            id=correction_id,
            facility_id=employee.facility_id,
            employee_id=employee.id,
            person_id=employee.person_id,
            status=CorrectionStatus.PROPOSED,
            former_tax_id=former.tax_id,
            former_no_tax_id=former.no_tax_id,
            former_birth_date=former.birth_date,
            former_gender=former.gender,
            tax_id=right.tax_id,
            no_tax_id=right.no_tax_id,
            birth_date=right.birth_date,
            gender=right.gender,
            unzr=right.unzr,
            reason=wish.reason,
            payload_sha256=actor.payload_sha256,
            proposed_by_id=actor.person,
        )
    created = Change("IdentityCorrection", correction_id, 1, ChangeKind.CREATED)
    return Outcome({"identityCorrection": correction_id}, (created,))


def _reason(written: str) -> Accepted[str] | Rejected:
    return text(written, REASON_LENGTH_MAX)


PROPOSE_IDENTITY_CORRECTION = Act(
    "proposeIdentityCorrection",
    "Подати виправлення даних особи",
    ProposeIdentityCorrection,
    EMPLOYEE.identity_update,
    {"identityCorrection": "IdentityCorrection"},
    _judge,
    _propose,
    lock=hold_employee,
)
