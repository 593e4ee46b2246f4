"""A vendor's system is registered, gets another secret, is blocked and let in again (§2.12)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Protocol
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, forbidden
from commands.findings import Findings
from commands.mis_client_rules import client_changed, hold_client, judge_active
from commands.mis_secrets import TOLD, end_sessions, give_secret
from commands.premises import Premises
from commands.wording import sentence
from errors import Conflict
from models import MisClient, MisClientStatus
from models.validators import edrpou, email, organisation_name, text
from permissions.catalogue import MIS_CLIENT

NAME_LENGTH_MAX = 200
REASON_LENGTH_MAX = 500

_NAMESAKES = "SELECT FROM mis_client WHERE edrpou = $1 AND name = $2 LIMIT 1"


@dataclass(frozen=True, slots=True)
class CreateMisClient:
    """Whose system it is, and whom to write to about it."""

    name: Annotated[str, Asked("Назва інформаційної системи")]
    edrpou: Annotated[str, Asked("Код ЄДРПОУ постачальника")]
    email: Annotated[str, Asked("Електронна пошта постачальника")]


@dataclass(frozen=True, slots=True)
class RotateMisSecret:
    """Which client gets another secret; the one before dies at once, with all that was opened by it."""

    mis_client_id: Annotated[UUID, Asked("Клієнт МІС", "MisClient")]


@dataclass(frozen=True, slots=True)
class BlockMisClient:
    """Which client is let in no more, and why."""

    mis_client_id: Annotated[UUID, Asked("Клієнт МІС", "MisClient")]
    reason: Annotated[str, Asked("Причина")]


@dataclass(frozen=True, slots=True)
class UnblockMisClient:
    """Which client is let in again, and why."""

    mis_client_id: Annotated[UUID, Asked("Клієнт МІС", "MisClient")]
    reason: Annotated[str, Asked("Причина")]


async def _judge_new(
    tx: Transaction, actor: Actor, wish: CreateMisClient, _premises: Premises
) -> Examined[CreateMisClient, UUID]:
    findings = Findings(tx, actor)
    wish = replace(
        wish,
        name=findings.checked("name", organisation_name(wish.name, NAME_LENGTH_MAX), wish.name),
        edrpou=findings.checked("edrpou", edrpou(wish.edrpou), wish.edrpou),
        email=findings.checked("email", email(wish.email), wish.email),
    )
    if await tx.execute_query_dict(_NAMESAKES, [wish.edrpou, wish.name]):
        findings.warn(
            "name",
            "unique",
            "у цього постачальника вже є система з такою назвою",
            "this vendor has a system of this name already",
        )
    said = sentence(f"Зареєструвати клієнта МІС «{wish.name}»", wish)
    return findings.examined(wish, said, uuid7())


async def _create(tx: Transaction, actor: Actor, wish: CreateMisClient, client_id: UUID) -> Outcome:
    await MisClient.create(
        using_db=tx,
        id=client_id,
        name=wish.name,
        edrpou=wish.edrpou,
        email=wish.email,
        status=MisClientStatus.ACTIVE,
    )
    secret = await give_secret(tx, actor, client_id)
    created = Change("MisClient", client_id, 1, ChangeKind.CREATED)
    return Outcome({"misClient": client_id}, (created,), {"secret": secret})


async def _judge_rotation(
    tx: Transaction, actor: Actor, wish: RotateMisSecret, _premises: Premises
) -> Examined[RotateMisSecret, MisClient]:
    findings = Findings(tx, actor)
    client = await client_changed(findings, wish.mis_client_id, MIS_CLIENT.rotate_secret)
    if client is None:
        return findings.examined(wish)
    judge_active(findings, client)
    said = sentence(f"Замінити секрет клієнта МІС «{client.name}»", wish, _shown(client))
    return findings.examined(wish, said, client)


async def _rotate(tx: Transaction, actor: Actor, _wish: RotateMisSecret, client: MisClient) -> Outcome:
    secret = await give_secret(tx, actor, client.id)
    await end_sessions(tx, actor, client.id)
    return await _changed(tx, client, {"status": client.status}, {"secret": secret})


class WithReason(Protocol):
    """A wish to block a client or to let it in again."""

    @property
    def mis_client_id(self) -> UUID:
        """The client."""
        ...

    @property
    def reason(self) -> str:
        """Why."""
        ...


async def _client_in(findings: Findings, wish: WithReason, status: MisClientStatus) -> MisClient | None:
    """Give the client that is to come into another state, or note why it cannot."""
    client = await client_changed(findings, wish.mis_client_id, MIS_CLIENT.block)
    if client is None:
        return None
    if status == MisClientStatus.ACTIVE and not findings.actor.access.held[MIS_CLIENT.block].anywhere:
        # a facility cannot tell whose block it would lift
        findings.refusals.append(forbidden(MIS_CLIENT.block, path="$.input.misClientId"))
    elif client.status == status:
        findings.refusals.append(
            Conflict(
                f"клієнт МІС «{client.name}» уже в стані «{status.title_uk}»",
                f'the client "{client.name}" is {status.lower()} already',
                evidence={"path": "$.input.misClientId"},
            )
        )
    return client


async def _judge_block(
    tx: Transaction, actor: Actor, wish: BlockMisClient, _premises: Premises
) -> Examined[BlockMisClient, MisClient]:
    findings = Findings(tx, actor)
    wish = replace(wish, reason=findings.checked("reason", text(wish.reason, REASON_LENGTH_MAX), wish.reason))
    client = await _client_in(findings, wish, MisClientStatus.BLOCKED)
    if client is None:
        return findings.examined(wish)
    said = sentence(f"Заблокувати клієнта МІС «{client.name}» в усіх закладах", wish, _shown(client))
    return findings.examined(wish, said, client)


async def _block(tx: Transaction, actor: Actor, _wish: BlockMisClient, client: MisClient) -> Outcome:
    await end_sessions(tx, actor, client.id)
    return await _changed(tx, client, {"status": MisClientStatus.BLOCKED})


async def _judge_unblock(
    tx: Transaction, actor: Actor, wish: UnblockMisClient, _premises: Premises
) -> Examined[UnblockMisClient, MisClient]:
    findings = Findings(tx, actor)
    wish = replace(wish, reason=findings.checked("reason", text(wish.reason, REASON_LENGTH_MAX), wish.reason))
    client = await _client_in(findings, wish, MisClientStatus.ACTIVE)
    if client is None:
        return findings.examined(wish)
    said = sentence(f"Розблокувати клієнта МІС «{client.name}»", wish, _shown(client))
    return findings.examined(wish, said, client)


async def _unblock(tx: Transaction, _actor: Actor, _wish: UnblockMisClient, client: MisClient) -> Outcome:
    return await _changed(tx, client, {"status": MisClientStatus.ACTIVE})


async def _changed(
    tx: Transaction,
    client: MisClient,
    columns: Mapping[str, object],
    told: Mapping[str, str | None] | None = None,
) -> Outcome:
    client.update_from_dict({**columns, "version": client.version + 1})
    await client.save(using_db=tx, update_fields=[*columns, "version", "updated_at"])
    updated = Change("MisClient", client.id, client.version, ChangeKind.UPDATED)
    return Outcome({"misClient": client.id}, (updated,), told or {})


def _shown(client: MisClient) -> dict[str, str]:
    return {"mis_client_id": f"«{client.name}»"}


_SHOWS = {"misClient": "MisClient"}
CREATE_MIS_CLIENT = Act(
    "createMisClient",
    "Зареєструвати клієнта МІС",
    CreateMisClient,
    MIS_CLIENT.create,
    _SHOWS,
    _judge_new,
    _create,
    tells=TOLD,
)
ROTATE_MIS_SECRET = Act(
    "rotateMisSecret",
    "Замінити секрет клієнта МІС",
    RotateMisSecret,
    MIS_CLIENT.rotate_secret,
    _SHOWS,
    _judge_rotation,
    _rotate,
    lock=hold_client,
    tells=TOLD,
)
BLOCK_MIS_CLIENT = Act(
    "blockMisClient",
    "Заблокувати клієнта МІС",
    BlockMisClient,
    MIS_CLIENT.block,
    _SHOWS,
    _judge_block,
    _block,
    lock=hold_client,
)
UNBLOCK_MIS_CLIENT = Act(
    "unblockMisClient",
    "Розблокувати клієнта МІС",
    UnblockMisClient,
    MIS_CLIENT.block,
    _SHOWS,
    _judge_unblock,
    _unblock,
    lock=hold_client,
)
