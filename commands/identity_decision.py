"""A registrar decides on a correction of somebody's identity (US-X3).

The decision names the digest of what the proposer signed, so that both signatures are about the same data.
Whoever signs afterwards is known by the new number, and all sessions of the person end: the one who had them
may be another one than the number now names.
"""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.employee_documents import renew_subjects
from commands.employee_names import updated_person
from commands.findings import Findings, not_found
from commands.identity_proposal import REASON_LENGTH_MAX
from commands.leaving import end_all_sessions
from commands.letters import Letter, LetterKind, post
from commands.notices import tell
from commands.people_input import DocumentInput, PersonInput
from commands.premises import Premises
from commands.wording import sentence
from commands.written import told
from errors import Conflict, DutiesConflict
from models import CorrectionStatus, Employee, IdentityCorrection, IdentityDocument, PersonIdentity
from models.validators import Accepted, Rejected, text
from permissions.catalogue import IDENTITY_CORRECTION
from permissions.decision import Whereabouts, may
from permissions.duties import Duty, duties_conflict

_HOLD = "SELECT person_id FROM identity_correction WHERE id = $1 FOR NO KEY UPDATE"
_HOLD_PERSON = "SELECT FROM person WHERE id = $1 FOR NO KEY UPDATE"
_SAME_BOOK = """
UPDATE identity_document SET number = $3
WHERE person_id = $1 AND type IN ('PASSPORT', 'NATIONAL_ID') AND number = $2
"""
_NAMED = {
    "person_identity_tax_id": Conflict(
        "цей номер у реєстрі вже має інша особа", "another person in the registry has this number"
    ),
    "person_identity_unzr": Conflict(
        "цей УНЗР у реєстрі вже має інша особа", "another person in the registry has this УНЗР"
    ),
    "person_subject_pkey": Conflict(
        "за цим номером у реєстрі вже знаходять іншу особу",
        "another person in the registry is found by this number",
    ),
    "identity_document_number_format": Conflict(
        "номер не того виду, що документ, який він замінює; спершу змініть документи",
        "the number is of another kind than the document that bears it; change the documents first",
    ),
}


@dataclass(frozen=True, slots=True)
class DecideIdentityCorrection:
    """Which correction is decided, and how."""

    correction_id: Annotated[UUID, Asked("Виправлення", "IdentityCorrection")]
    payload_sha256: Annotated[
        str, Asked("SHA-256 того, що підписав подавач", more="64 шістнадцяткові цифри, payloadSha256")
    ]
    approve: Annotated[bool, Asked("Схвалити")]
    comment: Annotated[str | None, Asked("Пояснення", more="для відмови обов’язкове")] = None


async def _hold(tx: Transaction, wish: DecideIdentityCorrection) -> None:
    for row in await tx.execute_query_dict(_HOLD, [wish.correction_id]):
        await tx.execute_query_dict(_HOLD_PERSON, [row["person_id"]])


async def _judge(
    tx: Transaction, actor: Actor, wish: DecideIdentityCorrection, _premises: Premises
) -> Examined[DecideIdentityCorrection, IdentityCorrection]:
    findings = Findings(tx, actor)
    wish = replace(
        wish,
        payload_sha256=wish.payload_sha256.strip().lower(),
        comment=findings.optional("comment", wish.comment, _comment),
    )
    if not wish.approve and wish.comment is None:
        findings.problem("comment", "required", "поясніть відмову", "explain the rejection")
    found = await IdentityCorrection.get_or_none(id=wish.correction_id, using_db=tx)
    if found is None or not may(actor.access, IDENTITY_CORRECTION.read, Whereabouts(found.facility_id)):
        findings.refusals.append(not_found("correctionId"))
        return findings.examined(wish)
    findings.saw("IdentityCorrection", found.id, found.version)
    _judge_standing(findings, found)
    if wish.payload_sha256 != found.payload_sha256.hex():
        findings.problem(
            "payloadSha256",
            "invalid",
            "це не відбиток того, що підписав подавач",
            "it is not the digest of what the proposer signed",
        )
    if wish.approve and not findings.hinder:
        await _judge_former(findings, found)
    employee = await Employee.get(id=found.employee_id, using_db=tx)
    name = " ".join(filter(None, (employee.last_name, employee.first_name, employee.middle_name)))
    return findings.examined(wish, _said(wish, found, name), found)


def _judge_standing(findings: Findings, found: IdentityCorrection) -> None:
    """Judge that the correction waits, and that whoever decides is neither its author nor its subject."""
    actor = findings.actor
    if found.status != CorrectionStatus.PROPOSED:
        findings.refusals.append(
            Conflict(
                f"рішення вже є: {found.status.title_uk.lower()}",
                f"it is decided already: {found.status.lower()}",
                evidence={"status": found.status.value},
            )
        )
    done = [(Duty.CORRECTION_PROPOSED, found.proposed_by_id)]
    findings.refusals += duties_conflict(actor.person, Duty.CORRECTION_DECIDED, done)
    if found.person_id == actor.person:
        findings.refusals.append(
            DutiesConflict("це виправлення — ваших даних", "this correction is of your own data")
        )


async def _judge_former(findings: Findings, found: IdentityCorrection) -> None:
    """Judge that the identity is still what the proposer saw."""
    identity = await PersonIdentity.get(person_id=found.person_id, using_db=findings.tx)
    former = (found.former_tax_id, found.former_no_tax_id, found.former_birth_date, found.former_gender)
    if former != (identity.tax_id, identity.no_tax_id, identity.birth_date, identity.gender):
        findings.refusals.append(
            Conflict(
                "дані особи змінилися після подання; відхиліть це виправлення",
                "the person's data changed after the proposal; reject this correction",
            )
        )


def _said(wish: DecideIdentityCorrection, found: IdentityCorrection, name: str) -> str:
    verb = "Схвалити" if wish.approve else "Відхилити"
    before = f"{found.former_tax_id or '—'}, {found.former_birth_date:%d.%m.%Y}"
    after = f"{found.tax_id}, {found.birth_date:%d.%m.%Y}"
    headline = f"{verb} виправлення даних особи {name}: було {before}, має бути {after}"
    return sentence(headline, wish, {"correction_id": name})


async def _decide(
    tx: Transaction, actor: Actor, wish: DecideIdentityCorrection, found: IdentityCorrection
) -> Outcome:
    found.status = CorrectionStatus.APPROVED if wish.approve else CorrectionStatus.REJECTED
    found.decided_by_id, found.decided_at, found.comment = actor.person, actor.now, wish.comment
    found.version += 1
    columns = ["status", "decided_by_id", "decided_at", "comment", "version", "updated_at"]
    await found.save(using_db=tx, update_fields=columns)
    changes = [Change("IdentityCorrection", found.id, found.version, ChangeKind.UPDATED)]
    if wish.approve:
        changes.append(await _correct(tx, actor, found))
    await _inform(tx, wish, found)
    return Outcome({"identityCorrection": found.id}, tuple(changes))


async def _correct(tx: Transaction, actor: Actor, found: IdentityCorrection) -> Change:
    person_id = found.person_id
    with told(_NAMED):
        if found.no_tax_id and found.former_tax_id is not None:
            await tx.execute_query(_SAME_BOOK, [person_id, found.former_tax_id, found.tax_id])
        await (
            PersonIdentity.filter(person_id=person_id)
            .using_db(tx)
            .update(
                tax_id=found.tax_id,
                no_tax_id=found.no_tax_id,
                birth_date=found.birth_date,
                gender=found.gender,
                unzr=found.unzr,
            )
        )
        await renew_subjects(tx, person_id, await _person(tx, found), actor.means.pepper)
    await end_all_sessions(tx, person_id, actor.now)
    return await updated_person(tx, actor, person_id)


async def _person(tx: Transaction, found: IdentityCorrection) -> PersonInput:
    """Give the corrected person as the keys of signatures are made of it."""
    rows = await IdentityDocument.filter(person_id=found.person_id).using_db(tx)
    documents = tuple(DocumentInput(each.type, each.number) for each in rows)
    return PersonInput("", "", found.birth_date, found.gender, found.tax_id, documents, None, found.no_tax_id)


async def _inform(tx: Transaction, wish: DecideIdentityCorrection, found: IdentityCorrection) -> None:
    """Tell the person by letter, and the proposer inside the system."""
    employee = await Employee.get(id=found.employee_id, using_db=tx)
    said = {"decision": found.status.title_uk.lower()}
    if wish.comment is not None:
        said["comment"] = wish.comment
    kind = LetterKind.IDENTITY_CORRECTION_DECIDED
    about = ("IdentityCorrection", found.id)
    await post(tx, Letter(kind, employee.work_email, said, found.person_id, found.facility_id))
    for person_id in {found.person_id, found.proposed_by_id}:
        await tell(tx, person_id, kind, said, about=about)


def _comment(written: str) -> Accepted[str] | Rejected:
    return text(written, REASON_LENGTH_MAX)


DECIDE_IDENTITY_CORRECTION = Act(
    "decideIdentityCorrection",
    "Вирішити щодо виправлення даних особи",
    DecideIdentityCorrection,
    IDENTITY_CORRECTION.decide,
    {"identityCorrection": "IdentityCorrection"},
    _judge,
    _decide,
    lock=_hold,
)
