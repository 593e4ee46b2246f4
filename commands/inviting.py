"""Inviting somebody to take up an assignment: the link, its token, and the letter that carries it.

The token is drawn here, goes into the link, and is forgotten: the database keeps its SHA-256, the outbox the
sealed link until the letter has left, and whoever invites is shown the link once.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from uuid import UUID

import segno
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Actor
from commands.invitation_states import OPEN
from commands.invitation_words import spoken
from commands.letters import Letter, LetterKind, post
from commands.means import Terms
from commands.written import told
from errors import Conflict, Refused
from models import Delivery, InvitationKind, InvitationStatus

TOKEN_BYTES = 32
_OPEN = [status.value for status in OPEN]

LINKS_TOLD: Mapping[str, str] = MappingProxyType(
    {
        "invitation_url": "Запрошувальне посилання, яке передають запрошеному",
        "invitation_qr": "Те саме посилання QR-кодом: адреса data: із SVG",
    }
)
"""What the payloads of acts that invite tell once."""

_OVER = """
UPDATE invitation SET status = 'EXPIRED', updated_at = $2
WHERE assignment_id = $1 AND status = ANY ($3) AND expires_at <= $2
"""
_WAITING = "SELECT id FROM invitation WHERE assignment_id = $1 AND status = ANY ($2)"
_CREATE = """
INSERT INTO invitation (id, created_at, updated_at, facility_id, path, assignment_id, employee_id, inviter_id,
    kind, delivery, email, token_sha256, status, reissue_of_id, expires_at)
SELECT $1, $2::timestamptz, $2, assignment.facility_id, assignment.path, assignment.id, employee.id,
    $4, $5, $6, employee.work_email, $7, $8, $9, $10
FROM assignment JOIN employee ON employee.id = assignment.employee_id WHERE assignment.id = $3
"""


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation; the link is there when it is to be handed over, and is kept nowhere."""

    invitation_id: UUID
    url: str | None = field(repr=False)


async def invite(
    tx: Transaction,
    actor: Actor,
    *,
    assignment_id: UUID,
    kind: InvitationKind,
    delivery: Delivery,
    reissue_of: UUID | None = None,
) -> Invited:
    """Invite the employee of a pending assignment; raises Refused where an invitation is still open."""
    await tx.execute_query(_OVER, [assignment_id, actor.now, _OPEN])
    for waiting in await tx.execute_query_dict(_WAITING, [assignment_id, _OPEN]):
        raise Refused((_pending(waiting["id"]),))
    token = urlsafe_b64encode(actor.means.random(TOKEN_BYTES)).decode().rstrip("=")
    invitation_id = uuid7()
    values = [
        invitation_id,
        actor.now,
        assignment_id,
        actor.person_id,
        kind.value,
        delivery.value,
        digest_of(token),
        InvitationStatus.CREATED.value,
        reissue_of,
        expiry(kind, actor.now, actor.means.terms),
    ]
    with told({"invitation_one_open": _pending(None)}):
        await tx.execute_query(_CREATE, values)
    url = f"{actor.means.public_url}/invite#{token}"
    if delivery.by_email:
        await _mail(tx, invitation_id, actor.means.seal(url.encode()))
    return Invited(invitation_id, url if delivery.by_link else None)


def expiry(kind: InvitationKind, now: datetime, terms: Terms) -> datetime:
    """Give until when an invitation is open, to the second and whatever the calendar says."""
    return now + (terms.invitation if kind is InvitationKind.EMPLOYEE else terms.first_login)


def digest_of(token: str) -> bytes:
    """Give what the database knows of a token."""
    return sha256(token.encode()).digest()


def links_told(invited: Invited | None) -> Mapping[str, str | None]:
    """Give what is told once of a new invitation; nothing where the link goes by letter alone."""
    if invited is None or invited.url is None:
        return {}
    picture = segno.make(invited.url, error="m").svg_data_uri(scale=6)
    return {"invitation_url": invited.url, "invitation_qr": picture}


async def _mail(tx: Transaction, invitation_id: UUID, link: bytes) -> None:
    said = await spoken(tx, invitation_id)
    is_first = said.kind is InvitationKind.FIRST_LOGIN
    letter = Letter(
        LetterKind.FACILITY_REGISTERED if is_first else LetterKind.INVITATION,
        said.email,
        said.parameters,
        said.person_id,
        said.facility_id,
        invitation_id,
        link,
    )
    await post(tx, letter)


def _pending(invitation_id: UUID | None) -> Conflict:
    return Conflict(
        "запрошення вже чекає на відповідь; щоб дати нове посилання, створіть його замість старого",
        "an invitation is waiting already; reissue it to give a new link",
        evidence={} if invitation_id is None else {"invitation": str(invitation_id)},
    )
