"""Rules that hold for an application wherever it is looked at, decided on or changed (§2.1)."""

from typing import Protocol
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Actor, Change, ChangeKind, forbidden
from commands.application_states import application_step_refused
from commands.findings import Findings, not_found
from commands.letters import Letter, LetterKind, post
from commands.people_known import folded_name
from errors import Conflict, FacilityMismatch, SignerMismatch
from models import ApplicationChannel, ApplicationStatus, FacilityApplication, PersonSubject
from permissions.catalogue import FACILITY_APPLICATION
from permissions.duties import Duty, duties_conflict
from signing.person import masked
from signing.subject import subject_key

ENTITY = "FacilityApplication"

_HOLD = "SELECT FROM facility_application WHERE id = $1 FOR NO KEY UPDATE"
_HEADED_BY = """
SELECT subject.person_id FROM person_subject AS subject WHERE subject.subject_key = ANY ($1)
"""


class OfApplication(Protocol):
    """A wish about an application that there is."""

    @property
    def application_id(self) -> UUID:
        """The application."""
        ...


async def hold_application(tx: Transaction, wish: OfApplication) -> None:
    """Hold the application, so that of two decisions at one moment the second sees the first."""
    await tx.execute_query_dict(_HOLD, [wish.application_id])


async def application_seen(
    findings: Findings, application_id: UUID, after: ApplicationStatus
) -> FacilityApplication | None:
    """Give an application that the actor may see, and note if the state does not follow its own."""
    application = await FacilityApplication.get_or_none(id=application_id, using_db=findings.tx)
    if application is None or not await _sees(findings.tx, findings.actor, application):
        findings.refusals.append(not_found("applicationId"))
        return None
    findings.saw(ENTITY, application.id, application.version)
    if refused := application_step_refused(application, after):
        findings.refusals.append(refused)
    return application


async def applicants_application(
    findings: Findings, application_id: UUID, after: ApplicationStatus
) -> FacilityApplication | None:
    """Give an application of the actor's own; one that came on paper is every registrar's."""
    application = await application_seen(findings, application_id, after)
    if application is None:
        return None
    on_paper = application.channel == ApplicationChannel.PAPER and submits_on_paper(findings.actor)
    if not on_paper and application.applicant_key not in await keys_of(findings.tx, findings.actor):
        findings.refusals.append(forbidden(FACILITY_APPLICATION.create, path="$.input.applicationId"))
    return application


def submits_on_paper(actor: Actor) -> bool:
    """Tell whether what the actor submits came on paper: registrars type, applicants sign."""
    return actor.access.held[FACILITY_APPLICATION.create].anywhere


async def keys_of(tx: Transaction, actor: Actor) -> frozenset[bytes]:
    """Give the keys by which signatures find the actor."""
    if actor.subject is not None:
        return frozenset({bytes(actor.subject.subject_key)})
    keys = PersonSubject.filter(person_id=actor.person_id).using_db(tx).values_list("subject_key", flat=True)
    return frozenset(bytes(key) for key in await keys)


async def _sees(tx: Transaction, actor: Actor, application: FacilityApplication) -> bool:
    region = actor.access.held.get(FACILITY_APPLICATION.read)
    if region is None:
        return False
    if region.anywhere or application.facility_id in region.facilities:
        return True
    return region.own and application.applicant_key in await keys_of(tx, actor)


async def judge_signer(findings: Findings, tax_id: str, last_name: str, edrpou: str | None) -> None:
    """Judge that the head of the facility signs: by the session, and by the certificate once it is there."""
    actor, signer = findings.actor, findings.actor.signer
    if subject_key("RNOKPP", tax_id, actor.means.pepper) not in await keys_of(findings.tx, actor):
        number = (signer.tax_id or signer.document or "") if signer else ""
        shown = masked(number) if number else "…"
        findings.refusals.append(
            SignerMismatch(
                f"заяву підписує керівник закладу: {shown} / {masked(tax_id)}",
                f"the head of the facility signs the application: {shown} / {masked(tax_id)}",
                evidence={"path": "$.input.head.taxId", "signer": shown, "head": masked(tax_id)},
            )
        )
    elif signer is not None and folded_name(signer.surname) != folded_name(last_name):
        findings.refusals.append(
            SignerMismatch(
                "прізвище в сертифікаті інше, ніж у керівника",
                "the certificate says another surname than the head's",
                evidence={"path": "$.input.head.lastName"},
            )
        )
    if signer is not None and signer.edrpou is not None and signer.edrpou != edrpou:
        findings.refusals.append(
            FacilityMismatch(
                f"сертифікат видано працівникові організації {signer.edrpou}",
                f"the certificate is of the organisation {signer.edrpou}",
                evidence={"edrpou": signer.edrpou},
            )
        )


async def judge_duties(findings: Findings, application: FacilityApplication) -> None:
    """Judge that whoever decides has neither typed the application nor heads the facility."""
    key = subject_key("RNOKPP", application.head_tax_id, findings.actor.means.pepper)
    done = [
        (Duty.APPLICANT_HEADED, row["person_id"])
        for row in await findings.tx.execute_query_dict(_HEADED_BY, [[key]])
    ]
    if application.typed_by_id is not None:
        done.append((Duty.APPLICATION_TYPED, application.typed_by_id))
    findings.refusals += duties_conflict(findings.actor.person, Duty.APPLICATION_DECIDED, done)


async def advance(
    tx: Transaction, actor: Actor, application: FacilityApplication, **columns: object
) -> Change:
    """Write what became of an application, which is held."""
    application.version += 1
    application.updated_at = actor.now
    for name, value in columns.items():
        setattr(application, name, value)
    await application.save(using_db=tx, update_fields=[*columns, "version", "updated_at"])
    return Change(ENTITY, application.id, application.version, ChangeKind.UPDATED)


async def write_to_applicant(
    tx: Transaction, application: FacilityApplication, kind: LetterKind, **more: str
) -> None:
    """Write to the head of the facility what becomes of the application."""
    parameters = {"application.number": application.number, "facility.name": application.name_short}
    await post(tx, Letter(kind, application.head_email, {**parameters, **more}))


def in_progress() -> Conflict:
    """Say that the facility has an open application."""
    return Conflict(
        "заява від закладу з цим кодом ЄДРПОУ вже на розгляді",
        "application for this EDRPOU is already in progress",
    )


def registered_already() -> Conflict:
    """Say that there is such a facility."""
    return Conflict(
        "заклад із таким кодом ЄДРПОУ та видом уже зареєстровано",
        "facility with such edrpou and kind already exists",
    )


OPEN_ALREADY = {"application_open_by_edrpou": in_progress(), "application_open_by_owner": in_progress()}
"""What to say when another application was submitted first."""
