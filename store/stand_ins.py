"""The sandbox's stand-ins: for each default role set somebody who carries it, and a token of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from errors import BadRequest, NotFound, Refusal
from permissions.role_sets import TEMPLATES
from store.connections import writing
from store.failures import DRIVER_ERRORS, refusal_of
from store.sessions import full_token

HOURS = 30 * 24
"""The data are synthetic, and whoever tries a program wants its token to last."""

OF_NOBODY = "PUBLIC"
OF_PROGRAMS = "MIS"

_TODAY = "(now() AT TIME ZONE 'Europe/Kyiv')::date"
# Facility by facility, so that the first holder is found without looking at all others; somebody who holds
# nothing else shows the role set best, and a main appointment comes before a double's.
_PERSON = f"""
SELECT person_id, NULL::uuid AS client_id, name, edrpou, name_short
FROM facility CROSS JOIN LATERAL (
    SELECT person.id AS person_id,
        concat_ws(' ', person.last_name, person.first_name, person.middle_name) AS name
    FROM assignment
    JOIN assignment_role_set ON assignment_role_set.assignment_id = assignment.id
    JOIN role_set_version ON role_set_version.id = assignment_role_set.version_id
    JOIN role_set ON role_set.id = role_set_version.role_set_id
    JOIN employee ON employee.id = assignment.employee_id
    JOIN person ON person.id = employee.person_id
    WHERE assignment.facility_id = facility.id
      AND assignment.status IN ('ACTIVE', 'SCHEDULED')
      AND assignment.start_date <= {_TODAY} AND coalesce(assignment.end_date >= {_TODAY}, true)
      AND (assignment.substitute_mode IS DISTINCT FROM 'ON_DEMAND' OR EXISTS (
          SELECT FROM substitution_period
          WHERE substitution_period.assignment_id = assignment.id
            AND starts_at <= now() AND coalesce(ends_at > now(), true)
      ))
      AND role_set.code = $1 AND role_set.facility_id IS NULL AND role_set.status = 'ACTIVE'
      AND employee.status = 'ACTIVE' AND person.blocked_at IS NULL
    ORDER BY EXISTS (
        SELECT FROM employee AS job JOIN assignment AS other ON other.employee_id = job.id
        WHERE job.person_id = person.id AND other.id <> assignment.id AND other.status = 'ACTIVE'
    ), assignment.kind = 'SUBSTITUTE', assignment.id
    LIMIT 1
) AS holder
WHERE $2::text IS NULL OR facility.edrpou = $2
ORDER BY facility.id LIMIT 1
"""
_PROGRAM = f"""
SELECT NULL::uuid AS person_id, mis_client.id AS client_id, mis_client.name, facility.edrpou,
    facility.name_short
FROM mis_connection
JOIN mis_client ON mis_client.id = mis_connection.client_id
JOIN facility ON facility.id = mis_connection.facility_id
JOIN role_set_version ON role_set_version.id = mis_connection.version_id
JOIN role_set ON role_set.id = role_set_version.role_set_id
WHERE mis_client.status = 'ACTIVE' AND mis_connection.status = 'ACTIVE'
  AND mis_connection.starts_on <= {_TODAY} AND coalesce(mis_connection.ends_on >= {_TODAY}, true)
  AND role_set.code = $1 AND role_set.facility_id IS NULL AND role_set.status = 'ACTIVE'
  AND ($2::text IS NULL OR facility.edrpou = $2)
ORDER BY mis_client.id, facility.id LIMIT 1
"""
_IS_FACILITY = "SELECT EXISTS (SELECT FROM facility WHERE edrpou = $1)"


@dataclass(frozen=True, slots=True)
class Place:
    """A facility by the code and the name that people know."""

    edrpou: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who carries a role set at a facility: a person, or a vendor's program."""

    name: str
    place: Place
    person_id: UUID | None
    client_id: UUID | None


@dataclass(frozen=True, slots=True)
class Role:
    """A default role set, and the facility whose holder is taken when none is named."""

    code: str
    title: str
    place: Place | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class Issued:
    """A token of a holder; nobody needs none."""

    role: str
    title: str
    holder: Holder | None
    token: str | None


class StandIns:
    """Finds holders of role sets in a sandbox's database and makes sessions of theirs."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url

    async def roles(self) -> Sequence[Role]:
        """List the default role sets, each with the facility of its first holder."""
        async with writing(self._database_url) as connection:
            try:
                return [await _role(connection, code) for code in TEMPLATES]
            except DRIVER_ERRORS as error:
                raise refusal_of(error) from error

    async def token_as(self, code: str, edrpou: str | None = None) -> Issued:
        """Make a session of the first holder of a role set, at a facility if one is named.

        Raises BadRequest for a role set that does not exist, NotFound for a facility that does not or where
        nobody carries the role set.
        """
        if code not in TEMPLATES:
            raise _unknown(code)
        title = TEMPLATES[code].title
        if code == OF_NOBODY:
            return Issued(code, title, None, None)
        async with writing(self._database_url) as connection:
            try:
                holder = await _found(connection, code, edrpou)
                who, program = holder.person_id, holder.client_id
                token = await full_token(connection, person_id=who, client_id=program, hours=HOURS)
                return Issued(code, title, holder, token)
            except DRIVER_ERRORS as error:
                raise refusal_of(error) from error

    async def holder(self, code: str, edrpou: str | None = None) -> Holder:
        """Find the first holder of a role set, as for a token; raises BadRequest or NotFound."""
        if code not in TEMPLATES:
            raise _unknown(code)
        async with writing(self._database_url) as connection:
            try:
                return await _found(connection, code, edrpou)
            except DRIVER_ERRORS as error:
                raise refusal_of(error) from error


async def _role(connection: asyncpg.Connection, code: str) -> Role:
    holder = None if code == OF_NOBODY else await first_holder(connection, code, None)
    is_held = holder is not None or code == OF_NOBODY
    return Role(code, TEMPLATES[code].title, holder.place if holder else None, is_held)


async def first_holder(connection: asyncpg.Connection, code: str, edrpou: str | None) -> Holder | None:
    """Find who holds a default role set just now, at a facility if one is named."""
    statement = _PROGRAM if code == OF_PROGRAMS else _PERSON
    row = await connection.fetchrow(statement, code, edrpou)
    if row is None:
        return None
    place = Place(row["edrpou"], row["name_short"])
    return Holder(row["name"], place, row["person_id"], row["client_id"])


async def _found(connection: asyncpg.Connection, code: str, edrpou: str | None) -> Holder:
    holder = None if code == OF_NOBODY else await first_holder(connection, code, edrpou)
    if holder is None:
        raise await _nobody(connection, code, edrpou)
    return holder


def _unknown(code: str) -> Refusal:
    offered = ", ".join(TEMPLATES)
    return BadRequest(
        f"рольового набору «{code[:40]}» немає; є такі: {offered}",
        f'there is no role set "{code[:40]}"; there are: {offered}',
        evidence={"roleSets": list(TEMPLATES)},
    )


async def _nobody(connection: asyncpg.Connection, code: str, edrpou: str | None) -> Refusal:
    if edrpou is None:
        return NotFound(f"рольового набору {code} тут ніхто не має", f"nobody here holds the role set {code}")
    if not await connection.fetchval(_IS_FACILITY, edrpou):
        return NotFound(
            f"закладу з кодом ЄДРПОУ «{edrpou[:20]}» немає",
            f'no facility has the EDRPOU code "{edrpou[:20]}"',
        )
    return NotFound(
        f"у закладі {edrpou} рольового набору {code} ніхто не має",
        f"nobody at the facility {edrpou} holds the role set {code}",
    )
