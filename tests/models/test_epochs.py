"""Every change of a right raises the epoch of exactly those whom it touches, and no other change does."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from tests.models.world import DAY, NOW, Row, World

Change = Callable[["Clinic"], Awaitable[object]]


@dataclass
class Clinic:
    """A facility with two people who carry one role set each, a client, and whoever else has sessions."""

    world: World
    facility: Row
    department: Row
    position: Row
    doctor: Row
    nurse: Row
    assignment: Row
    nurses: Row
    given: Row
    client: Row
    connection: Row
    period: Row

    async def epochs(self) -> dict[UUID, int]:
        """The epoch of everyone, after all that waits for the transaction's end."""
        await self.world.judge()
        rows = await self.world.connection.fetch("SELECT principal_id, epoch FROM principal_epoch")
        return {row["principal_id"]: row["epoch"] for row in rows}

    async def touched_by(self, change: Awaitable[object]) -> set[UUID]:
        """Whose epoch a change raises."""
        before = await self.epochs()
        await change
        after = await self.epochs()
        assert all(after[each] in (epoch, epoch + 1) for each, epoch in before.items())
        return {each for each, epoch in after.items() if epoch != before.get(each)}


@pytest.fixture
async def clinic(world: World) -> Clinic:
    await world.connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    facility = await world.add("facility")
    department = await world.add("department", facility_id=facility["id"])
    position = await world.add("position", department=department)
    doctor, nurse = [await world.add("employee", facility_id=facility["id"]) for _ in range(2)]
    assignment = await world.add("assignment", position=position, employee=doctor)
    nurses = await world.add("assignment", position=position, employee=nurse)
    given = await world.add("assignment_role_set", assignment=assignment)
    await world.add("assignment_role_set", assignment=nurses)
    period = await world.add("substitution_period", assignment_id=assignment["id"])
    await world.add("session", person_id=doctor["person_id"])
    await world.add("session", person_id=nurse["person_id"])
    client = await world.add("mis_client")
    connection = await world.add("mis_connection", client_id=client["id"], facility_id=facility["id"])
    await world.add("session", client_id=client["id"])
    await world.add("session")
    return Clinic(
        world,
        facility,
        department,
        position,
        doctor,
        nurse,
        assignment,
        nurses,
        given,
        client,
        connection,
        period,
    )


async def role_set_of(clinic: Clinic, version_id: UUID) -> Row:
    version = await clinic.world.seen("role_set_version", {"id": version_id})
    return await clinic.world.seen("role_set", {"id": version["role_set_id"]})


async def carry_another(clinic: Clinic) -> None:
    await clinic.world.add("assignment_role_set", assignment=clinic.assignment)


async def drop_role_set(clinic: Clinic) -> None:
    await clinic.world.connection.execute(
        "DELETE FROM assignment_role_set WHERE assignment_id = $1", clinic.assignment["id"]
    )


async def turn_to_another_version(clinic: Clinic) -> None:
    role_set = await role_set_of(clinic, clinic.given["version_id"])
    version = await clinic.world.add("role_set_version", role_set_id=role_set["id"], number=2)
    await clinic.world.connection.execute(
        "UPDATE assignment_role_set SET version_id = $1 WHERE assignment_id = $2",
        version["id"],
        clinic.assignment["id"],
    )


async def retire_role_set(clinic: Clinic) -> None:
    role_set = await role_set_of(clinic, clinic.given["version_id"])
    await clinic.world.change("role_set", role_set, status="RETIRED")


async def move_position(clinic: Clinic) -> None:
    """The doctor alone moves, since the nurse holds another position by now."""
    elsewhere = await clinic.world.add("department", facility_id=clinic.facility["id"])
    other = await clinic.world.add("position", department=elsewhere)
    await clinic.world.change("assignment", clinic.assignment, position_id=other["id"], path=other["path"])


async def end_session(clinic: Clinic, change: str) -> None:
    await clinic.world.connection.execute(
        f"UPDATE session SET {change} WHERE person_id = $1", clinic.doctor["person_id"]
    )


async def delete_session(clinic: Clinic) -> None:
    await clinic.world.connection.execute(
        "DELETE FROM session WHERE person_id = $1", clinic.doctor["person_id"]
    )


async def change_period(clinic: Clinic, **changes: object) -> None:
    await clinic.world.change("substitution_period", clinic.period, **changes)


async def delete_period(clinic: Clinic) -> None:
    await clinic.world.connection.execute("DELETE FROM substitution_period")


OF_DOCTOR: dict[str, Change] = {
    "the assignment is suspended": lambda c: c.world.change("assignment", c.assignment, status="SUSPENDED"),
    "the assignment begins later": lambda c: c.world.change(
        "assignment", c.assignment, start_date=DAY + timedelta(days=1)
    ),
    "the assignment gets an end": lambda c: c.world.change("assignment", c.assignment, end_date=DAY),
    "the assignment moves to another department": move_position,
    "the assignment becomes that of a double on demand": lambda c: c.world.change(
        "assignment",
        c.assignment,
        kind="SUBSTITUTE",
        substitute_mode="ON_DEMAND",
        substitutes_assignment_id=c.nurses["id"],
    ),
    "another role set is carried": carry_another,
    "the role set is dropped": drop_role_set,
    "the role set gets a new version": turn_to_another_version,
    "the role set is retired": retire_role_set,
    "a period begins": lambda c: c.world.add(
        "substitution_period", assignment_id=c.assignment["id"], starts_at=NOW - timedelta(9), ends_at=NOW
    ),
    "the period ends": lambda c: change_period(c, ends_at=NOW + timedelta(hours=1)),
    "the period is removed": delete_period,
    "the employee is suspended": lambda c: c.world.change("employee", c.doctor, status="SUSPENDED"),
    "the person is blocked": lambda c: c.world.change(
        "person", {"id": c.doctor["person_id"]}, blocked_at=NOW
    ),
    "the session is revoked": lambda c: end_session(c, "revoked_at = now()"),
    "the session is cut short": lambda c: end_session(c, "absolute_until = now() + interval '1 second'"),
    "the session is deleted": delete_session,
}

OF_CLIENT: dict[str, Change] = {
    "the client is blocked": lambda c: c.world.change("mis_client", c.client, status="BLOCKED"),
    "the connection ends": lambda c: c.world.change("mis_connection", c.connection, status="ENDED"),
    "the connection gets an end": lambda c: c.world.change("mis_connection", c.connection, ends_on=DAY),
    "another connection is made": lambda c: c.world.add("mis_connection", client_id=c.client["id"]),
    "the connection is removed": lambda c: c.world.connection.execute("DELETE FROM mis_connection"),
}


async def retire_ceiling(clinic: Clinic) -> None:
    role_set = await role_set_of(clinic, clinic.connection["version_id"])
    await clinic.world.change("role_set", role_set, status="RETIRED")


OF_CLIENT["the role set of the connection is retired"] = retire_ceiling

OF_NOBODY: dict[str, Change] = {
    "the assignment's rate changes": lambda c: c.world.change("assignment", c.assignment, rate=0.5),
    "an employee is appointed without a role set": lambda c: c.world.add("assignment"),
    "the employee gets a number": lambda c: c.world.change("employee", c.doctor, personnel_number="7"),
    "the person is renamed": lambda c: c.world.change(
        "person", {"id": c.doctor["person_id"]}, last_name="Нова"
    ),
    "the role set is renamed": lambda c: c.world.connection.execute(
        "UPDATE role_set SET version = version + 1"
    ),
    "the period gets a reason": lambda c: change_period(c, reason="відпустка"),
    "the client is renamed": lambda c: c.world.change("mis_client", c.client, name="Інша МІС"),
    "the connection is counted up": lambda c: c.world.change("mis_connection", c.connection, version=2),
    "the facility is suspended": lambda c: c.world.change("facility", c.facility, status="SUSPENDED"),
}


@pytest.mark.parametrize("change", OF_DOCTOR)
async def test_it_touches_the_doctor_alone_when(clinic: Clinic, change: str) -> None:
    assert await clinic.touched_by(OF_DOCTOR[change](clinic)) == {clinic.doctor["person_id"]}


@pytest.mark.parametrize("change", OF_CLIENT)
async def test_it_touches_the_client_alone_when(clinic: Clinic, change: str) -> None:
    assert await clinic.touched_by(OF_CLIENT[change](clinic)) == {clinic.client["id"]}


@pytest.mark.parametrize("change", OF_NOBODY)
async def test_it_touches_nobody_when(clinic: Clinic, change: str) -> None:
    assert await clinic.touched_by(OF_NOBODY[change](clinic)) == set()


async def test_a_department_that_moves_touches_everyone_in_it(clinic: Clinic) -> None:
    above = await clinic.world.add("department", facility_id=clinic.facility["id"])
    moving = clinic.world.change(
        "department", clinic.department, parent_id=above["id"], parent_path=above["path"]
    )
    assert await clinic.touched_by(moving) == {clinic.doctor["person_id"], clinic.nurse["person_id"]}


async def test_an_employee_who_turns_out_to_be_another_person_touches_both(clinic: Clinic) -> None:
    address = await clinic.world.add("email_address")
    turning = clinic.world.change(
        "employee", clinic.doctor, person_id=address["person_id"], work_email=address["address"]
    )
    assert await clinic.touched_by(turning) == {clinic.doctor["person_id"], address["person_id"]}


async def test_an_expired_session_leaves_without_touching_anyone(clinic: Clinic) -> None:
    past = NOW - timedelta(days=30)
    await clinic.world.add("session", created_at=past - timedelta(days=1), absolute_until=past)
    leaving = clinic.world.connection.execute("DELETE FROM session WHERE absolute_until < now()")
    assert await clinic.touched_by(leaving) == set()


async def test_an_explorers_epoch_is_its_sessions_own(clinic: Clinic) -> None:
    first, second = [await clinic.world.add("session") for _ in range(2)]
    revoking = clinic.world.connection.execute(
        "UPDATE session SET revoked_at = now() WHERE token_sha256 = $1", first["token_sha256"]
    )
    assert await clinic.touched_by(revoking) == {first["principal_id"]}
    assert second["principal_id"] in await clinic.epochs()


async def test_a_session_by_way_of_a_client_begins_the_epochs_of_both(world: World) -> None:
    person, client = await world.add("person"), await world.add("mis_client")
    await world.add("session", person_id=person["id"], client_id=client["id"])
    rows = await world.connection.fetch("SELECT principal_id FROM principal_epoch")
    assert {row["principal_id"] for row in rows} == {person["id"], client["id"]}


async def test_a_second_session_leaves_the_epoch_as_it_is(clinic: Clinic) -> None:
    beginning = clinic.world.add("session", person_id=clinic.doctor["person_id"])
    assert await clinic.touched_by(beginning) == set()


async def test_one_transaction_touches_each_principal_once_and_leaves_no_note(world: World) -> None:
    assignment = await world.add("assignment")
    employee = await world.seen("employee", {"id": assignment["employee_id"]})
    for status in ("SUSPENDED", "ACTIVE", "SUSPENDED"):
        await world.change("assignment", assignment, status=status)
    assert await world.connection.fetchval("SELECT count(*) FROM principal_epoch") == 0
    await world.judge()
    rows = await world.connection.fetch("SELECT principal_id, epoch FROM principal_epoch")
    assert [tuple(row) for row in rows] == [(employee["person_id"], 1)]
    assert await world.connection.fetchval("SELECT count(*) FROM principal_touched") == 0
