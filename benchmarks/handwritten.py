"""What a good engineer writes by hand for just these five requests: one statement each and little around.

Bare Starlette, an asyncpg pool that does not reset its connections, JSON built by PostgreSQL. The operation's
name chooses the statement; the document is not even read.
"""

import base64
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Variables = Mapping[str, object]

_POOL_SIZE = 8


def _id(type_name: str, row: str) -> str:
    """Print a global id; base64 of these texts holds neither `+` nor `/`, and no line break."""
    return f"rtrim(encode(('{type_name}:' || {row}.id)::bytea, 'base64'), '=')"


def _count(table: str) -> str:
    return f"(SELECT count(*) FROM {table} below WHERE below.department_id = d.id)"


_TITLE = (
    "coalesce(p.custom_title, (SELECT v.title FROM dictionary_value v"
    " WHERE v.dictionary = 'POSITION' AND v.code = p.title_code))"
)

_FACILITY = f"""
SELECT convert_to(
json_build_object('facility', (
  SELECT json_build_object('id', {_id("Facility", "f")}, 'edrpou', f.edrpou, 'nameFull', f.name_full,
    'nameShort', f.name_short, 'kindCode', f.kind_code, 'status', f.status)
  FROM facility f WHERE f.id = $1))::text, 'UTF8')
"""

_HIERARCHY = f"""
SELECT convert_to(
json_build_object('facility', (
  SELECT json_build_object('id', {_id("Facility", "f")}, 'nameShort', f.name_short,
    'departments', json_build_object('nodes', (
      SELECT coalesce(json_agg(json_build_object('id', {_id("Department", "d")}, 'name', d.name,
        'typeCode', d.type_code,
        'positions', json_build_object('nodes', (
          SELECT coalesce(json_agg(json_build_object('id', {_id("Position", "p")}, 'title', {_TITLE},
            'kind', p.kind, 'headcount', p.headcount::text,
            'assignments', json_build_object('nodes', (
              SELECT coalesce(json_agg(json_build_object('id', {_id("Assignment", "a")}, 'kind', a.kind,
                'startDate', a.start_date,
                'employee', (SELECT json_build_object('id', {_id("Employee", "e")}, 'lastName', e.last_name,
                  'firstName', e.first_name) FROM employee e WHERE e.id = a.employee_id))), '[]')
              FROM (SELECT * FROM assignment WHERE position_id = p.id AND status = 'ACTIVE'
                ORDER BY id LIMIT 5) a)))), '[]')
          FROM (SELECT * FROM position WHERE department_id = d.id ORDER BY id LIMIT 20) p)),
        'workplaces', json_build_object('nodes', (
          SELECT coalesce(json_agg(json_build_object('id', {_id("Workplace", "w")}, 'name', w.name,
            'roomNumber', w.room_number)), '[]')
          FROM (SELECT * FROM workplace WHERE department_id = d.id ORDER BY id LIMIT 20) w)),
        'equipment', json_build_object('nodes', (
          SELECT coalesce(json_agg(json_build_object('id', {_id("Equipment", "q")}, 'name', q.name,
            'typeCode', q.type_code, 'availabilityStatus', q.availability_status,
            'serialNumber', q.serial_number)), '[]')
          FROM (SELECT * FROM equipment WHERE department_id = d.id ORDER BY id LIMIT 20) q)))), '[]')
      FROM (SELECT * FROM department WHERE facility_id = f.id ORDER BY id LIMIT 50) d)))
  FROM facility f WHERE f.id = $1))::text, 'UTF8')
"""

_COUNTS = f"""
SELECT convert_to(
json_build_object('departments', json_build_object('nodes', coalesce(json_agg(json_build_object(
  'id', {_id("Department", "d")}, 'name', d.name, 'typeCode', d.type_code,
  'facility', (
    SELECT json_build_object('nameShort', f.name_short) FROM facility f WHERE f.id = d.facility_id),
  'positions', json_build_object('totalCount', {_count("position")}),
  'workplaces', json_build_object('totalCount', {_count("workplace")}),
  'equipment', json_build_object('totalCount', {_count("equipment")})
)), '[]')))::text, 'UTF8')
FROM (SELECT * FROM department WHERE type_code = $3 AND id > $2 ORDER BY id LIMIT $1) d
"""

_LIST = f"""
SELECT convert_to(
json_build_object('employees', json_build_object('nodes', coalesce(json_agg(json_build_object(
  'id', {_id("Employee", "e")}, 'lastName', e.last_name, 'firstName', e.first_name,
  'middleName', e.middle_name, 'employeeType', e.employee_type, 'status', e.status,
  'startDate', e.start_date, 'endDate', e.end_date,
  'workContact', json_build_object('personnelNumber', e.personnel_number, 'workEmail', e.work_email)
)), '[]')))::text, 'UTF8')
FROM (SELECT * FROM employee ORDER BY id LIMIT $1) e
"""

_TREE = f"""
SELECT convert_to(
json_build_object('facilities', json_build_object('nodes', coalesce(json_agg(json_build_object(
  'id', {_id("Facility", "f")}, 'nameShort', f.name_short,
  'departments', json_build_object('nodes', (
    SELECT coalesce(json_agg(json_build_object('id', {_id("Department", "d")}, 'name', d.name,
      'positions', json_build_object('nodes', (
        SELECT coalesce(json_agg(json_build_object('id', {_id("Position", "p")}, 'title', {_TITLE},
          'assignments', json_build_object('nodes', (
            SELECT coalesce(json_agg(json_build_object(
              'employee', (SELECT json_build_object('id', {_id("Employee", "e")}, 'lastName', e.last_name,
                'firstName', e.first_name) FROM employee e WHERE e.id = a.employee_id))), '[]')
            FROM (SELECT * FROM assignment WHERE position_id = p.id AND status = 'ACTIVE'
              ORDER BY id LIMIT 1) a)))), '[]')
        FROM (SELECT * FROM position WHERE department_id = d.id ORDER BY id LIMIT 10) p)))), '[]')
    FROM (SELECT * FROM department WHERE facility_id = f.id ORDER BY id LIMIT 10) d)))), '[]')))::text,
'UTF8')
FROM (SELECT * FROM facility ORDER BY id LIMIT $1) f
"""


def _uuid(global_id: object) -> UUID:
    text = str(global_id)
    return UUID(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(":")[2])


def _key(cursor: object) -> UUID:
    text = str(cursor)
    return UUID(orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))[1])


def _by_id(given: Variables) -> tuple[object, ...]:
    return (_uuid(given["id"]),)


def _page(given: Variables) -> tuple[object, ...]:
    return (given["first"],)


def _page_after(given: Variables) -> tuple[object, ...]:
    return given["first"], _key(given["after"]), given["type"]


_STATEMENTS: Mapping[str, tuple[str, Callable[[Variables], tuple[object, ...]]]] = {
    "W1": (_FACILITY, _by_id),
    "W2": (_HIERARCHY, _by_id),
    "W3": (_COUNTS, _page_after),
    "W4": (_LIST, _page),
    "W5": (_TREE, _page),
}


async def _no_reset(_: object) -> None:
    """Leave a connection as it is: no statement changes the session."""


async def graphql(request: Request) -> Response:
    """Run the statement of the operation that the body names."""
    body = orjson.loads(await request.body())
    statement, arguments = _STATEMENTS[body["operationName"]]
    async with request.app.state.pool.acquire() as connection:
        data: bytes = await connection.fetchval(statement, *arguments(body["variables"]))
    return Response(b'{"data":%b}' % data, media_type="application/json")


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Open the pool."""
    async with asyncpg.create_pool(
        os.environ["DATABASE_URL"],
        min_size=_POOL_SIZE,
        max_size=_POOL_SIZE,
        reset=_no_reset,
        max_cacheable_statement_size=0,
        server_settings={
            "jit": "off",
            "TimeZone": "UTC",
            "plan_cache_mode": "force_generic_plan",
            "random_page_cost": "1.1",
        },
    ) as pool:
        app.state.pool = pool
        yield


app = Starlette(routes=[Route("/graphql", graphql, methods=["POST"])], lifespan=lifespan)
