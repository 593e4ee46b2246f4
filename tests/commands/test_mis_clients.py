"""Vendors' systems: registered by the centre, let in by facilities up to a ceiling, shut out by either."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from commands.act import Act, Change, ChangeKind
from commands.mis_clients import (
    BLOCK_MIS_CLIENT,
    CREATE_MIS_CLIENT,
    ROTATE_MIS_SECRET,
    UNBLOCK_MIS_CLIENT,
    BlockMisClient,
    CreateMisClient,
    RotateMisSecret,
    UnblockMisClient,
)
from commands.mis_connections import (
    CONNECT_MIS_CLIENT,
    DISCONNECT_MIS_CLIENT,
    ConnectMisClient,
    DisconnectMisClient,
    end_connections,
)
from commands.mis_secrets import digest_of_secret
from commands.policy import template_id, template_version_id
from models import MisClient, MisClientSecret, MisConnection
from permissions.catalogue import DEPARTMENT, EMPLOYEE, MIS_CLIENT
from permissions.permission import Scope
from tests.commands.stage import NOBODYS, Stage, places
from tests.models.world import Row

NEW = CreateMisClient("МІС «Промінь»", "39990035", " Mis@Example.com ")


async def client_of(stage: Stage, *facilities: str, **given: Any) -> Row:
    client = await stage.world.add("mis_client", **given)
    for name in facilities:
        facility_id = stage.hospital if name == "hospital" else stage.rows[name]["facility_id"]
        await stage.world.add(
            "mis_connection",
            client_id=client["id"],
            facility_id=facility_id,
            version_id=template_version_id("MIS", 1),
        )
    return client


async def test_a_client_is_registered_with_a_secret_of_which_a_digest_is_kept(stage: Stage) -> None:
    outcome = await stage.perform(CREATE_MIS_CLIENT, await stage.as_("REGISTRAR"), NEW)
    client_id = outcome.result["misClient"]
    assert isinstance(client_id, UUID)
    assert outcome.changes == (Change("MisClient", client_id, 1, ChangeKind.CREATED),)
    client = await MisClient.get(id=client_id, using_db=stage.tx)
    assert (client.email, client.status) == ("mis@example.com", "ACTIVE")
    kept = await MisClientSecret.get(client_id=client_id, using_db=stage.tx)
    secret = outcome.told["secret"]
    assert secret is not None
    assert bytes(kept.sha256) == digest_of_secret(secret)
    assert secret not in repr(outcome)


async def test_every_problem_with_a_new_client_is_told_at_once(stage: Stage) -> None:
    wish = CreateMisClient("@", "14360571", "пошта")
    assert await stage.problems(CREATE_MIS_CLIENT, await stage.as_("REGISTRAR"), wish) == {
        ("name", "format"),
        ("edrpou", "checksum"),
        ("email", "email"),
    }


async def test_a_namesake_of_the_same_vendor_is_worth_a_warning(stage: Stage) -> None:
    registrar = await stage.as_("REGISTRAR")
    await stage.perform(CREATE_MIS_CLIENT, registrar, NEW)
    examined = await CREATE_MIS_CLIENT.examine(stage.tx, registrar, NEW)
    assert places(examined.warnings) == {("name", "unique")}


async def test_only_the_centre_registers_clients(stage: Stage) -> None:
    assert await stage.codes(CREATE_MIS_CLIENT, await stage.as_("FACILITY_ADMIN"), NEW) == ["FORBIDDEN"]


async def test_a_facility_lets_a_client_in_up_to_the_template(stage: Stage) -> None:
    client, administrator = await client_of(stage), await stage.as_("FACILITY_ADMIN")
    wish = ConnectMisClient(client["id"], ends_on=date(2026, 12, 31))
    examined = await CONNECT_MIS_CLIENT.examine(stage.tx, administrator, wish)
    assert (examined.wish.role_set_id, examined.wish.starts_on) == (template_id("MIS"), date(2026, 1, 5))
    assert examined.wish.digest is not None
    assert "До якого дня включно: 31.12.2026" in examined.text
    outcome = await stage.perform(CONNECT_MIS_CLIENT, administrator, wish)
    connection = await MisConnection.get(id=outcome.result["misConnection"], using_db=stage.tx)
    assert (connection.facility_id, connection.role_set_version_id) == (
        stage.hospital,
        template_version_id("MIS", 1),
    )
    assert (connection.ends_on, connection.status) == (date(2026, 12, 31), "ACTIVE")
    assert await stage.codes(CONNECT_MIS_CLIENT, administrator, wish) == ["CONFLICT"]


async def test_dates_of_a_connection_lie_ahead_and_in_order(stage: Stage) -> None:
    client = await client_of(stage)
    wish = ConnectMisClient(client["id"], starts_on=date(2026, 1, 4), ends_on=date(2026, 1, 3))
    assert await stage.problems(CONNECT_MIS_CLIENT, await stage.as_("FACILITY_ADMIN"), wish) == {
        ("startsOn", "date"),
        ("endsOn", "date"),
    }


async def test_nobody_sets_a_ceiling_higher_than_what_they_may_grant(stage: Stage) -> None:
    client = await client_of(stage)
    modest = await stage.role_set(
        (MIS_CLIENT.read, Scope.FACILITY, True, False), (MIS_CLIENT.connect, Scope.FACILITY, True, False)
    )
    codes = await stage.codes(CONNECT_MIS_CLIENT, await stage.as_(modest), ConnectMisClient(client["id"]))
    assert codes == ["NOT_FOUND"]  # nor does it see the template
    wide = await own_set(stage, (DEPARTMENT.read, Scope.ANY, True, False))
    wish = ConnectMisClient(client["id"], wide)
    codes = await stage.codes(CONNECT_MIS_CLIENT, await stage.as_("FACILITY_ADMIN"), wish)
    assert codes == ["GRANT_EXCEEDS_OWN"]


async def own_set(stage: Stage, *grants: Any, **given: Any) -> Any:
    version_id = await stage.role_set(*grants, **given)
    rows = await stage.tx.execute_query_dict(
        "SELECT role_set_id FROM role_set_version WHERE id = $1", [version_id]
    )
    return rows[0]["role_set_id"]


async def test_a_role_set_of_the_facility_widens_the_ceiling_but_never_to_identities(stage: Stage) -> None:
    client, administrator = await client_of(stage), await stage.as_("FACILITY_ADMIN")
    own = await own_set(stage, (DEPARTMENT.update, Scope.FACILITY, True, False))
    await stage.perform(CONNECT_MIS_CLIENT, administrator, ConnectMisClient(client["id"], own))
    other = await client_of(stage)
    numbers = await own_set(stage, (EMPLOYEE.identity, Scope.FACILITY, True, False), name="Номери")
    wish = ConnectMisClient(other["id"], numbers)
    assert await stage.problems(CONNECT_MIS_CLIENT, administrator, wish) == {("roleSetId", "exclusion")}


async def test_a_ceiling_is_in_use_and_the_facilitys_own(stage: Stage) -> None:
    client, administrator = await client_of(stage), await stage.as_("FACILITY_ADMIN")
    retired = await own_set(stage, (DEPARTMENT.read, Scope.FACILITY, True, False), status="RETIRED")
    wish = ConnectMisClient(client["id"], retired)
    assert await stage.problems(CONNECT_MIS_CLIENT, administrator, wish) == {("roleSetId", "invalid")}


async def test_a_role_set_that_changed_after_the_signature_stops_the_connection(stage: Stage) -> None:
    client, administrator = await client_of(stage), await stage.as_("FACILITY_ADMIN")
    wish = replace(ConnectMisClient(client["id"]), digest="0" * 64)
    assert await stage.codes(CONNECT_MIS_CLIENT, administrator, wish) == ["VERSION_CONFLICT"]


async def test_a_blocked_client_is_let_in_nowhere(stage: Stage) -> None:
    client = await client_of(stage, status="BLOCKED")
    codes = await stage.codes(
        CONNECT_MIS_CLIENT, await stage.as_("FACILITY_ADMIN"), ConnectMisClient(client["id"])
    )
    assert codes == ["CONFLICT"]


async def test_a_client_that_nobody_registered_is_not_there(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    assert await stage.codes(CONNECT_MIS_CLIENT, administrator, ConnectMisClient(NOBODYS)) == ["NOT_FOUND"]
    acts: list[tuple[Act[Any, Any], object]] = [
        (ROTATE_MIS_SECRET, RotateMisSecret(NOBODYS)),
        (BLOCK_MIS_CLIENT, BlockMisClient(NOBODYS, "так")),
    ]
    for act, wish in acts:
        assert await stage.codes(act, administrator, wish) == ["NOT_FOUND"]


@pytest.mark.parametrize(
    ("ends_on", "ended"), [(None, date(2026, 1, 5)), (date(2026, 6, 1), date(2026, 1, 5))]
)
async def test_a_facility_shows_a_client_out_at_once(stage: Stage, ends_on: date | None, ended: date) -> None:
    client = await client_of(stage)
    row = await stage.world.add(
        "mis_connection", client_id=client["id"], facility_id=stage.hospital, ends_on=ends_on
    )
    administrator = await stage.as_("FACILITY_ADMIN")
    outcome = await stage.perform(DISCONNECT_MIS_CLIENT, administrator, DisconnectMisClient(row["id"]))
    assert outcome.changes == (Change("MisConnection", row["id"], 2, ChangeKind.ENDED),)
    connection = await MisConnection.get(id=row["id"], using_db=stage.tx)
    assert (connection.status, connection.ends_on) == ("ENDED", ended)
    assert await stage.codes(DISCONNECT_MIS_CLIENT, administrator, DisconnectMisClient(row["id"])) == [
        "CONFLICT"
    ]


async def test_a_connection_that_has_not_begun_ends_without_a_day(stage: Stage) -> None:
    client, tomorrow = await client_of(stage), date(2026, 1, 6)
    row = await stage.world.add(
        "mis_connection", client_id=client["id"], facility_id=stage.hospital, starts_on=tomorrow
    )
    wish = DisconnectMisClient(row["id"])
    await stage.perform(DISCONNECT_MIS_CLIENT, await stage.as_("FACILITY_ADMIN"), wish)
    connection = await MisConnection.get(id=row["id"], using_db=stage.tx)
    assert (connection.status, connection.ends_on) == ("ENDED", tomorrow)


async def test_connections_of_others_are_as_if_there_were_none(stage: Stage) -> None:
    client = await client_of(stage, "far")
    hidden = await MisConnection.get(client_id=client["id"], using_db=stage.tx)
    administrator = await stage.as_("FACILITY_ADMIN")
    answers = [
        [
            each.formatted()
            for each in await stage.refused(
                DISCONNECT_MIS_CLIENT, administrator, DisconnectMisClient(connection_id)
            )
        ]
        for connection_id in (hidden.id, NOBODYS)
    ]
    assert answers[0] == answers[1]


async def test_a_facility_decides_on_a_client_that_works_for_nobody_else(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    own = await client_of(stage, "hospital")
    shared, unused = await client_of(stage, "hospital", "far"), await client_of(stage)
    outcome = await stage.perform(ROTATE_MIS_SECRET, administrator, RotateMisSecret(own["id"]))
    assert outcome.told["secret"]
    await stage.perform(BLOCK_MIS_CLIENT, administrator, BlockMisClient(own["id"], "не потрібна"))
    for client in (shared, unused):
        wish = RotateMisSecret(client["id"])
        assert await stage.codes(ROTATE_MIS_SECRET, administrator, wish) == ["FORBIDDEN"]
        block = BlockMisClient(client["id"], "так")
        assert await stage.codes(BLOCK_MIS_CLIENT, administrator, block) == ["FORBIDDEN"]
    registrar = await stage.as_("REGISTRAR")
    await stage.perform(ROTATE_MIS_SECRET, registrar, RotateMisSecret(shared["id"]))


async def test_another_secret_and_a_block_end_what_the_client_opened_and_no_persons_session(
    stage: Stage,
) -> None:
    client, person = await client_of(stage), await stage.world.add("person")
    until = stage.now + timedelta(hours=1)
    for number, person_id in ((1, None), (2, person["id"])):
        await stage.world.insert(
            "session",
            token_sha256=bytes([number]) * 32,
            kind="FULL",
            principal_id=person_id or client["id"],
            person_id=person_id,
            client_id=client["id"],
            created_at=stage.now,
            absolute_until=until,
        )
    await stage.perform(ROTATE_MIS_SECRET, await stage.as_("REGISTRAR"), RotateMisSecret(client["id"]))
    rows = await stage.tx.execute_query_dict(
        "SELECT person_id IS NULL AS alone FROM session WHERE client_id = $1 AND revoked_at IS NOT NULL",
        [client["id"]],
    )
    assert [row["alone"] for row in rows] == [True]


async def test_a_block_is_lifted_by_an_act_and_nothing_is_done_twice(stage: Stage) -> None:
    client, registrar = await client_of(stage), await stage.as_("REGISTRAR")
    block, unblock = BlockMisClient(client["id"], "скарги"), UnblockMisClient(client["id"], "перевірено")
    assert await stage.codes(UNBLOCK_MIS_CLIENT, registrar, unblock) == ["CONFLICT"]
    await stage.perform(BLOCK_MIS_CLIENT, registrar, block)
    assert await stage.codes(BLOCK_MIS_CLIENT, registrar, block) == ["CONFLICT"]
    assert await stage.codes(ROTATE_MIS_SECRET, registrar, RotateMisSecret(client["id"])) == ["CONFLICT"]
    await stage.perform(UNBLOCK_MIS_CLIENT, registrar, unblock)
    assert (await MisClient.get(id=client["id"], using_db=stage.tx)).status == "ACTIVE"
    empty = BlockMisClient(client["id"], " ")
    assert await stage.problems(BLOCK_MIS_CLIENT, registrar, empty) == {("reason", "length")}


async def test_a_facility_lifts_no_block(stage: Stage) -> None:
    client, administrator = await client_of(stage, "hospital"), await stage.as_("FACILITY_ADMIN")
    await stage.perform(
        BLOCK_MIS_CLIENT, await stage.as_("REGISTRAR"), BlockMisClient(client["id"], "скарги")
    )
    wish = UnblockMisClient(client["id"], "нам подобається")
    assert await stage.codes(UNBLOCK_MIS_CLIENT, administrator, wish) == ["FORBIDDEN"]


async def test_all_clients_leave_a_facility_that_closes(stage: Stage) -> None:
    for _ in range(2):
        await client_of(stage, "hospital", "far")
    changes = await end_connections(stage.tx, await stage.as_("REGISTRAR"), stage.hospital)
    assert [(each.entity, each.version, each.act) for each in changes] == [
        ("MisConnection", 2, ChangeKind.ENDED)
    ] * 2
    left = await MisConnection.filter(status="ACTIVE").using_db(stage.tx)
    assert stage.hospital not in {each.facility_id for each in left}
