"""A link that did not arrive is replaced by a new one, or taken back for good (US-X1)."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome
from commands.findings import Findings
from commands.invitation_states import OPEN, STEPS
from commands.invitation_words import Spoken, spoken
from commands.inviting import LINKS_TOLD, invite, links_told
from commands.letters import cancel_letters
from commands.premises import Hold, Premises, premises_of
from commands.wording import sentence
from errors import Conflict, RateLimited, Refusal, Refused
from models import Assignment, AssignmentStatus, Delivery, Invitation, InvitationStatus
from permissions.catalogue import INVITATION

DAY = timedelta(days=1)

_LOCK = """
SELECT FROM employee WHERE id = (SELECT employee_id FROM invitation WHERE id = $1) FOR NO KEY UPDATE
"""
_LOCK_INVITATION = "SELECT FROM invitation WHERE id = $1 FOR NO KEY UPDATE"
_NEWER = "SELECT 1 FROM invitation WHERE reissue_of_id = $1 LIMIT 1"
_TODAY = """
SELECT count(*)::int AS number, min(created_at) AS first FROM invitation
WHERE employee_id = $1 AND reissue_of_id IS NOT NULL AND created_at > $2
"""
_REVOKE = """
UPDATE invitation SET status = 'REVOKED', revoked_at = $2, updated_at = $2, version = version + 1
WHERE id = $1 AND status = ANY ($3) RETURNING version
"""
_OPEN = [status.value for status in OPEN]


@dataclass(frozen=True, slots=True)
class ReissueInvitation:
    """Which invitation gets a new link, and how it is delivered."""

    invitation_id: Annotated[UUID, Asked("Запрошення", "Invitation")]
    delivery: Annotated[
        Delivery | None, Asked("Як передати посилання", more="якщо не вказано, як і попереднє")
    ] = None


@dataclass(frozen=True, slots=True)
class RevokeInvitation:
    """Which invitation is taken back."""

    invitation_id: Annotated[UUID, Asked("Запрошення", "Invitation")]


async def _lock(tx: Transaction, wish: ReissueInvitation | RevokeInvitation) -> None:
    """Lock the employee, whose links are counted, and then the invitation."""
    await tx.execute_query(_LOCK, [wish.invitation_id])
    await tx.execute_query(_LOCK_INVITATION, [wish.invitation_id])


async def _judge_reissue(
    tx: Transaction, actor: Actor, wish: ReissueInvitation, premises: Premises
) -> Examined[ReissueInvitation, Invitation]:
    findings = Findings(tx, actor)
    invitation = await findings.row(
        "invitationId", Invitation, wish.invitation_id, INVITATION.read, INVITATION.reissue
    )
    if invitation is None:
        return findings.examined(wish)
    wish = replace(wish, delivery=wish.delivery or invitation.delivery)
    assignment = await Assignment.get(id=invitation.assignment_id, using_db=tx)
    findings.saw("Assignment", assignment.id, assignment.version)
    findings.refusals += await _elsewhere(tx, premises, invitation)
    if assignment.status != AssignmentStatus.PENDING:
        findings.refusals.append(_unawaited(assignment))
    elif await tx.execute_query_dict(_NEWER, [invitation.id]):
        findings.refusals.append(_replaced())
    if limited := await _too_often(findings, invitation):
        findings.refusals.append(limited)
    said = await spoken(tx, invitation.id)
    shown = {"invitation_id": _named(said)}
    headline = f"Створити нове запрошувальне посилання замість попереднього; заклад «{said.facility_name}»"
    return findings.examined(wish, sentence(headline, wish, shown), invitation)


async def _reissue(tx: Transaction, actor: Actor, wish: ReissueInvitation, invitation: Invitation) -> Outcome:
    revoked = await tx.execute_query_dict(_REVOKE, [invitation.id, actor.now, _OPEN])
    changes = [Change("Invitation", invitation.id, row["version"], ChangeKind.ENDED) for row in revoked]
    await cancel_letters(tx, invitation.id)
    assert wish.delivery is not None, "the complete wish says how"
    invited = await invite(
        tx,
        actor,
        assignment_id=invitation.assignment_id,
        kind=invitation.kind,
        delivery=wish.delivery,
        reissue_of=invitation.id,
    )
    changes.append(Change("Invitation", invited.invitation_id, 1, ChangeKind.CREATED))
    return Outcome({"invitation": invited.invitation_id}, tuple(changes), links_told(invited))


async def _judge_revoke(
    tx: Transaction, actor: Actor, wish: RevokeInvitation, premises: Premises
) -> Examined[RevokeInvitation, Invitation]:
    findings = Findings(tx, actor)
    invitation = await findings.row(
        "invitationId", Invitation, wish.invitation_id, INVITATION.read, INVITATION.revoke
    )
    if invitation is None:
        return findings.examined(wish)
    findings.refusals += await _elsewhere(tx, premises, invitation)
    if InvitationStatus.REVOKED not in STEPS[invitation.status] or invitation.expires_at <= actor.now:
        findings.refusals.append(_answered(invitation))
    said = await spoken(tx, invitation.id)
    headline = f"Відкликати запрошення; заклад «{said.facility_name}»"
    return findings.examined(wish, sentence(headline, wish, {"invitation_id": _named(said)}), invitation)


async def _revoke(tx: Transaction, actor: Actor, _wish: RevokeInvitation, invitation: Invitation) -> Outcome:
    for row in await tx.execute_query_dict(_REVOKE, [invitation.id, actor.now, _OPEN]):
        await cancel_letters(tx, invitation.id)
        revoked = Change("Invitation", invitation.id, row["version"], ChangeKind.ENDED)
        return Outcome({"invitation": invitation.id}, (revoked,))
    raise Refused((_answered(invitation),))


async def _elsewhere(tx: Transaction, premises: Premises, invitation: Invitation) -> list[Refusal]:
    """Tell why nothing may be changed in the invitation's facility, where it is not the actor's own."""
    if invitation.facility_id == premises.id:
        return []
    closed = (await premises_of(tx, invitation.facility_id, Hold.NOT)).refusal(anywhere=True)
    return [] if closed is None else [closed]


async def _too_often(findings: Findings, invitation: Invitation) -> Refusal | None:
    """Tell that an employee has got as many new links in a day as there may be."""
    actor, most = findings.actor, findings.actor.means.terms.reissues_per_day
    (row,) = await findings.tx.execute_query_dict(_TODAY, [invitation.employee_id, actor.now - DAY])
    if row["number"] < most:
        return None
    seconds = max(1, round((row["first"] + DAY - actor.now).total_seconds()))
    return RateLimited(
        f"за добу працівникові вже створено {most} нових посилань",
        f"the employee was given {most} new links within a day",
        evidence={"retryAfter": seconds},
    )


def _named(said: Spoken) -> str:
    return f"{said.person_name}, посада «{said.position_title}»"


def _unawaited(assignment: Assignment) -> Conflict:
    return Conflict(
        f"призначення вже не чекає на прийняття, його стан — «{assignment.status.title_uk}»",
        f"the assignment does not wait to be accepted any more, being {assignment.status.lower()}",
        evidence={"assignmentStatus": assignment.status.value},
    )


def _replaced() -> Conflict:
    return Conflict(
        "це запрошення вже замінено новішим; нове посилання створюють замість нього",
        "the invitation was replaced by a newer one; reissue that one",
    )


def _answered(invitation: Invitation) -> Refusal:
    return Conflict(
        f"запрошення вже не чекає на відповідь, його стан — «{invitation.status.title_uk}»",
        f"the invitation does not wait for an answer any more, being {invitation.status.lower()}",
        evidence={"invitationStatus": invitation.status.value},
    )


REISSUE_INVITATION = Act(
    name="reissueInvitation",
    title="Створити нове запрошувальне посилання",
    wish=ReissueInvitation,
    permission=INVITATION.reissue,
    shows={"invitation": "Invitation"},
    judge=_judge_reissue,
    write=_reissue,
    lock=_lock,
    tells=LINKS_TOLD,
)

REVOKE_INVITATION = Act(
    name="revokeInvitation",
    title="Відкликати запрошення",
    wish=RevokeInvitation,
    permission=INVITATION.revoke,
    shows={"invitation": "Invitation"},
    judge=_judge_revoke,
    write=_revoke,
    lock=_lock,
)
