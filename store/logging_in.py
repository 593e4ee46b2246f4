"""Logging in: a session that waits for a signature, and the session that the signature opens.

Whoever answers the challenge ends the waiting session by that, so that one challenge opens one session.
"""

import datetime as dt
import secrets
from dataclasses import dataclass
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from errors import Unauthenticated
from store.sessions import FULL_HOURS, IDLE_SECONDS, PRE_MINUTES, Draw, digest_of_token, new_token

NOBODY = UUID(int=0)

_FORGET = "DELETE FROM session WHERE absolute_until < $1"
_AWAIT = """
INSERT INTO session
    (token_sha256, kind, principal_id, client_id, created_at, seen_at, absolute_until, invitation_id)
VALUES ($1, 'PRE', $2, $3, $4::timestamptz, $4, $5::timestamptz, $6) RETURNING bind
"""
_ANSWER = """
UPDATE session SET revoked_at = $2
WHERE bind = $1 AND kind = 'PRE' AND revoked_at IS NULL AND absolute_until > $2
RETURNING client_id, invitation_id
"""
_OPEN = """
INSERT INTO session (token_sha256, kind, principal_id, person_id, client_id, subject_key, invitation_id,
    certificate_id, created_at, seen_at, absolute_until, idle_seconds)
VALUES ($1, $2, $11, $3, $4, $5, $6, $7, $8::timestamptz, $8, $9::timestamptz, $10)
RETURNING bind
"""
_APPLY = """
INSERT INTO applicant (id, subject_key) VALUES ($1, $2)
ON CONFLICT (subject_key) DO UPDATE SET subject_key = excluded.subject_key RETURNING id
"""
_INVITED = "SELECT invitation_id FROM session WHERE bind = $1"
_END = "UPDATE session SET revoked_at = $2 WHERE bind = $1 AND revoked_at IS NULL RETURNING bind"
_END_OWN = """
UPDATE session SET revoked_at = $3
WHERE bind = $1 AND person_id = $2 AND revoked_at IS NULL AND absolute_until > $3 RETURNING bind
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: its token, which nobody can read again, what names it, and its absolute end."""

    token: str
    bind: UUID
    kind: str
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Awaited:
    """What a session that waited for a signature knows of whoever began it."""

    client_id: UUID | None
    invitation_id: UUID | None


async def begin(
    tx: Transaction,
    now: dt.datetime,
    client_id: UUID | None = None,
    invitation_id: UUID | None = None,
    draw: Draw = secrets.token_urlsafe,
) -> Opened:
    """Begin a session that waits for a signature; those that are over leave."""
    token, until = new_token(draw), now + dt.timedelta(minutes=PRE_MINUTES)
    await tx.execute_query(_FORGET, [now])
    values = [digest_of_token(token), NOBODY, client_id, now, until, invitation_id]
    (row,) = await tx.execute_query_dict(_AWAIT, values)
    return Opened(token, row["bind"], "PRE", until)


async def invited_to(tx: Transaction, bind: UUID) -> UUID | None:
    """Give the invitation with whose token a session was begun."""
    for row in await tx.execute_query_dict(_INVITED, [bind]):
        return UUID(str(row["invitation_id"])) if row["invitation_id"] else None
    return None


async def answer(tx: Transaction, bind: UUID, now: dt.datetime) -> Awaited:
    """End a waiting session, as its challenge is answered; raises Unauthenticated if it does not wait."""
    for row in await tx.execute_query_dict(_ANSWER, [bind, now]):
        return Awaited(row["client_id"], row["invitation_id"])
    raise Unauthenticated(
        "вхід не розпочато або вже завершено: почніть знову зі startLogin",
        "no login was begun, or it is finished: begin anew with startLogin",
        evidence={"reason": "NO_LOGIN"},
    )


async def open_session(
    tx: Transaction,
    now: dt.datetime,
    awaited: Awaited,
    *,
    person_id: UUID | None,
    subject_key: bytes,
    certificate_id: UUID | None,
    draw: Draw = secrets.token_urlsafe,
) -> Opened:
    """Open the session of a person by a certificate, or of an applicant whom the registry does not know."""
    token, until = new_token(draw), now + dt.timedelta(hours=FULL_HOURS)
    kind = "APPLICANT" if person_id is None else "FULL"
    values = [
        digest_of_token(token),
        kind,
        person_id,
        awaited.client_id,
        subject_key if person_id is None else None,
        awaited.invitation_id,
        certificate_id,
        now,
        until,
        IDLE_SECONDS,
        person_id or await _applicant(tx, subject_key),
    ]
    (row,) = await tx.execute_query_dict(_OPEN, values)
    return Opened(token, row["bind"], kind, until)


async def _applicant(tx: Transaction, subject_key: bytes) -> UUID:
    """Give the id of an applicant, the same whenever the person comes."""
    (row,) = await tx.execute_query_dict(_APPLY, [uuid7(), subject_key])
    return UUID(str(row["id"]))


async def end(tx: Transaction, bind: UUID, now: dt.datetime) -> bool:
    """End a session; tell whether it still was one."""
    return bool(await tx.execute_query_dict(_END, [bind, now]))


async def end_own(tx: Transaction, bind: UUID, person_id: UUID, now: dt.datetime) -> bool:
    """End one of a person's sessions; tell whether there was such a one."""
    return bool(await tx.execute_query_dict(_END_OWN, [bind, person_id, now]))
