"""A facility lets a vendor's client in, up to a ceiling and a day, and shows it out.

The ceiling is a version of a role set: whatever is done through the client stays below it. Nobody sets it
higher than what they may grant, and identities of people lie above every ceiling.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.act import Act, Actor, Asked, Change, ChangeKind, Examined, Outcome, forbidden
from commands.delegation import delegating
from commands.findings import Findings, foreign, not_found
from commands.mis_client_rules import client_seen, hold_client, hold_client_of, judge_active
from commands.policy import template_id
from commands.premises import Premises
from commands.role_set_rules import Version, newest, role_set_seen, spelled
from commands.wording import sentence
from commands.written import told
from errors import Conflict, VersionConflict
from models import MisClient, MisConnection, MisConnectionStatus, RoleSet, RoleSetStatus
from permissions.appointment import Appointment
from permissions.catalogue import EMPLOYEE, MIS_CLIENT
from permissions.decision import Whereabouts, may
from permissions.escalation import Change as ChangeOfRights
from permissions.escalation import escalations

_NEVER = {EMPLOYEE.identity, EMPLOYEE.identity_peek, EMPLOYEE.identity_update}
"""What no vendor's system gets to see or change, whoever uses it."""

_IN_FORCE = "SELECT FROM mis_connection WHERE client_id = $1 AND facility_id = $2 AND status = 'ACTIVE'"
_END = """
UPDATE mis_connection SET status = 'ENDED', ends_on = greatest(starts_on, least(ends_on, $2)),
    version = version + 1, updated_at = $3
WHERE {which} AND status = 'ACTIVE' RETURNING id, version
"""
_END_ONE = _END.format(which="id = $1")
_END_ALL = _END.format(which="facility_id = $1")


@dataclass(frozen=True, slots=True)
class ConnectMisClient:
    """Which client comes in, how much it may do here, and for how long."""

    mis_client_id: Annotated[UUID, Asked("Клієнт МІС", "MisClient")]
    role_set_id: Annotated[
        UUID | None, Asked("Рольовий набір — межа прав", "RoleSet", "якщо не вказано, шаблон MIS")
    ] = None
    starts_on: Annotated[dt.date | None, Asked("З якого дня", more="якщо не вказано, з сьогодні")] = None
    ends_on: Annotated[dt.date | None, Asked("До якого дня включно", more="якщо не вказано, безстроково")] = (
        None
    )
    digest: Annotated[str | None, Asked("SHA-256 прав межі", more="заповнює prepare")] = None


@dataclass(frozen=True, slots=True)
class DisconnectMisClient:
    """Which connection ends, at once."""

    connection_id: Annotated[UUID, Asked("Під’єднання", "MisConnection")]


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A client, and the version of a role set that it stays below."""

    client: MisClient
    version: Version


async def _judge_connecting(
    tx: Transaction, actor: Actor, wish: ConnectMisClient, premises: Premises
) -> Examined[ConnectMisClient, Ceiling]:
    findings = Findings(tx, actor)
    wish = replace(
        wish,
        role_set_id=wish.role_set_id or template_id("MIS"),
        starts_on=wish.starts_on or actor.today,
    )
    _judge_dates(findings, wish)
    if not may(actor.access, MIS_CLIENT.connect, Whereabouts(premises.id)):
        findings.refusals.append(forbidden(MIS_CLIENT.connect, path="$.facility"))
    client = await client_seen(findings, wish.mis_client_id)
    if client is not None:
        judge_active(findings, client)
        if await tx.execute_query_dict(_IN_FORCE, [client.id, premises.id]):
            findings.refusals.append(_connected(client.name))
    role_set = await _judge_role_set(findings, wish, premises)
    if client is None or role_set is None:
        return findings.examined(wish)
    version = await newest(tx, role_set.id)
    await _judge_ceiling(findings, wish, premises, version)
    wish = replace(wish, digest=version.digest)
    shown = {
        "mis_client_id": f"«{client.name}», ЄДРПОУ {client.edrpou}",
        "role_set_id": f"«{role_set.name}» {spelled(version.grants)}",
    }
    said = sentence(f"Під’єднати клієнта МІС «{client.name}» до закладу «{premises.name}»", wish, shown)
    return findings.examined(wish, said, Ceiling(client, version))


def _judge_dates(findings: Findings, wish: ConnectMisClient) -> None:
    starts_on = wish.starts_on or findings.actor.today
    if starts_on < findings.actor.today:
        findings.problem("startsOn", "date", "цей день уже минув", "this day has passed")
    if wish.ends_on is not None and wish.ends_on < starts_on:
        findings.problem("endsOn", "date", "раніше за початок", "before the beginning")


async def _judge_role_set(findings: Findings, wish: ConnectMisClient, premises: Premises) -> RoleSet | None:
    """Judge the role set of the ceiling: one's own facility's, or a template, and in use."""
    assert wish.role_set_id is not None, "the default is filled in"
    role_set = await role_set_seen(findings, "roleSetId", wish.role_set_id)
    if role_set is None:
        return None
    findings.saw("RoleSet", role_set.id, role_set.version)
    if role_set.status == RoleSetStatus.RETIRED:
        findings.problem("roleSetId", "invalid", "набір виведено з ужитку", "the role set is retired")
    if role_set.facility_id not in (None, premises.id):
        findings.problem("roleSetId", "invalid", "це набір іншого закладу", "it is of another facility")
    return role_set


async def _judge_ceiling(
    findings: Findings, wish: ConnectMisClient, premises: Premises, version: Version
) -> None:
    """Judge that the ceiling is no higher than the actor may grant, and the one that was signed."""
    actor = findings.actor
    above = sorted(grant.permission.code for grant in version.grants if grant.permission in _NEVER)
    if above:
        findings.problem(
            "roleSetId",
            "exclusion",
            "персональні ідентифікаційні дані не відкривають інформаційним системам",
            "identities of people are opened to no vendor's system",
            tuple(above),
        )
    if wish.digest not in (None, version.digest):
        findings.refusals.append(
            VersionConflict(
                "рольовий набір змінився після підготовки",
                "the role set changed after the preparation",
                evidence={"path": "$.input.digest", "expected": wish.digest, "actual": version.digest},
            )
        )
    given = Appointment(premises.id, version.grants, wish.starts_on or actor.today, wish.ends_on)
    findings.refusals += escalations(await delegating(findings.tx, actor), [ChangeOfRights(None, given)])


async def _connect(tx: Transaction, actor: Actor, wish: ConnectMisClient, ceiling: Ceiling) -> Outcome:
    connection_id = uuid7()
    with told({"mis_connection_once": _connected(ceiling.client.name)}):
        await MisConnection.create(
            using_db=tx,
            id=connection_id,
            client_id=ceiling.client.id,
            facility_id=actor.facility,
            role_set_version_id=ceiling.version.id,
            starts_on=wish.starts_on,
            ends_on=wish.ends_on,
            status=MisConnectionStatus.ACTIVE,
        )
    created = Change("MisConnection", connection_id, 1, ChangeKind.CREATED)
    return Outcome({"misConnection": connection_id}, (created,))


async def _judge_disconnecting(
    tx: Transaction, actor: Actor, wish: DisconnectMisClient, premises: Premises
) -> Examined[DisconnectMisClient, MisConnection]:
    findings = Findings(tx, actor)
    connection = await MisConnection.get_or_none(id=wish.connection_id, using_db=tx).prefetch_related(
        "client"
    )
    if connection is None or not may(actor.access, MIS_CLIENT.read, Whereabouts(connection.facility_id)):
        findings.refusals.append(not_found("connectionId"))
        return findings.examined(wish)
    if not may(actor.access, MIS_CLIENT.connect, Whereabouts(connection.facility_id)):
        findings.refusals.append(forbidden(MIS_CLIENT.connect, path="$.input.connectionId"))
    elif findings.is_foreign(connection.facility_id, MIS_CLIENT.connect):
        findings.refusals.append(foreign("connectionId"))
    findings.saw("MisConnection", connection.id, connection.version)
    name = connection.client.name
    if connection.status == MisConnectionStatus.ENDED:
        findings.refusals.append(
            Conflict(
                f"клієнта МІС «{name}» вже від’єднано",
                f'the client "{name}" is disconnected already',
                evidence={"path": "$.input.connectionId"},
            )
        )
    said = sentence(
        f"Від’єднати клієнта МІС «{name}» від закладу «{premises.name}»",
        wish,
        {"connection_id": f"«{name}»"},
    )
    return findings.examined(wish, said, connection)


async def _disconnect(
    tx: Transaction, actor: Actor, _wish: DisconnectMisClient, connection: MisConnection
) -> Outcome:
    changes = await _ended(tx, _END_ONE, connection.id, actor)
    return Outcome({"misConnection": connection.id}, changes)


async def end_connections(tx: Transaction, actor: Actor, facility_id: UUID) -> tuple[Change, ...]:
    """End all connections of a facility, as it closes."""
    return await _ended(tx, _END_ALL, facility_id, actor)


async def _ended(tx: Transaction, statement: str, which: UUID, actor: Actor) -> tuple[Change, ...]:
    rows = await tx.execute_query_dict(statement, [which, actor.today, actor.now])
    return tuple(Change("MisConnection", row["id"], row["version"], ChangeKind.ENDED) for row in rows)


async def _hold_connected(tx: Transaction, wish: DisconnectMisClient) -> None:
    """Hold the client of a connection, and the connection."""
    connection = await MisConnection.get_or_none(id=wish.connection_id, using_db=tx)
    if connection is not None:
        await hold_client_of(tx, connection.client_id)


def _connected(name: str) -> Conflict:
    return Conflict(
        f"клієнта МІС «{name}» вже під’єднано до закладу; спершу від’єднайте",
        f'the client "{name}" is connected to the facility already; disconnect it first',
        evidence={"path": "$.input.misClientId"},
    )


CONNECT_MIS_CLIENT = Act(
    "connectMisClient",
    "Під’єднати клієнта МІС",
    ConnectMisClient,
    MIS_CLIENT.connect,
    {"misConnection": "MisConnection"},
    _judge_connecting,
    _connect,
    lock=hold_client,
)
DISCONNECT_MIS_CLIENT = Act(
    "disconnectMisClient",
    "Від’єднати клієнта МІС",
    DisconnectMisClient,
    MIS_CLIENT.connect,
    {"misConnection": "MisConnection"},
    _judge_disconnecting,
    _disconnect,
    lock=_hold_connected,
)
