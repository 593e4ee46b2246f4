"""Executing a request: one statement at most, plans shared as far as they fit, refusals in the answer."""

import re
from types import MappingProxyType
from typing import Any

import pytest

from errors import QueryTooComplex, Unavailable
from permissions.access import ANONYMOUS, EXPLORER, Access
from permissions.catalogue import DICTIONARY, FACILITY
from schema.execution import Ceilings, Executor, Request
from schema.graph import graph
from tests.reading import Nowhere

FACILITY_ID = "RmFjaWxpdHk6MDE4ZjAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAx"
OTHER_ID = "RmFjaWxpdHk6MDE4ZjAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAy"

# Each document with variables that share one plan, then with variables that need plans of their own.
SHARED: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "values of every operator": (
        """query ($a: String, $b: [String!], $c: String, $d: Date, $e: EmployeeStatus, $n: Int) {
          employees(first: $n, filter: {
            lastName: {equal: $a, in: $b, startsWith: $a}
            fullName: {search: $c}
            startDate: {from: $d}
            status: {equal: $e}
          }) { nodes { id } } }""",
        [
            {"a": "А", "b": ["Б"], "c": "в", "d": "2026-01-05", "e": "ACTIVE", "n": 1},
            {"a": "", "b": [], "c": "", "d": "2020-02-29", "e": "DISMISSED", "n": 1000},
            {"a": "%", "b": ["Б"] * 100, "c": "a b c d e f", "d": "0001-01-01", "e": "DRAFT", "n": 0},
        ],
    ),
    "ids": (
        """query ($id: ID!, $ids: [ID!]!) {
          node(id: $id) { id } nodes(ids: $ids) { id } facility(id: $id) { id } }""",
        [
            {"id": FACILITY_ID, "ids": []},
            {"id": OTHER_ID, "ids": [FACILITY_ID, OTHER_ID]},
            {"id": OTHER_ID, "ids": [OTHER_ID] * 1000},
        ],
    ),
    "null is as good as absent": (
        """query ($a: String, $f: EmployeeFilter, $n: Int) {
          employees(first: $n, filter: {and: [{not: $f}, {lastName: {equal: $a}}]}) { nodes { id } } }""",
        [{}, {"a": None}, {"f": None, "n": None}],
    ),
    "the keys of an object in any order": (
        "query ($f: EmployeeFilter) { employees(filter: $f) { nodes { id } } }",
        [
            {"f": {"lastName": {"equal": "А", "startsWith": "Б"}, "firstName": {"equal": "В"}}},
            {"f": {"firstName": {"equal": "Г"}, "lastName": {"startsWith": "Ґ", "equal": "Д"}}},
            {
                "f": {
                    "firstName": {"equal": "Г"},
                    "status": None,
                    "lastName": {"startsWith": "Ґ", "equal": "Д"},
                }
            },
        ],
    ),
}
APART: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "a condition that is given or not": (
        "query ($a: String) { employees(filter: {lastName: {equal: $a}}) { nodes { id } } }",
        [{"a": "А"}, {"a": None}],
    ),
    "different fields of a filter": (
        "query ($f: EmployeeFilter) { employees(filter: $f) { nodes { id } } }",
        [
            {"f": None},
            {"f": {}},
            {"f": {"lastName": {"equal": "А"}}},
            {"f": {"lastName": {"startsWith": "А"}}},
            {"f": {"firstName": {"equal": "А"}}},
        ],
    ),
    "more alternatives": (
        "query ($f: [EmployeeFilter!]) { employees(filter: {or: $f}) { nodes { id } } }",
        [{"f": []}, {"f": [{}]}, {"f": [{}, {}]}],
    ),
    "other orders": (
        "query ($o: [EmployeeOrder!]) { employees(orderBy: $o) { nodes { id } } }",
        [{"o": []}, {"o": ["LAST_NAME_ASC"]}, {"o": ["LAST_NAME_DESC"]}, {"o": ["LAST_NAME_ASC"] * 2}],
    ),
    "directions and cursors": (
        "query ($f: Int, $l: Int, $a: String) { employees(first: $f, last: $l, after: $a) { nodes { id } } }",
        [{"f": 1}, {"l": 1}, {"f": 1, "a": "WyI0MWIzNWFhYyIsICJ4Il0"}],
    ),
    "fields that are asked for or not": (
        """query ($x: Boolean!, $y: Boolean!) {
          facilities { nodes { id @include(if: $x) name @skip(if: $y) } } }""",
        [{"x": x, "y": y} for x in (True, False) for y in (True, False)],
    ),
    "null or not": (
        "query ($n: Boolean) { employees(filter: {startDate: {isNull: $n}}) { nodes { id } } }",
        [{"n": True}, {"n": False}, {"n": None}],
    ),
}


async def test_what_is_left_out_alone_is_left_out_by_fresh_rights() -> None:
    nowhere = Nowhere(b'{"departments": {"totalCount": 1}}')
    request = Request("{ departments @ifPermitted { totalCount } }")
    before = await nowhere.executor.execute(request, ANONYMOUS)
    assert before.data == b"{}"
    renewed: list[float] = []

    async def renew(seconds: float) -> Access:
        renewed.append(seconds)
        return EXPLORER

    after = await nowhere.executor.execute(request, ANONYMOUS, renew)
    assert after.data == nowhere.data
    assert renewed == [1.0]


@pytest.mark.parametrize(("query", "calls"), SHARED.values(), ids=SHARED)
async def test_values_share_a_plan(query: str, calls: list[dict[str, Any]]) -> None:
    nowhere = Nowhere()
    for variables in calls:
        assert (await nowhere.ask(Request(query, None, variables))).errors == ()
    assert nowhere.executor.documents.plans() == 1
    assert len(set(nowhere.texts)) == 1
    assert len(nowhere.sent) == len(calls)


@pytest.mark.parametrize(("query", "calls"), APART.values(), ids=APART)
async def test_what_decides_the_statement_makes_another_plan(query: str, calls: list[dict[str, Any]]) -> None:
    nowhere = Nowhere()
    for variables in [*calls, *reversed(calls)]:
        await nowhere.ask(Request(query, None, variables))
    planned = len(set(nowhere.texts))
    assert nowhere.executor.documents.plans() == len(calls)
    assert nowhere.texts == nowhere.texts[::-1]
    assert planned >= len(calls) - 1  # two shapes may come to the same statement


@pytest.mark.parametrize(("query", "calls"), [*SHARED.values(), *APART.values()], ids=[*SHARED, *APART])
async def test_the_same_question_is_the_same_statement_byte_for_byte(
    query: str, calls: list[dict[str, Any]]
) -> None:
    here, there = Nowhere(), Nowhere()
    for variables in calls:
        await here.ask(Request(query, None, variables))
    for variables in reversed(calls):
        await there.ask(Request(query, None, variables))
    assert here.sent == there.sent[::-1]


async def test_rights_of_one_shape_share_plans_and_others_do_not() -> None:
    nowhere = Nowhere()
    request = Request("{ facilities { nodes { nameShort } } }")
    alike = Access(MappingProxyType({key: ANONYMOUS.held[key] for key in (DICTIONARY.read, FACILITY.public)}))
    for access in (ANONYMOUS, alike, EXPLORER, ANONYMOUS):
        await nowhere.ask(request, access)
    assert nowhere.executor.documents.plans() == 2
    assert len(set(nowhere.texts)) == 1


async def test_no_value_of_the_caller_stands_in_the_statement() -> None:
    nowhere = Nowhere()
    written = """{
      facilities(first: 77, filter: {
        nameShort: {equal: "МІТКА1", in: ["МІТКА2"], startsWith: "МІТКА3"}
        name: {search: "МІТКА4"}
        registeredAt: {from: "2031-01-01T00:00:00Z"}
        status: {equal: SUSPENDED}
      }) { nodes { equipment(last: 78, filter: {capacity: {from: "79.5"}}) { nodes { id } } } }
      facility(edrpou: "МІТКА5") { id }
      dictionary(name: "МІТКА6") { name }
      node(id: "<id>") { id }
    }""".replace("<id>", FACILITY_ID)
    answer = await nowhere.ask(Request(written))
    assert answer.errors == ()
    ((text, values),) = nowhere.sent
    assert not re.search("МІТКА|мітка|2031|77|78|79|SUSPENDED|018f", text)
    assert "МІТКА1" in values


@pytest.mark.parametrize(
    ("query", "statements"),
    [
        ("{ facilities { nodes { id } } }", 1),
        ("{ a: facilities { nodes { id } } b: facilities { totalCount } dictionaries { name } }", 1),
        ("{ facilities { __typename } __schema { queryType { name } } }", 1),
        ("{ __schema { queryType { name } } }", 0),
        ("{ __typename }", 0),
        ('{ __typename a: __typename __type(name: "Node") { name } }', 0),
        ("{ facilities @skip(if: true) { totalCount } }", 0),
        ("{ unknown }", 0),
        ("{ facilities(first: -1) { totalCount } }", 0),
    ],
)
async def test_an_operation_is_at_most_one_statement(query: str, statements: int) -> None:
    nowhere = Nowhere(b'{"facilities":{}}')
    for _ in range(2):
        nowhere.sent.clear()
        await nowhere.ask(Request(query))
        assert len(nowhere.sent) == statements


async def test_denied_fields_send_nothing() -> None:
    nowhere = Nowhere()
    answer = await nowhere.ask(
        Request("{ facilities { nodes { email } } employees { totalCount } }"), ANONYMOUS
    )
    assert [error.code for error in answer.errors] == ["FORBIDDEN", "FORBIDDEN"]
    assert answer.data is None
    assert nowhere.sent == []


async def test_the_answer_tells_its_cost() -> None:
    nowhere = Nowhere()
    nodes = "nodes { id nameShort departments(last: 3) { nodes { id } } }"
    query = f"query ($n: Int) {{ facilities(first: $n) {{ {nodes} }} }}"
    answer = await nowhere.ask(Request(query, None, {"n": 10}))
    assert answer.extensions == b'{"cost":{"rows":40,"values":60,"rowsLimit":50000}}'


async def test_what_costs_too_much_is_refused_by_each_ceiling() -> None:
    query = "{ facilities(first: 10) { nodes { id nameShort } } }"
    for ceilings, bound in (
        (Ceilings(rows=9), "rows"),
        (Ceilings(leaves=19), "leaves"),
        (Ceilings(bytes=9), "bytes"),
    ):
        nowhere = Nowhere(b"0123456789", ceilings)
        (error,) = (await nowhere.ask(Request(query))).errors
        assert isinstance(error, QueryTooComplex)
        assert error.evidence["bound"] == bound
        assert len(nowhere.sent) == (bound == "bytes")
    enough = Nowhere(b"0123456789", Ceilings(rows=10, leaves=20, bytes=10))
    assert (await enough.ask(Request(query))).data == b"0123456789"


async def test_a_refusal_of_the_store_is_part_of_the_answer_and_a_defect_is_not() -> None:
    failures: list[Exception] = [Unavailable("бази немає", "no database"), ZeroDivisionError()]

    async def fetch(statement: str, arguments: list[object]) -> bytes:  # noqa: ARG001  # a Fetch
        raise failures[0]

    executor = Executor(graph(), fetch)
    answer = await executor.execute(Request("{ facilities { totalCount } }"), ANONYMOUS)
    assert [error.code for error in answer.errors] == ["SERVICE_UNAVAILABLE"]
    failures.pop(0)
    with pytest.raises(ZeroDivisionError):
        await executor.execute(Request("{ facilities { totalCount } }"), ANONYMOUS)


@pytest.mark.parametrize(
    ("query", "name", "kind"),
    [
        ("{ __typename }", None, "query"),
        ("query A { __typename } query B { __typename }", "B", "query"),
        ("query A { __typename } query B { __typename }", None, None),
        ("{ unknown }", None, None),
        ("{", None, None),
    ],
)
def test_the_kind_of_an_operation(query: str, name: str | None, kind: str | None) -> None:
    assert Nowhere().executor.operation_kind(Request(query, name)) == kind


async def test_the_operation_that_is_named_is_executed() -> None:
    nowhere = Nowhere()
    query = "query A { facilities { totalCount } } query B { a: __typename }"
    assert (await nowhere.ask(Request(query, "B"))).data == b'{"a":"Query"}'
    assert nowhere.sent == []
    await nowhere.ask(Request(query, "A"))
    assert len(nowhere.sent) == 1
    (error,) = (await nowhere.ask(Request(query, "C"))).errors
    assert error.code == "GRAPHQL_VALIDATION_FAILED"
