"""What is told of a schema is, word for word, what graphql-core's executor tells."""

from typing import Any

import pytest
from graphql import GraphQLError, build_schema, execute_sync, get_introspection_query, parse
from graphql.execution.values import get_variable_values
from graphql.language import OperationDefinitionNode

from compiler.given import Sight
from compiler.selection import Selection
from permissions.access import ANONYMOUS
from schema.graph import graph
from schema.reflection import Reflection
from schema.visible import visible_schema

ODD = build_schema('''
"""Усе, чого немає в нашому графі"""
schema { query: Query mutation: Change subscription: Watch }
directive @old(a: Int @deprecated(reason: "b"), c: [Int!]! = [1]) repeatable on FIELD | ENUM_VALUE
scalar Link @specifiedBy(url: "https://example.com")
interface Named { name: String }
interface Known implements Named { name: String id: ID! }
type One implements Known & Named { name: String id: ID! was: Int @deprecated(reason: "давно") }
type Two { other(x: Wish = {a: 1}, y: Int @deprecated): Link }
union Both = One | Two
input Wish @oneOf { a: Int b: [[String!]!] }
input Hope { a: Int! = 3 b: Kind = OLD c: String @deprecated }
enum Kind { OLD @deprecated NEW }
type Query { both(hope: Hope): Both named: [Named!]! }
type Change { do(wish: Wish!): Int }
type Watch { seen: Kind }
''')
SCHEMAS = {
    "whole": graph().core,
    "shown without a token": visible_schema(graph(), ANONYMOUS.shape),
    "odd": ODD,
}
PARTS = """query ($n: String!, $d: Boolean, $t: Boolean = true) {
  a: __type(name: $n) { ...T b: name __typename ... on __Type { kind } ... @include(if: $t) { description } }
  c: __schema { types { n: name ...T } __typename directives { name args(includeDeprecated: $t) { name } } }
  d: __type(name: "Kind") { name enumValues(includeDeprecated: $t) { name isDeprecated deprecationReason } }
  e: __type(name: "nothing") { name }
  f: __schema @skip(if: $t) { queryType { name } }
}
fragment T on __Type { fields(includeDeprecated: $d) { name type { name ofType { name } } }
  possibleTypes { name } }"""
FULL = get_introspection_query(
    specified_by_url=True,
    directive_is_repeatable=True,
    schema_description=True,
    input_value_deprecation=True,
    one_of=True,
)
ASKED: list[tuple[str, dict[str, Any]]] = [
    (get_introspection_query(), {}),
    (FULL, {}),
    *((PARTS, {"n": name, **more}) for name in ("One", "Facility", "x") for more in ({}, {"d": True})),
]


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize(("query", "variables"), ASKED)
def test_it_is_told_as_graphql_core_tells_it(name: str, query: str, variables: dict[str, Any]) -> None:
    shown, document = SCHEMAS[name], parse(query)
    expected = execute_sync(shown, document, variable_values=variables)
    assert expected.errors is None
    assert told(name, query, variables) == expected.data


def told(name: str, query: str, variables: dict[str, Any]) -> dict[str, object]:
    shown, document = SCHEMAS[name], parse(query)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    values = get_variable_values(shown, operation.variable_definitions or (), variables)
    assert not isinstance(values, list)
    selection = Selection(shown, document, Sight(values.coerced))
    asked = selection.of_set("Query", operation.selection_set)
    return Reflection(shown, selection, values).answer(asked)


def test_a_variable_that_is_null_where_none_may_stand_is_refused() -> None:
    query = 'query ($n: String = "x") { __type(name: $n) { name } }'
    assert told("odd", query, {}) == {"__type": None}
    with pytest.raises(GraphQLError, match="non-null type"):
        told("odd", query, {"n": None})
