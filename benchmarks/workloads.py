"""The five workloads: what clients of the registry ask most, from one row to a thousand.

Every document asks for ids, takes `nodes` without edges and leaves the order to the id.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import orjson

from commands.demo.loading import DemoSummary
from compiler.catalogue import Kind
from compiler.cursors import digest_of
from compiler.tree import Ordering

PAGE = 50
EMPLOYEES = 1_000
FACILITIES = 100
DEPARTMENT_TYPE = "CLINICAL"
_AFTER_MS = 20
"""The key of W3 lies so far behind the first facility: ids of the demo grow by some 480 a millisecond."""

_FACILITY = """
query W1($id: ID!) {
  facility(id: $id) { id edrpou nameFull nameShort kindCode status }
}
"""
_HIERARCHY = """
query W2($id: ID!) {
  facility(id: $id) {
    id
    nameShort
    departments(first: 50) {
      nodes {
        id
        name
        typeCode
        positions(first: 20) {
          nodes {
            id
            title
            kind
            headcount
            assignments(first: 5, filter: {status: {equal: ACTIVE}}) {
              nodes { id kind startDate employee { id lastName firstName } }
            }
          }
        }
        workplaces(first: 20) { nodes { id name roomNumber } }
        equipment(first: 20) { nodes { id name typeCode availabilityStatus serialNumber } }
      }
    }
  }
}
"""
_COUNTS = """
query W3($first: Int!, $after: String!, $type: String!) {
  departments(first: $first, after: $after, filter: {typeCode: {equal: $type}}) {
    nodes {
      id
      name
      typeCode
      facility { nameShort }
      positions { totalCount }
      workplaces { totalCount }
      equipment { totalCount }
    }
  }
}
"""
_LIST = """
query W4($first: Int!) {
  employees(first: $first) {
    nodes {
      id
      lastName
      firstName
      middleName
      employeeType
      status
      startDate
      endDate
      workContact { personnelNumber workEmail }
    }
  }
}
"""
_TREE = """
query W5($first: Int!) {
  facilities(first: $first) {
    nodes {
      id
      nameShort
      departments(first: 10) {
        nodes {
          id
          name
          positions(first: 10) {
            nodes {
              id
              title
              assignments(first: 1, filter: {status: {equal: ACTIVE}}) {
                nodes { employee { id lastName firstName } }
              }
            }
          }
        }
      }
    }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Workload:
    """A request that is sent again and again; its name is also the operation's."""

    name: str
    title: str
    query: str
    variables: Mapping[str, object]

    @property
    def body(self) -> bytes:
        """The body of the POST."""
        return orjson.dumps({"query": self.query, "operationName": self.name, "variables": self.variables})


def workloads(summary: DemoSummary) -> tuple[Workload, ...]:
    """Ask for what the loaded demo has."""
    hospital = _global_id("Facility", summary.hospital.id)
    after = _cursor_after("Department", _later(summary.hospital.id))
    page = {"first": PAGE, "after": after, "type": DEPARTMENT_TYPE}
    return (
        Workload("W1", "one facility, 6 scalars", _FACILITY, {"id": hospital}),
        Workload(
            "W2", "one facility with 16 departments and all that is in them", _HIERARCHY, {"id": hospital}
        ),
        Workload("W3", f"{PAGE} departments of a type after a key, three counts each", _COUNTS, page),
        Workload("W4", f"{EMPLOYEES} employees, 10 scalars each", _LIST, {"first": EMPLOYEES}),
        Workload(
            "W5", f"{FACILITIES} facilities down to who holds the positions", _TREE, {"first": FACILITIES}
        ),
    )


def _global_id(type_name: str, key: UUID) -> str:
    return base64.urlsafe_b64encode(f"{type_name}:{key}".encode()).decode().rstrip("=")


def _cursor_after(type_name: str, key: UUID) -> str:
    by_id = Ordering("ID", "{row}.id", Kind.UUID, nullable=False, descending=False)
    value = orjson.dumps([digest_of(type_name, (by_id,)), str(key)])
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _later(key: UUID) -> UUID:
    return UUID(int=key.int + (_AFTER_MS << 80))
