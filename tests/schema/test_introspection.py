"""Introspection shows what the caller may use, from kept bytes; a refusal guesses no hidden name."""

import json
from typing import Any

import pytest
from graphql import get_introspection_query

from permissions.access import ANONYMOUS, EXPLORER, Access
from permissions.catalogue import EMPLOYEE, PERMISSIONS, READING
from permissions.region import ANYWHERE, Region
from schema import introspection
from schema.execution import Request
from tests.reading import Nowhere
from tests.schema.coordinates import holder_of

WHOLE = get_introspection_query()


async def told(
    nowhere: Nowhere, query: str, access: Access, *, whole: bool = False, **variables: object
) -> Any:
    answer = await nowhere.ask(Request(query, None, variables, whole_schema=whole), access)
    assert answer.errors == ()
    assert answer.data is not None
    return json.loads(answer.data)


def names(data: Any) -> set[str]:
    return {each["name"] for each in data["__schema"]["types"]}


async def test_each_caller_is_told_of_the_types_of_use_whoever_asked_before() -> None:
    nowhere = Nowhere()
    for access, whole, is_there in (
        (ANONYMOUS, False, False),
        (EXPLORER, False, True),
        (ANONYMOUS, True, True),
        (ANONYMOUS, False, False),
    ):
        found = names(await told(nowhere, WHOLE, access, whole=whole))
        assert ("Employee" in found, "EmployeeIdentity" in found) == (is_there, is_there)
        assert {"Facility", "Query", "Node"} <= found
    assert nowhere.sent == []


@pytest.mark.parametrize(
    "name", ["Employee", "EmployeeFilter", "EmployeeOrder", "EmployeeConnection", "Gender"]
)
async def test_a_hidden_type_is_no_type(name: str) -> None:
    nowhere = Nowhere()
    asked: list[tuple[str, dict[str, Any]]] = [
        (f'{{ __type(name: "{name}") {{ name }} }}', {}),
        ("query ($name: String!) { __type(name: $name) { name } }", {"name": name}),
    ]
    for query, variables in asked:
        assert await told(nowhere, query, ANONYMOUS, **variables) == {"__type": None}
        assert await told(nowhere, query, EXPLORER, **variables) == {"__type": {"name": name}}
        assert await told(nowhere, query, ANONYMOUS, whole=True, **variables) == {"__type": {"name": name}}


async def test_rows_and_schema_may_be_asked_at_once() -> None:
    nowhere = Nowhere(b'{"b":{"totalCount":7}}')
    query = (
        '{ a: __schema { queryType { name } } b: facilities { totalCount } c: __type(name: "Node") { name } }'
    )
    data = await told(nowhere, query, ANONYMOUS)
    assert list(data) == ["a", "b", "c"]
    assert data["b"] == {"totalCount": 7}
    assert len(nowhere.sent) == 1


async def answered(nowhere: Nowhere, query: str, access: Access, **variables: object) -> bytes:
    data = (await nowhere.ask(Request(query, None, variables), access)).data
    assert data is not None
    return data


async def test_an_answer_is_kept_for_all_with_the_same_permissions_wherever_they_hold_them() -> None:
    nowhere = Nowhere()
    here, there = (Access({EMPLOYEE.public: region}) for region in (ANYWHERE, Region(own=True)))
    assert here.shape != there.shape
    assert await answered(nowhere, WHOLE, here) is await answered(nowhere, WHOLE, there)
    acting = Access({EMPLOYEE.public: ANYWHERE, PERMISSIONS["webhook:manage"]: ANYWHERE})
    assert await answered(nowhere, WHOLE, here) is await answered(nowhere, WHOLE, acting)
    assert await answered(nowhere, WHOLE, here) != await answered(nowhere, WHOLE, ANONYMOUS)


async def test_an_answer_that_variables_decide_is_not_kept() -> None:
    nowhere = Nowhere()
    query = "query ($x: Boolean!) { __schema { queryType { name @include(if: $x) kind } } }"
    for x, keys in ((True, {"name", "kind"}), (False, {"kind"}), (True, {"name", "kind"})):
        data = json.loads(await answered(nowhere, query, ANONYMOUS, x=x))
        assert data["__schema"]["queryType"].keys() == keys


async def test_operations_of_one_document_are_kept_apart() -> None:
    nowhere = Nowhere()
    query = "query A { __schema { queryType { name } } } query B { __schema { queryType { kind } } }"
    for _ in range(2):
        for operation, key in (("A", "name"), ("B", "kind")):
            answer = await nowhere.ask(Request(query, operation), ANONYMOUS)
            assert json.loads(answer.data or b"")["__schema"]["queryType"].keys() == {key}


async def test_the_answers_and_schemas_used_least_lately_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(introspection, "MEMORY_MAX", 1_000)
    monkeypatch.setattr(introspection, "SCHEMAS_MAX", 2)
    nowhere = Nowhere()
    kept = nowhere.executor._introspections
    for permission in READING:
        for key in ("name", "kind", "description"):
            query = f"{{ __schema {{ queryType {{ {key} }} }} a: __schema {{ types {{ {key} }} }} }}"
            await answered(nowhere, query, holder_of([permission]))
    assert len(kept._schemas) == 2
    assert len(kept._answers) == 1
    assert kept._memory == sum(len(answer) + len(text) for (_, text, _), answer in kept._answers.items())


async def test_rights_are_read_again_before_the_schema_is_shown() -> None:
    asked: list[float] = []

    async def renew(seconds: float) -> Access:
        asked.append(seconds)
        return EXPLORER

    answer = await Nowhere().executor.execute(Request(WHOLE), ANONYMOUS, renew)
    assert "Employee" in names(json.loads(answer.data or b""))
    assert asked == [1.0]


async def test_the_directive_for_what_may_be_left_out_is_listed() -> None:
    query = "{ __schema { directives { name description isRepeatable locations } } }"
    found = {
        each["name"]: each for each in (await told(Nowhere(), query, ANONYMOUS))["__schema"]["directives"]
    }
    assert found["ifPermitted"]["locations"] == ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"]
    assert "extensions.omitted" in found["ifPermitted"]["description"]
    assert found["requires"]["isRepeatable"] is True


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{ facilities { nodes { emial } } }", {}),
        ("{ facilitys { totalCount } }", {}),
        ('{ node(id: "x") { lastName } }', {}),
        ('{ node(id: "x") { ... on Employe { id } } }', {}),
        ("{ facilities(frist: 1) { totalCount } }", {}),
        ("{ employees(filter: {lastNam: {}}) { totalCount } }", {}),
        ("{ employees(orderBy: LAST_NAM_ASC) { totalCount } }", {}),
        ("{ facilities @ifPermited { totalCount } }", {}),
        ("query ($x: EmployeFilter) { employees(filter: $x) { totalCount } }", {}),
        ("query ($x: EmployeeFilter) { employees(filter: $x) { totalCount } }", {"x": {"lastNam": {}}}),
        ("query ($x: [EmployeeOrder!]) { employees(orderBy: $x) { totalCount } }", {"x": ["LAST_NAM_ASC"]}),
    ],
)
async def test_nobody_guesses_what_a_misspelt_name_meant(query: str, variables: dict[str, object]) -> None:
    answer = await Nowhere().ask(Request(query, None, variables), ANONYMOUS)
    assert [error.code for error in answer.errors] == ["GRAPHQL_VALIDATION_FAILED"]
    assert "Did you mean" not in answer.errors[0].message_en
    assert "Did you mean" not in answer.errors[0].message
