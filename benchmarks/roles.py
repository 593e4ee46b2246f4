"""The workloads as people of one hospital ask them, beside the explorer who may read everything.

W1 and W2 ask about the hospital itself, W2 for serial numbers only where they are permitted. W3 to W5 go over
the country, of which the others see their own facility; F3 to F5 ask the same of the hospital alone, so that
the same rows come back. F6 adds what is held for a subtree, on rows that hold their path, F7 what is held for
people who work in it.
"""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.client import Connection, burst, request_of
from benchmarks.processes import Server, postgres_cpu_seconds
from benchmarks.workloads import Workload
from commands.demo.loading import DemoSummary
from compiler.ids import encode_id
from store.connections import writing
from store.stand_ins import StandIns


@dataclass(frozen=True, slots=True)
class BurstOf:
    """How long and by how many clients a workload is asked, and how many times."""

    clients: int
    seconds: float
    rounds: int


EXPLORER = "explorer"
ROLES = ("FACILITY_ADMIN", "BLOOD_BANK_HEAD", "DOCTOR")

_OF_FACILITY = ("employees(first: $first)", "employees(first: $first, filter: {facility: {equal: $id}})")
_OF_CODE = ("facilities(first: $first)", "facilities(first: $first, filter: {edrpou: {equal: $code}})")
_INVENTORY = """
query F6($bank: ID!) {
  equipmentList(first: 1000, filter: {department: {within: $bank}}) {
    nodes { id name inventoryNumber serialNumber manufacturer modelNumber lastVerifiedOn nextVerificationOn }
  }
}
"""
_PEOPLE = """
query F7($id: ID!) {
  employees(first: 1000, filter: {facility: {equal: $id}}) {
    nodes { id lastName workContact { workEmail } professional { workingExperience } redacted }
  }
}
"""


def of_roles(chosen: Sequence[Workload], hospital: str, code: str, bank: str) -> list[Workload]:
    """Give the workloads that are asked as each role: the usual ones, and those of one hospital."""
    by_name = {each.name: each for each in chosen}
    pages = "query F3($first: Int!, $type: String!, $id: ID!) { departments(first: $first,"
    pages += " filter: {typeCode: {equal: $type}, facility: {equal: $id}}) {"
    counts = pages + by_name["W3"].query.split("}}) {", 1)[1]
    people = _renamed(by_name["W4"], "F4", "$first: Int!", "$first: Int!, $id: ID!", *_OF_FACILITY)
    tree = _renamed(by_name["W5"], "F5", "$first: Int!", "$first: Int!, $code: String!", *_OF_CODE)
    given: Mapping[str, object] = {"id": hospital}
    hierarchy = by_name["W2"]
    open_to_all = hierarchy.query.replace("serialNumber", "serialNumber @ifPermitted")
    chosen = [replace(each, query=open_to_all) if each is hierarchy else each for each in chosen]
    return [
        *chosen,
        Workload("F3", "W3 of the hospital", counts, {"first": 50, "type": "CLINICAL", **given}),
        replace(people, title="W4 of the hospital", variables={**people.variables, **given}),
        replace(tree, title="W5 of the hospital", variables={**tree.variables, "code": code}),
        Workload("F6", "equipment of the blood bank with its inventory", _INVENTORY, {"bank": bank}),
        Workload("F7", "employees of the hospital with groups, redacted", _PEOPLE, given),
    ]


def _renamed(workload: Workload, name: str, *changes: str) -> Workload:
    query = workload.query.replace(workload.name, name)
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in query
        query = query.replace(old, new, 1)
    return replace(workload, name=name, query=query)


async def tokens(url: str, summary: DemoSummary, explorer: str) -> dict[str, str]:
    """Give a token of each role at the demo's hospital."""
    found = {EXPLORER: explorer}
    for role in ROLES:
        token = (await StandIns(url).token_as(role, summary.hospital.edrpou)).token
        assert token is not None
        found[role] = token
    return found


async def bank_of(url: str, summary: DemoSummary) -> str:
    """Give the id of the hospital's blood bank."""
    async with writing(url) as connection:
        found = await connection.fetchval(
            "SELECT id FROM department WHERE facility_id = $1 AND type_code = 'LOGISTICS_INVENTORY'"
            " ORDER BY path LIMIT 1",
            summary.hospital.id,
        )
    return encode_id("Department", found)


async def beside(
    server: Server,
    postmaster: int,
    chosen: Sequence[Workload],
    by_role: Mapping[str, str],
    *,
    load: BurstOf,
) -> list[str]:
    """Measure every workload as every role, in turn; ratios are to the explorer's total processor time."""
    lines = [
        "| workload | as | bytes | rows | ms of CPU | ratio | refused |",
        "|---|---|---:|---:|---:|---:|---|",
    ]
    for workload in chosen:
        spent: dict[str, list[float]] = {role: [] for role in by_role}
        told = {role: await _told(server, workload, token) for role, token in by_role.items()}
        for turn in range(load.rounds + 1):
            for role, token in by_role.items():
                request = request_of(server.port, workload.body, token)
                before = server.cpu_seconds() + postgres_cpu_seconds(postmaster)
                done = await burst(server.port, request, load.clients, load.seconds)
                after = server.cpu_seconds() + postgres_cpu_seconds(postmaster)
                if turn:
                    spent[role].append((after - before) * 1000 / done.requests)
        whole = statistics.median(spent[EXPLORER])
        for role, times in spent.items():
            size, rows, refused = told[role]
            each = statistics.median(times)
            figures = f"{size} | {rows} | {each:.3f} | {each / whole:.2f} | {refused}"
            lines.append(f"| {workload.name} | {role} | {figures} |")
    return lines


async def _told(server: Server, workload: Workload, token: str) -> tuple[int, int, str]:
    """Give the bytes of an answer, the objects in it, and how many coordinates were refused."""
    connection = await Connection.open(server.port)
    body = await connection.ask(request_of(server.port, workload.body, token))
    connection.close()
    answer = json.loads(body)
    errors = answer.get("errors", [])
    return len(body), _objects(answer.get("data")), f"{len(errors)} coordinates" if errors else ""


def _objects(value: object) -> int:
    if isinstance(value, dict):
        return ("id" in value) + sum(map(_objects, value.values()))
    return sum(map(_objects, value)) if isinstance(value, list) else 0
