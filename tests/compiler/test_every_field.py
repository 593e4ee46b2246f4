"""Whatever is declared can be asked: every field, filter and order of the graph is a statement that runs."""

from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_list_type,
)

from schema.graph import graph
from tests.reading import Reader

ROOTS = {
    "Facility": "facilities",
    "Department": "departments",
    "Position": "positions",
    "Employee": "employees",
    "Assignment": "assignments",
    "Workplace": "workplaces",
    "Equipment": "equipmentList",
}
VALUES = {
    "String": '"Т"',
    "ID": '"RmFjaWxpdHk6MDE4ZjAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAy"',
    "Boolean": "true",
    "Int": "2",
    "Decimal": '"1.5"',
    "Date": '"2026-01-05"',
    "DateTime": '"2026-01-05T00:00:00Z"',
}


def asked_of(name: str, depth: int = 0) -> str:
    """Give a selection of every field of a type; objects below are asked for what they are made of."""
    kind = graph().core.type_map[name]
    assert isinstance(kind, GraphQLObjectType)
    parts = ["__typename"]
    for field_name, field in kind.fields.items():
        target = get_named_type(field.type)
        if is_leaf_type(target):
            parts.append(field_name)
        elif target.name.endswith("Connection"):
            node = target.name.removesuffix("Connection")
            inner = asked_of(node, depth + 1) if depth == 0 else "id"
            parts.append(f"{field_name}(first: 3) {{ totalCount nodes {{ {inner} }} }}")
        elif target.name not in ROOTS:
            parts.append(f"{field_name} {{ {asked_of(target.name, depth + 1)} }}")
        else:
            parts.append(f"{field_name} {{ id }}")
    return " ".join(parts)


@pytest.mark.parametrize("name", ROOTS)
async def test_every_field_can_be_asked(reader: Reader, name: str) -> None:
    data = await reader.data(f"{{ {ROOTS[name]}(first: 5) {{ nodes {{ {asked_of(name)} }} }} }}")
    assert data[ROOTS[name]]["nodes"]


def operators() -> Iterator[tuple[str, str]]:
    for name in ROOTS:
        filter_ = graph().core.type_map[f"{name}Filter"]
        assert isinstance(filter_, GraphQLInputObjectType)
        for key, field in filter_.fields.items():
            inner = get_named_type(field.type)
            assert isinstance(inner, GraphQLInputObjectType)
            if key in ("and", "or", "not"):
                continue
            for operator, of in inner.fields.items():
                kind = get_named_type(of.type)
                value = next(iter(kind.values)) if isinstance(kind, GraphQLEnumType) else VALUES[kind.name]
                yield name, f"{{{key}: {{{operator}: {f'[{value}]' if is_list_type(of.type) else value}}}}}"


@pytest.mark.parametrize(("name", "filter_"), list(operators()))
async def test_every_operator_divides_the_rows(reader: Reader, name: str, filter_: str) -> None:
    root = ROOTS[name]
    data = await reader.data(
        f"{{ yes: {root}(filter: {filter_}) {{ totalCount }}"
        f" no: {root}(filter: {{not: {filter_}}}) {{ totalCount }} all: {root} {{ totalCount }} }}"
    )
    assert data["yes"]["totalCount"] + data["no"]["totalCount"] == data["all"]["totalCount"]


def orders() -> Iterator[tuple[str, str]]:
    for name in ROOTS:
        order = graph().core.type_map[f"{name}Order"]
        assert isinstance(order, GraphQLEnumType)
        yield from ((name, code) for code in order.values)


@pytest.mark.parametrize(("name", "order"), list(orders()))
async def test_every_order_puts_each_row_in_its_place(reader: Reader, name: str, order: str) -> None:
    root = ROOTS[name]
    page = f"orderBy: [{order}]) {{ edges {{ cursor }} }}"
    whole = (await reader.data(f"{{ {root}({page} }}"))[root]["edges"]
    cursor = whole[len(whole) // 2]["cursor"]
    halves = await reader.data(
        f"query ($cursor: String) {{ after: {root}(after: $cursor, {page} before: {root}(before: $cursor, {page} }}",
        {"cursor": cursor},
    )
    assert halves["before"]["edges"] + [{"cursor": cursor}] + halves["after"]["edges"] == whole
