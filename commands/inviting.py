"""Inviting somebody to take up an assignment: the link, its token, and the letter that carries it."""

from dataclasses import dataclass, field
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Actor
from models import Delivery, InvitationKind


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation; the link is there when it is to be handed over, and is kept nowhere."""

    invitation_id: UUID
    url: str | None = field(repr=False)


async def invite(
    tx: Transaction, actor: Actor, *, assignment_id: UUID, kind: InvitationKind, delivery: Delivery
) -> Invited:
    """Invite the employee of a pending assignment; raises Refused where an invitation is still open."""
    raise NotImplementedError
