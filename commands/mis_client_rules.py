"""Rules that hold for a vendor's client wherever it is connected, given a secret or blocked."""

from typing import Protocol
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import forbidden
from commands.findings import Findings, not_found
from errors import Conflict
from models import MisClient, MisClientStatus
from permissions.catalogue import MIS_CLIENT
from permissions.decision import Whereabouts, may
from permissions.permission import Permission

_CONNECTED = "SELECT DISTINCT facility_id FROM mis_connection WHERE client_id = $1 AND status = 'ACTIVE'"
_HOLD_RIGHTS = "SELECT FROM principal_epoch WHERE principal_id = $1 FOR NO KEY UPDATE"
_HOLD = "SELECT FROM mis_client WHERE id = $1 FOR NO KEY UPDATE"


class OfMisClient(Protocol):
    """A wish about a client that there is."""

    @property
    def mis_client_id(self) -> UUID:
        """The client."""
        ...


async def hold_client(tx: Transaction, wish: OfMisClient) -> None:
    """Hold the client's rights and then its row, in the order in which everybody holds them."""
    await hold_client_of(tx, wish.mis_client_id)


async def hold_client_of(tx: Transaction, client_id: UUID) -> None:
    """Hold a client by its id."""
    await tx.execute_query_dict(_HOLD_RIGHTS, [client_id])
    await tx.execute_query_dict(_HOLD, [client_id])


async def client_seen(findings: Findings, client_id: UUID) -> MisClient | None:
    """Give a client, which everybody sees who may see any, or note that there is none."""
    client = await MisClient.get_or_none(id=client_id, using_db=findings.tx)
    held = findings.actor.access.held.get(MIS_CLIENT.read)
    if client is None or held is None or not (held.anywhere or held.facilities):
        findings.refusals.append(not_found("misClientId"))
        return None
    findings.saw("MisClient", client.id, client.version)
    return client


async def client_changed(findings: Findings, client_id: UUID, do: Permission) -> MisClient | None:
    """Give a client that the actor may change, or note why not.

    A facility decides on a client that works for nobody else; what others use too, the national centre
    decides on, and a facility may disconnect it.
    """
    client = await client_seen(findings, client_id)
    if client is None or findings.actor.access.held[do].anywhere:
        return client
    rows = await findings.tx.execute_query_dict(_CONNECTED, [client_id])
    used_in = {row["facility_id"] for row in rows}
    own = findings.actor.facility
    if used_in != {own} or not may(findings.actor.access, do, Whereabouts(own)):
        findings.refusals.append(forbidden(do, path="$.input.misClientId"))
        return None
    return client


def judge_active(findings: Findings, client: MisClient) -> None:
    """Note that a blocked client is given nothing."""
    if client.status == MisClientStatus.BLOCKED:
        findings.refusals.append(
            Conflict(
                f"клієнта МІС «{client.name}» заблоковано",
                f'the client "{client.name}" is blocked',
                evidence={"path": "$.input.misClientId"},
            )
        )
