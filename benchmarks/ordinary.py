"""The ordinary way, done well: Strawberry resolvers, Tortoise, DataLoaders that read no column in vain.

Parsed and validated documents are kept, JSON is orjson's, a request's rows are loaded level by level in one
query each. It answers the same five documents as the service, and nothing else.
"""

import base64
import datetime as dt
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

import orjson
import strawberry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry import Parent
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache
from tortoise import Model, Tortoise

import models
from benchmarks.loaders import DEPARTMENT, EMPLOYEE, FACILITY, Loaders, Rows
from models.configuration import configuration

T = TypeVar("T")
Wanted = Annotated[T, strawberry.argument(name="filter")]
Info = strawberry.Info[Loaders, None]

_CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Below:
    """What belongs to one row: loaded, and counted, when it is asked for."""

    key: UUID
    first: int
    rows: Rows
    counts: DataLoader[UUID, int] | None = None

    @property
    def nodes(self) -> Awaitable[list[Any]]:
        """Load the page."""
        return self._page()

    @property
    def total_count(self) -> Awaitable[int]:
        """Count all."""
        assert self.counts is not None
        return self.counts.load(self.key)

    async def _page(self) -> list[Any]:
        return (await self.rows.load(self.key))[: self.first]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows that are loaded already."""

    nodes: Sequence[Model]


@strawberry.type
class Connection(Generic[T]):
    """A page of rows, or how many there are."""

    nodes: list[T]
    total_count: int


strawberry.enum(models.AssignmentStatus)


@strawberry.input
class StringFilter:
    """Equality of text."""

    equal: str


@strawberry.input
class AssignmentStatusFilter:
    """Equality of a status."""

    equal: models.AssignmentStatus


@strawberry.input
class AssignmentFilter:
    """Which assignments are wanted."""

    status: AssignmentStatusFilter


@strawberry.input
class DepartmentFilter:
    """Which departments are wanted."""

    type_code: StringFilter


def _by(resolver: Callable[..., object]) -> Any:  # what stands in place of a field's value
    return strawberry.field(resolver=resolver)


def _id(type_name: str) -> Any:
    def resolve(root: Any) -> strawberry.ID:  # a row of the type's model
        text = f"{type_name}:{root.id}"
        return strawberry.ID(base64.urlsafe_b64encode(text.encode()).decode().rstrip("="))

    return _by(resolve)


def _decoded(text: str) -> str:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()


def _itself(root: Any) -> Any:
    return root


@strawberry.type
class WorkContact:
    """A group of an employee's fields."""

    personnel_number: str | None
    work_email: str


@strawberry.type
class Employee:
    """An employee."""

    id: strawberry.ID = _id("Employee")
    last_name: str
    first_name: str
    middle_name: str | None
    employee_type: str
    status: str
    start_date: dt.date | None
    end_date: dt.date | None
    work_contact: WorkContact = _by(_itself)


async def _employee(root: Parent[models.Assignment], info: Info) -> models.Employee | None:
    return await info.context.employee.load(root.employee_id)


@strawberry.type
class Assignment:
    """An assignment."""

    id: strawberry.ID = _id("Assignment")
    kind: str
    start_date: dt.date
    employee: Employee | None = _by(_employee)


async def _title(root: Parent[models.Position], info: Info) -> str:
    return root.custom_title or await info.context.title.load(root.title_code or "")


def _assignments(
    root: Parent[models.Position], info: Info, wanted: Wanted[AssignmentFilter], first: int = 20
) -> Below:
    return Below(root.id, first, info.context.assignments(wanted.status.equal))


@strawberry.type
class Position:
    """A position."""

    id: strawberry.ID = _id("Position")
    title: str = _by(_title)
    kind: str
    headcount: Decimal
    assignments: Connection[Assignment] = _by(_assignments)


@strawberry.type
class Workplace:
    """A workplace."""

    id: strawberry.ID = _id("Workplace")
    name: str
    room_number: str | None


@strawberry.type
class Equipment:
    """A device."""

    id: strawberry.ID = _id("Equipment")
    name: str
    type_code: str
    availability_status: str
    serial_number: str | None


async def _facility(root: Parent[models.Department], info: Info) -> models.Facility | None:
    return await info.context.facility.load(root.facility_id)


def _positions(root: Parent[models.Department], info: Info, first: int = 20) -> Below:
    return Below(root.id, first, info.context.positions, info.context.positions_count)


def _workplaces(root: Parent[models.Department], info: Info, first: int = 20) -> Below:
    return Below(root.id, first, info.context.workplaces, info.context.workplaces_count)


def _equipment(root: Parent[models.Department], info: Info, first: int = 20) -> Below:
    return Below(root.id, first, info.context.equipment, info.context.equipment_count)


@strawberry.type
class Department:
    """A department."""

    id: strawberry.ID = _id("Department")
    name: str
    type_code: str
    facility: "Facility | None" = _by(_facility)
    positions: Connection[Position] = _by(_positions)
    workplaces: Connection[Workplace] = _by(_workplaces)
    equipment: Connection[Equipment] = _by(_equipment)


def _departments(root: Parent[models.Facility], info: Info, first: int = 20) -> Below:
    return Below(root.id, first, info.context.departments)


@strawberry.type
class Facility:
    """A facility."""

    id: strawberry.ID = _id("Facility")
    edrpou: str | None
    name_full: str
    name_short: str
    kind_code: str
    status: str
    departments: Connection[Department] = _by(_departments)


async def _one_facility(
    global_id: Annotated[strawberry.ID, strawberry.argument(name="id")],
) -> models.Facility | None:
    key = UUID(_decoded(global_id).partition(":")[2])
    return await models.Facility.filter(id=key).only(*FACILITY).first()


async def _facilities(first: int = 50) -> Page:
    return Page(await models.Facility.all().only(*FACILITY).order_by("id").limit(first))


async def _employees(first: int = 50) -> Page:
    return Page(await models.Employee.all().only(*EMPLOYEE).order_by("id").limit(first))


async def _departments_after(wanted: Wanted[DepartmentFilter], after: str, first: int = 50) -> Page:
    key = UUID(orjson.loads(_decoded(after))[1])
    found = models.Department.filter(type_code=wanted.type_code.equal, id__gt=key)
    return Page(await found.only(*DEPARTMENT).order_by("id").limit(first))


@strawberry.type
class Query:
    """What the five documents ask."""

    facility: Facility | None = _by(_one_facility)
    facilities: Connection[Facility] = _by(_facilities)
    employees: Connection[Employee] = _by(_employees)
    departments: Connection[Department] = _by(_departments_after)


class View(GraphQL[Loaders, None]):
    """The ASGI view, with orjson and loaders of its own for each request."""

    async def get_context(
        self,
        request: Request | WebSocket,  # noqa: ARG002 -- the signature is Strawberry's
        response: Response | WebSocket,  # noqa: ARG002
    ) -> Loaders:
        """Make the loaders of one request."""
        return Loaders()

    def encode_json(self, data: object) -> bytes:
        """Write JSON."""
        return orjson.dumps(data)

    def decode_json(self, data: str | bytes) -> object:
        """Read JSON."""
        return orjson.loads(data)


@asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[None]:
    """Open Tortoise."""
    await Tortoise.init(
        config=configuration(os.environ["DATABASE_URL"], _CONNECTIONS), _enable_global_fallback=True
    )
    yield
    await Tortoise.close_connections()


schema = strawberry.Schema(Query, extensions=[ParserCache, ValidationCache])
app = Starlette(routes=[Route("/graphql", View(schema, graphql_ide=None))], lifespan=lifespan)
